"""The files for machines: what they say, which there are, and when they are written anew."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sites import CONFIG, build_site, entry, failed, incident, location, make_site, page, tree, write

from chronicle.config_keys import DATA_FORMATS
from chronicle.exchange.formats import FORMATS
from chronicle.exchange.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILES_ONLY = CONFIG + '[data]\nformats = ["csv", "json", "jsonl"]\n'


def test_the_json_says_of_each_incident_what_is_known(tmp_path: Path) -> None:
    """Dates keep their precision, counts are ranges, unknown is null; only listed incidents are there."""
    make_site(
        tmp_path,
        {
            "locations/base.md": location("Base", coordinates="[33.5, 42.25]", precision="exact", parent="iraq"),
            "locations/iraq.md": location("Iraq", kind="country", country_code="IQ"),
            "articles/r.md": entry(title="T", publisher="AFP", url="https://afp.example/1"),
            "incidents/a.md": incident(
                "Rockets",
                '"2023-10~"',
                locations="[base, Nowhere]",
                types="[rocket-attack]",
                actors="[{actor: G, role: target}]",
                casualties="[{killed: 41+, injured: 1-5, source: r}]",
                grade="likely",
                sources="[{article: r}]",
                summary="S.",
            ),
            "incidents/b.md": incident("Open", "2023-11-01/.."),
            "incidents/c.md": incident(status="withdrawn"),
            "incidents/d.md": incident(duplicate_of="a"),
            "incidents/e.md": incident(status="draft"),
        },
    )
    build_site(tmp_path)
    data: dict[str, Any] = json.loads(page(tmp_path, "data/v1/incidents.json"))
    assert data["version"] == 1
    no_position: dict[str, object] = dict.fromkeys(["kind", "lat", "lon", "precision", "country_code"]) | {"within": []}
    no_details = dict.fromkeys(["via", "date", "accessed", "archived"])
    nothing_else: dict[str, object] = {
        "tags": [],
        "ids": {},
        "part_of": None,
        "follows": None,
        "added": None,
        "updates": [],
    }
    assert data["incidents"] == [
        {
            "id": "a",
            "address": "incidents/a.html",
            "title": "Rockets",
            "date": "2023-10~",
            "from": "2023-10-01",
            "to": "2023-10-31",
            "time": None,
            "locations": [
                {
                    "id": "base",
                    "name": "Base",
                    "kind": None,
                    "lat": 33.5,
                    "lon": 42.25,
                    "precision": "exact",
                    "country_code": "IQ",
                    "within": [{"id": "iraq", "name": "Iraq", "kind": "country"}],
                },
                {"id": "nowhere", "name": "Nowhere", **no_position},
            ],
            "types": ["rocket-attack"],
            "actors": [{"id": "g", "name": "G", "kind": None, "role": "target"}],
            "weapons": [],
            "killed": [41, None],
            "injured": [1, 5],
            "casualties": [
                {
                    "killed": [41, None],
                    "injured": [1, 5],
                    "of": None,
                    "source": "AFP",
                    "who": None,
                    "date": None,
                    "superseded": False,
                }
            ],
            "grade": "likely",
            "sources": [{"publisher": "AFP", "title": "T", "url": "https://afp.example/1", **no_details}],
            "summary": "S.",
            **nothing_else,
        },
        {
            "id": "b",
            "address": "incidents/b.html",
            "title": "Open",
            "date": "2023-11-01/..",
            "from": "2023-11-01",
            "to": None,
            "time": None,
            "locations": [],
            "types": [],
            "actors": [],
            "weapons": [],
            "killed": None,
            "injured": None,
            "casualties": [],
            "grade": None,
            "sources": [{"publisher": "Reuters", "title": None, "url": None, **no_details}],
            "summary": None,
            **nothing_else,
        },
    ]


def test_the_json_can_stand_in_a_script(tmp_path: Path) -> None:
    """Nothing in it can end the script it is put into; what it means stays the same."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident(summary="'</script><!-- & x'")}))
    text = page(tmp_path, "data/v1/incidents.json")
    assert not set(text) & set("<>&")
    assert json.loads(text)["incidents"][0]["summary"] == "</script><!-- & x"


def test_excel_has_a_csv_of_its_own(tmp_path: Path) -> None:
    """It is the other one behind a byte order mark, which programs do not want."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident("\u0642\u0635\u0641")}))
    own = (tmp_path / "site/data/v1/incidents.csv").read_bytes()
    assert own.startswith(b"id,title,")
    assert (tmp_path / "site/data/v1/incidents-excel.csv").read_bytes() == b"\xef\xbb\xbf" + own


def test_what_other_files_have_is_taken_from_these(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are made once for all years and for the whole, and rows once for all tables that have them."""
    heads, whole = [], Layout.written

    def noted(layout: Layout[Any], items: Iterable[Any]) -> Iterator[bytes]:
        heads.append(layout.head)
        return whole(layout, items)

    monkeypatch.setattr(Layout, "written", noted)
    entries = {"incidents/a.md": incident(), "incidents/b.md": incident("Other", "2022-01-02")}
    build_site(make_site(tmp_path, entries))
    assert [sum(part in head for head in heads) for part in ('"incidents"', "FeatureCollection", "id,title,")] == [
        2,
        2,
        1,
    ]


@pytest.mark.parametrize("name", ["incidents.csv", "years/2022.json", "years/2023.geojson"])
def test_a_file_with_the_records_of_others_is_made_whatever_became_of_these(tmp_path: Path, name: str) -> None:
    """Of those that stay and of those that are new, also where one was damaged or the file itself is not there."""
    entries = {"incidents/a.md": incident(), "incidents/b.md": incident("Other", "2022-01-02")}
    build_site(make_site(tmp_path, entries))
    for other in ("incidents-hxl.csv", "incidents.json"):
        (tmp_path / "site/data/v1" / name).write_bytes(b"?")
        (tmp_path / "site/data/v1" / other).unlink()
        write(tmp_path, {"incidents/a.md": incident(f"Without {other}")})
        build_site(tmp_path)
        after = tree(tmp_path / "site")
        shutil.rmtree(tmp_path / "site")
        build_site(tmp_path)
        assert tree(tmp_path / "site") == after


def test_hxl_is_the_same_with_and_without_csv(tmp_path: Path) -> None:
    """Its rows are taken from there, or made."""
    make_site(tmp_path, {"incidents/a.md": incident("A; b,\n'=c'")})
    build_site(tmp_path)
    before = page(tmp_path, "data/v1/incidents-hxl.csv")
    write(tmp_path, {"chronicle.toml": CONFIG + '[data]\nformats = ["hxl"]\n'})
    shutil.rmtree(tmp_path / "site")
    build_site(tmp_path)
    assert page(tmp_path, "data/v1/incidents-hxl.csv") == before
    assert not (tmp_path / "site/data/v1/incidents.csv").exists()


def test_only_the_formats_asked_for_are_made(tmp_path: Path) -> None:
    """`[data] formats` selects; without any there is no folder of data."""
    make_site(tmp_path, {"incidents/a.md": incident(), "chronicle.toml": CONFIG + '[data]\nformats = ["csv"]\n'})
    build_site(tmp_path)
    assert {name for name in tree(tmp_path / "site") if name.startswith("data/")} >= {
        "data/v1/incidents.csv",
        "data/v1/index.json",
    }
    assert "data/v1/incidents.json" not in tree(tmp_path / "site")
    write(tmp_path, {"chronicle.toml": CONFIG + "[data]\nformats = []\n"})
    build_site(tmp_path)
    assert not [name for name in tree(tmp_path / "site") if name.startswith("data/")]


def test_without_formats_nothing_is_told_for_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for no file does not wait until the incidents are put into words for one."""
    monkeypatch.setattr("chronicle.exchange.records.record", None)
    make_site(tmp_path, {"incidents/a.md": incident(), "chronicle.toml": CONFIG + "[data]\nformats = []\n"})
    build_site(tmp_path)
    assert (tmp_path / "site/incidents/a.html").is_file()


def test_a_format_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    """A slip in the name of a format is told with what was meant."""
    make_site(tmp_path, {"incidents/a.md": incident(), "chronicle.toml": CONFIG + '[data]\nformats = ["geo-json"]\n'})
    (problem,) = failed(tmp_path)
    assert 'names a format that there is not (did you mean "geojson"?)' in problem


def test_the_index_says_from_when_to_when(tmp_path: Path) -> None:
    """To the last day that is known: what has no end yet does not end with the calendar."""
    build_site(
        make_site(tmp_path, {"incidents/a.md": incident("A", "2023-10"), "incidents/b.md": incident("B", "2023/..")})
    )
    index = json.loads(page(tmp_path, "data/v1/index.json"))
    assert (index["from"], index["to"]) == ("2023-01-01", "2023-10-31")


def test_the_index_proves_each_file(tmp_path: Path) -> None:
    """Size and SHA-256 in the index are those of the file, also after an edit."""
    make_site(tmp_path, {"incidents/a.md": incident(), "incidents/b.md": incident("Other", "2022-01-02")})
    for title in ("First", "Second"):
        write(tmp_path, {"incidents/a.md": incident(title)})
        build_site(tmp_path)
        index = json.loads(page(tmp_path, "data/v1/index.json"))
        assert [each["path"] for each in index["files"] if each["year"]][:2] == ["years/2022.json", "years/2023.json"]
        for each in index["files"]:
            data = (tmp_path / "site/data/v1" / each["path"]).read_bytes()
            assert (each["bytes"], each["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_an_edit_writes_the_year_that_it_concerns(tmp_path: Path) -> None:
    """The file of another year stays; the index and the whole files are written anew."""
    make_site(tmp_path, {"incidents/a.md": incident(), "incidents/b.md": incident("Other", "2022-01-02")})
    build_site(tmp_path)
    write(tmp_path, {"incidents/a.md": incident("Edited")})
    written = {address for address, _ in build_site(tmp_path).reasons}
    assert written >= {"data/v1/incidents.json", "data/v1/years/2023.json", "data/v1/index.json"}
    assert "data/v1/years/2022.json" not in written


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    """A file of data is restored to the byte, and so is the index."""
    make_site(tmp_path, {"incidents/a.md": incident()})
    build_site(tmp_path)
    before = tree(tmp_path / "site")
    for name in ("incidents.csv", "index.json"):
        (tmp_path / "site/data/v1" / name).write_bytes(b"?")
        result = build_site(tmp_path)
        assert [address for address, _ in result.reasons] == [f"data/v1/{name}"]
        assert tree(tmp_path / "site") == before


def test_a_text_is_only_in_the_files_that_hold_texts(tmp_path: Path) -> None:
    """A new body is one line of JSON Lines; the files without texts are not even made."""
    make_site(tmp_path, {"incidents/a.md": incident(body="Old."), "chronicle.toml": FILES_ONLY})
    build_site(tmp_path)
    write(tmp_path, {"incidents/a.md": incident(body="New.")})
    made = {address for address, _ in build_site(tmp_path).reasons if address.startswith("data/")}
    assert made == {"data/v1/incidents.jsonl", "data/v1/datapackage.json", "data/v1/index.json"}
    assert json.loads(page(tmp_path, "data/v1/incidents.jsonl"))["text"] == "New.\n"


def test_another_title_is_only_in_the_files_that_say_it(tmp_path: Path) -> None:
    """All others are as they were, and are not even made."""
    make_site(tmp_path, {"incidents/a.md": incident()})
    build_site(tmp_path)
    write(tmp_path, {"chronicle.toml": CONFIG.replace('title = "', 'title = "Another ')})
    made = {address.removeprefix("data/v1/") for address, _ in build_site(tmp_path).reasons}
    assert made >= {"incidents.kml", "timeline.json", "chronicle.db", "index.json", "datapackage.json"}
    assert not made & {"incidents.csv", "incidents.json", "incidents.jsonl", "incidents.geojson", "acled.csv"}


def test_another_sqlite_makes_the_database_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its version stands in the file, so that only the same one gives the same bytes; other files stay."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident()}))
    monkeypatch.setattr("chronicle.building.inputs.SQLITE", "4.0.0")
    newer = tuple(replace(each, library="4.0.0") if each.slug == "sqlite" else each for each in FORMATS)
    monkeypatch.setattr("chronicle.pages.data.files.FORMATS", newer)
    reasons = [why for why in build_site(tmp_path).reasons if why[0].startswith("data/")]
    assert reasons == [("data/v1/chronicle.db", "changed: library")]


def test_the_settings_know_every_format() -> None:
    """What `[data] formats` may name is what there is, in the same order."""
    assert tuple(each.slug for each in FORMATS) == DATA_FORMATS
