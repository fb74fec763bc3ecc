"""What the pages over many entries show: home, and the pages for addresses that lead elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.maps.located import PlaceMap
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import Listing
    from chronicle.pages.views.record import ChangeRow
    from chronicle.pages.views.time import LatestMonths


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyPlace:
    """A place with its number of incidents and, as far as it is known, of dead and injured."""

    link: Link
    count: str
    toll: str


class HomeView(NamedTuple):
    """What home.html shows: `method` says how the totals are made, `ways` lead to the whole record."""

    title: str
    description: str
    totals: tuple[tuple[str, str], ...]
    method: Link
    listing: Listing
    map: PlaceMap | None
    months: LatestMonths | None
    places: tuple[BusyPlace, ...]
    ways: tuple[Link, ...]
    corrections: tuple[ChangeRow, ...]
    changes: Link


class MovedView(NamedTuple):
    """moved.html: where an earlier address leads now."""

    target: Link


class LostView(NamedTuple):
    """lost.html: the page for addresses that do not exist."""

    links: tuple[Link, ...]
