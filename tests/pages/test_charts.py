"""Charts of incidents over time: what they count, and when they are not there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import CONFIG, incident, linked

from chronicle.config import parse_config
from chronicle.pages.almanac import almanac
from chronicle.pages.charts import archive_bars, bars
from chronicle.pages.edition import Edition, edition
from chronicle.pages.lists import LONGEST
from chronicle.text.wording import language


def edition_of(*dates: str, code: str = "en") -> Edition:
    """The edition of a chronicle with an incident on each of these dates."""
    config, _ = parse_config(CONFIG)
    assert config
    files = {f"incidents/i-{number:03}.md": incident(date=f'"{date}"') for number, date in enumerate(dates)}
    return edition(linked(files)[0], config, language(code))


def counts(found: Edition) -> dict[str, str] | None:
    """The bars of the whole chronicle: label → count."""
    chart = bars(found, found.chronicle.order)
    return {bar.link.label: bar.count for bar in chart.bars} if chart else None


@pytest.mark.parametrize(
    "dates",
    [(), ("2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01"), ("2023-01-01",) * 9, ("2023",) * 9],
)
def test_a_chart_that_says_nothing_is_not_there(dates: tuple[str, ...]) -> None:
    """Four incidents are read faster than drawn, and one bar compares nothing."""
    assert counts(edition_of(*dates)) is None


def test_a_short_time_is_shown_by_month() -> None:
    """Three calendar years are months; a coarser date is in no bar, and said."""
    found = edition_of("2022-01-01", "2022-01-31/2022-03-01", "2023-05", "2024-12-31", "2024", "2024~")
    chart = bars(found, found.chronicle.order)
    assert chart
    assert [(bar.link.label, bar.count) for bar in chart.bars] == [
        ("January 2022", "2 incidents"),
        ("May 2023", "1 incident"),
        ("December 2024", "1 incident"),
    ]
    assert chart.rest == (("Month not known", ("2 in 2024",)),)
    assert chart.description == "January 2022 to December 2024. Most in one: January 2022, 2 incidents."


def test_a_long_time_is_shown_by_year_and_a_very_long_one_by_decade() -> None:
    """Every date has a year, so that none is left over."""
    assert counts(edition_of("2019-01-01", "2019", "2022-05", "2023-01-01/..", "2023-01-02")) == {
        "2019": "2 incidents",
        "2022": "1 incident",
        "2023": "2 incidents",
    }
    assert counts(edition_of("1801", "1809-05", "1810", "2022-05", "2023-01-01")) == {
        "1800 to 1809": "2 incidents",
        "1810 to 1819": "1 incident",
        "2020 to 2029": "2 incidents",
    }


def test_dates_that_are_mostly_years_are_shown_by_year() -> None:
    """A few known months do not stand for many unknown ones."""
    assert counts(edition_of("2022", "2022", "2023", "2023-01-01", "2023-02-01")) == {
        "2022": "2 incidents",
        "2023": "3 incidents",
    }


def test_years_lead_to_the_years_of_the_list() -> None:
    """To where they begin on the same page where the list is short; the archive leads to its own pages."""
    found = edition_of(*(f"{2010 + number % 10}-01-01" for number in range(LONGEST + 1)))
    chart = bars(found, found.chronicle.order, "locations/x.html")
    assert chart
    assert chart.bars[0].link.address == "locations/x/2010.html"
    short = bars(found, found.chronicle.order[:LONGEST], "locations/x.html")
    assert short
    assert short.bars[0].link.address == "locations/x.html#2010"
    whole = archive_bars(found, almanac(found.chronicle).months)
    assert whole
    assert whole.bars[0].link.address == "2010/index.html"


def test_the_months_of_an_archive_lead_to_their_pages_where_there_is_one() -> None:
    """A range of more than a year begins in a month, but stands on no month's page."""
    found = edition_of("2022-01-01", "2022-01-02", "2022-03-01", "2022-04", "2022-05-05/2024-01-01")
    chart = archive_bars(found, almanac(found.chronicle).months)
    assert chart
    assert [bar.link.address for bar in chart.bars] == [
        "2022/01/index.html",
        "2022/03/index.html",
        "2022/04/index.html",
        "",
    ]


def test_time_runs_as_the_language_is_read() -> None:
    """In a language written from the right the first year stands at the right."""
    dates = ["2015", "2016", "2017", "2018", "2019"]
    left, right = (bars(found, found.chronicle.order) for found in (edition_of(*dates), edition_of(*dates, code="ar")))
    assert left
    assert right
    assert [bar.column for bar in left.bars] == ["0", "20", "40", "60", "80"]
    assert [bar.column for bar in right.bars] == ["80", "60", "40", "20", "0"]
    assert (left.start, right.start) == ("0", "100")


def test_labels_have_room_on_a_phone() -> None:
    """The more years, the fewer of them are named, and those are round."""
    found = edition_of(*(str(year) for year in range(1990, 2024)))
    chart = bars(found, found.chronicle.order)
    assert chart
    assert [label for label, _ in chart.ticks] == ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]


@given(st.lists(st.sampled_from("2021 2022 2023 2021-02 2022-03-04 2023-05-06/.. 2021/2023 1950 1600".split())))
def test_bars_and_what_is_in_none_add_up_to_the_whole(dates: list[str]) -> None:
    """Each incident is counted once."""
    found = edition_of(*dates)
    chart = bars(found, found.chronicle.order)
    if chart:
        numbers = [
            int(text.split()[0])
            for text in (*(bar.count for bar in chart.bars), *(text for _, texts in chart.rest for text in texts))
        ]
        assert sum(numbers) == len(dates)
        assert max(Counter(bar.link.label for bar in chart.bars).values()) == 1
