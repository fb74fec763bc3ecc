"""The tables that scripts read: every listed incident and place, short enough to be loaded whole.

Each is a classic script that sets one property of the global `chronicle`, because a page that is opened from disk
may load scripts but no data. Columns are named once, rows are lists; what a row refers to is a number in another list.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.exchange.json_text import compact
from chronicle.pages import addresses
from chronicle.pages.edition import translated
from chronicle.pages.maps.precision import precision_of
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chronicle.linking.chronicle import LinkedIncident, Place
    from chronicle.pages.edition import Edition
    from chronicle.text.counts import Count

INCIDENT_COLUMNS: Final = (
    "slug title when from to places types actors grade killed killed_most injured injured_most coarse".split()
)
# `coarse`: 1 where a day is not known, 2 where not even the month it began in is.
PLACE_COLUMNS: Final = "slug name parent latitude longitude precision spellings".split()


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
        "rows": [
            _incident(edition, slug, chronicle.incidents[slug], places, types, actors, grades)
            for slug in chronicle.order
        ],
    }


def _incident(  # noqa: PLR0913, PLR0917 - the lists that a row refers to
    edition: Edition,
    slug: str,
    incident: LinkedIncident,
    places: dict[str, int],
    types: dict[str, int],
    actors: dict[str, int],
    grades: dict[str, int],
) -> list[object]:
    entry = incident.entry
    return [
        slug,
        entry.title,
        edition.short(entry.date),
        entry.date.first.isoformat(),
        "" if entry.date.open_ended else entry.date.last.isoformat(),
        _numbers(tuple(incident.places), places),
        _numbers(tuple(incident.types), types),
        _numbers(tuple(dict.fromkeys(slug for slug, _ in incident.actors)), actors),
        grades.get(incident.grade.slug, -1) if incident.grade else -1,
        *_range(incident.killed),
        *_range(incident.injured),
        2 if entry.date.start.month is None else int(not entry.date.has_days),
    ]


def _numbers(slugs: Sequence[str], table: dict[str, int]) -> list[int]:
    return [table[slug] for slug in slugs if slug in table]


def _range(count: Count | None) -> tuple[int | None, int | None]:
    """(least, greatest): both null when nothing is known; greatest -1 when it is open."""
    if count is None:
        return None, None
    return count.least, -1 if count.greatest is None else count.greatest


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
