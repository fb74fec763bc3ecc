"""The pages of actors and event types, and the lists of actors, types and articles."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.charts import bars
from chronicle.pages.company import company
from chronicle.pages.labels import ACTOR_LABELS, ROLE_LABELS
from chronicle.pages.lists import incident_count, index_page, listing, years_of
from chronicle.pages.prose import prose
from chronicle.pages.views.subjects import ActorView, SubjectView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.linking.chronicle import LinkedActor, TypeUse
    from chronicle.pages.edition import Edition
    from chronicle.pages.page import Page


def actor_pages(edition: Edition) -> Iterator[Page]:
    """The page of each actor, and those of its years when the list is long."""
    parts: dict[str, list[Target]] = {}
    for slug, actor in edition.chronicle.actors.items():
        if actor.parent:
            parts.setdefault(actor.parent, []).append(Target("actor", slug))
    for slug, actor in edition.concerned("actors", edition.chronicle.actors):
        address = addresses.actor(slug)
        source = actor.entry.path if actor.entry else ""
        show = partial(_actor, edition, actor, address, parts.get(slug, ()))
        basis = partial(_actor_basis, edition, actor, parts.get(slug, ()))
        yield edition.page(address, "actor.html", actor.name, show=show, basis=basis, source=source)
        yield from years_of(edition, actor.name, actor.incidents, address)


def _actor(edition: Edition, actor: LinkedActor, address: str, parts: Sequence[Target]) -> ActorView:
    entry = actor.entry
    return ActorView(
        name=actor.name,
        kind=edition.text(ACTOR_LABELS[entry.kind]) if entry and entry.kind else "",
        parent=edition.link(Target("actor", actor.parent)) if actor.parent else None,
        spellings=entry.spellings if entry else (),
        names=edition.names(entry),
        outside=edition.outside(entry),
        parts=edition.links(parts),
        roles=_roles(edition, actor),
        company=company(edition, actor.incidents, "location", "type"),
        prose=prose(edition, actor.text),
        bars=bars(edition, actor.incidents, address),
        listing=listing(edition, actor.incidents, address),
        mentioned_by=edition.links(actor.mentioned_by),
    )


def _actor_basis(edition: Edition, actor: LinkedActor, parts: Sequence[Target]) -> tuple[object, ...]:
    parent = actor.parent and edition.link(Target("actor", actor.parent))
    others = edition.links(parts), edition.links(actor.mentioned_by)
    return actor.name, actor.entry, parent, others, prose(edition, actor.text), edition.facts(actor.incidents)


def _roles(edition: Edition, actor: LinkedActor) -> tuple[tuple[str, str], ...]:
    """The parts it had, in their usual order, with the number of incidents."""
    outlines = (edition.chronicle.outlines[slug] for slug in actor.incidents)
    had = Counter(role for outline in outlines for who, role in outline.actors if who == actor.slug)
    return tuple(
        (edition.text(label), incident_count(edition, had[role])) for role, label in ROLE_LABELS.items() if had[role]
    )


def type_pages(edition: Edition) -> Iterator[Page]:
    """Each event type in use, and the list of them."""
    uses = edition.chronicle.types
    for slug, use in uses.items():
        address = addresses.event_type(slug)
        label = edition.type_labels[slug]
        show, basis = partial(_type, edition, label, use, address), partial(edition.facts, use.incidents)
        yield edition.page(address, "subject.html", label, show=show, basis=basis)
        yield from years_of(edition, label, use.incidents, address)
    items = [(edition.type_labels[slug], addresses.event_type(slug), use.incidents) for slug, use in uses.items()]
    yield index_page(edition, "types", edition.text("Types"), items)


def _type(edition: Edition, label: str, use: TypeUse, address: str) -> SubjectView:
    return SubjectView(
        name=label,
        back=None,
        listing=listing(edition, use.incidents, address),
        bars=bars(edition, use.incidents, address),
        company=company(edition, use.incidents, "location", "actor"),
    )


def list_pages(edition: Edition) -> Iterator[Page]:
    """The lists of all actors and all articles."""
    chronicle = edition.chronicle
    actors = [(item.name, addresses.actor(slug), item.incidents) for slug, item in chronicle.actors.items()]
    articles = [
        (item.entry.title, addresses.article(slug), item.incidents) for slug, item in chronicle.articles.items()
    ]
    yield index_page(edition, "actors", edition.text("Actors"), actors)
    yield index_page(edition, "articles", edition.text("Articles"), articles)
