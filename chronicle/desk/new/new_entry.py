"""The two ends of `chronicle new`: what a chronicle has is read, the new entries are written and read back."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.building.cache import kept_in
from chronicle.building.inputs import read_inputs
from chronicle.building.reading import each_entry
from chronicle.config import parse_config
from chronicle.desk.new.composing import Refusal, compose, next_steps
from chronicle.desk.new.interviewing import interview
from chronicle.desk.new.known import known_of
from chronicle.entries.folder import KIND_FOLDERS
from chronicle.entries.kinds import kind_of, slug_of
from chronicle.entries.parsing import dump
from chronicle.entries.proving import faults_of
from chronicle.intake.disk import File, read_entry, sweep, write_files
from chronicle.problems import Problem
from chronicle.signals import held

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from chronicle.config import Config
    from chronicle.desk.new.composing import Wish
    from chronicle.desk.new.interviewing import Talk
    from chronicle.desk.new.known import Known
    from chronicle.entries.kinds import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a new entry: its file, what is said of it, what is said of mistakes, and the exit code."""

    path: str = ""
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0


def new_entry(  # noqa: PLR0913, PLR0917 - what is to be made, from what, and with whom
    project: Path,
    kind: str,
    given: Mapping[str, Sequence[str]],
    faults: Sequence[str],
    wish: Wish,
    talk: Talk | None = None,
) -> Outcome:
    """Write an entry from what is given by field, and from what is asked when there is somebody to talk to.

    `faults` are what was wrong with the command line already; they are told beside the other ones.
    """
    there = present(project)
    if not isinstance(there, Present):
        return Outcome(problems=there, exit_code=1)
    if talk and not faults:
        made = interview(kind, given, there.config, there.known, wish, talk)
    else:
        made = compose(kind, given, there.known, wish)
    if made is None:
        return Outcome(lines=("Nothing was written.",), notes=there.notes)
    messages = (*faults, *(made.messages if isinstance(made, Refusal) else ()))
    if messages or isinstance(made, Refusal):
        is_usage = bool(faults) or (isinstance(made, Refusal) and made.is_usage)
        notes = (*there.notes, *(line for message in messages for line in f"Error: {message}".split("\n")))
        return Outcome(notes=notes, exit_code=2 if is_usage else 1)
    sweep(project)
    with held(is_last=True):
        problem = write_entries(project, made.entries)
    if problem:
        return Outcome(problems=(problem,), notes=there.notes, exit_code=1)
    lines = (*(f"Wrote {entry.path}." for entry in made.entries), *next_steps(made))
    notes = (*there.notes, *(f"Note: {remark}" for remark in made.remarks))
    return Outcome(path=made.entries[-1].path, lines=lines, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A chronicle as a new entry finds it."""

    config: Config
    known: Known
    notes: tuple[str, ...] = ()


def present(project: Path) -> Present | tuple[Problem, ...]:
    """The settings and what entries there are; or why there is no chronicle.

    What cannot be read has a file nevertheless, which is not overwritten.
    """
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return (inputs,)
    config, problems = parse_config(inputs.config)
    if config is None:
        return tuple(problems)
    with kept_in(project, makes=False) as cache:
        entries = [entry for entry, _ in each_entry(inputs.folder.entries, cache, [])]
    kinds = {folder: kind for kind, folder in KIND_FOLDERS.items()}
    paths = {(kinds[file.folder], slug_of(file.path)): file.path for file in inputs.folder.entries}
    unread = len(paths) - len(entries)
    notes = (
        f"Note: entries that cannot be read: {unread}; what they name is not known here, chronicle check says why",
    )
    media = (file.name for file in inputs.folder.media)
    return Present(config=config, known=known_of(config, entries, paths, media), notes=notes if unread > 0 else ())


def write_entries(project: Path, entries: Sequence[Entry]) -> Problem | None:
    """Write new entries, all or none, over nothing; each counts as written when its file is read as the entry."""
    for entry in entries:
        folder = entry.path.rpartition("/")[0]
        if (project / "content").is_symlink() or (project / folder).is_symlink():
            return Problem(path=folder, code="not-a-file", message="is a link; put the folder itself here")
    files = [File(path=entry.path, text=dump(entry)) for entry in entries]
    problem = write_files(project, files)
    if problem:
        return problem
    for entry in entries:
        problem = _read_back(project, entry)
        if problem:
            _take_back(project, files)
            return problem
    return None


def _read_back(project: Path, entry: Entry) -> Problem | None:
    data = read_entry(project, entry.path)
    if isinstance(data, Problem):
        return data
    if not faults_of(entry, data.decode("utf-8", "replace")):
        return None
    message = f"was written, read back as another {kind_of(entry)}, and taken away again"
    return Problem(path=entry.path, code="unwritable", message=message)


def _take_back(project: Path, files: Sequence[File]) -> None:
    for file in files:
        with contextlib.suppress(OSError):  # there is no more that can be done
            (project / file.path).unlink()
