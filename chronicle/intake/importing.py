"""Importing: what was decided about a proposal becomes the files to write and the sources to add. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.entries.kinds import Article, Entry, Incident, Location, slug_of
from chronicle.entries.parsing import dump, parse_entry
from chronicle.entries.proving import faults_of, in_words
from chronicle.intake.disk import File
from chronicle.intake.drafting import numbered
from chronicle.problems import Problem

if TYPE_CHECKING:
    from chronicle.intake.article import ArticleText
    from chronicle.intake.catalogue import Catalogue
    from chronicle.intake.copies import Copy
    from chronicle.intake.drafting import Draft
    from chronicle.intake.known import Match
    from chronicle.intake.proposing import Decision, Decisions, Proposal, Proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReport:
    """What became of one seed. `files` are new, in the order of writing; `kept` are paths of entries that stay.

    `matches` are the known incidents of the drafts, one for each or None; `additions` are those of them that the
    article is a further source of. There are no files when one of them would be no good entry.
    """

    seed: str
    known: str = ""
    article: Article | None = None
    text: ArticleText | None = None
    drafts: tuple[Draft, ...] = ()
    matches: tuple[Match | None, ...] = ()
    additions: tuple[Match, ...] = ()
    left_out: tuple[bool, ...] = ()  # for each draft whether nothing becomes of it
    is_left_out: bool = False  # whether the article itself is not wanted
    copy: Copy | None = None
    locations: tuple[Location, ...] = ()
    files: tuple[File, ...] = ()
    entries: tuple[Entry, ...] = ()  # what the files hold
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def settle(proposal: Proposal, catalogue: Catalogue, decisions: Decisions | None = None) -> SeedReport:
    """What becomes of a proposal: the files to write, the sources to add; without decisions, as usual."""
    if proposal.article is None:
        return SeedReport(seed=proposal.seed, known=proposal.known, problems=proposal.problems)
    decided = decisions.incidents if decisions else tuple(each.usual for each in proposal.incidents)
    drafts = _apart(proposal.incidents, decided, catalogue)
    report = SeedReport(
        seed=proposal.seed,
        known=proposal.known,
        article=proposal.article,
        text=proposal.text,
        drafts=drafts,
        matches=tuple(each.match for each in proposal.incidents),
        additions=_additions(proposal.incidents, decided),
        left_out=tuple(each.action == "skip" for each in decided),
        copy=proposal.copy,
        locations=_needed(proposal.incidents, drafts, decided),
        problems=proposal.problems,
    )
    if decisions and not decisions.article:
        return dataclasses.replace(report, is_left_out=True)
    if not proposal.is_open:
        return report
    written = tuple((draft.entry, each.text) for draft, each in zip(drafts, decided, strict=True) if each.is_draft)
    return _with_files(report, written, catalogue)


def _apart(incidents: tuple[Proposed, ...], decided: tuple[Decision, ...], catalogue: Catalogue) -> tuple[Draft, ...]:
    """The drafts under different names: a second event of a day at a place is numbered, in the article's order."""
    found: list[Draft] = []
    used: set[str] = set()
    for proposed, decision in zip(incidents, decided, strict=True):
        entry = proposed.draft.entry
        if decision.is_draft:
            free = (path for path in numbered(entry.path) if not _is_anothers(path, proposed, decision, catalogue))
            entry = dataclasses.replace(entry, path=next(path for path in free if path not in used))
            used.add(entry.path)
        if decision.text:
            edited, _ = parse_entry(Incident, decision.text, entry.path)
            entry = edited or entry
        found.append(dataclasses.replace(proposed.draft, entry=entry))
    return tuple(found)


def _is_anothers(path: str, proposed: Proposed, decision: Decision, catalogue: Catalogue) -> bool:
    """Whether another incident has this path's name, or had it.

    It is another one when an editor saw both, or when both say enough of themselves to be told apart.
    """
    if catalogue.was_called(Incident, slug_of(path)):
        return True
    there = catalogue.incident(slug_of(path))
    if there is None or proposed.match or decision.text:
        return there is not None
    return bool(there.types and there.locations and proposed.draft.entry.types)


def _additions(incidents: tuple[Proposed, ...], decided: tuple[Decision, ...]) -> tuple[Match, ...]:
    chosen = (each.match for each, decision in zip(incidents, decided, strict=True) if decision.action == "add")
    return tuple(match for match in chosen if match and not match.cited)


def _needed(
    incidents: tuple[Proposed, ...], drafts: tuple[Draft, ...], decided: tuple[Decision, ...]
) -> tuple[Location, ...]:
    """The locations of the incidents that are drafted, each once."""
    found: dict[str, Location] = {}
    for proposed, draft, decision in zip(incidents, drafts, decided, strict=True):
        if decision.is_draft and set(draft.entry.locations) & set(proposed.draft.entry.locations):
            for location in proposed.locations:
                found.setdefault(location.path, location)
    return tuple(found.values())


def _with_files(report: SeedReport, written: tuple[tuple[Incident, str], ...], catalogue: Catalogue) -> SeedReport:
    """The report with what is to be written, and what is kept; an entry is the same by kind and slug.

    The article, which says "imported", is the last.
    """
    texts = {incident.path: text for incident, text in written if text}
    incidents = tuple(incident for incident, _ in written)
    proposed = (*report.locations, *incidents, *((report.article,) if report.article else ()))
    new = tuple(entry for entry in proposed if not catalogue.path_of(type(entry), entry.slug))
    files = tuple(File(path=entry.path, text=texts.get(entry.path) or dump(entry)) for entry in new)
    faults = tuple(
        problem for entry, file in zip(new, files, strict=True) for problem in _faults(report.seed, entry, file)
    )
    kept = (path for entry in proposed if (path := catalogue.path_of(type(entry), entry.slug)))
    cited = (match.incident.path for match in report.matches if match and match.cited)
    return dataclasses.replace(
        report,
        files=() if faults else files,
        entries=() if faults else new,
        additions=() if faults else report.additions,
        kept=(*kept, *cited),
        problems=(*report.problems, *_clashes(report, incidents, catalogue), *faults),
    )


# ---- problems


def _clashes(report: SeedReport, incidents: tuple[Incident, ...], catalogue: Catalogue) -> tuple[Problem, ...]:
    """Incidents that exist and do not cite the article: kept as they are; the new account is the editor's to add."""
    there = (catalogue.incident(incident.slug) for incident in incidents)
    article = report.article.slug if report.article else ""
    return tuple(
        Problem(
            path=report.seed,
            level="warning",
            message=f"{entry.path} exists and is kept; if it tells the same event, add this article to its sources",
            code="entry-exists",
        )
        for entry in there
        if entry and article not in {source.article for source in entry.sources}
    )


def _faults(seed: str, entry: Entry, file: File) -> tuple[Problem, ...]:
    """Why a drafted file must not be written, told of the seed."""
    return tuple(
        Problem(path=seed, code=each.code, message=f"gives no good entry: {file.path} {in_words(each)}")
        for each in faults_of(entry, file.text)
    )
