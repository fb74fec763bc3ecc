"""Markdown's walk over inline text, without the steps that can find nothing.

The library runs each of its patterns over each text. Here a text that has none of their signs is left as it is, and a
pattern is run only over a text with its sign. The patterns are the library's, and so is the order of all steps, for
what is found is numbered as it is met.
"""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, STX, AtomicString

if TYPE_CHECKING:
    from collections.abc import Mapping

    import markdown

# A pattern finds nothing in a text that has neither of its signs; most have one.
SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "backtick": ("`", ""),
    "wiki_link": ("[[", ""),
    "escape": ("\\", ""),
    "footnote": ("[^", ""),
    "reference": ("[", ""),
    "link": ("[", ""),
    "image_link": ("![", ""),
    "image_reference": ("![", ""),
    "short_reference": ("[", ""),
    "short_image_ref": ("![", ""),
    "autolink": ("<", ""),
    "automail": ("<", ""),
    "linebreak": ("  \n", ""),
    "html": ("<", ""),
    "entity": ("&", ""),
    "em_strong": ("*", "_"),
}
# What all of them have, and what stands for a piece that was found. A letter is found sooner than two.
_ANY_SIGN: Final = ("[", "*", "_", "`", "\\", "<", "&", STX)
_LETTERS: Final = ("[", "*", "_", "`", "\\", "<", "&", "\n")
# These look up definitions; where there is none, they change nothing.
_REFERRING: Final = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})


def is_known(md: markdown.Markdown) -> bool:
    """Whether the patterns of a converter are those that are known here, and made as is expected here."""
    return len(md.inlinePatterns) == len(SIGNS) and all(
        name in md.inlinePatterns
        and isinstance(md.inlinePatterns[name], InlineProcessor)
        and not md.inlinePatterns[name].ANCESTOR_EXCLUDES
        for name in SIGNS
    )


class _Step(NamedTuple):
    number: int
    sign: str
    other: str
    pattern: InlineProcessor


class _Steps:
    """Patterns in their order, and those that are needed for texts with some of the letters."""

    def __init__(self, steps: list[_Step]) -> None:
        self._all = steps
        self._by_letters: dict[tuple[bool, ...], list[_Step]] = {}

    def needed(self, text: str) -> list[_Step]:
        """The patterns that can find anything in a text; what they take out of it adds no letter to the rest."""
        there = tuple([letter in text for letter in _LETTERS])
        steps = self._by_letters.get(there)
        if steps is None:
            letters = set(itertools.compress(_LETTERS, there))
            steps = [step for step in self._all if letters.intersection(step.sign + step.other)]
            self._by_letters[there] = steps
        return steps


class InlineText(Treeprocessor):
    """In the place of the library's `inline`; its patterns look into `stashed_nodes` for what others found."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.stashed_nodes: dict[str, Element | str] = {}
        names = sorted(SIGNS, key=md.inlinePatterns.get_index_for_name)
        steps = [
            (name, _Step(number, *SIGNS[name], cast("InlineProcessor", md.inlinePatterns[name])))
            for number, name in enumerate(names)
        ]
        self._all = _Steps([step for _, step in steps])
        self._without_definitions = _Steps([step for name, step in steps if name not in _REFERRING])
        self._steps = self._all

    def run(self, root: Element) -> None:
        """Make elements of the inline text of all elements, breadth first."""
        self._steps = self._all if self.md.references else self._without_definitions
        self.stashed_nodes = {}
        self._walk(root)
        self.stashed_nodes = {}

    def _walk(self, root: Element) -> None:
        waiting = deque([root])
        while waiting:
            element = waiting.popleft()
            inner = []
            for child in element:  # and what is put behind a child, next
                if _has_sign(child.text) and not isinstance(child.text, AtomicString):
                    made = self._of_text(child)
                    waiting += made
                    inner.append((child, made))
                if _has_sign(child.tail):
                    self._expand_tail(element, child)
                if len(child):
                    waiting.append(child)
            for child, made in inner:
                for place, each in enumerate(made):
                    child.insert(place, each)

    def _of_text(self, child: Element) -> list[Element]:
        text, child.text = child.text or "", None
        return self._unstashed(self._stashed(text, 0), child, is_text=True)

    def _expand_tail(self, element: Element, child: Element) -> None:
        tail = self._stashed(child.tail or "", 0)
        child.tail = None
        bearer = Element("d")
        made = self._unstashed(tail, bearer, is_text=False)
        child.tail = bearer.tail or None
        place = list(element).index(child) + 1
        for each in reversed(made):
            element.insert(place, each)

    # ---- what patterns find is stashed, and a sign for it put into the text

    def _stashed(self, text: str, first: int) -> str:
        """The text with a sign for each piece that the patterns find, from the pattern `first` on."""
        if isinstance(text, AtomicString):
            return text
        for number, sign, other, pattern in self._steps.needed(text):
            start: int | None = 0
            while start is not None and number >= first and (sign in text or (other and other in text)):
                text, start = self._applied(pattern, number, text, start)
        return text

    def _applied(self, pattern: InlineProcessor, number: int, text: str, start: int) -> tuple[str, int | None]:
        """The text with what a pattern finds first behind `start`, and where to go on; None when there is no more."""
        for match in pattern.getCompiledRegExp().finditer(text, start):
            node, begin, end = pattern.handleMatch(match, text)
            if begin is not None and end is not None:
                break
        else:
            return text, None
        if node is None:
            return text, end
        if not isinstance(node, str) and not isinstance(node.text, AtomicString):
            for each in [node, *node]:
                if _has_sign(each.text):
                    each.text = self._stashed(each.text or "", number + 1)
                if _has_sign(each.tail):
                    each.tail = self._stashed(each.tail or "", number)
        key = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[key] = node
        sign = INLINE_PLACEHOLDER % key
        return f"{text[:begin]}{sign}{text[end:]}", begin + len(sign)

    # ---- and taken out again

    def _unstashed(self, text: str, parent: Element, *, is_text: bool) -> list[Element]:
        """The elements that a text has signs for; the words between them become texts and tails."""
        made: list[Element] = []
        start = 0
        while text:
            index = text.find(INLINE_PLACEHOLDER_PREFIX, start)
            if index == -1:
                rest = text[start:]
                _lay(AtomicString(rest) if isinstance(text, AtomicString) else rest, made, parent, is_text=is_text)
                break
            found = INLINE_PLACEHOLDER_RE.search(text, index)
            node = self.stashed_nodes.get(found[1]) if found else None
            if found is None or node is None:
                end = index + len(INLINE_PLACEHOLDER_PREFIX)
                _lay(text[start:end], made, parent, is_text=is_text)
                start = end
                continue
            if index > 0:
                _lay(text[start:index], made, parent, is_text=is_text)
            start = found.end()
            if isinstance(node, str):
                _lay(node, made, parent, is_text=is_text)
            else:
                self._unstash_inside(node)
                made.append(node)
        return made

    def _unstash_inside(self, node: Element) -> None:
        for child in [node, *node]:
            if child.tail and child.tail.strip():
                tail, child.tail = child.tail, None
                made = self._unstashed(tail, child, is_text=False)
                place = 0 if child is node else list(node).index(child) + 1
                for each in reversed(made):
                    node.insert(place, each)
            if child.text and child.text.strip():
                text, child.text = child.text, None
                for each in reversed(self._unstashed(text, child, is_text=True)):
                    child.insert(0, each)


def _has_sign(text: str | None) -> bool:
    if text:
        for sign in _ANY_SIGN:
            if sign in text:  # as plain as it is: this is asked of all text there is
                return True
        return "\n" in text and "  \n" in text
    return False


def _lay(text: str, made: list[Element], parent: Element, *, is_text: bool) -> None:
    """Put words behind the last element that was made, or else where the parent's own words are."""
    if not text:
        return
    if made:
        made[-1].tail = made[-1].tail + text if made[-1].tail else text
    elif is_text:
        parent.text = parent.text + text if parent.text else text
    else:
        parent.tail = parent.tail + text if parent.tail else text
