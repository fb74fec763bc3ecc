"""The values of an import of tables: wishes, what each row came to, the sum, and the lines that say it. Pure."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from chronicle.desk.importing.imported import drafts_line, written
from chronicle.problems import Problem, counted, error_count

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from chronicle.intake.tables.mapping import Mapping

Status = Literal["new", "known", "changed", "bad"]
SHOWN: Final = 3  # problems of one sort that are told one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWishes:
    """How tables are to be imported: on which day, writing nothing, as drafts, by a mapping that an editor names."""

    today: dt.date
    is_trial: bool = False
    are_drafts: bool = False
    mapping: Mapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What one row came to. `path` is the entry that it has now, `id` what it is called in the table, if anything."""

    seed: str
    row: int
    status: Status
    id: str = ""
    path: str = ""
    problems: tuple[Problem, ...] = ()
    differences: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The row in the shape that `chronicle import --json` promises."""
        return {
            "seed": self.seed,
            "row": self.row or None,
            "id": self.id or None,
            "status": self.status,
            "path": self.path or None,
            "problems": [
                {"level": each.level, "column": each.field or None, "message": each.message, "code": each.code}
                for each in self.problems
            ],
            "differences": list(self.differences),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesImported:
    """What an import of tables came to: its problems to be told in this order, and how many there are of all.

    Of many problems of one sort the first are told one by one, and the others counted.
    """

    problems: tuple[Problem, ...]
    is_done: bool
    incidents: int = 0
    locations: int = 0
    actors: int = 0
    known: int = 0
    changed: int = 0
    bad: int = 0
    passed_over: int = 0
    types: tuple[tuple[str, str], ...] = ()  # that the settings do not have: slug, and what the table calls it
    was_interrupted: bool = False


@dataclass(slots=True)
class _Sort:
    """Problems of one sort: the first of them, and how many there are."""

    first: list[Problem] = field(default_factory=list)
    number: int = 0


class TableSum:
    """What the rows came to so far; the rows are not kept."""

    def __init__(self) -> None:
        self._sorts: dict[tuple[str, str, str, str], _Sort] = {}
        self._statuses: Counter[str] = Counter()
        self._has_errors = False
        self.written: Counter[str] = Counter()
        self.passed_over = 0
        self.types: dict[str, str] = {}

    def add(self, outcome: RowOutcome) -> None:
        """Count one row in."""
        self._statuses[outcome.status] += 1
        self.tell(outcome.problems)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Keep problems, the first ones of each sort."""
        for problem in problems:
            self._has_errors = self._has_errors or problem.level == "error"
            kind = self._sorts.setdefault((problem.path, problem.level, problem.code, problem.field), _Sort())
            kind.number += 1
            if len(kind.first) < SHOWN:
                kind.first.append(problem)

    def imported(self, *, was_interrupted: bool = False) -> TablesImported:
        """The whole import."""
        sorts = sorted(self._sorts.values(), key=lambda kind: (kind.first[0].path, kind.first[0].line))
        return TablesImported(
            problems=tuple(problem for kind in sorts for problem in _told(kind)),
            is_done=not self._has_errors and not was_interrupted,
            incidents=self.written["incident"],
            locations=self.written["location"],
            actors=self.written["actor"],
            known=self._statuses["known"],
            changed=self._statuses["changed"],
            bad=self._statuses["bad"],
            passed_over=self.passed_over,
            types=tuple(sorted(self.types.items())),
            was_interrupted=was_interrupted,
        )


def _told(kind: _Sort) -> Iterable[Problem]:
    yield from kind.first
    first, more = kind.first[0], kind.number - len(kind.first)
    if more:
        message = f"and {counted(more, 'more row')} of this sort; --json names them all"
        yield Problem(path=first.path, level=first.level, field=first.field, code=first.code, message=message)


def table_summary(result: TablesImported, wishes: TableWishes) -> str:
    """The last line of an import of tables: what was written, what was there, what was left out."""
    is_trial = wishes.is_trial
    kinds = {"incident": result.incidents, "location": result.locations, "actor": result.actors}
    done = written(kinds, is_trial=is_trial)
    if not done:
        is_known = (result.known or result.changed) and not result.bad
        done = "Nothing new." if is_known else f"Nothing {'would be' if is_trial else 'was'} written."
    if wishes.are_drafts and result.incidents and not is_trial:
        done += f" {drafts_line(result.incidents)}"
    return " ".join(filter(None, (done, *_there(result), _left_out(result, is_trial=is_trial))))


def _there(result: TablesImported) -> Iterable[str]:
    if result.known:
        yield f"{counted(result.known, 'row')} {'was' if result.known == 1 else 'were'} there already."
    if result.changed:
        verb = "says something else than its entry" if result.changed == 1 else "say something else than their entries"
        yield f"{counted(result.changed, 'row')} {verb}."
    if result.passed_over:
        yield f"{counted(result.passed_over, 'row')} {'is' if result.passed_over == 1 else 'are'} no incident."


def _left_out(result: TablesImported, *, is_trial: bool) -> str:
    if not result.bad:
        return ""
    verb = "would be" if is_trial else "was" if result.bad == 1 else "were"
    why = "the error says why" if error_count(result.problems) == 1 else "the errors say why"
    return f"{counted(result.bad, 'row')} {verb} left out: {why}."


def types_to_name(result: TablesImported) -> str:
    """The lines that name the types of the tables in the settings; empty when these know them all."""
    if not result.types:
        return ""
    tables = (
        f"[types.{slug}]\nlabel = {json.dumps(text, ensure_ascii=not text.isprintable())}"
        for slug, text in result.types
    )
    are, them = ("is a type", "it") if len(result.types) == 1 else ("are types", "them")
    return f"There {are} that chronicle.toml does not have; to name {them}, add:\n\n" + "\n\n".join(tables)
