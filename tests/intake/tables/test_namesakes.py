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
