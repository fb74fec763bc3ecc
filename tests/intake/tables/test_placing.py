"""Places of a table: each becomes one location, beside those there are, and no coordinate is lost."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from exchange_facts import places
from hypothesis import given
from hypothesis import strategies as st

from chronicle.entries.kinds import Location
from chronicle.exchange.facts import Area, PlaceFacts
from chronicle.intake.tables import placing
from chronicle.intake.tables.entries import file_of, tidy_place
from chronicle.intake.tables.nearness import kilometres
from chronicle.intake.tables.placing import Places

if TYPE_CHECKING:
    import pytest

IRAQ = Area(name="Iraq", kind="country")


def province(name: str) -> Area:
    """A province."""
    return Area(name=name, kind="province")


def told(locations: tuple[Location, ...]) -> list[str]:
    """Locations in short: slug, name, kind, parent, coordinates, precision."""
    return [
        " | ".join((each.slug, each.name, each.kind, each.parent, str(each.coordinates or ""), each.precision))
        for each in locations
    ]


def test_a_place_comes_after_those_it_lies_in() -> None:
    """Each once, from the country in, the place itself with its position."""
    town = PlaceFacts(
        name="Tikrit", coordinates=(34.6, 43.7), precision="locality", within=(IRAQ, province("Salahaddin"))
    )
    other = dataclasses.replace(town, name="Balad", coordinates=None, precision="")
    assert told(Places(()).settle([town, other, town])) == [
        "iraq | Iraq | country |  |  | ",
        "salahaddin | Salahaddin | province | iraq |  | ",
        "tikrit | Tikrit |  | salahaddin | (34.6, 43.7) | locality",
        "balad | Balad |  | salahaddin |  | ",
    ]


def test_what_the_chronicle_has_is_taken_by_any_of_its_names() -> None:
    """Slug, name and spelling lead to the location that is there; nothing of it is changed."""
    there = Location(path="content/locations/cap.md", name="Baghdad", spellings=("Bagdad",), coordinates=(33.3, 44.4))
    places_ = Places([there])
    for name in ("Baghdad", "BAGDAD", "cap"):
        assert places_.settle([PlaceFacts(name=name, within=(IRAQ,))]) == ()
        assert places_.find(PlaceFacts(name=name, within=(IRAQ,))) == "cap"


def test_an_area_is_the_location_of_its_id() -> None:
    """Whatever a table calls it: a chronicle may have given it another name since."""
    there = Location(path="content/locations/anbar.md", name="Al-Anbar Governorate", kind="province")
    town = PlaceFacts(name="Hit", within=(Area(name="Anbar Province", id="anbar", kind="province"),))
    assert told(Places([there]).settle([town])) == ["hit | Hit |  | anbar |  | "]


def test_two_towns_of_one_name_are_two_locations() -> None:
    """What they lie in tells them apart, and so does a distance that no town has."""
    france, texas = Area(name="France", kind="country"), province("Texas")
    rows = [PlaceFacts(name="Paris", within=(france,)), PlaceFacts(name="Paris", within=(Area(name="US"), texas))]
    found = Places(())
    assert [each.slug for each in found.settle(rows)] == ["france", "paris", "us", "texas", "paris-texas"]
    assert [found.find(row) for row in rows] == ["paris", "paris-texas"]
    far = [PlaceFacts(name="Springfield", coordinates=at) for at in ((42.1, -72.6), (39.8, -89.6))]
    assert [each.slug for each in Places(()).settle(far)] == ["springfield", "springfield-2"]


def test_a_province_leaves_its_name_to_the_town() -> None:
    """Whichever row comes first, the town has the plain slug."""
    around = (IRAQ, province("Baghdad"))
    rows = [PlaceFacts(name="Abu Ghraib", within=around), PlaceFacts(name="Baghdad", within=around)]
    for order in (rows, rows[::-1]):
        found = Places(())
        assert {each.slug for each in found.settle(order)} == {"iraq", "baghdad-province", "abu-ghraib", "baghdad"}
        assert found.find(rows[1]) == "baghdad"
        assert found.location("baghdad").parent == "baghdad-province"


def test_another_position_is_a_location_inside() -> None:
    """A place keeps its first coordinates; more than a kilometre away is a site in it, less is the place."""
    rows = [PlaceFacts(name="Mosul", coordinates=(36.34, at), precision="exact") for at in (43.13, 43.135, 43.19)]
    found = Places(())
    assert told(found.settle(rows)) == [
        "mosul | Mosul |  |  | (36.34, 43.13) | exact",
        "mosul-36-34-43-19 | Mosul (36.34, 43.19) | site | mosul | (36.34, 43.19) | exact",
    ]
    assert [found.find(row) for row in rows] == ["mosul", "mosul", "mosul-36-34-43-19"]


def test_a_position_that_is_known_worse_is_no_exact_one() -> None:
    """Where one row knows the town and another only its district, each keeps what it knows."""
    rows = [PlaceFacts(name="Mosul", coordinates=(36.34, 43.13), precision=each) for each in ("district", "locality")]
    found = Places(())
    assert told(found.settle(rows)) == [
        "mosul | Mosul |  |  | (36.34, 43.13) | locality",
        "mosul-district | Mosul (district) | area | mosul | (36.34, 43.13) | district",
    ]


def test_a_location_that_has_no_position_yet_is_not_changed() -> None:
    """What an editor wrote stays; the position of a row is kept inside it, and found again by the next import."""
    there = Location(path="content/locations/mosul.md", name="Mosul")
    row = PlaceFacts(name="Mosul", coordinates=(36.34, 43.13))
    first = Places([there])
    made = first.settle([row])
    assert [each.slug for each in made] == ["mosul-36-34-43-13"]
    assert Places([there, *made]).find(row) == "mosul-36-34-43-13"
    assert Places([there, *made]).settle([row]) == ()


def test_an_id_is_the_slug() -> None:
    """A chronicle's own place keeps its name, wherever its rows stand, and a code of a country stays its own."""
    rows = [
        PlaceFacts(name="Port", id="old-port"),
        PlaceFacts(
            name="Port", id="old-port", kind="port", country_code="IQ", within=(Area(name="Harbour", kind="district"),)
        ),
        PlaceFacts(name="Harbour", id="district", kind="district"),
    ]
    assert told(Places(()).settle(rows, is_own=True)) == [
        "district | Harbour | district |  |  | ",
        "old-port | Port | port | district |  | ",
    ]


def test_places_in_a_circle_are_cut() -> None:
    """A table in which each of two places lies in the other gives no circle."""
    one, two = PlaceFacts(name="A", within=(Area(name="B"),)), PlaceFacts(name="B", within=(Area(name="A"),))
    made = {each.slug: each.parent for each in Places(()).settle([one, two])}
    assert made == {"b": "", "a": "b"}


def test_the_way_around_the_earth_is_the_shorter_one() -> None:
    """Two sides of the date line are near each other."""
    assert round(kilometres((0, 179.99), (0, -179.99)), 1) == 2.2
    assert round(kilometres((33.3, 44.4), (34.3, 44.4))) == 111


def _without_ids(place: PlaceFacts) -> PlaceFacts:
    return dataclasses.replace(place, id="", within=tuple(dataclasses.replace(each, id="") for each in place.within))


@given(st.lists(places(), max_size=6))
def test_every_place_has_a_location_with_what_is_said_of_it(rows: list[PlaceFacts]) -> None:
    """No coordinate is lost, no name is another's, parents exist and come first, and each is a good entry."""
    rows = [tidy_place(_without_ids(row)) for row in rows]
    found = Places(())
    made = found.settle(rows)
    seen: set[str] = set()
    for location in made:
        assert location.slug not in seen
        assert not location.parent or location.parent in seen
        seen.add(location.slug)
        assert file_of(location)[1] == ""
    for row in rows:
        location = found.location(found.find(row))
        assert row.coordinates is None or (
            location.coordinates and kilometres(row.coordinates, location.coordinates) <= 1
        )
    _assert_comes_again(rows)


def _assert_comes_again(rows: list[PlaceFacts]) -> None:
    """A table that is imported twice makes nothing the second time, and finds the same; in whatever order they are."""
    found = Places(())
    made = found.settle(rows)
    for there in (made, made[::-1]):
        again = Places(there)
        assert again.settle(rows) == ()
        assert [again.find(row) for row in rows] == [found.find(row) for row in rows]


AREAS = st.builds(Area, name=st.sampled_from("PQ"), kind=st.sampled_from(("", "", "country", "province", "site")))
NAMESAKES = st.builds(
    PlaceFacts,
    name=st.sampled_from("PQ"),
    kind=st.sampled_from(("", "", "country", "district", "site")),
    coordinates=st.sampled_from((None, (0.0, 1.0), (0.0, 5.0))),
    within=st.lists(AREAS, max_size=3).map(tuple),
)


@given(st.lists(NAMESAKES, max_size=5))
def test_a_table_of_namesakes_that_comes_again_changes_nothing(rows: list[PlaceFacts]) -> None:
    """However its places are nested, in circles too, and whichever of them have a kind."""
    _assert_comes_again(rows)


def test_many_places_of_one_name_take_no_square_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are made and no more, in the order in which they came; those that were made are found again."""
    monkeypatch.setattr(placing, "NAMESAKES", 3)
    rows = [PlaceFacts(name="Center", within=(province(f"P {number}"),)) for number in range(5)]
    found = Places(())
    made = [location.slug for location in found.settle(rows)]
    assert made == ["p-0", "center", "p-1", "center-p-1", "p-2", "center-p-2"]
    assert [found.find(row) for row in rows] == ["center", "center-p-1", "center-p-2", "", ""]
    assert [found.crowd(row) for row in rows[3:]] == ["Center"] * 2
    within = PlaceFacts(name="Shop", within=(province("P 4"), Area(name="Center", kind="district")))
    assert Places(found.location(slug) for slug in made).settle([within]) == ()
    again = Places(found.location(slug) for slug in made)
    assert again.settle(rows[:3]) == ()
