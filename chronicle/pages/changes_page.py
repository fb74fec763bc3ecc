"""The page of changes: corrections first of all, then updates and additions, by the day they were made."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.changes import Change, change_label, last_update, latest_of
from chronicle.pages.page import Link, Page
from chronicle.pages.views.record import ChangeDay, ChangeRow, ChangesView, GoneRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chronicle.linking.outlines import Outline
    from chronicle.pages.edition import Edition
    from chronicle.text.dates import When

MOST: Final = 200  # updates and corrections on the page; and of the corrections before them
MOST_ADDED: Final = 100
MOST_GONE: Final = 100


def changes_pages(edition: Edition, changes: Sequence[Change]) -> Iterator[Page]:
    """The latest changes and all corrections; when those are many, the earlier ones have a page a year."""
    text = edition.text
    latest = latest_of(changes, MOST_ADDED, MOST)
    told = set(latest)
    earlier = [change for change in reversed(changes) if change.kind == "correction" and change not in told]
    years = {year: list(found) for year, found in itertools.groupby(earlier, lambda change: change.date.first.year)}
    is_long = len(earlier) > MOST
    view = ChangesView(
        name=text("Changes"),
        back=None,
        totals=_totals(edition, changes),
        days=_days(edition, latest),
        cut=text("Older updates and additions are not listed here.") if len(latest) < len(changes) else "",
        earlier=() if is_long else _days(edition, earlier),
        years=tuple(
            (Link(str(year), addresses.in_year(addresses.CHANGES, year)), edition.language.number(len(found)))
            for year, found in years.items()
            if is_long
        ),
        gone=_gone(edition),
    )
    yield edition.page(addresses.CHANGES, "changes.html", view.name, view)
    if is_long:
        yield from (_year_page(edition, year, found) for year, found in years.items())


def _year_page(edition: Edition, year: int, corrections: Sequence[Change]) -> Page:
    name = edition.text("Corrections in {year}", year=year)
    back = Link(edition.text("Changes"), addresses.CHANGES)
    days = _days(edition, corrections)
    view = ChangesView(name=name, back=back, totals=(), days=days, cut="", earlier=(), years=(), gone=())
    return edition.page(addresses.in_year(addresses.CHANGES, year), "changes.html", name, view)


def change_row(edition: Edition, change: Change) -> ChangeRow:
    """A change as lists show it."""
    incident = edition.chronicle.incidents[change.slug]
    mark = ""
    if incident.entry.status == "withdrawn":
        mark = edition.text("withdrawn")
    elif incident.duplicate_of:
        mark = edition.text("replaced by another entry")
    return ChangeRow(
        kind=change.kind,
        label=change_label(edition, change),
        day=edition.short(change.date),
        link=edition.link(Target("incident", change.slug)),
        when=edition.cards[change.slug].when,
        text=change.text,
        mark=mark,
    )


def _totals(edition: Edition, changes: Sequence[Change]) -> tuple[tuple[str, str], ...]:
    language = edition.language
    kinds = [change.kind for change in changes]
    numbers = {kind: kinds.count(kind) for kind in ("correction", "update", "added")}
    ngettext = language.translations.ngettext  # the name by which messages are collected
    labels = {
        "correction": ngettext("correction", "corrections", numbers["correction"]),
        "update": ngettext("update", "updates", numbers["update"]),
        "added": ngettext("entry added", "entries added", numbers["added"]),
    }
    return tuple((language.number(number), labels[kind]) for kind, number in numbers.items() if number)


def _days(edition: Edition, changes: Iterable[Change]) -> tuple[ChangeDay, ...]:
    """Changes, latest first, by their date."""
    return tuple(
        _day(edition, when, [change_row(edition, change) for change in found])
        for when, found in itertools.groupby(changes, lambda change: change.date)
    )


def _day(edition: Edition, when: When, rows: Sequence[ChangeRow]) -> ChangeDay:
    language, day = edition.language, when.first
    is_day = when.is_day and not when.start.mark
    added = tuple(row for row in rows if row.kind == "added")
    return ChangeDay(
        mark=language.number(day.day) if is_day else "",
        rest=language.month(day.year, day.month) if is_day else language.when(when, short=True),
        weekday=language.weekday(day) if is_day else "",
        iso=when.iso,
        changes=tuple(row for row in rows if row.kind != "added"),
        added=added,
        added_count=language.number_text("{number} entry added", "{number} entries added", len(added)),
    )


def _gone(edition: Edition) -> tuple[GoneRow, ...]:
    """What a reader may have seen that is no longer held to be so, the latest first."""
    outlines = edition.chronicle.outlines.items()
    found = [(slug, outline) for slug, outline in outlines if _gone_label(edition, outline)]
    found.sort(key=lambda gone: (gone[1].date.order, gone[0]), reverse=True)
    return tuple(
        GoneRow(
            link=edition.link(Target("incident", slug)),
            when=edition.cards[slug].when,
            label=_gone_label(edition, outline),
            text=last.text if (last := last_update(outline)) else "",
        )
        for slug, outline in found[:MOST_GONE]
    )


def _gone_label(edition: Edition, outline: Outline) -> str:
    if outline.status == "withdrawn":
        return edition.text("withdrawn")
    is_retracted = outline.grade == "retracted" and outline.is_listed
    return edition.text("taken back by its source") if is_retracted else ""
