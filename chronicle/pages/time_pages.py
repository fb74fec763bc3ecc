"""The pages of time: all years, and each year, month and day that has incidents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from chronicle.pages import addresses
from chronicle.pages.calendars import Month, heat_key, month_calendar, named_calendar, year_grid
from chronicle.pages.charts import archive_bars, year_bars
from chronicle.pages.lists import SHOWN, counted, incident_count, listing
from chronicle.pages.page import Link, Page
from chronicle.pages.totals import totals
from chronicle.pages.views.time import ArchiveView, Calendar, DayView, MonthView, YearView

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chronicle.pages.almanac import Almanac
    from chronicle.pages.edition import Edition
    from chronicle.pages.views.parts import Listing

T = TypeVar("T")

FEW_MONTHS: Final = 3  # months of a record that are a list rather than a grid
HALF_A_YEAR: Final = 6  # months with calendars from which a year shows all twelve


def archive_pages(edition: Edition, dates: Almanac) -> Iterator[Page]:
    """All years, each year, each month, each day that has an incident; days only where they are asked for."""
    yield _archive_page(edition, dates)
    for year, last_year, next_year in _with_neighbours(sorted(dates.years)):
        yield _year_page(edition, dates, year, _year_link(last_year), _year_link(next_year))
    for month, last_month, next_month in _with_neighbours(sorted(dates.months)):
        yield _month_page(edition, dates, month, _month_link(edition, last_month), _month_link(edition, next_month))
    if edition.config.day_pages:
        yield from _day_pages(edition, dates)


def _with_neighbours(items: Sequence[T]) -> Iterator[tuple[T, T | None, T | None]]:
    """Each item with the one before and the one after."""
    return zip(items, (None, *items), (*items[1:], None), strict=False)


def _year_link(year: int | None) -> Link | None:
    return None if year is None else Link(str(year), addresses.year(year))


def _month_link(edition: Edition, month: Month | None) -> Link | None:
    return Link(edition.language.month(*month), addresses.month(*month)) if month else None


def _archive_page(edition: Edition, dates: Almanac) -> Page:
    title = edition.text("All incidents by date")
    return edition.page(addresses.ARCHIVE, "archive.html", title, show=partial(_archive, edition, dates, title))


def _archive(edition: Edition, dates: Almanac, title: str) -> ArchiveView:
    months = sorted(dates.months, reverse=True)
    is_short = len(dates.years) == 1 or len(months) <= FEW_MONTHS
    return ArchiveView(
        name=title,
        total=incident_count(edition, len(edition.chronicle.order)),
        bars=archive_bars(edition, dates.months),
        grid=None if is_short else year_grid(edition, dates),
        years=_year_parts(edition, dates) if is_short else (),
    )


def _year_parts(edition: Edition, dates: Almanac) -> tuple[tuple[Link, str, tuple[tuple[Link, str], ...]], ...]:
    """Years with their months, latest first."""
    return tuple(
        (
            *counted(edition, str(year), addresses.year(year), dates.years[year]),
            _month_parts(edition, dates, year)[::-1],
        )
        for year in sorted(dates.years, reverse=True)
    )


def _month_parts(edition: Edition, dates: Almanac, year: int) -> tuple[tuple[Link, str], ...]:
    return tuple(
        counted(edition, edition.language.month(year, month), addresses.month(year, month), dates.months[year, month])
        for month in dates.months_in(year)
    )


def _year_page(edition: Edition, dates: Almanac, year: int, earlier: Link | None, later: Link | None) -> Page:
    show = partial(_year, edition, dates, year, earlier, later)
    basis = partial(_basis, edition, dates.years[year], earlier, later)
    return edition.page(addresses.year(year), "archive-year.html", str(year), show=show, basis=basis)


def _year(edition: Edition, dates: Almanac, year: int, earlier: Link | None, later: Link | None) -> YearView:
    slugs = dates.years[year]
    apart = _apart(edition, dates, year)
    months = _calendars(edition, dates, year)
    counts = [len(dates.days[day]) for day in dates.days if day.year == year] if months else []
    return YearView(
        name=str(year),
        crumbs=(_archive_crumb(edition),),
        totals=totals(edition, slugs),
        bars=year_bars(edition, year, _began(dates, year), tuple((name, (list_.total,)) for name, list_ in apart)),
        parts=() if months else _month_parts(edition, dates, year),
        months=months,
        heat_key=heat_key(edition, counts),
        listing=_short_year(edition, dates, year),
        apart=apart,
        earlier=earlier,
        later=later,
    )


def _short_year(edition: Edition, dates: Almanac, year: int) -> Listing | None:
    """The incidents of a year that stand in a month, while they are few enough to be read; its months list the rest."""
    apart = set(dates.apart_in_year(year))
    slugs = [slug for slug in dates.years[year] if slug not in apart]
    return listing(edition, slugs) if 0 < len(slugs) <= SHOWN else None


def _began(dates: Almanac, year: int) -> list[int]:
    """How many incidents first stand in each month of a year: together, each once."""
    seen: set[str] = set()
    counts = []
    for month in range(1, 13):
        found = set(dates.months.get((year, month), ())) - seen
        seen |= found
        counts.append(len(found))
    return counts


def _calendars(edition: Edition, dates: Almanac, year: int) -> tuple[Calendar, ...]:
    """The months of a year: all of them, or of a year with few only those in which something happened."""
    known = [month for month in dates.months_in(year) if dates.days_in(year, month)]
    if not known:
        return ()
    shown = range(1, 13) if len(known) >= HALF_A_YEAR else dates.months_in(year)
    return tuple(named_calendar(edition, dates, (year, month)) for month in shown)


def _apart(edition: Edition, dates: Almanac, year: int) -> tuple[tuple[str, Listing], ...]:
    """The incidents of a year that stand in no month: it is not known, or they went on for longer than a year."""
    unknown: list[str] = []
    long: list[str] = []
    for slug in dates.apart_in_year(year):
        (long if edition.chronicle.outlines[slug].date.has_months else unknown).append(slug)
    return _sections(edition, (edition.text("Month not known"), unknown), (edition.text("Longer than a year"), long))


def _sections(edition: Edition, *parts: tuple[str, Sequence[str]]) -> tuple[tuple[str, Listing], ...]:
    """Titled lists, without those that are empty."""
    return tuple((title, listing(edition, slugs)) for title, slugs in parts if slugs)


def _archive_crumb(edition: Edition) -> Link:
    return Link(edition.text("Archive"), addresses.ARCHIVE)


def _month_page(edition: Edition, dates: Almanac, month: Month, earlier: Link | None, later: Link | None) -> Page:
    show = partial(_month, edition, dates, month, earlier, later)
    title = edition.language.month(*month)
    basis = partial(_basis, edition, dates.months[month], earlier, later)
    return edition.page(addresses.month(*month), "archive-month.html", title, show=show, basis=basis)


def _basis(edition: Edition, slugs: Sequence[str], *links: object) -> tuple[object, ...]:
    return edition.facts(slugs), links


def _month(edition: Edition, dates: Almanac, month: Month, earlier: Link | None, later: Link | None) -> MonthView:
    counts = [len(dates.days[day]) for day in dates.days_in(*month)]
    on_days: list[str] = []
    unknown: list[str] = []
    long: list[str] = []
    for slug in dates.months[month]:
        when = edition.chronicle.outlines[slug].date
        (on_days if when.days else long if when.has_days else unknown).append(slug)
    return MonthView(
        name=edition.language.month(*month),
        crumbs=(_archive_crumb(edition), Link(str(month[0]), addresses.year(month[0]))),
        total=incident_count(edition, len(dates.months[month])),
        calendar=month_calendar(edition, dates, month, Link(edition.text("Incidents by day"))) if counts else None,
        heat_key=heat_key(edition, counts),
        listing=_listed_by_day(edition, month, on_days) if on_days else None,
        apart=_sections(
            edition,
            (edition.text("Day not known"), unknown),
            (edition.text("Longer than a month, or without a known end"), long),
        ),
        earlier=earlier,
        later=later,
    )


def _listed_by_day(edition: Edition, month: Month, slugs: Sequence[str]) -> Listing:
    """The list of a month; where days have no pages, each of its days is found in it: where it is told most exactly."""
    found = listing(edition, slugs)
    if edition.config.day_pages:
        return found
    dates = [*dict.fromkeys(edition.chronicle.outlines[slug].date for slug in reversed(slugs))]  # of the groups
    anchors: list[list[str]] = [[] for _ in dates]
    seen: set[dt.date] = set()
    for when, days in sorted(zip(dates, anchors, strict=True), key=lambda group: len(group[0].days)):
        new = [day for day in when.days if (day.year, day.month) == month and day not in seen]
        days.extend(map(addresses.anchor, new))
        seen.update(new)
    groups = zip(found.groups, anchors, strict=True)
    return found._replace(groups=tuple(group._replace(anchors=tuple(days)) for group, days in groups))


class _Beside(NamedTuple):
    """A day, with its neighbours, and the same day of all years; `counts` says how many incidents each of these has."""

    day: dt.date
    earlier: Link | None
    later: Link | None
    years: Callable[[tuple[int, int]], tuple[tuple[Link, str], ...]]
    counts: str


def _day_pages(edition: Edition, dates: Almanac) -> Iterator[Page]:
    days = sorted(dates.days)
    same: dict[tuple[int, int], list[dt.date]] = {}
    for day in days:
        same.setdefault((day.month, day.day), []).append(day)
    link = cache(partial(_day_link, edition))
    # What the pages of a day of all years say of each other is told once, not by each of them.
    counts = cache(lambda key: repr([(day.year, len(dates.days[day])) for day in same[key]]))
    years = cache(lambda key: _years_of_day(edition, dates, same[key]))
    concerned = _concerned_days(edition.touched.days, days, same) if edition.touched else {*days}
    for day, last_day, next_day in _with_neighbours(days):
        if day in concerned:
            beside = _Beside(day, link(last_day), link(next_day), years, counts((day.month, day.day)))
            yield _day_page(edition, dates, beside)


def _day_link(edition: Edition, day: dt.date | None) -> Link | None:
    return Link(edition.language.short_day(day), addresses.day(day)) if day else None


def _concerned_days(
    touched: Iterable[dt.date], days: Sequence[dt.date], same: Mapping[tuple[int, int], Sequence[dt.date]]
) -> set[dt.date]:
    """These days, and those that show them or count what is on them: before and behind, and the same of all years."""
    found: set[dt.date] = set()
    for day in touched:
        behind = bisect_right(days, day)
        found.update(days[max(0, bisect_left(days, day) - 1) : behind + 1], same.get((day.month, day.day), ()))
    return found


def _day_page(edition: Edition, dates: Almanac, beside: _Beside) -> Page:
    day, address = beside.day, addresses.day(beside.day)
    show, basis = partial(_day, edition, dates, beside), partial(_day_basis, edition, dates, beside)
    return edition.page(address, "archive-day.html", edition.language.day(day), show=show, basis=basis)


def _years_of_day(edition: Edition, dates: Almanac, same: Sequence[dt.date]) -> tuple[tuple[Link, str], ...]:
    """The same day of all years, latest first."""
    return tuple(counted(edition, str(day.year), addresses.day(day), dates.days[day]) for day in reversed(same))


def _day_basis(edition: Edition, dates: Almanac, beside: _Beside) -> tuple[object, ...]:
    return _basis(edition, dates.days[beside.day], beside.earlier, beside.later, beside.counts)


def _day(edition: Edition, dates: Almanac, beside: _Beside) -> DayView:
    day = beside.day
    month = Link(edition.language.month(day.year, day.month), addresses.month(day.year, day.month))
    return DayView(
        name=edition.language.day(day),
        crumbs=(_archive_crumb(edition), Link(str(day.year), addresses.year(day.year)), month),
        total=incident_count(edition, len(dates.days[day])),
        listing=listing(edition, dates.days[day]),
        other_years=tuple([year for year in beside.years((day.month, day.day)) if year[0].label != str(day.year)]),
        earlier=beside.earlier,
        later=beside.later,
    )
