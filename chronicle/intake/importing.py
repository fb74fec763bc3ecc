"""Importing: the whole story from seeds to drafts. Pure up to `read_seed` and `write_files` at the two ends."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Article, Entry, Incident, Location
from chronicle.entries.parsing import dump
from chronicle.intake.article import ArticleText, read_article
from chronicle.intake.drafting import Draft, draft_article, draft_incident, draft_locations
from chronicle.intake.events import Event, find_events
from chronicle.intake.gazetteer import Gazetteer, with_own
from chronicle.intake.places import set_scene
from chronicle.intake.readers import LARGEST, RawText, read_text
from chronicle.intake.sentences import Sentence, split_sentences
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


MOST_SENTENCES: Final = 300  # a long feature has 150; more is a book, and would take seconds


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReport:
    """What became of one seed. `files` are new; `kept` are paths of files that exist and stay as they are."""

    seed: str
    known: str = ""  # the path of the article entry that this seed was imported to before
    article: Article | None = None
    text: ArticleText | None = None
    drafts: tuple[Draft, ...] = ()
    locations: tuple[Location, ...] = ()
    files: tuple[File, ...] = ()
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


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


def run_import(seeds: Iterable[Seed], entries: Iterable[Entry], gazetteer: Gazetteer, *, rights: str) -> ImportReport:
    """Drafts for all seeds, beside the entries there are; a seed sees what the seeds before it propose."""
    known = tuple(entries)
    reports: list[SeedReport] = []
    for seed in seeds:
        report = import_seed(seed, known, gazetteer, rights=rights)
        reports.append(report)
        written = {file.path for file in report.files}
        proposed: tuple[Entry, ...] = (*report.locations, *(draft.entry for draft in report.drafts))
        known += tuple(entry for entry in proposed if entry.path in written)
        known += (report.article,) if report.article and report.article.path in written else ()
    return ImportReport(seeds=tuple(reports))


def import_seed(seed: Seed, entries: tuple[Entry, ...], gazetteer: Gazetteer, *, rights: str) -> SeedReport:
    """Reader → article → sentences → events → drafts, for one seed."""
    raw = read_text(seed.path, seed.data)
    if isinstance(raw, Problem):
        return SeedReport(seed=seed.path, problems=(raw,))
    before = _imported_before(raw, entries)
    if before:
        return SeedReport(seed=seed.path, known=before.path)
    text = read_article(raw)
    if not text.paragraphs:
        return SeedReport(seed=seed.path, problems=(_no_story(seed.path),))
    own = with_own(gazetteer, tuple(entry for entry in entries if isinstance(entry, Location)))
    sentences = split_sentences(text.paragraphs)
    events = _events(text, sentences[:MOST_SENTENCES], own)
    cited = (*sentences[:1], *(sighting.sentence for event in events for sighting in event.sightings))
    article = draft_article(raw, text, cited, rights)
    drafts = _apart(tuple(draft_incident(event, article, own) for event in events))
    doubts = _doubts(seed.path, text, drafts, long=len(sentences) > MOST_SENTENCES)
    return _report(seed.path, text, article, drafts, _places(drafts, own), {entry.path for entry in entries}, doubts)


def _imported_before(raw: RawText, entries: tuple[Entry, ...]) -> Article | None:
    return next((entry for entry in entries if isinstance(entry, Article) and entry.sha256 == raw.sha256), None)


def _events(article: ArticleText, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> tuple[Event, ...]:
    """The events of an article; none without a day to count from, because no date could be vouched for."""
    if article.day is None:
        return ()
    scene = set_scene(article.title, article.dateline_place, article.paragraphs, gazetteer)
    return find_events(article.title, sentences, article.day, scene)


def _places(drafts: tuple[Draft, ...], gazetteer: Gazetteer) -> tuple[Location, ...]:
    """The locations that the drafts need and the chronicle lacks, each once."""
    return tuple({place.path: place for draft in drafts for place in draft_locations(draft, gazetteer)}.values())


def _report(  # noqa: PLR0913, PLR0917 - the parts of a report
    seed: str,
    text: ArticleText,
    article: Article,
    drafts: tuple[Draft, ...],
    locations: tuple[Location, ...],
    taken: set[str],
    problems: tuple[Problem, ...],
) -> SeedReport:
    proposed: tuple[Entry, ...] = (article, *(draft.entry for draft in drafts), *locations)
    return SeedReport(
        seed=seed,
        article=article,
        text=text,
        drafts=drafts,
        locations=locations,
        files=tuple(File(path=entry.path, text=dump(entry)) for entry in proposed if entry.path not in taken),
        kept=tuple(entry.path for entry in proposed if entry.path in taken),
        problems=(*problems, *_clashes(seed, proposed, taken)),
    )


def _apart(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts under different names: a second event of a day at a place is numbered, in the article's order."""
    found: list[Draft] = []
    for draft in drafts:
        path, number = draft.entry.path, 2
        while any(path == other.entry.path for other in found):
            path, number = draft.entry.path.replace(".md", f"-{number}.md"), number + 1
        found.append(dataclasses.replace(draft, entry=dataclasses.replace(draft.entry, path=path)))
    return tuple(found)


# ---- problems


def _no_story(seed: str) -> Problem:
    return Problem(path=seed, message="has a head but no story below it", code="seed-empty")


def _doubts(seed: str, text: ArticleText, drafts: tuple[Draft, ...], *, long: bool) -> tuple[Problem, ...]:
    """What an editor must add to the article, because the seed does not say it."""
    found: list[tuple[str, str, str]] = []
    if not text.title:
        found.append(
            ("title", "the article has no headline; its title was made of its first sentence", "article-untitled")
        )
    if text.published is None:
        found.append(
            (
                "published",
                "the article says no year; no incidents are drafted: begin the seed with `date: 2023-10-20`",
                "article-undated",
            )
        )
    if not text.agency:
        found.append(
            ("publisher", "the article names no agency or paper; add `publisher` to its entry", "article-unsigned")
        )
    if long:
        message = f"only the first {MOST_SENTENCES} sentences were read for incidents; split the seed"
        found.append(("", message, "article-long"))
    if text.day and not drafts:
        found.append(("", "no sentence reports an incident of these days", "article-without-incident"))
    return tuple(
        Problem(path=seed, level="warning", field=field, message=message, code=code) for field, message, code in found
    )


def _clashes(seed: str, proposed: tuple[Entry, ...], taken: set[str]) -> tuple[Problem, ...]:
    """Incidents and articles whose file exists: kept as it is; the new account is the editor's to add."""
    return tuple(
        Problem(
            path=seed,
            level="warning",
            message=f"{entry.path} exists and is kept; if it tells the same event, add this article to its sources",
            code="entry-exists",
        )
        for entry in proposed
        if isinstance(entry, Incident | Article) and entry.path in taken
    )


# ---- the two ends


def read_seed(project: Path, path: Path) -> Seed | Problem:
    """The bytes of a seed; its path is kept relative to the project where it lies inside."""
    inside = path.resolve().is_relative_to(project.resolve())
    shown = (path.resolve().relative_to(project.resolve()) if inside else path).as_posix()
    if path.exists() and not path.is_file():
        return Problem(path=shown, message="is no ordinary file; name the files one by one", code="not-a-file")
    try:
        with path.open("rb") as file:
            return Seed(path=shown, data=file.read(LARGEST + 1))
    except OSError as error:
        return Problem(path=shown, message=f"cannot be read: {error.strerror}", code="unreadable")


def write_files(project: Path, files: Iterable[File]) -> tuple[Problem, ...]:
    """Write new files, whole or not at all; one that exists is never touched but reported."""
    return tuple(problem for file in files if (problem := _write_new(project, file)))


def _write_new(project: Path, file: File) -> Problem | None:
    target = project / file.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".import-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as made:
                made.write(file.text)
            os.chmod(name, 0o644)  # noqa: PTH101 - mkstemp makes files that only their owner reads
            os.link(name, target)  # fails when the target exists, and never leaves half a file
        finally:
            os.unlink(name)  # noqa: PTH108 - a name, not a path
    except FileExistsError:
        return Problem(path=file.path, message="exists and was not overwritten", code="entry-exists")
    except OSError as error:
        return Problem(path=file.path, message=f"cannot be written: {error.strerror}", code="unwritable")
    return None
