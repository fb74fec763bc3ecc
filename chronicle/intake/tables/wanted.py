"""The places that a table wants, in the order in which they become locations, with the ids that it gives. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chronicle.exchange.facts import PlaceFacts


def with_ids(places: Iterable[PlaceFacts]) -> dict[PlaceFacts, PlaceFacts]:
    """Each place once: as it is → with the ids of what it lies in, where the table has a row of that with its id.

    Our own tables name what a place lies in without ids; two towns of one name would else change theirs.
    """
    wanted = sorted(dict.fromkeys(places), key=_telling_first)
    ids = {_path(place): place.id for place in reversed(wanted) if place.id}
    return {place: _with_ids(place, ids) for place in wanted} if ids else {place: place for place in wanted}


def _telling_first(place: PlaceFacts) -> tuple[bool, int]:
    """Places of which only the name is known come last; the others from the outside in."""
    is_bare = not (place.within or place.coordinates or place.kind or place.country_code)
    return is_bare, len(place.within)


def _path(place: PlaceFacts) -> tuple[str, ...]:
    return *(area.name for area in place.within), place.name


def _with_ids(place: PlaceFacts, ids: Mapping[tuple[str, ...], str]) -> PlaceFacts:
    path = _path(place)
    within = (
        area if area.id else dataclasses.replace(area, id=ids.get(path[:depth], ""))
        for depth, area in enumerate(place.within, 1)
    )
    return dataclasses.replace(place, within=tuple(within))
