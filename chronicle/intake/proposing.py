"""Proposing: what a seed gives: its articles, the incidents each reports, and the known ones they may be. Pure."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from chronicle.entries.kinds import Article, Location, slug_of
from chronicle.intake.actors import actors_of, remarks
from chronicle.intake.article import ArticleText, read_article
from chronicle.intake.copies import Copy, agency_of, is_agency, sentence_key
from chronicle.intake.drafting import Draft, draft_article, draft_incident, draft_locations, numbered
from chronicle.intake.events import Event, find_events
from chronicle.intake.known import Match, find_known, find_told
from chronicle.intake.language import language_of, languages
from chronicle.intake.readers import RawText, read_seed_text
from chronicle.intake.scene import set_scene
from chronicle.intake.sentences import Sentence, split_sentences
from chronicle.problems import Problem, error_count

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from chronicle.intake.actor_names import ActorNames
    from chronicle.intake.actors import Acting
    from chronicle.intake.catalogue import Catalogue
    from chronicle.intake.disk import Seed
    from chronicle.intake.gazetteer import Gazetteer


MOST_SENTENCES: Final = 300  # a long feature has 150; more is a book, and would take seconds
MOST_LETTERS: Final = 80_000  # of them; what has no full stops comes in sentences that take as long as ten


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
class Proposal:
    """What one seed gives, before anything is decided; with an error, or without an article, nothing is.

    `known` is the path of the article entry that this seed was imported to before.
    """

    seed: str
    known: str = ""
    article: Article | None = None
    text: ArticleText | None = None
    incidents: tuple[Proposed, ...] = ()
    copy: Copy | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide."""
        return self.article is not None and not error_count(self.problems)


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
    read = _looked_at(sentences)
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
            *_doubts(
                raw,
                text,
                len(incidents),
                is_read=spoken is not None,
                cut=len(read) if len(read) < len(sentences) else 0,
            ),
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


def _looked_at(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Those in which incidents are looked for: the first."""
    first = sentences[:MOST_SENTENCES]
    ends = itertools.accumulate(len(sentence.text) for sentence in first)
    return tuple(sentence for sentence, end in zip(first, ends, strict=True) if end <= MOST_LETTERS)


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
    quoted = {acting.said.text for event in parts for acting in event}
    return tuple(each for each in sentences if each.number in told or each.text in quoted)


def _numbered(article: Article, catalogue: Catalogue) -> Article:
    """The article under a free name: another article of its agency, day and first words is another source."""
    paths = ((path, slug_of(path)) for path in numbered(article.path))
    free = (
        path for path, slug in paths if not (catalogue.path_of(Article, slug) or catalogue.was_called(Article, slug))
    )
    return dataclasses.replace(article, path=next(free))


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


def _no_story(seed: str) -> Problem:
    return Problem(path=seed, message="has a head but no story below it", code="seed-empty")


def _of_part(raw: RawText, problem: Problem) -> Problem:
    """The problem of one item of a feed, which says so."""
    return dataclasses.replace(problem, message=f"{raw.part}: {problem.message}") if raw.part else problem


def _doubts(raw: RawText, text: ArticleText, incidents: int, *, is_read: bool, cut: int) -> Iterator[Problem]:
    """What an editor must add to the article, because the seed does not say it; without a day nothing is written.

    Only so many sentences of it were looked at, if it was `cut`.
    """
    if not is_read:
        known = ", ".join(str(words.table("language")["name"]) for words in languages())
        message = f"the text is in none of the languages that are read ({known}); no incidents are drafted"
        yield _warning(raw, "language", message, "article-language")
        return
    if text.day is None:
        how = "begin the seed with" if raw.is_text else "save its text as .txt and begin that with"
        message = f"the article says no year, so nothing is written: {how} a line `date 2023-10-20`"
        yield _of_part(raw, Problem(path=raw.seed, field="published", message=message, code="article-undated"))
        return
    if not text.title:
        message = "the article has no headline; its title was made of its first sentence"
        yield _warning(raw, "title", message, "article-untitled")
    if not (text.agency or raw.publisher):
        message = "the article names no agency or paper; add `publisher` to its entry"
        yield _warning(raw, "publisher", message, "article-unsigned")
    if cut:
        message = f"only the first {cut} sentences were read for incidents; split the seed"
        yield _warning(raw, "", message, "article-long")
    if not incidents and not raw.part:  # most items of a feed report no incident
        yield _warning(raw, "", "no sentence reports an incident of these days", "article-without-incident")


def _warning(raw: RawText, field: str, message: str, code: str) -> Problem:
    return _of_part(raw, Problem(path=raw.seed, level="warning", field=field, message=message, code=code))


def _uncredited(article: Article, copy: Copy | None, seed: str) -> Iterator[Problem]:
    """Of two articles with one text the one that names no agency would count as an origin of its own."""
    mine = agency_of(article)
    if copy and not copy.agency and not (copy.publisher and copy.publisher == article.publisher):
        add = f"`via: {mine}` to it" if mine else "`via` to both, with the name of whose text it is"
        message = f"{copy.path} carries the same text and names no agency; add {add}"
        yield Problem(path=seed, level="warning", field="via", message=message, code="copy-without-agency")
