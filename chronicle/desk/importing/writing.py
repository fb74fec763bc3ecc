"""Writing what a row of a table became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.entries.kinds import kind_of
from chronicle.intake.disk import DISK_FULL, write_files
from chronicle.intake.tables.entries import file_of
from chronicle.linking.references import inner_path
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from chronicle.desk.importing.rows import TableSum
    from chronicle.entries.kinds import Entry


class Ended(Exception):  # noqa: N818 - no error of the program: a full disk
    """Nothing more can be written."""


def write_entries(  # noqa: PLR0913 - what is written, where, and how
    project: Path,
    seed: str,
    entries: tuple[Entry, ...],
    sum_: TableSum,
    *,
    is_trial: bool,
    media: Collection[str] = (),
) -> Problem | None:
    """Write entries, all or none; in a trial only look whether they could be. Raise Ended on a full disk.

    `media` are the files that their texts may show.
    """
    made = [file_of(entry, lambda target: inner_path(target) in media) for entry in entries]
    for file, fault in made:
        if fault:
            return Problem(path=seed, code="row-entry", message=f"gives no good entry: {file.path} {fault}")
    if not is_trial and (problem := write_files(project, [file for file, _ in made])):
        if problem.code == DISK_FULL:
            sum_.tell([problem])
            raise Ended
        return problem
    sum_.written.update(map(kind_of, entries))
    return None
