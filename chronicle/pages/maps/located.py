"""Which places have a map, what it shows in words, and the files with the maps."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from chronicle.pages import addresses
from chronicle.pages.maps.locator import LocatorView, draw_locator
from chronicle.pages.maps.overview import Mark, OverviewView, draw_overview, frame_of
from chronicle.pages.maps.precision import RADII, precision_of
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.entries.kinds import Location
    from chronicle.linking.chronicle import Place
    from chronicle.pages.edition import Edition


class PlaceMap(NamedTuple):
    """The map of a place as a page shows it in an <img>; width and height in pixels."""

    address: str
    alt: str
    caption: str
    width: int = 480
    height: int = 320


def locator_pages(edition: Edition) -> Iterator[Page]:
    """The map of each place that has coordinates."""
    for slug, place in edition.concerned("places", edition.chronicle.places):
        if place.entry and place.entry.coordinates:
            view = _view(edition, place, place.entry, *place.entry.coordinates)
            yield Page(address=addresses.locator(slug), view=view, draw=draw_locator)


class Located(NamedTuple):
    """The listed incidents of each place with coordinates, and those that no map can show, all oldest first."""

    at: dict[str, tuple[str, ...]]
    nowhere: tuple[str, ...]


def located(edition: Edition) -> Located:
    """Where maps of many places show the incidents: at their places, or the nearest around these with a position."""
    chronicle = edition.chronicle
    here: dict[str, list[tuple[str, ...]]] = {}
    for place in chronicle.places.values():
        if place.here and (nearest := _nearest(edition, place)):
            here.setdefault(nearest, []).append(place.here)
    position = {slug: number for number, slug in enumerate(chronicle.order)}
    at = {
        place: lists[0] if len(lists) == 1 else tuple(sorted({*itertools.chain(*lists)}, key=position.__getitem__))
        for place, lists in here.items()
    }
    shown = set().union(*at.values())
    return Located(at, tuple(slug for slug in chronicle.order if slug not in shown))


def overview_pages(edition: Edition, where: Located) -> Iterator[Page]:
    """The map of all places, if there is any."""
    marks = marks_of(edition, where)
    if marks:
        view = OverviewView(
            marks=marks,
            language=edition.language.code,
            title=edition.text("Map of all places"),
            description=overview_caption(edition, where),
            kilometres=kilometres(edition),
        )
        yield Page(address=addresses.OVERVIEW_MAP, view=view, draw=draw_overview)


def overview_map(edition: Edition, where: Located) -> PlaceMap | None:
    """The map of all places as a page shows it; None when no place is on it."""
    marks = marks_of(edition, where)
    if not marks:
        return None
    frame = frame_of(marks)
    return PlaceMap(
        address=addresses.OVERVIEW_MAP,
        alt=edition.text("Map of all places"),
        caption=overview_caption(edition, where),
        width=frame.width // 2,
        height=frame.height // 2,
    )


def overview_caption(edition: Edition, where: Located) -> str:
    """How many places the map shows, and how many incidents it does not."""
    places = edition.language.number_text("{number} place on the map.", "{number} places on the map.", len(where.at))
    if not where.nowhere:
        return places
    return f"{places} {unplaced_words(edition, where)}."


def unplaced_words(edition: Edition, where: Located) -> str:
    """How many incidents are on no map."""
    return edition.language.number_text(
        "{number} incident is not on the map", "{number} incidents are not on the map", len(where.nowhere)
    )


def marks_of(edition: Edition, where: Located) -> tuple[Mark, ...]:
    """The places of a map of many, those with most incidents first."""
    found = []
    for slug, slugs in where.at.items():
        place = edition.chronicle.places[slug]
        if place.entry and place.entry.coordinates:
            position = place.entry.coordinates
            precision, country = precision_of(place.entry), _country(edition, place)
            found.append(Mark(place.name, slug, *position, precision, country, len(slugs)))
    return tuple(sorted(found, key=lambda mark: (-mark.count, mark.name, mark.slug)))


def is_any_located(edition: Edition) -> bool:
    """Whether maps of many places show an incident."""
    return any(place.here and _nearest(edition, place) for place in edition.chronicle.places.values())


def _nearest(edition: Edition, place: Place) -> str:
    """The place itself or the nearest around it that has coordinates; empty if there is none."""
    places = edition.chronicle.places
    for slug in (place.slug, *reversed(place.ancestors)):
        entry = places[slug].entry
        if entry and entry.coordinates:
            return slug
    return ""


def map_of(edition: Edition, place: Place) -> PlaceMap | None:
    """The map of a place, or of the nearest place around it that has one."""
    slug = _nearest(edition, place)
    around = edition.chronicle.places[slug] if slug else place
    if not around.entry or not slug:
        return None
    caption = _caption(edition, around.entry)
    if slug != place.slug:
        words = edition.text(
            "The position of {name} is not known; the map shows {around}.", name=place.name, around=around.name
        )
        caption = f"{words} {caption}"
    alt = edition.text("Map: where {name} lies", name=around.name)
    return PlaceMap(address=addresses.locator(slug), alt=alt, caption=caption)


def _view(edition: Edition, place: Place, entry: Location, latitude: float, longitude: float) -> LocatorView:
    return LocatorView(
        name=place.name,
        latitude=latitude,
        longitude=longitude,
        precision=precision_of(entry),
        country=_country(edition, place),
        language=edition.language.code,
        title=edition.text("Map: where {name} lies", name=place.name),
        description=_caption(edition, entry),
        kilometres=kilometres(edition),
    )


def kilometres(edition: Edition) -> str:
    """The pattern of a length."""
    return edition.text("{number} km", number="{number}")


def _country(edition: Edition, place: Place) -> str:
    """The code of the country a place lies in, as far as entries say it."""
    around = (edition.chronicle.places[slug].entry for slug in reversed(place.ancestors))
    return next((entry.country_code for entry in (place.entry, *around) if entry and entry.country_code), "")


def _caption(edition: Edition, entry: Location) -> str:
    """What the mark on the map means: how exactly the place is known."""
    precision = precision_of(entry)
    if precision == "exact":
        return edition.text("The dot marks the exact position.")
    if precision == "country":
        return edition.text("The map shows the country as a whole, not a position in it.")
    radius = edition.language.number(RADII[precision])
    if precision == "vicinity":
        return edition.text("The circle ({number} km) marks the vicinity, not an exact position.", number=radius)
    return edition.text("The circle ({number} km) marks the area, not an exact position.", number=radius)
