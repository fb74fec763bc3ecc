"""Calendars: the days of a month, shaded by their number of incidents."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Final

from chronicle.pages import addresses
from chronicle.pages.lists import incident_count
from chronicle.pages.views.parts import Calendar, CalendarCell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.pages.edition import Edition

_HEAT: Final = (1, 2, 4, 8)  # incidents a day from which a shade begins


def month_calendar(edition: Edition, year: int, month: int, counts: dict[dt.date, int]) -> Calendar:
    """The days of a month with their incidents, weeks from Monday."""
    language = edition.language
    monday = dt.date(2024, 1, 1)
    return Calendar(
        caption=language.month(year, month),
        weekdays=tuple(language.weekday(monday + dt.timedelta(days=number)) for number in range(7)),
        weeks=tuple(
            tuple(_cell(edition, day, counts.get(day, 0) if day else 0) for day in week) for week in _weeks(year, month)
        ),
    )


def _weeks(year: int, month: int) -> Iterator[list[dt.date | None]]:
    """The weeks of a month, from Monday; None where a day of another month would stand."""
    offset, length = calendar.monthrange(year, month)
    for start in range(1 - offset, length + 1, 7):
        yield [dt.date(year, month, day) if 1 <= day <= length else None for day in range(start, start + 7)]


def _cell(edition: Edition, day: dt.date | None, count: int) -> CalendarCell:
    if day is None:
        return CalendarCell(number="", address="", label="", heat=0)
    number = edition.language.number(day.day)
    if not count:
        return CalendarCell(number=number, address="", label="", heat=0)
    label = f"{edition.language.short_day(day)}: {incident_count(edition, count)}"
    heat = sum(count >= least for least in _HEAT)
    return CalendarCell(number=number, address=addresses.day(day.year, day.month, day.day), label=label, heat=heat)
