"""SQLite: everything in one database with full-text search, which Datasette opens as it is."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sqlite3
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chronicle.exchange.cells import without_markup
from chronicle.exchange.flat import COLUMNS
from chronicle.exchange.records import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chronicle.entries.records import Claim, Source
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import About
    from chronicle.exchange.places import PlaceEntry
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

LIBRARY: Final = sqlite3.sqlite_version  # it stands in the file, and another one may lay it out otherwise

_TABLES: Final = Path(__file__).with_name("chronicle.sql")
_SINGLES: Final = tuple(column for column in COLUMNS if column.kind != "list")
_READ: Final = {"integer": int, "number": float}
_SHARED: Final = ("types", "actors")
_BATCH: Final = 500  # incidents
_PIECE: Final = 1 << 20  # bytes
_SETTINGS: Final = f"""
PRAGMA page_size = 4096;
PRAGMA auto_vacuum = NONE;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {VERSION};
"""
# SQLite tells of the disk in errors of its own.
_OF_THE_DISK: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}

Cell = str | int | float | None
Row = tuple[Cell, ...]


def write(incidents: Iterable[Facts], about: About) -> Iterator[bytes]:
    """The database, made in a temporary file, piece by piece. Raise OSError that names that file."""
    handle, name = tempfile.mkstemp(prefix="chronicle-", suffix=".db")
    path = Path(name)
    try:
        with os.fdopen(handle, "rb") as file:
            with _told_as_oserror(path):
                _fill(path, incidents, about)
            while piece := file.read(_PIECE):
                yield piece
    finally:
        _take_away(path)


def _take_away(path: Path) -> None:
    """Take its name from a file that is open, so that nothing is left even of a build that is killed."""
    with contextlib.suppress(FileNotFoundError, PermissionError):  # Windows does so only when it is closed
        path.unlink()


@contextlib.contextmanager
def _told_as_oserror(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        number = _OF_THE_DISK.get(error.sqlite_errorcode & 0xFF)
        if number is None:
            raise
        raise OSError(number, str(error), str(path)) from None


def _fill(path: Path, incidents: Iterable[Facts], about: About) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript(_SETTINGS)
        _take_away(path)
        base.executescript(_TABLES.read_text("utf-8"))
        base.execute("BEGIN")
        _put(base, "about", _about(about))
        _put(base, "types", ((kind.slug, kind.label, kind.group, kind.acled) for kind in about.types.values()))
        _put(base, "locations", map(_location, about.places))
        told = iter(incidents)
        while batch := tuple(islice(told, _BATCH)):
            for table, rows in _rows(batch, about).items():
                _put(base, table, rows)
        for table in ("incidents_fts", "locations_fts"):
            base.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
            base.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        base.execute("COMMIT")
        # Row numbers have no gaps, so that it leaves them to the search as they are.
        base.execute("VACUUM")


def _put(base: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Put rows into a table whose columns they follow; in a table of things that many refer to, each is put once."""
    once = " ON CONFLICT (id) DO NOTHING" if table in _SHARED else ""
    ready = [tuple(_storable(cell) for cell in row) for row in rows]
    if ready:
        base.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(ready[0]))}){once}", ready)


def _storable(cell: Cell) -> Cell:
    """The cell as it is stored: nothing for an empty text, no half of a character, no markup (in JSON neither)."""
    if not isinstance(cell, str):
        return cell
    whole = cell if cell.isascii() else cell.encode("utf-8", "replace").decode()
    return without_markup(whole) or None


# ---- rows, in the order of the columns in chronicle.sql


def _about(about: About) -> Iterator[Row]:
    values = {"title": about.title, "description": about.description, "url": about.url, "language": about.language}
    return iter(values.items())


def _location(entry: PlaceEntry) -> Row:
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
        json.dumps(dict(entry.names), ensure_ascii=False) if entry.names else None,
        entry.wikidata,
        entry.geonames,
    )


def _rows(batch: Sequence[Facts], about: About) -> dict[str, list[Row]]:
    """The rows of some incidents, by table; what they refer to comes before them."""
    rows: dict[str, list[Row]] = {
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
    return json.dumps(found, ensure_ascii=False) if found else None
