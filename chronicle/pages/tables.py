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
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chronicle.linking.chronicle import Place
    from chronicle.pages.edition import Edition
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

INCIDENT_COLUMNS: Final = (
    "slug title when from to places types actors grade killed killed_most injured injured_most coarse".split()
)
_BEGINNING: Final = "(window.chronicle = window.chronicle || {})."
_END: Final = ";\n"
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


class Before(NamedTuple):
    """The edition before an edit, and what gives the `content` of a file of its site; nothing where that is not it."""

    edition: Edition
    content: Callable[[str], bytes]


def table_pages(edition: Edition, before: Before | None = None) -> tuple[Page, ...]:
    """The scripts with the incidents (oldest first) and the places (by slug).

    After an edit the rows of what it has not touched are those of the script `before`.
    """
    places = {slug: number for number, slug in enumerate(edition.chronicle.places)}
    return (
        _script(addresses.INCIDENT_TABLE, "incidents", partial(_incidents, edition, places, before)),
        _script(addresses.PLACE_TABLE, "places", partial(_places, edition, places)),
    )


def _script(address: str, name: str, table: Callable[[], str]) -> Page:
    return Page(address=address, show=partial(_table, name, table), draw=_drawn)


def _table(name: str, table: Callable[[], str]) -> TableScript:
    text = table()
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return TableScript(table=TableView(name=name, text=text, digest=digest))


def _drawn(view: TableScript) -> bytes:
    return f"{_BEGINNING}{view.table.name} = {view.table.text}{_END}".encode("utf-8", "replace")


def _incidents(edition: Edition, places: Iterable[str], before: Before | None) -> str:
    chronicle, grades = edition.chronicle, edition.config.grades
    lists = {
        "columns": INCIDENT_COLUMNS,
        "types": [[slug, edition.type_labels[slug]] for slug in chronicle.types],
        "actors": [[slug, actor.name] for slug, actor in chronicle.actors.items()],
        "grades": [[grade.slug, translated(grade.label, edition.language)] for grade in grades],
    }
    head = f'{compact(lists)[:-1]},"rows":['
    rows = _rows(edition, places, _known_rows(edition, head, before) if before else {})
    return f"{head}{inert(','.join(rows))}]}}"


def _known_rows(edition: Edition, head: str, before: Before) -> dict[str, str]:
    """The rows of incidents that an edit has not touched, where their numbers mean the same: the head says of what."""
    edited, was = edition.touched, before.edition.chronicle
    text = before.content(addresses.INCIDENT_TABLE).decode("utf-8", "replace")
    head, tail = f"{_BEGINNING}incidents = {head}", f"]}}{_END}"
    if not (edited and text.startswith(head) and [*was.places] == [*edition.chronicle.places]):
        return {}
    # Each row begins with a text, and no list in it does. A title that ends in such signs makes one row too many.
    first, *others = text[len(head) : -len(tail)].split(',["')
    rows = [first, *(f'["{row}' for row in others)]
    known = zip(was.order, rows, strict=True) if len(rows) == len(was.order) else ()
    return {slug: row for slug, row in known if slug not in edited.slugs["incidents"]}


def _rows(edition: Edition, places: Iterable[str], known: Mapping[str, str]) -> Iterator[str]:
    """Each incident as JSON: to fill lists with all of them and to encode these takes longer than to write texts."""
    chronicle = edition.chronicle
    place, type_, actor = (_numbers(slugs).__getitem__ for slugs in (places, chronicle.types, chronicle.actors))
    grades = _numbers(grade.slug for grade in edition.config.grades)
    last, dates, coarse = None, "", 0
    for slug in chronicle.order:
        if slug in known:
            yield known[slug]
            continue
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
