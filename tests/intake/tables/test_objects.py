"""Tables in JSON, JSON Lines and GeoJSON."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cells, opened

from chronicle.exchange import flat, records
from chronicle.exchange.facts import Facts
from chronicle.exchange.format import About
from chronicle.exchange.reading import read
from chronicle.intake.tables.mapping import mapped
from chronicle.intake.tables.presets import preset_for, untaken
from chronicle.text.dates import parse_when

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def data(value: object) -> bytes:
    """A value as the bytes of a JSON file."""
    return json.dumps(value).encode()


def feature(geometry: object, **more: object) -> dict[str, Any]:
    """A feature of GeoJSON."""
    return {"type": "Feature", "properties": {"date": "2023"}, "geometry": geometry, **more}


def collection(*features: object, **more: object) -> bytes:
    """A file of features."""
    return data({"type": "FeatureCollection", **more, "features": features})


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        ([{"date": "2023"}], "records"),
        ({"data": [{"date": "2023"}], "tags": []}, "records"),
        ({"mine": [{"date": "2023"}]}, "records"),
        ({"version": 1, "incidents": [{"date": "2023"}]}, "records"),
        ({"locations": [{"date": "2023"}]}, "records"),
        ([dict.fromkeys("title locations casualties sources updates".split()) | {"date": "2023"}], "chronicle"),
        ({"events": [{"date": "2023", "start_date": {"year": 2023}}]}, "timeline"),
        ({"type": "FeatureCollection", "bbox": [1, 2, 3, 4], "features": [feature(None)]}, "features"),
    ],
)
def test_the_list_of_rows_is_found(tmp_path: Path, content: object, shape: str) -> None:
    """At the top, or under the key that it usually has, or under the only one there is."""
    table, rows, told = opened(tmp_path, "a.json", data(content))
    assert table
    assert table.shape == shape
    assert table.kind == ("geojson" if shape == "features" else "json")
    assert [row.cells["date"] for row in rows] == ["2023"]
    assert told == []


def test_a_list_beside_that_of_the_rows_is_told(tmp_path: Path) -> None:
    """Whatever it is called and whatever it holds, with how many."""
    content = {"version": 1, "locations": [{"name": "Kut"}], "incidents": [{"title": "a"}], "tags": ["a", 5]}
    _, rows, told = opened(tmp_path, "a.json", data(content))
    assert [(row.number, row.record) for row in rows] == [(1, {"title": "a"})]
    assert told == [
        'a.json:1: warning: has other lists that nothing is taken from: "locations" (1), "tags" (2) [table-column]'
    ]


def test_objects_become_flat(tmp_path: Path) -> None:
    """Names within names get dots, lists become list cells, and nothing empty is a cell."""
    record = {
        "start_date": {"year": "2023", "month": 10},
        "tags": ["a; b", "c"],
        "sources": [{"url": "u", "name": "n"}, {"name": "m"}],
        "killed": 3.0,
        "lat": 33.79,
        "fake": False,
        "none": None,
        "empty": [],
        "blank": " ",
    }
    assert cells(tmp_path, "a.json", data([record])) == [
        {
            "start_date.year": "2023",
            "start_date.month": "10",
            "tags": "a\\; b; c",
            "sources.url": "u;",
            "sources.name": "n; m",
            "killed": "3",
            "lat": "33.79",
            "fake": "false",
        }
    ]


def test_json_lines_are_read_line_by_line(tmp_path: Path) -> None:
    """A line that is no object is a bad row with the number of the line; the others go in."""
    lines = (
        b'{"date": "2021"}\n\n{"date": 2022,}\n7\n{"date": NaN}\n{"date": "2023", "date": "2024"}\n{"date": "2025"}\n'
    )
    for name in ("a.jsonl", "a.ndjson"):
        table, rows, told = opened(tmp_path, name, lines)
        assert table
        assert table.columns == ("date",)
        assert [(row.number, row.cells["date"]) for row in rows] == [(1, "2021"), (7, "2025")]
        assert told == [
            f'{name}:3: error: is no JSON: invalid object key (must be a string) (near "{{"date": 2022,}}") [row-form]',
            f"{name}:4: error: is no object [row-form]",
            (
                f"{name}:5: error: is no JSON: NaN and Infinity are no JSON, write null instead"
                ' (near "{"date": NaN}") [row-form]'
            ),
            f'{name}:6: error: has two values for "date" [row-form]',
        ]
    assert cells(tmp_path, "a.json", b'{"date": "2021"}\n{"date": "2022"}\n') == [{"date": "2021"}, {"date": "2022"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"7", 'holds one value ("7"), no list of objects [table-form]'),
        (b"[]", "holds no rows [table-form]"),
        (b"{}", "holds no rows [table-form]"),
        (b"[1, 2]", "holds a list, but not of objects [table-form]"),
        (
            b'{"a": [{"x": 1}], "b": [{"x": 1}]}',
            'has several lists ("a", "b"); call the one that holds the rows "data" [table-form]',
        ),
        (
            b'{"type": "Feature", "properties": {}}',
            "is a single Feature; a table needs a FeatureCollection [table-form]",
        ),
        (b'[{"a": 1}', "is no JSON after item 1: premature EOF"),
        (b'[{"a": NaN}]', "is no JSON: NaN and Infinity are no JSON, write null instead (near"),
        (b'[{"a": 1}] x', "is no JSON after item 1: "),
        (b'[{"a": ' + b"9" * 5000 + b"}]", "is no JSON: a number is too long, put it in quotes (near"),
        (b'[{"a": "\\ude00"}]', "is no JSON: a text holds half of a character (such as \\ud83d without"),
        (b"'type': 'geojson'", "is no JSON: invalid char in json text (near"),
        ("[]".encode("utf-16"), "is UTF-16 text or no text at all; save it as UTF-8 [table-encoding]"),
        (data([{f"c{n}": 1 for n in range(501)}]), "has more than 500 different fields; it is no table [table-form]"),
        (b'[{"a": "' + b"x" * 5_000_000 + b'"}]', "has a record of more than 1,000,000 characters [table-form]"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    """Broken JSON is told with its place before any row goes in."""
    table, _, told = opened(tmp_path, "a.json", content)
    assert table is None
    assert len(told) == 1
    assert message in told[0]


def test_a_bad_record_is_told_and_the_others_go_in(tmp_path: Path) -> None:
    """Depth, double names and long texts cost their record only."""
    deep: Any = 1
    lists: Any = 1
    for _ in range(40):
        deep, lists = {"a": deep}, [lists]
    text = json.dumps([{"a": deep}, {"a": "x" * 262_145}, "b", {"a": 1}, {"a": lists}])
    text = text.replace('"b"', '"b", {"a": 1, "a": 2}')
    _, rows, told = opened(tmp_path, "a.json", text.encode())
    assert [(row.number, dict(row.cells)) for row in rows] == [(5, {"a": "1"})]
    assert told == [
        "a.json:1: error: is nested more than 12 levels deep [row-form]",
        "a.json:2: error: a: is longer than 262,144 characters [row-long]",
        "a.json:3: error: is no object [row-form]",
        'a.json:4: error: has two values for "a" [row-form]',
        "a.json:6: error: is nested more than 12 levels deep [row-form]",
    ]


def test_features_have_their_point_and_id(tmp_path: Path) -> None:
    """A point is latitude and longitude; without one the row goes in, and what was left out is told."""
    line = {"type": "LineString", "coordinates": [[44, 33], [45, 34]]}
    _, rows, told = opened(
        tmp_path,
        "a.geojson",
        collection(
            feature({"type": "Point", "coordinates": [44.5, 33.0, 12]}, id="x1"),
            feature(None, id=7),
            feature(line),
            feature({"type": "Point", "coordinates": []}),
            {"type": "Feature", "properties": {"id": "own"}, "geometry": {"type": "GeometryCollection"}, "id": 1},
        ),
    )
    assert [dict(row.cells) for row in rows] == [
        {"date": "2023", "id": "x1", "latitude": "33", "longitude": "44.5"},
        {"date": "2023", "id": "7"},
        {"date": "2023"},
        {"date": "2023"},
        {"id": "own"},
    ]
    assert told == [
        (
            'a.geojson:3: warning: has a "LineString" where a point is needed; the row goes in without '
            "coordinates [row-geometry]"
        ),
        "a.geojson:4: warning: has a point without two numbers; the row goes in without coordinates [row-geometry]",
        (
            'a.geojson:5: warning: has a "GeometryCollection" where a point is needed; the row goes in without '
            "coordinates [row-geometry]"
        ),
    ]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "WGS 84"])
def test_older_files_may_say_that_they_are_in_degrees(tmp_path: Path, name: str) -> None:
    """As the library behind most map programs writes it."""
    crs = {"type": "name", "properties": {"name": name}}
    assert cells(tmp_path, "a.geojson", collection(feature(None), crs=crs)) == [{"date": "2023"}]


def test_other_coordinates_are_refused(tmp_path: Path) -> None:
    """Metres of a national grid would put an incident anywhere."""
    crs = {"type": "name", "properties": {"name": "EPSG:3857"}}
    _, _, told = opened(tmp_path, "a.geojson", collection(feature(None), crs=crs))
    assert told == [
        (
            'a.geojson: error: has coordinates in "EPSG:3857"; convert it to WGS 84 (EPSG:4326), as GeoJSON is today '
            "[table-form]"
        )
    ]


def test_halves_of_characters_are_no_text(tmp_path: Path) -> None:
    """JSON can write what no file can hold; it becomes a question mark."""
    assert cells(tmp_path, "a.json", b'[{"date": "a\\ud800b"}]') == [{"date": "a?b"}]


@given(values=st.lists(VALUES, max_size=4), junk=st.binary(max_size=60), place=st.integers(0, 200))
def test_any_json_and_any_damage_is_read_or_told(values: list[object], junk: bytes, place: int) -> None:
    """Nothing that stands in a file ends in a traceback."""
    whole = data(values)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.json", "a.jsonl", "a.geojson"):
            opened(Path(folder), name, whole)
            opened(Path(folder), name, whole[: place % len(whole)] + junk + whole[place % len(whole) :])
            opened(Path(folder), name, collection(*values, feature(values[0] if values else junk.hex())))


def test_our_own_files_are_known_in_both_their_forms(tmp_path: Path) -> None:
    """What a chronicle publishes comes back as its records."""
    facts = Facts(id="a", title="A", date=parse_when("2023-10-19"), text="Two\n\nparagraphs.")
    for name, layout in (("incidents.json", records.layout), ("incidents.jsonl", records.layout_of_lines)):
        table, rows, told = opened(tmp_path, name, b"".join(layout(About(title="x")).written([facts])))
        assert table
        assert (table.kind, table.shape, told) == ("json", "chronicle", [])
        assert [row.record and row.record["id"] for row in rows] == ["a"]
        assert preset_for(table).name == "chronicle"


def test_our_own_table_comes_back_cell_by_cell(tmp_path: Path) -> None:
    """Also what stands in it so that no spreadsheet computes it."""
    facts = Facts(
        id="a", title="=1+1", date=parse_when("2023-10-19"), tags=("'@x", "a; b", "c\\d"), types=("fire",), summary="-"
    )
    table, rows, told = opened(tmp_path, "a.csv", b"".join(flat.layout(About(title="x")).written([facts])))
    assert table
    assert told == []
    mapping = preset_for(table)
    assert mapping.name == "chronicle"
    assert untaken(table.columns, mapping) == ()
    assert read(mapped(rows[0], mapping)).facts == facts
