"""The almanac: where each incident stands in time, as exactly as its date allows."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chronicle.linking.chronicle import Chronicle

MOST_YEARS: Final = 100  # a range of more years stands on its first: nobody looks for it in every year


@dataclass(frozen=True, slots=True)
class Almanac:
    """The incidents of each year, month and day, oldest first: as exact as each date allows."""

    years: dict[int, list[str]] = field(default_factory=dict)
    months: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    days: dict[dt.date, list[str]] = field(default_factory=dict)

    def months_in(self, year: int) -> list[int]:
        """The months of a year that have incidents."""
        return [month for month in range(1, 13) if (year, month) in self.months]

    def days_in(self, year: int, month: int) -> list[dt.date]:
        """The days of a month that have incidents."""
        days = (dt.date(year, month, day + 1) for day in range(calendar.monthrange(year, month)[1]))
        return [day for day in days if day in self.days]

    def apart_in_year(self, year: int) -> list[str]:
        """The incidents of a year that stand in none of its months."""
        placed = {slug for month in self.months_in(year) for slug in self.months[year, month]}
        return [slug for slug in self.years[year] if slug not in placed]


def almanac(chronicle: Chronicle) -> Almanac:
    """Where each listed incident stands in time."""
    found = Almanac()
    for slug in chronicle.order:
        when = chronicle.outlines[slug].date
        if when.is_day:  # as most are, and then told at once
            day = when.first
            found.years.setdefault(day.year, []).append(slug)
            found.months.setdefault((day.year, day.month), []).append(slug)
            found.days.setdefault(day, []).append(slug)
            continue
        for year in when.years if len(when.years) <= MOST_YEARS else when.years[:1]:
            found.years.setdefault(year, []).append(slug)
        for month in when.months:
            found.months.setdefault(month, []).append(slug)
        for day in when.days:
            found.days.setdefault(day, []).append(slug)
    return found
