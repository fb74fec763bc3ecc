"""Renaming an entry: its file, every reference to its slug and the alias are planned, proved, and then written."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.building.cache import kept_in
from chronicle.building.inputs import Inputs, Options, read_inputs
from chronicle.building.stages import think
from chronicle.config import FILE
from chronicle.desk.renaming.meanings import Meaning, meanings, renamed
from chronicle.desk.renaming.picking import RenameError, is_taken, meant, new_path
from chronicle.desk.renaming.referring import NewName
from chronicle.desk.renaming.renamed import Renaming
from chronicle.desk.renaming.rewriting import Change, rewritten, with_menu
from chronicle.entries.folder import EntryFile
from chronicle.entries.kinds import Incident, kind_of, slug_of
from chronicle.intake.disk import File, sweep, write_files
from chronicle.linking.names import Target
from chronicle.linking.references import Answers, index_of
from chronicle.problems import Problem, shortened, shown
from chronicle.signals import held
from chronicle.text.line_ends import plain

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.building.cache import Cache
    from chronicle.entries.kinds import Entry
    from chronicle.linking.linking import Material

_OPTIONS: Final = Options(drafts=True)


def rename(project: Path, old: str, new: str, *, is_trial: bool = False) -> Renaming:
    """Rename an entry of a project, or only say what would change. Raise RenameError: then nothing has changed."""
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        raise RenameError(f"{inputs.path} {inputs.message}")
    with kept_in(project) as cache:
        planned = plan(inputs, (project / FILE).read_bytes(), old, new, cache)
    _refuse_links(project, planned.name.new_path)
    if not is_trial:
        sweep(project)
        with held(is_last=True):
            _write(project, planned)
    return planned


# ---- the plan


@dataclass(frozen=True, slots=True, kw_only=True)
class _Present:
    """A chronicle as a rename finds it: what can be read, linked with its drafts, and the files of what cannot."""

    inputs: Inputs
    material: Material
    problems: tuple[Problem, ...]
    unread: tuple[EntryFile, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of all entries."""
        return tuple(file.path for file in (*self.inputs.folder.entries, *self.unread))

    def answers(self) -> Answers:
        """What answers the references of its entries."""
        return Answers(index_of(self.material.entries, self.material.media))


def plan(inputs: Inputs, settings: bytes, old: str, new: str, cache: Cache) -> Renaming:
    """What renaming comes to, proved on the chronicle as it would be. Raise RenameError."""
    _refuse_misnamed(inputs, old)
    _refuse_unopened(inputs)
    there = _present(inputs, cache)
    entry = meant(old, there.material.entries)
    path = new_path(new, entry)
    if path == entry.path:
        raise RenameError(f"{path} has this name already")
    half_done = next((file for file in inputs.folder.entries if file.path == path), None)
    if half_done:  # an interrupted run may have left it: then it is what is planned here, byte for byte
        there = _present(_without(inputs, {path}), cache)
        entry = next(each for each in there.material.entries if each.path == entry.path)
    name = _name(entry, path, there)
    if taken := is_taken(Target(name.kind, name.new), entry.path, there.material.entries, there.paths):
        raise RenameError(taken)
    _refuse_unread(there, name)
    planned = _planned(there, settings, entry, name)
    if half_done and half_done.data != planned.moved.after:
        raise RenameError(f"{path} is there already, and nothing is overwritten")
    notes = _proved(there, planned, cache)
    return dataclasses.replace(planned, notes=notes, is_half_done=half_done is not None)


def _refuse_misnamed(inputs: Inputs, old: str) -> None:
    """Refuse a file whose name no entry can have: it is none yet, so nothing can refer to it."""
    for problem in inputs.folder.problems:
        if problem.code == "file-name" and problem.path in {old, f"content/{old}"}:
            message = f"{problem.path} is no entry under this name, so nothing refers to it: rename the file itself"
            raise RenameError(f"{message}, to {problem.hint}" if problem.hint else message)


def _refuse_unopened(inputs: Inputs) -> None:
    """Refuse when the disk kept something back: nobody knows whether it refers to the entry."""
    for problem in inputs.folder.problems:
        if problem.code == "unreadable":
            raise RenameError(f"{problem.path} {problem.message}; nothing was renamed")


def _present(inputs: Inputs, cache: Cache) -> _Present:
    folder = dataclasses.replace(inputs.folder, problems=())
    inputs = dataclasses.replace(inputs, folder=folder)
    proof = think(inputs, _OPTIONS, cache)
    broken = {each.path for each in proof.reading if each.level == "error"}
    unread: tuple[EntryFile, ...] = ()
    if proof.chronicle is None and broken:
        unread = tuple(file for file in inputs.folder.entries if file.path in broken)
        inputs = _without(inputs, broken)
        proof = think(inputs, _OPTIONS, cache)
    if proof.material is None or proof.chronicle is None:
        raise RenameError("\n".join(shown(each, None) for each in proof.problems if each.level == "error"))
    return _Present(inputs=inputs, material=proof.material, problems=proof.problems, unread=unread)


def _without(inputs: Inputs, paths: set[str]) -> Inputs:
    kept = tuple(file for file in inputs.folder.entries if file.path not in paths)
    return dataclasses.replace(inputs, folder=dataclasses.replace(inputs.folder, entries=kept))


def _name(entry: Entry, path: str, there: _Present) -> NewName:
    kind, new = kind_of(entry), slug_of(path)
    return NewName(
        kind=kind,
        old=entry.slug,
        new=new,
        old_path=entry.path,
        new_path=path,
        names=there.answers().index.names[kind],
        is_shared=any(other.slug == new and kind_of(other) != kind for other in there.material.entries),
        is_twin=any(_id(other) == _id(entry.path) for other in there.paths if other != entry.path),
    )


def _id(path: str) -> tuple[str, str]:
    return path.split("/")[1], slug_of(path)


def _refuse_unread(there: _Present, name: NewName) -> None:
    """Refuse when a file that cannot be read may refer to the entry; that is seen by its words alone."""
    words = re.compile(rf"(?<![a-z0-9]){name.old.replace('-', '[^a-z0-9]+')}(?![a-z0-9])")
    for file in there.unread:
        if name.changes_references and words.search(file.data.decode("utf-8", "replace").casefold()):
            message = (
                f"{file.path} seems to name {name.old} and cannot be read: mend it first; chronicle check says how"
            )
            raise RenameError(message)


def _planned(there: _Present, settings: bytes, entry: Entry, name: NewName) -> Renaming:
    """The files as they are to be."""
    data = {file.path: file.data for file in there.inputs.folder.entries}
    is_public = not (isinstance(entry, Incident) and entry.status == "draft")
    alias = name.address if is_public and name.changes_references else ""
    moved = Change(path=entry.path, before=data[entry.path], after=data[entry.path], references=0)
    changes = []
    answers = there.answers()
    for other in there.material.entries if name.changes_references else ():
        own = alias if other is entry else ""
        change = rewritten(other, data[other.path], there.material.bodies.get(other.path), answers, name, own)
        if change and other is entry:
            moved = change
        elif change:
            changes.append(change)
    menu = with_menu(settings, name) if name.kind == "note" and name.changes_references else None
    return Renaming(name=name, moved=moved, changes=(*changes, *([menu] if menu else [])), alias=alias)


# ---- the proof


def _proved(there: _Present, planned: Renaming, cache: Cache) -> tuple[str, ...]:
    """What else an editor should know, when every reference goes on meaning what it means and no problem is new."""
    after = _present(_afterwards(there.inputs, planned), cache)
    if after.unread:
        raise RenameError(f"{after.unread[0].path} could not be read any more; nothing was changed")
    notes = _captured(there, after, planned.name)
    before = Counter(_sort(each, planned.name) for each in there.problems)
    extra = Counter(_sort(each) for each in after.problems) - before
    new = [shown(each, None) for each in after.problems if _sort(each) in extra]
    if new:
        raise RenameError("\n".join(("it would bring problems, so nothing was changed:", *new)))
    return notes


def _sort(problem: Problem, name: NewName | None = None) -> tuple[str, str, str]:
    """What makes a problem the same one before and after; its line may be another."""
    path = name.new_path if name and problem.path == name.old_path else problem.path
    return path, problem.code, problem.field


def _afterwards(inputs: Inputs, planned: Renaming) -> Inputs:
    """The inputs as the rename leaves them."""
    after = {change.path: change.after for change in (*planned.changes, planned.moved)}
    files = []
    for file in inputs.folder.entries:
        path = planned.name.new_path if file.path == planned.name.old_path else file.path
        files.append(EntryFile(path=path, content=after.get(file.path, file.data)))
    folder = dataclasses.replace(inputs.folder, entries=tuple(sorted(files, key=lambda file: file.path)))
    config = plain(after[FILE].decode("utf-8")) if FILE in after else inputs.config
    return dataclasses.replace(inputs, folder=folder, config=config)


def _captured(there: _Present, after: _Present, name: NewName) -> tuple[str, ...]:
    """A note of references that meant nothing and will mean the entry. Raise RenameError when one meant another."""
    found = []
    later = meanings(after.material, after.answers())
    for path, references in meanings(there.material, there.answers()).items():
        now = later[name.new_path if path == name.old_path else path]
        for was, will in zip(references, now, strict=True):
            if renamed(was, name) == will.means:
                continue
            if was.means or will.means != Target(name.kind, name.new):
                raise RenameError(_clash(was, will))
            found.append(f"{was.place}: {shortened(was.text)} had no entry, and means this one from now on")
    return tuple(found)


def _clash(was: Meaning, will: Meaning) -> str:
    means = f"{will.means.kind}:{will.means.slug}" if isinstance(will.means, Target) else "nothing"
    return f"{was.place}: {shortened(was.text)} would then mean {means}; write the slug of what it means first"


# ---- the disk


def _refuse_links(project: Path, path: str) -> None:
    """Refuse a folder that leads elsewhere."""
    folder = project
    for part in path.split("/")[:-1]:
        folder /= part
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise RenameError(f"{folder.relative_to(project).as_posix()} is no folder of this chronicle")


def _write(project: Path, planned: Renaming) -> None:
    """Write all of it or nothing: the references first, the new file next, and the old one goes last.

    So whenever a run is ended, running it again finds the entry under its old name, and does what is left.
    """
    new = File(path=planned.name.new_path, text=planned.moved.after.decode("utf-8"))
    problem = write_files(project, () if planned.is_half_done else (new,), planned.changes)
    if problem:
        raise RenameError(f"{shown(problem, None)}; nothing was renamed")
    is_done = False
    try:
        _take_away(project, planned.moved)
        is_done = True
    finally:
        if not is_done:
            _take_back(project, planned)


def _take_away(project: Path, moved: Change) -> None:
    try:
        if (project / moved.path).read_bytes() == moved.before:
            (project / moved.path).unlink()
            return
    except OSError as error:
        raise RenameError(f"{moved.path} cannot be taken away: {error.strerror}; nothing was renamed") from None
    raise RenameError(f"{moved.path} was changed meanwhile; nothing was renamed")


def _take_back(project: Path, planned: Renaming) -> None:
    undone = [dataclasses.replace(each, before=each.after, after=each.before) for each in planned.changes]
    write_files(project, (), undone)
    if not (project / planned.moved.path).exists():  # the entry stands in the new file alone
        return
    with contextlib.suppress(OSError):  # there is no more that can be done
        (project / planned.name.new_path).unlink()
