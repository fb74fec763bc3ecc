"""The timeline: all incidents in a row, as a list that a script puts an axis above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.pages import addresses
from chronicle.pages.charts import LEAST
from chronicle.pages.lists import counted, incident_count
from chronicle.pages.views.time import TimelineMonth, TimelineView, TimelineYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.pages.almanac import Almanac
    from chronicle.pages.edition import Edition
    from chronicle.pages.page import Page

MOST: Final = 1000  # incidents that one page lists as a whole
LATEST: Final = 200  # of more, the latest


def timeline_page(edition: Edition, dates: Almanac) -> Page:
    """The page of the timeline."""
    title = edition.text("Timeline")
    show = partial(_timeline, edition, dates, title)
    return edition.page(addresses.TIMELINE, "timeline.html", title, show=show)


def _timeline(edition: Edition, dates: Almanac, title: str) -> TimelineView:
    order = edition.chronicle.order
    is_whole = len(order) <= MOST
    return TimelineView(
        name=title,
        total=incident_count(edition, len(order)),
        years=tuple(_years(edition, order if is_whole else order[-LATEST:])),
        parts=()
        if is_whole
        else tuple(
            counted(edition, str(year), addresses.year(year), dates.years[year])
            for year in sorted(dates.years, reverse=True)
        ),
        has_axis=len(order) >= LEAST,
        has_spans=not all(edition.chronicle.outlines[slug].date.is_day for slug in order),
    )


def _years(edition: Edition, slugs: Sequence[str]) -> Iterator[TimelineYear]:
    """Where each incident began, latest first; within a year those without a known month come last."""
    years: dict[int, dict[int, list[str]]] = {}
    for slug in reversed(slugs):
        start = edition.chronicle.outlines[slug].date.start
        years.setdefault(start.year, {}).setdefault(start.month or 0, []).append(slug)
    for year, months in sorted(years.items(), reverse=True):
        yield TimelineYear(
            name=str(year),
            months=tuple(
                TimelineMonth(
                    name=edition.language.month_name(month) if month else edition.text("Month not known"),
                    cards=tuple(edition.cards[slug] for slug in found),
                )
                for month, found in sorted(months.items(), reverse=True)
            ),
        )
