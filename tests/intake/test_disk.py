"""The two ends of an import: how seeds are named, and how drafts are written."""

from __future__ import annotations

import errno
import io
import os
import pathlib
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

from chronicle.entries.kinds import Incident
from chronicle.intake import disk
from chronicle.intake.adding import Change
from chronicle.intake.disk import File, Seed, find_seeds, read_entry, read_seed, sweep, write_files
from chronicle.problems import Problem
from chronicle.text.dates import parse_when

if TYPE_CHECKING:
    from pathlib import Path

ONE = File(path="content/incidents/a.md", text="draft\n")
TWO = File(path="content/articles/b.md", text="b\n")


def files(project: Path) -> dict[str, str]:
    """Every file there is, hidden ones too."""
    return {
        path.relative_to(project).as_posix(): path.read_text("utf-8") for path in project.rglob("*") if path.is_file()
    }


def no_links(*_: object) -> NoReturn:
    """A file system without hard links."""
    raise OSError(errno.EPERM, "Operation not permitted")


def test_a_seed_is_named_from_the_project(tmp_path: Path) -> None:
    """The path of a seed inside the project is relative to it; a missing one is a problem."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_bytes(b"A story.")
    assert read_seed(tmp_path, tmp_path / "seeds/a.txt") == Seed(path="seeds/a.txt", data=b"A story.")
    missing = read_seed(tmp_path, tmp_path / "seeds/b.txt")
    assert isinstance(missing, Problem)
    assert missing.message == "cannot be read: No such file or directory"


def test_a_seed_outside_the_project_gives_its_name_alone(tmp_path: Path) -> None:
    """Entries are published: nobody is to read there how an editor's folders are called."""
    (tmp_path / "project").mkdir()
    (tmp_path / "a.txt").write_bytes(b"A story.")
    assert read_seed(tmp_path / "project", tmp_path / "a.txt") == Seed(path="a.txt", data=b"A story.")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf_8_is_made_clean(tmp_path: Path) -> None:
    """Names from an old disk can be read, inside the project and outside, and written into entries."""
    project = tmp_path / "project"
    name = os.fsdecode(b"caf\xe9.txt")
    seeds = project / "seeds"
    seeds.mkdir(parents=True)
    for folder in (seeds, tmp_path):
        (folder / name).write_bytes(b"A story.")
    (seeds / os.fsdecode(b"a.j\xe9g")).write_bytes(b"")
    left_out, inside = find_seeds(project, [seeds])
    assert left_out == Problem(
        path="seeds/a.j\ufffdg",
        level="warning",
        message="is no text, page or feed by its ending .j\ufffdg; not read",
        code="not-a-seed",
    )
    assert isinstance(inside, pathlib.Path)
    assert read_seed(project, inside) == Seed(path="seeds/caf\ufffd.txt", data=b"A story.")
    assert read_seed(project, tmp_path / name) == Seed(path="caf\ufffd.txt", data=b"A story.")


@pytest.mark.parametrize("linked", [True, False])
def test_a_file_that_exists_is_left_and_ends_the_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, linked: bool
) -> None:
    """What is there stays, with hard links and without, and nothing that comes after it is written."""
    if not linked:
        monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "content/incidents").mkdir(parents=True)
    (tmp_path / ONE.path).write_text("mine", "utf-8")
    assert write_files(tmp_path, [ONE, TWO]) == Problem(
        path=ONE.path, message="exists and was not overwritten", code="entry-exists"
    )
    assert files(tmp_path) == {ONE.path: "mine"}


@pytest.mark.parametrize("linked", [True, False])
def test_files_are_written_whole_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, linked: bool
) -> None:
    """New files appear with their text, with hard links and without."""
    if not linked:
        monkeypatch.setattr(os, "link", no_links)
    assert write_files(tmp_path, [ONE, TWO]) is None
    assert files(tmp_path) == {ONE.path: "draft\n", TWO.path: "b\n"}


class Full(io.StringIO):
    """A file on a full disk."""

    def write(self, _text: str) -> NoReturn:
        """No room."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_write_that_fails_without_links_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a draft would be kept for ever, because what exists is never overwritten."""

    def full(path: Path, *_: object, **__: object) -> Full:
        path.touch(exist_ok=False)
        return Full()

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(pathlib.Path, "open", full)
    problem = write_files(tmp_path, [ONE, TWO])
    monkeypatch.undo()
    assert problem
    assert problem.message == "cannot be written: No space left on device; nothing more can be written"
    assert files(tmp_path) == {}


# ---- files that are there

OLD = "content/incidents/old.md"


def change(before: bytes = b"old\n") -> Change:
    """A change of a file that is there."""
    incident = Incident(path=OLD, title="Old", date=parse_when("2023"))
    return Change(path=OLD, before=before, after=b"new\n", incident=incident)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one entry, which only its owner may read."""
    (tmp_path / "content/incidents").mkdir(parents=True)
    (tmp_path / OLD).write_bytes(b"old\n")
    (tmp_path / OLD).chmod(0o600)
    return tmp_path


def test_a_change_is_written_with_the_new_files_and_keeps_its_modes(project: Path) -> None:
    """All of them are there at the end, and the one that was there is as closed as before."""
    assert write_files(project, [ONE, TWO], [change()]) is None
    assert files(project) == {ONE.path: "draft\n", TWO.path: "b\n", OLD: "new\n"}
    assert (project / OLD).stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_changed_meanwhile_is_left_and_nothing_is_written(project: Path) -> None:
    """What an editor saved a moment ago goes first."""
    problem = Problem(path=OLD, message="was changed meanwhile and left alone", code="entry-changed")
    assert write_files(project, [ONE, TWO], [change(before=b"older\n")]) == problem
    assert files(project) == {OLD: "old\n"}


def test_a_last_file_that_cannot_be_written_takes_the_change_back(project: Path) -> None:
    """All of a seed or nothing of it, the file that was there included."""
    (project / TWO.path).parent.mkdir()
    (project / TWO.path).write_text("mine", "utf-8")
    problem = write_files(project, [ONE, TWO], [change()])
    assert problem
    assert problem.code == "entry-exists"
    assert files(project) == {TWO.path: "mine", OLD: "old\n"}


def test_a_change_that_fails_leaves_the_old_file_whole(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half file, and no other one beside it."""

    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    problem = write_files(project, [ONE], [change()])
    assert problem
    assert problem.message == "cannot be written: No space left on device; nothing more can be written"
    assert files(project) == {OLD: "old\n"}


def test_an_entry_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    """Its path is named."""
    assert read_entry(tmp_path, OLD) == Problem(
        path=OLD, message="cannot be read: No such file or directory", code="unreadable"
    )


def test_an_interrupt_takes_back_what_was_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is no exception to all or nothing."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(disk, "_replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files(project, [ONE, TWO], [change()])
    assert files(project) == {OLD: "old\n"}


def test_what_a_program_left_is_taken_away_when_it_is_gone(tmp_path: Path) -> None:
    """Of one that runs, of another user and of an editor nothing is touched."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        folder = tmp_path / "content/incidents"
        folder.mkdir(parents=True)
        kept = {f".import-{other.pid}-0", ".import-1-0", ".import-999999999999-0", ".import-x-0", "a.md"}
        for name in {*kept, f".import-{os.getpid()}-0", ".import-999999999-7"}:
            (folder / name).write_text("", "utf-8")
        sweep(tmp_path)
        assert {path.name for path in folder.iterdir()} == kept
        other.communicate(b"\n")
    sweep(tmp_path)
    assert f".import-{other.pid}-0" not in {path.name for path in folder.iterdir()}
