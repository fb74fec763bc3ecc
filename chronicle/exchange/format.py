"""`Format`: a shape of data that others know, its columns one line each, and what it cannot say of an incident."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from chronicle.config import EventType
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.places import PlaceEntry

# What a value is: the names of Frictionless Table Schema, but for `list` (items in one cell, see cells.py).
Kind = Literal["string", "integer", "number", "date", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The chronicle that data is of: `url` ends in a slash or is empty, `types` are the event types by slug.

    `places` are all places. A format is told `only` what its files say.
    """

    title: str
    description: str = ""
    url: str = ""
    language: str = "en"
    license: str = ""
    types: Mapping[str, EventType] = field(default_factory=dict)
    places: Iterable[PlaceEntry] = ()

    def address(self, facts: Facts) -> str:
        """The page of an incident: a full address where the chronicle has one, else from the top of the site."""
        return f"{self.url}incidents/{facts.id}.html"

    def only(self, names: Iterable[str]) -> About:
        """The same with nothing but these fields."""
        return About(**{"title": "", **{name: getattr(self, name) for name in names}})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `doc` says what it holds, `cell` makes it, `tag` is its HXL hashtag."""

    name: str
    doc: str
    cell: Callable[[Facts, About], str]
    _: KW_ONLY
    kind: Kind = "string"
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of an incident that a format cannot say: a name of ASPECTS, when that is so, and why."""

    aspect: str
    why: str
    is_lost: Callable[[Facts], bool]


class Written(Protocol):
    """How a file is written, as `Layout` says it."""

    def written(self, items: Iterable[Facts]) -> Iterator[bytes]:
        """The file, piece by piece."""

    def edited(
        self, path: Path, was: Mapping[str, str], now: Mapping[str, str], tell: Callable[[str], Facts]
    ) -> Iterator[bytes]:
        """The file with other records, piece by piece; raise OldFileError where that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file for machines: its name below `data/v1/`, what it is for, and how it is written.

    `slug` is what `[data] formats` calls it. Only a format that `has_texts` depends on the texts of the incidents, and
    of `About` it depends on what it `says`: on places, but not on how many incidents they have. `library` is the
    version of what else its bytes depend on. `marked` is a second file, the same behind the byte order mark by which
    spreadsheet programs know UTF-8. If it is `like` another format, it has the same records behind another head. The
    facts come in the order of the chronicle, oldest first.
    """

    slug: str
    file: str
    label: str
    doc: str
    media_type: str
    layout: Callable[[About], Written]
    has_texts: bool = False
    says: tuple[str, ...] = ()
    library: str = ""
    marked: str = ""
    like: str = ""
    columns: tuple[Column, ...] = ()
    losses: tuple[Loss, ...] = ()
