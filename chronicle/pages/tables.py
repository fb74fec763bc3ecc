"""The tables that scripts read: every listed incident and place, short enough to be loaded whole.

Each is a classic script that sets one property of the global `chronicle`, because a page that is opened from disk
may load scripts but no data. Columns are named once, rows are lists; what a row refers to is a number in another list.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.exchange.json_text import compact, inert, quoted
from chronicle.pages import addresses
from chronicle.pages.edition import translated
from chronicle.pages.maps.precision import precision_of
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chronicle.linking.chronicle import Place
    from chronicle.pages.edition import Edition
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

INCIDENT_COLUMNS: Final = (
    "slug title when from to places types actors grade killed killed_most injured injured_most coarse".split()
)
# `coarse`: 1 where a day is not known, 2 where not even the month it began in is.
PLACE_COLUMNS: Final = "slug name parent latitude longitude precision spellings".split()


class TableView(NamedTuple):
    """A table ready to be written: `name` of the property, `text` its JSON. `digest` stands for it in keys."""

    name: str
    text: str
    digest: str

    def __repr__(self) -> str:
        return self.digest


class TableScript(NamedTuple):
    """What a table's script is drawn from."""

    table: TableView


def table_pages(edition: Edition) -> tuple[Page, ...]:
    """The scripts with the incidents (oldest first) and the places (by slug)."""
    places = {slug: number for number, slug in enumerate(edition.chronicle.places)}
    return (
        _script(addresses.INCIDENT_TABLE, "incidents", partial(_incidents, edition, places)),
        _script(addresses.PLACE_TABLE, "places", partial(_places, edition, places)),
    )


def _script(address: str, name: str, table: Callable[[], str]) -> Page:
    return Page(address=address, show=partial(_table, name, table), draw=_drawn)


def _table(name: str, table: Callable[[], str]) -> TableScript:
    text = table()
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return TableScript(table=TableView(name=name, text=text, digest=digest))


def _drawn(view: TableScript) -> bytes:
    return f"(window.chronicle = window.chronicle || {{}}).{view.table.name} = {view.table.text};\n".encode(
        "utf-8", "replace"
    )


def _incidents(edition: Edition, places: Iterable[str]) -> str:
    chronicle, grades = edition.chronicle, edition.config.grades
    lists = {
        "columns": INCIDENT_COLUMNS,
        "types": [[slug, edition.type_labels[slug]] for slug in chronicle.types],
        "actors": [[slug, actor.name] for slug, actor in chronicle.actors.items()],
        "grades": [[grade.slug, translated(grade.label, edition.language)] for grade in grades],
    }
    return f'{compact(lists)[:-1]},"rows":[{inert(",".join(_rows(edition, places)))}]}}'


def _rows(edition: Edition, places: Iterable[str]) -> Iterator[str]:
    """Each incident as JSON: to fill lists with all of them and to encode these takes longer than to write texts."""
    chronicle = edition.chronicle
    place, type_, actor = (_numbers(slugs).__getitem__ for slugs in (places, chronicle.types, chronicle.actors))
    grades = _numbers(grade.slug for grade in edition.config.grades)
    last, dates, coarse = None, "", 0
    for slug in chronicle.order:
        outline = chronicle.outlines[slug]
        if outline.date is not last:  # those of one day stand together
            last = outline.date
            dates, coarse = _dates(edition, last)
        yield (
            f"[{quoted(slug)},{quoted(outline.title)},{dates},"
            f"[{','.join(map(place, outline.places))}],[{','.join(map(type_, outline.types))}],"
            f"[{','.join(map(actor, edition.who[slug]))}],{grades[outline.grade] if outline.grade else -1},"
            f"{_range(outline.killed)},{_range(outline.injured)},{coarse}]"
        )


def _numbers(slugs: Iterable[str]) -> dict[str, str]:
    return {slug: str(number) for number, slug in enumerate(slugs)}


def _dates(edition: Edition, when: When) -> tuple[str, int]:
    """A date in words, its first and its last day; and how coarse it is."""
    first = when.first.isoformat()
    last = first if when.is_day else "" if when.open_ended else when.last.isoformat()
    coarse = 2 if when.start.month is None else int(not when.has_days)
    return f'{quoted(edition.short(when))},"{first}","{last}"', coarse


def _range(count: Count | None) -> str:
    """Least and greatest: both null when nothing is known; greatest -1 when it is open."""
    if count is None:
        return "null,null"
    return f"{count.least},{-1 if count.greatest is None else count.greatest}"


def _places(edition: Edition, places: dict[str, int]) -> str:
    rows = [_place(place, places) for place in edition.chronicle.places.values()]
    return compact({"columns": PLACE_COLUMNS, "rows": rows})


def _place(place: Place, places: dict[str, int]) -> list[object]:
    entry = place.entry
    latitude, longitude = entry.coordinates if entry and entry.coordinates else (None, None)
    spellings = [*entry.spellings, *(name for _, name in entry.names)] if entry else []
    parent = places[place.ancestors[-1]] if place.ancestors else -1
    precision = precision_of(entry) if entry and entry.coordinates else ""
    return [place.slug, place.name, parent, latitude, longitude, precision, spellings]
