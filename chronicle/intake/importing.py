"""Importing: the whole story from seeds to drafts. Pure; `disk` holds the two ends."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location
from chronicle.entries.parsing import dump, parse_entry
from chronicle.intake.actor_names import actor_names
from chronicle.intake.actors import Acting, actors_of, remarks
from chronicle.intake.article import ArticleText, read_article
from chronicle.intake.disk import File, Seed
from chronicle.intake.drafting import Draft, draft_article, draft_incident, draft_locations
from chronicle.intake.events import Event, find_events
from chronicle.intake.gazetteer import Gazetteer, with_own
from chronicle.intake.places import set_scene
from chronicle.intake.readers import RawText, read_text
from chronicle.intake.sentences import Sentence, split_sentences
from chronicle.problems import Problem
from chronicle.text.markup import MarkupError, render

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

Taken = dict[tuple[type[Entry], str], Entry]  # the entries there are, by kind and slug

MOST_SENTENCES: Final = 300  # a long feature has 150; more is a book, and would take seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReport:
    """What became of one seed. `files` are new, in the order of writing; `kept` are paths of entries that stay.

    There are no files when one of them would be no good entry.
    """

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


def run_import(
    seeds: Iterable[Seed], entries: Iterable[Entry], gazetteer: Gazetteer, *, rights: str, today: dt.date
) -> ImportReport:
    """Drafts for all seeds, beside the entries there are; a seed sees what the seeds before it propose."""
    known = tuple(entries)
    reports: list[SeedReport] = []
    for seed in seeds:
        report = import_seed(seed, known, gazetteer, rights=rights, today=today)
        reports.append(report)
        written = {file.path for file in report.files}
        known += tuple(entry for entry in _proposed(report) if entry.path in written)
    return ImportReport(seeds=tuple(reports))


def _proposed(report: SeedReport) -> tuple[Entry, ...]:
    """Every entry drafted from a seed, in the order of writing: the article, which says "imported", is the last."""
    incidents = (draft.entry for draft in report.drafts)
    return (*report.locations, *incidents, *((report.article,) if report.article else ()))


def import_seed(
    seed: Seed, entries: tuple[Entry, ...], gazetteer: Gazetteer, *, rights: str, today: dt.date
) -> SeedReport:
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
    sentences_read = sentences[:MOST_SENTENCES]
    events = _events(text, sentences_read, own)
    parts = _parts(events, sentences_read, tuple(entry for entry in entries if isinstance(entry, Actor)))
    cited = (*sentences[:1], *_cited(events, parts, sentences_read))
    taken = {(type(entry), entry.slug): entry for entry in entries}
    article = _numbered(draft_article(raw, text, cited, rights, today), taken)
    drafts, locations = _drafted(events, parts, article, own)
    report = SeedReport(
        seed=seed.path,
        article=article,
        text=text,
        drafts=drafts,
        locations=locations,
        problems=_doubts(seed.path, text, drafts, long=len(sentences) > MOST_SENTENCES),
    )
    return _with_files(report, taken)


def _imported_before(raw: RawText, entries: tuple[Entry, ...]) -> Article | None:
    return next((entry for entry in entries if isinstance(entry, Article) and entry.sha256 == raw.sha256), None)


def _events(article: ArticleText, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> tuple[Event, ...]:
    """The events of an article; none without a day to count from, because no date could be vouched for."""
    if article.day is None:
        return ()
    scene = set_scene(article.title, article.dateline_place, article.paragraphs, gazetteer, article.dateline)
    return find_events(article.title, sentences, article.day, scene)


def _parts(
    events: tuple[Event, ...], sentences: tuple[Sentence, ...], actors: tuple[Actor, ...]
) -> tuple[tuple[Acting, ...], ...]:
    """Who had which part in each event."""
    names = actor_names(actors)
    text = "\n".join(sentence.text for sentence in sentences)
    told = zip(events, remarks(events, sentences), strict=True)
    return tuple(actors_of(event, found, text, names) for event, found in told)


def _cited(
    events: tuple[Event, ...], parts: tuple[tuple[Acting, ...], ...], sentences: tuple[Sentence, ...]
) -> tuple[Sentence, ...]:
    """The sentences that are evidence for an event."""
    told = {sighting.sentence.number for event in events for sighting in event.sightings}
    quoted = {acting.known.text for event in parts for acting in event}
    return tuple(each for each in sentences if each.number in told or each.text in quoted)


def _drafted(
    events: tuple[Event, ...], parts: tuple[tuple[Acting, ...], ...], article: Article, gazetteer: Gazetteer
) -> tuple[tuple[Draft, ...], tuple[Location, ...]]:
    """The incidents, and the locations that they need and the chronicle lacks, each once."""
    drafts: list[Draft] = []
    locations: dict[str, Location] = {}
    for event, acting in zip(events, parts, strict=True):
        slugs = {**gazetteer.slugs, **{each.slug: each.country_code for each in locations.values()}}
        known = dataclasses.replace(gazetteer, slugs=slugs)
        draft = draft_incident(event, acting, article, known)
        drafts.append(draft)
        for location in draft_locations(draft, known):
            locations.setdefault(location.path, location)
    return _apart(tuple(drafts)), tuple(locations.values())


def _numbered(article: Article, taken: Taken) -> Article:
    """The article under a free name: another article of its agency, day and first words is another source."""
    path, number = article.path, 2
    while (Article, article.slug) in taken:
        article = dataclasses.replace(article, path=path.replace(".md", f"-{number}.md"))
        number += 1
    return article


def _with_files(report: SeedReport, taken: Taken) -> SeedReport:
    """The report with what is to be written, and what is kept; an entry is the same by kind and slug."""
    proposed = _proposed(report)
    new = tuple(entry for entry in proposed if (type(entry), entry.slug) not in taken)
    files = tuple(File(path=entry.path, text=dump(entry)) for entry in new)
    faults = tuple(
        problem for entry, file in zip(new, files, strict=True) for problem in _faults(report.seed, entry, file)
    )
    kept = tuple(taken[type(entry), entry.slug].path for entry in proposed if (type(entry), entry.slug) in taken)
    return dataclasses.replace(
        report,
        files=() if faults else files,
        kept=kept,
        problems=(*report.problems, *_clashes(report, taken), *faults),
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


def _clashes(report: SeedReport, taken: Taken) -> tuple[Problem, ...]:
    """Incidents that exist and do not cite the article: kept as they are; the new account is the editor's to add."""
    there = (taken.get((Incident, draft.entry.slug)) for draft in report.drafts)
    article = report.article.slug if report.article else ""
    return tuple(
        Problem(
            path=report.seed,
            level="warning",
            message=f"{entry.path} exists and is kept; if it tells the same event, add this article to its sources",
            code="entry-exists",
        )
        for entry in there
        if isinstance(entry, Incident) and article not in {source.article for source in entry.sources}
    )


def _faults(seed: str, entry: Entry, file: File) -> tuple[Problem, ...]:
    """What `check` would refuse in a drafted file, told of the seed."""
    parsed, problems = parse_entry(type(entry), file.text, file.path)
    found = [(problem.code, problem.message) for problem in problems if problem.level == "error"]
    if parsed:
        try:
            render(parsed.body)
        except MarkupError as error:
            found.append(("body-markup", str(error)))
    return tuple(
        Problem(path=seed, code=code, message=f"gives no good entry: {file.path} {message}") for code, message in found
    )
