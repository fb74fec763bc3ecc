"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.lists import SHOWN, listing
from chronicle.pages.page import Link, Page
from chronicle.pages.time_pages import Almanac, calendar_of
from chronicle.pages.views.overviews import HomeView
from chronicle.text.counts import Count, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.pages.edition import Edition
    from chronicle.pages.views.parts import Calendar

MOST_PLACES: Final = 8  # places named on the home page


def home_page(edition: Edition, dates: Almanac) -> Page:
    """The first page: the latest incidents, totals, a calendar, the places with most incidents."""
    chronicle = edition.chronicle
    latest = chronicle.order[-SHOWN:]
    view = HomeView(
        title=edition.config.title,
        description=edition.config.description,
        totals=_totals(edition),
        listing=listing(edition, latest),
        calendar=_latest_calendar(edition, dates),
        places=_busiest(edition),
        archive=Link(edition.text("All incidents by date"), addresses.ARCHIVE),
    )
    description = edition.config.description
    return edition.page(addresses.HOME, "home.html", edition.config.title, view, description=description)


def _totals(edition: Edition) -> tuple[tuple[str, str], ...]:
    chronicle, language = edition.chronicle, edition.language
    listed = [chronicle.incidents[slug] for slug in chronicle.order]
    places = {place for incident in listed for place in incident.places}
    found = [
        (language.number(len(listed)), language.translations.ngettext("incident", "incidents", len(listed))),
        (language.number(len(places)), language.translations.ngettext("place", "places", len(places))),
    ]
    for what, label in (("killed", edition.text("killed")), ("injured", edition.text("injured"))):
        count = _sum([getattr(incident, what) for incident in listed])
        if count:
            found.append((language.count(count), label))
    return tuple(found)


def _sum(counts: Sequence[Count | None]) -> Count | None:
    """The sum over incidents; where one is not known, only "at least" can be said, and of nothing but zeros nothing."""
    known = total(count for count in counts if count)
    if known is None or None not in counts:
        return known
    return Count(known.least, None) if known.least else None


def _latest_calendar(edition: Edition, dates: Almanac) -> Calendar | None:
    """The month of the latest day that has an incident; there is no clock."""
    if not dates.days:
        return None
    latest = max(dates.days)
    return calendar_of(edition, dates, latest.year, latest.month)


def _busiest(edition: Edition) -> tuple[tuple[Link, str], ...]:
    places = [place for place in edition.chronicle.places.values() if place.here]
    places.sort(key=lambda place: (-len(place.here), place.name, place.slug))
    return tuple(
        (edition.link(Target("location", place.slug)), edition.language.number(len(place.here)))
        for place in places[:MOST_PLACES]
    )
