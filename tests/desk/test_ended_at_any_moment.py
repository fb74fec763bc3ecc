"""Commands that write entries, ended at any moment: every entry is whole, and the same command again does the rest.

`ROUNDS` says how many moments are tried for each command; a few without it.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from processes import Ran, ended, ran
from sites import incident, location, make_site, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS: Final = int(os.environ.get("ROUNDS", "4"))
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL)
TOWNS: Final = ("Baghdad", "Mosul", "Basra", "Kirkuk", "Ramadi", "Falluja", "Tikrit", "Najaf", "Karbala", "Samarra")


def articles(folder: Path) -> None:
    """Thirty seeds, each of an incident of its own."""
    make_site(folder, {})
    (folder / "seeds").mkdir()
    for number in range(30):
        day = dt.date(2024, 3, 1) + dt.timedelta(days=number)
        head = f"date {day} {TOWNS[number % 10].upper()}, Iraq, {day:%b} {day.day} — "
        lead = f"A roadside bomb killed {number + 1} people in {TOWNS[number % 10]} on {day:%A}, police said.\n\n"
        (folder / f"seeds/{number:02}.txt").write_text(f"{head}{lead}Nobody claimed the attack.\n", "utf-8")


def table(folder: Path) -> None:
    """Six hundred rows, at sixty places."""
    make_site(folder, {})
    first = dt.date(2023, 1, 1)
    rows = (
        f"{number},Event {number},{first + dt.timedelta(days=number)},Place {number % 60},51.{number % 60:02},0.1"
        for number in range(600)
    )
    (folder / "rows.csv").write_text("\n".join(("id,title,date,place,latitude,longitude", *rows)), "utf-8")


def mistakes(folder: Path) -> None:
    """Sixty incidents that can all be mended."""
    broken = {f"incidents/e{number}.md": incident(f"E {number}", date="19.10.2023") for number in range(60)}
    make_site(folder, broken)


def references(folder: Path) -> None:
    """An entry that sixty others name, in fields and in texts."""
    naming = {
        f"incidents/e{number}.md": incident(f"E {number}", locations="[port]", body="[[port]]") for number in range(60)
    }
    make_site(folder, {"locations/port.md": location("Port", coordinates="[51.5, 0.1]"), **naming})


def nothing(folder: Path) -> None:
    """No entries."""
    make_site(folder, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A command and the chronicle it works on; `is_whole` says that it does all or nothing."""

    prepare: Callable[[Path], None]
    words: tuple[str, ...]
    again: tuple[str, ...] = ()
    is_whole: bool = False


CASES: Final = {
    "articles": Case(prepare=articles, words=("import", "seeds"), again=("import", "seeds", "--add-sources")),
    "table": Case(prepare=table, words=("import", "rows.csv")),
    "fix": Case(prepare=mistakes, words=("check", "--fix")),
    "rename": Case(prepare=references, words=("rename", "port", "harbour"), is_whole=True),
    "new": Case(prepare=nothing, words=("new", "note", "About", "--text", "Words."), is_whole=True),
}


class Moments:
    """A command on copies of one chronicle, as it is before and after a run that nobody ended."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.case, self.folder = case, folder / "work"
        self.start = folder / "start"
        case.prepare(self.start)
        self.before = tree(self.start / "content")
        shutil.copytree(self.start, self.folder)
        began = time.monotonic()
        assert ran(self.folder, *case.words).code == 0
        self.seconds = time.monotonic() - began
        self.after = tree(self.folder / "content")

    def run(self, by: signal.Signals, after: float) -> list[str]:
        """What is wrong when it gets a signal so many seconds after it began."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.start, self.folder)
        done = ended(self.folder, *self.case.words, by=by, after=after)
        left = tree(self.folder / "content")
        found = [*told_badly(done, by), *self._written_badly(left, by)]
        built = ran(self.folder, "build", "--drafts", "--no-search")
        if built.code and not (self.case.words[-1] == "--fix" or by == signal.SIGKILL):
            found.append(f"is not built: {built.err}")
        if left != self.after or by == signal.SIGKILL:
            again = ran(self.folder, *(self.case.again or self.case.words))
            if (there := tree(self.folder / "content")) != self.after:
                names = sorted(each for each in {*there, *self.after} if there.get(each) != self.after.get(each))
                found.append(f"again gives another chronicle: {names[:5]} {again.err[-300:]}")
        return [f"{by.name} after {after:.3f} s: {each}" for each in found]

    def _written_badly(self, left: dict[str, bytes], by: signal.Signals) -> list[str]:
        unfinished = {name for name in left if "/.import-" in name}
        found = [f"left {name}" for name in unfinished if by != signal.SIGKILL]
        for name, data in left.items():
            if name not in unfinished and data not in {self.before.get(name), self.after.get(name)}:
                found.append(f"not whole: {name} {data[:80]!r}")
        if self.case.is_whole and by != signal.SIGKILL and left not in (self.before, self.after):
            found.append("neither all nor nothing")
        return found


def told_badly(done: Ran, by: signal.Signals) -> list[str]:
    """What is wrong with how a command ended."""
    if "Traceback" in done.err and "<frozen importlib" not in done.err:  # Python itself begins, ten milliseconds long
        return [done.err]
    if done.code not in {0, 128 + by, -by} and not (by == signal.SIGINT and "<frozen importlib" in done.err):
        return [f"code {done.code}: {done.err}"]
    lines = [line for line in done.err.splitlines() if line.startswith(("Ended by", "Stopped after"))]
    return [f"not told: {done.err!r}"] if done.code == 128 + by and len(lines) != 1 else []


@pytest.mark.parametrize("name", CASES)
def test_a_command_is_ended_at_any_moment(tmp_path: Path, name: str) -> None:
    """By a signal it is told, or by one that it never hears of."""
    moments, luck = Moments(tmp_path, CASES[name]), random.Random(7)  # noqa: S311
    wrong: list[str] = []
    for number in range(ROUNDS):
        wrong += moments.run(
            SIGNALS[number % len(SIGNALS)], luck.triangular(0.03, moments.seconds * 1.05, moments.seconds * 0.85)
        )
    assert wrong == []
