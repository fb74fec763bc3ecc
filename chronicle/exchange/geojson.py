"""GeoJSON (RFC 7946): a feature an incident, for maps; a place that is not known is no geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chronicle.exchange import flat
from chronicle.exchange.cells import degrees, items_of
from chronicle.exchange.json_text import collection

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import About, Column
    from chronicle.exchange.layout import Layout

# The position is the geometry and nothing else, so that the two cannot differ. The name stands twice, as RFC 7946 asks
# for it beside the properties and many programs read only these.
COLUMNS: Final = tuple(column for column in flat.COLUMNS if column.name not in {"latitude", "longitude"})
LOSSES: Final = flat.LOSSES


def feature(facts: Facts, about: About) -> dict[str, Any]:
    """The feature, all properties in it: what is not known is null or an empty list."""
    coordinates = facts.place.coordinates if facts.place else None
    point = {"type": "Point", "coordinates": [float(degrees(number)) for number in reversed(coordinates or ())]}
    return {
        "type": "Feature",
        "id": facts.id,
        "geometry": point if coordinates else None,
        "properties": {column.name: _value(column, column.cell(facts, about)) for column in COLUMNS},
    }


def _value(column: Column, cell: str) -> object:
    if column.kind == "list":
        return items_of(cell)
    return (int(cell) if column.kind == "integer" else cell) if cell else None


def layout(about: About) -> Layout[Facts]:
    """All features in one collection, a line each."""
    return collection('{"type":"FeatureCollection","features":', lambda facts: feature(facts, about))
