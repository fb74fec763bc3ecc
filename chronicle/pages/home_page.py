"""The first page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.calendars import latest_months
from chronicle.pages.changes_page import change_row
from chronicle.pages.edition import toll
from chronicle.pages.lists import SHOWN, incident_count, listing
from chronicle.pages.maps.located import Located, overview_map
from chronicle.pages.page import Link, Page
from chronicle.pages.totals import sum_of, totals
from chronicle.pages.views.overviews import BusyPlace, HomeView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.linking.chronicle import Place
    from chronicle.pages.almanac import Almanac
    from chronicle.pages.changes import Change
    from chronicle.pages.edition import Edition

MOST_PLACES: Final = 8  # places named on the home page
MOST_CORRECTIONS: Final = 3


def home_page(edition: Edition, dates: Almanac, changes: Sequence[Change], where: Located) -> Page:
    """The first page: the latest incidents, totals, a calendar, the places with most incidents, corrections."""
    show = partial(_home, edition, dates, changes, where)
    title, description = edition.config.title, edition.config.description
    return edition.page(addresses.HOME, "home.html", title, show=show, description=description)


def _home(edition: Edition, dates: Almanac, changes: Sequence[Change], where: Located) -> HomeView:
    chronicle = edition.chronicle
    latest = chronicle.order[-SHOWN:]
    corrections = [change for change in changes if change.kind == "correction"]
    return HomeView(
        title=edition.config.title,
        description=edition.config.description,
        totals=totals(edition, chronicle.order),
        method=Link(edition.text("How this is counted"), addresses.METHODS),
        listing=listing(edition, latest),
        map=overview_map(edition, where),
        months=latest_months(edition, dates),
        places=_busiest(edition),
        ways=_ways(edition, where),
        corrections=tuple(change_row(edition, change) for change in corrections[: -MOST_CORRECTIONS - 1 : -1]),
        changes=Link(edition.text("All changes"), addresses.CHANGES),
    )


def _ways(edition: Edition, where: Located) -> tuple[Link, ...]:
    """The ways into the whole record."""
    text = edition.text
    found = [Link(text("All incidents by date"), addresses.ARCHIVE), Link(text("Timeline"), addresses.TIMELINE)]
    if where.at:
        found.append(Link(text("Map"), addresses.MAP))
    return tuple(found)


def _busiest(edition: Edition) -> tuple[BusyPlace, ...]:
    """The places with most incidents; none when each has one."""
    places = [place for place in edition.chronicle.places.values() if place.here]
    if all(len(place.here) == 1 for place in places):
        return ()
    places.sort(key=lambda place: (-len(place.here), place.name, place.slug))
    return tuple(_busy_place(edition, place) for place in places[:MOST_PLACES])


def _busy_place(edition: Edition, place: Place) -> BusyPlace:
    incidents = [edition.chronicle.outlines[slug] for slug in place.here]
    killed = sum_of([incident.killed for incident in incidents])
    injured = sum_of([incident.injured for incident in incidents])
    return BusyPlace(
        link=edition.link(Target("location", place.slug)),
        count=incident_count(edition, len(incidents)),
        toll=toll(killed, injured, edition.language),
    )
