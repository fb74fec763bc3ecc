"""What incidents have most in common: their places, types and actors with how often each occurs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages.views.parts import Counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.pages.edition import Edition
    from chronicle.pages.page import Link

MOST: Final = 8  # things of a sort that are named
FEWEST: Final = 2  # incidents that have anything in common


def company(edition: Edition, slugs: Sequence[str], *sorts: str) -> tuple[Counts, ...]:
    """The most frequent `places`, `types` and `actors` of these incidents, as asked for; nothing for a single one."""
    if len(slugs) < FEWEST:
        return ()
    incidents = [edition.chronicle.incidents[slug] for slug in slugs]
    found = []
    if "places" in sorts:
        places = Counter(slug for incident in incidents for slug in incident.places)
        found.append(_counts(edition, edition.text("Where"), [*edition.place_links(_first(places))], places))
    if "types" in sorts:
        types = Counter(slug for incident in incidents for slug in incident.types)
        found.append(_counts(edition, edition.text("What"), [edition.type_link(slug) for slug in _first(types)], types))
    if "actors" in sorts:
        actors = Counter(slug for incident in incidents for slug in {slug for slug, _ in incident.actors})
        links = [edition.link(Target("actor", slug)) for slug in _first(actors)]
        found.append(_counts(edition, edition.text("Who"), links, actors))
    return tuple(counts for counts in found if counts.items)


def _first(counter: Counter[str]) -> list[str]:
    return sorted(counter, key=lambda slug: (-counter[slug], slug))[:MOST]


def _counts(edition: Edition, heading: str, links: list[Link], counter: Counter[str]) -> Counts:
    numbers = (edition.language.number(counter[slug]) for slug in _first(counter))
    return Counts(heading=heading, items=tuple(zip(links, numbers, strict=True)))
