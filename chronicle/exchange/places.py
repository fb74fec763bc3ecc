"""Places: every place of a chronicle as a row or a record, with all that its entry says besides its text."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, Final

from chronicle.exchange.cells import listed, position, table
from chronicle.exchange.json_text import collection
from chronicle.exchange.records import VERSION, area_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.exchange.facts import PlaceFacts
    from chronicle.exchange.format import Kind
    from chronicle.exchange.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A place with what its entry says; one that is known by name only has nothing else.

    `place` has the precision that a map shows and the country that it lies in; `stated_precision` and `stated_code` are
    those of the entry, often empty. `incidents` are counted here and below, `here` right here.
    """

    place: PlaceFacts
    stated_precision: str = ""
    stated_code: str = ""
    spellings: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    wikidata: str = ""
    geonames: str = ""
    here: int = 0
    incidents: int = 0

    @property
    def parent(self) -> str:
        """The id of what it lies in; empty when nothing is known."""
        return self.place.within[-1].id if self.place.within else ""


@dataclass(frozen=True, slots=True)
class PlaceColumn:
    """A column: `doc` says what it holds, `cell` makes it."""

    name: str
    doc: str
    cell: Callable[[PlaceEntry], str]
    _: KW_ONLY
    kind: Kind = "string"


COLUMNS: Final = (
    PlaceColumn("id", "The place's name in this chronicle; location_id leads here.", lambda entry: entry.place.id),
    PlaceColumn("name", "Its usual name.", lambda entry: entry.place.name),
    PlaceColumn("kind", "What sort of place it is, such as city, base or province.", lambda entry: entry.place.kind),
    PlaceColumn("parent_id", "The place that it lies in.", lambda entry: entry.parent),
    PlaceColumn(
        "within",
        "The names of all that it lies in, outermost first.",
        lambda entry: listed(area.name for area in entry.place.within),
        kind="list",
    ),
    PlaceColumn("latitude", "Degrees north (WGS 84).", lambda entry: position(entry.place, 0), kind="number"),
    PlaceColumn("longitude", "Degrees east (WGS 84).", lambda entry: position(entry.place, 1), kind="number"),
    PlaceColumn(
        "precision",
        "How exact the coordinates are: exact, vicinity, locality, district, province or country; "
        "from district on they are the middle of an area.",
        lambda entry: entry.place.precision,
    ),
    PlaceColumn(
        "stated_precision",
        "The same as an editor stated it; empty when nobody did. A large place counts as no more exact than it is.",
        lambda entry: entry.stated_precision,
    ),
    PlaceColumn(
        "country_code",
        "The code of the country that it lies in (ISO 3166-1 alpha-2).",
        lambda entry: entry.place.country_code,
    ),
    PlaceColumn(
        "stated_country_code",
        "The same where the place itself has one, and not only what it lies in.",
        lambda entry: entry.stated_code,
    ),
    PlaceColumn("spellings", "Other ways its name is written.", lambda entry: listed(entry.spellings), kind="list"),
    PlaceColumn(
        "names",
        "Its name in other languages, such as ar=الموصل.",
        lambda entry: listed(f"{language}={name}" for language, name in entry.names),
        kind="list",
    ),
    PlaceColumn("wikidata", "Its Wikidata id.", lambda entry: entry.wikidata),
    PlaceColumn("geonames", "Its GeoNames number.", lambda entry: entry.geonames),
    PlaceColumn("incidents_here", "How many incidents name it.", lambda entry: str(entry.here), kind="integer"),
    PlaceColumn(
        "incidents",
        "How many incidents name it or a place that lies in it.",
        lambda entry: str(entry.incidents),
        kind="integer",
    ),
)


def record(entry: PlaceEntry) -> dict[str, Any]:
    """A place as a JSON object, all keys in it: what is not known is null or empty."""
    place = entry.place
    latitude, longitude = place.coordinates or (None, None)
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind or None,
        "parent": entry.parent or None,
        "within": [area_record(area) for area in place.within],
        "lat": latitude,
        "lon": longitude,
        "precision": place.precision or None,
        "stated_precision": entry.stated_precision or None,
        "country_code": place.country_code or None,
        "stated_country_code": entry.stated_code or None,
        "spellings": entry.spellings,
        "names": dict(entry.names),
        "wikidata": entry.wikidata or None,
        "geonames": entry.geonames or None,
        "incidents_here": entry.here,
        "incidents": entry.incidents,
    }


def rows() -> Layout[PlaceEntry]:
    """The places as CSV."""
    return table([each.name for each in COLUMNS], lambda place: [each.cell(place) for each in COLUMNS])


def records() -> Layout[PlaceEntry]:
    """The places as one JSON object."""
    return collection(f'{{"version":{VERSION},"locations":', record)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFile:
    """A file with all places: made when the format is asked for that `slug` names."""

    slug: str
    file: str
    media_type: str
    layout: Callable[[], Layout[PlaceEntry]]
    columns: tuple[PlaceColumn, ...] = ()


PLACE_FILES: Final = (
    PlaceFile(slug="csv", file="locations.csv", media_type="text/csv", layout=rows, columns=COLUMNS),
    PlaceFile(slug="json", file="locations.json", media_type="application/json", layout=records),
)
PLACES_BY_FILE: Final = {each.file: each for each in PLACE_FILES}
