"""Which places lie near each other: those with a position of their own, by distance along the surface."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.pages.maps.precision import has_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chronicle.linking.chronicle import Place

FARTHEST: Final = 100.0  # km
MOST: Final = 6  # places named on a page
_EARTH: Final = 6371.0088  # km, mean radius (IUGG)
_CELL: Final = 1.0  # degrees; a degree of latitude is 111 km, more than FARTHEST


class Near(NamedTuple):
    """A place and how far away it is, in km."""

    slug: str
    distance: float


def nearby(places: Mapping[str, Place]) -> dict[str, tuple[Near, ...]]:
    """For each place with a position the nearest others that have incidents, nearest first."""
    spots = {
        slug: place.entry.coordinates
        for slug, place in places.items()
        # Nothing is near an area or far from it.
        if place.entry and place.entry.coordinates and has_point(place.entry)
    }
    cells: dict[tuple[int, int], list[str]] = {}
    for slug, (latitude, longitude) in spots.items():
        if places[slug].incidents:
            cells.setdefault(_cell(latitude, longitude), []).append(slug)
    return {slug: _nearest(slug, spots, _around(spot, cells)) for slug, spot in spots.items()}


def _nearest(slug: str, spots: Mapping[str, tuple[float, float]], others: Iterable[str]) -> tuple[Near, ...]:
    found = [Near(other, kilometres(spots[slug], spots[other])) for other in others if other != slug]
    found.sort(key=lambda near: (near.distance, near.slug))
    return tuple(near for near in found[:MOST] if near.distance <= FARTHEST)


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / _CELL), math.floor((longitude + 180) % 360 / _CELL)


def _around(spot: tuple[float, float], cells: Mapping[tuple[int, int], list[str]]) -> Iterator[str]:
    """The places of the cells that FARTHEST can reach; towards the poles a degree of longitude is short."""
    row, column = _cell(*spot)
    width = 360 if abs(spot[0]) > 80 else 1 + math.ceil(1 / math.cos(math.radians(abs(spot[0]) + _CELL)))  # noqa: PLR2004
    columns = range(360) if width >= 180 else {(column + step) % 360 for step in range(-width, width + 1)}  # noqa: PLR2004
    for line in (row - 1, row, row + 1):
        for other in columns:
            yield from cells.get((line, other), ())


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two positions (latitude, longitude in degrees) on a sphere, in km (haversine)."""
    (north, east), (other_north, other_east) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    half = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))
