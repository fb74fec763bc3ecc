"""Bringing tables in: row after row becomes an incident, after a look over the whole table for its places."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from chronicle.desk.importing.comparison import Comparison
from chronicle.desk.importing.links import Links
from chronicle.desk.importing.places import PlaceImport, holds_places
from chronicle.desk.importing.rows import RowOutcome, TableSum
from chronicle.desk.importing.standing import standing_of
from chronicle.desk.importing.writing import Ended, write_entries
from chronicle.intake.disk import shown_path, sweep
from chronicle.intake.tables.entries import incident_of
from chronicle.intake.tables.opening import open_table
from chronicle.intake.tables.placing import MOST, NAMESAKES
from chronicle.intake.tables.presets import GENERIC, column_problems, preset_for, record_problems
from chronicle.intake.tables.row import Row
from chronicle.intake.tables.telling import Teller
from chronicle.problems import Problem, error_count, shortened
from chronicle.signals import give_way, held
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from chronicle.desk.importing.rows import Status, TablesImported, TableWishes
    from chronicle.desk.importing.standing import Standing
    from chronicle.entries.kinds import Entry, Location
    from chronicle.exchange.facts import Facts, PlaceFacts
    from chronicle.intake.tables.known import Verdict
    from chronicle.intake.tables.mapping import Mapping
    from chronicle.intake.tables.telling import Told
    from chronicle.problems import Level


def bring_tables(
    project: Path,
    tables: Sequence[Path],
    wishes: TableWishes,
    tell: Callable[[RowOutcome], None] = lambda _: None,
    move: Callable[[str, int, str], None] = lambda *_: None,
) -> TablesImported:
    """Import tables into a project, one after the other, and tell of each row. One bad row does not stop the others.

    `move` is told how far it is: the table, the rows so far, and whether it is a `look` over it or they `write`.
    """
    sum_ = TableSum()
    standing = standing_of(project)
    if isinstance(standing, tuple):
        sum_.tell(standing)
        return sum_.imported()
    if not wishes.is_trial:
        sweep(project)
    try:
        of_places = [path for path in tables if wishes.mapping is None and holds_places(path)]
        with held():  # what was written is counted and told, whoever ends the program
            for path in of_places:  # first, whatever they are called: the incidents of another table happened there
                PlaceImport(project, path, standing, wishes, sum_).bring(tell, move)
            for path in (path for path in tables if path not in of_places):
                _Import(project, path, standing, wishes, sum_).bring(tell, move)
                standing.known.end_table()
    except KeyboardInterrupt:
        return sum_.imported(was_interrupted=True)
    except Ended:
        pass
    return sum_.imported()


class _Import:
    """One table at work: of its rows nothing is kept but the names of incidents, and the places."""

    def __init__(self, project: Path, path: Path, standing: Standing, wishes: TableWishes, sum_: TableSum) -> None:
        self._project = project
        self._path = path
        self._seed = shown_path(project, path)
        self._standing = standing
        self._wishes = wishes
        self._sum = sum_
        self._places, self._known, self._actors = standing.places, standing.known, standing.actors
        self._links = Links(self._seed, standing.known)

    def bring(self, tell: Callable[[RowOutcome], None], move: Callable[[str, int, str], None]) -> None:
        """The whole table."""
        mapping = self._mapping()
        if mapping is None:
            return
        self._teller = Teller(self._seed, mapping, self._standing.types, self._standing.grades)
        self._is_generic = mapping.name == GENERIC
        self._comparison = Comparison(self._project, self._standing, is_trial=self._wishes.is_trial)
        if not self._settle(move):
            return
        number = 0
        for number, each in enumerate(self._rows(), 1):
            give_way()
            outcome = self._outcome(each)
            if outcome:
                self._sum.add(outcome)
                tell(outcome)
            move(self._seed, number, "write")
        if not number:
            message = "has a header and no rows"
            self._sum.tell([Problem(path=self._seed, level="warning", code="table-empty", message=message)])
        self._end()

    def _mapping(self) -> Mapping | None:
        """What the columns mean; nothing when the table cannot be read at all."""
        table = open_table(self._seed, self._path)
        if isinstance(table, Problem):
            self._sum.tell([table])
            return None
        with table:
            mapping = self._wishes.mapping or preset_for(table)
            is_ours = table.shape == "chronicle" and self._wishes.mapping is None
            told = record_problems if is_ours else functools.partial(column_problems, mapping=mapping)
            problems = (*table.notes, *told(self._seed, table.columns))
            self._sum.tell(problems)
            return None if error_count(problems) else mapping

    def _rows(self) -> Iterator[Row | Problem]:
        table = open_table(self._seed, self._path)
        if isinstance(table, Problem):  # the file was changed since it was opened first
            yield table
            return
        with table:
            yield from table.rows

    def _told(self, row: Row) -> Told | None:
        told = self._teller.told(row, self._wishes.today, takes_records=self._wishes.mapping is None)
        return told.by_own_id() if told and self._known.was_there(told.own_id) else told

    # ---- the look over the table

    def _settle(self, move: Callable[[str, int, str], None]) -> bool:
        """Write the locations that new rows need, before any of these; whether the table could be looked over."""
        wanted: dict[PlaceFacts, None] = {}
        is_own = False
        for number, row in enumerate(self._rows(), 1):
            give_way()
            move(self._seed, number, "look")
            if isinstance(row, Problem) and row.code == "unreadable":
                self._sum.tell([row])
                return False
            told = self._told(row) if isinstance(row, Row) else None
            if told is None or told.facts is None:
                continue
            is_own = is_own or told.is_own
            self._links.expect(told.facts)
            if not self._known.is_there(told.facts, self._place(told.facts)):
                wanted.update(dict.fromkeys(told.facts.places))
        new = self._places.settle(wanted, is_own=is_own)
        self._sum.tell(map(self._too_deep, self._places.cut))
        for location in new:
            fault = self._write((location,))
            if fault and fault.code == "entry-exists":
                self._sum.tell([fault])
            elif fault:
                self._sum.tell([fault])
                raise Ended
        return True

    def _too_deep(self, location: Location) -> Problem:
        message = f"{location.path} would lie in more than {MOST} places, one inside the other; it lies in none now"
        return Problem(path=self._seed, level="warning", code="place-depth", message=message)

    def _place(self, facts: Facts) -> str:
        """The slug of the main place, as incidents without an id are known again by it."""
        return (self._places.find(facts.place) or slugify(facts.place.name)) if facts.place else ""

    # ---- the rows

    def _outcome(self, row: Row | Problem) -> RowOutcome | None:
        """What a row comes to; nothing for what is no row of an incident."""
        if isinstance(row, Problem):
            if row.level == "error":
                return RowOutcome(seed=self._seed, row=row.line, status="bad", problems=(row,))
            self._sum.tell([row])
            return None
        told = self._told(row)
        if told is None:
            self._sum.passed_over += 1
            return None
        if told.facts is None:
            return self._ended(told, "bad", "")
        return self._judged(told, told.facts)

    def _judged(self, told: Told, facts: Facts) -> RowOutcome:
        verdict = self._known.judge(facts, self._place(facts), told.row)
        if verdict.kind == "new":
            return self._new(told, facts)
        return self._there(told, facts, verdict) if verdict.kind == "known" else self._twice(told, verdict)

    def _ended(
        self, told: Told, status: Status, path: str, *problems: Problem, differs: tuple[str, ...] = ()
    ) -> RowOutcome:
        return RowOutcome(
            seed=self._seed,
            row=told.row,
            status=status,
            id=told.id,
            path=path,
            problems=(*told.problems, *problems),
            differences=differs,
        )

    def _problem(self, told: Told, code: str, message: str, level: Level = "error") -> Problem:
        return Problem(path=self._seed, line=told.row, level=level, code=code, message=message)

    def _twice(self, told: Told, verdict: Verdict) -> RowOutcome:
        if verdict.kind == "again":
            apart = "" if told.id else "; give each an id if they are two incidents"
            message = f"says the same as row {verdict.row}; it is imported once{apart}"
            return self._ended(told, "known", "", self._problem(told, "row-twice", message, "warning"))
        message = f"has the id {told.id} as row {verdict.row} has, and says something else"
        return self._ended(told, "bad", "", self._problem(told, "row-twice", message))

    def _new(self, told: Told, facts: Facts) -> RowOutcome:
        """A row that is not there yet: the entries for it, written all or none."""
        for place in facts.places:
            if not self._places.find(place) and (name := self._places.crowd(place)):
                message = f"more than {NAMESAKES:,} places are called {shortened(name)}; name this one more exactly"
                return self._ended(told, "bad", "", self._problem(told, "place-crowd", message))
        path = self._known.new_path(facts)
        facts, problems = self._links.linked(told.row, facts, path)
        actors = self._actors.missing(facts.actors)
        self._actors.add(actors)
        incident = incident_of(
            facts,
            path,
            tuple(dict.fromkeys(self._places.find(place) or place.name for place in facts.places)),
            tuple(dict.fromkeys(map(self._actors.role, facts.actors))),
            status="draft" if self._wishes.are_drafts else "published",
        )
        if fault := self._write((*actors, incident)):
            return self._ended(told, "bad", "", *problems, dataclasses.replace(fault, path=self._seed, line=told.row))
        self._known.reserve(facts, self._place(facts), path)
        return self._ended(told, "new", path, *problems)

    def _write(self, entries: tuple[Entry, ...]) -> Problem | None:
        return write_entries(
            self._project, self._seed, entries, self._sum, is_trial=self._wishes.is_trial, media=self._standing.media
        )

    def _there(self, told: Told, facts: Facts, verdict: Verdict) -> RowOutcome:
        """A row that was imported before: what it says now and its entry does not."""
        found = self._comparison.nearest(told, verdict.paths)
        self._known.take_out(facts, self._place(facts), found.path)
        if found.problem:
            return self._ended(told, "bad", found.path, found.problem)
        if not found.differences:
            return self._ended(told, "known", found.path)
        name = told.id or f"row {told.row}"
        if self._is_generic and {"title", "date"} <= {each.partition(" ")[0] for each in found.differences}:
            message = (
                f"{name} is {found.path} already, which tells of something else; name this table in a mapping file"
            )
            return self._ended(told, "bad", found.path, self._problem(told, "row-id", message))
        message = f"{name} is {found.path}; the table says {'; '.join(found.differences)}"
        problem = self._problem(told, "row-differs", message, "warning")
        return self._ended(told, "changed", found.path, problem, differs=found.differences)

    # ---- the end

    def _end(self) -> None:
        """What is known only when all rows were read: types to be named in the settings, links that lead nowhere."""
        self._sum.tell(self._links.lost())
        self._sum.types |= self._teller.unknown
