"""Any operation of a build on the disk may fail, as SQLite tests it: the first, the second, and so on to the last.

Each time: one clear line, every file of the site whole, and the next build equals a clean one. `FAULTS=all` fails
every operation in turn; otherwise one is taken of those that the same lines of the program ask for.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from disk import TORN, Disk
from sites import PICTURE, entry, incident, location, make_site, tree, write

from chronicle.building import full_text, pagefind
from chronicle.building.manifests import MANIFEST
from chronicle.building.output import TEMPORARY
from chronicle.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from pathlib import Path

    from click.testing import Result
    from disk import Place

ERRORS: Final = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS)
FULL_TEXT: Final = "building/full_text.py"
ALL: Final = os.environ.get("FAULTS") == "all"
FIRST: Final[dict[str, str | bytes]] = {
    "locations/base.md": location("Base", body="A base."),
    "incidents/a.md": incident("First", "2023-10-01", locations="[base]", body="Text."),
    "incidents/b.md": incident("Second", "2023-11-02", locations="[base]"),
    "media/x.png": PICTURE,
    "templates/note.html": '{% extends "theme/note.html" %}',
}
SECOND: Final[dict[str, str | bytes]] = {
    "incidents/a.md": incident("Renamed", "2022-10-01", locations="[base]", body="Other."),
    "incidents/c.md": incident("Third", "2023-12-03", types="[bombing]"),
    "notes/about.md": entry("Text.", title="About"),
    "media/x.png": PICTURE + b" ",
    "media/y.txt": "y",
}


class Project:
    """One project that is built again and again, as it was first and as it was edited."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = make_site(folder / "project", FIRST), options
        self.trees = [self._clean(folder / "first", {}), self._clean(folder / "second", SECOND)]
        self.without = [
            self._clean(folder / f"{number}", edit, "--no-search") for number, edit in enumerate(({}, SECOND))
        ]
        self.state = 0

    def _clean(self, folder: Path, edit: dict[str, str | bytes], *options: str) -> dict[str, bytes]:
        make_site(folder, {**FIRST, **edit})
        if edit:
            (folder / "content/incidents/b.md").unlink()
        self.build(folder, *options)
        return tree(folder / "site")

    def build(self, folder: Path, *options: str) -> Result:
        """Run the command."""
        before = os.getcwd()  # noqa: PTH109 - the context manager of pathlib is no older than 3.11
        os.chdir(folder)
        try:
            return CliRunner().invoke(main, ["build", *self.options, *options])
        finally:
            os.chdir(before)

    def turn(self) -> None:
        """Edit it, or take the edit back."""
        self.state = 1 - self.state
        if self.state:
            write(self.folder, SECOND)
            (self.folder / "content/incidents/b.md").unlink()
        else:
            for name in SECOND:
                (self.folder / "content" / name).unlink()
            write(self.folder, FIRST)

    def empty(self) -> None:
        """Take the site and the cache away."""
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        shutil.rmtree(self.folder / ".chronicle", ignore_errors=True)


class Build:
    """Builds of one kind on a disk that fails, and what is to be said of each."""

    def __init__(self, project: Project, *, is_cold: bool, has_text: bool) -> None:
        self.project, self.is_cold, self.has_text = project, is_cold, has_text
        self.disk = Disk(project.folder.parent, 0, ())
        self._indexes: dict[int, dict[str, bytes]] = {}

    @contextlib.contextmanager
    def index(
        self, folder: Path, records: Iterable[tuple[str, bytes]], language: str
    ) -> Iterator[Callable[[], dict[str, bytes]]]:
        """What Pagefind makes of the records, which it does once for each state of the project; unwatched."""
        is_on, self.disk.is_on = self.disk.is_on, False
        if self.project.state not in self._indexes:
            with pagefind.running(folder, records, language) as files:
                self._indexes[self.project.state] = files()
        self.disk.is_on = is_on
        yield lambda: self._indexes[self.project.state]

    def run(self, error: int, fails: Container[int]) -> Disk:
        """The disk after a build; how that ended is in `self.result`."""
        project = self.project
        if self.is_cold:
            project.empty()
        else:
            project.turn()
        self.disk = disk = Disk(project.folder.parent, error, fails)
        with pytest.MonkeyPatch.context() as patch:
            disk.watch(patch)
            self.result = project.build(project.folder)
            disk.is_on = False
        return disk

    def judged(self, disk: Disk) -> list[str]:
        """What is wrong with how the last build ended, and with the one after it."""
        project, new, found = self.project, self.project.trees[self.project.state], []
        without = project.without[project.state]
        old: dict[str, bytes] = {} if self.is_cold else project.trees[1 - project.state]
        site = tree(project.folder / "site")
        if self.result.exception and not isinstance(self.result.exception, SystemExit):
            found.append(f"traceback: {self.result.exception!r}")
        elif self.result.exit_code and not is_clear(self.result.stderr, disk, new):
            found.append(f"unclear: {self.result.stderr!r}")
        elif not self.result.exit_code and site != (new if "no full text" not in self.result.stderr else without):
            found.append(f"exit code 0, but another site: {difference(site, new)}")
        for name, data in site.items():
            if (
                not name.endswith(TEMPORARY)
                and name != MANIFEST
                and data not in {each.get(name) for each in (old, new, without)}
            ):
                found.append(f"not whole: {name}")
        again = project.build(project.folder)
        if again.exit_code:
            found.append(f"the next build fails: {again.stderr!r} {again.exception!r}")
        elif (site := tree(project.folder / "site")) != new:
            found.append(f"the next site is another: {difference(site, new)}")
        return [f"{disk.error} {disk.failed[:1]} {each}" for each in found]


def is_clear(said: str, disk: Disk, site: Iterable[str]) -> bool:
    """Whether an error says what failed and where, in a line (and one that says that the site is as it was).

    Of a file in the staging folder it names the file of the site that was to be.
    """
    names = {failed.rpartition("/")[2].removeprefix(".").removesuffix(TEMPORARY) for failed in disk.failed}
    if any(TEMPORARY in failed.rpartition("/")[0] or failed.endswith(f"/{TEMPORARY}") for failed in disk.failed):
        names |= {f"site/{name}" for name in site}
    names |= {"chronicle.db" for name in names if re.fullmatch(r"chronicle-.*\.db", name)}  # what it is made for
    words = {
        os.strerror(abs(disk.error)),
        "disk I/O error",
        "unable to open database file",
    }  # SQLite has words of its own
    return len(said.splitlines()) <= 2 * len(disk.failed) and all(
        any(word in said for word in known) for known in (names, words)
    )


def difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names under which two trees differ."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))[:5]


@pytest.fixture(
    scope="module", params=[(True, False), (False, False), (False, True)], ids=["cold", "edited", "edited-full-text"]
)
def build_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """A kind of build: of a folder without site and cache, or after an edit; the latter with full text, too."""
    is_cold, has_text = request.param
    folder = tmp_path_factory.mktemp("failing")
    (folder / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder / "tmp"))  # what is made there may fail as well
        project = Project(folder, *[] if has_text else ["--no-search"])
        build = Build(project, is_cold=is_cold, has_text=has_text)
        patch.setattr(full_text, "running", build.index)
        assert project.build(project.folder).exit_code == 0
        yield build


def test_any_operation_may_fail(build_of: Build) -> None:
    """Once, or from then on: a clear line or a right site, whole files, and a next build that is right."""
    wrong: list[str] = []
    seen: set[Place] = set()
    whole = build_of.run(0, ())
    assert build_of.judged(whole) == []
    for number, place in enumerate(whole.places):
        if (not ALL and place[:2] in seen) or (build_of.has_text and FULL_TEXT not in " ".join(place)):
            continue
        error, goes_on = ERRORS[len(seen) % len(ERRORS)], bool((len(seen) + build_of.is_cold) % 2)
        seen.add(place[:2] if not ALL else (str(number),))
        ways = [(error, goes_on), *[(error, not goes_on)] * ALL, *[(TORN, goes_on)] * (place[0] == "write")]
        for fault, stays in ways:
            disk = build_of.run(fault, range(number, sys.maxsize if stays else number + 1))
            wrong += [f"{number} {place} {each}" for each in build_of.judged(disk)]
    assert wrong == []


class Once:
    """No operation fails, but before the one of this number something happens in the project."""

    def __init__(self, number: int, happens: Callable[[], None]) -> None:
        self.number, self.happens = number, happens
        self.has_happened = False

    def __contains__(self, number: object) -> bool:
        if number == self.number and not self.has_happened:
            self.has_happened = True
            self.happens()
        return False


@pytest.mark.parametrize(
    "gone",
    ["site", ".chronicle", "content", "templates", "content/incidents", "content/media/x.png", "site/index.html"],
)
def test_anything_may_vanish_while_a_build_runs(build_of: Build, gone: str) -> None:
    """Somebody deletes a folder or a file: a line or a site without it, and a next build that is right."""
    if build_of.has_text:
        pytest.skip("as without full text")
    project = build_of.project
    path, kept = project.folder / gone, project.folder.parent / "kept"
    steps = len(build_of.run(0, ()).places) - 1
    for number in range(7, steps, steps // (steps if ALL else 6)):

        def vanish() -> None:
            build_of.disk.is_on = False
            if path.exists():
                shutil.move(path, kept)
            build_of.disk.is_on = True

        build_of.run(0, Once(number, vanish))
        result = build_of.result
        assert result.exception is None or isinstance(result.exception, SystemExit), (number, result.exception)
        if result.exit_code:
            assert ": " in result.stderr
            assert len(result.stderr.splitlines()) <= 8
        if kept.exists() and not gone.startswith((".", "site")):
            shutil.rmtree(path, ignore_errors=True)
            shutil.move(kept, path)
        elif kept.is_dir():
            shutil.rmtree(kept)
        else:
            kept.unlink(missing_ok=True)
        again = project.build(project.folder)
        assert again.exit_code == 0, (number, result.stderr, again.stderr)
        assert tree(project.folder / "site") == project.trees[project.state], number
