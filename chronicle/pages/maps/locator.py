"""The locator map of one place: the country around it, and the place as exact as it is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.pages.maps.basemap import Country, country_of
from chronicle.pages.maps.drawing import Rectangle, document, label, land
from chronicle.pages.maps.framing import HEIGHT, WIDTH, Shapes, extent_of, framed
from chronicle.pages.maps.labels import EDGE, SMALL, beside, centred, country_names, spans
from chronicle.pages.maps.precision import RADII
from chronicle.text.wording import language

if TYPE_CHECKING:
    from chronicle.pages.maps.projection import Frame, Point, World
    from chronicle.text.wording import Language

LEAST_RADIUS: Final = 17.0  # units: an area is never drawn so small that it looks like a point
POINT: Final = 12.0
AIR: Final = 16.0  # between a mark and the names of countries


class LocatorView(NamedTuple):
    """A place as its map shows it. `precision` is never empty; `country` is an ISO code, or empty."""

    name: str
    latitude: float
    longitude: float
    precision: str
    country: str
    language: str
    title: str
    description: str
    kilometres: str  # a pattern with {number}


def draw_locator(view: LocatorView) -> bytes:
    """The SVG file of a place."""
    frame, shapes = framed(view.latitude, view.longitude, view.precision, view.country)
    x, y = frame.place(view.latitude, view.longitude)
    own = _own(view, shapes, x, y)
    whole = own if own and view.precision == "country" and extent_of(shapes[own]) > 4 * LEAST_RADIUS else None
    parts = [land(rings, "o" if country is own else "l") for country, rings in shapes.items() if country is not whole]
    spoken = language(view.language)
    bar, taken = scale_bar(frame, view.kilometres, spoken)
    names = [
        (view.name if country is whole else spoken.territory(country.code), rings) for country, rings in shapes.items()
    ]
    if whole:
        parts += [land(shapes[whole], "w"), bar]
        return _document(view, [*parts, *named(frame, names, [taken])])
    radius = _radius(view, frame)
    kind = "p" if view.precision == "exact" else "a"
    parts += [f'<circle class="{kind}" cx="{round(x)}" cy="{round(y)}" r="{round(radius)}"/>', bar]
    mark = Rectangle(x - radius - 4, y - radius - 4, x + radius + 4, y + radius + 4)
    name = beside(frame, view.name, mark, [taken])
    covered = [taken, Rectangle(mark.left - AIR, mark.top - AIR, mark.right + AIR, mark.bottom + AIR)]
    if name:
        covered.append(name.covers)
        parts.append(label(name.text, name.x, name.y))
    return _document(view, [*parts, *named(frame, names, covered)])


def _document(view: LocatorView, parts: list[str]) -> bytes:
    return document(WIDTH, HEIGHT, view.title, view.description, parts)


def named(frame: Frame | World, names: list[tuple[str, list[list[Point]]]], taken: list[Rectangle]) -> list[str]:
    """The names of countries where they have room."""
    return [label(item.text, item.x, item.y, "c") for item in country_names(frame, names, taken)]


def _own(view: LocatorView, shapes: Shapes, x: float, y: float) -> Country | None:
    """The country of the place: the one its entry names, else the one it lies in."""
    for country in shapes:
        if country.code and country.code == view.country:
            return country
    if view.country:
        return None
    return next((country for country, rings in shapes.items() if any(a <= x <= b for a, b in spans(rings, y))), None)


def _radius(view: LocatorView, frame: Frame) -> float:
    """Of the mark: a country too small to be seen gets the smallest area."""
    if view.precision == "exact":
        return POINT
    is_known = view.precision == "country" and country_of(view.country) is not None
    return max(LEAST_RADIUS, 0 if is_known else RADII[view.precision] * frame.unit)


def scale_bar(frame: Frame, pattern: str, spoken: Language, most: float = 0.25) -> tuple[str, Rectangle]:
    """A round number of kilometres at the bottom on the left, at most a quarter of the map."""
    longest = frame.width * most / frame.unit
    power = 10 ** math.floor(math.log10(longest))
    length = next(step * power for step in (5, 2, 1) if step * power <= longest)
    units, bottom = round(length * frame.unit), frame.height - 2 * EDGE
    text = centred(pattern.replace("{number}", spoken.number(length)), 0, bottom - 12, SMALL)
    middle = 2 * EDGE + max(units / 2, text.covers.right - EDGE)
    left = round(middle - units / 2)
    bar = f'<path class="k" d="M{left} {bottom - 6}v6h{units}v-6"/>'
    covers = Rectangle(0, bottom - 16 - SMALL, middle + max(units / 2, text.covers.right) + EDGE, frame.height)
    return bar + label(text.text, middle, bottom - 12, "c"), covers
