"""Tolls: the range that the claims of an incident come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.text.counts import Count, spanning, total
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.entries.records import Claim


def shown_count(claims: Iterable[Claim], what: str) -> Count | None:
    """From the least to the greatest of the claims not superseded, per group, and the groups together.

    `what` is `killed` or `injured`. Claims that name no group speak of everybody and then stand alone.
    """
    groups: dict[str, list[Count]] = {}
    for claim in claims:
        count = claim.killed if what == "killed" else claim.injured
        if count and not claim.superseded:
            groups.setdefault(name_key(claim.of), []).append(count)
    if "" in groups:
        return spanning(groups[""])
    return total(span for counts in groups.values() if (span := spanning(counts)))
