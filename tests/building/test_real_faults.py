"""The real program as a process of its own: killed at any moment, on a full disk, among others, with little of all."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import pytest
from sites import PICTURE, entry, incident, location, make_site, tree, write

from chronicle.building.manifests import MANIFEST
from chronicle.building.output import TEMPORARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ROUNDS: Final = int(os.environ.get("ROUNDS", "4"))
EDITS: Final[tuple[dict[str, str | bytes], ...]] = (
    {
        "incidents/a.md": incident("First", "2023-10-01", locations="[base]", body="Text."),
        "incidents/b.md": incident("Second", "2023-11-02", locations="[base]"),
        "media/x.png": PICTURE,
    },
    {
        "incidents/a.md": incident("Renamed", "2022-10-01", locations="[base]", body="Other."),
        "incidents/c.md": incident("Third", "2023-12-03", types="[bombing]"),
        "notes/about.md": entry("Text.", title="About"),
        "media/x.png": PICTURE + b" ",
    },
)


class Runs:
    """A project that is edited and built by processes, and what its site must be in each state."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state = make_site(folder / "project", {"locations/base.md": location("Base")}), 0
        self.trees = []
        for number, edit in enumerate(EDITS):
            make_site(folder / f"{number}", {"locations/base.md": location("Base"), **edit})
            self.started(folder / f"{number}").communicate()
            self.trees.append(tree(folder / f"{number}/site"))
        write(self.folder, EDITS[0])

    def started(
        self, folder: Path | None = None, *options: str, before: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]:
        """A build that has begun; `before` is done in its process."""
        return subprocess.Popen(
            [sys.executable, "-m", "chronicle", "build", *options],
            cwd=folder or self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,  # noqa: PLW1509 - no threads here
        )

    def turn(self) -> None:
        """Edit it, or take the edit back."""
        for name in EDITS[self.state]:
            (self.folder / "content" / name).unlink()
        self.state = 1 - self.state
        write(self.folder, EDITS[self.state])

    def ends(self, run: subprocess.Popen[str]) -> tuple[int, str]:
        """How a build ended: its exit code and what it said of problems."""
        _, said = run.communicate(timeout=120)
        return run.returncode, said

    def whole(self) -> bool:
        """Whether every file of the site is one of either state, but for what the next build takes away."""
        return all(
            data in {each.get(name) for each in self.trees}
            for name, data in tree(self.folder / "site").items()
            if name != MANIFEST and not name.endswith(TEMPORARY)
        )


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """The project of all these tests."""
    return Runs(tmp_path_factory.mktemp("runs"))


def test_a_build_may_be_killed_at_any_moment(runs: Runs) -> None:
    """`kill -9`, again and again: files are whole, and the next build equals a clean one. ROUNDS=50 says how often."""
    start = time.monotonic()
    assert runs.ends(runs.started()) == (0, "")
    length, chance, killed = time.monotonic() - start, random.Random(7), 0  # noqa: S311 - the same moments each time
    for number in range(ROUNDS):
        runs.turn()
        if number % 4 == 3:
            shutil.rmtree(runs.folder / "site")
            shutil.rmtree(runs.folder / ".chronicle")
        run = runs.started()
        time.sleep(chance.uniform(length / 4, length * 1.1))
        run.send_signal(signal.SIGKILL)
        killed += runs.ends(run)[0] == -signal.SIGKILL
        assert runs.whole()
        assert runs.ends(runs.started()) == (0, "")
        assert tree(runs.folder / "site") == runs.trees[runs.state]
    assert killed


def test_builds_at_once_all_end_well(runs: Runs) -> None:
    """The others wait and say so; the site is that of a clean build."""
    runs.turn()
    for _, (code, said) in [(run, runs.ends(run)) for run in [runs.started() for _ in range(3)]]:
        assert code == 0
        assert said in {"", "another build of this chronicle is running; waiting for it\n"}
    assert tree(runs.folder / "site") == runs.trees[runs.state]


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        (resource.RLIMIT_NOFILE, 6),
        (resource.RLIMIT_NOFILE, 10),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_FSIZE, 30_000),
        (resource.RLIMIT_FSIZE, 100_000),
        (resource.RLIMIT_AS, 150 * 1024 * 1024),
    ],
    ids=str,
)
def test_with_little_of_all_a_build_ends_in_a_line(runs: Runs, what: int, limit: int) -> None:
    """Few open files, no file larger than so many bytes, little memory: a line or a site, and the next one is right."""
    runs.turn()
    code, said = runs.ends(runs.started(before=lambda: resource.setrlimit(what, (limit, limit))))
    assert "Traceback" not in said
    assert (code, len(said.splitlines())) in {(1, 1), (0, 0), (0, 1)}
    if code:
        assert runs.whole()
    assert runs.ends(runs.started()) == (0, "")
    assert tree(runs.folder / "site") == runs.trees[runs.state]


@pytest.fixture
def small_disk(runs: Runs) -> Iterator[Callable[[str], None]]:
    """Put the site on a disk of its own, mounted with these options; without root that cannot be tried."""
    site = runs.folder / "site"

    def mount(options: str) -> None:
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir()
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "none", site], capture_output=True, check=False
        ).returncode:
            site.rmdir()
            pytest.skip("no disk may be mounted here")

    yield mount
    subprocess.run(["umount", site], capture_output=True, check=False)


@pytest.mark.parametrize("size", ["64k", "400k"])
def test_a_full_disk_is_a_line(runs: Runs, small_disk: Callable[[str], None], size: str) -> None:
    """The disk of the site is full: a line says so; with more room the next build is right."""
    small_disk(f"size={size}")
    code, said = runs.ends(runs.started())
    assert code == 1
    assert said.endswith(": No space left on device\n")
    assert len(said.splitlines()) == 1
    assert runs.whole()
    subprocess.run(["mount", "-o", "remount,size=50m", runs.folder / "site"], check=True)
    assert runs.ends(runs.started()) == (0, "")
    assert tree(runs.folder / "site") == runs.trees[runs.state]


def test_a_site_that_cannot_be_written_is_a_line(runs: Runs, small_disk: Callable[[str], None]) -> None:
    """A disk that became read-only: nothing changes, and a line says so."""
    small_disk("size=50m")
    assert runs.ends(runs.started()) == (0, "")
    before = tree(runs.folder / "site")
    subprocess.run(["mount", "-o", "remount,ro", runs.folder / "site"], check=True)
    runs.turn()
    code, said = runs.ends(runs.started())
    assert code == 1
    assert re.fullmatch(rf"Error: {re.escape(str(runs.folder))}/site/\S+: Read-only file system\n", said)
    assert tree(runs.folder / "site") == before
    subprocess.run(["mount", "-o", "remount,rw", runs.folder / "site"], check=True)
    assert runs.ends(runs.started()) == (0, "")
    assert tree(runs.folder / "site") == runs.trees[runs.state]
