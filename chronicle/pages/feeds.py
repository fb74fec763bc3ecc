"""Feeds: Atom (RFC 4287) of the whole, of its changes, of each location, actor and type; JSON Feed 1.1 of the whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import heapq
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from chronicle.exchange.json_text import document
from chronicle.pages import addresses
from chronicle.pages.changes import Change, change_label, latest_of
from chronicle.pages.edition import digest_of
from chronicle.pages.maps.precision import has_point
from chronicle.pages.page import Link, Page
from chronicle.pages.views.machines import FeedEntry, FeedView, JsonFeed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chronicle.entries.kinds import Incident
    from chronicle.linking.chronicle import LinkedIncident
    from chronicle.linking.outlines import Outline
    from chronicle.pages.edition import Edition
    from chronicle.pages.touched import Touched

FEED_LENGTH: Final = 50  # entries in a feed


def subjects_of(edition: Edition) -> dict[str, tuple[Link, Sequence[str]]]:
    """What has a feed of its own, by the feed's address: its page and its incidents."""
    if not edition.config.feed_pages:
        return {}
    chronicle = edition.chronicle
    pages: list[tuple[str, str, Sequence[str]]] = [
        *((addresses.location(slug), item.name, item.incidents) for slug, item in chronicle.places.items()),
        *((addresses.actor(slug), item.name, item.incidents) for slug, item in chronicle.actors.items()),
        *(
            (addresses.event_type(slug), edition.type_labels[slug], use.incidents)
            for slug, use in chronicle.types.items()
        ),
    ]
    return {addresses.feed_of(address): (Link(name, address), slugs) for address, name, slugs in pages if slugs}


def feed_pages(
    edition: Edition, subjects: Mapping[str, tuple[Link, Sequence[str]]], changes: Sequence[Change]
) -> Iterator[Page]:
    """All feeds that are to be thought of. Those of incidents begin with the one that was added or changed last."""
    if edition.touched:
        subjects = dict(_touched(subjects, edition.touched))
    ranks = {slug: number for number, slug in enumerate(_by_change(edition))}
    title, feed_id = edition.config.title, _feed_id(edition)
    whole = _latest(edition.chronicle.order, ranks)
    entry = cache(partial(_entry, edition, feed_id))  # most are in several feeds, and most feeds stay as they are
    stand = cache(partial(_stand, edition))
    found = tuple(map(entry, whole))
    yield _atom(edition, addresses.FEED, title, addresses.HOME, feed_id, found)
    yield _json_feed(edition, found)
    yield _changes_feed(edition, feed_id, changes)
    for address, (link, slugs) in subjects.items():
        name = edition.text("{title}: {name}", title=title, name=link.label)
        latest, own_id = _latest(slugs, ranks), _id_of(feed_id, address)
        show = partial(_view, name, link.address, own_id, latest, entry)
        basis = partial(_basis, own_id, latest, stand)
        yield edition.page(address, "feed.xml", name, show=show, basis=basis)


def _touched(
    subjects: Mapping[str, tuple[Link, Sequence[str]]], touched: Touched
) -> Iterator[tuple[str, tuple[Link, Sequence[str]]]]:
    """Of these subjects those that have an edited incident, or had one."""
    edited = touched.slugs["incidents"]
    pages = {"places": addresses.location, "actors": addresses.actor, "types": addresses.event_type}
    others = {addresses.feed_of(page(slug)) for name, page in pages.items() for slug in touched.slugs[name]}
    for address, subject in subjects.items():
        if address in others or not edited.isdisjoint(subject[1]):
            yield address, subject


def _by_change(edition: Edition) -> list[str]:
    """The listed incidents, the one that was changed last at the end; of one day in the order of their dates."""
    outlines, keys, last, number = edition.chronicle.outlines, [], None, 0
    for slug in edition.chronicle.order:
        when = outlines[slug].date
        number += when != last  # where a date stands among all: they come in their order
        last = when
        keys.append((_changed(outlines[slug]), number, slug))
    return [slug for _, _, slug in sorted(keys)]


def _latest(slugs: Sequence[str], ranks: Mapping[str, int]) -> list[str]:
    # Most were changed in the order of their dates: from behind the latest come first, and others are left at once.
    return heapq.nlargest(FEED_LENGTH, reversed(slugs), key=ranks.__getitem__)


def _atom(  # noqa: PLR0913, PLR0917 - the parts of a feed
    edition: Edition, address: str, title: str, page: str, feed_id: str, entries: tuple[FeedEntry, ...]
) -> Page:
    return edition.page(address, "feed.xml", title, _feed(title, page, feed_id, entries))


def _feed(title: str, page: str, feed_id: str, entries: tuple[FeedEntry, ...]) -> FeedView:
    updated = max((entry.updated for entry in entries), default=_moment(dt.date(1970, 1, 1)))
    return FeedView(id=feed_id, title=title, updated=updated, page=page, entries=entries)


def _view(title: str, page: str, feed_id: str, slugs: Sequence[str], entry: Callable[[str], FeedEntry]) -> FeedView:
    return _feed(title, page, feed_id, tuple(map(entry, slugs)))


def _basis(feed_id: str, slugs: Sequence[str], stand: Callable[[str], str]) -> tuple[str, ...]:
    """What is not in the head of the page. That has its title, and with its address that of what it is about."""
    return (feed_id, *map(stand, slugs))


def _stand(edition: Edition, slug: str) -> str:
    """All that an entry says of an incident, in short."""
    incident = edition.chronicle.incidents[slug]
    beside = incident.entry.tags, incident.entry.added, _changed(incident.entry), _point(edition, incident)
    return digest_of(f"{edition.told[slug]} {beside}")


# ---- ids


def _feed_id(edition: Edition) -> str:
    """The id from the settings; without one the address, and without that a name made from the title."""
    if edition.config.feed_id:
        return edition.config.feed_id
    digest = hashlib.sha256(edition.config.title.encode()).hexdigest()[:32]
    return (
        edition.config.url or f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
    )


def _id_of(feed_id: str, address: str) -> str:
    """The id of what stands at an address; the one number of a `urn:uuid:` is told apart by a fragment."""
    if feed_id.startswith("urn:uuid:"):
        return f"{feed_id}#{address}"
    return f"{feed_id}{'' if feed_id.endswith(('/', ':')) else '/'}{address}"


def _entry_id(feed_id: str, slug: str) -> str:
    return _id_of(feed_id, slug if feed_id.startswith("urn:uuid:") else addresses.incident(slug))


# ---- entries


def _entry(edition: Edition, feed_id: str, slug: str) -> FeedEntry:
    incident, card = edition.chronicle.incidents[slug], edition.cards[slug]
    entry = incident.entry
    facts = (card.when, *card.places[:1], ", ".join(card.types), card.grade_label, card.toll)
    return _with_digest(
        id=_entry_id(feed_id, entry.slug),
        title=entry.title,
        updated=_moment(_changed(entry)),
        published=_moment(entry.added.first if entry.added else entry.date.first),
        summary=entry.summary,
        content="\n\n".join(part for part in (entry.summary, " · ".join(fact for fact in facts if fact)) if part),
        **_what(edition, incident),
    )


def _what(edition: Edition, incident: LinkedIncident) -> dict[str, Any]:
    """What entries of an incident and of its changes have in common."""
    entry = incident.entry
    return {
        "address": addresses.incident(entry.slug),
        "types": tuple((slug, edition.type_labels.get(slug, slug)) for slug in incident.types),
        "tags": entry.tags,
        "point": _point(edition, incident),
        "date": str(entry.date),
        "places": tuple(edition.chronicle.places[slug].name for slug in incident.places),
        "grade": incident.grade.slug if incident.grade else "",
    }


def _with_digest(**values: Any) -> FeedEntry:  # noqa: ANN401 - the fields of a FeedEntry
    return FeedEntry(**values, digest=digest_of(repr(tuple(sorted(values.items())))))


def _point(edition: Edition, incident: LinkedIncident) -> str:
    """Where the main place lies, for GeoRSS; nothing when that is an area, or not known."""
    place = edition.chronicle.places[next(iter(incident.places))].entry if incident.places else None
    if not place or not place.coordinates or not place.precision or not has_point(place):
        return ""
    return " ".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in place.coordinates)


def _changed(entry: Incident | Outline) -> dt.date:
    """The day the entry was last changed, as far as it says so."""
    first = (entry.added or entry.date).first
    return max([first, *(update.date.first for update in entry.updates)]) if entry.updates else first


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


# ---- changes


def _changes_feed(edition: Edition, feed_id: str, changes: Sequence[Change]) -> Page:
    """Additions have their own fifty, and push no correction out."""
    latest = latest_of(changes, FEED_LENGTH, FEED_LENGTH)
    entries = tuple(_change_entry(edition, change, feed_id) for change in latest)
    title = edition.text("{title}: {name}", title=edition.config.title, name=edition.text("Changes"))
    address = addresses.CHANGES_FEED
    return _atom(edition, address, title, addresses.CHANGES, _id_of(feed_id, address), entries)


def _change_entry(edition: Edition, change: Change, feed_id: str) -> FeedEntry:
    incident = edition.chronicle.incidents[change.slug]
    moment = _moment(change.date.first)
    own_id = _entry_id(feed_id, change.slug)
    name = change.kind if change.kind == "added" else f"{change.kind}-{change.date.first.isoformat()}"
    number = f"-{change.number}" if change.number > 1 else ""
    return _with_digest(
        id=f"{own_id}{'/' if '#' in own_id else '#'}{name}{number}",
        title=edition.text("{title}: {name}", title=change_label(edition, change), name=incident.entry.title),
        updated=moment,
        published=moment,
        summary=change.text or incident.entry.summary,
        content="",
        **_what(edition, incident),
    )


# ---- JSON Feed


def _json_feed(edition: Edition, entries: tuple[FeedEntry, ...]) -> Page:
    config = edition.config
    view = JsonFeed(
        title=config.title, description=config.description, language=config.language, url=config.url, entries=entries
    )
    return Page(address=addresses.JSON_FEED, view=view, draw=_drawn)


def _drawn(view: JsonFeed) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.url + addresses.HOME,
        "feed_url": view.url + addresses.JSON_FEED,
        "description": view.description,
        "language": view.language,
        "authors": [{"name": view.title}],
        "items": [_item(entry, view.url) for entry in view.entries],
    }
    return document(_known(feed))


def _item(entry: FeedEntry, url: str) -> dict[str, Any]:
    return _known(
        {
            "id": entry.id,
            "url": url + entry.address,
            "title": entry.title,
            "content_text": entry.content,
            "summary": entry.summary,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "tags": list(dict.fromkeys((*(label for _, label in entry.types), *entry.tags))),
            "_chronicle": _known({"date": entry.date, "places": entry.places, "grade": entry.grade}),
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; a feed has its items even when there are none."""
    return {key: value for key, value in values.items() if value or key == "items"}
