"""The rows of the tables in chronicle.db, and how they are put there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from chronicle.exchange.cells import without_markup
from chronicle.exchange.flat import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from chronicle.entries.records import Claim, Source
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import About
    from chronicle.exchange.places import PlaceEntry
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

_SINGLES: Final = tuple(column for column in COLUMNS if column.kind != "list")
_READ: Final = {"integer": int, "number": float}
_PARTS: Final = "incident_locations incident_types incident_actors casualties sources updates incident_ids".split()
_ENCODED: Final = json.JSONEncoder(ensure_ascii=False).encode

Cell = str | int | float | None
Row = tuple[Cell, ...]
Rows = dict[str, list[Row]]  # by table


def put(base: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Put rows into a table whose columns they follow."""
    ready = [[_storable(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    if ready:
        base.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(ready[0]))})", ready)


def set_aside(base: sqlite3.Connection) -> None:
    """Make room for what incidents have several of."""
    for table in _PARTS:
        base.execute(f"CREATE TEMP TABLE new_{table} AS SELECT * FROM {table} LIMIT 0")


def put_incidents(base: sqlite3.Connection, rows: Rows) -> None:
    """Put the next incidents into their table, and set aside what they have several of."""
    put(base, "incidents", rows["incidents"])
    for table in _PARTS:
        put(base, f"new_{table}", rows.get(table, ()))


def put_parts(base: sqlite3.Connection, old: str = "") -> None:
    """Put all that was set aside into its tables, with those rows of a database at hand as `old` for which that holds.

    They come in the order of the table: so there is one way only in which its pages can be laid out.
    """
    for table in _PARTS:
        others = f"SELECT * FROM old.{table} WHERE {old} UNION ALL " if old else ""
        base.execute(f"INSERT INTO {table} {others}SELECT * FROM new_{table} ORDER BY incident_id, position")
        base.execute(f"DROP TABLE new_{table}")


def _storable(cell: str) -> Cell:
    """The text as it is stored: nothing for an empty one, no half of a character, no markup (in JSON neither)."""
    whole = cell if cell.isascii() else cell.encode("utf-8", "replace").decode()
    return without_markup(whole) or None


# ---- rows, in the order of the columns in chronicle.sql


def about_rows(about: About) -> Iterator[Row]:
    """What there is to say of the chronicle."""
    values = {"title": about.title, "description": about.description, "url": about.url, "language": about.language}
    return iter(values.items())


def type_rows(about: About) -> Iterator[Row]:
    """The types that the settings have."""
    return ((kind.slug, kind.label, kind.group, kind.acled) for kind in about.types.values())


def location_row(entry: PlaceEntry) -> Row:
    """The row of a place."""
    place = entry.place
    return (
        place.id,
        place.name,
        place.kind,
        entry.parent,
        *(place.coordinates or (None, None)),
        place.precision,
        entry.stated_precision,
        place.country_code,
        entry.stated_code,
        _json(entry.spellings),
        _ENCODED(dict(entry.names)) if entry.names else None,
        entry.wikidata,
        entry.geonames,
    )


def incident_rows(batch: Sequence[Facts], about: About) -> Rows:
    """The rows of some incidents, by table; what they refer to comes before them."""
    rows: Rows = {
        "types": [(slug, None, None, None) for facts in batch for slug in facts.types if slug not in about.types],
        "actors": [(actor.id, actor.name, actor.kind) for facts in batch for actor in facts.actors],
        "incidents": [_incident(facts, about) for facts in batch],
    }
    for facts in batch:
        for table, parts in _parts(facts).items():
            rows.setdefault(table, []).extend((facts.id, number, *part) for number, part in enumerate(parts, 1))
    return rows


def _incident(facts: Facts, about: About) -> Row:
    areas = [area.name for place in facts.places for area in reversed(place.within)]
    return (
        *(_READ.get(column.kind, str)(cell) if (cell := column.cell(facts, about)) else None for column in _SINGLES),
        _json((*(place.name for place in facts.places), *areas)),
        _json(facts.types),
        _json(actor.name for actor in facts.actors),
        _json(facts.weapons),
        _json(facts.tags),
        facts.text,
    )


def _parts(facts: Facts) -> dict[str, Iterable[Row]]:
    """What an incident has several of, by table."""
    return {
        "incident_locations": ((place.id,) for place in facts.places),
        "incident_types": ((slug,) for slug in facts.types),
        "incident_actors": ((actor.id, actor.role) for actor in facts.actors),
        "casualties": map(_claim, facts.casualties),
        "sources": map(_source, facts.sources),
        "updates": ((str(each.date), each.kind, each.text) for each in facts.updates),
        "incident_ids": facts.ids,
    }


def _claim(claim: Claim) -> Row:
    return (
        *_range(claim.killed),
        *_range(claim.injured),
        claim.of,
        claim.source,
        claim.who,
        _date(claim.date),
        int(claim.superseded),
    )


def _source(source: Source) -> Row:
    dates = _date(source.date), _date(source.accessed)
    return (source.publisher, source.via, source.title, source.url, *dates, source.archived)


def _range(count: Count | None) -> Row:
    return (count.least, count.greatest) if count else (None, None)


def _date(when: When | None) -> str:
    return str(when or "")


def _json(items: Iterable[str]) -> str | None:
    """Items as a JSON array, each once."""
    found = tuple(dict.fromkeys(items))
    return _ENCODED(found) if found else None
