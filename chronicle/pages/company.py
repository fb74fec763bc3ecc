"""What incidents have most in common: their places, types and actors with how often each occurs."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages.views.parts import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chronicle.pages.edition import Edition
    from chronicle.pages.page import Link

MOST: Final = 8  # things of a sort that are named
FEWEST: Final = 2  # incidents that have anything in common


def company(edition: Edition, slugs: Sequence[str], *sorts: str) -> tuple[Counts, ...]:
    """The most frequent of each sort (`location`, `type`, `actor`) asked for; nothing for a single incident."""
    if len(slugs) < FEWEST:
        return ()
    return tuple(counts for sort in sorts if (counts := _counts(edition, sort, slugs)).items)


def _counts(edition: Edition, sort: str, slugs: Sequence[str]) -> Counts:
    heading = {"location": edition.text("Where"), "type": edition.text("What"), "actor": edition.text("Who")}[sort]
    counter = Counter(chain.from_iterable(_each(edition, sort, slugs)))
    first = sorted(counter, key=lambda slug: (-counter[slug], slug))[:MOST]
    items = tuple((_link(edition, sort, slug), edition.language.number(counter[slug])) for slug in first)
    return Counts(heading=heading, items=items)


def _each(edition: Edition, sort: str, slugs: Sequence[str]) -> Iterable[Sequence[str]]:
    """What each incident has of a sort."""
    if sort == "actor":
        return map(edition.who.__getitem__, slugs)
    outlines = map(edition.chronicle.outlines.__getitem__, slugs)
    return map(attrgetter("types" if sort == "type" else "places"), outlines)


def _link(edition: Edition, sort: str, slug: str) -> Link:
    return edition.type_link(slug) if sort == "type" else edition.link(Target(sort, slug))
