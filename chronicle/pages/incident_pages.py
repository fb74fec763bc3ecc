"""The pages of incidents."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from chronicle.entries.records import Claim
from chronicle.linking.citations import origins
from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.changes import last_update
from chronicle.pages.citing import cite
from chronicle.pages.edition import Card, Edition, group_label, translated
from chronicle.pages.labels import FIELD_LABELS, ROLE_LABELS
from chronicle.pages.linked_data import linked_data, place_data
from chronicle.pages.maps.located import map_of
from chronicle.pages.maps.precision import has_point
from chronicle.pages.page import Link, Page
from chronicle.pages.place_pages import position
from chronicle.pages.prose import mentions_of, names_of, prose
from chronicle.pages.views.incidents import ClaimRow, IncidentView, PlaceLine, SourceRow, UpdateRow, WithdrawnView
from chronicle.pages.views.parts import PictureView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.linking.chronicle import Citation, LinkedIncident


def incident_pages(edition: Edition, slugs: Iterable[str]) -> Iterator[Page]:
    """The pages of these incidents."""
    shared = _Shared(edition)
    for slug in slugs:
        incident = edition.chronicle.incidents[slug]
        is_withdrawn = incident.entry.status == "withdrawn"
        yield _withdrawn_page(edition, incident) if is_withdrawn else _incident_page(edition, slug, incident, shared)


def _withdrawn_page(edition: Edition, incident: LinkedIncident) -> Page:
    """What is left of an entry that was withdrawn: its title, and what its last change says; no way to its text."""
    entry, last = incident.entry, last_update(incident.entry)
    view = WithdrawnView(
        title=entry.title,
        day=edition.short(last.date) if last else "",
        iso=last.date.iso if last else "",
        why=last.text if last else "",
        changes=Link(edition.text("Changes"), addresses.CHANGES),
    )
    words = edition.text("This entry has been withdrawn. It counts nowhere and stands in no list.")
    address = addresses.incident(entry.slug)
    page = edition.page(address, "withdrawn.html", entry.title, view, description=words, source=entry.path)
    return page._replace(head=page.head._replace(edit="")) if page.head else page


def _incident_page(edition: Edition, slug: str, incident: LinkedIncident, shared: _Shared) -> Page:
    entry = incident.entry
    return edition.page(
        addresses.incident(slug),
        "incident.html",
        entry.title,
        show=partial(_view, edition, incident, shared),
        description=entry.summary or _in_short(edition.cards[slug]),
        source=entry.path,
        image=next((item.address for item in _media(edition, incident) if item.width), ""),
    )


def _in_short(card: Card) -> str:
    """What lists show of an incident, for where its page is shared: when, how sure, where, what, how many."""
    facts = (card.when, card.grade_label, *card.places[:1], *card.types, card.toll)
    return " · ".join(filter(None, facts))


class _Shared:
    """What thousands of incidents show alike, made once: of places, actors and types, by their slugs."""

    def __init__(self, edition: Edition) -> None:
        self.line = cache(partial(_place_line, edition))
        self.map = cache(lambda slug: map_of(edition, edition.chronicle.places[slug]))
        self.names = cache(partial(names_of, edition))
        self.data = cache(partial(place_data, edition))
        self.actor = cache(lambda slug: edition.link(Target("actor", slug)))
        self.type = cache(lambda slug: (slug, edition.type_link(slug)))


def _view(edition: Edition, incident: LinkedIncident, shared: _Shared) -> IncidentView:
    entry = incident.entry
    line, when = shared.line, edition.language.when(incident.entry.date)
    notice, notice_link = _notice(edition, incident)
    language = edition.language
    main = next(iter(incident.places), "")
    canonical = edition.canonical(addresses.incident(entry.slug))
    return IncidentView(
        title=entry.title,
        summary=entry.summary,
        notice=notice,
        notice_link=notice_link,
        crumbs=(*line(main).within, line(main).link) if main else (),
        when=when,
        iso=entry.date.iso,
        time=_time(edition, entry.time),
        grade=incident.grade.slug if incident.grade else "",
        grade_label=translated(incident.grade.label, language) if incident.grade else "",
        grade_text=translated(incident.grade.text, language) if incident.grade else "",
        places=tuple(map(line, incident.places)),
        map=shared.map(main) if main else None,
        types=tuple(map(shared.type, incident.types)),
        actors=_actors(edition, incident, shared),
        weapons=entry.weapons,
        killed=language.count(incident.killed),
        injured=language.count(incident.injured),
        claims=_claims(edition, incident),
        prose=prose(edition, incident.text, mentions_of(map(shared.names, incident.places))),
        sources=tuple(_source(edition, citation) for citation in incident.citations),
        origins=_origins(edition, incident),
        media=_media(edition, incident),
        evidence=tuple(
            (translated(FIELD_LABELS.get(item.field, item.field), language), item.quote) for item in entry.evidence
        ),
        updates=tuple(
            UpdateRow(date=edition.short(item.date), iso=item.date.iso, kind=item.kind, text=item.text)
            for item in sorted(entry.updates, key=lambda item: item.date, reverse=True)
        ),
        added=edition.short(entry.added),
        chain=_chain(edition, incident),
        related=tuple(edition.cards[slug] for slug in incident.related),
        mentioned_by=edition.links(incident.mentioned_by),
        earlier=edition.incident_link(incident.earlier),
        later=edition.incident_link(incident.later),
        tags=entry.tags,
        ids=entry.ids,
        cite=cite(edition, entry, when, canonical),
        linked_data=linked_data(edition, incident, canonical, shared.data),
    )


def _origins(edition: Edition, incident: LinkedIncident) -> str:
    """Whose words several sources are; a single source needs no such words."""
    number = origins(incident.citations)
    if len(incident.citations) < 2 or not number:  # noqa: PLR2004 - one source is one origin
        return ""
    return edition.language.number_text("from one origin", "from {number} independent origins", number)


def _time(edition: Edition, time: str) -> str:
    """The time of day and where it is that time; without an offset of its own, in the chronicle's time zone."""
    of_day, offset = time[:5], time[5:].removeprefix("Z")
    zone = f"UTC{offset}" if time[5:] else edition.config.timezone.replace("_", " ")
    return f"{of_day} ({zone})" if time and zone else time


def _notice(edition: Edition, incident: LinkedIncident) -> tuple[str, Link | None]:
    """What a reader must know before anything else."""
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
        position=where if place.entry and has_point(place.entry) else "",
        precision=precision,
    )


def _actors(edition: Edition, incident: LinkedIncident, shared: _Shared) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    by_role: dict[str, list[Link]] = {}
    for slug, role in incident.actors:
        by_role.setdefault(role, []).append(shared.actor(slug))
    return tuple((edition.text(label), tuple(by_role[role])) for role, label in ROLE_LABELS.items() if role in by_role)


def _claims(edition: Edition, incident: LinkedIncident) -> tuple[ClaimRow, ...]:
    """Who says how many; a single claim of nobody says no more than the facts do."""
    claims = incident.entry.casualties
    if len(claims) == 1 and claims[0] == Claim(killed=claims[0].killed, injured=claims[0].injured):
        return ()
    return tuple(_claim(edition, incident, claim) for claim in claims)


def _claim(edition: Edition, incident: LinkedIncident, claim: Claim) -> ClaimRow:
    language = edition.language
    return ClaimRow(
        killed=language.count(claim.killed) if claim.killed else "",
        injured=language.count(claim.injured) if claim.injured else "",
        of=group_label(claim.of, language),
        who=claim.who,
        source=_claim_source(incident, claim.source),
        date=edition.short(claim.date),
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
        via=citation.via,
        publisher=Link(citation.publisher, addresses.publisher(citation.publisher_slug) if publisher else ""),
        title=citation.title,
        article=edition.link(Target("article", citation.article)) if citation.article else None,
        outside=citation.url,
        archived=citation.archived,
        date=edition.short(citation.date),
        accessed=edition.short(citation.accessed),
    )


def _media(edition: Edition, incident: LinkedIncident) -> tuple[PictureView, ...]:
    if not incident.entry.media:
        return ()
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


def _chain(edition: Edition, incident: LinkedIncident) -> tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]:
    """Typed links and their reverse, in words; each link with what it leads to, if that does not count."""
    text = edition.text
    found = (
        (text("Part of"), (incident.part_of,)),
        (text("Its parts"), incident.parts),
        (text("Follows"), (incident.follows,)),
        (text("Followed by"), incident.followed_by),
    )
    chained = [
        (label, tuple((edition.link(Target("incident", slug)), _mark(edition, slug)) for slug in slugs if slug))
        for label, slugs in found
        if any(slugs)
    ]
    doubles = tuple((edition.link(Target("incident", slug)), "") for slug in incident.duplicates)
    return (*chained, *([(text("Also told in"), doubles)] if doubles else []))


def _mark(edition: Edition, slug: str) -> str:
    """What an incident is that does not count; mostly empty."""
    incident = edition.chronicle.incidents[slug]
    if incident.entry.status == "withdrawn":
        return edition.text("withdrawn")
    return edition.text("replaced by another entry") if incident.duplicate_of else ""
