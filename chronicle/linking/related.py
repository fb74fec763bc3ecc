"""Neighbours of an incident: the one before, the one after, the related ones, and reversed typed links."""

from __future__ import annotations

from collections import deque
from itertools import islice
from sys import intern
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from chronicle.linking.chronicle import LinkedIncident
    from chronicle.linking.outlines import Outline

MOST: Final = 5  # related incidents on a page
NEAREST: Final = 12  # candidates looked at on either side, in each place

_Compared = tuple[int, int, int, str]  # how little is in common with another incident, and which it is

_REVERSED: Final = {"part_of": "parts", "follows": "followed_by", "duplicate_of": "duplicates"}


class Traits(NamedTuple):
    """What two incidents are compared by: places, actors and types, the day, and the ends of its typed links."""

    places: frozenset[str]
    company: frozenset[str]
    day: int
    chain: tuple[str, str]


def traits_of(incident: LinkedIncident | Outline) -> Traits:
    """The traits of an incident; equal texts are one object, which is what makes comparing fast."""
    company = [f"actor:{slug}" for slug, _ in incident.actors] + [f"type:{slug}" for slug in incident.types]
    return Traits(
        places=frozenset(map(intern, incident.places)),
        company=frozenset(map(intern, company)),
        day=incident.date.first.toordinal(),
        chain=(incident.part_of, incident.follows),
    )


def neighbours(
    incidents: Mapping[str, LinkedIncident], order: Sequence[str], alike: Sequence[Sequence[int]]
) -> dict[str, dict[str, Any]]:
    """The neighbours of each of the incidents as fields of it; for `alike` see `all_related`."""
    found: dict[str, dict[str, Any]] = {slug: {} for slug in incidents}
    for earlier, slug, later, others in zip(["", *order], order, [*order[1:], ""], alike, strict=False):
        found[slug] = {"earlier": earlier, "later": later, "related": tuple([order[number] for number in others])}
    for slug, links in _reverse_links(incidents).items():
        found[slug] |= links
    return found


def all_related(incidents: Mapping[str, LinkedIncident], traits: Mapping[str, Traits]) -> list[tuple[int, ...]]:
    """What `related` says of each incident that counts, oldest first, by their numbers in that order.

    Two are compared once, when the turn of the earlier one comes.
    """
    by_place: dict[str, deque[str]] = {}
    for slug in traits:
        for place in incidents[slug].places:
            by_place.setdefault(place, deque()).append(slug)
    compared: dict[str, list[_Compared]] = {slug: [] for slug in traits}
    numbers = {slug: number for number, slug in enumerate(traits)}
    alike = []
    for slug in traits:
        later: set[str] = set()
        for place in incidents[slug].places:
            by_place[place].popleft()  # itself: all before are gone
            later.update(islice(by_place[place], NEAREST))
        found = _in_common(slug, later, traits)
        for places, company, days, other in found:
            compared[other].append((places, company, days, slug))
        alike.append(tuple([numbers[other] for other in _most_related(compared.pop(slug) + found)]))
    return alike


def nearest(here: Sequence[str], rank: int) -> Sequence[str]:
    """Those of the incidents at a place that stand nearest to one of them, which is among them."""
    return here[max(0, rank - NEAREST) : rank + NEAREST + 1]


def candidates(slug: str, places: Iterable[str], here: Callable[[str], Sequence[str]]) -> set[str]:
    """Those that one incident is compared with, itself among them; `here` are the incidents at a place."""
    return {other for place in places for other in nearest(here(place), here(place).index(slug))}


def related(slug: str, others: Iterable[str], traits: Mapping[str, Traits]) -> tuple[str, ...]:
    """Those with the most places, then actors and types in common, then the nearest in time.

    Those that a typed link leads to or comes from stand in a list of their own.
    """
    others = [other for other in others if other != slug]
    return _most_related(_in_common(slug, others, traits)) if others else ()  # nor has one that does not count traits


def _in_common(slug: str, others: Iterable[str], traits: Mapping[str, Traits]) -> list[_Compared]:
    """How little one has in common with others, by which they are sorted; none that a typed link joins it to."""
    places, company, day, chain = traits[slug]
    found = []
    for other in others:
        its_places, its_company, its_day, its_chain = traits[other]
        if other not in chain and slug not in its_chain:
            found.append((-len(places & its_places), -len(company & its_company), abs(day - its_day), other))
    return found


def _most_related(compared: list[_Compared]) -> tuple[str, ...]:
    return tuple([other for *_, other in sorted(compared)[:MOST]])


def _reverse_links(incidents: Mapping[str, LinkedIncident]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for slug, incident in incidents.items():
        if incident.entry.status == "withdrawn":
            continue
        for name, reverse in _REVERSED.items():
            target = getattr(incident, name)
            if target:
                links = found.setdefault(target, {})
                links[reverse] = (*links.get(reverse, ()), slug)
    return found
