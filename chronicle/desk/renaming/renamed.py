"""What a rename comes to: the files that change, and what an editor is told of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.desk.renaming.referring import NewName
    from chronicle.desk.renaming.rewriting import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """A rename that is planned and proved: the entry's own file, the others that change, and what is to be told.

    `alias` is the address that goes on leading to the entry, if it was public under one. `is_half_done`: the new file
    is there, whole, from a run that was ended before it took the old one away.
    """

    name: NewName
    moved: Change
    changes: tuple[Change, ...]
    alias: str
    notes: tuple[str, ...] = ()
    is_half_done: bool = False


def told(planned: Renaming, *, is_trial: bool = False) -> Iterator[str]:
    """What changes, file by file and line by line, and what it comes to."""
    name = planned.name
    yield f"{name.old_path} {'would become' if is_trial else 'is now'} {name.new_path}"
    for change in (planned.moved, *planned.changes):
        path = name.new_path if change is planned.moved else change.path
        for line, old, new in change.lines():
            yield f"{path}:{line}"
            yield from (f"  - {text}" for text in old)
            yield from (f"  + {text}" for text in new)
    files = (planned.moved, *planned.changes)
    number = sum(change.references for change in files)
    within = sum(bool(change.references) for change in files)
    references = f"{number} {'reference' if number == 1 else 'references'}"
    changed = f"{references} in {within} {'file' if within == 1 else 'files'}" if number else "no reference"
    leads = f" {planned.alias} {'would lead' if is_trial else 'leads'} to the new page." if planned.alias else ""
    if is_trial:
        yield f"{changed[0].upper()}{changed[1:]} would change.{leads} Nothing was written."
    else:
        yield f"{changed[0].upper()}{changed[1:]} changed.{leads} Next: run chronicle check."
