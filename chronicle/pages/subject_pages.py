"""The pages of actors, event types and publishers, and the lists of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.labels import ACTOR_LABELS
from chronicle.pages.lists import incident_count, listing, years_of
from chronicle.pages.page import Link, Page
from chronicle.pages.prose import prose
from chronicle.pages.views.subjects import ActorView, IndexView, SourceView, SubjectView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.linking.chronicle import LinkedActor
    from chronicle.pages.edition import Edition


def actor_pages(edition: Edition, actor: LinkedActor) -> Iterator[Page]:
    """The page of an actor, and those of its years when the list is long."""
    entry = actor.entry
    address = addresses.actor(actor.slug)
    view = ActorView(
        name=actor.name,
        kind=edition.text(ACTOR_LABELS[entry.kind]) if entry and entry.kind else "",
        parent=edition.link(Target("actor", actor.parent)) if actor.parent else None,
        spellings=entry.spellings if entry else (),
        names=edition.names(entry),
        prose=prose(edition, actor.text),
        listing=listing(edition, actor.incidents, address),
        mentioned_by=edition.links(actor.mentioned_by),
    )
    yield edition.page(address, "actor.html", actor.name, view, source=entry.path if entry else "")
    yield from years_of(edition, actor.name, actor.incidents, address)


def type_pages(edition: Edition) -> Iterator[Page]:
    """Each event type in use, and the list of them."""
    uses = edition.chronicle.types
    for slug, use in uses.items():
        address = addresses.event_type(slug)
        label = edition.type_labels[slug]
        view = SubjectView(name=label, back=None, listing=listing(edition, use.incidents, address))
        yield edition.page(address, "subject.html", label, view)
        yield from years_of(edition, label, use.incidents, address)
    items = [(edition.type_labels[slug], addresses.event_type(slug), use.incidents) for slug, use in uses.items()]
    yield _index_page(edition, "types", edition.text("Types"), items)


def source_pages(edition: Edition) -> Iterator[Page]:
    """Each publisher, and the list of them."""
    chronicle = edition.chronicle
    for slug, publisher in chronicle.publishers.items():
        address = addresses.publisher(slug)
        kept = [chronicle.articles[other] for other in publisher.articles]
        kept.sort(
            key=lambda article: (
                article.entry.published.order if article.entry.published else (),
                article.entry.slug,
            )
        )
        view = SourceView(
            name=publisher.name,
            articles=tuple(
                (
                    edition.link(Target("article", article.entry.slug)),
                    edition.language.when(article.entry.published, short=True) if article.entry.published else "",
                )
                for article in reversed(kept)
            ),
            listing=listing(edition, publisher.incidents, address),
        )
        yield edition.page(address, "source.html", publisher.name, view)
        yield from years_of(edition, publisher.name, publisher.incidents, address)
    items = [(item.name, addresses.publisher(slug), item.incidents) for slug, item in chronicle.publishers.items()]
    yield _index_page(edition, "sources", edition.text("Sources"), items)


def list_pages(edition: Edition) -> Iterator[Page]:
    """The lists of all actors and all articles."""
    chronicle = edition.chronicle
    actors = [(item.name, addresses.actor(slug), item.incidents) for slug, item in chronicle.actors.items()]
    articles = [
        (item.entry.title, addresses.article(slug), item.incidents) for slug, item in chronicle.articles.items()
    ]
    yield _index_page(edition, "actors", edition.text("Actors"), actors)
    yield _index_page(edition, "articles", edition.text("Articles"), articles)


def _index_page(edition: Edition, folder: str, title: str, items: Sequence[tuple[str, str, Sequence[str]]]) -> Page:
    rows = tuple(
        (Link(label, address), incident_count(edition, len(slugs)))
        for label, address, slugs in sorted(items, key=lambda item: (item[0].casefold(), item[1]))
    )
    return edition.page(addresses.index(folder), "list.html", title, IndexView(name=title, items=rows))
