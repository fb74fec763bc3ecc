"""Bringing articles in: seed after seed is read, drafted and written, beside the entries there are."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

from chronicle.building.cache import kept_in
from chronicle.building.inputs import read_inputs
from chronicle.building.reading import each_entry
from chronicle.config import Config, parse_config
from chronicle.desk.importing.imported import Outcome, Sum
from chronicle.entries.kinds import Incident
from chronicle.intake.adding import Change, extended, proposal_of, with_source
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import DISK_FULL, read_entry, read_seed, sweep, write_files
from chronicle.intake.gazetteer import world
from chronicle.intake.importing import SeedReport, settle
from chronicle.intake.proposing import Decisions, propose
from chronicle.problems import Problem, error_count
from chronicle.signals import heard, held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from chronicle.desk.importing.imported import Imported, Wishes
    from chronicle.entries.kinds import Entry
    from chronicle.intake.disk import Seed
    from chronicle.intake.known import Match
    from chronicle.intake.proposing import Proposal


def bring_in(
    project: Path,
    seeds: Iterable[Path | Problem],
    wishes: Wishes,
    tell: Callable[[Outcome], None] = lambda _: None,
    ask: Callable[[Proposal], Decisions | None] | None = None,
) -> Imported:
    """Import seeds into a project, one after the other, and tell of each. One bad seed does not stop the others.

    `ask` decides about each seed, and ends the import when it gives nothing; without it all goes as usual. Ctrl-C ends
    it too: the seed at hand writes nothing.

    An error among the seeds is told like a seed that cannot be read; a warning is of a file that is no seed.

    Entries that cannot be read stop the import: what they say is not known, so it would be proposed again.
    """
    config, entries, problems = _present(project)
    if config is None or error_count(problems):
        return Sum(problems).imported(is_finished=False)
    desk = _Desk(project, Catalogue(world(), entries), config.rights, wishes, ask)
    del entries  # the catalogue keeps what it needs of them
    outcomes = Sum(problems)
    if not wishes.is_trial:
        sweep(project)
    try:
        with held():  # what was written is counted and told, whoever ends the program
            for outcome in desk.bring_all(seeds):
                if outcome is None:
                    return outcomes.imported(is_finished=False)
                outcomes.add(outcome)
                if isinstance(outcome, Outcome):
                    tell(outcome)
    except KeyboardInterrupt:
        return outcomes.imported(is_finished=False, was_interrupted=True)
    return outcomes.imported(is_finished=True)


class _Desk:
    """One import at work: the catalogue grows with what was written, and nothing else is kept of a seed."""

    def __init__(
        self,
        project: Path,
        catalogue: Catalogue,
        rights: str,
        wishes: Wishes,
        ask: Callable[[Proposal], Decisions | None] | None,
    ) -> None:
        self._project = project
        self._catalogue = catalogue
        self._rights = rights
        self._wishes = wishes
        self._ask = ask
        self._is_full = False  # the disk, so that nothing more can be written
        self._drafts: dict[str, bytes] = {}  # the digests of the incidents written in this run

    def bring_all(self, seeds: Iterable[Path | Problem]) -> Iterator[Outcome | Problem | None]:
        """What each article in the seeds comes to; nothing when the editor quits. A full disk ends it."""
        for path in seeds:
            for outcome in self._bring_seed(path):
                yield outcome
                if self._is_full:
                    return

    def _bring_seed(self, path: Path | Problem) -> Iterator[Outcome | Problem | None]:
        with heard():
            seed = path if isinstance(path, Problem) else read_seed(self._project, path)
        if not isinstance(seed, Problem):
            yield from map(self._bring, self._proposals(seed))
        elif seed.level == "error":
            yield Outcome(report=SeedReport(seed=seed.path, problems=(seed,)))
        else:
            yield seed

    def _proposals(self, seed: Seed) -> Iterator[Proposal]:
        wishes = self._wishes
        proposals = propose(seed, self._catalogue, rights=self._rights, today=wishes.today, again=wishes.adds_sources)
        while True:
            with heard():
                proposal = next(proposals, None)
            if proposal is None:
                return
            yield proposal

    def _bring(self, proposal: Proposal) -> Outcome | None:
        """One article, from what is proposed to the files written, all of them or none."""
        decisions = None
        if self._ask and proposal.is_open:
            with heard():
                decisions = self._ask(proposal)
            if decisions is None:
                return None
        elif self._wishes.only_incidents and proposal.is_open and not proposal.incidents:
            decisions = Decisions(incidents=(), article=False)
        report = settle(proposal, self._catalogue, decisions)
        changes, problems = self._changes(report)
        if not self._wishes.is_trial and (fault := self._write(report, changes)):
            self._is_full = fault.code == DISK_FULL
            nothing = dataclasses.replace(report, files=(), entries=(), additions=())
            return Outcome(report=_with_problems(nothing, [*problems, fault]))
        self._learn(report, changes)
        return Outcome(report=_with_problems(report, problems), added=tuple(change.path for change in changes))

    def _write(self, report: SeedReport, changes: Iterable[Change | Incident]) -> Problem | None:
        return write_files(self._project, report.files, (each for each in changes if isinstance(each, Change)))

    def _changes(self, report: SeedReport) -> tuple[list[Change | Incident], list[Problem]]:
        """The files that get the article as a source; what is only proposed, or cannot be done, is told."""
        changes: list[Change | Incident] = []
        problems: list[Problem] = []
        for match in report.additions:
            found = self._change(match, report.seed)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                changes.append(found)
        return changes, problems

    def _change(self, match: Match, seed: str) -> Change | Incident | Problem:
        """The change of an incident's file; of what a trial drafted, which has no file, the incident as it would be."""
        path = match.incident.path
        own = self._catalogue.is_own_draft(match.incident.slug)
        if own and self._wishes.is_trial:
            return extended(match.incident, match)
        wanted = self._ask is not None or (self._wishes.adds_sources and not match.is_withdrawn)
        if not (wanted or own):
            return proposal_of(match, seed)
        data = read_entry(self._project, path)
        if isinstance(data, Problem):
            return data
        if not wanted and self._drafts.get(path) != _digest(data):
            return proposal_of(match, seed)  # an editor was quicker
        return with_source(data, match)

    def _learn(self, report: SeedReport, changes: Iterable[Change | Incident]) -> None:
        """What was written is known from now on; in a trial, what would have been."""
        self._catalogue.add(report.entries)
        for file, entry in zip(report.files, report.entries, strict=True):
            if isinstance(entry, Incident):
                self._drafts[file.path] = _digest(file.text.encode())
        for change in changes:
            if isinstance(change, Incident):
                self._catalogue.replace(change)
                continue
            self._catalogue.replace(change.incident)
            if change.path in self._drafts:
                self._drafts[change.path] = _digest(change.after)


def _with_problems(report: SeedReport, problems: Iterable[Problem]) -> SeedReport:
    return dataclasses.replace(report, problems=(*report.problems, *problems))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _present(project: Path) -> tuple[Config | None, list[Entry], list[Problem]]:
    """The settings and entries of a project, and the errors in them (its warnings are left to `check`)."""
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return None, [], [inputs]
    config, found = parse_config(inputs.config)
    problems = [*found, *inputs.folder.problems]
    with kept_in(project, makes=False) as cache:
        entries = [entry for entry, _ in each_entry(inputs.folder.entries, cache, problems)]
    return config, entries, [problem for problem in problems if problem.level == "error"]
