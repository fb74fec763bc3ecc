"""Places as rows and records: all that an entry says besides its text is read again."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from exchange_facts import place_entries
from hypothesis import given
from hypothesis import strategies as st

from chronicle.exchange.cells import items_of, plain
from chronicle.exchange.facts import Area, PlaceFacts
from chronicle.exchange.places import PlaceEntry, records, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = st.lists(place_entries(), max_size=3)


def of_row(row: dict[str, str]) -> PlaceEntry:
    """What a row says; of the areas around the place it has the names, and the id of the innermost one."""
    cells = {name: plain(cell) for name, cell in row.items()}
    around = [Area(name=name) for name in items_of(cells["within"])]
    if around:
        around[-1] = Area(name=around[-1].name, id=cells["parent_id"])
    return PlaceEntry(
        place=PlaceFacts(
            name=cells["name"],
            id=cells["id"],
            kind=cells["kind"],
            coordinates=(float(cells["latitude"]), float(cells["longitude"])) if cells["latitude"] else None,
            precision=cells["precision"],
            country_code=cells["country_code"],
            within=tuple(around),
        ),
        stated_precision=cells["stated_precision"],
        stated_code=cells["stated_country_code"],
        spellings=items_of(cells["spellings"]),
        names=tuple((name[0], name[2]) for name in (item.partition("=") for item in items_of(cells["names"]))),
        wikidata=cells["wikidata"],
        geonames=cells["geonames"],
        here=int(cells["incidents_here"]),
        incidents=int(cells["incidents"]),
    )


def of_record(record: dict[str, Any]) -> PlaceEntry:
    """What a record says."""
    return PlaceEntry(
        place=PlaceFacts(
            name=record["name"],
            id=record["id"],
            kind=record["kind"] or "",
            coordinates=None if record["lat"] is None else (record["lat"], record["lon"]),
            precision=record["precision"] or "",
            country_code=record["country_code"] or "",
            within=tuple(Area(id=area["id"], name=area["name"], kind=area["kind"] or "") for area in record["within"]),
        ),
        stated_precision=record["stated_precision"] or "",
        stated_code=record["stated_country_code"] or "",
        spellings=tuple(record["spellings"]),
        names=tuple(record["names"].items()),
        wikidata=record["wikidata"] or "",
        geonames=record["geonames"] or "",
        here=record["incidents_here"],
        incidents=record["incidents"],
    )


@given(FEW)
def test_a_row_says_all_of_a_place(entries: Sequence[PlaceEntry]) -> None:
    """What was read is written the same, and nothing of a place itself is lost."""
    text = b"".join(rows().written(entries)).decode()
    found = [of_row(row) for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert b"".join(rows().written(found)).decode() == text
    assert [_without_areas(entry) for entry in found] == [_without_areas(entry) for entry in entries]
    assert [entry.parent for entry in found] == [entry.parent for entry in entries]


@given(FEW)
def test_a_record_says_all_of_a_place(entries: Sequence[PlaceEntry]) -> None:
    """What was read is what was written, with all areas around."""
    data = json.loads(b"".join(records().written(entries)))
    assert data["version"] == 1
    assert [of_record(record) for record in data["locations"]] == entries


def _without_areas(entry: PlaceEntry) -> object:
    place = entry.place
    own = (place.id, place.name, place.kind, place.coordinates, place.precision, place.country_code)
    return (own, *(getattr(entry, name) for name in entry.__slots__ if name != "place"))


def test_a_place_is_written_like_this() -> None:
    """Every key is there; lists are lists."""
    entry = PlaceEntry(
        place=PlaceFacts(name="Ramadi", id="ramadi", within=(Area(name="Iraq", id="iraq", kind="country"),)),
        spellings=("Ar-Ramadi",),
        names=(("ar", "الرمادي"),),
        here=1,
        incidents=2,
    )
    header, row = b"".join(rows().written([entry])).decode().splitlines()
    assert header == (
        "id,name,kind,parent_id,within,latitude,longitude,precision,stated_precision,country_code,stated_country_code,"
        "spellings,names,wikidata,geonames,incidents_here,incidents"
    )
    assert row == "ramadi,Ramadi,,iraq,Iraq,,,,,,,Ar-Ramadi,ar=الرمادي,,,1,2"
    assert b"".join(records().written([entry])).decode() == (
        '{"version":1,"locations":[\n'
        '{"id":"ramadi","name":"Ramadi","kind":null,"parent":"iraq",'
        '"within":[{"id":"iraq","name":"Iraq","kind":"country"}],"lat":null,"lon":null,"precision":null,'
        '"stated_precision":null,"country_code":null,"stated_country_code":null,"spellings":["Ar-Ramadi"],'
        '"names":{"ar":"الرمادي"},"wikidata":null,"geonames":null,"incidents_here":1,"incidents":2}\n]}\n'
    )
