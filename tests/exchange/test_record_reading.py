"""Records read again: what our own JSON says of an incident is what was written, but for the text."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest
from exchange_facts import facts
from hypothesis import given
from hypothesis import strategies as st

from chronicle.exchange.faults import Fault
from chronicle.exchange.reading import Read
from chronicle.exchange.record_reading import is_record, read_record, unknown_names
from chronicle.exchange.records import line
from chronicle.intake.tables.flattening import flat_cells

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts

LEAST = {"title": "Fire", "date": "2024-03-05"}


@given(facts())
def test_a_record_is_read_as_it_was_written(incident: Facts) -> None:
    """Everything but the text comes back; with the text, in JSON Lines, everything."""
    record = json.loads(line(incident))
    assert is_record(record)
    assert unknown_names(flat_cells(record)) == ()
    assert read_record(record) == Read(facts=dataclasses.replace(incident, text=""))
    assert read_record(json.loads(line(incident, with_text=True))) == Read(facts=incident)


@pytest.mark.parametrize(
    ("more", "target", "message"),
    [
        ({"title": ""}, "title", "is missing"),
        ({"date": None}, "date", "is missing"),
        ({"date": "2024-13-01"}, "date", '"2024-13-01" is not a date (there is no month 13)'),
        ({"title": 3}, "title", 'must be a text, not "3"'),
        ({"types": "fire"}, "types", "must be a list"),
        ({"locations": ["Paris"]}, "locations", "must be a list of objects"),
        ({"locations": {"name": "Paris"}}, "locations", "must be a list"),
        (
            {"locations": [{"name": "P", "lat": 91, "lon": 0}]},
            "locations.lat",
            '"91" is nowhere: it is a number from -90 to 90',
        ),
        ({"locations": [{"name": "Paris", "lat": 9}]}, "locations.lon", "is missing beside the other one"),
        ({"locations": [{"id": "paris"}]}, "locations.name", "is missing"),
        ({"casualties": [{}]}, "casualties.killed", "says neither killed nor injured"),
        (
            {"casualties": [{"killed": [3, 3], "superseded": "yes"}]},
            "casualties.superseded",
            '"yes" is neither true nor false',
        ),
        (
            {"casualties": [{"killed": [3, 1]}]},
            "casualties.killed",
            '"[3, 1]" is not [least, greatest], or [least, null] for at least so many',
        ),
        (
            {"casualties": [{"killed": [None, 3]}]},
            "casualties.killed",
            '"[null, 3]" is not [least, greatest], or [least, null] for at least so many',
        ),
        ({"sources": [{"url": "javascript:1"}]}, "sources.url", '"javascript:1" must begin with https:// or http://'),
        ({"ids": {"A B": "1"}}, "ids", '"A B" is no short name of a data set such as acled'),
        ({"ids": []}, "ids", "must be an object of texts by data set"),
        ({"time": "25:00"}, "time", '"25:00" is not a time; write "21:40", "21:40Z" or "21:40+03:00"'),
    ],
)
def test_what_cannot_be_read_is_told_by_its_name(more: dict[str, Any], target: str, message: str) -> None:
    """A value that is none keeps the record out, with the name of the value."""
    assert read_record({**LEAST, **more}) == Read(facts=None, faults=(Fault(target=target, message=message),))


def test_what_is_null_in_a_list_is_absent() -> None:
    """It is no type, weapon or tag without a name."""
    found = read_record({**LEAST, "types": ["fire", None], "weapons": [None], "tags": ["", "a"]}).facts
    assert found
    assert (found.types, found.weapons, found.tags) == (("fire",), (), ("a",))


def test_a_record_of_ours_is_known_by_its_names_alone() -> None:
    """So a value of another sort is told, and is no column that nothing is taken from."""
    names = "title date locations casualties sources updates"
    assert is_record({**dict.fromkeys(names.split()), "locations": {"name": "Paris"}})
    assert is_record(dict.fromkeys("id address title date from to casualties updates".split()))
    assert not is_record(LEAST)
    odd = ("locations.name", "locations.foo", "extra", "ids.acled", "casualties.killed")
    assert unknown_names(odd) == ("locations.foo", "extra")


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=6,
)


@given(facts(), st.data())
def test_no_value_makes_reading_fail(incident: Facts, data: st.DataObject) -> None:
    """Whatever stands in the place of a value, the record is read or it is said why not."""
    record = json.loads(line(incident))
    record[data.draw(st.sampled_from(sorted(record)))] = data.draw(JSON)
    found = read_record(record)
    assert (found.facts is None) == bool(found.faults)
