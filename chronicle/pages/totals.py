"""Totals: how many incidents, places, dead and injured, never more exact than what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.text.counts import Count, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.pages.edition import Edition


def totals(edition: Edition, slugs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(number, what it counts) of these incidents; of what is not known, nothing."""
    language = edition.language
    incidents = [edition.chronicle.outlines[slug] for slug in slugs]
    places = {place for incident in incidents for place in incident.places}
    found = [(language.number(len(incidents)), language.translations.ngettext("incident", "incidents", len(incidents)))]
    if places:
        found.append((language.number(len(places)), language.translations.ngettext("place", "places", len(places))))
    for what, label in (("killed", edition.text("killed")), ("injured", edition.text("injured"))):
        count = sum_of([getattr(incident, what) for incident in incidents])
        if count:
            found.append((language.count(count), label))
    return tuple(found)


def sum_of(counts: Sequence[Count | None]) -> Count | None:
    """The sum over incidents; where one is not known, only "at least" can be said, and of nothing but zeros nothing."""
    known = total(count for count in counts if count)
    if known is None or None not in counts:
        return known
    return Count(known.least, None) if known.least else None
