"""The map page: all places on a map that can be moved and filtered, a drawn one without script, and its list."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.pages import addresses
from chronicle.pages.lists import incident_count, listing, years_of
from chronicle.pages.maps.basemap import COARSE, DETAILED, countries, text_of
from chronicle.pages.maps.located import marks_of, overview_map, unplaced_words
from chronicle.pages.maps.overview import circles, frame_of
from chronicle.pages.maps.precision import RADII
from chronicle.pages.page import Link, Page
from chronicle.pages.views.maps import MapView, Spot
from chronicle.pages.views.subjects import SubjectView
from chronicle.problems import Problem
from chronicle.text.wording import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.pages.edition import Edition
    from chronicle.pages.maps.located import Located, PlaceMap
    from chronicle.pages.maps.overview import Circle, Mark

LIBRARY: Final = ("leaflet.js", "leaflet.css")
# What a site without a map need not publish.
ASSETS: Final = frozenset({*LIBRARY, "leaflet.LICENSE.txt", "dates.js", "land.js", "map.js"})
MOST_SPOTS: Final = 500  # circles that are links on the drawn map; the list has them all


class BasemapView(NamedTuple):
    """What a script with the basemap is drawn from; with a language it names the countries."""

    detail: str
    language: str = ""


def map_pages(edition: Edition, where: Located, assets: frozenset[str]) -> Iterator[Page]:
    """The map, its basemap, and the list of what is not on it. Nothing when no incident has a position."""
    picture = overview_map(edition, where)
    if picture is None:
        return
    has_library = assets.issuperset(LIBRARY)
    moved = partial(_view, edition, where, picture, has_library=has_library)
    yield edition.page(addresses.MAP, "map.html", edition.text("Map"), show=moved)
    if has_library:
        coarse = BasemapView(detail=COARSE, language=edition.language.code)
        yield Page(address=addresses.basemap(COARSE), view=coarse, draw=draw_basemap)
        yield Page(address=addresses.basemap(DETAILED), view=BasemapView(detail=DETAILED), draw=draw_basemap)
    if where.nowhere:
        title = edition.text("Not on the map")
        back = Link(edition.text("Map"), addresses.MAP)
        show = partial(_unplaced, edition, where, title, back)
        basis = partial(edition.facts, where.nowhere)
        yield edition.page(addresses.UNPLACED, "subject.html", title, show=show, basis=basis)
        yield from years_of(edition, title, where.nowhere, addresses.UNPLACED)


def _unplaced(edition: Edition, where: Located, title: str, back: Link) -> SubjectView:
    return SubjectView(name=title, back=back, listing=listing(edition, where.nowhere, addresses.UNPLACED))


def _view(edition: Edition, where: Located, picture: PlaceMap, *, has_library: bool) -> MapView:
    marks = marks_of(edition, where)
    number = edition.language.number
    nowhere = frozenset(where.nowhere)
    shown = [slug for slug in edition.chronicle.order if slug not in nowhere]
    ends = {edition.chronicle.outlines[slug].date.first for slug in (*shown[:1], *shown[-1:])}
    return MapView(
        total=edition.text(
            "Incidents: {incidents}. Places: {places}.", incidents=number(len(shown)), places=number(len(marks))
        ),
        unplaced=Link(unplaced_words(edition, where), addresses.UNPLACED) if where.nowhere else None,
        picture=picture,
        spots=tuple(_spot(edition, circle) for circle in circles(frame_of(marks), marks[:MOST_SPOTS])),
        places=tuple((Link(mark.name, addresses.location(mark.slug)), number(mark.count)) for mark in marks),
        has_range=len(ends) > 1,
        settings=_settings(edition, marks) if has_library else None,
    )


def _spot(edition: Edition, circle: Circle) -> Spot:
    words = f"{circle.mark.name}: {incident_count(edition, circle.mark.count)}"
    return Spot(Link(words, addresses.location(circle.mark.slug)), circle.x, circle.y, circle.radius)


def map_problems(where: Located, assets: frozenset[str]) -> Iterator[Problem]:
    """A theme without the map library: in a checkout it is not kept, but brought when the package is installed."""
    missing = sorted(set(LIBRARY) - assets) if where.at else []
    if missing:
        message = f"has no {' and no '.join(missing)}: map.html shows a drawn map that cannot be moved"
        hint = "install Chronicle again (pip install -e . in a checkout), which brings the files"
        yield Problem(path="templates/assets", level="warning", code="map-library", message=message, hint=hint)


def draw_basemap(view: BasemapView) -> bytes:
    """The basemap as a script that sets a property of the global `chronicle`, for pages opened from disk."""
    head = "(window.chronicle = window.chronicle || {})"
    lines = [f"{head}.basemap{view.detail} = {text_of(view.detail).rstrip()};\n"]
    if view.language:
        spoken = language(view.language)
        names = {country.code: spoken.territory(country.code) for country in countries(DETAILED) if country.code}
        lines.append(f"{head}.countries = {json.dumps(names, ensure_ascii=False, separators=(',', ':'))};\n")
    return "".join(lines).encode()


def _settings(edition: Edition, marks: tuple[Mark, ...]) -> dict[str, object]:
    """What the script needs besides the tables: sizes of areas, tiles, and every word it shows."""
    text = edition.text
    outlined = [mark for mark in marks if mark.precision == "country" and mark.country]
    return {
        "radii": RADII,
        "outlined": {mark.slug: mark.country for mark in outlined},
        "tiles": edition.config.tiles,
        "attribution": edition.config.attribution,
        "words": {
            "map": text("Map: arrow keys move it, plus and minus change its size. The list of places says the same."),
            "zoomIn": text("Nearer"),
            "zoomOut": text("Farther"),
            "close": text("Close"),
            "shown": text("Incidents: {incidents}. Places: {places}.", incidents="{incidents}", places="{places}"),
            "more": text("Show all {number} places", number="{number}"),
            "all": text("All about {name}", name="{name}"),
            "ungraded": text("Not judged yet"),
            "histogram": text("Incidents over time"),
        },
    }
