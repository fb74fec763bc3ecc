"""From the globe to a small map: Lambert's azimuthal equal-area projection, seen from above the map's middle.

Around the middle, distances are true to 2% up to 2,500 km, a circle on the ground is a circle on the map, and neither
the poles nor the 180th meridian are special.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.pages.maps.basemap import is_cut, near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chronicle.pages.maps.basemap import Box, Ring, Spot

EARTH: Final = 6371.0  # kilometres
NORTHERNMOST, SOUTHERNMOST = 84, -57  # of the map of the world
FLATTENED: Final = math.cos(math.radians(35))
MARGIN: Final = 24  # how far lines are drawn beyond the frame, so that their ends do not show

Point = tuple[float, float, bool]  # x, y, and whether it lies on the seam of the data


class Frame(NamedTuple):
    """A map's middle in degrees, its size in units, and how many kilometres lie between its middle and its side."""

    latitude: float
    longitude: float
    reach: float
    width: int
    height: int

    @property
    def unit(self) -> float:
        """Units of the drawing to a kilometre."""
        return self.width / 2 / self.reach

    @property
    def degrees(self) -> float:
        """How far the corners are from the middle."""
        corner = math.hypot(self.width / 2 + MARGIN, self.height / 2 + MARGIN) / self.unit / EARTH
        return math.degrees(2 * math.asin(min(1.0, corner / 2)))

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a position stands in the drawing."""
        north, east = math.radians(latitude), math.radians(longitude)
        flat = math.cos(north)
        (point,) = self.project([(flat * math.cos(east), flat * math.sin(east), math.sin(north), False)])
        return point[0], point[1]

    def project(self, spots: Sequence[Spot]) -> list[Point]:
        """Where points of the sphere stand in the drawing."""
        north, east = math.radians(self.latitude), math.radians(self.longitude)
        sin_n, cos_n, sin_e, cos_e = math.sin(north), math.cos(north), math.sin(east), math.cos(east)
        scale, left, top = EARTH * self.unit, self.width / 2, self.height / 2
        found: list[Point] = []
        add, root = found.append, math.sqrt  # hundreds of thousands of points
        for x, y, z, on_seam in spots:
            ahead = x * cos_e + y * sin_e
            height = 1 + ahead * cos_n + z * sin_n
            stretch = scale * root(2 / (height if height > 1e-6 else 1e-6))  # noqa: FURB136, PLR2004 - faster
            add((left + stretch * (y * cos_e - x * sin_e), top - stretch * (z * cos_n - ahead * sin_n), on_seam))
        return found

    def faces(self, spots: Iterable[Spot]) -> bool:
        """Whether any of these points lies on the half of the globe that is seen from above the middle."""
        north, east = math.radians(self.latitude), math.radians(self.longitude)
        sin_n, cos_n, sin_e, cos_e = math.sin(north), math.cos(north), math.sin(east), math.cos(east)
        return any((x * cos_e + y * sin_e) * cos_n + z * sin_n > 0 for x, y, z, _ in spots)

    def position(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point of the drawing."""
        right, up = (x - self.width / 2) / self.unit / EARTH, (self.height / 2 - y) / self.unit / EARTH
        far = math.hypot(right, up)
        if far == 0:
            return self.latitude, self.longitude
        angle = 2 * math.asin(min(1.0, far / 2))
        north = math.radians(self.latitude)
        upwards = up / far
        sine = math.cos(angle) * math.sin(north) + upwards * math.sin(angle) * math.cos(north)
        ahead = math.cos(angle) * math.cos(north) - upwards * math.sin(angle) * math.sin(north)
        turn = math.atan2(right / far * math.sin(angle), ahead)
        longitude = (self.longitude + math.degrees(turn) + 180) % 360 - 180
        return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), longitude

    def shows(self, x: float, y: float, inside: float = 0) -> bool:
        """Whether a point lies in the frame, so far from its edge."""
        return inside <= x <= self.width - inside and inside <= y <= self.height - inside


class World(NamedTuple):
    """The whole world on a flat map, true at 35° north and south; cut below Tierra del Fuego."""

    width: int

    @property
    def height(self) -> int:
        """As much as the inhabited latitudes need."""
        return round((NORTHERNMOST - SOUTHERNMOST) * self.width / 360 / FLATTENED)

    @property
    def unit(self) -> float:
        """Units of the drawing to a kilometre, from north to south."""
        return self.width / 360 / FLATTENED * 360 / (2 * math.pi * EARTH)

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a position stands in the drawing."""
        scale = self.width / 360
        return (longitude + 180) * scale, (NORTHERNMOST - latitude) * scale / FLATTENED

    def shows(self, x: float, y: float, inside: float = 0) -> bool:
        """Whether a point lies in the frame, so far from its edge."""
        return inside <= x <= self.width - inside and inside <= y <= self.height - inside

    def drawn(self, ring: Sequence[tuple[float, float]]) -> list[Point]:
        """A ring of the basemap, by the longitude and the latitude of its points."""
        left, right = min(ring)[0], max(ring)[0]
        found = []
        for longitude, latitude in ring:
            on_seam = is_cut(longitude, latitude)
            x, y = self.place(latitude, math.copysign(180, left + right) if on_seam else longitude)
            found.append((x, y, on_seam))
        return found


def drawn(frame: Frame, ring: Ring, is_near: Callable[[Box], bool]) -> list[Point]:
    """A ring as far as it can be seen, cut a little outside the frame. Empty if nothing of it is there.

    `is_near` tells what lies within the frame's own degrees.
    """
    spots: list[Spot] = []
    is_there = False
    for run in ring.runs:
        if is_near(run.box):
            is_there = True
            spots += run.spots
        else:
            spots.append(run.spots[0])
    if not is_there and not near(frame.latitude, frame.longitude, 0)(ring.box):
        return []
    if not frame.faces(spots):
        return []  # on the far side, where inside and outside change places
    return clipped(frame.project(spots), frame)


def clipped(points: list[Point], frame: Frame) -> list[Point]:
    """A closed line cut at the four sides of the frame with its margin (Sutherland and Hodgman)."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    far, low = frame.width + MARGIN, frame.height + MARGIN
    if right < -MARGIN or left > far or bottom < -MARGIN or top > low:
        return []  # as half of all that come here
    for axis, bound, sign, reached in (
        (0, -MARGIN, 1, left),
        (0, far, -1, -right),
        (1, -MARGIN, 1, top),
        (1, low, -1, -bottom),
    ):
        if points and reached < bound * sign:
            points = list(_on_one_side(points, axis, bound * sign, sign))
    return points


def _on_one_side(points: list[Point], axis: int, bound: float, sign: int) -> Iterator[Point]:
    last = points[-1]
    was_in = last[axis] * sign >= bound
    for point in points:
        is_in = point[axis] * sign >= bound
        if is_in != was_in:
            share = (bound - last[axis] * sign) / (point[axis] * sign - last[axis] * sign)
            x, y = (last[n] + share * (point[n] - last[n]) for n in (0, 1))
            yield x, y, last[2] and point[2]
        if is_in:
            yield point
        last, was_in = point, is_in
