"""How independent a publisher's reports are: whose words they carry, who carries theirs, what only they report."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chronicle.linking.citations import origins
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.linking.outlines import Outline


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers of incidents.

    `alone` counts those that cite its own words, by whether these are the only origin; `carries` those with an
    agency's words, by the agency's name; `carried_by` those where a publisher (its slug) carries its words.
    """

    alone: Counter[bool] = field(default_factory=Counter)
    carries: Counter[str] = field(default_factory=Counter)
    carried_by: Counter[str] = field(default_factory=Counter)


def standings(incidents: Iterable[Outline]) -> dict[str, Standing]:
    """The standing of each publisher, by slug, in these incidents."""
    found: defaultdict[str, Standing] = defaultdict(Standing)
    names: dict[str, str] = {}  # one name for all spellings of an agency
    for incident in incidents:
        is_single = origins(incident.voices) == 1
        # A publisher that is cited twice for one incident counts once.
        for item in {(item.publisher_slug, item.origin): item for item in incident.voices if item.publisher}.values():
            if item.via:
                agency = slugify(item.via)
                found[item.publisher_slug].carries[names.setdefault(agency, item.via)] += 1
                found[agency].carried_by[item.publisher_slug] += 1
            else:
                found[item.publisher_slug].alone[is_single] += 1
    return dict(found)
