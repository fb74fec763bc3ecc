"""The shapes of our own files: what we write has them, and what was promised of `data/v1/` is kept."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from exchange_facts import ABOUT, facts, place_entries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from promises import promised, shapes_of_today, without_words
from rich import CONFIG, FILES
from sites import build_site, make_site, page

from chronicle.exchange import geojson, places, records
from chronicle.exchange.formats import FORMATS
from chronicle.exchange.shapes import SHAPES, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chronicle.exchange.facts import Facts
    from chronicle.exchange.places import PlaceEntry

KEPT = (
    "the shape of data/v1 is promised: a change in shape needs a new version beside it (VERSION in records.py). "
    "A file that is new is written down with: PYTHONPATH=. python tests/promises.py"
)


def faults(name: str, data: object) -> list[str]:
    """What a schema says against data; formats are looked at too."""
    checker = Draft202012Validator(schema(name, ABOUT), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(data)]


# ---- what is promised


def test_what_was_promised_is_kept() -> None:
    """Every key, column and table is as it was written down; words may become better."""
    today, before = shapes_of_today(), promised()
    assert sorted(today) == sorted(before), KEPT
    for name, shape in today.items():
        # As texts, so that the order of columns and keys is a part of it.
        assert json.dumps(shape) == json.dumps(before[name]), f"{name}: {KEPT}"


def test_only_words_may_change() -> None:
    """A description is no part of a shape, also not in depth; a key of that name is."""
    before = {"type": "object", "properties": {"description": {"type": "string"}, "a": {"type": "null"}}}
    better = {
        "description": "Words.",
        "type": "object",
        "properties": {"description": {"description": "More.", "type": "string"}, "a": {"type": "null"}},
    }
    assert without_words(better) == before
    for change in ({"type": "array"}, {"properties": {"a": {"type": "null"}}}, {"required": ["a"]}):
        assert without_words({**better, **change}) != before


# ---- what is written


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_is_one_and_leaves_nothing_open(name: str) -> None:
    """Each object in it needs every key and takes no other, but for names that are chosen freely."""
    made = schema(name, ABOUT)
    Draft202012Validator.check_schema(made)
    assert made["$id"] == f"https://example.org/log/data/v1/schema/{name}"
    objects = [each for each in _inner(made) if each.get("type") in ("object", ["object", "null"])]
    assert objects
    for each in objects:
        if each.get("additionalProperties") == {"type": "string"}:
            continue
        assert each["required"] == [*each["properties"]]
        assert each["additionalProperties"] is False


def _inner(shape: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(shape, dict):
        yield shape
        for value in shape.values():
            yield from _inner(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from _inner(value)


FEW = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@FEW
@given(facts())
def test_a_record_of_any_incident_has_the_shape(incident: Facts) -> None:
    """In the file of all, in a line with its text, and as a feature."""
    assert faults("incidents.json", json.loads(b"".join(records.layout(ABOUT).written([incident])))) == []
    assert faults("incident.json", json.loads(b"".join(records.layout_of_lines(ABOUT).written([incident])))) == []
    assert faults("features.json", json.loads(b"".join(geojson.layout(ABOUT).written([incident])))) == []


KINDS: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "date": dt.date.fromisoformat,
    "string": str,
    "list": str,
}


@FEW
@given(facts())
def test_a_cell_is_of_the_kind_that_its_column_promises(incident: Facts) -> None:
    """A number is one, and a day is one, in every table; or nothing is there."""
    for form in FORMATS:
        for column in form.columns:
            if cell := column.cell(incident, ABOUT):
                KINDS[column.kind](cell)


@FEW
@given(st.lists(place_entries(), max_size=2))
def test_a_record_of_any_place_has_the_shape(entries: list[PlaceEntry]) -> None:
    """Also of one that is known by name only."""
    assert faults("locations.json", json.loads(b"".join(places.records().written(entries)))) == []


def test_the_files_of_a_site_have_the_shapes_that_it_publishes(tmp_path: Path) -> None:
    """Each file that names a schema is what that says, and so is the index."""
    build_site(make_site(tmp_path, {**FILES, "chronicle.toml": CONFIG}))
    index = json.loads(page(tmp_path, "data/v1/index.json"))
    assert faults("index.json", index) == []
    named = {each["path"]: each["schema"] for each in index["files"] if each["schema"]}
    assert {"incidents.json", "incidents.jsonl", "incidents.geojson", "locations.json", "years/2023.json"} <= set(named)
    for path, name in named.items():
        own = json.loads(page(tmp_path, f"data/v1/{name}"))
        text = page(tmp_path, f"data/v1/{path}")
        told = [json.loads(line) for line in text.splitlines()] if path.endswith(".jsonl") else [json.loads(text)]
        for data in told:
            assert not list(Draft202012Validator(own).iter_errors(data))
