"""Values that many pages show: texts, lists of incidents, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.edition import Card
    from chronicle.pages.page import Link
    from chronicle.text.answers import Answer


class ProseView(NamedTuple):
    """A body: `digest` names its HTML; `answers[N]` is where its reference N leads, None nowhere.

    `mentions` are names whose first mention becomes a link.
    """

    digest: str
    answers: tuple[Answer | None, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()


class DayGroup(NamedTuple):
    """The incidents of one date in a list: `mark` is set large (the day), `rest` below it.

    `opens` is the year that begins with it, where a list is divided into years; `anchors` are the days that are looked
    for in it, where they have no pages. `digest` stands for all else.
    """

    mark: str
    rest: str
    weekday: str
    iso: str
    address: str
    cards: tuple[Card, ...]
    digest: str
    opens: str = ""
    anchors: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"{self.digest}{self.opens}{' '.join(self.anchors)}"

    def __hash__(self) -> int:  # templates know again what a group comes to
        return hash(self.digest)


class Listing(NamedTuple):
    """A list of incidents, latest first; `years` lead to the rest when it is long."""

    total: str
    groups: tuple[DayGroup, ...]
    years: tuple[tuple[Link, str], ...] = ()


class Counts(NamedTuple):
    """A short list of things with a number each, under a heading."""

    heading: str
    items: tuple[tuple[Link, str], ...]


class PictureView(NamedTuple):
    """A media file; width and height 0 when it is no picture."""

    address: str
    alt: str
    caption: str
    credit: str
    license: str
    width: int
    height: int
