"""Times: weekdays and dates counted from the day of the story."""

from __future__ import annotations

import datetime as dt

import pytest

from chronicle.intake.times import find_times
from chronicle.intake.words import ENGLISH

TUESDAY = dt.date(2023, 10, 17)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A bomb exploded on Tuesday.", "2023-10-17"),
        ("A bomb exploded late Monday.", "2023-10-16"),
        ("A bomb exploded on Wednesday.", "2023-10-11"),
        ("A bomb exploded last Tuesday.", "2023-10-10"),
        ("A bomb exploded yesterday.", "2023-10-16"),
        ("A bomb exploded early today.", "2023-10-17"),
        ("A bomb exploded two days ago.", "2023-10-15"),
        ("A bomb exploded overnight.", "2023-10-17"),
        ("A bomb exploded overnight on yesterday.", "2023-10-16"),
        ("A bomb exploded overnight into Monday.", "2023-10-16"),
        ("Sunday's (October 15) blast was heard far away.", "2023-10-15"),
        ("A bomb exploded on 9 May.", "2023-05-09"),
        ("A bomb exploded on 21-09-2023.", "2023-09-21"),
        ("A bomb exploded on 9-21-2023.", "2023-09-21"),
        ("A bomb exploded on 21-Sep-2023.", "2023-09-21"),
        ("A bomb exploded on 21/09/23.", "2023-09-21"),
        ("A bomb exploded on 9/21/23.", "2023-09-21"),
        ("A bomb exploded on 21.9.23.", "2023-09-21"),
        ("Gunmen killed 12 people over the weekend.", "2023-10-14"),
        ("A bomb exploded on April 30, 2018.", "2018-04-30"),
    ],
)
def test_days(text: str, day: str) -> None:
    """A weekday is the latest one that is not ahead: in a Tuesday story Tuesday is today."""
    assert [time.day.isoformat() for time in find_times(text, TUESDAY, ENGLISH)] == [day]


@pytest.mark.parametrize("text", ["on 03/04/23", "version 21.09.23.4", "a 9/11 truther", "21/13/23", "0/21/23"])
def test_no_day(text: str) -> None:
    """A date of short numbers that can be read in two ways is none, nor is a version or a day that is not."""
    assert find_times(text, TUESDAY, ENGLISH) == ()


def test_new_year() -> None:
    """In January `Dec. 31` is of last year."""
    assert [time.day for time in find_times("on Dec. 31", dt.date(2021, 1, 3), ENGLISH)] == [dt.date(2020, 12, 31)]


def test_a_near_future_date_is_ahead() -> None:
    """A date without a year some weeks ahead is not last year's."""
    (time,) = find_times("before the vote of November 30", TUESDAY, ENGLISH)
    assert (time.day, time.ahead) == (dt.date(2023, 11, 30), True)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He was held on Monday after he stabbed a guard the previous evening.", [16, 15]),
        ("Two were shot on Saturday and one died the next day.", [14, 15]),
        ("Rockets fell on Sunday, and a day earlier a drone.", [15, 14]),
        ("The blast came a day before the vote.", []),
        ("A mine went off the day before, and another on Saturday.", [12, 14]),
    ],
)
def test_a_day_that_is_counted_from_another(text: str, days: list[int]) -> None:
    """It counts from the day named before it, else from that of the last incident."""
    found = find_times(text, TUESDAY, ENGLISH, dt.date(2023, 10, 13))
    assert [time.day.day for time in found] == days


def test_the_day_of_saying_is_told_apart() -> None:
    """`police said on Monday` says when it was said; `said a bomb exploded on Monday` when it happened."""
    assert [time.said for time in find_times("Rockets hit the base, police said on Monday.", TUESDAY, ENGLISH)] == [
        True
    ]
    assert [time.said for time in find_times("Police said a bomb was thrown on Monday.", TUESDAY, ENGLISH)] == [False]


def test_impossible_dates_are_no_dates() -> None:
    """A day that does not exist is left out."""
    assert find_times("on February 30, 2023", TUESDAY, ENGLISH) == ()


def test_a_weekday_may_be_somebody_s_name() -> None:
    """Behind a title, or who was killed, and before another name."""
    assert find_times("Gunmen killed Sunday Okafor and Oba Sunday Olu.", TUESDAY, ENGLISH) == ()
    assert len(find_times("On Sunday Israeli jets bombed Rafah.", TUESDAY, ENGLISH)) == 1


def test_a_list_of_days_is_read_in_a_time_that_grows_with_it() -> None:
    """Each is found once; with a look at all others for each, this took half a minute."""
    assert len(find_times("2023-10-16, " * 20_000, TUESDAY, ENGLISH)) == 20_000


@pytest.mark.parametrize("today", [dt.date.min, dt.date.max])
@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "on Sunday",
        "on Monday",
        "last Tuesday",
        "over the weekend",
        "99 days ago",
        "tomorrow",
        "on Dec. 31",
        "at 1 a.m. (2300 GMT on Monday)",
        "a day earlier",
        "the next day",
    ],
)
def test_no_day_lies_beyond_the_calendar(text: str, today: dt.date) -> None:
    """A page may say that it is of its first or last day, and a weekday or tomorrow would lie behind that."""
    assert all(
        abs(time.day - today).days < 100 for time in find_times(f"A bomb exploded {text}.", today, ENGLISH, today)
    )
