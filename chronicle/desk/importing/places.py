"""Bringing in the table of places that a chronicle publishes: each row becomes a location, or is compared with one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from chronicle.desk.importing.rows import RowOutcome
from chronicle.desk.importing.writing import write_entries
from chronicle.exchange.faults import Fault
from chronicle.exchange.place_reading import cells_of, is_of_places, location_of
from chronicle.intake.disk import shown_path
from chronicle.intake.tables.opening import open_table
from chronicle.problems import Problem, shortened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chronicle.desk.importing.rows import Status, TableSum, TableWishes
    from chronicle.desk.importing.standing import Standing
    from chronicle.entries.kinds import Location
    from chronicle.intake.tables.row import Row

_COMPARED: Final = "name kind parent coordinates precision spellings names country_code wikidata geonames".split()


def holds_places(path: Path) -> bool:
    """Whether a file is the table of places of a chronicle."""
    table = open_table(path.name, path)
    if isinstance(table, Problem):
        return False
    with table:
        return is_of_places(table.columns)


class PlaceImport:
    """One such table at work."""

    def __init__(self, project: Path, path: Path, standing: Standing, wishes: TableWishes, sum_: TableSum) -> None:
        self._project = project
        self._path = path
        self._seed = shown_path(project, path)
        self._places = standing.places
        self._wishes = wishes
        self._sum = sum_
        self._rows: dict[str, int] = {}  # id → its row

    def bring(self, tell: Callable[[RowOutcome], None], move: Callable[[str, int, str], None]) -> None:
        """The whole table; a row that is there already changes nothing."""
        table = open_table(self._seed, self._path)
        if isinstance(table, Problem):
            self._sum.tell([table])
            return
        with table:
            self._sum.tell(table.notes)
            for number, each in enumerate(table.rows, 1):
                outcome = self._unreadable(each) if isinstance(each, Problem) else self._outcome(each)
                if outcome:
                    self._sum.add(outcome)
                    tell(outcome)
                move(self._seed, number, "write")

    def _unreadable(self, problem: Problem) -> RowOutcome | None:
        if problem.level == "error":
            return RowOutcome(seed=self._seed, row=problem.line, status="bad", problems=(problem,))
        self._sum.tell([problem])
        return None

    def _outcome(self, row: Row) -> RowOutcome:
        location = location_of(cells_of(row.record) if row.record is not None else row.cells)
        if isinstance(location, Fault):
            return self._ended(row, "bad", "", self._problem(row, "row-value", location.message, location.target))
        if location.slug in self._rows:
            message = f"has the id {location.slug} as row {self._rows[location.slug]} has"
            return self._ended(row, "bad", location.slug, self._problem(row, "row-twice", message))
        self._rows[location.slug] = row.number
        if self._places.has(location.slug):
            return self._compared(row, location)
        if fault := write_entries(self._project, self._seed, (location,), self._sum, is_trial=self._wishes.is_trial):
            return self._ended(row, "bad", location.slug, dataclasses.replace(fault, path=self._seed, line=row.number))
        self._places.add((location,))
        return self._ended(row, "new", location.slug, path=location.path)

    def _compared(self, row: Row, location: Location) -> RowOutcome:
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
        problem = self._problem(row, "row-differs", message, level_is_warning=True)
        return self._ended(row, "changed", location.slug, problem, path=there.path, differs=differs)

    def _said(self, location: Location, name: str) -> object:
        """What an entry says; the place that it lies in by its slug, as the table has it."""
        if name == "parent" and location.parent:
            return self._places.meant(location.parent)
        return getattr(location, name)

    def _problem(
        self, row: Row, code: str, message: str, field: str = "", *, level_is_warning: bool = False
    ) -> Problem:
        level = "warning" if level_is_warning else "error"
        return Problem(path=self._seed, line=row.number, level=level, field=field, code=code, message=message)  # type: ignore[arg-type]

    def _ended(
        self,
        row: Row,
        status: Status,
        slug: str,
        *problems: Problem,
        path: str = "",
        differs: tuple[str, ...] = (),
    ) -> RowOutcome:
        return RowOutcome(
            seed=self._seed,
            row=row.number,
            status=status,
            id=slug,
            path=path,
            problems=problems,
            differences=differs,
        )
