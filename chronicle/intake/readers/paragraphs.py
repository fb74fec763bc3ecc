"""HTML → paragraphs: any markup under limits of size and depth, and the blocks of text in it. Pure."""

from __future__ import annotations

import copy
import functools
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from chronicle.intake.readers.raw import cleaned
from chronicle.intake.words import data_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MOST_TAGS: Final = 40_000  # a long page has 5,000
MOST_ATTRIBUTES: Final = 150_000  # of all tags together
MOST_IN_TAG: Final = 1_000  # attributes; the parser compares each with each
DEEPEST: Final = 200  # a page of nested boxes has 40; below 256 the parser drops what it reads

_TAG: Final = re.compile(r"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE: Final = re.compile(r"[\s/]*[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_TEXTLESS: Final = frozenset(
    "script style noscript template svg math iframe object embed canvas video audio picture figure figcaption "
    "button input select textarea label nav footer aside dialog head title".split()
)
_NEVER_TEXT: Final = "noscript template select textarea button".split()
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr del".split()
)
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’')\]]*\s*\Z")
_WORD: Final = re.compile(r"[a-z]+|[A-Z][a-z]*")
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SMALL_PART: Final = 0.4  # of the text around it: what is marked as no article and holds more is one nevertheless
_LONGEST_MARK: Final = 400  # characters of a class that are looked at
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
_LINKED: Final = 0.6  # share of a block's text in links, from which on it is a list of links


class MarkupLimitError(ValueError):
    """Markup that is larger or deeper than a page is; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or heading: its text on one line, its tag, the numbers of its box and the one around it.

    `linked` is the share of the text that lies in links.
    """

    text: str
    tag: str
    box: int
    outer: int
    linked: float

    @property
    def is_text(self) -> bool:
        """Whether it is text rather than a list of links."""
        return self.linked < _LINKED and self.tag != "h1"

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table."""
        return self.tag in {"td", "th", "caption"}

    @property
    def is_prose(self) -> bool:
        """Whether it is text and no heading."""
        return self.is_text and self.tag not in HEADINGS


def parse_markup(text: str) -> HtmlElement:
    """The tree of a page or a piece of one. Raise MarkupLimitError; nothing is fetched and no entity is declared."""
    _refuse_many(text)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    data = f"<div>{text}</div>" if not re.search(r"<(?:html|body)\b", text[:20_000], re.IGNORECASE) else text
    try:
        tree = html.document_fromstring(data.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but comments
        return html.Element("html")
    etree.strip_elements(tree, *_NEVER_TEXT, etree.Comment, with_tail=False)
    if _depth(tree) >= DEEPEST:
        raise MarkupLimitError(f"has tags nested more than {DEEPEST} deep; save the article's text as .txt")
    return tree


def _refuse_many(text: str) -> None:
    """Count before the parser does: it takes the square of a tag's attributes, and memory for all of them."""
    attributes = 0
    for number, tag in enumerate(_TAG.finditer(text), 1):
        own = _attributes(text, tag.end())
        attributes += own
        if number > MOST_TAGS or attributes > MOST_ATTRIBUTES or own >= MOST_IN_TAG:
            raise MarkupLimitError("has more markup than an article; save the article's text as .txt")


def _attributes(text: str, position: int) -> int:
    """How many attributes a tag has behind its name, at most MOST_IN_TAG."""
    for number in range(MOST_IN_TAG):
        attribute = _ATTRIBUTE.match(text, position)
        if not attribute:
            return number
        position = attribute.end()
    return MOST_IN_TAG


def _depth(tree: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


# ---- blocks


class _Line:
    """Collects the text of one block; two line breaks, or one after a sentence, end a paragraph."""

    def __init__(self) -> None:
        self._paragraphs: list[list[tuple[str, bool]]] = [[]]
        self._breaks = 0

    def add(self, text: str, *, linked: bool) -> None:
        if self._breaks and text.strip():
            if self._breaks > 1 or _SENTENCE_END.search("".join(part for part, _ in self._paragraphs[-1][-3:])):
                self._paragraphs.append([])
            self._breaks = 0
        self._paragraphs[-1].append((text, linked))

    def add_break(self) -> None:
        self._breaks += 1
        self._paragraphs[-1].append((" ", False))

    def taken(self) -> Iterator[tuple[str, float]]:
        """Each paragraph with the share of it in links; the line is empty afterwards."""
        paragraphs, self._paragraphs, self._breaks = self._paragraphs, [[]], 0
        for parts in paragraphs:
            if text := " ".join(cleaned("".join(part for part, _ in parts)).split()):
                linked = sum(len(part.strip()) for part, is_linked in parts if is_linked)
                yield text, linked / len(text)


class _Reading:
    """Walks one tree, which is at most DEEPEST deep, and collects its blocks."""

    def __init__(self, root: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self._line = _Line()
        self._boxes = 0
        self._whole = _weight(root)

    def visit(self, element: HtmlElement, *, outer: int, box: int, linked: bool) -> None:
        """Add the blocks in an element; `box` is the number of the block element around it, `outer` of the next."""
        if element.tag in _INLINE:
            self._fill(element, outer=outer, box=box, linked=linked or element.tag == "a")
        elif element.tag == "br":
            self._line.add_break()
        elif not self._is_left_out(element):
            self._boxes += 1
            number = self._boxes
            self._fill(element, outer=box, box=number, linked=linked)
            self._close(str(element.tag), box, number)

    def _fill(self, element: HtmlElement, *, outer: int, box: int, linked: bool) -> None:
        self._add(element, element.text, linked=linked)
        for child in element:
            if child.tag not in _INLINE and child.tag != "br":
                self._close(str(element.tag), outer, box)
            self.visit(child, outer=outer, box=box, linked=linked)
            self._add(element, child.tail, linked=linked)

    def _add(self, element: HtmlElement, text: str | None, *, linked: bool) -> None:
        if not text:
            return
        if element.tag != "pre":
            self._line.add(text, linked=linked)
            return
        for number, part in enumerate(_BLANK_LINE.split(text)):  # what was laid out in lines keeps its empty ones
            if number:
                self._line.add_break()
                self._line.add_break()
            self._line.add(part, linked=linked)

    def _close(self, tag: str, outer: int, box: int) -> None:
        self.blocks += [
            Block(text=text, tag=tag, box=box, outer=outer, linked=linked) for text, linked in self._line.taken()
        ]

    def _is_left_out(self, element: HtmlElement) -> bool:
        if element.tag in _TEXTLESS or str(element.tag).startswith("amp-"):
            return True
        is_marked = not _marks().isdisjoint(_words(element)) or bool(_UNSEEN.search(element.get("style", "")))
        return (is_marked or "hidden" in element.attrib) and _weight(element) < _SMALL_PART * self._whole


def find_blocks(root: HtmlElement) -> tuple[Block, ...]:
    """The blocks of text in an element, in order, without those that are marked as no part of an article."""
    copied = copy.deepcopy(root)
    etree.strip_elements(copied, "script", "style", with_tail=False)
    reading = _Reading(copied)
    reading.visit(copied, outer=0, box=0, linked=False)
    return tuple(reading.blocks)


def _weight(element: HtmlElement) -> int:
    return len(str(element.text_content()))


def _words(element: HtmlElement) -> set[str]:
    return {
        word.lower() for word in _WORD.findall(f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST_MARK])
    }


@functools.cache
def _marks() -> frozenset[str]:
    return frozenset(listed("marks"))


@functools.cache
def listed(name: str) -> tuple[str, ...]:
    """One list of `data/pages.toml`."""
    return tuple(tomllib.loads(data_text("pages.toml"))[name])
