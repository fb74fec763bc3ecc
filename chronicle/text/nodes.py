"""The tree that front matter is read into: text, lists and tables, each with its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_WORDS = {"Scalar": "text", "Sequence": "a list", "Mapping": "a table of keys"}


class Scalar(NamedTuple):
    """A text as written. `quoted` tells `""` from nothing; `comment` is what a ` #` cut off behind it.

    A tuple, since there are forty of them in an entry, and a frozen dataclass takes four times as long to make.
    """

    text: str
    line: int = 0
    column: int = 0
    quoted: bool = False
    comment: str = ""

    @property
    def is_null(self) -> bool:
        """Whether it stands for no value."""
        return self.text in _NULLS and not self.quoted


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in the order written; no key occurs twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int = 0
    column: int = 0

    def get(self, key: str) -> Node | None:
        """The node of a key."""
        return next((node for name, node in self.pairs if name.text == key), None)

    def find(self, field: str) -> Node | None:
        """The node at a field path such as `sources.0.article`."""
        node: Node | None = self
        for part in field.split("."):
            if isinstance(node, Mapping):
                node = node.get(part)
            elif isinstance(node, Sequence) and part.isdecimal() and int(part) < len(node.items):
                node = node.items[int(part)]
        return node


Node = Scalar | Sequence | Mapping


def said(node: Node) -> str:
    """The sort of node in the words of a message."""
    return _WORDS[type(node).__name__]


def packed(node: Node) -> object:
    """The tree as plain lists, for JSON; `unpacked` undoes it."""
    if isinstance(node, Scalar):
        return [node.text, node.line, node.column, int(node.quoted), node.comment]
    if isinstance(node, Sequence):
        return ["[", node.line, node.column, [packed(item) for item in node.items]]
    pairs = [[packed(key), packed(value)] for key, value in node.pairs]
    return ["{", node.line, node.column, pairs]


def unpacked(data: Any) -> Node:  # noqa: ANN401 - what JSON gives back
    """The tree from `packed` lists. Raise LookupError, TypeError or ValueError for anything else."""
    if len(data) == 5:  # noqa: PLR2004 - a scalar has five parts, the others four
        text, line, column, quoted, comment = data
        return Scalar(text, line, column, bool(quoted), comment)
    mark, line, column, content = data
    if mark == "[":
        return Sequence(tuple(unpacked(item) for item in content), line, column)
    return Mapping(tuple((_key(key), unpacked(value)) for key, value in content), line, column)


def _key(data: Any) -> Scalar:  # noqa: ANN401 - what JSON gives back
    text, line, column, quoted, comment = data
    return Scalar(text, line, column, bool(quoted), comment)
