"""The archives: all years, a year, a month, a day; and where each incident stands in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from chronicle.pages import addresses
from chronicle.pages.calendars import month_calendar
from chronicle.pages.lists import counted, listing
from chronicle.pages.page import Link, Page
from chronicle.pages.views.overviews import ArchiveView

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from chronicle.linking.chronicle import Chronicle
    from chronicle.pages.edition import Edition
    from chronicle.pages.views.parts import Calendar

T = TypeVar("T")


MOST_YEARS: Final = 100  # a range of more years stands on its first: nobody looks for it in every year


@dataclass(frozen=True, slots=True)
class Almanac:
    """The incidents of each year, month and day, oldest first: as exact as each date allows."""

    years: dict[int, list[str]] = field(default_factory=dict)
    months: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    days: dict[dt.date, list[str]] = field(default_factory=dict)


def almanac(chronicle: Chronicle) -> Almanac:
    """Where each listed incident stands in time."""
    found = Almanac()
    for slug in chronicle.order:
        when = chronicle.incidents[slug].entry.date
        for year in when.years if len(when.years) <= MOST_YEARS else when.years[:1]:
            found.years.setdefault(year, []).append(slug)
        for month in when.months:
            found.months.setdefault(month, []).append(slug)
        for day in when.days:
            found.days.setdefault(day, []).append(slug)
    return found


def calendar_of(edition: Edition, dates: Almanac, year: int, month: int) -> Calendar:
    """The calendar of a month."""
    counts = {day: len(slugs) for day, slugs in dates.days.items() if (day.year, day.month) == (year, month)}
    return month_calendar(edition, year, month, counts)


def archive_pages(edition: Edition, dates: Almanac) -> Iterator[Page]:
    """All years, each year, each month, each day that has an incident."""
    years = sorted(dates.years)
    parts = tuple(counted(edition, str(year), addresses.year(year), dates.years[year]) for year in reversed(years))
    title = edition.text("All incidents by date")
    view = ArchiveView(name=title, crumbs=(), parts=parts, calendar=None, listing=None)
    yield edition.page(addresses.ARCHIVE, "archive.html", title, view)
    for number, year in enumerate(years):
        yield _year_page(edition, dates, year, _beside(years, number))
    months = sorted(dates.months)
    for number, month in enumerate(months):
        yield _month_page(edition, dates, month, _beside(months, number))
    days = sorted(dates.days)
    for number, day in enumerate(days):
        yield _day_page(edition, dates, day, _beside(days, number))


def _beside(items: Sequence[T], number: int) -> tuple[T | None, T | None]:
    before = items[number - 1] if number else None
    return before, items[number + 1] if number + 1 < len(items) else None


def _archive_crumb(edition: Edition) -> Link:
    return Link(edition.text("Archive"), addresses.ARCHIVE)


def _year_page(edition: Edition, dates: Almanac, year: int, beside: tuple[int | None, int | None]) -> Page:
    months = sorted(month for month in dates.months if month[0] == year)
    in_months = {slug for month in months for slug in dates.months[month]}
    coarse = [slug for slug in dates.years[year] if slug not in in_months]
    view = ArchiveView(
        name=str(year),
        crumbs=(_archive_crumb(edition),),
        parts=tuple(
            counted(edition, edition.language.month(*month), addresses.month(*month), dates.months[month])
            for month in months
        ),
        calendar=None,
        listing=listing(edition, coarse) if coarse else None,
        earlier=Link(str(beside[0]), addresses.year(beside[0])) if beside[0] is not None else None,
        later=Link(str(beside[1]), addresses.year(beside[1])) if beside[1] is not None else None,
    )
    return edition.page(addresses.year(year), "archive.html", str(year), view)


Month = tuple[int, int]


def _month_page(edition: Edition, dates: Almanac, month: Month, beside: tuple[Month | None, Month | None]) -> Page:
    language = edition.language
    name = language.month(*month)
    view = ArchiveView(
        name=name,
        crumbs=(_archive_crumb(edition), Link(str(month[0]), addresses.year(month[0]))),
        parts=(),
        calendar=calendar_of(edition, dates, *month),
        listing=listing(edition, dates.months[month]),
        earlier=Link(language.month(*beside[0]), addresses.month(*beside[0])) if beside[0] else None,
        later=Link(language.month(*beside[1]), addresses.month(*beside[1])) if beside[1] else None,
    )
    return edition.page(addresses.month(*month), "archive.html", name, view)


def _day_page(edition: Edition, dates: Almanac, day: dt.date, beside: tuple[dt.date | None, dt.date | None]) -> Page:
    name = edition.language.day(day)
    month = Link(edition.language.month(day.year, day.month), addresses.month(day.year, day.month))
    before, after = (
        Link(edition.language.short_day(other), addresses.day(other.year, other.month, other.day)) if other else None
        for other in beside
    )
    view = ArchiveView(
        name=name,
        crumbs=(_archive_crumb(edition), Link(str(day.year), addresses.year(day.year)), month),
        parts=(),
        calendar=None,
        listing=listing(edition, dates.days[day]),
        earlier=before,
        later=after,
    )
    return edition.page(addresses.day(day.year, day.month, day.day), "archive.html", name, view)
