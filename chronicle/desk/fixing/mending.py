"""Mending a chronicle: every entry's file is fixed where that is safe, and written whole; the diff is what is told."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.building.inputs import read_inputs
from chronicle.config import parse_config
from chronicle.desk.fixing.fixing import fixed
from chronicle.desk.fixing.naming import by_slug, register_of
from chronicle.entries.kinds import FOLDERS
from chronicle.intake.disk import sweep, write_files
from chronicle.problems import Problem, error_count, printable
from chronicle.signals import give_way, held
from chronicle.text.line_ends import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from chronicle.building.inputs import Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file of an entry before and after, and how many things were mended in it."""

    path: str
    before: bytes
    after: bytes
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was written, what could not be, and in words what was not mended and why.

    `left` is how many files were not reached when it was interrupted.
    """

    files: tuple[Mended, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    left: int = 0
    was_interrupted: bool = False


def mend(project: Path) -> Outcome:
    """Mend the entries of a project where that is safe. A file changes as a whole or not at all."""
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return Outcome()  # the check says it
    wanted, notes = mended(inputs)
    written: list[Mended] = []
    problems: list[Problem] = []
    sweep(project)
    try:
        with held():
            for file in wanted:
                give_way()
                problem = write_files(project, (), (file,))
                if problem:
                    problems.append(problem)
                else:
                    written.append(file)
    except KeyboardInterrupt:
        was_interrupted = True
    else:
        was_interrupted = False
    return Outcome(
        files=tuple(written),
        problems=tuple(problems),
        notes=notes,
        left=len(wanted) - len(written) - len(problems),
        was_interrupted=was_interrupted,
    )


def mended(inputs: Inputs) -> tuple[tuple[Mended, ...], tuple[str, ...]]:
    """The files that can be mended, and why others were not."""
    texts = {file.path: text for file in inputs.folder.entries if (text := _text(file.data)) is not None}
    found = {path: fixed(FOLDERS[path.split("/")[1]], text, path) for path, text in texts.items()}
    config, _ = parse_config(inputs.config)
    entries = [each.reading.entry for each in found.values() if each.reading.entry]
    is_whole = len(entries) == len(inputs.folder.entries) and not error_count(inputs.folder.problems)
    register = register_of(entries, FOLDERS.values(), config) if config and is_whole else None
    files = []
    for path, each in found.items():
        reading, count = by_slug(each.reading, register) if register else (each.reading, 0)
        if reading.text != texts[path]:
            before, after = texts[path].encode(), reading.text.encode()
            files.append(Mended(path=path, before=before, after=after, count=len(each.done) + count))
    return tuple(files), tuple(note for each in found.values() for note in each.notes)


def _text(data: bytes) -> str | None:
    """The text of a file with its line ends; none that cannot be decoded is touched."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def diff(files: Iterable[Mended]) -> tuple[str, ...]:
    """What was changed, line by line, as programs for versions show it; safe for a terminal."""
    return tuple(printable(line) for file in files for line in _diff(file))


def _diff(file: Mended) -> Iterable[str]:
    before, after = ([line.rstrip("\r\n") for line in lines_of(data.decode())] for data in (file.before, file.after))
    return difflib.unified_diff(before, after, file.path, file.path, lineterm="")
