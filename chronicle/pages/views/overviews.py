"""What the pages over many entries show: home, and the pages for addresses that lead elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import Listing
    from chronicle.pages.views.time import LatestMonths


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What home.html shows."""

    title: str
    description: str
    totals: tuple[tuple[str, str], ...]
    listing: Listing
    months: LatestMonths | None
    places: tuple[tuple[Link, str], ...]
    archive: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """moved.html: where an earlier address leads now."""

    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LostView:
    """lost.html: the page for addresses that do not exist."""

    links: tuple[Link, ...]
