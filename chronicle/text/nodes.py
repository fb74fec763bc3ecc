"""The tree that front matter is read into: text, lists and tables, each with its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

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
