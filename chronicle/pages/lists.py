"""Lists of incidents by date, latest first; long ones are told in years."""

from __future__ import annotations

import itertools
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from chronicle.pages import addresses
from chronicle.pages.edition import digest_of
from chronicle.pages.page import Link, Page
from chronicle.pages.views.parts import DayGroup, Listing
from chronicle.pages.views.subjects import IndexView, SubjectView

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from chronicle.pages.edition import Card, Edition
    from chronicle.text.dates import When
    from chronicle.text.wording import Language

LONGEST: Final = 200  # incidents on one page of a list
SHOWN: Final = 50  # of a longer list, the latest


def listing(edition: Edition, slugs: Sequence[str], address: str = "") -> Listing:
    """The list of these incidents (oldest first); a long one shows the latest and leads to its years."""
    is_long = bool(address) and len(slugs) > LONGEST
    shown = slugs[-SHOWN:] if is_long else slugs
    years = _by_year(edition, slugs) if is_long else {}
    total = incident_count(edition, len(slugs))
    groups = tuple(_groups(edition, shown))
    return Listing(
        total=total,
        groups=_by_years(groups) if address else groups,
        years=tuple(
            (Link(str(year), addresses.in_year(address, year)), edition.language.number(len(found)))
            for year, found in sorted(years.items(), reverse=True)
        ),
    )


def _by_years(groups: tuple[DayGroup, ...]) -> tuple[DayGroup, ...]:
    """The groups with a mark where a year begins, if there are several."""
    years = [group.iso[:4] for group in groups]
    if len(set(years)) < 2:  # noqa: PLR2004 - one year needs no heading
        return groups
    return tuple(
        group._replace(opens=year) if number == 0 or year != years[number - 1] else group
        for number, (group, year) in enumerate(zip(groups, years, strict=True))
    )


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
    for year, found in itertools.groupby(slugs, edition.years.__getitem__):
        years.setdefault(year, []).extend(found)
    return years


def _groups(edition: Edition, slugs: Sequence[str]) -> Iterator[DayGroup]:
    """Incidents of one date together, latest first."""
    outlines, cards = edition.chronicle.outlines, edition.cards
    dates: dict[When, list[Card]] = {}
    for slug in reversed(slugs):
        dates.setdefault(outlines[slug].date, []).append(cards[slug])
    for when, found in dates.items():
        yield _group(edition.language, when, tuple(found), edition.day_address)


@lru_cache(maxsize=4096)
def _group(language: Language, when: When, cards: tuple[Card, ...], day_address: Callable[[dt.date], str]) -> DayGroup:
    """The group of a date, which the lists of its places, types, actors and sources have in common."""
    iso = cards[0].iso
    if when.is_day and not when.start.mark:
        day = when.first
        mark, rest, weekday = language.number(day.day), language.month(day.year, day.month), language.weekday(day)
        address = day_address(day)
    else:
        mark, rest, weekday, address = "", language.when(when), "", ""
    digest = digest_of(repr((mark, rest, weekday, iso, address, cards)))
    return DayGroup(mark=mark, rest=rest, weekday=weekday, iso=iso, address=address, cards=cards, digest=digest)


def years_of(edition: Edition, name: str, slugs: Sequence[str], address: str) -> Iterator[Page]:
    """The pages of single years of a long list."""
    for year_address, year, found in year_lists(edition, slugs, address):
        title = edition.text("{name} in {year}", name=name, year=year)
        show = partial(_year_view, edition, title, Link(name, address), found)
        yield edition.page(year_address, "subject.html", title, show=show, basis=partial(edition.facts, found))


def _year_view(edition: Edition, title: str, back: Link, slugs: Sequence[str]) -> SubjectView:
    return SubjectView(name=title, back=back, listing=listing(edition, slugs))


def counted(edition: Edition, label: str, address: str, slugs: Sequence[str]) -> tuple[Link, str]:
    """A line of a list: a link with a number of incidents."""
    return Link(label, address), edition.language.number(len(slugs))


def index_page(edition: Edition, folder: str, title: str, items: Sequence[tuple[str, str, Sequence[str]]]) -> Page:
    """The list of everything in a folder (label, address, incidents), by name."""
    return edition.page(addresses.index(folder), "list.html", title, show=partial(_index, edition, title, items))


def _index(edition: Edition, title: str, items: Sequence[tuple[str, str, Sequence[str]]]) -> IndexView:
    rows = tuple(
        (Link(label, address), incident_count(edition, len(slugs)))
        for label, address, slugs in sorted(items, key=lambda item: (item[0].casefold(), item[1]))
    )
    return IndexView(name=title, items=rows)
