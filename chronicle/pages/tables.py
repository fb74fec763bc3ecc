"""The tables that scripts read: every listed incident and place, short enough to be loaded whole.

Each is a classic script that sets one property of the global `chronicle`, because a page that is opened from disk
may load scripts but no data. Columns are named once, rows are lists; what a row refers to is a number in another list.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from chronicle.exchange.json_text import compact
from chronicle.pages import addresses
from chronicle.pages.edition import translated
from chronicle.pages.maps.precision import precision_of
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chronicle.linking.chronicle import Place
    from chronicle.pages.edition import Edition
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

INCIDENT_COLUMNS: Final = (
    "slug title when from to places types actors grade killed killed_most injured injured_most coarse".split()
)
# `coarse`: 1 where a day is not known, 2 where not even the month it began in is.
PLACE_COLUMNS: Final = "slug name parent latitude longitude precision spellings".split()

_ACTOR: Final = itemgetter(0)  # of an actor and its role


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TableView:
    """A table ready to be written: `name` of the property, `text` its JSON. `digest` stands for it in keys."""

    name: str
    text: str
    digest: str

    def __repr__(self) -> str:
        return self.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class TableScript:
    """What a table's script is drawn from."""

    table: TableView


def table_pages(edition: Edition) -> tuple[Page, ...]:
    """The scripts with the incidents (oldest first) and the places (by slug)."""
    places = {slug: number for number, slug in enumerate(edition.chronicle.places)}
    return (
        _script(addresses.INCIDENT_TABLE, "incidents", partial(_incidents, edition, places)),
        _script(addresses.PLACE_TABLE, "places", partial(_places, edition, places)),
    )


def _script(address: str, name: str, rows: Callable[[], dict[str, object]]) -> Page:
    return Page(address=address, show=partial(_table, name, rows), draw=_drawn)


def _table(name: str, rows: Callable[[], dict[str, object]]) -> TableScript:
    text = compact(rows())
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return TableScript(table=TableView(name=name, text=text, digest=digest))


def _drawn(view: TableScript) -> bytes:
    return f"(window.chronicle = window.chronicle || {{}}).{view.table.name} = {view.table.text};\n".encode(
        "utf-8", "replace"
    )


def _incidents(edition: Edition, places: dict[str, int]) -> dict[str, object]:
    chronicle = edition.chronicle
    types = {slug: number for number, slug in enumerate(chronicle.types)}
    actors = {slug: number for number, slug in enumerate(chronicle.actors)}
    grades = {grade.slug: number for number, grade in enumerate(edition.config.grades)}
    return {
        "columns": INCIDENT_COLUMNS,
        "types": [[slug, edition.type_labels[slug]] for slug in types],
        "actors": [[slug, chronicle.actors[slug].name] for slug in actors],
        "grades": [[grade.slug, translated(grade.label, edition.language)] for grade in edition.config.grades],
        "rows": [*zip(*_columns(edition, places, types, actors, grades), strict=True)],
    }


def _columns(
    edition: Edition, places: dict[str, int], types: dict[str, int], actors: dict[str, int], grades: dict[str, int]
) -> tuple[Sequence[object], ...]:
    """The columns of all incidents: to make one after the other takes half as long as to make rows."""
    slugs = edition.chronicle.order
    incidents = [edition.chronicle.incidents[slug] for slug in slugs]
    whens = [incident.entry.date for incident in incidents]
    known = {when: _date(edition, when) for when in set(whens)}
    dates = [known[when] for when in whens]
    return (
        slugs,
        [incident.entry.title for incident in incidents],
        [words for words, _, _, _ in dates],
        [first for _, first, _, _ in dates],
        [last for _, _, last, _ in dates],
        [[*map(places.__getitem__, incident.places)] for incident in incidents],
        [[*map(types.__getitem__, incident.types)] for incident in incidents],
        [[*map(actors.__getitem__, dict.fromkeys(map(_ACTOR, incident.actors)))] for incident in incidents],
        [grades.get(incident.grade.slug, -1) if incident.grade else -1 for incident in incidents],
        *_range([incident.killed for incident in incidents]),
        *_range([incident.injured for incident in incidents]),
        [coarse for _, _, _, coarse in dates],
    )


def _date(edition: Edition, when: When) -> tuple[str, str, str, int]:
    """In words, its first and last day, and how coarse it is."""
    first = when.first.isoformat()
    last = first if when.is_day else "" if when.open_ended else when.last.isoformat()
    return edition.short(when), first, last, 2 if when.start.month is None else int(not when.has_days)


def _range(counts: list[Count | None]) -> tuple[list[int | None], list[int | None]]:
    """(least, greatest): both null when nothing is known; greatest -1 when it is open."""
    return (
        [None if count is None else count.least for count in counts],
        [None if count is None else -1 if count.greatest is None else count.greatest for count in counts],
    )


def _places(edition: Edition, places: dict[str, int]) -> dict[str, object]:
    return {
        "columns": PLACE_COLUMNS,
        "rows": [_place(place, places) for place in edition.chronicle.places.values()],
    }


def _place(place: Place, places: dict[str, int]) -> list[object]:
    entry = place.entry
    latitude, longitude = entry.coordinates if entry and entry.coordinates else (None, None)
    spellings = [*entry.spellings, *(name for _, name in entry.names)] if entry else []
    parent = places[place.ancestors[-1]] if place.ancestors else -1
    precision = precision_of(entry) if entry and entry.coordinates else ""
    return [place.slug, place.name, parent, latitude, longitude, precision, spellings]
