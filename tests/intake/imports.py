"""Imports without a disk and an editor, for the tests: each seed is proposed and decided as usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.intake.catalogue import Catalogue
from chronicle.intake.importing import SeedReport, settle
from chronicle.intake.proposing import propose

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from chronicle.entries.kinds import Entry
    from chronicle.intake.disk import File, Seed
    from chronicle.intake.gazetteer import Gazetteer
    from chronicle.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of all seeds, in the order given."""

    seeds: tuple[SeedReport, ...]

    @property
    def files(self) -> tuple[File, ...]:
        """Every file to write, once."""
        return tuple({file.path: file for report in self.seeds for file in report.files}.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every seed."""
        return tuple(problem for report in self.seeds for problem in report.problems)


def run_import(
    seeds: Iterable[Seed], entries: Iterable[Entry], gazetteer: Gazetteer, *, rights: str, today: dt.date
) -> ImportReport:
    """Drafts for all seeds, beside the entries there are; a seed sees what the seeds before it propose."""
    catalogue = Catalogue(gazetteer, entries)
    reports: list[SeedReport] = []
    for seed in seeds:
        for proposal in propose(seed, catalogue, rights=rights, today=today):
            report = settle(proposal, catalogue)
            reports.append(report)
            catalogue.add(report.entries)
    return ImportReport(seeds=tuple(reports))


def import_seed(seed: Seed, catalogue: Catalogue, *, rights: str, today: dt.date) -> SeedReport:
    """One seed, or the first article in it, decided as usual."""
    return settle(next(propose(seed, catalogue, rights=rights, today=today)), catalogue)
