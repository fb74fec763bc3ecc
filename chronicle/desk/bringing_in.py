"""Bringing articles in: the entries there are, the seeds, the importer, and the drafts written beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.building.cache import Cache
from chronicle.building.inputs import read_inputs
from chronicle.building.stages import entries_of
from chronicle.config import Config, parse_config
from chronicle.intake.disk import Seed, read_seed, write_files
from chronicle.intake.gazetteer import world
from chronicle.intake.importing import ImportReport, run_import
from chronicle.problems import Problem, error_count, in_order

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from chronicle.entries.kinds import Entry

NOTHING: Final = ImportReport(seeds=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to: the report of each seed, every problem, and how many files were written."""

    report: ImportReport
    problems: tuple[Problem, ...]
    written: int = 0

    @property
    def is_done(self) -> bool:
        """Whether every seed could be imported."""
        return not error_count(self.problems)


def bring_in(project: Path, seeds: Iterable[Path], *, today: dt.date, is_trial: bool) -> Imported:
    """Import seeds into a project; a trial writes nothing. One bad seed does not stop the others.

    Entries that cannot be read stop the import: what they say is not known, so it would be proposed again.
    """
    config, entries, problems = _present(project)
    if config is None or error_count(problems):
        return Imported(report=NOTHING, problems=in_order(problems))
    found = [read_seed(project, path) for path in seeds]
    read = [seed for seed in found if isinstance(seed, Seed)]
    report = run_import(read, entries, world(), rights=config.rights, today=today)
    problems = [*(seed for seed in found if isinstance(seed, Problem)), *report.problems]
    written = 0
    for seed in () if is_trial else report.seeds:
        count, problem = write_files(project, seed.files)
        written += count
        problems += [problem] if problem else []
    return Imported(report=report, problems=in_order(problems), written=written)


def _present(project: Path) -> tuple[Config | None, list[Entry], list[Problem]]:
    """The settings and entries of a project, and the errors in them (its warnings are left to `check`)."""
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return None, [], [inputs]
    config, found = parse_config(inputs.config)
    problems = [*found, *inputs.folder.problems]
    entries, _ = entries_of(inputs, Cache(None), problems)
    return config, entries, [problem for problem in problems if problem.level == "error"]
