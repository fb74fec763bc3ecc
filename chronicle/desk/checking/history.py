"""What git remembers of entries, beside what they say of themselves; pages are made from the latter alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.desk.git import GitError, git, repository
from chronicle.entries.kinds import Incident
from chronicle.linking.questions import Question, asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from chronicle.entries.kinds import Entry

FOLDER: Final = "content/incidents"
_PLAIN: Final = ("-z", "--no-renames", "--relative", "--", FOLDER)
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
    try:
        log = git(project, "log", "--name-only", "--no-show-signature", f"--format={_MARK}%as", *_PLAIN)
        changed = git(project, "diff", "--name-only", "HEAD", *_PLAIN)
    except GitError as error:
        return History(notice=f"dates of change were not compared with git's, which fails here: {error}")
    first: dict[str, dt.date] = {}
    last: dict[str, dt.date] = {}
    for day, path in _changes(log):
        first[path] = min(day, first.get(path, day))
        last[path] = max(day, last.get(path, day))
    for path in _words(changed):
        last.pop(path, None)
    return History(first=first, last=last)


def _words(printed: bytes) -> list[str]:
    return [word.lstrip("\n") for word in printed.decode("utf-8", "surrogateescape").split("\0") if word]


def _changes(log: bytes) -> Iterator[tuple[dt.date, str]]:
    day: dt.date | None = None
    for word in _words(log):
        if word.startswith(_MARK):
            day = _day(word[1:])
        elif day:
            yield day, word


def _day(text: str) -> dt.date | None:
    """The day of a commit; none when its author's clock was out of all bounds: whoever makes a commit may write any."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def date_questions(entries: Iterable[Entry], history: History) -> Iterator[Question]:
    """Where an incident's own dates of change cannot be those that git has, or where it has none."""
    known = [entry for entry in entries if isinstance(entry, Incident) and entry.status != "draft"]
    known = [entry for entry in known if entry.path in history.first]
    has_none = len(known) > 1 and not any(entry.added for entry in known)
    if has_none:
        message = "no incident says when it was added, so no list of changes names new ones; write added: into each"
        yield Question(path=FOLDER, code="added-missing", message=message)
    for entry in known:
        if entry.added or not has_none:
            yield from _of_added(entry, history.first[entry.path])
        if entry.path in history.last:
            yield from _of_updates(entry, history.last[entry.path])


def _of_added(entry: Incident, first: dt.date) -> Iterator[Question]:
    if entry.added is None:
        message = f"is missing, so no list of changes names this incident; git has its file since {first}"
        yield asked(entry, "added", "added-missing", message, hint=f"added: {first}")
    elif entry.added.first > first + _DAY:
        message = f"says {entry.added}, and git has this file since {first}; which is right?"
        yield asked(entry, "added", "added-disagrees", message)


def _of_updates(entry: Incident, last: dt.date) -> Iterator[Question]:
    days = [update.date.first for update in entry.updates]
    if days and max(days) > last + _DAY:
        number = days.index(max(days))
        message = (
            f"says {entry.updates[number].date}, and git saw the last change of this file on {last}; is it a slip?"
        )
        yield asked(entry, f"updates.{number}.date", "update-disagrees", message)
