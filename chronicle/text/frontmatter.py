"""Text ⇄ front matter (as nodes with their lines) and body; the only place that knows YAML.

python-frontmatter splits the text; the YAML in between is read as a stream of events, so that depth is
limited before anything nests, and every value stays the text that was written (`NO`, `12:30`, `007`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml
from frontmatter.default_handlers import YAMLHandler

from chronicle.problems import Problem
from chronicle.text.fault import Fault
from chronicle.text.fences import closing_fault, opening_fault
from chronicle.text.line_ends import with_lf
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence
from chronicle.text.yaml_faults import explain
from chronicle.text.yaml_lines import comma_hint, refuse_special_spaces, refuse_swallowed_items

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 64 * 1024  # characters of front matter
LONGEST_BODY: Final = 256 * 1024  # characters of Markdown: a long report, not a book
MOST: Final = 4_000  # keys and values; an entry with a hundred sources has a fifth of that
WIDEST: Final = 500  # items of one list, or keys of one table: the page of each place names all others
MARKS: Final = 30  # on one letter, as Unicode's "stream-safe" texts have: normalizing takes the square of their number
_SHORT: Final = 1_000  # characters that take no time, whatever they are
DEEPEST: Final = 12  # nested lists and tables; the deepest field of any kind needs four

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = YAMLHandler.FM_BOUNDARY
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK_HEAD = re.compile(r"\s*\n")
# YAML 1.1 takes these for line ends, editors do not: lines would be miscounted.
_NO_LINE_ENDS = str.maketrans(dict.fromkeys("\r\x85\u2028\u2029", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An entry's text taken apart: its fields, and the body, which begins on `body_line`."""

    fields: Mapping
    body: str
    body_line: int


def decode(data: bytes, path: str) -> str | Problem:
    """The text of a file: UTF-8, with or without a byte order mark, any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text; save the file with the encoding UTF-8"
        return Problem(path=path, line=line, column=1, code="encoding", message=message)
    return with_lf(text)


def parse_document(text: str, path: str) -> Document | Problem:
    """Split an entry and read its front matter; the first thing wrong with its form is the problem."""
    try:
        return _document(text)
    except Fault as fault:
        return Problem(
            path=path,
            line=fault.line,
            column=fault.column,
            field=fault.field,
            code=fault.code,
            message=fault.message,
            hint=fault.hint,
        )


def _document(text: str) -> Document:
    _refuse_control_characters(text)
    opening = _FENCE.match(text)
    if not opening:
        raise opening_fault(text)
    front, body = _split(text)
    first_line = text.count("\n", 0, opening.end()) + 1
    # The pattern for a fence takes the blank lines behind it along.
    front_line = first_line + (1 if text[opening.end() : opening.end() + 1] == "\n" else 0)
    if len(front) > LONGEST:
        raise Fault("front-matter-long", f"the front matter is longer than {LONGEST // 1024} kB", 1, 1)
    if len(body) > LONGEST_BODY:
        raise Fault("body-long", f"the text is longer than {LONGEST_BODY // 1024} kB", 1, 1)
    body_line = text[: len(text) - len(body)].count("\n") + 1
    if blank := _BLANK_HEAD.match(body):
        body_line += blank[0].count("\n")
    fields = parse_yaml(front.removeprefix("\n"), front_line)
    return Document(fields=fields, body=normal_body(body), body_line=body_line)


def normal_body(body: str) -> str:
    """A body without blank lines around it, ending in one line end; or nothing."""
    body = body.rstrip()
    if blank := _BLANK_HEAD.match(body):
        body = body[blank.end() :]
    return body + "\n" if body else ""


def _refuse_control_characters(text: str) -> None:
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = f"has a control character (U+{ord(found[0]):04X}) that no text may have; delete it"
        raise Fault("control-character", message, line, column)


def _split(text: str) -> tuple[str, str]:
    try:
        front, body = YAMLHandler().split(text)
    except ValueError:
        raise closing_fault(text) from None
    return front, body


def parse_yaml(front: str, first_line: int = 1) -> Mapping:
    """Front matter as a Mapping whose lines count from `first_line`. Raise Fault."""
    front = front.translate(_NO_LINE_ENDS)
    lines = front.split("\n")
    if not front.isascii():
        refuse_special_spaces(lines, first_line)
    try:
        node = _Builder(yaml.parse(front, Loader=_LOADER), lines, first_line).document()
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
    """Turns the stream of YAML events into nodes, refusing what an entry may not use."""

    def __init__(self, events: Iterator[yaml.Event], lines: list[str], first_line: int) -> None:
        self._events = events
        self._lines = lines
        self._first_line = first_line
        self._nodes = 0

    def document(self) -> Node:
        event = self._next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return Scalar("", self._first_line, 1)
        node = self._node(event, 0)
        while not isinstance(event, yaml.StreamEndEvent):
            event = self._next()
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._fault(event, "yaml-documents", "a second --- begins here; only one part is allowed")
        return node

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + self._first_line, mark.column + 1) if mark else (self._first_line, 1)

    def _fault(self, event: yaml.Event, code: str, message: str) -> Fault:
        line, column = self._place(event)
        return Fault(code, message, line, column)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse(event, depth)
        self._nodes += 1
        if self._nodes > MOST:
            raise self._fault(event, "front-matter-long", f"the front matter has more than {MOST:,} keys and values")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        code = "yaml-tag" if getattr(event, "tag", None) else ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            code = "yaml-alias"
        if code:
            line = self._place(event)[0]
            raise explain(event, [self._lines[line - self._first_line]], line, code)
        if depth > DEEPEST:
            raise self._fault(event, "yaml-depth", f"lists and tables are nested more than {DEEPEST} deep")

    def _refuse_more(self, event: yaml.Event, number: int, whole: str, parts: str) -> None:
        if number > WIDEST:
            raise self._fault(event, "front-matter-long", f"{whole} has more than {WIDEST} {parts}")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        line, column = self._place(event)
        if _is_heaped(event.value):
            message = f"has more than {MARKS} accents on one letter; delete them"
            raise Fault("control-character", message, line, column)
        text = unicodedata.normalize("NFC", event.value)
        found = FORBIDDEN.search(text)
        if found:
            message = f"has a control character (U+{ord(found[0]):04X}) that no text may have; delete it"
            raise Fault("control-character", message, line, column)
        plain = not event.style
        if plain and event.end_mark and event.end_mark.line > line - self._first_line:
            refuse_swallowed_items(self._lines, line - self._first_line, event.end_mark.line, self._first_line)
        return Scalar(text, line, column, not plain, self._comment(event) if plain else "")

    def _comment(self, event: yaml.ScalarEvent) -> str:
        end = event.end_mark
        if end is None or end.line >= len(self._lines):
            return ""
        rest = self._lines[end.line][end.column :]
        return rest.strip() if rest.lstrip().startswith("#") else ""

    def _is_left_over(self, key: yaml.Event, value: yaml.Event) -> bool:
        """Whether a key in braces has no colon: what a comma in `{killed: 1,400}` leaves behind."""
        end = key.end_mark
        if end is None or end.line >= len(self._lines):
            return False
        is_empty = isinstance(value, yaml.ScalarEvent) and not value.value and not value.style
        return is_empty and not self._lines[end.line][end.column :].lstrip().startswith(":")

    def _sequence(self, start: yaml.Event, depth: int) -> Sequence:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
            self._refuse_more(event, len(items), "a list", "items")
        return Sequence(tuple(items), *self._place(start))

    def _mapping(self, start: yaml.Event, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(event, "yaml-key", "a key must be one word, not a list or a table")
            if key.text == "<<" and not key.quoted:
                raise self._fault(event, "yaml-merge", "merge keys (<<) are not allowed; write the fields out")
            if key.text in pairs:
                message = f'"{key.text[:40]}" is here a second time (first in line {pairs[key.text][0].line})'
                raise self._fault(event, "duplicate-key", message)
            value = self._next()
            if self._is_left_over(event, value):
                message = f'"{key.text[:40]}" has no value: a "," inside a text or number needs quotes around it'
                line, column = self._place(event)
                hint = comma_hint(self._lines[line - self._first_line], key.text)
                raise Fault("yaml-comma", message, line, column, hint=hint)
            pairs[key.text] = (key, self._node(value, depth + 1))
            self._refuse_more(event, len(pairs), "a table", "keys")
        return Mapping(tuple(pairs.values()), *self._place(start))
