"""The pages over many entries: home, archives by date, the tree of locations, lists of actors, types, sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.entry_pages import years_of
from chronicle.pages.lists import SHOWN, incident_count, listing, month_calendar
from chronicle.pages.page import Link, Page
from chronicle.pages.views import (
    ArchiveView,
    Calendar,
    HomeView,
    IndexView,
    SourceView,
    SubjectView,
    TreeNode,
    TreeView,
)
from chronicle.text.counts import Count, total

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from chronicle.linking.chronicle import Chronicle
    from chronicle.pages.edition import Edition

T = TypeVar("T")
MOST_PLACES: Final = 8  # places named on the home page
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
    return _calendar(edition, dates, latest.year, latest.month)


def _calendar(edition: Edition, dates: Almanac, year: int, month: int) -> Calendar:
    counts = {day: len(slugs) for day, slugs in dates.days.items() if (day.year, day.month) == (year, month)}
    return month_calendar(edition, year, month, counts)


def _busiest(edition: Edition) -> tuple[tuple[Link, str], ...]:
    places = [place for place in edition.chronicle.places.values() if place.here]
    places.sort(key=lambda place: (-len(place.here), place.name, place.slug))
    return tuple(
        (edition.link(Target("location", place.slug)), edition.language.number(len(place.here)))
        for place in places[:MOST_PLACES]
    )


# ---- archives


def archive_pages(edition: Edition, dates: Almanac) -> Iterator[Page]:
    """All years, each year, each month, each day that has an incident."""
    years = sorted(dates.years)
    parts = tuple(_counted(edition, str(year), addresses.year(year), dates.years[year]) for year in reversed(years))
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


def _counted(edition: Edition, label: str, address: str, slugs: Sequence[str]) -> tuple[Link, str]:
    return Link(label, address), edition.language.number(len(slugs))


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
            _counted(edition, edition.language.month(*month), addresses.month(*month), dates.months[month])
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
        calendar=_calendar(edition, dates, *month),
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


# ---- lists of everything of one kind


def tree_page(edition: Edition) -> Page:
    """The tree of locations with counts."""
    places = edition.chronicle.places
    roots = [slug for slug, place in places.items() if place.entry and not place.ancestors]
    unplaced = [place for place in places.values() if not place.entry]
    view = TreeView(
        nodes=_nodes(edition, roots),
        unplaced=tuple(
            _counted(edition, place.name, addresses.location(place.slug), place.incidents)
            for place in sorted(unplaced, key=lambda place: (place.name, place.slug))
        ),
    )
    return edition.page(addresses.TREE, "tree.html", edition.text("Locations"), view)


def _nodes(edition: Edition, slugs: Sequence[str]) -> tuple[TreeNode, ...]:
    places = edition.chronicle.places
    return tuple(
        TreeNode(
            link=edition.link(Target("location", slug)),
            count=edition.language.number(len(places[slug].incidents)),
            children=_nodes(edition, places[slug].children),
        )
        for slug in sorted(slugs, key=lambda slug: (places[slug].name, slug))
    )


def type_pages(edition: Edition) -> Iterator[Page]:
    """Each event type in use, and the list of them."""
    uses = edition.chronicle.types
    for slug, use in uses.items():
        address = addresses.event_type(slug)
        label = edition.type_labels[slug]
        view = SubjectView(name=label, back=None, listing=listing(edition, use.incidents, address))
        yield edition.page(address, "subject.html", label, view)
        yield from years_of(edition, label, use.incidents, address)
    items = [(edition.type_labels[slug], addresses.event_type(slug), use.incidents) for slug, use in uses.items()]
    yield _index_page(edition, "types", edition.text("Types"), items)


def source_pages(edition: Edition) -> Iterator[Page]:
    """Each publisher, and the list of them."""
    chronicle = edition.chronicle
    for slug, publisher in chronicle.publishers.items():
        address = addresses.publisher(slug)
        kept = [chronicle.articles[other] for other in publisher.articles]
        kept.sort(
            key=lambda article: (
                article.entry.published.order if article.entry.published else (),
                article.entry.slug,
            )
        )
        view = SourceView(
            name=publisher.name,
            articles=tuple(
                (
                    edition.link(Target("article", article.entry.slug)),
                    edition.language.when(article.entry.published, short=True) if article.entry.published else "",
                )
                for article in reversed(kept)
            ),
            listing=listing(edition, publisher.incidents, address),
        )
        yield edition.page(address, "source.html", publisher.name, view)
        yield from years_of(edition, publisher.name, publisher.incidents, address)
    items = [(item.name, addresses.publisher(slug), item.incidents) for slug, item in chronicle.publishers.items()]
    yield _index_page(edition, "sources", edition.text("Sources"), items)


def list_pages(edition: Edition) -> Iterator[Page]:
    """The lists of all actors and all articles."""
    chronicle = edition.chronicle
    actors = [(item.name, addresses.actor(slug), item.incidents) for slug, item in chronicle.actors.items()]
    articles = [
        (item.entry.title, addresses.article(slug), item.incidents) for slug, item in chronicle.articles.items()
    ]
    yield _index_page(edition, "actors", edition.text("Actors"), actors)
    yield _index_page(edition, "articles", edition.text("Articles"), articles)


def _index_page(edition: Edition, folder: str, title: str, items: Sequence[tuple[str, str, Sequence[str]]]) -> Page:
    rows = tuple(
        (Link(label, address), incident_count(edition, len(slugs)))
        for label, address, slugs in sorted(items, key=lambda item: (item[0].casefold(), item[1]))
    )
    return edition.page(addresses.index(folder), "list.html", title, IndexView(name=title, items=rows))
