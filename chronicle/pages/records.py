"""Records: the text of each page that is read, as the full-text index is given it. No reader sees these pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.pages import addresses
from chronicle.pages.page import Page
from chronicle.pages.prose import prose
from chronicle.pages.views.searching import RecordView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.linking.chronicle import LinkedArticle, LinkedIncident, LinkedNote, Place
    from chronicle.pages.edition import Edition

TEMPLATE: Final = "record.html"
KINDS: Final = ("incident", "location", "article", "note")


def record_pages(edition: Edition) -> Iterator[Page]:
    """The records of everything that can be found by its text, each at the address of its page.

    Incidents and locations come in the order of the tables for scripts, which their numbers in the index refer to.
    """
    chronicle = edition.chronicle
    for slug in chronicle.order:
        yield _page(addresses.incident(slug), _incident(edition, chronicle.incidents[slug]))
    for place in chronicle.places.values():
        yield _page(addresses.location(place.slug), _location(edition, place))
    for article in chronicle.articles.values():
        yield _page(addresses.article(article.entry.slug), _article(edition, article))
    for note in chronicle.notes.values():
        yield _page(f"{note.entry.slug}.html", _note(edition, note))


def _page(address: str, view: RecordView) -> Page:
    return Page(address=address, template=TEMPLATE, view=view)


def _incident(edition: Edition, incident: LinkedIncident) -> RecordView:
    entry, card = incident.entry, edition.cards[incident.entry.slug]
    actors = dict.fromkeys(edition.chronicle.actors[slug].name for slug, _ in incident.actors)
    return RecordView(
        kind="incident",
        title=entry.title,
        when=card.when,
        where=edition.language.listed(card.places),
        names=(*_spellings(edition, tuple(incident.places)), *card.types, *actors),
        words=(
            entry.summary,
            *(picture.caption for picture in entry.media),
            *(item.quote for item in entry.evidence),
            *(update.text for update in entry.updates),
            *(citation.title for citation in incident.citations),
            edition.language.listed((*entry.weapons, *entry.tags)),
        ),
        prose=prose(edition, incident.text),
    )


def _location(edition: Edition, place: Place) -> RecordView:
    return RecordView(
        kind="location",
        title=place.name,
        where=edition.language.listed(edition.chronicle.places[slug].name for slug in reversed(place.ancestors)),
        names=_spellings(edition, (place.slug,)),
        prose=prose(edition, place.text),
    )


def _article(edition: Edition, article: LinkedArticle) -> RecordView:
    entry = article.entry
    return RecordView(
        kind="article",
        title=entry.title,
        when=edition.short(entry.published),
        where=entry.publisher,
        days=(entry.published.first.isoformat(), entry.published.last.isoformat()) if entry.published else (),
        words=(entry.dateline.place,) if entry.dateline else (),
        prose=prose(edition, article.text),
    )


def _note(edition: Edition, note: LinkedNote) -> RecordView:
    return RecordView(kind="note", title=note.entry.title, prose=prose(edition, note.text))


def _spellings(edition: Edition, slugs: Sequence[str]) -> tuple[str, ...]:
    """Every way in which these places, and those they lie in, are written."""
    places = edition.chronicle.places
    found: dict[str, None] = {}
    for place in (places[part] for slug in slugs for part in (slug, *reversed(places[slug].ancestors))):
        found[place.name] = None
        if place.entry:
            found |= dict.fromkeys((*place.entry.spellings, *(name for _, name in place.entry.names)))
    return tuple(found)
