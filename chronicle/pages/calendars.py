"""Calendars: the days of a month, and the months of years, shaded by their number of incidents."""

from __future__ import annotations

import calendar
import itertools
from datetime import date
from typing import TYPE_CHECKING, Final

from chronicle.pages import addresses
from chronicle.pages.lists import incident_count
from chronicle.pages.page import Link
from chronicle.pages.views.time import Calendar, CalendarCell, GridCell, GridRow, LatestMonths, MonthTile, YearGrid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.pages.almanac import Almanac
    from chronicle.pages.edition import Edition

Month = tuple[int, int]  # year, month

LATEST: Final = 12  # months of a record that the first page shows

_HEAT: Final = (1, 2, 4, 8)  # incidents a day from which a shade begins
_SHADES: Final = 4


def month_calendar(edition: Edition, dates: Almanac, month: Month, caption: Link, count: str = "") -> Calendar:
    """The days of a month with their incidents."""
    language = edition.language
    return Calendar(
        caption=caption,
        count=count,
        weekdays=language.week,
        weeks=tuple(
            tuple(_cell(edition, dates, day) for day in week) for week in _weeks(*month, language.first_weekday)
        ),
    )


def named_calendar(edition: Edition, dates: Almanac, month: Month) -> Calendar:
    """The days of a month among others of its year: its name leads to its page."""
    slugs = dates.months.get(month)
    caption = Link(edition.language.month_name(month[1]), addresses.month(*month) if slugs else "")
    return month_calendar(edition, dates, month, caption, edition.language.number(len(slugs)) if slugs else "")


def _weeks(year: int, month: int, first: int) -> Iterator[list[date | None]]:
    """The weeks of a month, from this day of the week; None where a day of another month would stand."""
    weekday, length = calendar.monthrange(year, month)
    for start in range(1 - (weekday - first) % 7, length + 1, 7):
        yield [date(year, month, day) if 1 <= day <= length else None for day in range(start, start + 7)]


def _cell(edition: Edition, dates: Almanac, day: date | None) -> CalendarCell:
    if day is None:
        return CalendarCell(number="", address="", label="", heat=0)
    number = edition.language.number(day.day)
    slugs = dates.days.get(day)
    if not slugs:
        return CalendarCell(number=number, address="", label="", heat=0)
    label = f"{edition.language.short_day(day)}: {incident_count(edition, len(slugs))}"
    return CalendarCell(number=number, address=edition.day_address(day), label=label, heat=_heat(len(slugs)))


def _heat(count: int) -> int:
    return sum(count >= least for least in _HEAT)


def heat_key(edition: Edition, counts: Iterable[int]) -> tuple[str, ...]:
    """What the shades of a calendar stand for: `1`, `2–3`, `4–7`, `8+`, as far as they occur; nothing for one alone."""
    highest = max((_heat(count) for count in counts), default=0)
    if highest < 2:  # noqa: PLR2004 - two can be told apart
        return ()
    number = edition.language.number
    labels = [
        number(least) if following == least + 1 else f"{number(least)}–{number(following - 1)}"
        for least, following in itertools.pairwise(_HEAT)
    ]
    return (*labels, f"{number(_HEAT[-1])}+")[:highest]


def year_grid(edition: Edition, dates: Almanac) -> YearGrid:
    """Years, latest first, and their months, shaded by the share of the month with most incidents."""
    language = edition.language
    highest = max(map(len, dates.months.values()), default=1)
    rows = tuple(_row(edition, dates, year, highest) for year in sorted(dates.years, reverse=True))
    return YearGrid(
        months=tuple((language.month_name(month, short=True), language.month_name(month)) for month in range(1, 13)),
        rows=rows,
        has_rest=any(row.rest for row in rows),
    )


def _row(edition: Edition, dates: Almanac, year: int, highest: int) -> GridRow:
    number = edition.language.number
    rest = len(dates.apart_in_year(year))
    return GridRow(
        year=Link(str(year), addresses.year(year)),
        months=tuple(_grid_cell(edition, dates, (year, month), highest) for month in range(1, 13)),
        rest=number(rest) if rest else "",
        count=number(len(dates.years[year])),
    )


def _grid_cell(edition: Edition, dates: Almanac, month: Month, highest: int) -> GridCell:
    count = len(dates.months.get(month, ()))
    if not count:
        return GridCell(count="", address="", label="", heat=0)
    return GridCell(
        count=edition.language.number(count),
        address=addresses.month(*month),
        label=f"{edition.language.month(*month)}: {incident_count(edition, count)}",
        heat=-(-count * _SHADES // highest),
    )


def latest_months(edition: Edition, dates: Almanac) -> LatestMonths | None:
    """The last twelve months of the record, counted from the latest that has an incident; as many as it has.

    None without any month. One month is shown as a whole calendar, if a day in it is known.
    """
    if not dates.months:
        return None
    last, first = max(dates.months), min(dates.months)
    stop = last[0] * 12 + last[1]
    start = max(stop - LATEST, first[0] * 12 + first[1] - 1)
    months = [(number // 12, number % 12 + 1) for number in range(start, stop)]
    first_name, last_name = edition.language.month(*months[0]), edition.language.month(*last)
    if len(months) == 1:
        if not dates.days_in(*last):
            return None
        calendar_ = month_calendar(edition, dates, last, Link(edition.text("Incidents by day")))
        return LatestMonths(title=last_name, calendar=calendar_, tiles=())
    tiles = tuple(_tile(edition, dates, month) for month in months)
    title = edition.text("{first} to {last}", first=first_name, last=last_name)
    return LatestMonths(title=title, calendar=None, tiles=tiles)


def _tile(edition: Edition, dates: Almanac, month: Month) -> MonthTile:
    language = edition.language
    count = len(dates.months.get(month, ()))
    shades: dict[int, str] = {}
    for row, week in enumerate(_weeks(*month, language.first_weekday)):
        for column, day in enumerate(week):
            if day:
                heat = _heat(len(dates.days.get(day, ())))
                place = 6 - column if language.direction == "rtl" else column
                shades[heat] = shades.get(heat, "") + f"M{place * 10} {row * 10}h8v8h-8z"
    return MonthTile(
        link=Link(language.month_name(month[1], short=True), addresses.month(*month) if count else ""),
        label=f"{language.month(*month)}: {incident_count(edition, count)}",
        year=str(month[0]),
        count=language.number(count) if count else "",
        shades=tuple(sorted(shades.items())),
    )
