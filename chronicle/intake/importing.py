"""Importing: the whole story from seeds to drafts. Pure; `disk` holds the two ends."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from chronicle.entries.kinds import Article, Entry, Incident, Location, slug_of
from chronicle.entries.parsing import dump, parse_entry
from chronicle.intake.actors import actors_of, remarks
from chronicle.intake.article import ArticleText, read_article
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.copies import Copy, agency_of, is_agency, sentence_key
from chronicle.intake.disk import File, Seed
from chronicle.intake.drafting import Draft, draft_article, draft_incident, draft_locations
from chronicle.intake.events import Event, find_events
from chronicle.intake.known import Match, find_known, find_told
from chronicle.intake.language import language_of, languages
from chronicle.intake.places import set_scene
from chronicle.intake.readers import RawText, read_seed_text
from chronicle.intake.sentences import Sentence, split_sentences
from chronicle.problems import Problem
from chronicle.text.markup import MarkupError, render

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from chronicle.intake.actor_names import ActorNames
    from chronicle.intake.actors import Acting
    from chronicle.intake.gazetteer import Gazetteer

MOST_SENTENCES: Final = 300  # a long feature has 150; more is a book, and would take seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An incident as it is proposed: the draft, the locations it needs, and the known incident it may be.

    `is_told` says that the article is a copy, and that the known one tells it in the same sentences.
    """

    draft: Draft
    locations: tuple[Location, ...]
    match: Match | None = None
    is_told: bool = False

    @property
    def usual(self) -> Decision:
        """What becomes of it when nobody is asked."""
        return Decision(action="add" if self.match else "skip" if self.is_told else "draft")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to become of a proposed incident.

    It is drafted, added as a source to the incident it may be, or left out. `text` is a draft as an editor left it.
    """

    action: Literal["draft", "add", "skip"]
    text: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether a file is to be written for it."""
        return self.action == "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What is to become of a seed: of each of its incidents, and whether the article is written at all."""

    incidents: tuple[Decision, ...]
    article: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one seed gives, before anything is decided. Without an article there is nothing to decide.

    `known` is the path of the article entry that this seed was imported to before.
    """

    seed: str
    known: str = ""
    article: Article | None = None
    text: ArticleText | None = None
    incidents: tuple[Proposed, ...] = ()
    copy: Copy | None = None
    problems: tuple[Problem, ...] = ()


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
    copy: Copy | None = None
    locations: tuple[Location, ...] = ()
    files: tuple[File, ...] = ()
    entries: tuple[Entry, ...] = ()  # what the files hold
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


# ---- what is proposed


def propose(
    seed: Seed, catalogue: Catalogue, *, rights: str, today: dt.date, again: bool = False
) -> Iterator[Proposal]:
    """Reader → article → sentences → events → drafts, for each article in a seed; see `propose_article`.

    Each is proposed when it is asked for, so that it sees what became of the one before it.
    """
    texts, problems = read_seed_text(seed.path, seed.data, catalogue.words)
    if problems:
        yield Proposal(seed=seed.path, problems=problems)
    for raw in texts:
        yield propose_article(raw, catalogue, rights=rights, today=today, again=again)


def propose_article(
    raw: RawText, catalogue: Catalogue, *, rights: str, today: dt.date, again: bool = False
) -> Proposal:
    """The article in a raw text, and the incidents it reports, beside those that are known.

    One that was imported before is nothing new; `again` proposes the incidents that still lack it as a source.
    """
    before = catalogue.imported_as(raw.sha256)
    if before and not again:
        return Proposal(seed=raw.seed, known=before)
    spoken = language_of(raw.text)
    words = spoken or catalogue.words
    gazetteer = catalogue.gazetteer(words)
    text = read_article(raw, words)
    if not text.paragraphs:
        return Proposal(seed=raw.seed, problems=(_of_part(raw, _no_story(raw.seed)),))
    sentences = split_sentences(text.paragraphs, words)
    read = sentences[:MOST_SENTENCES]
    events = _events(text, read, gazetteer) if spoken else ()
    parts = _parts(events, read, catalogue.actor_names(words))
    cited = (*sentences[:1], *_cited(events, parts, read))
    drafted = draft_article(raw, text, cited, rights, today=today, words=words, is_read=spoken is not None)
    if before:
        known = dataclasses.replace(drafted, path=before)
        return _proposed_again(known, text, _drafted(events, parts, known, gazetteer), catalogue)
    copy = catalogue.texts.find(text.paragraphs)
    article = _numbered(_credited(drafted, copy), catalogue)
    incidents = _drafted(events, parts, article, gazetteer)
    return Proposal(
        seed=raw.seed,
        article=article,
        text=text,
        incidents=_matched(incidents, catalogue, copy),
        copy=copy,
        problems=(
            *_doubts(raw, text, len(incidents), is_read=spoken is not None, long=len(sentences) > MOST_SENTENCES),
            *_uncredited(article, copy, raw.seed),
        ),
    )


def _proposed_again(
    article: Article, text: ArticleText, drafted: tuple[Proposed, ...], catalogue: Catalogue
) -> Proposal:
    """An article that has an entry, with the known incidents that do not name it; nothing else of it is drafted."""
    incidents = _matched(drafted, catalogue, None)
    open_ones = tuple(each for each in incidents if each.match and not each.match.cited)
    if not open_ones:
        return Proposal(seed=article.seed, known=article.path)
    return Proposal(seed=article.seed, known=article.path, article=article, text=text, incidents=open_ones)


def _credited(article: Article, copy: Copy | None) -> Article:
    """The article with the agency whose text it carries, where it names none."""
    if copy is None or article.via or is_agency(article.publisher) or copy.agency == article.publisher:
        return article
    return dataclasses.replace(article, via=copy.agency)


def _events(article: ArticleText, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> tuple[Event, ...]:
    """The events of an article; none without a day to count from, because no date could be vouched for."""
    if article.day is None:
        return ()
    scene = set_scene(article.title, article.dateline_place, article.paragraphs, gazetteer, article.dateline)
    return find_events(article.title, sentences, article.day, scene)


def _parts(
    events: tuple[Event, ...], sentences: tuple[Sentence, ...], names: ActorNames
) -> tuple[tuple[Acting, ...], ...]:
    """Who had which part in each event."""
    text = "\n".join(sentence.text for sentence in sentences)
    told = zip(events, remarks(events, sentences, names.words), strict=True)
    return tuple(actors_of(event, found, text, names) for event, found in told)


def _cited(
    events: tuple[Event, ...], parts: tuple[tuple[Acting, ...], ...], sentences: tuple[Sentence, ...]
) -> tuple[Sentence, ...]:
    """The sentences that are evidence for an event."""
    told = {sighting.sentence.number for event in events for sighting in event.sightings}
    quoted = {acting.known.text for event in parts for acting in event}
    return tuple(each for each in sentences if each.number in told or each.text in quoted)


def _numbered(article: Article, catalogue: Catalogue) -> Article:
    """The article under a free name: another article of its agency, day and first words is another source."""
    path, number = article.path, 2
    while catalogue.path_of(Article, article.slug):
        article = dataclasses.replace(article, path=path.replace(".md", f"-{number}.md"))
        number += 1
    return article


def _drafted(
    events: tuple[Event, ...], parts: tuple[tuple[Acting, ...], ...], article: Article, gazetteer: Gazetteer
) -> tuple[Proposed, ...]:
    """The incidents, each with the locations that it needs and the chronicle lacks."""
    found: list[Proposed] = []
    slugs: dict[str, str] = {}
    known = gazetteer.beside(slugs)
    for event, acting in zip(events, parts, strict=True):
        draft = draft_incident(event, acting, article, known)
        locations = draft_locations(draft, known)
        slugs |= {each.slug: each.country_code for each in locations}
        found.append(Proposed(draft=draft, locations=locations))
    return tuple(found)


def _matched(incidents: tuple[Proposed, ...], catalogue: Catalogue, copy: Copy | None) -> tuple[Proposed, ...]:
    """The incidents with the known ones they may be; those of one article are never taken for each other."""
    atlas = catalogue.atlas.beside(location for each in incidents for location in each.locations)
    matches = find_known(tuple(each.draft.entry for each in incidents), catalogue, atlas)
    given = {match.incident.slug for match in matches if match}
    found: list[Proposed] = []
    for each, likest in zip(incidents, matches, strict=True):
        match, is_told = likest, copy is not None and _is_told(each.draft, copy)
        if copy and is_told and not match:
            known = (one for one in catalogue.incidents_citing(slug_of(copy.path)) if one.slug not in given)
            match = find_told(each.draft.entry, known, copy.path, atlas)
            given |= {match.incident.slug} if match else set()
        found.append(dataclasses.replace(each, match=match, is_told=is_told))
    return tuple(found)


def _is_told(draft: Draft, copy: Copy) -> bool:
    """Whether the first sentence of an incident stands in the article that is copied: it was drafted from there."""
    return sentence_key(draft.event.sightings[0].sentence.text) in copy.shared


# ---- what is decided


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
        return report
    written = tuple((draft.entry, each.text) for draft, each in zip(drafts, decided, strict=True) if each.is_draft)
    return _with_files(report, written, catalogue)


def _apart(incidents: tuple[Proposed, ...], decided: tuple[Decision, ...], catalogue: Catalogue) -> tuple[Draft, ...]:
    """The drafts under different names: a second event of a day at a place is numbered, in the article's order."""
    found: list[Draft] = []
    used: set[str] = set()
    for proposed, decision in zip(incidents, decided, strict=True):
        draft = proposed.draft
        entry, number = draft.entry, 2
        while decision.is_draft and (entry.path in used or _is_anothers(entry, draft, catalogue)):
            entry = dataclasses.replace(entry, path=draft.entry.path.replace(".md", f"-{number}.md"))
            number += 1
        used |= {entry.path} if decision.is_draft else set()
        if decision.text:
            edited, _ = parse_entry(Incident, decision.text, entry.path)
            entry = edited or entry
        found.append(dataclasses.replace(draft, entry=entry))
    return tuple(found)


def _is_anothers(entry: Incident, draft: Draft, catalogue: Catalogue) -> bool:
    """Whether an incident has this name that says enough of itself to be known as another one."""
    there = catalogue.incident(entry.slug)
    return bool(there and there.types and there.locations and draft.entry.types)


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


def _no_story(seed: str) -> Problem:
    return Problem(path=seed, message="has a head but no story below it", code="seed-empty")


def _of_part(raw: RawText, problem: Problem) -> Problem:
    """The problem of one item of a feed, which says so."""
    return dataclasses.replace(problem, message=f"{raw.part}: {problem.message}") if raw.part else problem


def _doubts(raw: RawText, text: ArticleText, incidents: int, *, is_read: bool, long: bool) -> tuple[Problem, ...]:
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
    if not (text.agency or raw.publisher):
        found.append(
            ("publisher", "the article names no agency or paper; add `publisher` to its entry", "article-unsigned")
        )
    if long:
        message = f"only the first {MOST_SENTENCES} sentences were read for incidents; split the seed"
        found.append(("", message, "article-long"))
    if not is_read:
        known = ", ".join(str(words.table("language")["name"]) for words in languages())
        message = f"the text is in none of the languages that are read ({known}); no incidents are drafted"
        found.append(("language", message, "article-language"))
    elif text.day and not incidents and not raw.part:  # most items of a feed report no incident
        found.append(("", "no sentence reports an incident of these days", "article-without-incident"))
    return tuple(
        _of_part(raw, Problem(path=raw.seed, level="warning", field=field, message=message, code=code))
        for field, message, code in found
    )


def _uncredited(article: Article, copy: Copy | None, seed: str) -> Iterator[Problem]:
    """Of two articles with one text the one that names no agency would count as an origin of its own."""
    mine = agency_of(article)
    if copy and not copy.agency and not (copy.publisher and copy.publisher == article.publisher):
        add = f"`via: {mine}` to it" if mine else "`via` to both, with the name of whose text it is"
        message = f"{copy.path} carries the same text and names no agency; add {add}"
        yield Problem(path=seed, level="warning", field="via", message=message, code="copy-without-agency")


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
