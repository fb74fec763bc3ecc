"""Drafting: an article and its events become entries as an editor would begin them. Pure."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Article, Incident, Location
from chronicle.entries.records import Dateline, Evidence, Role, Source
from chronicle.intake.claims import claims_of, span
from chronicle.intake.dateline import agency_named
from chronicle.intake.doubts import doubts_of
from chronicle.intake.gazetteer import PRECISION, Gazetteer, GazetteerPlace
from chronicle.intake.geography import chain
from chronicle.intake.happenings import reported
from chronicle.intake.plain import escape
from chronicle.intake.quotes import quotes
from chronicle.intake.spelling import place_key
from chronicle.intake.titles import article_title, incident_title
from chronicle.text.dates import When
from chronicle.text.frontmatter import Text
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from chronicle.intake.actors import Acting
    from chronicle.intake.article import ArticleText
    from chronicle.intake.claims import ClaimAndSource
    from chronicle.intake.doubts import Doubt
    from chronicle.intake.events import Event
    from chronicle.intake.quotes import Span
    from chronicle.intake.readers import RawText
    from chronicle.intake.sentences import Sentence
    from chronicle.intake.sightings import Sighting
    from chronicle.intake.words import EventWords, Words
    from chronicle.text.counts import Count

WORDS_IN_ADDRESS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An incident with its chain of places, its toll and its doubts, beside the entry made of them."""

    entry: Incident
    event: Event
    chain: tuple[GazetteerPlace, ...]
    killed: Count | None
    injured: Count | None
    doubts: tuple[Doubt, ...] = ()


# ---- the article


def numbered(path: str) -> Iterator[str]:
    """The path of an entry, and those it gets when others have it: `a.md`, `a-2.md`, `a-3.md`, without end."""
    yield path
    for number in itertools.count(2):
        yield path.replace(".md", f"-{number}.md")


def draft_article(  # noqa: PLR0913 - an article, and what decides how it is kept
    raw: RawText,
    article: ArticleText,
    cited: tuple[Sentence, ...],
    rights: str,
    *,
    today: dt.date,
    words: Words,
    is_read: bool,
) -> Article:
    """The entry of an article, added today; its body is as much of the text as the rights allow.

    `is_read` says that it is written in the language of the words.
    """
    title = article_title(article, words)
    published = When.on(article.published) if article.published else None
    dateline = None
    if article.dateline_place or article.dateline_day:
        day = article.dateline_day or article.published
        dateline = Dateline(place=tidy_place(article.dateline_place), date=When.on(day) if day else None)
    publisher, via = _origin(raw.publisher, article.agency)
    date = article.published.isoformat() if article.published else ""
    return Article(
        path=article_path(publisher, date, title, words),
        title=title,
        publisher=publisher,
        via=via,
        published=published,
        dateline=dateline,
        url=raw.url,
        language=raw.language or (words.code if is_read else ""),
        seed=raw.seed,
        sha256=raw.sha256,
        rights=rights,
        added=When.on(today),
        text=Text.of(_body(article, cited, rights)),
    )


def article_path(publisher: str, date: str, title: str, words: Words) -> str:
    """The file of an article: its publisher, its date, and the words that tell in its title."""
    small = words.words("titles", "small")
    telling = [word for word in slugify(title).split("-") if word not in small][:WORDS_IN_ADDRESS]
    slug = slugify("-".join((publisher or "article", date or "undated", *telling)))
    return f"content/articles/{slug}.md"


def incident_path(date: str, where: str, title: str) -> str:
    """The file of an incident: its date and the slug of its place, or its title where no place is known."""
    return f"content/incidents/{slugify(f'{date}-{where or title}')}.md"


def _origin(publisher: str, agency: str) -> tuple[str, str]:
    """Who published an article, and the agency whose copy it is if that is somebody else."""
    is_own = not publisher or agency in {publisher, agency_named(publisher)}
    return (agency or publisher, "") if is_own else (publisher, agency)


def tidy_place(printed: str) -> str:
    """`ANBAR (Iraq)` as `Anbar (Iraq)`: capitals of a dateline's own become ordinary ones."""
    return re.sub(
        r"[^\W\d_]{3,}", lambda word: word.group().capitalize() if word.group().isupper() else word.group(), printed
    )


def _body(article: ArticleText, cited: tuple[Sentence, ...], rights: str) -> str:
    if rights == "full":
        return "\n\n".join(escape(paragraph) for paragraph in article.paragraphs) + "\n"
    if rights == "cite" or not article.paragraphs:
        return ""
    texts = dict.fromkeys(sentence.text for sentence in sorted(cited, key=lambda sentence: sentence.number))
    return "\n\n".join(escape(text) for text in texts) + "\n" if texts else ""


# ---- incidents


def draft_incident(event: Event, acting: tuple[Acting, ...], article: Article, gazetteer: Gazetteer) -> Draft:
    """The entry of an event, each value with its sentence; what was concluded rather than said needs review."""
    places = chain(event.place, gazetteer) if event.place else ()
    claims = claims_of(event, article, gazetteer.words)
    grade = _grade(event, gazetteer.words)
    doubts = doubts_of(event, acting, article, claims, grade, gazetteer)
    killed, injured = span(claims, "killed"), span(claims, "injured")
    title = incident_title(event, gazetteer.words)
    where = location_slug(places[0], event.place_name, gazetteer) if places else ""
    entry = Incident(
        path=incident_path(event.day.isoformat(), where, title),
        title=title,
        date=When.on(event.day),
        locations=(where,) if where else (),
        types=tuple(each.slug for each in event.types),
        actors=tuple(Role(actor=each.actor, role=each.role) for each in acting),
        weapons=tuple(dict.fromkeys(each.weapon for each in event.types if each.weapon)),
        casualties=tuple(claim for claim, _ in claims),
        grade=grade,
        sources=(Source(article=article.slug),),
        status="draft",
        added=article.added,
        needs_review=tuple(dict.fromkeys(doubt.field for doubt in doubts)),
        evidence=_evidence(event, acting, claims, gazetteer.words),
        text=Text.of(escape(" ".join(_told(event))) + "\n"),
    )
    return Draft(entry=entry, event=event, chain=places, killed=killed, injured=injured, doubts=doubts)


def _told(event: Event) -> tuple[str, ...]:
    """The sentences that tell of an event, without the headline, each once."""
    return tuple(dict.fromkeys(each.sentence.text for each in event.sightings if not each.is_headline))


def _grade(event: Event, words: Words) -> str:
    """How sure a single article can make it: one origin confirms nothing, so `likely` is the most it proposes."""
    text = " ".join(sighting.sentence.text for sighting in event.sightings)
    if words.any("background", "denial").search(text):
        return "disputed"
    if words.any("background", "claimant").search(text) and not words.any("background", "officials").search(text):
        return "claimed"
    return "likely"


def _evidence(
    event: Event, acting: tuple[Acting, ...], claims: tuple[ClaimAndSource, ...], words: Words
) -> tuple[Evidence, ...]:
    """The words behind each value; a value that nothing says has none."""
    places = event.place_known.quotes if event.place_known else ()
    armed = tuple(each for each in event.types if each.weapon)
    found = [
        *(("date", quote) for quote in event.day_known.quotes),
        *(("locations", quote) for quote in places),
        *(("types", quote) for quote in _type_quotes(event, event.types, words)),
        *(("weapons", quote) for quote in _type_quotes(event, armed, words)),
        *(("actors", quote) for quote in _actor_quotes(acting)),
        *(("casualties", quote) for _, sighting in claims for quote in _toll_quotes(sighting)),
    ]
    return tuple(Evidence(field=name, quote=quote) for name, quote in dict.fromkeys(found))


def _type_quotes(event: Event, types: tuple[EventWords, ...], words: Words) -> tuple[str, ...]:
    """For each type the first sentence that tells it; types of one sentence share a quote."""
    spans: dict[str, list[Span]] = {}
    for each in types:
        sighting = next(sighting for sighting in event.sightings if each in sighting.types)
        told = (each, *(other for other in sighting.types if each.slug in other.also))
        match = next(filter(None, (reported(one, sighting.clause, words) for one in told)), None)
        if match:
            start, end = match.span()
            spans.setdefault(sighting.sentence.text, []).append((sighting.offset + start, sighting.offset + end))
    return tuple(words for text, found in spans.items() for words in quotes(text, found))


def _actor_quotes(acting: tuple[Acting, ...]) -> tuple[str, ...]:
    """The sentence behind each part; parts of one sentence share a quote."""
    spans: dict[str, list[Span]] = {}
    for each in acting:
        spans.setdefault(each.said.text, []).append((each.said.start, each.said.end))
    return tuple(words for text, found in spans.items() for words in quotes(text, found))


def _toll_quotes(sighting: Sighting) -> tuple[str, ...]:
    spans = [(sighting.offset + start, sighting.offset + end) for start, end in sighting.toll.spans]
    return quotes(sighting.sentence.text, spans)


# ---- locations


def shown_name(place: GazetteerPlace, name: str, gazetteer: Gazetteer) -> str:
    """The name of a place's entry: the article's own for it; a province named like its town is called so.

    One that is called like a location in another country has its own country behind its name.
    """
    if place.slug or place.kind == "country":
        return place.name
    shown = name or place.name
    if place.kind == "province" and _has_town(shown, place.country, gazetteer):
        shown = gazetteer.words.table("place_words")["province"].format(name=shown)
    country = gazetteer.country(place.country)
    if country and gazetteer.slugs.get(slugify(shown), "") not in {"", place.country}:
        return f"{shown} ({country.name})"
    return shown


def _has_town(name: str, country: str, gazetteer: Gazetteer) -> bool:
    found = gazetteer.find(place_key(name))
    return any(place.country == country and place.kind in {"city", "town"} for place in found)


def location_slug(place: GazetteerPlace, name: str, gazetteer: Gazetteer) -> str:
    """The slug of a place's entry: its own, or one made of its shown name, which may be the earlier one of an entry."""
    if place.slug:
        return place.slug
    slug = slugify(shown_name(place, name, gazetteer))
    return gazetteer.moved.get(slug, slug)


def draft_locations(draft: Draft, gazetteer: Gazetteer) -> tuple[Location, ...]:
    """An incident's place and those it lies in, from the country down, without those that have an entry."""
    found: list[Location] = []
    parent = ""
    for number, place in reversed(tuple(enumerate(draft.chain))):
        name = draft.event.place_name if number == 0 else ""
        slug = location_slug(place, name, gazetteer)
        if not place.slug and slug != parent:
            found.append(_location(place, shown_name(place, name, gazetteer), slug, parent))
        parent = slug
    return tuple(found)


def _location(place: GazetteerPlace, name: str, slug: str, parent: str) -> Location:
    coordinates = None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)
    other = place.name if slugify(place.name) != slugify(name) and not name.startswith(f"{place.name} ") else ""
    return Location(
        path=f"content/locations/{slug}.md",
        name=name,
        kind=place.kind,
        parent=parent,
        coordinates=coordinates,
        precision=(place.precision or PRECISION.get(place.kind, "vicinity")) if coordinates else "",
        spellings=(other,) if other else (),
        country_code=place.country,
        geonames=place.geonames,
    )
