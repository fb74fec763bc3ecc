"""The overview: one small map with all places, each as large as the number of its incidents."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.pages.maps.basemap import country_of
from chronicle.pages.maps.drawing import Rectangle, document, label, land
from chronicle.pages.maps.framing import HEIGHT, WIDTH, shapes_in
from chronicle.pages.maps.locator import named, scale_bar
from chronicle.pages.maps.precision import RADII
from chronicle.pages.maps.projection import Frame, World
from chronicle.text.wording import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.text.wording import Language

LEAST_REACH: Final = 400.0  # kilometres: one place alone is shown with its country
MOST_REACH: Final = 5000.0  # beyond it the whole world is shown
FILLED: Final = 0.84  # of the frame
SMALLEST, LARGEST = 9.0, 34.0  # radius of a mark in units
FULL: Final = 40  # incidents: a place with so many, and no more elsewhere, has the largest mark
MOST_OBSTACLES: Final = 150  # marks that names of countries keep clear of


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a map of many: what it is called, where it lies, how exactly, and how many incidents it has."""

    name: str
    slug: str
    latitude: float
    longitude: float
    precision: str
    country: str
    count: int


class OverviewView(NamedTuple):
    """All places with incidents, those with most first, and the words around them."""

    marks: tuple[Mark, ...]
    language: str
    title: str
    description: str
    kilometres: str


class Circle(NamedTuple):
    """A mark as it is drawn; a dashed one stands for an area, a whole country is tinted and has a number instead."""

    mark: Mark
    x: int
    y: int
    radius: int
    is_area: bool
    is_country: bool = False


@lru_cache(maxsize=4)  # the first page, the map and its picture show the same
def frame_of(marks: tuple[Mark, ...]) -> Frame | World:
    """The frame that holds all marks: a part of the globe, or the world when they lie far apart."""
    middle = [0.0, 0.0, 0.0]
    for mark in marks:
        north, east = math.radians(mark.latitude), math.radians(mark.longitude)
        for axis, value in enumerate(
            (math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north))
        ):
            middle[axis] += value
    longitude = math.degrees(math.atan2(middle[1], middle[0]))
    latitude = math.degrees(math.atan2(middle[2], math.hypot(middle[0], middle[1])))
    frame = Frame(latitude=latitude, longitude=longitude, reach=MOST_REACH, width=WIDTH, height=HEIGHT)
    left, top, right, bottom = _bounds(frame, marks)
    latitude, longitude = frame.position((left + right) / 2, (top + bottom) / 2)
    frame = Frame(latitude=latitude, longitude=longitude, reach=MOST_REACH, width=WIDTH, height=HEIGHT)
    left, top, right, bottom = _bounds(frame, marks)
    across = max(right - WIDTH / 2, WIDTH / 2 - left)
    upwards = max(bottom - HEIGHT / 2, HEIGHT / 2 - top)
    reach = max(LEAST_REACH, max(across, upwards * WIDTH / HEIGHT) / frame.unit / FILLED)
    if reach > MOST_REACH:
        return World(width=WIDTH)
    return Frame(latitude=latitude, longitude=longitude, reach=reach, width=WIDTH, height=HEIGHT)


def _bounds(frame: Frame, marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """From left to right and from top to bottom, areas with their radius."""
    spots = [(*frame.place(mark.latitude, mark.longitude), RADII[mark.precision] * frame.unit) for mark in marks]
    return (
        min(x - radius for x, _, radius in spots),
        min(y - radius for _, y, radius in spots),
        max(x + radius for x, _, radius in spots),
        max(y + radius for _, y, radius in spots),
    )


def circles(frame: Frame | World, marks: Sequence[Mark]) -> tuple[Circle, ...]:
    """Each mark in the frame, the larger ones first, so that none hides a smaller one."""
    most = max(FULL, *(mark.count for mark in marks)) if marks else FULL
    found = []
    for mark in marks:
        x, y = frame.place(mark.latitude, mark.longitude)
        size = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(mark.count / most)
        is_country = _is_outlined(mark)
        radius = size if is_country else max(size, RADII[mark.precision] * frame.unit)
        is_area = mark.precision != "exact"
        found.append(Circle(mark, round(x), round(y), round(radius), is_area=is_area, is_country=is_country))
    return tuple(sorted(found, key=lambda circle: (-circle.radius, circle.mark.slug)))


def _is_outlined(mark: Mark) -> bool:
    """Whether a place is a country whose outline can be told by its code, which a few outlines do not have."""
    return mark.precision == "country" and country_of(mark.country) is not None


def _drawn(circle: Circle, spoken: Language) -> str:
    """A circle; or the number of a country, since a circle in it would be taken for a place."""
    if circle.is_country:
        return label(spoken.number(circle.mark.count), circle.x, circle.y + 12, "t")
    return f'<circle class="{"a" if circle.is_area else "m"}" cx="{circle.x}" cy="{circle.y}" r="{circle.radius}"/>'


def draw_overview(view: OverviewView) -> bytes:
    """The SVG file with all places."""
    frame = frame_of(view.marks)
    spoken = language(view.language)
    shapes = shapes_in(frame)
    drawn = circles(frame, view.marks)
    whole = {mark.country for mark in view.marks if mark.precision == "country" and mark.country}
    # Countries that stand as a whole come last, so that no neighbour's border covers theirs.
    tinted = sorted(((country.code in whole, rings) for country, rings in shapes.items()), key=lambda shape: shape[0])
    parts = [land(rings, "w" if is_whole else "l") for is_whole, rings in tinted]
    taken = [
        Rectangle(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
        for mark in drawn[-MOST_OBSTACLES:]
        if mark.radius < 2 * LARGEST
    ]
    if isinstance(frame, Frame):
        bar, covers = scale_bar(frame, view.kilometres, spoken)
        taken.append(covers)
        parts.append(bar)
    parts += [_drawn(circle, spoken) for circle in drawn]
    names = [(spoken.territory(country.code), rings) for country, rings in shapes.items()]
    parts += named(frame, names, taken)
    return document(frame.width, frame.height, view.title, view.description, parts)
