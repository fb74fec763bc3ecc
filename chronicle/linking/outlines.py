"""Outlines: what pages of many incidents show and count of each, so that for these no whole one need be read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.entries.records import Update
    from chronicle.linking.chronicle import Citation, LinkedIncident
    from chronicle.text.counts import Count
    from chronicle.text.dates import When


class Voice(NamedTuple):
    """A source: its publisher with its slug, the agency and the origin of its words (see `Citation`)."""

    publisher: str
    publisher_slug: str
    via: str
    origin: str
    is_archived: bool


class Outline(NamedTuple):
    """An incident in few words; what it names is told by its slug.

    `actors` are with their roles, `part_of` and `follows` are incidents.
    """

    path: str
    title: str
    summary: str
    date: When
    status: str
    is_listed: bool
    places: tuple[str, ...]
    types: tuple[str, ...]
    actors: tuple[tuple[str, str], ...]
    voices: tuple[Voice, ...]
    grade: str
    killed: Count | None
    injured: Count | None
    part_of: str
    follows: str
    added: When | None
    updates: tuple[Update, ...]
    aliases: tuple[str, ...]
    noindex: bool
    needs_review: bool


def outline_of(incident: LinkedIncident) -> Outline:
    """The outline of an incident."""
    entry = incident.entry
    return Outline(
        entry.path,
        entry.title,
        entry.summary,
        entry.date,
        entry.status,
        incident.is_listed,
        _own(entry.locations, (*incident.places,)),
        _own(entry.types, (*incident.types,)),
        _own(entry.actors, (*incident.actors,)),
        _shared(tuple(map(_voice, incident.citations))),
        incident.grade.slug if incident.grade else "",
        incident.killed,
        incident.injured,
        incident.part_of,
        incident.follows,
        entry.added,
        entry.updates,
        entry.aliases,
        entry.noindex,
        bool(entry.needs_review),
    )


def _own(written: tuple[Any, ...], linked: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is linked; where the entry says the same, its own value, so that memory holds it once."""
    return written if written == linked else linked


def _voice(cited: Citation) -> Voice:
    return _voice_of(cited.publisher, cited.publisher_slug, cited.via, cited.origin, bool(cited.archived))


_voice_of: Final = lru_cache(maxsize=4096)(Voice)  # most sources are of few publishers


@lru_cache(maxsize=4096)
def _shared(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """Of those that are equal the first."""
    return voices


def outlines_of(incidents: Mapping[str, LinkedIncident]) -> dict[str, Outline]:
    """The outlines of incidents, in their order."""
    return {slug: outline_of(incident) for slug, incident in incidents.items()}
