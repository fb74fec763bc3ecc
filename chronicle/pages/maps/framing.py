"""What part of the world a map shows, and the countries in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from chronicle.pages.maps.basemap import COARSE, DETAILED, Country, countries, country_of, near, points_of, rings_of
from chronicle.pages.maps.drawing import Rectangle
from chronicle.pages.maps.labels import area
from chronicle.pages.maps.precision import RADII
from chronicle.pages.maps.projection import Frame, Point, World, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.pages.maps.basemap import Spot

WIDTH: Final = 960
HEIGHT: Final = 640
NEAR: Final = 400.0  # kilometres from the middle to the side: a base with its country and the next ones
WIDE: Final = 1000.0  # from here on the coarse basemap does
FAR: Final = 6000.0  # the widest look around a place at sea
AROUND_AREA: Final = 2.6  # an area and as much again on either side of it
LEAST_LAND: Final = 0.03  # of the frame, and
LEAST_POINTS: Final = 24  # of coast or border: a map of nothing but desert or sea tells nothing
FILLED: Final = 0.86  # of the frame, by a country that is shown as a whole
NEIGHBOURHOOD: Final = 0.25  # of a country's width: islands farther away are left out of its map,
LARGE_PART: Final = 0.1  # unless they are large; these may lie a whole width away

Shapes = dict[Country, list[list[Point]]]


def framed(latitude: float, longitude: float, precision: str, country: str) -> tuple[Frame, Shapes]:
    """The frame that suits a place as exact as it is known, and the countries in it."""
    frame = _around_country(latitude, longitude, country) if precision == "country" else None
    if frame is None:
        reach = max(NEAR, RADII[precision] * AROUND_AREA)
        frame = Frame(latitude=latitude, longitude=longitude, reach=reach, width=WIDTH, height=HEIGHT)
    while True:
        shapes = shapes_in(frame)
        if frame.reach >= FAR or _tells_something(frame, shapes):
            return frame, shapes
        frame = frame._replace(reach=min(FAR, frame.reach * 2))


def shapes_in(frame: Frame | World) -> Shapes:
    """The countries that can be seen in a frame."""
    if isinstance(frame, World):
        # As they are written: the sphere, which the other maps are seen on, would be a way round.
        return {
            country: [frame.drawn(points_of(ring, country.scale)) for ring in country.written]
            for country in countries(COARSE)
        }
    is_near = near(frame.latitude, frame.longitude, frame.degrees)
    found: Shapes = {}
    for country in countries(COARSE if frame.reach > WIDE else DETAILED):
        if is_near(country.box):
            seen = [ring for ring in rings_of(country) if is_near(ring.box)]
            rings = [points for ring in seen if (points := drawn(frame, ring, is_near))]
            if rings:
                found[country] = rings
    return found


def _tells_something(frame: Frame, shapes: Shapes) -> bool:
    """Whether there is enough land, and enough of its coasts and borders, to see where this is."""
    rings = [ring for rings in shapes.values() for ring in rings]
    points = sum([frame.shows(x, y) and not on_seam for ring in rings for x, y, on_seam in ring])
    return points >= LEAST_POINTS and abs(sum(map(area, rings))) >= LEAST_LAND * frame.width * frame.height


def _around_country(latitude: float, longitude: float, code: str) -> Frame | None:
    """The frame around a country: its main part, and what lies near to it."""
    own = country_of(code)
    if own is None:
        return None
    rings = [[spot for run in ring.runs for spot in run.spots] for ring in rings_of(own)]
    frame = Frame(latitude=latitude, longitude=longitude, reach=FAR, width=WIDTH, height=HEIGHT)
    near = _near_parts(frame, rings)
    box = _union([_extent(frame.project(ring)) for ring in near])
    latitude, longitude = frame.position((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    frame = frame._replace(latitude=latitude, longitude=longitude)
    box = _union([_extent(frame.project(ring)) for ring in near])  # it looks another size from its middle
    across = max(box.right - WIDTH / 2, WIDTH / 2 - box.left)
    upwards = max(box.bottom - HEIGHT / 2, HEIGHT / 2 - box.top)
    return frame._replace(reach=max(NEAR / 2, max(across, upwards * WIDTH / HEIGHT) / frame.unit / FILLED))


def _near_parts(frame: Frame, rings: list[list[Spot]]) -> list[list[Spot]]:
    """The largest ring, one at the coordinates before one far away, and those around it."""
    parts = []
    for ring in rings:
        points = frame.project(ring)
        box = _extent(points)
        away = math.hypot((box.left + box.right - frame.width) / 2, (box.top + box.bottom - frame.height) / 2)
        size = abs(area(points))
        parts.append((size / (1 + (away / frame.unit / NEAR) ** 2), size, box, ring))
    parts.sort(key=lambda part: -part[0])
    (_, main, box, ring), *parts = parts
    found = [ring]
    while near := [part for part in parts if _is_near(box, part[2], is_large=part[1] > LARGE_PART * main)]:
        parts = [part for part in parts if part not in near]
        box = _union([box, *(part[2] for part in near)])
        found += [part[3] for part in near]
    return found


def _extent(ring: Sequence[Point]) -> Rectangle:
    xs, ys = [point[0] for point in ring], [point[1] for point in ring]
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _is_near(box: Rectangle, other: Rectangle, *, is_large: bool) -> bool:
    room = (1 if is_large else NEIGHBOURHOOD) * max(box.right - box.left, box.bottom - box.top)
    return (
        box.left - room <= other.left
        and other.right <= box.right + room
        and box.top - room <= other.top
        and other.bottom <= box.bottom + room
    )


def _union(boxes: Sequence[Rectangle]) -> Rectangle:
    return Rectangle(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def extent_of(rings: Sequence[Sequence[Point]]) -> float:
    """How wide or high rings are together."""
    box = _union([_extent(ring) for ring in rings])
    return max(box.right - box.left, box.bottom - box.top)
