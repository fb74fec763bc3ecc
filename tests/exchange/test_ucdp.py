"""UCDP-GED-shaped CSV: its columns and codes, and nothing that is not known."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from exchange_facts import ABOUT

from chronicle.entries.records import Claim, Source
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.ucdp import layout
from chronicle.text.counts import parse_count
from chronicle.text.dates import parse_when

RAMI = PlaceFacts(
    name="Rami",
    kind="village",
    coordinates=(35.763369, 36.558974),
    precision="locality",
    within=(
        Area(name="Syria", kind="country"),
        Area(name="Idlib", kind="province"),
        Area(name="Ariha", kind="district"),
    ),
)
CLASH = Facts(
    id="2013-01-03-rami",
    title="Clash in Rami",
    date=parse_when("2013-01-03"),
    places=(RAMI,),
    actors=(
        ActorFacts(name="Government of Syria", role="perpetrator", kind="state-force"),
        ActorFacts(name="Syrian insurgents", role="target", kind="armed-group"),
    ),
    casualties=(
        Claim(killed=parse_count("2-4"), of="combatants", who="SOHR"),
        Claim(killed=parse_count("1"), of="civilians", who="SOHR"),
    ),
    sources=(
        Source(publisher="VDC", title='The "battle", told', date=parse_when("2013-01-04")),
        Source(publisher="SANA"),
    ),
    ids=(("ucdp", "300380"),),
)


PLAIN = Facts(id="a", title="A", date=parse_when("2013-01-03"))


def row(incident: Facts) -> dict[str, str]:
    """The cells of the one row of an incident, without the empty ones."""
    ((cells),) = csv.DictReader(io.StringIO(b"".join(layout(ABOUT).written([incident])).decode(), newline=""))
    return {name: cell for name, cell in cells.items() if cell}


def test_a_row_is_as_ucdp_has_it() -> None:
    """All columns of its releases in their order."""
    assert b"".join(layout(ABOUT).written([CLASH])).decode().splitlines() == [
        (
            "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
            "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
            "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
            "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
            "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
            "high,low,gwnoa,gwnob"
        ),
        (
            "300380,2013-01-03-rami,2013,,,1,,,,,,Government of Syria - Syrian insurgents,,,Government of Syria,,,"
            'Syrian insurgents,2,"""VDC,2013-01-04,The """"battle"""", told"";""SANA,,""",VDC; SANA,2013-01-04;,'
            '"The ""battle"", told;",SOHR,1,Rami,"Rami, Ariha, Idlib, Syria",Idlib,Ariha,35.763369,36.558974,'
            "POINT (36.558974 35.763369),181154,Syria,,,1,1,2013-01-03,2013-01-03,,,1,2,3,5,3,,"
        ),
    ]


@pytest.mark.parametrize(
    ("date", "code", "clarity"),
    [
        ("2013-01-03", "1", "1"),
        ("2013-01-03~", "2", "2"),
        ("2013-01-03/2013-01-08", "2", "2"),
        ("2013-01-03/2013-01-09", "3", "2"),
        ("2013-01-03/2013-01-10", "4", "2"),
        ("2013-01", "4", "2"),
        ("2013", "5", "2"),
        ("2013-01-03/..", "5", "2"),
    ],
)
def test_how_exact_a_date_is_has_a_code(date: str, code: str, clarity: str) -> None:
    """By the number of days, as in the rows of UCDP."""
    cells = row(replace(PLAIN, date=parse_when(date)))
    assert (cells["date_prec"], cells["event_clarity"]) == (code, clarity)
    assert ("date_end" in cells) == (not date.endswith(".."))


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        (("armed-group", "police"), "1"),
        (("militia", "armed-group"), "2"),
        (("state-force", "civilians"), "3"),
        (("civilians", "state-force"), None),
        (("armed-group", "organisation"), None),
    ],
)
def test_the_type_of_violence_comes_from_the_kinds_of_the_sides(kinds: tuple[str, str], code: str | None) -> None:
    """It is left open where they do not tell."""
    roles = ("perpetrator", "target")
    actors = tuple(ActorFacts(name=role, role=role, kind=kind) for role, kind in zip(roles, kinds, strict=True))
    assert row(replace(PLAIN, actors=actors)).get("type_of_violence") == code


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ((), (None, None, None, None, None)),
        ((Claim(killed=parse_count("41+")),), ("41", "41", None, None, "41")),
        ((Claim(killed=parse_count("3")), Claim(killed=parse_count("5"), of="civilians")), ("3", "3", "3", "3", "0")),
    ],
)
def test_the_dead_come_to_the_best_number(claims: tuple[Claim, ...], told: tuple[str | None, ...]) -> None:
    """The best number is the lowest; civilians are among them, also where claims contradict each other."""
    cells = row(replace(PLAIN, casualties=claims))
    names = ("low", "best", "high", "deaths_civilians", "deaths_unknown")
    assert tuple(cells.get(name) for name in names) == told


def test_the_ends_of_the_world_have_a_cell() -> None:
    """The PRIO grid goes from 1 to 259200."""
    ends = [((-90.0, -180.0), "1"), ((90.0, 180.0), "259200")]
    for coordinates, cell in ends:
        place = PlaceFacts(name="End", coordinates=coordinates, precision="exact")
        assert row(replace(PLAIN, places=(place,)))["priogrid_gid"] == cell
