"""Telling: a row of a table becomes tidy facts in the words of a chronicle's settings, or problems say why not."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.exchange.facts import Area
from chronicle.exchange.reading import read
from chronicle.exchange.record_reading import is_record, read_record
from chronicle.intake.tables.entries import tidy
from chronicle.intake.tables.mapping import OWN, folded, mapped
from chronicle.problems import Problem, did_you_mean, shortened
from chronicle.text.dates import When
from chronicle.text.slugs import is_slug, name_key, slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Table

    from chronicle.exchange.facts import Facts
    from chronicle.exchange.faults import Fault
    from chronicle.exchange.reading import Read
    from chronicle.intake.tables.mapping import Mapping
    from chronicle.intake.tables.row import Row
    from chronicle.problems import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a row tells: without facts it is a bad row. `has_title` says that its title is its own, not put together.

    `own_id` is what a chronicle that published it calls it, if it was one: in the columns of others it has no other id.
    """

    row: int
    facts: Facts | None
    problems: tuple[Problem, ...] = ()
    is_own: bool = False
    has_title: bool = True
    own_id: str = ""

    @property
    def id(self) -> str:
        """What the table calls it: its id there, else its id in this chronicle; empty without."""
        if self.facts is None:
            return ""
        return self.facts.id or next((value for _, value in self.facts.ids), "")

    def by_own_id(self) -> Told:
        """The same as told of the entry that has the name: no other data set calls it so."""
        if self.facts is None:
            return self
        ids = tuple((name, value) for name, value in self.facts.ids if value != self.own_id)
        return dataclasses.replace(self, facts=dataclasses.replace(self.facts, id=self.own_id, ids=ids))


class Teller:
    """Tells what the rows of one table say; keeps the types that the settings do not have, with their words.

    `types` and `grades` are slugs by slug and label. Own records are read as such, unless a mapping was asked for.
    """

    def __init__(self, seed: str, mapping: Mapping, types: Table[str, str], grades: Table[str, str]) -> None:
        self.unknown: dict[str, str] = {}
        self._seed = seed
        self._mapping = mapping
        self._types = types
        self._grades = grades

    def told(self, row: Row, today: dt.date, *, takes_records: bool) -> Told | None:
        """What a row tells; nothing for one that the mapping passes over."""
        is_record_of_ours = takes_records and row.record is not None and is_record(row.record)
        if row.record is not None and is_record_of_ours:
            found, has_title, own_id = read_record(row.record), True, ""
        else:
            cells = mapped(row, self._mapping)
            if not cells:
                return None
            found, has_title, own_id = read(cells), self._has_title(row), cells.get("own_id", "")
            if found.facts and "location" in cells and not cells.keys() & {"location_kind", "location_id"}:
                found = dataclasses.replace(found, facts=_with_town(found.facts))
        is_own = is_record_of_ours or self._mapping.name == OWN
        problems = tuple(self._problem(row, fault) for fault in found.faults)
        facts, more = self._fitting(found, today, is_own=is_own)
        problems += tuple(self._problem_at(row, target, message) for target, message in more)
        return Told(
            row=row.number,
            facts=None if more else facts,
            problems=problems,
            is_own=is_own,
            has_title=has_title,
            own_id=own_id,
        )

    def _has_title(self, row: Row) -> bool:
        return any(self._leads_to(column, "title") for column in row.cells)

    def _leads_to(self, column: str, target: str) -> bool:
        found = self._mapping.columns.get(folded(column))
        return found is not None and target in found.names

    def _problem(self, row: Row, fault: Fault) -> Problem:
        message = fault.message
        if fault.target == "title" and not self._has_title(row) and self._mapping.title:
            message += f", and so is a word of {shortened(self._mapping.title[-1])}, which could make one"
        return self._problem_at(row, fault.target, message, is_warning=fault.is_warning)

    def _problem_at(self, row: Row, target: str, message: str, *, is_warning: bool = False) -> Problem:
        """A problem under the name of the column that leads to a target."""
        column = next((column for column in row.cells if self._leads_to(column, target)), target)
        level: Level = "warning" if is_warning else "error"
        return Problem(path=self._seed, line=row.number, level=level, field=column, code="row-value", message=message)

    def _fitting(self, found: Read, today: dt.date, *, is_own: bool) -> tuple[Facts | None, list[tuple[str, str]]]:
        """The facts with types and grade by their slugs, and what does not fit."""
        facts = found.facts
        if facts is None:
            return None, []
        faults = []
        if facts.id and not is_slug(facts.id):
            faults.append(("id", f"{shortened(facts.id)} is no name of an entry; these have only a-z, 0-9 and -"))
        grade = self._grades.get(facts.grade) or self._grades.get(name_key(facts.grade), "")
        if facts.grade and not grade:
            known = dict.fromkeys(self._grades.values())
            guess = did_you_mean(facts.grade.casefold(), self._grades)
            faults.append(("grade", f"{shortened(facts.grade)} is not one of {', '.join(known)}{guess}"))
        added = facts.added or (None if is_own else When.on(today))
        fitting = dataclasses.replace(facts, grade=grade, added=added, types=tuple(self._typed(facts.types)))
        return tidy(fitting, is_own=is_own), faults

    def _typed(self, types: Iterable[str]) -> Iterator[str]:
        for text in dict.fromkeys(types):
            slug = self._types.get(text) or self._types.get(name_key(text))
            if not slug:
                slug = slugify(text)
                self.unknown.setdefault(slug, text)
            yield slug


def _with_town(facts: Facts) -> Facts:
    """The facts with a town where an area has its name and the position is a town's: most provinces are called so."""
    place = facts.place
    if place is None or place.kind not in {"province", "district"} or not place.coordinates:
        return facts
    if place.precision in {"district", "province", "country"}:
        return facts
    town = dataclasses.replace(place, kind="", within=(*place.within, Area(name=place.name, kind=place.kind)))
    return dataclasses.replace(facts, places=(town, *facts.places[1:]))
