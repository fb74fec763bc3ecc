"""What the map page shows, with and without its script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronicle.pages.maps.located import PlaceMap
    from chronicle.pages.page import Link


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the drawn map: the circle that leads to its page."""

    link: Link
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """map.html: `picture` is the drawn map, `settings` is what the script is told, None when it has no library.

    `has_range`: whether its incidents began on more than one day.
    """

    total: str
    unplaced: Link | None
    picture: PlaceMap
    spots: tuple[Spot, ...]
    places: tuple[tuple[Link, str], ...]
    has_range: bool
    settings: dict[str, object] | None
