"""Front matter's YAML as nodes: a stream of events, so that depth is limited before anything nests.

Every value stays the text that was written (`NO`, `12:30`, `007`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml

from chronicle.text.characters import FORBIDDEN
from chronicle.text.fault import Fault
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence
from chronicle.text.yaml_brackets import left_over_fault
from chronicle.text.yaml_faults import explain
from chronicle.text.yaml_lines import ODD_SPACE, refuse_special_spaces, refuse_swallowed_items

if TYPE_CHECKING:
    from collections.abc import Callable

MOST: Final = 4_000  # keys and values; an entry with a hundred sources has a fifth of that
WIDEST: Final = 500  # items of one list, or keys of one table: the page of each place names all others
MARKS: Final = 30  # on one letter, as Unicode's "stream-safe" texts have: normalizing takes the square of their number
_SHORT: Final = 1_000  # characters that take no time, whatever they are
DEEPEST: Final = 12  # nested lists and tables; the deepest field of any kind needs four

_new: Final = tuple.__new__  # what a named tuple does itself, in another call
_Event: TypeAlias = Any  # one of yaml.NodeEvent; its marks are always there, which its types do not say
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML 1.1 takes these for line ends, editors do not: lines would be miscounted.
_NO_LINE_ENDS: Final = re.compile("[\r\x85\u2028\u2029]")


def parse_yaml(front: str, first_line: int = 1) -> Mapping:
    """Front matter as a Mapping whose lines count from `first_line`. Raise Fault."""
    front = _NO_LINE_ENDS.sub(" ", front)
    lines = front.split("\n")
    if not front.isascii() and ODD_SPACE.search(front):
        refuse_special_spaces(lines, first_line)
    try:
        node = _parsed(front, lines, first_line)
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        if isinstance(error, Fault):
            raise
        if "nesting depth" in str(getattr(error, "problem", "")):
            raise _too_deep(error, lines, first_line) from None
        raise explain(error, lines, first_line) from None
    if not isinstance(node, Mapping):
        if isinstance(node, Scalar) and node.is_null:
            return Mapping((), first_line, 1)
        raise Fault("front-matter-form", 'the front matter must be lines of "key: value"', first_line, 1)
    return node


def _parsed(front: str, lines: list[str], first_line: int) -> Node:
    loader = _LOADER(front)
    try:
        return _Builder(loader.get_event, lines, first_line, has_comments="#" in front).document()
    finally:
        loader.dispose()


def _too_deep(error: Exception, lines: list[str], first_line: int) -> Fault:
    """The fault of front matter so deep that PyYAML itself (6.0.4 and newer) gives up while it looks ahead."""
    mark = error.problem_mark  # type: ignore[attr-defined]  # whoever names a depth says where
    opened = 0
    column = mark.column
    for at, sign in enumerate(lines[mark.line][: mark.column + 1]):
        opened += (sign in "[{") - (sign in "]}")
        if opened > DEEPEST:
            column = at
            break
    return Fault(
        "yaml-depth", f"lists and tables are nested more than {DEEPEST} deep", mark.line + first_line, column + 1
    )


def _is_heaped(text: str) -> bool:
    """Whether a text has so many marks on one letter that it would take long to put them in order."""
    if text.isascii() or len(text) < _SHORT:
        return False
    run = 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run > MARKS:
            return True
    return False


class _Builder:
    """Turns the stream of YAML events into nodes, refusing what an entry may not use.

    It sees every event of every entry: what is rare is looked for in one comparison, and told by another method.
    """

    def __init__(self, following: Callable[[], Any], lines: list[str], first_line: int, *, has_comments: bool) -> None:
        self._following = following
        self._lines = lines
        self._first_line = first_line
        self._has_comments = has_comments
        self._nodes = 0

    def document(self) -> Node:
        event = self._following()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._following()
        if isinstance(event, yaml.StreamEndEvent):
            return Scalar("", self._first_line, 1)
        node = self._node(event, 0)
        while not isinstance(event, yaml.StreamEndEvent):
            event = self._following()
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._fault(event, "yaml-documents", "a second --- begins here; only one part is allowed")
        return node

    def _place(self, event: _Event) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self._first_line, mark.column + 1

    def _fault(self, event: _Event, code: str, message: str) -> Fault:
        line, column = self._place(event)
        return Fault(code, message, line, column)

    def _node(self, event: _Event, depth: int) -> Node:
        if event.anchor or event.tag or depth > DEEPEST:
            raise self._refused(event)
        self._nodes += 1
        if self._nodes > MOST:
            raise self._fault(event, "front-matter-long", f"the front matter has more than {MOST:,} keys and values")
        kind = event.__class__
        if kind is not yaml.ScalarEvent:
            return self._sequence(event, depth) if kind is yaml.SequenceStartEvent else self._mapping(event, depth)
        text, style, mark = event.value, event.style, event.start_mark
        line, column = mark.line + self._first_line, mark.column + 1
        # YAML itself refuses signs that no text may have, but for those that quotes can spell out.
        if style == '"' or not text.isascii():
            text = _composed(text, line, column)
        comment = "" if style else self._behind(event)
        return _new(Scalar, (text, line, column, bool(style), comment))

    def _refused(self, event: _Event) -> Fault:
        code = "yaml-tag" if getattr(event, "tag", None) else ""
        if event.anchor:  # of a node, or the one that an alias means
            code = "yaml-alias"
        if code:
            line = self._place(event)[0]
            return explain(event, [self._lines[line - self._first_line]], line, code)
        return self._fault(event, "yaml-depth", f"lists and tables are nested more than {DEEPEST} deep")

    def _behind(self, event: _Event) -> str:
        """The comment behind a scalar without quotes. Raise Fault when it goes on over lines that look like items."""
        begin, end = event.start_mark, event.end_mark
        if end.line > begin.line:
            refuse_swallowed_items(self._lines, begin.line, end.line, self._first_line)
        return self._comment(end) if self._has_comments else ""

    def _comment(self, end: Any) -> str:  # noqa: ANN401 - yaml.Mark, of either parser
        if end.line >= len(self._lines):
            return ""
        rest = self._lines[end.line][end.column :].strip()
        return rest if rest.startswith("#") else ""

    def _is_left_over(self, key: _Event) -> bool:
        """Whether a key in braces has no colon, or one that is part of it: `{killed: 1,400}`, `{killed:1}`."""
        end = key.end_mark
        return end.line < len(self._lines) and not self._lines[end.line][end.column :].lstrip().startswith(":")

    def _sequence(self, start: _Event, depth: int) -> Sequence:
        items: list[Node] = []
        while (event := self._following()).__class__ is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth + 1))
            if len(items) > WIDEST:
                raise self._fault(event, "front-matter-long", f"a list has more than {WIDEST} items")
        return Sequence(tuple(items), *self._place(start))

    def _mapping(self, start: _Event, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while (event := self._following()).__class__ is not yaml.MappingEndEvent:
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(event, "yaml-key", "a key must be one word, not a list or a table")
            if key.text == "<<" and not key.quoted:
                raise self._fault(event, "yaml-merge", "merge keys (<<) are not allowed; write the fields out")
            if key.text in pairs:
                message = f'"{key.text[:40]}" is here a second time (first in line {pairs[key.text][0].line})'
                raise self._fault(event, "duplicate-key", message)
            value = self._following()
            is_empty = value.__class__ is yaml.ScalarEvent and not value.value and not value.style
            if is_empty and self._is_left_over(event):
                line, column = self._place(event)
                raise left_over_fault(self._lines[line - self._first_line], key.text, line, column)
            pairs[key.text] = (key, self._node(value, depth + 1))
            if len(pairs) > WIDEST:
                raise self._fault(event, "front-matter-long", f"a table has more than {WIDEST} keys")
        return Mapping(tuple(pairs.values()), *self._place(start))


def _composed(text: str, line: int, column: int) -> str:
    """A value in Unicode's NFC. Raise Fault for signs that no text may have."""
    if _is_heaped(text):
        message = f"has more than {MARKS} accents on one letter; delete them"
        raise Fault("control-character", message, line, column)
    text = unicodedata.normalize("NFC", text)
    found = FORBIDDEN.search(text)
    if found:
        message = f"has a control character (U+{ord(found[0]):04X}) that no text may have; delete it"
        raise Fault("control-character", message, line, column)
    return text
