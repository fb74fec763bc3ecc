"""The pages of publishers: what they published, and how independent it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.charts import bars
from chronicle.pages.independence import Standing, standings
from chronicle.pages.lists import index_page, listing, years_of
from chronicle.pages.page import Link, Page
from chronicle.pages.views.parts import Counts
from chronicle.pages.views.subjects import SourceView
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.linking.chronicle import Publisher
    from chronicle.pages.edition import Edition


def source_pages(edition: Edition) -> Iterator[Page]:
    """Each publisher, and the list of them."""
    publishers = edition.chronicle.publishers
    known = standings(edition.chronicle.outlines[slug] for slug in edition.chronicle.order)
    for slug, publisher in publishers.items():
        address = addresses.publisher(slug)
        standing = known.get(slug, Standing())
        show, basis = partial(_source, edition, publisher, standing), partial(_basis, edition, publisher, standing)
        yield edition.page(address, "source.html", publisher.name, show=show, basis=basis)
        yield from years_of(edition, publisher.name, publisher.incidents, address)
    items = [(item.name, addresses.publisher(slug), item.incidents) for slug, item in publishers.items()]
    yield index_page(edition, "sources", edition.text("Sources"), items)


def _source(edition: Edition, publisher: Publisher, standing: Standing) -> SourceView:
    carries, carried_by = _relations(edition, standing)
    return SourceView(
        name=publisher.name,
        standing=_standing(edition, standing),
        carries=carries,
        carried_by=carried_by,
        articles=_articles(edition, publisher),
        bars=bars(edition, publisher.incidents, addresses.publisher(publisher.slug)),
        listing=listing(edition, publisher.incidents, addresses.publisher(publisher.slug)),
    )


def _basis(edition: Edition, publisher: Publisher, standing: Standing) -> tuple[object, ...]:
    others = _relations(edition, standing), _articles(edition, publisher)
    return publisher.name, _standing(edition, standing), others, edition.facts(publisher.incidents)


def _articles(edition: Edition, publisher: Publisher) -> tuple[tuple[Link, str], ...]:
    """What is kept of it, the latest first."""
    articles = [edition.chronicle.articles[slug] for slug in publisher.articles]
    articles.sort(
        key=lambda article: (article.entry.published.order if article.entry.published else (), article.entry.slug)
    )
    return tuple(
        (edition.link(Target("article", article.entry.slug)), edition.short(article.entry.published))
        for article in reversed(articles)
    )


def _relations(edition: Edition, standing: Standing) -> tuple[Counts | None, Counts | None]:
    """Whose words it carries, and who carries its own."""
    publishers = edition.chronicle.publishers
    agencies = {slugify(name): (name, count) for name, count in standing.carries.items()}
    carries = [(Link(name, _publisher_address(edition, slug)), count) for slug, (name, count) in agencies.items()]
    carried_by = [
        (Link(publishers[slug].name, addresses.publisher(slug)), count) for slug, count in standing.carried_by.items()
    ]
    return (
        _ranked(edition, edition.text("Carries the words of"), carries),
        _ranked(edition, edition.text("Its words are carried by"), carried_by),
    )


def _publisher_address(edition: Edition, slug: str) -> str:
    return addresses.publisher(slug) if slug in edition.chronicle.publishers else ""


def _ranked(edition: Edition, heading: str, items: list[tuple[Link, int]]) -> Counts | None:
    """A heading with its items, the most frequent first; none for no items."""
    if not items:
        return None
    ranked = sorted(items, key=lambda item: (-item[1], item[0].label))
    return Counts(heading=heading, items=tuple((link, edition.language.number(n)) for link, n in ranked))


def _standing(edition: Edition, standing: Standing) -> tuple[str, ...]:
    """In words: how often its own reports stand alone, and how often it carries somebody else's."""
    number_text = edition.language.number_text
    found = []
    own, alone, carried = standing.alone.total(), standing.alone[True], standing.carries.total()
    if own:
        words = number_text("{number} incident cites its own report.", "{number} incidents cite its own reports.", own)
        found.append(words)
    if alone == own > 0:
        found.append(number_text("It has no other origin.", "None of them has another origin.", own))
    elif alone:
        found.append(edition.text("It is the only origin of {number} of them.", number=edition.language.number(alone)))
    if carried:
        found.append(
            number_text(
                "For {number} incident it carries the words of an agency, which is then the origin.",
                "For {number} incidents it carries the words of an agency, which is then the origin.",
                carried,
            )
        )
    return tuple(found)
