"""What git remembers of entries, beside what they say of themselves; pages are made from the latter alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.desk.git import GitError, git, repository
from chronicle.entries.kinds import Incident
from chronicle.linking.references import problem_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from chronicle.entries.kinds import Entry
    from chronicle.problems import Problem

_PLAIN: Final = ("-z", "--no-renames", "--relative", "--", "content/incidents")
_MARK: Final = "\x01"  # before a day: no path begins so
_DAY: Final = dt.timedelta(days=1)  # an editor's day may be tomorrow where the commit was made


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The first and the last day on which git saw each incident's file change; `notice` says why there is none.

    `last` leaves out files that have changed since the last commit.
    """

    first: Mapping[str, dt.date] = field(default_factory=dict)
    last: Mapping[str, dt.date] = field(default_factory=dict)
    notice: str = ""


def read_history(project: Path) -> History:
    """The days of the incidents' commits, by their authors' clocks. Without git, or without commits, there are none."""
    try:
        repo = repository(project)
        repo.commit("HEAD")
    except GitError:
        return History()
    if repo.is_shallow():
        return History(
            notice="git has only the newest commits here: dates of change were not compared with it "
            "(git fetch --unshallow gets the rest)"
        )
    first: dict[str, dt.date] = {}
    last: dict[str, dt.date] = {}
    for day, path in _changes(git(project, "log", "--name-only", f"--format={_MARK}%as", *_PLAIN)):
        first[path] = min(day, first.get(path, day))
        last[path] = max(day, last.get(path, day))
    for path in _words(git(project, "diff", "--name-only", "HEAD", *_PLAIN)):
        last.pop(path, None)
    return History(first=first, last=last)


def _words(printed: bytes) -> list[str]:
    return [word.lstrip("\n") for word in printed.decode("utf-8", "surrogateescape").split("\0") if word]


def _changes(log: bytes) -> Iterator[tuple[dt.date, str]]:
    day = dt.date.min
    for word in _words(log):
        if word.startswith(_MARK):
            day = dt.date.fromisoformat(word[1:])
        else:
            yield day, word


def date_questions(entries: Iterable[Entry], history: History) -> Iterator[Problem]:
    """Where an incident's own dates of change cannot be those that git has, or where it has none."""
    for entry in entries:
        first = history.first.get(entry.path)
        if not isinstance(entry, Incident) or entry.status == "draft" or first is None:
            continue
        if entry.added is None:
            message = f"is missing, so no list of changes names this incident; git has its file since {first}"
            hint = f"added: {first}"
            yield problem_at(entry, "added", "added-missing", message, level="question", hint=hint)
        elif entry.added.first > first + _DAY:
            message = f"says {entry.added}, and git has this file since {first}; which is right?"
            yield problem_at(entry, "added", "added-disagrees", message, level="question")
        newest = max(enumerate(entry.updates), key=lambda item: item[1].date.first, default=None)
        last = history.last.get(entry.path)
        if newest and last and newest[1].date.first > last + _DAY:
            message = f"says {newest[1].date}, and git saw the last change of this file on {last}; is it a slip?"
            yield problem_at(entry, f"updates.{newest[0]}.date", "update-disagrees", message, level="question")
