"""Divisions: a place in a table that has columns for its country, province and district, and for nothing between."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from chronicle.exchange.format import Loss
from chronicle.exchange.reading import read

if TYPE_CHECKING:
    from collections.abc import Collection

    from chronicle.exchange.facts import Facts, PlaceFacts


def _is_kind_lost(facts: Facts) -> bool:
    return facts.place is not None and _as_read(facts.place).kind != facts.place.kind


def _are_areas_lost(facts: Facts) -> bool:
    return facts.place is not None and _areas(_as_read(facts.place)) != _areas(facts.place)


KIND_LOSS: Final = Loss("place-kind", "only countries, provinces and districts have columns", _is_kind_lost)
AREAS_LOSS: Final = Loss(
    "within", "of the areas around a place the country, the province and the district have columns", _are_areas_lost
)


def precision_loss(why: str, kept: Collection[str]) -> Loss:
    """The loss of how exact coordinates are, where only these words come back."""
    return Loss("precision", why, lambda facts: facts.place is not None and facts.place.precision not in {"", *kept})


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
