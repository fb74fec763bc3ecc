"""TimelineJS: slides with dates as exact as they are known, and texts that are no markup."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from exchange_facts import ABOUT, facts
from hypothesis import given

from chronicle.config import EventType
from chronicle.exchange.facts import Facts
from chronicle.exchange.format import About
from chronicle.exchange.timeline import layout
from chronicle.text.dates import parse_when

STORY = Facts(
    id="2023-10-19-base",
    title="Rockets <b>& drones</b>",
    date=parse_when("2023-10-19/2023-10-20"),
    types=("rocket-attack", "drone-attack"),
    time="21:40+03:00",
    summary="A & B.",
)


def written(*incidents: Facts, about: About = ABOUT) -> bytes:
    """The whole file."""
    return b"".join(layout(about).written(incidents))


def slide(date: str, time: str = "", language: str = "en") -> dict[str, Any]:
    """The slide of an incident of that date."""
    incident = Facts(id="a", title="A", date=parse_when(date), time=time)
    found: dict[str, Any] = json.loads(written(incident, about=About(title="Log", language=language)))
    (only,) = found["events"]
    return dict(only)


def test_a_slide_has_a_name_dates_and_a_link() -> None:
    """Texts are HTML in which nothing is markup; the file has no markup in it."""
    assert json.loads(written(STORY)) == {
        "scale": "human",
        "title": {"text": {"headline": "Log", "text": ""}},
        "events": [
            {
                "unique_id": "2023-10-19-base",
                "start_date": {"year": 2023, "month": 10, "day": 19, "hour": 21, "minute": 40},
                "end_date": {"year": 2023, "month": 10, "day": 20},
                "display_date": "19–20 Oct 2023, 21:40+03:00",
                "group": "Rocket attack",
                "text": {
                    "headline": "Rockets &lt;b&gt;&amp; drones&lt;/b&gt;",
                    "text": "<p>A &amp; B.</p>"
                    '<p><a href="https://example.org/log/incidents/2023-10-19-base.html">Log</a></p>',
                },
            }
        ],
    }
    assert not set(b"<>&") & set(written(STORY))


def test_a_group_is_html_as_its_reader_takes_it() -> None:
    """TimelineJS puts the name of a group into its page as it is."""
    kind = EventType(slug="x", label="A & <b>B</b>")
    made = json.loads(written(replace(STORY, types=("x",)), about=About(title="Log", types={"x": kind})))
    assert made["events"][0]["group"] == "A &amp; &lt;b&gt;B&lt;/b&gt;"


@pytest.mark.parametrize(
    ("date", "start", "shown"),
    [
        ("2023-10-19", {"year": 2023, "month": 10, "day": 19}, "Thursday, 19 October 2023"),
        ("2023-10", {"year": 2023, "month": 10}, "October 2023, day not known"),
        ("2023~", {"year": 2023}, "about 2023"),
        ("2023-10-19/..", {"year": 2023, "month": 10, "day": 19}, "since 19 October 2023"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(date: str, start: dict[str, int], shown: str) -> None:
    """In parts for the axis, and in words for the reader; an open end has no day."""
    made = slide(date)
    assert (made["start_date"], made["display_date"], "end_date" in made) == (start, shown, False)


def test_the_words_of_a_date_are_those_of_the_chronicle() -> None:
    """They are in its language; a time of no day has no place on the axis."""
    assert slide("2023-10", language="ar")["display_date"] != slide("2023-10")["display_date"]
    assert slide("2023-10", "21:40")["start_date"] == {"year": 2023, "month": 10}


def test_without_an_address_nothing_leads_to_the_page() -> None:
    """A timeline is shown elsewhere."""
    assert slide("2023")["text"] == {"headline": "A", "text": ""}


def test_a_chronicle_of_nothing_is_a_timeline_of_nothing() -> None:
    """The file is JSON whatever is in it."""
    assert json.loads(written())["events"] == []


@given(facts())
def test_whatever_is_written_can_be_shown(incident: Facts) -> None:
    """What TimelineJS asks of a slide: a name, a year in the first date, parts that are numbers, other ends."""
    (made,) = json.loads(written(incident))["events"]
    dates = [made["start_date"], made.get("end_date", {"year": 0})]
    assert all("year" in date and all(isinstance(part, int) for part in date.values()) for date in dates)
    assert dates[0] != dates[1]
    assert made["unique_id"] == incident.id
    assert not set("<>") & set(made["text"]["headline"])
