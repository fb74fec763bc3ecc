"""The gazetteer's data: what its rows must say of towns."""

from __future__ import annotations

import pytest

from chronicle.intake.gazetteer import world
from chronicle.intake.spelling import place_key


@pytest.mark.parametrize(
    ("name", "country", "province"),
    [
        ("Homs", "SY", "Homs"),
        ("Makhachkala", "RU", "Dagestan"),
        ("Cali", "CO", "Valle del Cauca"),
        ("Kharkiv", "UA", "Kharkiv"),
        ("Hanau", "DE", "Hesse"),
        ("Newcastle", "GB", "England"),
    ],
)
def test_a_town_has_its_province_and_its_short_name(name: str, country: str, province: str) -> None:
    """Also where the lists place it at another point, or tell it from others of its name by a river."""
    found = world().find(place_key(name))
    provinces = {place.province for place in found if place.country == country and place.kind in {"city", "town"}}
    assert province in provinces
