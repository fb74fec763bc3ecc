"""The two ends of an import: a seed's bytes in, the files of drafts out; nothing else here touches the disk."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.intake.readers import LARGEST
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


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


def read_seed(project: Path, path: Path) -> Seed | Problem:
    """The bytes of a seed, its path relative to the project; of one outside only the name, since entries are public."""
    inside = path.resolve().is_relative_to(project.resolve())
    shown = (path.resolve().relative_to(project.resolve()) if inside else path).as_posix()
    if path.exists() and not path.is_file():
        return Problem(path=shown, message="is no ordinary file; name the files one by one", code="not-a-file")
    try:
        with path.open("rb") as file:
            return Seed(path=shown if inside else path.name, data=file.read(LARGEST + 1))
    except OSError as error:
        return Problem(path=shown, message=f"cannot be read: {error.strerror}", code="unreadable")


def write_files(project: Path, files: Sequence[File]) -> tuple[int, Problem | None]:
    """Write new files in their order and say how many; what cannot be written, or exists, ends it and is told.

    So the last file of a seed, its article, exists only when all the others do: it is what marks a seed as imported.
    """
    for number, file in enumerate(files):
        if problem := _write_new(project, file):
            return number, problem
    return len(files), None


def _write_new(project: Path, file: File) -> Problem | None:
    target = project / file.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _create(target, file.text)
    except FileExistsError:
        return Problem(path=file.path, message="exists and was not overwritten", code="entry-exists")
    except OSError as error:
        return Problem(path=file.path, message=f"cannot be written: {error.strerror}", code="unwritable")
    return None


def _create(target: Path, text: str) -> None:
    """A new file, whole or not at all. Raise FileExistsError, or another OSError."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".import-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as made:
            made.write(text)
        with contextlib.suppress(PermissionError):  # some file systems have no modes
            os.chmod(name, 0o644)  # noqa: PTH101 - mkstemp makes files that only their owner reads
        try:
            os.link(name, target)  # fails when the target exists, and never leaves half a file
        except FileExistsError:
            raise
        except OSError:  # no hard links here, as on FAT and some network drives
            _create_in_place(target, text)
    finally:
        os.unlink(name)  # noqa: PTH108 - a name, not a path


def _create_in_place(target: Path, text: str) -> None:
    """The same without links: the name is taken first, and given up when writing fails."""
    with target.open("x", encoding="utf-8", newline="\n") as made:
        try:
            made.write(text)
            made.flush()
        except BaseException:
            target.unlink()
            raise
