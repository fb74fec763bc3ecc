"""Shapes: what our own JSON files are made of, key by key, as JSON Schemas (2020-12) that are published beside them.

What stands here is the promise of `data/v1/`: another shape needs another version. `record` of records.py, `record` of
places.py and `feature` of geojson.py write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chronicle.entries.kinds import PRECISIONS
from chronicle.entries.records import ROLES
from chronicle.exchange import geojson
from chronicle.exchange.records import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.exchange.format import About, Column

Shape = dict[str, Any]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


# ---- what a value can be


def _told(doc: str, shape: Shape) -> Shape:
    return {"description": doc, **shape}


def _object(keys: Mapping[str, Shape]) -> Shape:
    """An object with all of these keys and no other."""
    return {"type": "object", "properties": dict(keys), "required": [*keys], "additionalProperties": False}


def _list(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


def _or_null(shape: Shape) -> Shape:
    if "enum" in shape:
        return {"enum": [*shape["enum"], None]}
    return {**shape, "type": [shape["type"], "null"]}


_POINT: Final = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
TEXT: Final[Shape] = {"type": "string"}
TEXT_OR_NULL: Final = _or_null(TEXT)
NUMBER: Final[Shape] = {"type": "integer", "minimum": 0}
DATE: Final[Shape] = {"type": "string", "pattern": rf"^{_POINT}(/(\.\.|{_POINT}))?$"}
DAY: Final[Shape] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TIME: Final[Shape] = {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?$"}
RANGE: Final[Shape] = {
    "type": "array",
    "prefixItems": [NUMBER, _or_null(NUMBER)],
    "items": False,
    "minItems": 2,
}
LATITUDE: Final[Shape] = {"type": "number", "minimum": -90, "maximum": 90}
LONGITUDE: Final[Shape] = {"type": "number", "minimum": -180, "maximum": 180}
SHA256: Final[Shape] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


# ---- the objects, key by key

AREA: Final = {
    "id": _told("Its name in this chronicle.", TEXT),
    "name": _told("Its usual name.", TEXT),
    "kind": _told("What sort of place it is, such as country or province.", TEXT_OR_NULL),
}
POSITION: Final = {
    "lat": _told("Degrees north (WGS 84).", _or_null(LATITUDE)),
    "lon": _told("Degrees east (WGS 84).", _or_null(LONGITUDE)),
    "precision": _told(
        "How exact the coordinates are; from district on they are the middle of an area.",
        _or_null({"enum": PRECISIONS}),
    ),
}
PLACE: Final = {
    "id": _told("The place's name in this chronicle; it has an entry of this id in locations.json.", TEXT),
    "name": _told("Its usual name.", TEXT),
    "kind": _told("What sort of place it is, such as city, base or province.", TEXT_OR_NULL),
    **POSITION,
    "country_code": _told("The code of the country that it lies in (ISO 3166-1 alpha-2).", TEXT_OR_NULL),
    "within": _told("All that it lies in, outermost first.", _list(_object(AREA))),
}
ACTOR: Final = {
    "id": _told("The actor's name in this chronicle.", TEXT),
    "name": _told("Its usual name.", TEXT),
    "kind": _told("What sort of actor it is, such as state-force or militia.", TEXT_OR_NULL),
    "role": _told("The part it had.", {"enum": [*ROLES]}),
}
CLAIM: Final = {
    "killed": _told("How many were killed: the fewest, and the most or null for open.", _or_null(RANGE)),
    "injured": _told("How many were injured, in the same way.", _or_null(RANGE)),
    "of": _told("Who they were, such as civilians.", TEXT_OR_NULL),
    "source": _told("The publisher of the source that says so.", TEXT_OR_NULL),
    "who": _told("Who says so, such as a US official.", TEXT_OR_NULL),
    "date": _told("When it was said.", _or_null(DATE)),
    "superseded": _told("Whether a later claim replaced this one.", {"type": "boolean"}),
}
SOURCE: Final = {
    "publisher": _told("Who published it.", TEXT_OR_NULL),
    "via": _told("The agency whose copy it is, if that is somebody else.", TEXT_OR_NULL),
    "title": _told("Its headline.", TEXT_OR_NULL),
    "url": _told("Its web address.", TEXT_OR_NULL),
    "date": _told("When it was published.", _or_null(DATE)),
    "accessed": _told("When an editor last read it.", _or_null(DATE)),
    "archived": _told("The web address of an archived copy.", TEXT_OR_NULL),
}
UPDATE: Final = {
    "date": _told("When the entry was changed.", DATE),
    "kind": _told("New facts, or a mistake mended.", {"enum": ["update", "correction"]}),
    "text": _told("What changed and why.", TEXT),
}
RECORD: Final = {
    "id": _told("The incident's name in this chronicle; it does not change.", TEXT),
    "address": _told("Its page, seen from the top of the site.", TEXT),
    "title": _told("What happened, in one line.", TEXT),
    "date": _told("When it happened, never more exact than it is known (EDTF).", DATE),
    "from": _told("The first day the date can mean.", DAY),
    "to": _told("The last day the date can mean; null when the end is open.", _or_null(DAY)),
    "time": _told("The local time, with the offset from UTC if known.", _or_null(TIME)),
    "locations": _told("All places, the main one first.", _list(_object(PLACE))),
    "types": _told("The types of event.", _list(TEXT)),
    "actors": _told("Who had which part in it.", _list(_object(ACTOR))),
    "weapons": _told("What was used.", _list(TEXT)),
    "killed": _told("The range of all claims that count: the fewest, and the most or null for open.", _or_null(RANGE)),
    "injured": _told("How many were injured, in the same way.", _or_null(RANGE)),
    "casualties": _told("What each source says.", _list(_object(CLAIM))),
    "grade": _told("How sure it is.", TEXT_OR_NULL),
    "sources": _told("Where it was published.", _list(_object(SOURCE))),
    "summary": _told("What happened, in a sentence.", TEXT_OR_NULL),
    "tags": _told("Free words.", _list(TEXT)),
    "ids": _told("What other data sets call it, by data set.", {"type": "object", "additionalProperties": TEXT}),
    "part_of": _told("The incident that this one is a part of.", TEXT_OR_NULL),
    "follows": _told("The incident that this one follows from.", TEXT_OR_NULL),
    "added": _told("When the entry was first made.", _or_null(DATE)),
    "updates": _told("What was changed later, and why.", _list(_object(UPDATE))),
}
LINE: Final = {**RECORD, "text": _told("The text (Markdown).", TEXT_OR_NULL)}
LOCATION: Final = {
    "id": _told("The place's name in this chronicle.", TEXT),
    "name": _told("Its usual name.", TEXT),
    "kind": _told("What sort of place it is, such as city, base or province.", TEXT_OR_NULL),
    "parent": _told("The id of the place that it lies in.", TEXT_OR_NULL),
    "within": _told("All that it lies in, outermost first.", _list(_object(AREA))),
    **POSITION,
    "stated_precision": _told("The precision as an editor stated it.", _or_null({"enum": PRECISIONS})),
    "country_code": _told("The code of the country that it lies in (ISO 3166-1 alpha-2).", TEXT_OR_NULL),
    "stated_country_code": _told("The same where the place itself has one.", TEXT_OR_NULL),
    "spellings": _told("Other ways its name is written.", _list(TEXT)),
    "names": _told("Its name in other languages, by language.", {"type": "object", "additionalProperties": TEXT}),
    "wikidata": _told("Its Wikidata id.", TEXT_OR_NULL),
    "geonames": _told("Its GeoNames number.", TEXT_OR_NULL),
    "incidents_here": _told("How many incidents name it.", NUMBER),
    "incidents": _told("How many incidents name it or a place that lies in it.", NUMBER),
}
FILE: Final = {
    "path": _told("Where the file lies, seen from the index.", TEXT),
    "format": _told("The format, as the settings call it.", TEXT),
    "media_type": _told("Its media type.", TEXT),
    "holds": _told("What it holds: incidents or locations.", TEXT),
    "number": _told("How many of these.", NUMBER),
    "year": _told("The year whose incidents it holds; null for all.", _or_null({"type": "integer"})),
    "schema": _told("The JSON Schema of it, or of each line of it, seen from the index.", TEXT_OR_NULL),
    "bytes": _told("Its size.", NUMBER),
    "sha256": _told("Its SHA-256, in hex.", SHA256),
}
INDEX: Final = {
    "version": {"const": VERSION},
    "title": _told("The name of the chronicle.", TEXT),
    "url": _told("Its address.", TEXT_OR_NULL),
    "language": _told("The language it is written in.", TEXT),
    "license": _told("The terms, in words or as an address.", TEXT_OR_NULL),
    "from": _told("The first day of the first incident.", _or_null(DAY)),
    "to": _told("The last day of the last incident whose end is known.", _or_null(DAY)),
    "files": _told("The files.", _list(_object(FILE))),
}


def _collection(name: str, keys: Mapping[str, Shape]) -> Shape:
    return _object({"version": {"const": VERSION}, name: _list(_object(keys))})


def _property(column: Column) -> Shape:
    if column.kind == "list":
        return _told(column.doc, _list(TEXT))
    return _told(column.doc, {"type": ["string" if column.kind == "date" else column.kind, "null"]})


_COORDINATES: Final[Shape] = {"type": "array", "prefixItems": [LONGITUDE, LATITUDE], "items": False, "minItems": 2}
_GEOMETRY: Final = _object({"type": {"const": "Point"}, "coordinates": _COORDINATES})
_FEATURE: Final = {
    "type": {"const": "Feature"},
    "id": _told("The incident's name in this chronicle.", TEXT),
    "geometry": _told("The main place; null when nobody knows where it is.", _or_null(_GEOMETRY)),
    "properties": _object({column.name: _property(column) for column in geojson.COLUMNS}),
}

# By the name of the schema: (what it is of, the shape).
SHAPES: Final[dict[str, tuple[str, Shape]]] = {
    "index.json": ("index.json: what files there are", _object(INDEX)),
    "incidents.json": ("incidents.json and the years: all incidents without texts", _collection("incidents", RECORD)),
    "incident.json": ("a line of incidents.jsonl: an incident with its text", _object(LINE)),
    "features.json": (
        "incidents.geojson and the years: a feature an incident",
        _object({"type": {"const": "FeatureCollection"}, "features": _list(_object(_FEATURE))}),
    ),
    "locations.json": ("locations.json: all places", _collection("locations", LOCATION)),
}
# Which schema a file has, by what it holds and its format.
SCHEMAS: Final = {
    ("incidents", "json"): "incidents.json",
    ("incidents", "jsonl"): "incident.json",
    ("incidents", "geojson"): "features.json",
    ("locations", "json"): "locations.json",
}


def schema(name: str, about: About) -> Shape:
    """The JSON Schema of this name, with its address where the chronicle has one."""
    title, shape = SHAPES[name]
    own = {"$id": f"{about.url}data/v{VERSION}/schema/{name}"} if about.url else {}
    return {"$schema": _DIALECT, **own, "title": title, **shape}
