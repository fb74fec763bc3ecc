"""Reading a row: what is understood, what is told, and in which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.entries.records import Claim, Source
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.faults import Fault
from chronicle.exchange.reading import LISTS, SINGLES, TARGETS, read
from chronicle.text.counts import Count

BASE = {"title": "Fire", "date": "2024-03-05"}


def facts(**cells: str) -> Facts:
    """The facts of a row that can be read without a word."""
    found = read({**BASE, **cells})
    assert found.facts
    assert found.faults == ()
    return found.facts


def fault(**cells: str) -> str:
    """The one thing that is wrong with a row."""
    found = read({name: cell for name, cell in {**BASE, **cells}.items() if cell})
    (only,) = found.faults
    assert (found.facts is None) is not only.is_warning
    return f"{only.target}: {only.message}"


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        ({"date": "2023-10~"}, "2023-10~"),
        ({"date": "5 March 2024"}, "2024-03-05"),
        ({"date": "2024-03-05T21:40:00Z"}, "2024-03-05"),
        ({"date": "2024-03-05", "date_precision": "month"}, "2024-03"),
        ({"date": "2024-03-05", "date_precision": "year"}, "2024"),
        ({"date": "2024-03-05", "date_precision": "approximate"}, "2024-03-05~"),
        ({"date": "", "date_from": "2024-03-05", "date_to": "2024-03-05"}, "2024-03-05"),
        ({"date": "", "date_from": "2024-03-05", "date_to": "2024-03-07"}, "2024-03-05/2024-03-07"),
        ({"date": "", "date_from": "2024-03-01", "date_to": "2024-03-31", "date_precision": "month"}, "2024-03"),
        ({"date": "", "year": "2001", "month": "0", "day": "0"}, "2001"),
        ({"date": "", "year": "2001.0", "month": "7", "day": "0"}, "2001-07"),
        (
            {"date": "", "year": "2001", "month": "7", "day": "4", "end_year": "2001", "end_month": "8"},
            "2001-07-04/2001-08",
        ),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_known(cells: dict[str, str], date: str) -> None:
    """Whole, in two ends, or in parts of which those that are 0 are not known."""
    found = read({name: cell for name, cell in {**BASE, **cells}.items() if cell})
    assert found.facts
    assert str(found.facts.date) == date


@pytest.mark.parametrize(
    ("cells", "time"),
    [
        ({"date": "2024-03-05T21:40:00Z"}, "21:40Z"),
        ({"date": "2024-03-05 00:00:00"}, ""),
        ({"date": "2024-03-05 21:40:00 UTC"}, "21:40Z"),
        ({"time": "9:05"}, "09:05"),
        ({"time": "9:05 PM"}, "21:05"),
        ({"time": "09:05:33 p.m."}, "21:05"),
        ({"time": "9am"}, "09:00"),
        ({"time": "12:00 AM"}, "00:00"),
        ({"time": "12.30pm"}, "12:30"),
        ({"time": "21:40:33+03:00"}, "21:40+03:00"),
    ],
)
def test_a_time_is_read_beside_the_date_or_in_it(cells: dict[str, str], time: str) -> None:
    """Midnight in a date is what programs write when they know no time."""
    assert facts(**cells).time == time


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"title": ""}, "title: is missing"),
        ({"date": ""}, "date: is missing"),
        ({"date": "2023-02-30"}, 'date: "2023-02-30" is not a day (February 2023 has 28)'),
        (
            {"date": "04/05/2023"},
            (
                'date: "04/05/2023" can mean more than one day; say in a mapping which: [dates] '
                'formats = ["%d/%m/%Y"] or formats = ["%m/%d/%Y"]'
            ),
        ),
        (
            {"date": "1.2.15 13:00"},
            (
                'date: "1.2.15 13:00" can mean more than one day; say in a mapping which: [dates] '
                'formats = ["%d.%m.%y %H:%M"] or formats = ["%m.%d.%y %H:%M"]'
            ),
        ),
        (
            {"date": "3/13/2024 14:30"},
            (
                'date: "3/13/2024 14:30" is in no form that is known; say in a mapping how to read it: [dates] '
                'formats = ["%m/%d/%Y %H:%M"]'
            ),
        ),
        (
            {"date": "01/02/2023 11:30:00 PM"},
            (
                'date: "01/02/2023 11:30:00 PM" can mean more than one day; say in a mapping which: [dates] '
                'formats = ["%d/%m/%Y %I:%M:%S %p"] or formats = ["%m/%d/%Y %I:%M:%S %p"]'
            ),
        ),
        (
            {"date": "13/2/23 9:30am"},
            (
                'date: "13/2/23 9:30am" is in no form that is known; say in a mapping how to read it: [dates] '
                'formats = ["%d/%m/%y %I:%M%p"]'
            ),
        ),
        (
            {"date": "99/99/2024"},
            (
                'date: "99/99/2024" is not a date; write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or '
                "2023-10-19/.., or say in a mapping how to read it: [dates] formats"
            ),
        ),
        (
            {"date": "45218.5"},
            'date: "45218.5" is a day as spreadsheets count them; show the column as dates there, and save it anew',
        ),
        (
            {"date": "19-Oct-23"},
            (
                'date: "19-Oct-23" does not say the century; say in a mapping how to read it: [dates] '
                'formats = ["%d-%b-%y"]'
            ),
        ),
        (
            {"date": "Q1/2 of 2020"},
            (
                'date: "Q1/2 of 2020" is not a date; write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or '
                "2023-10-19/.., or say in a mapping how to read it: [dates] formats"
            ),
        ),
        ({"date": "", "year": "x"}, 'year: "x" is not a number of one to four digits'),
        ({"date": "", "year": "0"}, "year: is missing"),
        ({"date": "", "year": "2001", "month": "13"}, 'month: "2001-13" is not a date (there is no month 13)'),
        ({"time": "13 pm"}, 'time: "13 pm" is not a time; write "21:40", "21:40Z" or "21:40+03:00"'),
        ({"time": "25:00"}, 'time: "25:00" is not a time; write "21:40", "21:40Z" or "21:40+03:00"'),
        ({"latitude": "33.1"}, "longitude: is missing beside the other one"),
        ({"latitude": "33,1", "longitude": "44"}, 'latitude: "33,1" is not degrees such as 33.79'),
        ({"location": "X", "latitude": "133.1", "longitude": "44"}, 'latitude: "133.1" is nowhere: it is -90 to 90'),
        ({"latitude": "33.1", "longitude": "44"}, "location: is missing, though there are coordinates"),
        ({"location": "X", "coordinates": "33.1"}, 'coordinates: "33.1" is not "latitude, longitude"'),
        ({"location": "X", "coordinates": "133.1, 4"}, 'coordinates: "133.1" is no latitude, which is -90 to 90'),
        (
            {"location": "X", "latitude": "0", "longitude": "0"},
            (
                "latitude: 0, 0 lies in the sea off Africa and mostly means that nothing is known; "
                "the coordinates are left out"
            ),
        ),
        ({"location": "X", "country_code": "IRQ"}, 'country_code: "IRQ" is not a two-letter country code such as IQ'),
        ({"killed": "few"}, 'killed: "few" is not a number of people; write 3, 1-5, or 41+ for "at least 41"'),
        ({"killed": "1.200"}, 'killed: "1.200" can mean 1200 people or part of a toll; write 1200, or 1-2'),
        ({"injured_max": "1.000"}, 'injured_max: "1.000" can mean 1000 people or part of a toll; write 1000, or 1-2'),
        ({"killed_min": "5", "killed_max": "3"}, "killed_max: 3 is less than the least, which is 5"),
        ({"ids": "IRQ1"}, 'ids: "IRQ1" is not written like acled=IRQ1234'),
        (
            {"sources": "Daily", "source_urls": "print only"},
            'source_urls: "print only" must begin with https:// or http://; it is kept as the title of the source',
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(cells: dict[str, str], message: str) -> None:
    """One line each; a warning leaves the row in."""
    assert fault(**cells) == message


def test_places_lie_in_what_the_columns_say() -> None:
    """Country, province, district, place; without a place the finest area is it."""
    whole = facts(
        country="Iraq", admin1="Anbar", admin2="Hit", location="Base", coordinates="33.5, 42.25", country_code="iq"
    )
    assert whole.place == PlaceFacts(
        name="Base",
        coordinates=(33.5, 42.25),
        country_code="IQ",
        within=(
            Area(name="Iraq", kind="country"),
            Area(name="Anbar", kind="province"),
            Area(name="Hit", kind="district"),
        ),
    )
    area = facts(country="Iraq", admin1="Anbar")
    assert area.place == PlaceFacts(name="Anbar", kind="province", within=(Area(name="Iraq", kind="country"),))
    assert facts().places == ()


def test_actors_have_the_part_of_their_column() -> None:
    """A role beside each, or a column for a role; nobody twice."""
    found = facts(actors="A; B", actor_roles="target; ", perpetrators="C", targets="A")
    assert found.actors == (
        ActorFacts(name="A", role="target"),
        ActorFacts(name="B"),
        ActorFacts(name="C", role="perpetrator"),
    )


def test_people_are_counted_as_far_as_it_is_known() -> None:
    """One column or two; without the most it is open, without the least it begins at nobody."""
    assert facts(killed="3.0", injured="1-5").casualties == (Claim(killed=Count(3, 3), injured=Count(1, 5)),)
    assert facts(killed_min="2").killed == Count(2, None)
    assert facts(killed_max="2").killed == Count(0, 2)
    assert facts().casualties == ()


def test_an_address_in_the_place_of_a_publisher_is_one() -> None:
    """As in the many tables whose one column of sources holds links; beside another address it stays a name."""
    address = "https://news.example/a?b=1,2"
    assert facts(sources=f"Daily; {address}", source_titles="; Fire").sources == (
        Source(publisher="Daily"),
        Source(url=address, title="Fire"),
    )
    assert facts(sources=address, source_urls="https://example.org/2").sources == (
        Source(publisher=address, url="https://example.org/2"),
    )
    assert facts(sources="https://a https://b").sources == (Source(publisher="https://a https://b"),)


def test_sources_stand_beside_each_other() -> None:
    """Publishers, headlines, addresses and dates in one order; a headline alone names the source."""
    found = facts(sources="Reuters; ", source_titles="One; Two", source_urls="; https://example.org/2")
    assert found.sources == (
        Source(publisher="Reuters", title="One"),
        Source(title="Two", url="https://example.org/2"),
    )
    assert facts(source_titles="A paper").sources == (Source(publisher="A paper"),)


@given(st.dictionaries(st.sampled_from(sorted(TARGETS)), st.text(min_size=1, max_size=12), max_size=8))
def test_whatever_stands_in_a_row_is_read_or_told(cells: dict[str, str]) -> None:
    """Never an exception, and never neither facts nor a fault."""
    found = read(cells)
    assert found.facts or any(not each.is_warning for each in found.faults)
    assert all(isinstance(each, Fault) and each.target in TARGETS for each in found.faults)


def test_no_target_is_both_one_value_and_a_list() -> None:
    """A mapping can tell them apart."""
    assert not LISTS & SINGLES
