"""Lists of incidents by date, latest first; long ones are told in years. Calendars of a month."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Final

from chronicle.pages import addresses
from chronicle.pages.page import Link
from chronicle.pages.views import Calendar, CalendarCell, DayGroup, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.pages.edition import Edition
    from chronicle.text.dates import When

LONGEST: Final = 100  # incidents on one page of a list
SHOWN: Final = 50  # of a longer list, the latest
_HEAT: Final = (1, 2, 4, 8)  # incidents a day from which a shade begins


def listing(edition: Edition, slugs: Sequence[str], address: str = "") -> Listing:
    """The list of these incidents (oldest first); a long one shows the latest and leads to its years."""
    is_long = bool(address) and len(slugs) > LONGEST
    shown = slugs[-SHOWN:] if is_long else slugs
    years = tuple(
        (Link(str(year), addresses.in_year(address, year)), edition.language.number(len(found)))
        for year, found in sorted(_by_year(edition, slugs).items(), reverse=True)
        if is_long
    )
    total = incident_count(edition, len(slugs))
    return Listing(total=total, groups=tuple(_groups(edition, shown)), years=years)


def year_lists(edition: Edition, slugs: Sequence[str], address: str) -> Iterator[tuple[str, int, list[str]]]:
    """The pages that a long list is divided into: address, year, incidents."""
    if len(slugs) > LONGEST:
        for year, found in sorted(_by_year(edition, slugs).items()):
            yield addresses.in_year(address, year), year, found


def incident_count(edition: Edition, number: int) -> str:
    """`1 incident`, `3 incidents`."""
    return edition.language.number_text("{number} incident", "{number} incidents", number)


def _by_year(edition: Edition, slugs: Sequence[str]) -> dict[int, list[str]]:
    years: dict[int, list[str]] = {}
    for slug in slugs:
        years.setdefault(edition.chronicle.incidents[slug].entry.date.first.year, []).append(slug)
    return years


def _groups(edition: Edition, slugs: Sequence[str]) -> Iterator[DayGroup]:
    """Incidents of one date together, latest first."""
    dates: dict[When, list[str]] = {}
    for slug in reversed(slugs):
        dates.setdefault(edition.chronicle.incidents[slug].entry.date, []).append(slug)
    for when, found in dates.items():
        yield _group(edition, when, found)


def _group(edition: Edition, when: When, slugs: Sequence[str]) -> DayGroup:
    language = edition.language
    cards = tuple(edition.cards[slug] for slug in slugs)
    if when.is_day and not when.start.mark:
        day = when.first
        return DayGroup(
            mark=language.number(day.day),
            rest=language.month(day.year, day.month),
            weekday=language.weekday(day),
            iso=when.iso,
            address=addresses.day(day.year, day.month, day.day),
            cards=cards,
        )
    return DayGroup(mark="", rest=language.when(when), weekday="", iso=when.iso, address="", cards=cards)


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
