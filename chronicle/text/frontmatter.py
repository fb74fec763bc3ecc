"""A text taken apart: front matter (as text, or as nodes with their lines) and body."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from frontmatter.default_handlers import YAMLHandler

from chronicle.problems import Problem
from chronicle.text.characters import ALLOWED, FORBIDDEN
from chronicle.text.fault import Fault
from chronicle.text.fences import FENCE, closing_fault, opening_fault
from chronicle.text.line_ends import plain
from chronicle.text.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from chronicle.text.nodes import Mapping, Node

LONGEST: Final = 64 * 1024  # characters of front matter
LONGEST_BODY: Final = 256 * 1024  # characters of Markdown: a long report, not a book

_FENCE = YAMLHandler.FM_BOUNDARY
_CLOSES = f"\n{FENCE}"
# A text without anything forbidden; to look for what is allowed takes half the time.
_ALLOWED: Final = re.compile(f"{ALLOWED}*")
_CONFLICT: Final = re.compile(r"(?m)^<{7}(?:\s|\Z)")
_BLANK_HEAD = re.compile(r"\s*\n")


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter as it is written, from `line` of its file on.

    A text takes a tenth of the memory of its nodes, and only a problem asks of an entry where something stands.
    """

    text: str
    line: int

    @property
    def fields(self) -> Mapping:
        """Its nodes, read anew: for front matter that was read before. Raise Fault."""
        return _nodes(self)

    def find(self, field: str) -> Node | None:
        """The node at a field path such as `sources.0.article`."""
        return self.fields.find(field)


@functools.lru_cache(maxsize=64)  # several questions of one entry follow each other
def _nodes(front: Front) -> Mapping:
    return parse_yaml(front.text, front.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """An entry's text in two: its front matter, and the body, which begins on `body_line`."""

    front: Front
    body: str
    body_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Halves):
    """An entry's text taken apart: its halves, and the fields in its front matter; `source` is the whole."""

    fields: Mapping
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The text of an entry: the bytes of its file, or of a body alone. Nothing is decoded until somebody asks.

    Most of what there is of a chronicle are bodies, and few of them are looked at a second time. A file is one that
    was read as an entry before. Texts are equal when their bodies are: what front matter says is in an entry's fields.
    """

    data: bytes | memoryview = b""
    is_file: bool = False

    @classmethod
    def of(cls, body: str) -> Text:
        """A body alone."""
        return cls(body.encode("utf-8", "surrogatepass"))

    @property
    def body(self) -> str:
        """What follows the front matter."""
        return halves_of(self._decoded()).body if self.is_file else self._decoded()

    @property
    def front(self) -> Front:
        """The front matter as it is written; nothing before a body alone."""
        return halves_of(self._decoded()).front if self.is_file else NO_FRONT

    def _decoded(self) -> str:
        text = str(self.data, "utf-8", "surrogatepass")
        return plain(text) if self.is_file else text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return (self.is_file == other.is_file and self.data == other.data) or self.body == other.body

    def __hash__(self) -> int:
        return hash(self.body)

    def __repr__(self) -> str:
        return repr(self.body)


NO_FRONT: Final = Front("", 1)
EMPTY: Final = Text()


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
    halves = halves_of(text)
    _refuse_two_versions(halves.front)
    fields = parse_yaml(halves.front.text, halves.front.line)
    return Document(front=halves.front, body=halves.body, body_line=halves.body_line, fields=fields, source=text)


def halves_of(text: str) -> Halves:
    """Split an entry; its front matter is not looked into. Raise Fault."""
    opening = _FENCE.match(text)
    if not opening:
        raise opening_fault(text)
    closing = _closing(text, opening.end())
    front, body = text[opening.end() : closing.start()], text[closing.end() :]
    first_line = text.count("\n", 0, opening.end()) + 1
    # The pattern for a fence takes the blank lines behind it along.
    front_line = first_line + (1 if text[opening.end() : opening.end() + 1] == "\n" else 0)
    if len(front) > LONGEST:
        raise Fault("front-matter-long", f"the front matter is longer than {LONGEST // 1024} kB", 1, 1)
    if len(body) > LONGEST_BODY:
        raise Fault("body-long", f"the text is longer than {LONGEST_BODY // 1024} kB", 1, 1)
    body_line = text.count("\n", 0, closing.end()) + 1
    if blank := _BLANK_HEAD.match(body):
        body_line += blank[0].count("\n")
    return Halves(front=Front(front.removeprefix("\n"), front_line), body=normal_body(body), body_line=body_line)


def normal_body(body: str) -> str:
    """A body without blank lines around it, ending in one line end; or nothing."""
    body = body.rstrip()
    if blank := _BLANK_HEAD.match(body):
        body = body[blank.end() :]
    return body + "\n" if body else ""


def _refuse_control_characters(text: str) -> None:
    if _ALLOWED.fullmatch(text):
        return
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = f"has a control character (U+{ord(found[0]):04X}) that no text may have; delete it"
        raise Fault("control-character", message, line, column)


def _refuse_two_versions(front: Front) -> None:
    if "<<<<<<<" in front.text and (found := _CONFLICT.search(front.text)):
        message = (
            "git wrote two versions here: keep what is right of both, and delete the lines <<<<<<<, ======= and >>>>>>>"
        )
        raise Fault("conflict-marks", message, front.line + front.text.count("\n", 0, found.start()), 1)


def _closing(text: str, after: int) -> re.Match[str]:
    """The fence that ends the front matter. The pattern alone would be tried at each of its letters. Raise Fault."""
    while (after := text.find(_CLOSES, after) + 1) > 0:
        if found := _FENCE.match(text, after):
            return found
    raise closing_fault(text)
