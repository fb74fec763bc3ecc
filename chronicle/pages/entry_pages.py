"""The pages of entries: incident, location, actor, article, note, and what is known by name only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.edition import Edition, group_label, translated
from chronicle.pages.labels import ACTOR_LABELS, FIELD_LABELS, PLACE_LABELS, PRECISION_LABELS, ROLE_LABELS
from chronicle.pages.lists import listing, year_lists
from chronicle.pages.page import Link, Page
from chronicle.pages.prose import prose
from chronicle.pages.views import (
    ActorView,
    ArticleView,
    ClaimRow,
    IncidentView,
    LocationView,
    NoteView,
    PictureView,
    PlaceLine,
    SourceRow,
    SubjectView,
    UpdateRow,
)
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.entries.kinds import Actor, Location
    from chronicle.entries.records import Claim
    from chronicle.linking.chronicle import (
        Citation,
        LinkedActor,
        LinkedArticle,
        LinkedIncident,
        LinkedNote,
        Place,
    )
    from chronicle.text.dates import When

_DECIMALS: Final = {"exact": 4, "vicinity": 2, "locality": 2, "district": 1, "province": 1, "country": 0}


def _short(edition: Edition, when: When | None) -> str:
    return edition.language.when(when, short=True) if when else ""


def _linked(edition: Edition, targets: Sequence[Target]) -> tuple[Link, ...]:
    return tuple(edition.link(target) for target in targets)


def position(edition: Edition, place: Place) -> tuple[str, str]:
    """Where a place lies, as exact as it is known: `33.79° N, 42.44° E`, and the words for how exact."""
    if not place.entry or not place.entry.coordinates:
        return "", ""
    latitude, longitude = place.entry.coordinates
    digits = _DECIMALS.get(place.entry.precision, 2)
    north = f"{_degrees(latitude, digits)}° {'N' if latitude >= 0 else 'S'}"
    east = f"{_degrees(longitude, digits)}° {'E' if longitude >= 0 else 'W'}"
    words = PRECISION_LABELS.get(place.entry.precision, "")
    return f"{north}, {east}", edition.text(words) if words else ""


def _degrees(number: float, digits: int) -> str:
    """Degrees with so many decimals, and none that the entry does not have."""
    text = f"{abs(number):.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


# ---- incident


def incident_page(edition: Edition, incident: LinkedIncident) -> Page:
    """The page of an incident."""
    entry = incident.entry
    notice, notice_link = _notice(edition, incident)
    language = edition.language
    main = next(iter(incident.places), "")
    view = IncidentView(
        title=entry.title,
        summary=entry.summary,
        notice=notice,
        notice_link=notice_link,
        crumbs=edition.place_links((*edition.chronicle.places[main].ancestors, main)) if main else (),
        when=language.when(entry.date),
        iso=entry.date.iso,
        time=_time(edition, entry.time),
        grade=incident.grade.slug if incident.grade else "",
        grade_label=translated(incident.grade.label, language) if incident.grade else "",
        grade_text=translated(incident.grade.text, language) if incident.grade else "",
        places=tuple(_place_line(edition, slug) for slug in incident.places),
        types=tuple((slug, edition.type_link(slug)) for slug in incident.types),
        actors=_actors(edition, incident),
        weapons=entry.weapons,
        killed=language.count(incident.killed),
        injured=language.count(incident.injured),
        claims=tuple(_claim(edition, incident, claim) for claim in entry.casualties),
        prose=prose(edition, incident.text, tuple(incident.places)),
        sources=tuple(_source(edition, citation) for citation in incident.citations),
        media=_media(edition, incident),
        evidence=tuple(
            (translated(FIELD_LABELS.get(item.field, item.field), language), item.quote) for item in entry.evidence
        ),
        updates=tuple(
            UpdateRow(date=_short(edition, item.date), iso=item.date.iso, kind=item.kind, text=item.text)
            for item in sorted(entry.updates, key=lambda item: item.date, reverse=True)
        ),
        added=_short(edition, entry.added),
        chain=_chain(edition, incident),
        related=tuple(edition.cards[slug] for slug in incident.related),
        mentioned_by=_linked(edition, incident.mentioned_by),
        earlier=edition.incident_link(incident.earlier),
        later=edition.incident_link(incident.later),
        tags=entry.tags,
    )
    address = addresses.incident(entry.slug)
    return edition.page(address, "incident.html", entry.title, view, description=entry.summary, source=entry.path)


def _time(edition: Edition, time: str) -> str:
    """The time of day; without an offset of its own it is meant in the chronicle's time zone."""
    zone = edition.config.timezone.replace("_", " ")
    return f"{time} ({zone})" if time and zone and len(time) == len("21:40") else time


def _notice(edition: Edition, incident: LinkedIncident) -> tuple[str, Link | None]:
    """What a reader must know before anything else."""
    if incident.entry.status == "withdrawn":
        return edition.text("This entry has been withdrawn. It counts nowhere and stands in no list."), None
    if incident.duplicate_of:
        words = edition.text("This entry tells the same event as another one, which replaces it:")
        return words, edition.incident_link(incident.duplicate_of)
    if incident.entry.status == "draft":
        return edition.text("This is a draft. It has not been reviewed."), None
    return "", None


def _place_line(edition: Edition, slug: str) -> PlaceLine:
    place = edition.chronicle.places[slug]
    where, precision = position(edition, place)
    return PlaceLine(
        link=edition.link(Target("location", slug)),
        within=edition.place_links(place.ancestors),
        position=where,
        precision=precision,
    )


def _actors(edition: Edition, incident: LinkedIncident) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    by_role: dict[str, list[Link]] = {}
    for slug, role in incident.actors:
        by_role.setdefault(role, []).append(edition.link(Target("actor", slug)))
    return tuple((edition.text(label), tuple(by_role[role])) for role, label in ROLE_LABELS.items() if role in by_role)


def _claim(edition: Edition, incident: LinkedIncident, claim: Claim) -> ClaimRow:
    language = edition.language
    return ClaimRow(
        killed=language.count(claim.killed) if claim.killed else "",
        injured=language.count(claim.injured) if claim.injured else "",
        of=group_label(claim.of, language),
        who=claim.who,
        source=_claim_source(incident, claim.source),
        date=_short(edition, claim.date),
        superseded=claim.superseded,
    )


def _claim_source(incident: LinkedIncident, source: str) -> Link:
    for citation in incident.citations:
        if source and source == citation.article:
            label = citation.publisher or citation.title
            return Link(label, addresses.article(citation.article))
    return Link(source)


def _source(edition: Edition, citation: Citation) -> SourceRow:
    publisher = citation.publisher_slug in edition.chronicle.publishers
    return SourceRow(
        publisher=Link(citation.publisher, addresses.publisher(citation.publisher_slug) if publisher else ""),
        title=citation.title,
        article=edition.link(Target("article", citation.article)) if citation.article else None,
        outside=citation.url,
        archived=citation.archived,
        date=_short(edition, citation.date),
        accessed=_short(edition, citation.accessed),
    )


def _media(edition: Edition, incident: LinkedIncident) -> tuple[PictureView, ...]:
    files = {file.name: file for file in edition.chronicle.media}
    return tuple(
        PictureView(
            address=item.file,
            alt=item.alt,
            caption=item.caption,
            credit=item.credit,
            license=item.license,
            width=files[item.file].width,
            height=files[item.file].height,
        )
        for item in incident.entry.media
        if item.file in files
    )


def _chain(edition: Edition, incident: LinkedIncident) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Typed links and their reverse, in words."""
    text = edition.text
    found = (
        (text("Part of"), (incident.part_of,)),
        (text("Its parts"), incident.parts),
        (text("Follows"), (incident.follows,)),
        (text("Followed by"), incident.followed_by),
        (text("Also told in"), incident.duplicates),
    )
    return tuple((label, edition.incident_links(slugs)) for label, slugs in found if any(slugs))


# ---- location and actor


def _names(edition: Edition, entry: Location | Actor | None) -> tuple[tuple[str, str, str], ...]:
    """(language code, name of the language, name) for each other language."""
    names = entry.names if entry else ()
    return tuple((code, edition.language.language_name(code), name) for code, name in names)


def location_pages(edition: Edition, place: Place) -> Iterator[Page]:
    """The page of a location, and those of its years when the list is long."""
    entry = place.entry
    address = addresses.location(place.slug)
    where, precision = position(edition, place)
    places = edition.chronicle.places
    view = LocationView(
        name=place.name,
        kind=edition.text(PLACE_LABELS[entry.kind]) if entry and entry.kind else "",
        crumbs=edition.place_links(place.ancestors),
        spellings=entry.spellings if entry else (),
        names=_names(edition, entry),
        position=where,
        precision=precision,
        is_known=entry is not None,
        children=tuple(
            (edition.link(Target("location", slug)), edition.language.number(len(places[slug].incidents)))
            for slug in sorted(place.children, key=lambda slug: (places[slug].name, slug))
        ),
        prose=prose(edition, place.text),
        listing=listing(edition, place.incidents, address),
        here=edition.language.number(len(place.here)),
        mentioned_by=_linked(edition, place.mentioned_by),
    )
    yield edition.page(address, "location.html", place.name, view, source=entry.path if entry else "")
    yield from years_of(edition, place.name, place.incidents, address)


def actor_pages(edition: Edition, actor: LinkedActor) -> Iterator[Page]:
    """The page of an actor, and those of its years when the list is long."""
    entry = actor.entry
    address = addresses.actor(actor.slug)
    view = ActorView(
        name=actor.name,
        kind=edition.text(ACTOR_LABELS[entry.kind]) if entry and entry.kind else "",
        parent=edition.link(Target("actor", actor.parent)) if actor.parent else None,
        spellings=entry.spellings if entry else (),
        names=_names(edition, entry),
        prose=prose(edition, actor.text),
        listing=listing(edition, actor.incidents, address),
        mentioned_by=_linked(edition, actor.mentioned_by),
    )
    yield edition.page(address, "actor.html", actor.name, view, source=entry.path if entry else "")
    yield from years_of(edition, actor.name, actor.incidents, address)


def years_of(edition: Edition, name: str, slugs: Sequence[str], address: str) -> Iterator[Page]:
    """The pages of single years of a long list."""
    for year_address, year, found in year_lists(edition, slugs, address):
        title = edition.text("{name} in {year}", name=name, year=year)
        view = SubjectView(name=title, back=Link(name, address), listing=listing(edition, found))
        yield edition.page(year_address, "subject.html", title, view)


# ---- article and note


def article_page(edition: Edition, article: LinkedArticle) -> Page:
    """The page of an article."""
    entry = article.entry
    publisher = edition.chronicle.publishers[slugify(entry.publisher)] if entry.publisher else None
    dateline = entry.dateline
    view = ArticleView(
        title=entry.title,
        publisher=Link(entry.publisher, addresses.publisher(publisher.slug)) if publisher else None,
        via=entry.via,
        published=_short(edition, entry.published),
        iso=entry.published.iso if entry.published else "",
        dateline=", ".join(part for part in (dateline.place, _short(edition, dateline.date)) if part)
        if dateline
        else "",
        outside=entry.url,
        archived=entry.archived,
        language=entry.language,
        rights=entry.rights,
        prose=prose(edition, article.text),
        incidents=tuple(edition.cards[slug] for slug in article.incidents),
        mentioned_by=_linked(edition, article.mentioned_by),
    )
    return edition.page(addresses.article(entry.slug), "article.html", entry.title, view, source=entry.path)


def note_page(edition: Edition, note: LinkedNote) -> Page:
    """The page of a note."""
    entry = note.entry
    view = NoteView(title=entry.title, prose=prose(edition, note.text))
    return edition.page(f"{entry.slug}.html", "note.html", entry.title, view, source=entry.path)
