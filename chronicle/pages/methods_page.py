"""The page of methods: what is counted and how, how much of it is known, and the grades with their rules."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.linking.citations import origins
from chronicle.pages import addresses
from chronicle.pages.edition import translated
from chronicle.pages.lists import incident_count
from chronicle.pages.page import Link, Page
from chronicle.pages.prose import prose
from chronicle.pages.views.parts import ProseView
from chronicle.pages.views.record import Figure, GradeRow, MethodsView
from chronicle.text.dates import Point, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.config import Grade
    from chronicle.linking.outlines import Outline
    from chronicle.pages.almanac import Almanac
    from chronicle.pages.edition import Edition
    from chronicle.pages.maps.located import Located

MOST_NAMED: Final = 50  # incidents named below a number

_archived: Final = attrgetter("is_archived")


def methods_page(edition: Edition, dates: Almanac, where: Located) -> Page:
    """How this record is made; a note called `methods` begins it with the editors' own words."""
    note = edition.chronicle.notes.get(addresses.METHODS_NOTE)
    title = note.entry.title if note else edition.text("Methods")
    show = partial(_view, edition, dates, where, title)
    source = note.entry.path if note else ""
    return edition.page(addresses.METHODS, "methods.html", title, show=show, source=source)


def _view(edition: Edition, dates: Almanac, where: Located, title: str) -> MethodsView:
    note = edition.chronicle.notes.get(addresses.METHODS_NOTE)
    return MethodsView(
        name=title,
        prose=prose(edition, note.text) if note else ProseView(digest=""),
        coverage=tuple(_coverage(edition, dates)),
        limits=tuple(_limits(edition, dates, where)),
        grades=_grades(edition),
        changes=Link(edition.text("Changes"), addresses.CHANGES),
    )


# ---- what there is


def _coverage(edition: Edition, dates: Almanac) -> Iterator[Figure]:
    chronicle, text, number = edition.chronicle, edition.text, edition.language.number
    archive = Link(text("All incidents by date"), addresses.ARCHIVE)
    yield Figure(
        label=text("Incidents"),
        number=number(len(chronicle.order)),
        text=text("Each is counted once, however many sources report it."),
        link=archive,
    )
    if chronicle.order:
        yield Figure(label=text("From and to"), number=span(edition), text="", link=archive)
    if dates.days:
        yield _quiet_days(edition, sorted(dates.days))
    places = [place for place in chronicle.places.values() if place.here]
    lists = (
        (text("Places"), len(places), addresses.TREE, text("Places where an incident happened.")),
        (text("Actors"), len(chronicle.actors), addresses.index("actors"), ""),
        (text("Sources"), len(chronicle.publishers), addresses.index("sources"), text("Publishers that are cited.")),
        (text("Articles"), len(chronicle.articles), addresses.index("articles"), text("Reports that are kept here.")),
    )
    for label, count, address, words in lists:
        if count:
            yield Figure(label=label, number=number(count), text=words, link=Link(label, address))


def span(edition: Edition) -> str:
    """From the first to the last incident, as exact as they are known; one whose end is open counts from its start."""
    whens = [edition.chronicle.outlines[slug].date for slug in edition.chronicle.order]
    points = [when.end or when.start for when in whens]
    year = max(point.year for point in points)  # few are of the last year, and only of these more is asked
    last = max((point for point in points if point.year == year), key=lambda point: (point.last, point.first))
    names = [edition.language.when(When(point), short=True) for point in (whens[0].start, last)]
    return names[0] if names[0] == names[1] else edition.text("{first} to {last}", first=names[0], last=names[1])


def _quiet_days(edition: Edition, days: list[dt.date]) -> Figure:
    """The days between the first and the last known day that no incident stands on, and the longest run of them."""
    language = edition.language
    length = (days[-1] - days[0]).days + 1
    words = edition.text("That can mean that nothing happened, or that nobody told this record of it.")
    gap, start = max(((after - before).days - 1, before) for before, after in itertools.pairwise([days[0], *days]))
    if gap > 0:
        begin, stop = start + dt.timedelta(days=1), start + dt.timedelta(days=gap)
        span = When(_point(begin), _point(stop) if gap > 1 else None)
        words = (
            edition.text("The longest time without one: {span}.", span=language.when(span, short=True)) + " " + words
        )
    return Figure(
        label=edition.text("Days without an incident"),
        number=edition.text("{part} of {all}", part=language.number(length - len(days)), all=language.number(length)),
        text=words if length > len(days) else "",
        link=Link(edition.text("All incidents by date"), addresses.ARCHIVE),
    )


def _point(day: dt.date) -> Point:
    return Point(day.year, day.month, day.day)


# ---- what is not known


class Limit(NamedTuple):
    """Something that is not known of the incidents that were `found`; `address` is a list of them, if there is one."""

    label: str
    text: str
    found: list[str]
    address: str = ""


def _limits(edition: Edition, dates: Almanac, where: Located) -> Iterator[Figure]:
    """What readers should know before they trust the numbers; what concerns no incident is left out."""
    listed = {slug: edition.chronicle.outlines[slug] for slug in reversed(edition.chronicle.order)}
    for limit in (*_limits_of_sources(edition, listed), *_limits_of_facts(edition, listed, dates, where)):
        if limit.found:
            yield _figure(edition, limit, of=len(listed))
    for limit in _kept_apart(edition):
        if limit.found:
            yield _figure(edition, limit)


def _limits_of_sources(edition: Edition, listed: dict[str, Outline]) -> tuple[Limit, ...]:
    text = edition.text
    counts = {slug: origins(outline.voices) for slug, outline in listed.items()}
    return (
        Limit(
            text("One origin only"),
            text("One publisher reports it, or several print the copy of one agency."),
            [slug for slug, count in counts.items() if count == 1],
        ),
        Limit(
            text("No known origin"),
            text("The entry cites no source, or none whose publisher is known."),
            [slug for slug, count in counts.items() if not count],
        ),
        Limit(
            text("No archived copy"),
            text("If its sources vanish from the web, nothing shows what they said."),
            [slug for slug, item in listed.items() if item.voices and not any(map(_archived, item.voices))],
        ),
        Limit(
            text("No grade"),
            text("Nobody has said how sure it is."),
            [slug for slug, outline in listed.items() if not outline.grade],
        ),
    )


def _limits_of_facts(edition: Edition, listed: dict[str, Outline], dates: Almanac, where: Located) -> tuple[Limit, ...]:
    text, nowhere, on_days = edition.text, frozenset(where.nowhere), frozenset().union(*dates.days.values())
    return (
        Limit(
            text("Day not known"),
            text("Only a month, a year or a long range is known; it stands on no day of the calendar."),
            [slug for slug in listed if slug not in on_days],
        ),
        Limit(
            text("Not on the map"),
            text("No place is known, or none that has a position or lies in one that has."),
            [slug for slug in listed if slug in nowhere],
            addresses.UNPLACED if where.at else "",
        ),
        Limit(
            text("Casualties not known"),
            text("No source says how many were killed or injured. That is not the same as none."),
            [slug for slug, outline in listed.items() if not outline.killed and not outline.injured],
        ),
        Limit(
            text("Not reviewed"),
            text("A program wrote some fields, and nobody has checked them all."),
            [slug for slug, outline in listed.items() if outline.needs_review],
        ),
    )


def _kept_apart(edition: Edition) -> tuple[Limit, ...]:
    """Entries that keep their page and count nowhere."""
    text, outlines = edition.text, edition.chronicle.outlines
    apart = {slug: outline for slug, outline in outlines.items() if not outline.is_listed}
    withdrawn = {slug: outline for slug, outline in apart.items() if outline.status == "withdrawn"}
    duplicates = {slug: outline for slug, outline in apart.items() if outline.status != "withdrawn"}
    return (
        Limit(text("Withdrawn"), text("They count in none of these numbers."), _latest_first(withdrawn)),
        Limit(
            text("Duplicates"),
            text("Entries that tell the same event as another one, which counts for both."),
            _latest_first(duplicates),
        ),
    )


def _latest_first(outlines: dict[str, Outline]) -> list[str]:
    return sorted(outlines, key=lambda slug: outlines[slug].date.order, reverse=True)


def _figure(edition: Edition, limit: Limit, of: int = 0) -> Figure:
    found = limit.found
    number = edition.language.number(len(found))
    shown = () if limit.address else found[:MOST_NAMED]
    cut = edition.text("The latest {number} of them.", number=edition.language.number(MOST_NAMED))
    return Figure(
        label=limit.label,
        number=edition.text("{part} of {all}", part=number, all=incident_count(edition, of)) if of else number,
        text=limit.text,
        link=Link(limit.label, limit.address) if limit.address else None,
        cards=tuple(edition.cards[slug] for slug in shown),
        cut=cut if 0 < len(shown) < len(found) else "",
    )


# ---- grades


def _grades(edition: Edition) -> tuple[GradeRow, ...]:
    outlines = edition.chronicle.outlines
    counts = Counter([outlines[slug].grade for slug in edition.chronicle.order])
    return tuple(
        GradeRow(
            slug=grade.slug,
            label=translated(grade.label, edition.language),
            text=translated(grade.text, edition.language),
            needs=_needs(edition, grade),
            count=incident_count(edition, counts[grade.slug]),
        )
        for grade in edition.config.grades
    )


def _needs(edition: Edition, grade: Grade) -> str:
    """What `chronicle check` wants of an entry with this grade, in words."""
    if grade.needs == "admission":
        return edition.text("an actor who claims responsibility")
    if not grade.min_origins:
        return ""
    return edition.language.number_text(
        "{number} origin, or an actor who claims responsibility",
        "{number} independent origins, or an actor who claims responsibility",
        grade.min_origins,
    )
