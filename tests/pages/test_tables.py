"""The tables for scripts hold what lists show, and nothing that could end a script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sites import PAGES_ONLY, build_site, entry, incident, location, make_site, page, write

from chronicle.pages import tables
from chronicle.pages.tables import INCIDENT_COLUMNS, PLACE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from chronicle.pages.edition import Edition

FILES = {
    "locations/iraq.md": location("Iraq", coordinates="[33, 44]", precision="country", names="{ar: العراق}"),
    "locations/base.md": location("Ain al-Asad", parent="iraq", spellings="[Asad]"),
    "actors/us.md": location("US forces"),
    "incidents/a.md": incident(
        "Rockets </script>",
        "2023-10-19/..",
        locations="[base, Nowhere]",
        types="[rocket-attack]",
        actors="[{actor: us, role: target}, {actor: us, role: other}]",
        casualties="[{killed: 3+, injured: 1-5}]",
        grade="likely",
    ),
    "incidents/b.md": incident("Quiet", "2023-10"),
    "incidents/c.md": incident("Gone", "2023-10", status="withdrawn"),
    "notes/about.md": entry("Text.", title="About"),
}


def table(folder: Path, name: str) -> dict[str, Any]:
    """A table as a script would read it."""
    text = page(folder, f"assets/data/{name}.js")
    head = f"(window.chronicle = window.chronicle || {{}}).{name} = "
    assert text.startswith(head)
    loaded: dict[str, Any] = json.loads(text.removeprefix(head).rstrip().removesuffix(";"))
    return loaded


def test_each_row_holds_an_incident(tmp_path: Path) -> None:
    """Dates as exact as they are known, places and types by number, open ends as -1, unknown as null."""
    folder = make_site(tmp_path, FILES)
    build_site(folder)
    incidents = table(folder, "incidents")
    assert incidents["columns"] == INCIDENT_COLUMNS
    quiet, rockets = (dict(zip(INCIDENT_COLUMNS, row, strict=True)) for row in incidents["rows"])
    places = [row[0] for row in table(folder, "places")["rows"]]
    assert quiet | {"slug": "b", "from": "2023-10-01", "to": "2023-10-31", "grade": -1, "killed": None} == quiet
    assert rockets["title"] == "Rockets </script>"
    assert (rockets["from"], rockets["to"], rockets["when"]) == ("2023-10-19", "", "since 19 October 2023")
    assert [places[number] for number in rockets["places"]] == ["base", "nowhere"]
    assert [incidents["types"][number][1] for number in rockets["types"]] == ["Rocket attack"]
    assert [incidents["actors"][number] for number in rockets["actors"]] == [["us", "US forces"]]
    assert incidents["grades"][rockets["grade"]] == ["likely", "Likely"]
    assert (rockets["killed"], rockets["killed_most"]) == (3, -1)
    assert (rockets["injured"], rockets["injured_most"]) == (1, 5)
    assert "</script>" not in page(folder, "assets/data/incidents.js")


def test_a_place_has_its_position_and_every_spelling(tmp_path: Path) -> None:
    """A place without coordinates has none in the table, and every name by which it may be sought."""
    folder = make_site(tmp_path, FILES)
    build_site(folder)
    rows = {row[0]: dict(zip(PLACE_COLUMNS, row, strict=True)) for row in table(folder, "places")["rows"]}
    order = list(rows)
    assert (
        rows["iraq"] | {"latitude": 33, "longitude": 44, "precision": "country", "spellings": ["العراق"]}
        == rows["iraq"]
    )
    assert rows["base"] | {"latitude": None, "parent": order.index("iraq"), "spellings": ["Asad"]} == rows["base"]
    assert rows["nowhere"]["parent"] == -1


def test_a_table_is_written_only_when_it_says_something_else(tmp_path: Path) -> None:
    """A new text of a note leaves the tables; a new title of an incident makes one of them anew."""
    folder = make_site(tmp_path, {**FILES, "chronicle.toml": PAGES_ONLY})
    build_site(folder)
    write(folder, {"notes/about.md": entry("Other text.", title="About")})
    assert not [address for address, _ in build_site(folder).reasons if "data/" in address]
    write(folder, {"incidents/b.md": incident("Loud", "2023-10")})
    reasons = [(address, why) for address, why in build_site(folder).reasons if "data/" in address]
    assert reasons == [("assets/data/incidents.js", "changed: table")]


@pytest.mark.parametrize(
    ("title", "edit", "known"),
    [
        ("Quiet", {}, {"e"}),
        ("Quiet", {"grade": "likely"}, {"e"}),
        ("Quiet", {"locations": "[Anywhere]"}, set()),  # it comes before others
        ("Quiet", {"types": "[bombing]"}, set()),
        ('Quiet,["more"', {}, {"e"}),
        ("Quiet,[", {}, set()),  # as if there were one row more
    ],
)
def test_after_an_edit_the_other_rows_are_taken_from_the_table_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, edit: dict[str, str], known: set[str]
) -> None:
    """Where their numbers mean the same; the table is always that of a build from nothing."""
    files = {
        **FILES,
        "incidents/b.md": incident(title, "2023-10"),
        "incidents/d.md": incident("Before", "2022"),
        "incidents/e.md": incident("Long before", "2021"),
        "chronicle.toml": PAGES_ONLY,
    }
    folder, clean = make_site(tmp_path / "a", files), make_site(tmp_path / "b", files)
    build_site(folder)
    said: list[set[str]] = []
    rows = tables._rows  # noqa: SLF001

    def watched(edition: Edition, places: Iterable[str], before: Mapping[str, str]) -> Iterator[str]:
        said.append({*before})
        return rows(edition, places, before)

    monkeypatch.setattr(tables, "_rows", watched)
    for each in (folder, clean):
        write(each, {"incidents/b.md": incident("Loud", "2023-10", **edit)})
        build_site(each)
    assert said == [known, set()]
    assert page(folder, "assets/data/incidents.js") == page(clean, "assets/data/incidents.js")


def test_a_row_says_how_coarse_its_date_is(tmp_path: Path) -> None:
    """A range of known days and a month look alike from first to last day, and are not."""
    dates = {"a": "2023-10-01/2023-10-31", "b": "2023-10", "c": "2023", "d": "2023-10-01/..", "e": "2023-01/2023-12"}
    make_site(tmp_path, {f"incidents/{name}.md": incident(date=f'"{date}"') for name, date in dates.items()})
    build_site(tmp_path)
    rows = [dict(zip(INCIDENT_COLUMNS, row, strict=True)) for row in table(tmp_path, "incidents")["rows"]]
    assert {row["slug"]: row["coarse"] for row in rows} == {"a": 0, "b": 1, "c": 2, "d": 0, "e": 1}
