"""Countries are the same by number as by letters."""

from __future__ import annotations

import tomllib
from importlib import resources

from babel.core import get_global

from chronicle.exchange.countries import code_of, number_of
from chronicle.exchange.reading import read

CODES = tomllib.loads(resources.files("chronicle.taxonomies").joinpath("country_numbers.toml").read_text("utf-8"))


def test_the_number_of_a_country_leads_back_to_it() -> None:
    """Here, and in the data of CLDR."""
    known = get_global("territory_aliases")
    for code in CODES:
        number = number_of(code)
        assert code_of(number) == code_of(f"{number:0>3}") == code
        assert known[f"{number:0>3}"] == [code]


def test_what_is_no_country_has_no_number() -> None:
    """Kosovo has none, and 0 is none."""
    assert len(CODES) == 249
    assert (number_of("XK"), number_of(""), code_of("0"), code_of("983")) == ("", "", "", "")


def test_a_row_may_call_its_country_by_number() -> None:
    """A number that no country has is told, and the row is read."""
    row = {"title": "A", "date": "2023", "location": "Basra"}
    found = read({**row, "country_code": "368"}).facts
    assert found
    assert found.place
    assert found.place.country_code == "IQ"
    strange = read({**row, "country_code": "999"})
    assert strange.facts
    assert [fault.message for fault in strange.faults] == [
        "999 is the number of no country in ISO 3166-1; it is left out"
    ]
