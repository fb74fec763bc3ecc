"""Divisions: a place in a table that has columns for its country, province and district, and for nothing between."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from chronicle.exchange.reading import read

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts, PlaceFacts


def is_kind_lost(facts: Facts) -> bool:
    """Whether the kind of the main place is another one after reading."""
    return facts.place is not None and _as_read(facts.place).kind != facts.place.kind


def are_areas_lost(facts: Facts) -> bool:
    """Whether what the main place lies in is something else after reading."""
    return facts.place is not None and _areas(_as_read(facts.place)) != _areas(facts.place)


def _areas(place: PlaceFacts) -> list[tuple[str, str]]:
    return [(area.name, area.kind) for area in place.within]


@functools.lru_cache(maxsize=4096)
def _as_read(place: PlaceFacts) -> PlaceFacts:
    """The place as a reader of such a row knows it; many incidents have the same."""
    cells = {
        "location": place.name,
        "country": place.area("country"),
        "admin1": place.area("province"),
        "admin2": place.area("district"),
    }
    found = read({"title": "-", "date": "2000", **{name: cell for name, cell in cells.items() if cell}}).facts
    return found.place if found and found.place else place
