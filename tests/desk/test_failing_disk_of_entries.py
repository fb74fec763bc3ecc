"""Any operation on the disk of a command that writes entries may fail: the first, the second, and so on to the last.

Each time: one clear line, whole files, all of a seed or nothing of it, and the same command does the rest afterwards.
`FAULTS=all` fails every operation in turn; otherwise one is taken of those that the same lines of the program ask for.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from disk import TORN, Disk
from sites import incident, location, make_site, tree

from chronicle.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from click.testing import Result
    from disk import Place

ALL: Final = os.environ.get("FAULTS") == "all"
ERRORS: Final = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS)
SEED: Final = Path(__file__).parents[2] / "seeds" / "000_694e00a3ac166b64.txt"
ROWS: Final = """id,title,date,place,latitude,longitude
1,One,2024-01-01,Port,51.5,0.1
2,Two,2024-01-02,Quay,51.6,0.2
3,Three,2024-01-03,Port,51.5,0.1
"""


def article(folder: Path) -> None:
    """A seed of three incidents and five places."""
    make_site(folder, {})
    shutil.copy(SEED, folder / "seed.txt")


def source(folder: Path) -> None:
    """The same, and an incident of it that is there and gets a source."""
    text = incident(
        "Drones", "2023-10-19", locations="[ain-al-asad-air-base]", types="[drone-strike]", added="2024-01-01"
    )
    there = location("Ain al-Asad air base", coordinates="[33.8, 42.4]")
    make_site(folder, {"incidents/drones.md": text, "locations/ain-al-asad-air-base.md": there})
    shutil.copy(SEED, folder / "seed.txt")


def table(folder: Path) -> None:
    """Three rows at two places."""
    make_site(folder, {})
    (folder / "rows.csv").write_text(ROWS, "utf-8")


def mistakes(folder: Path) -> None:
    """Two incidents that can be mended."""
    make_site(folder, {f"incidents/{name}.md": incident(name, date="19.10.2023") for name in "ab"})


def references(folder: Path) -> None:
    """An entry that others name."""
    naming = {f"incidents/{name}.md": incident(name, locations="[port]", body="[[port]]") for name in "ab"}
    make_site(folder, {"locations/port.md": location("Port", coordinates="[51.5, 0.1]"), **naming})


def nothing(folder: Path) -> None:
    """No entries."""
    make_site(folder, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A command and the chronicle it works on; `is_whole` says that it does all or nothing."""

    prepare: Callable[[Path], None]
    words: tuple[str, ...]
    is_whole: bool = True


CASES: Final = {
    "article": Case(prepare=article, words=("import", "seed.txt")),
    "source": Case(prepare=source, words=("import", "--add-sources", "seed.txt")),
    "table": Case(prepare=table, words=("import", "rows.csv"), is_whole=False),
    "fix": Case(prepare=mistakes, words=("check", "--fix"), is_whole=False),
    "rename": Case(prepare=references, words=("rename", "port", "harbour")),
    "new": Case(prepare=nothing, words=("new", "note", "About", "--text", "Words.", "--no-ask")),
}


class Runs:
    """A command on one chronicle, again and again from the same start."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.case, self.folder, self.start = case, folder / "work", folder / "start"
        case.prepare(self.start)
        self.before = tree(self.start / "content")
        self.run(0, ())
        assert self.result.exit_code == 0, self.result.output
        self.after = tree(self.folder / "content")

    def command(self, *words: str) -> Result:
        """Run a command here."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            return CliRunner().invoke(main, words)

    def run(self, error: int, fails: Container[int]) -> Disk:
        """The disk after a run; how that ended is in `self.result`."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.start, self.folder)
        disk = Disk(self.folder, error, fails)
        with pytest.MonkeyPatch.context() as patch:
            disk.watch(patch)
            self.result = self.command(*self.case.words)
            disk.is_on = False
        return disk

    def judged(self, disk: Disk, *, once: bool) -> list[str]:
        """What is wrong with how the last run ended, and with what it left."""
        result, left, found = self.result, tree(self.folder / "content"), []
        if result.exception and not isinstance(result.exception, SystemExit):
            found.append(f"traceback: {result.exception!r}")
        unfinished = {name for name in left if "/.import-" in name}
        if unfinished and once and not any(each.startswith("unlink") for each in disk.failed):
            found.append(f"left {unfinished}")
        whole = {name: data for name, data in left.items() if name not in unfinished}
        bad = [name for name, data in whole.items() if data not in {self.before.get(name), self.after.get(name)}]
        if bad:
            found.append(f"not whole: {bad}")
        if self.case.is_whole and once and whole not in (self.before, self.after):
            found.append(f"neither all nor nothing: {sorted(whole)} {result.output}")
        if not result.exit_code and whole != self.after:
            found.append(f"exit code 0, but not done: {sorted(whole)} {result.output}")
        if once and result.exit_code and whole == self.after != self.before:
            found.append(f"done, but exit code {result.exit_code}: {result.output}")
        if (
            once
            and not self.case.is_whole
            and whole != self.after
            and self.case.words[-1] != "--fix"
            and self.command("check").exit_code
        ):
            found.append("has errors now")
        return [*found, *self._again(result)]

    def _again(self, before: Result) -> list[str]:
        left = tree(self.folder / "content")
        if {name: data for name, data in left.items() if "/.import-" not in name} == self.after:
            return []
        again = self.command(*self.case.words)
        if (there := tree(self.folder / "content")) != self.after:
            names = [each for each in {*there, *self.after} if there.get(each) != self.after.get(each)]
            return [f"again gives another chronicle: {sorted(names)} {before.output} {again.output}"]
        return []


@pytest.mark.parametrize("name", CASES)
def test_any_operation_may_fail(tmp_path: Path, name: str) -> None:
    """Once, or from then on."""
    runs = Runs(tmp_path, CASES[name])
    seen: set[Place] = set()
    wrong: list[str] = []
    count = 0
    for number, place in enumerate(runs.run(0, ()).places):
        where = place if name == "table" else place[:2]  # a table is opened and read by the same lines three times
        if not ALL and (where in seen or not "".join(place[1:2]).startswith(("intake/", "desk/", "entries/folder"))):
            continue
        error = ERRORS[len(seen) % len(ERRORS)]
        seen.add((str(number),) if ALL else where)
        once = bool(len(seen) % 2)
        ways = [(error, once), *[(error, not once)] * ALL, *[(TORN, True)] * (place[0] == "write")]
        for fault, is_once in ways:
            count += 1
            disk = runs.run(fault, range(number, number + 1 if is_once else sys.maxsize))
            wrong += [
                f"{number} {place} {fault} {is_once} {disk.failed[:1]} {each}"
                for each in runs.judged(disk, once=is_once)
            ]
    assert wrong == [], f"{len(wrong)} of {count}:\n" + "\n".join(wrong[:40])
