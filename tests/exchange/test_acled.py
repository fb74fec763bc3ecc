"""ACLED-shaped CSV: its columns and words, and nothing that is not known."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from exchange_facts import ABOUT, TYPES, lost_in

from chronicle.config import EventType
from chronicle.entries.records import Claim, Source, Update
from chronicle.exchange.acled import COLUMNS, layout
from chronicle.exchange.acled_losses import LOSSES
from chronicle.exchange.acled_words import words
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.format import About
from chronicle.text.counts import parse_count
from chronicle.text.dates import parse_when

BASE = PlaceFacts(
    name="Ain al-Asad air base",
    id="ain-al-asad-air-base",
    kind="base",
    coordinates=(33.7856, 42.4412),
    precision="locality",
    country_code="IQ",
    within=(
        Area(name="Iraq", id="iraq", kind="country"),
        Area(name="Anbar", id="anbar", kind="province"),
        Area(name="Hit", id="hit", kind="district"),
    ),
)
ROCKETS = Facts(
    id="2023-10-19-ain-al-asad",
    title="Rockets hit Ain al-Asad",
    date=parse_when("2023-10-19"),
    places=(BASE,),
    types=("rocket-attack",),
    actors=(
        ActorFacts(name="Islamic Resistance in Iraq", role="claimed", id="iri", kind="militia"),
        ActorFacts(name="US forces", role="target", id="us", kind="state-force"),
        ActorFacts(name="Villagers; others", role="affected", kind="civilians"),
    ),
    casualties=(Claim(killed=parse_count("1-5")),),
    sources=(Source(publisher="Reuters"), Source(publisher="AFP"), Source(publisher="Reuters", title="More")),
    summary="Rockets fell, and nobody says how many.",
    tags=("us-bases",),
    added=parse_when("2023-10-20"),
    updates=(Update(date=parse_when("2023-10-22"), text="Wounded added."),),
)


PLAIN = Facts(id="a", title="A", date=parse_when("2023-10-19"))


def row(incident: Facts, about: About = ABOUT) -> dict[str, str]:
    """The cells of the one row of an incident, without the empty ones."""
    ((cells),) = csv.DictReader(io.StringIO(b"".join(layout(about).written([incident])).decode(), newline=""))
    return {name: cell for name, cell in cells.items() if cell}


def test_a_row_is_as_acled_has_it() -> None:
    """All columns of its exports in their order, and its own words in them."""
    assert b"".join(layout(ABOUT).written([ROCKETS])).decode().splitlines() == [
        (
            "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
            "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
            "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
        ),
        (
            "2023-10-19-ain-al-asad,2023-10-19,2023,1,Political violence,Explosions/Remote violence,"
            "Shelling/artillery/missile attack,Islamic Resistance in Iraq,,Political militia,US forces,"
            "Villagers\\; others,State forces,State forces-Political militia,,368,,Iraq,Anbar,Hit,,"
            'Ain al-Asad air base,33.7856,42.4412,1,Reuters; AFP,,"Rockets fell, and nobody says how many.",1,us-bases,'
            "1697932800"
        ),
    ]
    assert len({column.name for column in COLUMNS}) == 31


@pytest.mark.parametrize(
    ("date", "day", "precision"),
    [
        ("2023-10-19", "2023-10-19", "1"),
        ("2023-10-19~", "2023-10-19", "2"),
        ("2023-10-19/2023-10-25", "2023-10-19", "2"),
        ("2023-10-19/2023-10-26", "2023-10-19", "3"),
        ("2023-10-19/..", "2023-10-19", "1"),
        ("2023-10", "2023-10-01", "3"),
        ("2023", None, None),
    ],
)
def test_a_date_is_never_more_exact_than_it_is_known(date: str, day: str | None, precision: str | None) -> None:
    """What is vaguer than a month has no day."""
    cells = row(replace(PLAIN, date=parse_when(date)))
    assert (cells.get("event_date"), cells.get("time_precision"), cells["year"]) == (day, precision, "2023")


def test_what_is_no_event_to_acled_has_its_row() -> None:
    """An accident has no event type; nothing is told of deaths where nothing is known."""
    assert row(replace(PLAIN, types=("transport-accident",))) == {
        "event_id_cnty": "a",
        "event_date": "2023-10-19",
        "year": "2023",
        "time_precision": "1",
        "notes": "A",
    }
    assert row(replace(PLAIN, casualties=(Claim(killed=parse_count("0")),)))["fatalities"] == "0"


def test_the_first_type_that_has_a_name_gives_the_event() -> None:
    """A chronicle's own type may name a sub-event, too; one that ACLED does not have stands by itself."""
    assert row(replace(PLAIN, types=("fire", "shelling")))["sub_event_type"] == "Shelling/artillery/missile attack"
    own = {
        "mine": EventType(slug="mine", label="Mine", acled="Sexual violence"),
        "odd": EventType(slug="odd", label="Odd", acled="Odd"),
    }
    cells = row(replace(PLAIN, types=("mine",)), About(title="Log", types=own))
    assert (cells["event_type"], cells["disorder_type"]) == ("Violence against civilians", "Political violence")
    cells = row(replace(PLAIN, types=("odd",)), About(title="Log", types=own))
    assert (cells["sub_event_type"], cells.get("event_type")) == ("Odd", None)


def test_every_built_in_name_is_one_of_acled() -> None:
    """25 sub-events of six event types."""
    known = words().sub_events
    assert (len(known), len({each.event for each in known.values()})) == (25, 6)
    assert {ABOUT.types[slug].acled for slug in TYPES} - {""} <= set(known)
    assert {each.type for each in known.values()} <= set(TYPES)


@pytest.mark.parametrize(
    ("kinds", "types", "told"),
    [
        (("militia", "civilians"), (), ("Political militia", "Civilians", "Political militia-Civilians")),
        (("civilians", "state-force"), (), ("Civilians", "State forces", "State forces-Civilians")),
        (("civilians", "police"), ("protest",), ("Protesters", "State forces", "State forces-Protesters")),
        (("civilians", ""), ("riot",), ("Rioters", None, "Rioters only")),
        (("person", "armed-group"), (), (None, "Rebel group", "Rebel group only")),
        (("organisation", "other"), (), (None, None, None)),
    ],
)
def test_sides_are_called_as_acled_calls_them(
    kinds: tuple[str, str], types: tuple[str, ...], told: tuple[str | None, ...]
) -> None:
    """In its order; what a kind of actor does not tell is left open."""
    first, second = kinds
    actors = (
        ActorFacts(name="X", role="perpetrator", kind=first),
        ActorFacts(name="Y", role="target", kind=second),
    )
    cells = row(replace(PLAIN, types=types, actors=actors))
    assert (cells.get("inter1"), cells.get("inter2"), cells.get("interaction")) == told
    assert cells.get("civilian_targeting") == ("Civilian targeting" if second == "civilians" else None)


def test_its_own_name_is_kept() -> None:
    """What ACLED calls an incident stands in its column, and is then no loss."""
    known = replace(PLAIN, ids=(("acled", "IRQ1234"),))
    assert row(known)["event_id_cnty"] == "IRQ1234"
    assert lost_in(LOSSES, known) & {"id", "ids"} == {"id"}


def test_a_time_stamp_needs_a_day() -> None:
    """The day of the last change in seconds from 1970; of a month nobody knows the second."""
    assert row(replace(PLAIN, added=parse_when("2023-10-20")))["timestamp"] == "1697760000"
    assert "timestamp" not in row(replace(PLAIN, added=parse_when("2023-10")))
