"""The two ends of an import: a seed's bytes in, the files of drafts out. All that changes entries is written here."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol

from chronicle.intake.readers import LARGEST_PAGE, SEED_ENDINGS, TABLES
from chronicle.problems import Problem
from chronicle.signals import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


class Change(Protocol):
    """A file to write anew: its bytes before and after."""

    @property
    def path(self) -> str:
        """Its path in the project."""

    @property
    def before(self) -> bytes:
        """What must be in it."""

    @property
    def after(self) -> bytes:
        """What is written."""


STANDARD_INPUT: Final = "-"
DISK_FULL: Final = "disk-full"  # the code of a problem after which no further seed could be written
_UNFINISHED: Final = re.compile(r"\.import-(\d{1,9})-\d+")  # as `_beside` names it
_PASSED_OVER: Final = frozenset({".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db"})  # no editor means these


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A raw file: its path as it is written into entries, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to write: its path in the project and its text."""

    path: str
    text: str


def is_table(seed: Path) -> bool:
    """Whether a seed is a table by the ending of its name; what is none after all is told when it is opened."""
    return seed.suffix.lower() in TABLES


def find_seeds(project: Path, paths: Iterable[Path]) -> tuple[Path | Problem, ...]:
    """The files that are meant by files and folders, and a line for each that is left out of a folder."""
    found: list[Path | Problem] = []
    for path in paths:
        inside = tuple(_inside(project, path)) if path.is_dir() else (path,)
        found += inside or [Problem(path=shown_path(project, path), message="holds no seeds", code="seed-empty")]
    return tuple(found)


def _inside(project: Path, folder: Path) -> Iterator[Path | Problem]:
    """Every seed in a folder; none in one that holds the entries and the site that was made of them."""
    if _is_inside(folder, project):
        message = "holds the chronicle itself; name the folder of your articles, such as seeds"
        yield Problem(path=shown_path(project, folder), message=message, code="not-a-seed")
        return
    yield from _walk(project, folder)


def _walk(project: Path, folder: Path) -> Iterator[Path | Problem]:
    """Every seed in a folder and below, by name; links are not followed, since they may lead anywhere."""
    try:
        inside = sorted(path for path in folder.iterdir() if path.name not in _PASSED_OVER)
    except OSError as error:
        yield Problem(path=shown_path(project, folder), message=f"cannot be read: {error.strerror}", code="unreadable")
        return
    for path in inside:
        if why := _why_left(path):
            shown = (PurePosixPath(shown_path(project, folder)) / _clean(path.name)).as_posix()
            yield Problem(path=shown, level="warning", message=f"{why}; not read", code="not-a-seed")
        elif path.is_dir():
            yield from _walk(project, path)
        else:
            yield path


def _why_left(path: Path) -> str:
    if path.name.startswith("."):
        return "is hidden"
    if path.is_symlink():
        return "is a link"
    if path.is_dir():
        return ""
    if not path.is_file():
        return "is no ordinary file"
    return (
        "" if path.suffix.lower() in SEED_ENDINGS else f"is no text, page or feed by its ending {_clean(path.suffix)}"
    )


def read_seed(project: Path, path: Path) -> Seed | Problem:
    """The bytes of a seed, its path relative to the project; of one outside only the name, since entries are public."""
    if str(path) == STANDARD_INPUT:
        return Seed(path="stdin", data=sys.stdin.buffer.read(LARGEST_PAGE + 1))
    shown = shown_path(project, path)
    if path.exists() and not path.is_file():
        return Problem(
            path=shown, message="is no ordinary file; name files, or use - for standard input", code="not-a-file"
        )
    try:
        with path.open("rb") as file:
            return Seed(
                path=shown if _is_inside(project, path) else _clean(path.name), data=file.read(LARGEST_PAGE + 1)
            )
    except OSError as error:
        return Problem(path=shown, message=f"cannot be read: {error.strerror}", code="unreadable")


def _is_inside(project: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(project.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        return False


def shown_path(project: Path, path: Path) -> str:
    """What a file is called in messages: from the project where it lies in it, else as it was named."""
    return _clean((path.resolve().relative_to(project.resolve()) if _is_inside(project, path) else path).as_posix())


def _clean(name: str) -> str:
    """A file's name as a line that an entry can hold: old disks have names that are not UTF-8, and any spaces."""
    return " ".join(os.fsencode(name).decode("utf-8", "replace").split())


def write_files(project: Path, files: Sequence[File], changes: Iterable[Change] = ()) -> Problem | None:
    """Write new files and changes of others, or none of them and say what stood in the way.

    The last new one comes after everything else: of a seed it is the article, which marks it as imported.
    Whatever ends the writing, what was written until then is taken back; who ends the program waits for it.
    """
    done: list[File | Change] = []
    finished = False
    with held():
        try:
            steps: tuple[File | Change, ...] = (*files[:-1], *changes, *files[-1:])
            for each in steps:
                problem = _write_new(project, each) if isinstance(each, File) else _write_anew(project, each)
                if problem:
                    return problem
                done.append(each)
            finished = True
        finally:
            for each in reversed(() if finished else done):
                _take_back(project, each)
    return None


def sweep(project: Path) -> None:
    """Take away the files that programs left that were killed while they wrote an entry."""
    for folder, _, names in os.walk(project / "content"):
        for name in names:
            if (found := _UNFINISHED.fullmatch(name)) and not _is_running(int(found[1])):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(folder, name))  # noqa: PTH108, PTH118 - names, not paths


def _is_running(process: int) -> bool:
    if process == os.getpid():  # another one had the number: this one has written nothing yet
        return False
    if os.name != "posix":  # there, to ask is to send Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's, or a number that no process can have
        return True
    return True


def read_entry(project: Path, path: str) -> bytes | Problem:
    """The bytes of an entry that is to be changed."""
    try:
        return (project / path).read_bytes()
    except OSError as error:
        return Problem(path=path, message=f"cannot be read: {error.strerror}", code="unreadable")


def _write_new(project: Path, file: File) -> Problem | None:
    target = project / file.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _create(target, file.text)
    except FileExistsError:
        return Problem(path=file.path, message="exists and was not overwritten", code="entry-exists")
    except OSError as error:
        return _unwritable(file.path, error)
    return None


def _write_anew(project: Path, change: Change) -> Problem | None:
    target = project / change.path
    try:
        if target.read_bytes() != change.before:
            return Problem(path=change.path, message="was changed meanwhile and left alone", code="entry-changed")
        _replace(target, change.after)
    except OSError as error:
        return _unwritable(change.path, error)
    return None


def _unwritable(path: str, error: OSError) -> Problem:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        message = f"cannot be written: {error.strerror}; nothing more can be written"
        return Problem(path=path, message=message, code=DISK_FULL)
    return Problem(path=path, message=f"cannot be written: {error.strerror}", code="unwritable")


def _take_back(project: Path, written: File | Change) -> None:
    target = project / written.path
    with contextlib.suppress(OSError):  # there is no more that can be done
        if isinstance(written, File):
            target.unlink()
        else:
            _replace(target, written.before)


def _replace(target: Path, data: bytes) -> None:
    """Other bytes for a file, with the modes it has: the old ones or the new ones, never a part."""
    handle, name = _beside(target)
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(data)
        with contextlib.suppress(PermissionError):
            os.chmod(name, target.stat().st_mode)  # noqa: PTH101 - a name, not a path
        os.replace(name, target)  # noqa: PTH105 - a name, not a path
    except BaseException:
        _drop(name)
        raise


def _create(target: Path, text: str) -> None:
    """A new file, whole or not at all. Raise FileExistsError, or another OSError."""
    handle, name = _beside(target)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as made:
            made.write(text)
        try:
            os.link(name, target)  # fails when the target exists, and never leaves half a file
        except FileExistsError:
            raise
        except OSError:  # no hard links here, as on FAT and some network drives
            _create_in_place(target, text)
    finally:
        _drop(name)


def _drop(name: str) -> None:
    with contextlib.suppress(OSError):  # the next command that writes takes it away
        os.unlink(name)  # noqa: PTH108 - a name, not a path


def _beside(target: Path) -> tuple[int, str]:
    """A new file in the folder of another one. `mkstemp` would ask for a mode of its own, which takes another step."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    for number in itertools.count():
        name = f"{target.parent}{os.sep}.import-{os.getpid()}-{number}"
        try:
            return os.open(name, flags, 0o644), name
        except FileExistsError:  # of an import that was killed
            continue
    raise AssertionError  # the numbers have no end


def _create_in_place(target: Path, text: str) -> None:
    """The same without links: the name is taken first, and given up when writing fails."""
    with target.open("x", encoding="utf-8", newline="\n") as made:
        try:
            made.write(text)
            made.flush()
        except BaseException:
            _drop(str(target))
            raise
