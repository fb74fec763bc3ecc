"""The tables of chronicle.db filled from the one that there was: only rows of what was edited are made anew."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from chronicle.exchange.layout import OldFileError
from chronicle.exchange.sqlite_rows import Row, Rows, incident_rows, put, put_incidents, put_parts, set_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import About

_FEW: Final = 0.1  # of all incidents; to make the rows of more of them anew takes no longer


@contextlib.contextmanager
def attached(base: sqlite3.Connection, path: Path | None) -> Iterator[None]:
    """Have another database at hand as `old`, if there is one; raise OldFileError when anything is wrong with it."""
    if path is None:
        yield
        return
    try:
        # Nobody writes to it, and no file may come to lie beside it.
        base.execute("ATTACH ? AS old", (f"{path.absolute().as_uri()}?mode=ro&immutable=1",))
        yield
        base.execute("DETACH old")
    except (sqlite3.Error, UnicodeError) as error:  # what is damaged may be no text; a full disk is met again
        raise OldFileError from error


@dataclass(frozen=True, slots=True)
class Old:
    """What stood for each incident in the old database, what stands for each now, in order, and who tells of one."""

    was: Mapping[str, str]
    now: Mapping[str, str]
    tell: Callable[[str], Facts]
    about: About

    def fill(self, base: sqlite3.Connection) -> None:
        """Fill all tables of incidents. Raise OldFileError when the old database does not have what it must."""
        edited = [slug for slug, line in self.now.items() if self.was.get(slug) != line]
        ids = [slug for (slug,) in base.execute("SELECT id FROM old.incidents ORDER BY rowid")]
        if ids != list(self.was) or len(edited) > _FEW * len(ids):
            raise OldFileError
        made = [incident_rows([self.tell(slug)], self.about) for slug in edited]
        set_aside(base)
        self._fill_incidents(base, dict(zip(edited, made, strict=True)))
        base.execute("CREATE TEMP TABLE gone (id TEXT PRIMARY KEY)")
        gone = ((slug,) for slug in self.was if self.was[slug] != self.now.get(slug))
        base.executemany("INSERT INTO gone VALUES (?)", gone)
        put_parts(base, "incident_id NOT IN (SELECT id FROM gone)")
        types = (slug for slug in self._in_order(base, "type") if slug not in self.about.types)
        put(base, "types", ((slug, None, None, None) for slug in types))
        named: dict[object, Row] = {}
        for row in (row for rows in made for row in rows["actors"]):
            named.setdefault(row[0], row)  # whoever names it first, as in a new one
        for slug in self._in_order(base, "actor"):
            if slug in named:
                put(base, "actors", [named[slug]])
            elif base.execute("INSERT INTO actors SELECT * FROM old.actors WHERE id = ?", (slug,)).rowcount != 1:
                raise OldFileError

    def _fill_incidents(self, base: sqlite3.Connection, made: Mapping[str, Rows]) -> None:
        """The table whose rows are numbered in the order of the chronicle: neighbours are copied together."""
        numbers = {slug: number for number, slug in enumerate(self.was, 1)}
        order = ((None if slug in made else numbers[slug] - place, slug) for place, slug in enumerate(self.now))
        for distance, run in groupby(order, itemgetter(0)):  # of neighbours before and now it is the same
            slugs = [slug for _, slug in run]
            if distance is None:
                for slug in slugs:
                    put_incidents(base, made[slug])
            else:
                ends = numbers[slugs[0]], numbers[slugs[-1]]
                base.execute(
                    "INSERT INTO incidents SELECT * FROM old.incidents WHERE rowid BETWEEN ? AND ? ORDER BY rowid", ends
                )

    def _in_order(self, base: sqlite3.Connection, kind: str) -> Iterable[str]:
        """The types or actors that incidents name, in the order in which these do."""
        found: dict[str, list[str]] = {}
        query = f"SELECT incident_id, {kind}_id FROM incident_{kind}s ORDER BY incident_id, position"
        for slug, each in base.execute(query):
            found.setdefault(slug, []).append(each)
        return dict.fromkeys(each for slug in self.now for each in found.get(slug, ()))
