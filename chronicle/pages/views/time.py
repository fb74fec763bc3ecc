"""What shows time: charts, calendars, and the pages of years, months and days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.edition import Card
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a chart: `x` and the width of all bars in per cent of the chart, `y` and `height` in pixels.

    `column` is where the room of the bar begins, from top to bottom: what a pointer can hit.
    """

    link: Link
    count: str
    column: str
    x: str
    y: str
    height: str


class Bars(NamedTuple):
    """A chart of incidents over time.

    `ticks` are (label, x in per cent), `levels` (label, y in pixels); `start` is the x of the side where time begins.
    `rest` says what is in no bar: why, and how many. All positions are mirrored in languages written from the right.
    """

    title: str
    description: str
    unit: str
    is_linked: bool
    is_short: bool
    width: str
    column_width: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    start: str
    rest: tuple[tuple[str, tuple[str, ...]], ...]


class CalendarCell(NamedTuple):
    """A day of a month: no number outside the month; heat 0 to 4."""

    number: str
    address: str
    label: str
    heat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A month as rows of seven days; `weekdays` are (short name, name), `count` the incidents of the month."""

    caption: Link
    count: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[CalendarCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTile:
    """A month as a small drawing: `shades` are (heat, path of its days) in a square of 7 by 6 days of 10 units."""

    link: Link
    label: str
    year: str
    count: str
    shades: tuple[tuple[int, str], ...]


class LatestMonths(NamedTuple):
    """The last months of a record: `calendar` alone when there is only one."""

    title: str
    calendar: Calendar | None
    tiles: tuple[MonthTile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A month in a grid of years; without count nothing happened in it."""

    count: str
    address: str
    label: str
    heat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A year with its twelve months; `rest` are the incidents that stand in no month of it."""

    year: Link
    months: tuple[GridCell, ...]
    rest: str
    count: str


class YearGrid(NamedTuple):
    """Years and their months with the number of incidents; `months` are (short name, name)."""

    months: tuple[tuple[str, str], ...]
    rows: tuple[GridRow, ...]
    has_rest: bool


class ArchiveView(NamedTuple):
    """archive.html: all years; a short record has no grid, but `years` with their months."""

    name: str
    total: str
    bars: Bars | None
    grid: YearGrid | None
    years: tuple[tuple[Link, str, tuple[tuple[Link, str], ...]], ...]


class YearView(NamedTuple):
    """archive-year.html: the calendars of its `months`, or where no day is known its months as `parts`.

    `heat_key` names the numbers of incidents that each shade stands for; `listing` are its incidents while
    they are few; `apart` are titled lists of the incidents that stand in no month.
    """

    name: str
    crumbs: tuple[Link, ...]
    totals: tuple[tuple[str, str], ...]
    bars: Bars | None
    parts: tuple[tuple[Link, str], ...]
    months: tuple[Calendar, ...]
    heat_key: tuple[str, ...]
    listing: Listing | None
    apart: tuple[tuple[str, Listing], ...]
    earlier: Link | None
    later: Link | None


class MonthView(NamedTuple):
    """archive-month.html: `apart` are titled lists of the incidents that stand on no day."""

    name: str
    crumbs: tuple[Link, ...]
    total: str
    calendar: Calendar | None
    heat_key: tuple[str, ...]
    listing: Listing | None
    apart: tuple[tuple[str, Listing], ...]
    earlier: Link | None
    later: Link | None


class DayView(NamedTuple):
    """archive-day.html: `other_years` lead to the same day of other years."""

    name: str
    crumbs: tuple[Link, ...]
    total: str
    listing: Listing
    other_years: tuple[tuple[Link, str], ...]
    earlier: Link | None
    later: Link | None


class TimelineMonth(NamedTuple):
    """The incidents that began in a month, latest first; without known month they stand under a name that says so."""

    name: str
    cards: tuple[Card, ...]


class TimelineYear(NamedTuple):
    """The months of a year, latest first."""

    name: str
    months: tuple[TimelineMonth, ...]


class TimelineView(NamedTuple):
    """timeline.html: `years` hold all incidents, or the latest of many, and then `parts` lead to the rest by year.

    `has_axis` says whether there is enough for an axis, which the script draws; `has_spans` whether any of them is
    longer than a day, or may be.
    """

    name: str
    total: str
    years: tuple[TimelineYear, ...]
    parts: tuple[tuple[Link, str], ...]
    has_axis: bool
    has_spans: bool
