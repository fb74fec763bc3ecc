"""Bringing in the table of places that a chronicle publishes: each row becomes a location, or is compared with one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from chronicle.desk.importing.rows import RowOutcome
from chronicle.desk.importing.writing import write_entries
from chronicle.exchange.faults import Fault
from chronicle.exchange.place_reading import is_of_places, location_of
from chronicle.intake.disk import shown_path
from chronicle.intake.tables.entries import file_of
from chronicle.intake.tables.opening import open_table
from chronicle.intake.tables.placing import MOST
from chronicle.problems import Problem, shortened
from chronicle.signals import give_way

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chronicle.desk.importing.rows import Status, TableSum, TableWishes
    from chronicle.desk.importing.standing import Standing
    from chronicle.entries.kinds import Location
    from chronicle.intake.tables.row import Row
    from chronicle.problems import Level

_COMPARED: Final = "name kind parent coordinates precision spellings names country_code wikidata geonames".split()


def holds_places(path: Path) -> bool:
    """Whether a file is the table of places of a chronicle."""
    table = open_table(path.name, path)
    if isinstance(table, Problem):
        return False
    with table:
        return is_of_places(table.columns)


class PlaceImport:
    """One such table at work. Its places are all kept: an import of incidents keeps those of a chronicle, too."""

    def __init__(self, project: Path, path: Path, standing: Standing, wishes: TableWishes, sum_: TableSum) -> None:
        self._project = project
        self._path = path
        self._seed = shown_path(project, path)
        self._places = standing.places
        self._wishes = wishes
        self._sum = sum_
        self._rows: dict[str, int] = {}  # id → its row
        self._parents: dict[str, str] = {}  # id of a new place → that of what it lies in
        self._written: list[Location] = []

    def bring(self, tell: Callable[[RowOutcome], None], move: Callable[[str, int, str], None]) -> None:
        """The whole table; a row that is there already changes nothing."""
        table = open_table(self._seed, self._path)
        if isinstance(table, Problem):
            self._sum.tell([table])
            return
        with table:
            self._sum.tell(table.notes)
            read = [each if isinstance(each, Problem) else self._read(each) for each in table.rows]
        for number, each in enumerate(read, 1):
            give_way()
            outcome = self._unreadable(each) if isinstance(each, Problem) else self._outcome(*each)
            if outcome:
                self._sum.add(outcome)
                tell(outcome)
            move(self._seed, number, "write")
        self._places.add(self._written)

    def _read(self, row: Row) -> tuple[int, Location] | Problem:
        """The place of a row. All are read before any is written: one may lie in another that comes later."""
        location = location_of(row.cells, row.record)
        if isinstance(location, Fault):
            return self._problem(row.number, "row-value", location.message, location.target)
        location = self._renamed(location)
        if location.slug in self._rows:
            message = f"has the id {location.slug} as row {self._rows[location.slug]} has"
            return self._problem(row.number, "row-twice", message)
        if fault := file_of(location)[1]:
            return self._problem(row.number, "row-entry", f"gives no good entry: {location.path} {fault}")
        self._rows[location.slug] = row.number
        if not self._places.has(location.slug):
            self._parents[location.slug] = location.parent
        return row.number, location

    def _renamed(self, location: Location) -> Location:
        """The place as it is called now, and what it lies in: a table may be older than a rename."""
        slug = self._places.called(location.slug) or location.slug
        parent = self._places.called(location.parent) or location.parent
        return dataclasses.replace(location, path=f"content/locations/{slug}.md", parent=parent)

    def _unreadable(self, problem: Problem) -> RowOutcome | None:
        if problem.level == "error":
            return RowOutcome(seed=self._seed, row=problem.line, status="bad", problems=(problem,))
        self._sum.tell([problem])
        return None

    def _outcome(self, row: int, location: Location) -> RowOutcome:
        if self._places.has(location.slug):
            return self._compared(row, location)
        problems = []
        if why := self._why_apart(location):
            location = dataclasses.replace(location, parent="")
            self._parents[location.slug] = ""
            problems.append(self._problem(row, "row-link", f"parent: {why}; it is left out", level="warning"))
        if fault := write_entries(self._project, self._seed, (location,), self._sum, is_trial=self._wishes.is_trial):
            problems.append(dataclasses.replace(fault, path=self._seed, line=row))
            return self._ended(row, "bad", location.slug, *problems)
        self._written.append(location)
        return self._ended(row, "new", location.slug, *problems, path=location.path)

    def _why_apart(self, location: Location) -> str:
        """Why a place cannot lie where its row says; empty when it can."""
        at, passed = location.parent, 0
        if at and at not in self._parents and not self._places.has(at):
            return f"there is no location {shortened(at)}"
        while at in self._parents and passed <= MOST:
            if at == location.slug:
                return f"{shortened(location.parent)} lies in this place itself"
            at, passed = self._parents[at], passed + 1
        if passed + (1 + len(self._places.chain(at)) if self._places.has(at) else 0) > MOST:
            return f"it would lie in more than {MOST} places, one inside the other"
        return ""

    def _compared(self, row: int, location: Location) -> RowOutcome:
        """What a row says of a place, and the entry there is does not; what the entry says more is no difference."""
        there = self._places.location(location.slug)
        differs = tuple(
            f"{name} {shortened(str(now))}, the entry {shortened(str(was)) if was else 'nothing'}"
            for name in _COMPARED
            if (now := getattr(location, name)) and now != (was := self._said(there, name))
        )
        if not differs:
            return self._ended(row, "known", location.slug, path=there.path)
        message = f"{location.slug} is {there.path}; the table says {'; '.join(differs)}"
        problem = self._problem(row, "row-differs", message, level="warning")
        return self._ended(row, "changed", location.slug, problem, path=there.path, differs=differs)

    def _said(self, location: Location, name: str) -> object:
        """What an entry says; the place that it lies in by its slug, as the table has it."""
        if name == "parent" and location.parent:
            return self._places.meant(location.parent)
        return getattr(location, name)

    def _problem(self, row: int, code: str, message: str, field: str = "", *, level: Level = "error") -> Problem:
        return Problem(path=self._seed, line=row, level=level, field=field, code=code, message=message)

    def _ended(
        self,
        row: int,
        status: Status,
        slug: str,
        *problems: Problem,
        path: str = "",
        differs: tuple[str, ...] = (),
    ) -> RowOutcome:
        return RowOutcome(
            seed=self._seed,
            row=row,
            status=status,
            id=slug,
            path=path,
            problems=problems,
            differences=differs,
        )
