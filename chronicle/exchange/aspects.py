"""Aspects: what there is to say of an incident, one line each, so that what a format loses can be named and proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chronicle.exchange.facts import Facts, PlaceFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """Something to say of an incident: words for it, and the value; a falsy value says nothing."""

    label: str
    of: Callable[[Facts], object]


def _main(of: Callable[[PlaceFacts], object]) -> Callable[[Facts], object]:
    return lambda facts: of(facts.place) if facts.place else None


# Sorted as the entry format is. A toll is the range that is shown; claims are what stands behind it: who says so, of
# whom, when, and each number by itself.
ASPECTS: Final[dict[str, Aspect]] = {
    "id": Aspect(label="its id in this chronicle", of=lambda facts: facts.id),
    "title": Aspect(label="the title", of=lambda facts: facts.title),
    "date": Aspect(label="the date as exact as it is known", of=lambda facts: str(facts.date)),
    "time": Aspect(label="the time of day", of=lambda facts: facts.time),
    "place": Aspect(label="the name of the main place", of=_main(lambda place: place.name)),
    "place-id": Aspect(label="the id of the main place", of=_main(lambda place: place.id)),
    "place-kind": Aspect(label="what sort of place it is", of=_main(lambda place: place.kind)),
    "coordinates": Aspect(label="the coordinates of the main place", of=_main(lambda place: place.coordinates)),
    "precision": Aspect(label="how exact the coordinates are", of=_main(lambda place: place.precision)),
    "country-code": Aspect(label="the country's code", of=_main(lambda place: place.country_code)),
    "within": Aspect(
        label="the areas that the main place lies in",
        of=_main(lambda place: tuple((area.name, area.kind) for area in place.within)),
    ),
    "area-ids": Aspect(
        label="the ids of the areas",
        of=_main(lambda place: _each(area.id for area in place.within)),
    ),
    "other-places": Aspect(
        label="further places", of=lambda facts: tuple((place.id, place.name) for place in facts.places[1:])
    ),
    "other-coordinates": Aspect(
        label="where the further places are",
        of=lambda facts: tuple(
            (place.id, place.kind, place.coordinates, place.precision, place.within)
            for place in facts.places[1:]
            if place.coordinates or place.kind or place.within
        ),
    ),
    "types": Aspect(label="the types of event", of=lambda facts: facts.types),
    "actors": Aspect(label="the actors", of=lambda facts: tuple(actor.name for actor in facts.actors)),
    "roles": Aspect(
        label="the part each actor had",
        of=lambda facts: tuple((actor.name, actor.role) for actor in facts.actors if actor.role != "other"),
    ),
    "actor-kinds": Aspect(
        label="what sort each actor is",
        of=lambda facts: tuple((actor.name, actor.kind) for actor in facts.actors if actor.kind),
    ),
    "actor-ids": Aspect(label="the ids of the actors", of=lambda facts: _each(actor.id for actor in facts.actors)),
    "weapons": Aspect(label="the weapons", of=lambda facts: facts.weapons),
    "killed": Aspect(label="how many were killed", of=lambda facts: facts.killed),
    "injured": Aspect(label="how many were injured", of=lambda facts: facts.injured),
    "claims": Aspect(
        label="who says how many and of whom",
        of=lambda facts: facts.casualties if says_more(facts) else (),
    ),
    "grade": Aspect(label="the grade", of=lambda facts: facts.grade),
    "publishers": Aspect(
        label="who published the sources", of=lambda facts: _each(source.publisher for source in facts.sources)
    ),
    "source-urls": Aspect(
        label="the addresses of the sources", of=lambda facts: _each(source.url for source in facts.sources)
    ),
    "source-titles": Aspect(
        label="the headlines of the sources", of=lambda facts: _each(source.title for source in facts.sources)
    ),
    "source-dates": Aspect(
        label="the dates of the sources",
        of=lambda facts: _each(str(source.date or "") for source in facts.sources),
    ),
    "archived": Aspect(
        label="what else is known of each source",
        of=lambda facts: _each(
            (source.archived, str(source.accessed or ""), source.via)
            if source.archived or source.accessed or source.via
            else ""
            for source in facts.sources
        ),
    ),
    "summary": Aspect(label="the summary", of=lambda facts: facts.summary),
    "text": Aspect(label="the text", of=lambda facts: facts.text),
    "tags": Aspect(label="the tags", of=lambda facts: facts.tags),
    "ids": Aspect(label="what other data sets call it", of=lambda facts: facts.ids),
    "part-of": Aspect(label="what it is a part of", of=lambda facts: facts.part_of),
    "follows": Aspect(label="what it follows from", of=lambda facts: facts.follows),
    "added": Aspect(label="when it was added", of=lambda facts: str(facts.added or "")),
    "updated": Aspect(label="when it was last changed", of=lambda facts: str(facts.updated or "")),
    "updates": Aspect(label="what was changed and why", of=lambda facts: facts.updates),
}


def _each(values: Iterable[object]) -> tuple[object, ...]:
    """The values in their places; nothing when all are empty."""
    found = tuple(values)
    return found if any(found) else ()


def says_more(facts: Facts) -> bool:
    """Whether the claims say more than the one range that is shown."""
    if len(facts.casualties) != 1:
        return bool(facts.casualties)
    claim = facts.casualties[0]
    return bool(claim.of or claim.source or claim.who or claim.date or claim.superseded)
