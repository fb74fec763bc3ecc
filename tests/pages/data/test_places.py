"""The files with all places: which are in them, and what an entry says of one."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from sites import build_site, incident, location, make_site, page, write

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq", kind="country", country_code="IQ", coordinates="[33, 44]"),
    "locations/mosul.md": location(
        "Mosul", kind="city", parent="Iraq", coordinates="[36.34, 43.13]", precision="exact", names="{ar: الموصل}"
    ),
    "locations/unused.md": location("Unused", wikidata="Q1", spellings="[Un-used]"),
    "incidents/a.md": incident(locations="[mosul, Nowhere]"),
    "incidents/b.md": incident("Other", locations="[iraq]"),
    "incidents/c.md": incident("Gone", locations="[mosul]", status="withdrawn"),
}


def test_every_place_has_a_row(tmp_path: Path) -> None:
    """Also one without an entry and one without an incident; incidents are counted here and below."""
    build_site(make_site(tmp_path, FILES))
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(page(tmp_path, "data/v1/locations.csv")))}
    assert [(row["id"], row["incidents_here"], row["incidents"]) for row in rows.values()] == [
        ("iraq", "1", "2"),
        ("mosul", "1", "1"),
        ("nowhere", "1", "1"),
        ("unused", "0", "0"),
    ]
    mosul = rows["mosul"]
    assert (mosul["parent_id"], mosul["names"], mosul["within"]) == ("iraq", "ar=الموصل", "Iraq")


def test_precision_and_country_are_those_that_count_beside_those_stated(tmp_path: Path) -> None:
    """A city is no point however exact its entry is; a country's code holds for what lies in it."""
    build_site(make_site(tmp_path, FILES))
    records = {each["id"]: each for each in json.loads(page(tmp_path, "data/v1/locations.json"))["locations"]}
    mosul, iraq = records["mosul"], records["iraq"]
    assert (mosul["precision"], mosul["stated_precision"]) == ("locality", "exact")
    assert (mosul["country_code"], mosul["stated_country_code"]) == ("IQ", None)
    assert (iraq["precision"], iraq["stated_precision"]) == ("country", None)
    assert (iraq["country_code"], iraq["stated_country_code"]) == ("IQ", "IQ")


def test_the_nearest_code_of_a_country_counts(tmp_path: Path) -> None:
    """A territory that has a code of its own keeps it for what lies in it, whatever is around."""
    files = {
        "locations/france.md": location("France", kind="country", country_code="FR"),
        "locations/reunion.md": location("Réunion", kind="province", parent="France", country_code="RE"),
        "locations/town.md": location("Town", kind="town", parent="Réunion"),
        "incidents/a.md": incident(locations="[town]"),
    }
    build_site(make_site(tmp_path, files))
    (row,) = csv.DictReader(io.StringIO(page(tmp_path, "data/v1/incidents.csv")))
    assert row["country_code"] == "RE"


def test_the_index_says_how_many_places_there_are(tmp_path: Path) -> None:
    """What a file holds is said beside how many of these."""
    build_site(make_site(tmp_path, FILES))
    files = {each["path"]: each for each in json.loads(page(tmp_path, "data/v1/index.json"))["files"]}
    assert (files["locations.csv"]["holds"], files["locations.csv"]["number"]) == ("locations", 4)
    assert (files["incidents.csv"]["holds"], files["incidents.csv"]["number"]) == ("incidents", 2)


def test_an_edit_of_a_place_without_incidents_concerns_the_places_alone(tmp_path: Path) -> None:
    """The files with the incidents are not made anew for it."""
    build_site(make_site(tmp_path, FILES))
    write(tmp_path, {"locations/unused.md": location("Unused", wikidata="Q2")})
    made = {address for address, _ in build_site(tmp_path).reasons if address.startswith("data/v1/")}
    assert made >= {"data/v1/locations.csv", "data/v1/locations.json", "data/v1/index.json"}
    assert not made & {"data/v1/incidents.csv", "data/v1/incidents.json", "data/v1/years/2023.json"}
