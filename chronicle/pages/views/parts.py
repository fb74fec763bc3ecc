"""Values that many pages show: texts, lists of incidents, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronicle.pages.edition import Card
    from chronicle.pages.page import Link
    from chronicle.text.answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseView:
    """A body: `digest` names its HTML; `answers[N]` is where its reference N leads, None nowhere.

    `mentions` are names whose first mention becomes a link.
    """

    digest: str
    answers: tuple[Answer | None, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DayGroup:
    """The incidents of one date in a list: `mark` is set large (the day), `rest` below it.

    `opens` is the year that begins with it, where a list is divided into years; `digest` stands for all else.
    """

    mark: str
    rest: str
    weekday: str
    iso: str
    address: str
    cards: tuple[Card, ...]
    digest: str
    opens: str = ""

    def __repr__(self) -> str:
        return f"{self.digest}{self.opens}"

    def __hash__(self) -> int:  # templates know again what a group comes to
        return hash(self.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of incidents, latest first; `years` lead to the rest when it is long."""

    total: str
    groups: tuple[DayGroup, ...]
    years: tuple[tuple[Link, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A short list of things with a number each, under a heading."""

    heading: str
    items: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A media file; width and height 0 when it is no picture."""

    address: str
    alt: str
    caption: str
    credit: str
    license: str
    width: int
    height: int
