"""Drafting: an article and its events become entries as an editor would begin them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Article, Incident, Location
from chronicle.entries.records import Dateline, Evidence, Source
from chronicle.intake.claims import claims_of, span
from chronicle.intake.gazetteer import PRECISION, Gazetteer, Place
from chronicle.intake.places import chain
from chronicle.intake.spelling import place_key
from chronicle.intake.titles import article_title, incident_title
from chronicle.intake.words import phrases
from chronicle.text.dates import When
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from chronicle.intake.article import ArticleText
    from chronicle.intake.claims import ClaimAndSource
    from chronicle.intake.events import Event
    from chronicle.intake.readers import RawText
    from chronicle.intake.sentences import Sentence
    from chronicle.text.counts import Count

LONGEST_QUOTE: Final = 300
WORDS_IN_ADDRESS: Final = 5

_SMALL: Final = frozenset(
    "a an the of in on at to for and or but by with from as is are was were after over near that says say said".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An incident with its chain of places and its toll, beside the entry made of them."""

    entry: Incident
    event: Event
    chain: tuple[Place, ...]
    killed: Count | None
    injured: Count | None


# ---- the article


def draft_article(raw: RawText, article: ArticleText, cited: tuple[Sentence, ...], rights: str) -> Article:
    """The entry of an article; its body is as much of the text as the rights allow."""
    title = article_title(article)
    published = When.on(article.published) if article.published else None
    dateline = None
    if article.dateline_place or article.dateline_day:
        day = article.dateline_day or article.published
        dateline = Dateline(place=tidy_place(article.dateline_place), date=When.on(day) if day else None)
    words = [word for word in slugify(title).split("-") if word not in _SMALL][:WORDS_IN_ADDRESS]
    date = article.published.isoformat() if article.published else "undated"
    slug = slugify("-".join((article.agency or "article", date, *words)))
    return Article(
        path=f"content/articles/{slug}.md",
        title=title,
        publisher=article.agency,
        published=published,
        dateline=dateline,
        language="en",
        seed=raw.seed,
        sha256=raw.sha256,
        rights=rights,
        added=published,
        body=_body(article, cited, rights),
    )


def tidy_place(printed: str) -> str:
    """`ANBAR (Iraq)` as `Anbar (Iraq)`: capitals of a dateline's own become ordinary ones."""
    return re.sub(
        r"[^\W\d_]{3,}", lambda word: word.group().capitalize() if word.group().isupper() else word.group(), printed
    )


def _body(article: ArticleText, cited: tuple[Sentence, ...], rights: str) -> str:
    if rights == "full":
        return article.body + "\n"
    if rights == "cite" or not article.paragraphs:
        return ""
    texts = dict.fromkeys(sentence.text for sentence in sorted(cited, key=lambda sentence: sentence.number))
    return "\n\n".join(texts) + "\n" if texts else ""


# ---- incidents


def draft_incident(event: Event, article: Article, gazetteer: Gazetteer) -> Draft:
    """The entry of an event, each value with its sentence; what was concluded rather than said needs review."""
    places = chain(event.place, gazetteer) if event.place else ()
    claims = claims_of(event, article)
    killed, injured = span(claims, "killed"), span(claims, "injured")
    title = incident_title(event)
    where = location_slug(places[0], event.place_name, gazetteer) if places else ""
    slug = slugify(f"{event.day.isoformat()}-{where or title}")
    entry = Incident(
        path=f"content/incidents/{slug}.md",
        title=title,
        date=When.on(event.day),
        locations=(where,) if where else (),
        types=tuple(each.slug for each in event.types),
        weapons=tuple(dict.fromkeys(each.weapon for each in event.types if each.weapon)),
        casualties=tuple(claim for claim, _ in claims),
        grade=_grade(event),
        sources=(Source(article=article.slug),),
        status="draft",
        added=article.published,
        needs_review=_doubts(event, claims),
        evidence=_evidence(event, claims),
        body=" ".join(dict.fromkeys(sighting.sentence.text for sighting in event.sightings)) + "\n",
    )
    return Draft(entry=entry, event=event, chain=places, killed=killed, injured=injured)


def _grade(event: Event) -> str:
    """How sure a single article can make it: one origin confirms nothing, so `likely` is the most it proposes."""
    text = " ".join(sighting.sentence.text for sighting in event.sightings)
    if phrases("denial").search(text):
        return "disputed"
    if phrases("claimant").search(text) and not phrases("officials").search(text):
        return "claimed"
    return "likely"


def _doubts(event: Event, claims: tuple[ClaimAndSource, ...]) -> tuple[str, ...]:
    """The fields that an editor must look at."""
    doubts = ["title", "grade"]
    if not event.day_known.sure:
        doubts.append("date")
    if event.place_known is None or not event.place_known.sure or event.place is None or event.place.fineness < 2:  # noqa: PLR2004
        doubts.append("locations")
    if len(claims) > 1 or any(sighting.toll.vague for _, sighting in claims):
        doubts.append("casualties")
    if not event.families:
        doubts.append("types")
    return tuple(doubts)


def _evidence(event: Event, claims: tuple[ClaimAndSource, ...]) -> tuple[Evidence, ...]:
    telling = next((sighting for sighting in event.sightings if sighting.types), event.sightings[0])
    found = [("date", event.day_known.sentence)]
    if event.place_known:
        found.append(("locations", event.place_known.sentence))
    found.append(("types", telling.sentence))
    found += [("casualties", sighting.sentence) for _, sighting in claims]
    return tuple(Evidence(field=name, quote=quote(sentence.text)) for name, sentence in dict.fromkeys(found))


def quote(text: str) -> str:
    """A sentence as evidence: on one line, cut after a word when it is too long."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_QUOTE:
        return flat
    return flat[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0]


# ---- locations


def shown_name(place: Place, name: str, gazetteer: Gazetteer) -> str:
    """The name of a place's entry: the article's own for it; a province named like its town is called so."""
    if place.slug or place.kind == "country":
        return place.name
    shown = name or place.name
    if place.kind == "province" and _has_town(shown, place.country, gazetteer):
        return f"{shown} province"
    return shown


def _has_town(name: str, country: str, gazetteer: Gazetteer) -> bool:
    found = gazetteer.find(place_key(name))
    return any(place.country == country and place.kind in {"city", "town"} for place in found)


def location_slug(place: Place, name: str, gazetteer: Gazetteer) -> str:
    """The slug of a place's entry: its own, or one made of its shown name."""
    return place.slug or slugify(shown_name(place, name, gazetteer))


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


def _location(place: Place, name: str, slug: str, parent: str) -> Location:
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
