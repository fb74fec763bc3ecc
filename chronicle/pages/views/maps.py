"""What the map page shows, with and without its script."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.maps.located import PlaceMap
    from chronicle.pages.page import Link


class Spot(NamedTuple):
    """A place on the drawn map: the circle that leads to its page."""

    link: Link
    x: int
    y: int
    radius: int


class MapView(NamedTuple):
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
