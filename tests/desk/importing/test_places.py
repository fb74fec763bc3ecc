"""The table of places that a chronicle publishes, brought into another one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
import rich
from click.testing import CliRunner, Result
from sites import CONFIG, build_site, incident, location, make_site, tree, write

from chronicle.cli import main
from chronicle.desk.importing.rows import RowOutcome, TableWishes
from chronicle.desk.importing.tables import bring_tables
from chronicle.entries.kinds import Location
from chronicle.entries.parsing import parse_entry

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq", kind="country", country_code="IQ", wikidata="Q796"),
    "locations/base.md": location(
        "Base",
        parent="Iraq",
        coordinates="[33.5, 42.25]",
        precision="exact",
        spellings="[The base, 'A; b']",
        names="{ar: القاعدة}",
    ),
    "incidents/a.md": incident(locations="[base, Known by name]"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of data of a small site."""
    folder = make_site(tmp_path_factory.mktemp("published"), FILES)
    build_site(folder)
    return folder / "site/data/v1"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty chronicle, which the command is run in."""
    make_site(tmp_path, {"chronicle.toml": CONFIG})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    """The command."""
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


@pytest.mark.parametrize("name", ["locations.csv", "locations.json"])
def test_a_place_keeps_all_that_its_entry_says(name: str, published: Path, project: Path) -> None:
    """Names, spellings, ids elsewhere, position and parent; a place known by name gets an entry of its name."""
    result = run(published / name)
    assert (result.exit_code, result.output) == (0, "Wrote 3 locations.\n")
    for slug in ("iraq", "base"):
        before, _ = parse_entry(Location, str(FILES[f"locations/{slug}.md"]), f"content/locations/{slug}.md")
        path = project / f"content/locations/{slug}.md"
        after, _ = parse_entry(Location, path.read_text("utf-8"), f"content/locations/{slug}.md")
        assert before
        assert after
        assert after == dataclasses.replace(before, parent=before.parent.lower())  # named by its slug
    assert (project / "content/locations/known-by-name.md").read_text() == "---\nname: Known by name\n---\n"


def test_places_come_before_the_incidents_that_happened_there(published: Path, project: Path) -> None:
    """In whatever order they are named; nothing is made twice, and a check has nothing to say."""
    result = run(published / "incidents.csv", published / "locations.csv")
    assert (result.exit_code, result.output) == (0, "Wrote 1 incident and 3 locations.\n")
    assert len(tree(project / "content")) == len("iraq base known-by-name a".split())
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    again = run(published / "incidents.csv", published / "locations.csv")
    assert again.output == "Nothing new. 4 rows were there already.\n"


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_places_and_incidents_come_back_the_same(
    ending: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A chronicle with everything: both files, imported into an empty one and published again, are the same bytes."""
    folder = make_site(tmp_path_factory.mktemp("rich"), rich.FILES)
    build_site(folder)
    data = tree(folder / "site/data/v1")
    project = make_site(tmp_path, {"chronicle.toml": rich.CONFIG})
    names = (f"locations.{ending}", f"incidents.{ending}")
    wishes = TableWishes(today=dt.date(2030, 1, 1))
    assert bring_tables(project, [folder / "site/data/v1" / name for name in names], wishes).is_done
    build_site(project)
    again = tree(project / "site/data/v1")
    assert [again[name] for name in names] == [data[name] for name in names]


def test_what_a_table_says_otherwise_is_told_and_left(published: Path, project: Path) -> None:
    """A known place is not changed; what its entry says more is no difference."""
    mine = location("Base", parent="iraq", coordinates="[33.6, 42.25]", geonames="1")
    write(project, {"locations/base.md": mine, "locations/iraq.md": location("Iraq", kind="country")})
    result = run(published / "locations.csv")
    assert result.exit_code == 0
    assert (
        "locations.csv:2: warning: base is content/locations/base.md; the table says coordinates (33.5, 42.25), "
    ) in result.output.replace('"', "")
    assert (project / "content/locations/base.md").read_text("utf-8") == mine
    assert result.output.endswith("Wrote 1 location. 2 rows say something else than their entries.\n")


def test_a_bad_row_stops_no_other(project: Path) -> None:
    """A name that is none, a number that is none, and what no entry could hold are told with row and column."""
    table = project / "locations.csv"
    head = "id,name,within,stated_precision,incidents,incidents_here,latitude,longitude,wikidata"
    rows = ["../x,X,,,,0,,,", "a,A,,,,0,x,1,", "b,B,,,,0,,,P1", "c,C,,somewhere,,0,,,", "d,D,,,,0,1,2,", "d,D,,,,0,,,"]
    table.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    told: list[RowOutcome] = []
    result = bring_tables(project, [table], TableWishes(today=dt.date(2030, 1, 1)), told.append)
    assert [each.status for each in told] == ["bad", "bad", "bad", "bad", "new", "bad"]
    assert [(problem.line, problem.field, problem.message) for each in told for problem in each.problems] == [
        (2, "id", '"../x" is no name of an entry: a-z, 0-9 and single hyphens'),
        (3, "latitude", '"x" is not degrees such as 33.79'),
        (4, "", 'gives no good entry: content/locations/b.md wikidata: "P1" is not a Wikidata id such as Q796'),
        (5, "stated_precision", '"somewhere" is not one of exact, vicinity, locality, district, province, country'),
        (7, "", "has the id d as row 6 has"),
    ]
    assert (result.locations, result.bad) == (1, 5)
    assert list((project / "content/locations").iterdir()) == [project / "content/locations/d.md"]


def test_a_trial_writes_nothing(published: Path, project: Path) -> None:
    """What would be written is counted, also for the incidents that happened there."""
    result = run("--dry-run", "--json", published / "incidents.json", published / "locations.json")
    assert [json.loads(line)["status"] for line in result.output.splitlines()] == ["new"] * 4
    assert not (project / "content/locations").exists()


def test_a_place_lies_only_where_it_can(project: Path) -> None:
    """Nowhere, in itself by way of another, or too deep: the place is written without that, and told."""
    table = project / "locations.csv"
    deep = [f"deep-{number},Deep,deep-{number + 1},0,0" for number in range(21)]
    rows = ["a,A,b,0,0", "b,B,c,0,0", "c,C,a,0,0", "d,D,nowhere,0,0", *deep, "deep-21,Deepest,,0,0"]
    table.write_text("\n".join(["id,name,parent_id,incidents,incidents_here", *rows]) + "\n", "utf-8")
    result = run(table)
    assert result.exit_code == 0
    assert [line.partition("warning: ")[2] for line in result.output.splitlines()[:-1]] == [
        'parent: "b" lies in this place itself; it is left out [row-link]',
        'parent: there is no location "nowhere"; it is left out [row-link]',
        "parent: it would lie in more than 20 places, one inside the other; it is left out [row-link]",
    ]
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    assert "parent: c" in (project / "content/locations/b.md").read_text("utf-8")


def test_a_record_of_another_shape_is_a_bad_row(project: Path) -> None:
    """A number in the place of a list, or a list in that of an object, is told; null is like nothing."""
    table = project / "locations.json"
    counts = {"incidents": 0, "incidents_here": 0}
    records = [
        {"id": "a", "name": "A", "spellings": 5, **counts},
        {"id": "b", "name": "B", "names": ["B"], **counts},
        {"id": "c", "name": "C", "spellings": [None, "See"], "names": {"ar": None, "de": "Zeh"}, **counts},
    ]
    table.write_text(json.dumps({"version": 1, "locations": records}), "utf-8")
    told: list[RowOutcome] = []
    bring_tables(project, [table], TableWishes(today=dt.date(2030, 1, 1)), told.append)
    assert [(problem.field, problem.message) for each in told for problem in each.problems] == [
        ("spellings", '"5" is no list'),
        ("names", '"["B"]" is no object such as {ar: …}'),
    ]
    assert [each.status for each in told] == ["bad", "bad", "new"]
    assert (project / "content/locations/c.md").read_text("utf-8") == (
        "---\nname: C\nspellings: [See]\nnames: {de: Zeh}\n---\n"  # null is no name
    )
