"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.calendars import latest_months
from chronicle.pages.lists import SHOWN, listing
from chronicle.pages.page import Link, Page
from chronicle.pages.totals import totals
from chronicle.pages.views.overviews import HomeView

if TYPE_CHECKING:
    from chronicle.pages.almanac import Almanac
    from chronicle.pages.edition import Edition

MOST_PLACES: Final = 8  # places named on the home page


def home_page(edition: Edition, dates: Almanac) -> Page:
    """The first page: the latest incidents, totals, a calendar, the places with most incidents."""
    chronicle = edition.chronicle
    latest = chronicle.order[-SHOWN:]
    view = HomeView(
        title=edition.config.title,
        description=edition.config.description,
        totals=totals(edition, chronicle.order),
        listing=listing(edition, latest),
        months=latest_months(edition, dates),
        places=_busiest(edition),
        archive=Link(edition.text("All incidents by date"), addresses.ARCHIVE),
    )
    description = edition.config.description
    return edition.page(addresses.HOME, "home.html", edition.config.title, view, description=description)


def _busiest(edition: Edition) -> tuple[tuple[Link, str], ...]:
    places = [place for place in edition.chronicle.places.values() if place.here]
    places.sort(key=lambda place: (-len(place.here), place.name, place.slug))
    return tuple(
        (edition.link(Target("location", place.slug)), edition.language.number(len(place.here)))
        for place in places[:MOST_PLACES]
    )
