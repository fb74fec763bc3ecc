"""The basemap: countries of Natural Earth, read when a map is drawn, and each only when it lies in one."""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

DETAILED: Final = "50m"  # for a country and its neighbours
COARSE: Final = "110m"  # for the world
_DIGITS: Final = {
    letter: value for value, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
_RUN: Final = 24  # points that are looked at together

# A point on the unit sphere, and whether it lies on the seam where the map was cut (180° and the pole).
Spot = tuple[float, float, float, bool]


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees from west to east and from south to north."""

    west: float
    south: float
    east: float
    north: float


def near(latitude: float, longitude: float, reach: float) -> Callable[[Box], bool]:
    """Tells of a box whether any of it can lie within so many degrees of a position."""
    across = 180.0  # degrees to the east and west: all there are at the pole
    if abs(latitude) + reach < 90:  # noqa: PLR2004
        across = math.degrees(math.asin(math.sin(math.radians(reach)) / math.cos(math.radians(latitude))))

    def is_near(box: Box) -> bool:
        if not box.south - reach <= latitude <= box.north + reach:
            return False
        away = abs((box.west + box.east) / 2 - longitude) % 360
        return min(away, 360 - away) <= across + (box.east - box.west) / 2

    return is_near


@dataclass(frozen=True, slots=True)
class Run:
    """A few points of a ring in a row, and the box that holds them and the first one after."""

    box: Box
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line; a hole is a ring that lies in another."""

    box: Box
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country (ISO 3166 code, empty where there is none) with its rings as they are written in the data."""

    code: str
    box: Box
    scale: int
    written: tuple[str, ...] = field(repr=False)


@functools.cache
def countries(detail: str) -> tuple[Country, ...]:
    """All countries. Detail: `50m` or `110m`."""
    data = json.loads(text_of(detail))
    return tuple(Country(code, Box(*box), data["scale"], tuple(rings)) for code, box, rings in data["countries"])


def country_of(code: str) -> Country | None:
    """The country of a code, in detail; none where its code is empty, as a few outlines' are, or has no outline."""
    return next((country for country in countries(DETAILED) if code and country.code == code), None)


def text_of(detail: str) -> str:
    """The data as they are kept: JSON with a country a line."""
    return resources.files("chronicle.pages.maps").joinpath(f"data/basemap-{detail}.json").read_text("ascii")


@functools.cache
def rings_of(country: Country) -> tuple[Ring, ...]:
    """The rings of a country, decoded."""
    return tuple(_ring(points_of(text, country.scale)) for text in country.written)


def points_of(text: str, scale: int) -> list[tuple[float, float]]:
    """Longitude and latitude of each point of a ring, from steps in base64 VLQ."""
    numbers = []
    value = shift = 0
    for letter in text:
        digit = _DIGITS[letter]
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:  # noqa: PLR2004 - the bit that says that more follows
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points = []
    x = y = 0
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x / scale, y / scale))
    return points


def _ring(points: list[tuple[float, float]]) -> Ring:
    runs = []
    for start in range(0, len(points), _RUN):
        part = points[start : start + _RUN]
        beyond = points[(start + _RUN) % len(points)] if start + _RUN < len(points) else points[0]
        runs.append(Run(_box([*part, beyond]), tuple(_spot(*point) for point in part)))
    return Ring(_box(points), tuple(runs))


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _spot(longitude: float, latitude: float) -> Spot:
    east, north = math.radians(longitude), math.radians(latitude)
    flat = math.cos(north)
    return flat * math.cos(east), flat * math.sin(east), math.sin(north), is_cut(longitude, latitude)


def is_cut(longitude: float, latitude: float) -> bool:
    """Whether a point lies where the map was cut."""
    return abs(longitude) == 180 or abs(latitude) == 90  # noqa: PLR2004
