"""Entries that were renamed: their earlier addresses lead readers on, so nothing that is imported takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sites import entry, incident, location, make_site, write

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.cli import main

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday, killing two people, police "
    "said. Doctors came.\n"
)
ARTICLE = "reuters-2023-10-17-car-bomb-exploded-tikrit-monday"
TABLE = "id,title,date,location,country,latitude,longitude\n{id},Fire at the mill,2024-03-05,Balad,Iraq,34.02,44.15\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty chronicle, and the place where commands run."""
    monkeypatch.chdir(make_site(tmp_path, {}))
    return tmp_path


def run(project: Path, files: dict[str, str], *seeds: str) -> set[str]:
    """Import into a chronicle of these entries: what was written, which a build takes once it is published."""
    write(project, files)
    before = {path.relative_to(project / "content").as_posix() for path in (project / "content").rglob("*.md")}
    result = CliRunner().invoke(main, ["import", *seeds])
    assert result.exit_code == 0, result.output
    written = {
        path.relative_to(project / "content").as_posix() for path in (project / "content").rglob("*.md")
    } - before
    for name in written:
        path = project / "content" / name
        path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    assert [str(problem) for problem in build(project, Options()).problems if problem.level == "error"] == []
    return written


def test_what_an_article_tells_takes_no_earlier_address(project: Path) -> None:
    """Another incident and article that were called so go on leading there; the new ones are numbered."""
    (project / "a.txt").write_text(STORY, "utf-8")
    files = {
        "incidents/flood.md": incident("Flood", "2020-01-01", aliases="[incidents/2023-10-16-tikrit.html]"),
        "articles/mine.md": entry(title="Mine", publisher="AFP", aliases=f"[articles/{ARTICLE}.html]"),
    }
    written = run(project, files, "a.txt")
    assert {"incidents/2023-10-16-tikrit-2.md", f"articles/{ARTICLE}-2.md", "locations/tikrit.md"} <= written


def test_a_place_that_was_renamed_is_the_one_that_had_its_name(project: Path) -> None:
    """As one that still has it would be: the incident stands there, and no other location is made."""
    (project / "a.txt").write_text(STORY, "utf-8")
    there = location("Old Tikrit", aliases="[locations/tikrit.html]", country_code="IQ", coordinates="[34.6, 43.68]")
    written = run(project, {"locations/old-tikrit.md": there}, "a.txt")
    assert "locations/tikrit.md" not in written
    assert "locations: [old-tikrit]\n" in (project / "content/incidents/2023-10-16-old-tikrit.md").read_text("utf-8")


def test_a_row_takes_no_earlier_address(project: Path) -> None:
    """Neither for its incident nor for its place."""
    (project / "t.csv").write_text(TABLE.format(id="7"), "utf-8")
    files = {
        "incidents/flood.md": incident("Flood", "2020-01-01", aliases="[incidents/2024-03-05-fire-at-the-mill.html]"),
        "locations/north.md": location("North", aliases="[locations/balad.html]"),
    }
    written = run(project, files, "t.csv")
    assert "incidents/2024-03-05-fire-at-the-mill-2.md" in written
    assert written & {"locations/balad-iraq.md", "locations/balad-2.md"}


def test_a_row_with_the_earlier_name_of_an_incident_is_that_incident(project: Path) -> None:
    """A table that this chronicle published before it was renamed brings nothing twice."""
    write(project, {"incidents/mill.md": incident("Fire at the mill", "2024-03-05")})
    assert build(project, Options(output="before")).is_done
    assert CliRunner().invoke(main, ["rename", "incidents/mill", "mill-fire"]).exit_code == 0
    write(project, {"incidents/mill-fire.md": incident("Fire", "2024-03-06", aliases="[incidents/mill.html]")})
    assert run(project, {}, "before/data/v1/incidents.json") == set()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_table_from_before_a_rename_knows_all_again(project: Path, form: str) -> None:
    """They are compared with the entries that had their names, and new ones lie in these; nothing takes an address."""
    files = {
        "incidents/a.md": incident(
            "Fire", locations="[mill]", actors="[{actor: guard, role: target}]", part_of="b", follows="c"
        ),
        "incidents/b.md": incident("Raid"),
        "incidents/c.md": incident("Theft"),
        "locations/land.md": location("Land", kind="country"),
        "locations/mill.md": location("Mill", parent="land"),
        "locations/yard.md": location("Yard", parent="mill"),
        "actors/guard.md": entry(name="City Guard", kind="police"),
    }
    write(project, files)
    assert build(project, Options(output="before")).is_done
    for kind, old in (("location", "land"), ("location", "mill"), ("actor", "guard"), ("incident", "b")):
        assert CliRunner().invoke(main, ["rename", f"{kind}:{old}", f"the-{old}"]).exit_code == 0
    tables = [f"before/data/v1/{name}.{form}" for name in ("locations", "incidents")]
    assert run(project, {}, *tables) == set()
    for lost in ("incidents/a.md", "locations/yard.md"):
        (project / "content" / lost).unlink()
    assert run(project, {}, *tables) == {"incidents/a.md", "locations/yard.md"}
    said = (project / "content/incidents/a.md").read_text("utf-8")
    assert "locations: [the-mill]\n" in said
    assert "{actor: the-guard, role: target}" in said
    assert "part_of: the-b\nfollows: c\n" in said
    assert "parent: the-mill\n" in (project / "content/locations/yard.md").read_text("utf-8")
