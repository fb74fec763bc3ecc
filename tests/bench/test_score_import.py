"""The command that measures the importer, from a folder to its table."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from score_import import main, predict, predict_names

from chronicle.cli import main as chronicle

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Bomb kills four in Kabul\nTuesday, December 11, 2018\n\nKABUL, Dec 11 (AFP) — Four people were killed and six "
    "wounded when a car bomb exploded in Kabul on Tuesday, police said.\n\nAdvertisement\n\n"
    "Nobody claimed the attack.\n"
)
LABELS: dict[str, Any] = {
    "id": "one", "pub_date": "2018-12-11", "dateline": ["Kabul"], "agency": ["AFP"], "noise": ["Advertisement"],
    "incidents": [
        {
            "date": "2018-12-11", "place": {"names": ["Kabul"], "lat": 34.53, "lon": 69.17, "country": "AF"},
            "types": ["car_bombing"], "killed": [4, 4], "injured": [7, 7],
        }
    ],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one labelled article."""
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "one", "text": TEXT}) + "\n", "utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(LABELS) + "\n\n", "utf-8")
    return tmp_path


def test_what_is_measured_is_what_import_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value of a prediction is that of `chronicle import --json`; types are written with `_`."""
    (tmp_path / "chronicle.toml").write_text(
        'format = 1\ntitle = "Log"\nurl = "https://example.org/"\n[articles]\nrights = "full"\n', "utf-8"
    )
    (tmp_path / "content").mkdir()
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    printed = json.loads(CliRunner().invoke(chronicle, ["import", "--dry-run", "--json", "one.txt"]).stdout)
    found = predict("one", TEXT)
    incidents = found.pop("incidents")
    assert found == {"id": "one", **{key: printed[key] for key in ("pub_date", "dateline", "agency", "body")}}
    assert [each.pop("types") for each in incidents] == [["car_bombing"]]
    assert incidents == [{key: each[key] for key in incidents[0]} for each in printed["incidents"]]


def test_the_table_and_the_misses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures come first, then with `--errors` what is not right."""
    main([str(folder), "--errors"])
    lines = capsys.readouterr().out.splitlines()
    assert "incident strict           1.000 1.000 1.000  1/1/1                     0.65" in lines
    assert "injured min               0.000 0.000 0.000  0/1/1                     0.80  below" in lines
    assert "one  injured: 2018-12-11 Kabul car_bombing: 6-6 instead of 7-7" in lines


def test_json_has_the_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` prints collections, rows and numbers, and the misses only when asked."""
    main([str(folder), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["news"]
    assert found["news"]["killed min"]["f1"] == 1
    main([str(folder), "--json", "--errors"])
    told = json.loads(capsys.readouterr().out)["errors"]
    assert told[0] == {
        "article": "one",
        "what": "injured",
        "text": "2018-12-11 Kabul car_bombing: 6-6 instead of 7-7",
    }


def test_stress_measures_what_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A collection that is not there is left out; each one's predictions are saved beside the others."""
    toponym = {"name": "Kabul", "start": 28, "end": 33, "lat": 34.53, "lon": 69.17}
    names = {"id": "g", "text": "A fire broke out.\nIt was in Kabul.", "toponyms": [toponym]}
    (folder / "geovirus.jsonl.gz").write_bytes(gzip.compress(json.dumps(names).encode()))
    main([str(folder), "--stress", "--json", "--save", str(folder / "found.jsonl")])
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["news", "geovirus"]
    assert found["geovirus"]["name within 161 km"]["right"] == 1
    saved = [json.loads(line) for line in (folder / "found.jsonl").read_text("utf-8").splitlines()]
    assert saved == [predict("one", TEXT)]
    saved = [json.loads(line) for line in (folder / "found.geovirus.jsonl").read_text("utf-8").splitlines()]
    assert saved == [predict_names("g", "A fire broke out.\nIt was in Kabul.")]


def test_muc4_is_marked_by_its_templates(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report brings its own labels."""
    chain = [{"name": "AFGHANISTAN"}, {"name": "KABUL"}]
    gold = {"date": "2018-12-11", "locations": [chain], "type": ["BOMBING"], "optional": False}
    report = {"id": "m", "text": TEXT, "gold": [gold]}
    (folder / "muc4-dev.jsonl.gz").write_bytes(gzip.compress(json.dumps(report).encode()))
    main([str(folder), "--stress", "--json"])
    assert json.loads(capsys.readouterr().out)["muc4"]["all three"]["f1"] == 1


def test_a_folder_without_labels_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says which files are lacking."""
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert f"error: {tmp_path} has no articles.jsonl and no gold.jsonl" in capsys.readouterr().err


def test_labels_without_an_article_are_refused(folder: Path) -> None:
    """A slip in an id is told rather than counted as a miss."""
    (folder / "gold.jsonl").write_text(json.dumps({**LABELS, "id": "two"}), "utf-8")
    with pytest.raises(SystemExit, match="no article has the id of these labels: two"):
        main([str(folder)])
