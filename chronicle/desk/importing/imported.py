"""The values of an import: what is wished, what each seed came to, the sum, and the lines that say it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Article, Incident, Location
from chronicle.problems import Problem, counted, error_count, in_order

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from chronicle.entries.kinds import Entry
    from chronicle.intake.importing import SeedReport

_ONE: Final = "The incident is a draft: read it, then publish it."
_MANY: Final = "The incidents are drafts: read them, then publish them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How an import is to be done: on which day, writing nothing, adding sources to incidents that are there.

    With `only_incidents` nothing is written of articles that report none, unless somebody is asked.
    """

    today: dt.date
    is_trial: bool = False
    adds_sources: bool = False
    only_incidents: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one seed came to: `added` are the incidents that got it as a source, or would get it."""

    report: SeedReport
    added: tuple[str, ...] = ()

    @property
    def is_failed(self) -> bool:
        """Whether an error kept the article out of the chronicle."""
        report = self.report
        return bool(error_count(report.problems)) and not (report.entries or report.known)

    @property
    def is_known(self) -> bool:
        """Whether the article was imported before, and nothing was skipped that it could still add."""
        return bool(self.report.known) and not any(self.report.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to: every problem, the new entries of each kind, the incidents that got a source.

    `failed` are seeds that errors kept out, `partial` those of which something was imported nevertheless. `is_known`
    says that all was imported before.
    """

    problems: tuple[Problem, ...]
    articles: int = 0
    incidents: int = 0
    locations: int = 0
    sourced: int = 0
    failed: int = 0
    partial: int = 0
    is_known: bool = False
    was_interrupted: bool = False

    @property
    def is_done(self) -> bool:
        """Whether every seed could be imported."""
        return not error_count(self.problems)


class Sum:
    """What the seeds came to so far; their reports are not kept."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems = list(problems)
        self._entries: Counter[type[Entry]] = Counter()
        self._sourced: set[str] = set()
        self._failed: set[str] = set()
        self._imported: set[str] = set()
        self._known: set[bool] = set()

    def add(self, outcome: Outcome | Problem) -> None:
        """Count one seed in."""
        if isinstance(outcome, Problem):
            self._problems.append(outcome)
            return
        self._problems += outcome.report.problems
        self._entries.update(type(entry) for entry in outcome.report.entries)
        self._sourced |= set(outcome.added)
        (self._failed if outcome.is_failed else self._imported).add(outcome.report.seed)
        self._known.add(outcome.is_known)

    def imported(self, *, is_finished: bool, was_interrupted: bool = False) -> Imported:
        """The whole import."""
        return Imported(
            problems=in_order(self._problems),
            articles=self._entries[Article],
            incidents=self._entries[Incident],
            locations=self._entries[Location],
            sourced=len(self._sourced),
            failed=len(self._failed - self._imported),
            partial=len(self._failed & self._imported),
            is_known=is_finished and self._known == {True} and not error_count(self._problems),
            was_interrupted=was_interrupted,
        )


def summary(result: Imported, *, is_trial: bool = False) -> str:
    """The last line of an import: what was written, what got a source, and what errors kept out."""
    done = [*_written(result, is_trial=is_trial), *_sourced(result, is_trial=is_trial)]
    nothing = "Nothing new." if result.is_known else f"Nothing {'would be' if is_trial else 'was'} written."
    return " ".join([*(done or [nothing]), *_kept_out(result, is_trial=is_trial)])


def _written(result: Imported, *, is_trial: bool) -> Iterator[str]:
    numbers = {"article": result.articles, "incident": result.incidents, "location": result.locations}
    if line := written(numbers, is_trial=is_trial):
        yield line
    if result.incidents and not is_trial:
        yield drafts_line(result.incidents)


def drafts_line(number: int) -> str:
    """What is to be done with new drafts."""
    return _ONE if number == 1 else _MANY


def written(numbers: Mapping[str, int], *, is_trial: bool) -> str:
    """What was written, by the kinds of entry; empty when nothing was."""
    kinds = [counted(number, kind) for kind, number in numbers.items() if number]
    if not kinds:
        return ""
    entries = " and ".join([", ".join(kinds[:-1]), kinds[-1]] if kinds[1:] else kinds)
    return f"{entries} would be written." if is_trial else f"Wrote {entries}."


def _sourced(result: Imported, *, is_trial: bool) -> Iterator[str]:
    if result.sourced:
        yield f"{counted(result.sourced, 'incident')} {'would get' if is_trial else 'got'} a source."


def _kept_out(result: Imported, *, is_trial: bool) -> Iterator[str]:
    why = "the error says why." if error_count(result.problems) == 1 else "the errors say why."
    if result.failed:
        verb = "would not be" if is_trial else "was not" if result.failed == 1 else "were not"
        more = f", {result.partial} only in part" if result.partial else ""
        yield f"{counted(result.failed, 'seed')} {verb} imported{more}: {why}"
    elif result.partial:
        verb = "would be" if is_trial else "was" if result.partial == 1 else "were"
        yield f"{counted(result.partial, 'seed')} {verb} imported only in part: {why}"


def stopped(done: int, total: int, wishes: Wishes) -> str:
    """What is told of an import that was broken off, and how it goes on."""
    line = f"Stopped after {done} of {counted(total, 'seed')}"
    if wishes.is_trial:
        return f"{line}."
    return f"{line}; the same command {'' if wishes.adds_sources else 'with --add-sources '}goes on."
