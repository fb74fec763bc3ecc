"""The data package: others' tools find every file as it is, and every table as it is described."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from frictionless import validate
from rich import CONFIG as SETTINGS
from rich import FILES
from sites import CONFIG, build_site, incident, location, make_site, page, write

from chronicle.config_keys import DATA_FORMATS

if TYPE_CHECKING:
    from pathlib import Path


def package_of(folder: Path) -> dict[str, Any]:
    """The data package of a built site."""
    found: dict[str, Any] = json.loads(page(folder, "data/v1/datapackage.json"))
    return found


def faults(folder: Path) -> tuple[int, list[tuple[str, str, str]]]:
    """How many files Frictionless looked at, and what it says against them."""
    report = validate(str(folder / "site/data/v1/datapackage.json"))
    return len(report.tasks), [
        (str(place), kind, note) for place, kind, note in report.flatten(["place", "type", "note"])
    ]


def test_frictionless_finds_nothing_wrong(tmp_path: Path) -> None:
    """Sizes, digests, types, keys: all is as the package says, with everything that an entry can hold."""
    build_site(make_site(tmp_path, {**FILES, "chronicle.toml": SETTINGS}))
    names = [each["path"] for each in package_of(tmp_path)["resources"]]
    assert {"incidents.csv", "locations.csv", "incidents.jsonl", "years/2023.json", "chronicle.db"} <= set(names)
    assert faults(tmp_path) == (len(names), [])


@pytest.mark.parametrize("slug", DATA_FORMATS)
def test_each_format_alone_makes_a_package(tmp_path: Path, slug: str) -> None:
    """What a table refers to is in the package, or nothing is said of it."""
    entries = {
        "incidents/a.md": incident(locations="[x]"),
        "locations/x.md": location("X", parent="y"),
        "locations/y.md": location("Y", kind="country"),
    }
    settings = f'{CONFIG}[data]\nformats = ["{slug}"]\n'
    build_site(make_site(tmp_path, {**entries, "chronicle.toml": settings}))
    assert faults(tmp_path) == (len(package_of(tmp_path)["resources"]), [])


@pytest.mark.parametrize("name", ["incidents.csv", "incidents.jsonl", "locations.csv", "chronicle.db"])
def test_a_changed_file_is_noticed(tmp_path: Path, name: str) -> None:
    """The digest is compared, of tables and of other files."""
    build_site(make_site(tmp_path, {**FILES, "chronicle.toml": SETTINGS}))
    path = tmp_path / "site/data/v1" / name
    path.write_bytes(path.read_bytes().replace(b"e", b"a", 1))
    assert "hash-count" in {kind for _, kind, _ in faults(tmp_path)[1]}


def test_files_that_come_and_files_that_differ_are_told_apart(tmp_path: Path) -> None:
    """--explain says of the package and the index whether other files are listed, or the same ones differ."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident()}))
    write(tmp_path, {"incidents/b.md": incident("Earlier", "2022-01-02")})
    reasons = dict(build_site(tmp_path).reasons)
    assert reasons["data/v1/datapackage.json"] == "changed: listed, files"
    assert reasons["data/v1/index.json"] == "changed: first, listed, files"
    write(tmp_path, {"incidents/b.md": incident("Edited", "2022-01-02")})
    assert dict(build_site(tmp_path).reasons)["data/v1/index.json"] == "changed: files"


def test_the_fields_are_the_columns(tmp_path: Path) -> None:
    """Each column of a table is described, in order, with a type and a key where it is one."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident(), "locations/x.md": location("X")}))
    tables = [each for each in package_of(tmp_path)["resources"] if each["profile"] == "tabular-data-resource"]
    assert len(tables) >= 2
    for each in tables:
        text = (tmp_path / "site/data/v1" / each["path"]).read_text("utf-8-sig")
        fields = each["schema"]["fields"]
        assert [field["name"] for field in fields] == next(csv.reader(io.StringIO(text)))
        assert all(field["description"] for field in fields)
    schemas = {each["path"]: each["schema"] for each in tables}
    assert schemas["incidents.csv"]["primaryKey"] == "id"
    assert schemas["incidents.csv"]["foreignKeys"] == [
        {"fields": "location_id", "reference": {"resource": "locations-csv", "fields": "id"}}
    ]


def test_a_licence_is_named_where_there_is_one(tmp_path: Path) -> None:
    """An address, or words; without a setting nothing is said."""
    for setting, expected in (
        ("https://creativecommons.org/licenses/by/4.0/", [{"path": "https://creativecommons.org/licenses/by/4.0/"}]),
        ("CC BY 4.0", [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]),
        ("", None),
    ):
        settings = f'{CONFIG}[data]\nformats = ["csv"]\nlicense = "{setting}"\n'
        make_site(tmp_path, {"incidents/a.md": incident(), "chronicle.toml": settings})
        build_site(tmp_path)
        assert package_of(tmp_path).get("licenses") == expected
        assert json.loads(page(tmp_path, "data/v1/index.json"))["license"] == (setting or None)
        assert faults(tmp_path)[1] == []
