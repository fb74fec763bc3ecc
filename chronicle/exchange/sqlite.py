"""SQLite: everything in one database with full-text search, which Datasette opens as it is."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import tempfile
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chronicle.exchange.records import VERSION
from chronicle.exchange.sqlite_editing import Old, attached
from chronicle.exchange.sqlite_rows import (
    Row,
    about_rows,
    incident_rows,
    location_row,
    put,
    put_incidents,
    put_parts,
    set_aside,
    type_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import About

LIBRARY: Final = sqlite3.sqlite_version  # it stands in the file, and another one may lay it out otherwise

_TABLES: Final = Path(__file__).with_name("chronicle.sql")
_BATCH: Final = 500  # incidents
_PIECE: Final = 1 << 20  # bytes
_INDEXED: Final = 1 << 26  # bytes
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


@dataclass(frozen=True, slots=True)
class Database:
    """How the database of a chronicle is written (see `Layout`)."""

    about: About

    def written(self, items: Iterable[Facts]) -> Iterator[bytes]:
        """The database, made in a temporary file, piece by piece. Raise OSError that names that file."""
        return self._made(partial(_fill_with, items, self.about))

    def edited(
        self, path: Path, was: Mapping[str, str], now: Mapping[str, str], tell: Callable[[str], Facts]
    ) -> Iterator[bytes]:
        """The same, with the rows in the database at `path` of all that is what it was."""
        old = Old(was, now, tell, self.about)
        return self._made(old.fill, path)

    def _made(self, fill: Callable[[sqlite3.Connection], None], old: Path | None = None) -> Iterator[bytes]:
        handle, name = tempfile.mkstemp(prefix="chronicle-", suffix=".db")
        path = Path(name)
        try:
            with os.fdopen(handle, "rb") as file:
                with _told_as_oserror(path), contextlib.closing(_connected(path)) as base:
                    _take_away(path)
                    with attached(base, old):
                        _fill(base, self.about, fill)
                    if base.execute("PRAGMA freelist_count").fetchone() != (0,):
                        # The search was merged. Row numbers have no gaps, so that they stay as it knows them.
                        base.execute("VACUUM")
                while piece := file.read(_PIECE):
                    yield piece
        finally:
            _take_away(path)


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, uri=True)


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


def _fill(base: sqlite3.Connection, about: About, fill: Callable[[sqlite3.Connection], None]) -> None:
    base.executescript(_SETTINGS)
    tables, first, others = _TABLES.read_text("utf-8").partition("CREATE INDEX")
    base.executescript(tables)
    base.execute("BEGIN")
    put(base, "about", about_rows(about))
    put(base, "types", type_rows(about))
    put(base, "locations", map(location_row, about.places))
    fill(base)
    base.execute("COMMIT")
    base.executescript(f"BEGIN;{first}{others}")  # an index is made quicker, and smaller, of rows that are there
    for table in ("incidents_fts", "locations_fts"):
        try:  # how much is indexed before it is written out: what little can be held is merged piece by piece
            base.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {_INDEXED})")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # not that it is unknown, since it is in no manual
                raise
        base.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        base.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        base.execute(f"DELETE FROM {table}_config WHERE k = 'hashsize'")  # it is nobody's setting
    base.execute("COMMIT")


def _fill_with(items: Iterable[Facts], about: About, base: sqlite3.Connection) -> None:
    told = iter(items)
    named: dict[str, dict[object, Row]] = {"types": {}, "actors": {}}
    set_aside(base)
    while batch := tuple(islice(told, _BATCH)):
        rows = incident_rows(batch, about)
        put_incidents(base, rows)
        for table, found in named.items():
            for row in rows[table]:
                found.setdefault(row[0], row)
    put_parts(base)
    for table, found in named.items():
        put(base, table, found.values())
