"""Places of one name: a town is not the country, the province or the district that is called like it."""

from __future__ import annotations

from chronicle.entries.kinds import Location
from chronicle.exchange.facts import Area, PlaceFacts
from chronicle.intake.tables.placing import Places


def within(*names: str) -> tuple[Area, ...]:
    """A country, a province in it, and so on."""
    return tuple(
        Area(name=name, kind=kind) for name, kind in zip(names, ("country", "province", "district"), strict=False)
    )


MALI = PlaceFacts(name="Mali", kind="country")
IN_GUINEA = PlaceFacts(name="Mali", coordinates=(12.08, -12.3), precision="locality", within=within("Guinea", "Labe"))
LA_PLATA = PlaceFacts(name="La Plata", within=within("Argentina", "Buenos Aires"))
CAPITAL = PlaceFacts(
    name="Buenos Aires",
    coordinates=(-34.6, -58.5),
    precision="locality",
    within=within("Argentina", "Ciudad Autonoma de Buenos Aires"),
)


def test_a_town_is_not_the_country_of_its_name() -> None:
    """Wherever in the table the country stands, and when it was there before."""
    for rows in ([MALI, IN_GUINEA], [IN_GUINEA, MALI]):
        found = Places(())
        found.settle(rows)
        country, town = found.location(found.find(MALI)), found.location(found.find(IN_GUINEA))
        assert (country.kind, country.coordinates) == ("country", None)
        assert (town.kind, town.parent, town.coordinates) == ("", "labe", (12.08, -12.3))
    there = Places([Location(path="content/locations/mali.md", name="Mali", kind="country")])
    assert [each.slug for each in there.settle([IN_GUINEA])] == ["guinea", "labe", "mali-labe"]


def test_a_town_is_not_a_province_beside_its_own() -> None:
    """The capital lies in a province of its own, not in the one that is called like it."""
    found = Places(())
    found.settle([LA_PLATA, CAPITAL])
    town = found.location(found.find(CAPITAL))
    assert (town.parent, town.coordinates) == ("ciudad-autonoma-de-buenos-aires", (-34.6, -58.5))
    assert found.location("buenos-aires-province").coordinates is None


def test_what_agrees_is_still_one_place() -> None:
    """A province of which a row says less, and a country in another one."""
    parts = [
        Location(path="content/locations/uk.md", name="UK", kind="country"),
        Location(path="content/locations/england.md", name="England", kind="country", parent="uk"),
        Location(path="content/locations/kent.md", name="Kent", kind="district", parent="uk"),
    ]
    found = Places(parts)
    assert found.settle([PlaceFacts(name="England", within=within("UK"))]) == ()
    assert found.settle([PlaceFacts(name="Kent", within=within("UK", "England"))]) == ()


def test_what_a_place_lies_in_is_called_as_its_own_row_calls_it() -> None:
    """Our tables name areas without their ids: neither a namesake nor another slug comes in between."""
    centre, east = within("Burkina Faso", "Centre"), within("Burkina Faso", "Centre-Est")
    town = PlaceFacts(name="Gounghin", id="gounghin", within=centre)
    area = PlaceFacts(name="Gounghin", id="gounghin-centre-est", within=east)
    village = PlaceFacts(name="Kabega", id="kabega", within=(*east, Area(name="Gounghin")))
    unnamed = PlaceFacts(name="Soalga", within=(*centre[:1], Area(name="Nord"), Area(name="Gounghin")))
    for rows in ([village, unnamed, area, town], [unnamed, village, town, area], [unnamed, town, village]):
        found = Places(())
        found.settle(rows, is_own=True)
        assert {row.id: found.find(row) for row in rows if row.id} == {row.id: row.id for row in rows if row.id}
        parent = found.location("kabega").parent
        assert parent == ("gounghin-centre-est" if area in rows else parent) != "gounghin"
        assert found.location(found.find(unnamed)).parent not in {"gounghin", "gounghin-centre-est"}


def test_a_table_that_comes_again_finds_the_places_it_made() -> None:
    """In whatever order they are read: an area is not the town in it that is called like it."""
    area = Area(name="Fada Ngourma")
    town = PlaceFacts(
        name="Fada NGourma",
        coordinates=(12.1, 0.4),
        precision="locality",
        within=(*within("Burkina Faso", "Est", "Gourma"), area),
    )
    koare = PlaceFacts(name="Koare", coordinates=(11.9, 0.3), precision="district", within=town.within)
    first = Places(())
    made = first.settle([town, koare])
    for there in (made, made[::-1]):
        again = Places(there)
        assert [again.find(place) for place in (town, koare)] == [first.find(place) for place in (town, koare)]


def test_among_equals_the_one_made_first_is_found_again() -> None:
    """A row without coordinates, of a table that puts one town at two points far apart."""
    around = within("United States", "AZ")
    rows = [
        PlaceFacts(name="Phoenix", coordinates=(33.5, -112.1), precision="locality", within=around),
        PlaceFacts(name="Phoenix", within=around),
        PlaceFacts(name="Phoenix", coordinates=(29.8, -95.4), precision="locality", within=around),
    ]
    first = Places(())
    made = first.settle(rows)
    assert [first.find(row) for row in rows] == ["phoenix", "phoenix", "phoenix-az"]
    for there in (made, made[::-1]):
        assert [Places(there).find(row) for row in rows] == ["phoenix", "phoenix", "phoenix-az"]


def test_a_town_in_a_country_of_its_name_is_found_again() -> None:
    """Whichever of the two has a kind, and whether the country has a row."""
    country, unnamed = Area(name="Panama", kind="country"), Area(name="Panama")
    for around in (country, unnamed):
        for kind in ("", "city", "province"):
            town = PlaceFacts(name="Panama", kind=kind, within=(around,))
            for rows in (
                [town],
                [town, MALI, PlaceFacts(name="Panama", kind="country")],
                [town, PlaceFacts(name="Panama")],
            ):
                first = Places(())
                made = first.settle(rows)
                again = Places(made)
                assert again.settle(rows) == ()
                assert [again.find(row) for row in rows] == [first.find(row) for row in rows]
