"""Our own table of places, read again: a row or a record becomes the entry of a location."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chronicle.entries.kinds import PLACE_KINDS, PRECISIONS, Location
from chronicle.exchange.cells import degrees, items_of, listed
from chronicle.exchange.faults import Fault, Unreadable, choice_of, in_json, line_of
from chronicle.exchange.row_places import coordinates_of
from chronicle.problems import shortened
from chronicle.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Columns by which such a table is known, as CSV and as JSON, where what no place has is no column.
PROOF: Final = frozenset("id name incidents_here incidents".split())


def is_of_places(columns: Collection[str]) -> bool:
    """Whether a table with these columns is one of the places of a chronicle."""
    return frozenset(columns) >= PROOF


def _cells(record: Mapping[str, Any]) -> dict[str, str]:
    """The cells of the row that a record of our JSON is in our CSV."""
    spellings, names = record.get("spellings") or [], record.get("names") or {}
    if not isinstance(spellings, list):
        raise Unreadable("spellings", f"{in_json(spellings)} is no list")
    if not isinstance(names, dict):
        raise Unreadable("names", f"{in_json(names)} is no object such as {{ar: …}}")
    cells = {name: record.get(name) for name in ("id", "name", "kind", "stated_precision", "stated_country_code")}
    cells |= {"parent_id": record.get("parent"), "wikidata": record.get("wikidata"), "geonames": record.get("geonames")}
    cells |= {
        "latitude": _number(record.get("lat")),
        "longitude": _number(record.get("lon")),
        "spellings": listed(str(each) for each in spellings if each is not None),
        "names": listed(f"{key}={value}" for key, value in names.items() if value is not None),
    }
    return {name: str(cell) for name, cell in cells.items() if cell}


def _number(value: object) -> str:
    return degrees(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value or "")


def location_of(cells: Mapping[str, str], record: Mapping[str, Any] | None = None) -> Location | Fault:
    """The entry of a place, or what is wrong with its row or record; the rest is judged as every entry is."""
    try:
        cells = cells if record is None else _cells(record)
        slug = line_of(cells, "id")
        if not is_slug(slug):
            raise Unreadable("id", f"{shortened(slug)} is no name of an entry: a-z, 0-9 and single hyphens")
        return Location(
            path=f"content/locations/{slug}.md",
            name=line_of(cells, "name") or slug,
            kind=choice_of(cells, "kind", PLACE_KINDS),
            parent=line_of(cells, "parent_id"),
            coordinates=coordinates_of(cells),
            precision=choice_of(cells, "stated_precision", PRECISIONS),
            spellings=items_of(cells.get("spellings", "")),
            names=tuple(_named(item) for item in items_of(cells.get("names", ""))),
            country_code=line_of(cells, "stated_country_code"),
            wikidata=line_of(cells, "wikidata"),
            geonames=line_of(cells, "geonames"),
        )
    except Unreadable as error:
        return Fault(target=error.target, message=str(error))


def _named(item: str) -> tuple[str, str]:
    language, mark, name = item.partition("=")
    if not (language and mark and name):
        raise Unreadable("names", f"{shortened(item)} is not written like ar=الموصل")
    return language, name
