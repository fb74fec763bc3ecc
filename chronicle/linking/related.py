"""Neighbours of an incident: the one before, the one after, the related ones, and reversed typed links."""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chronicle.linking.chronicle import LinkedIncident

MOST: Final = 5  # related incidents on a page
NEAREST: Final = 12  # candidates looked at on either side, in each place

_REVERSED: Final = {"part_of": "parts", "follows": "followed_by", "duplicate_of": "duplicates"}


def with_neighbours(incidents: Mapping[str, LinkedIncident]) -> dict[str, LinkedIncident]:
    """The incidents, oldest first, each knowing its neighbours."""
    order = [slug for slug, incident in incidents.items() if incident.is_listed]
    position = {slug: number for number, slug in enumerate(order)}
    by_place: dict[str, list[int]] = {}
    for slug in order:
        for place in incidents[slug].places:
            by_place.setdefault(place, []).append(position[slug])
    reverse = _reverse_links(incidents)
    linked = {}
    for slug, incident in incidents.items():
        at = position.get(slug)
        linked[slug] = replace(
            incident,
            earlier=order[at - 1] if at else "",
            later=order[at + 1] if at is not None and at + 1 < len(order) else "",
            related=() if at is None else _related(at, order, incidents, by_place),
            **reverse.get(slug, {}),
        )
    return linked


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


def _related(
    at: int,
    order: Sequence[str],
    incidents: Mapping[str, LinkedIncident],
    by_place: Mapping[str, Sequence[int]],
) -> tuple[str, ...]:
    """Those that share a place, the nearest in kind and time first; typed links have a list of their own."""
    own = incidents[order[at]]
    candidates: set[int] = set()
    for place in own.places:
        positions = by_place[place]
        middle = bisect.bisect_left(positions, at)
        candidates.update(positions[max(0, middle - NEAREST) : middle + NEAREST + 1])
    candidates.discard(at)
    others = [slug for slug in (order[number] for number in candidates) if not _are_chained(own, incidents[slug])]
    return tuple(sorted(others, key=lambda slug: _distance(own, incidents[slug]))[:MOST])


def _are_chained(one: LinkedIncident, other: LinkedIncident) -> bool:
    """Whether a typed link leads from one to the other, either way."""
    return one.entry.slug in {other.part_of, other.follows} or other.entry.slug in {one.part_of, one.follows}


def _distance(own: LinkedIncident, other: LinkedIncident) -> tuple[int, int, int, str]:
    """The smaller, the more related."""
    places = len(set(own.places) & set(other.places))
    actors = {slug for slug, _ in own.actors} & {slug for slug, _ in other.actors}
    kinds = set(own.types) & set(other.types)
    days = abs((own.entry.date.first - other.entry.date.first).days)
    return -places, -len(actors) - len(kinds), days, other.entry.slug
