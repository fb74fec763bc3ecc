"""Records: an incident as a JSON object with everything in it, for programs; what our own JSON files are made of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from chronicle.exchange.cells import last_day
from chronicle.exchange.format import About
from chronicle.exchange.json_text import collection, compact
from chronicle.exchange.layout import Layout
from chronicle.exchange.losses import unsaid

if TYPE_CHECKING:
    from chronicle.entries.records import Claim, Source
    from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
    from chronicle.text.counts import Count

VERSION: Final = 1  # of the shape: what changes it gets a new one, and a new folder beside `data/v1/`
LOSSES: Final = (unsaid("text", "the texts would make it several times as large; JSON Lines and SQLite have them"),)


def record(facts: Facts) -> dict[str, Any]:
    """The record, all keys in it: what is not known is null or an empty list. Counts are [least, greatest or null]."""
    return {
        "id": facts.id,
        "address": About(title="").address(facts),
        "title": facts.title,
        "date": str(facts.date),
        "from": facts.date.first.isoformat(),
        "to": last_day(facts.date) or None,
        "time": facts.time or None,
        "locations": [_place(place) for place in facts.places],
        "types": facts.types,
        "actors": [_actor(actor) for actor in facts.actors],
        "weapons": facts.weapons,
        "killed": _range(facts.killed),
        "injured": _range(facts.injured),
        "casualties": [_claim(claim) for claim in facts.casualties],
        "grade": facts.grade or None,
        "sources": [_source(source) for source in facts.sources],
        "summary": facts.summary or None,
        "tags": facts.tags,
        "ids": dict(facts.ids),
        "part_of": facts.part_of or None,
        "follows": facts.follows or None,
        "added": str(facts.added) if facts.added else None,
        "updates": [{"date": str(each.date), "kind": each.kind, "text": each.text} for each in facts.updates],
    }


def _place(place: PlaceFacts) -> dict[str, Any]:
    latitude, longitude = place.coordinates or (None, None)
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind or None,
        "lat": latitude,
        "lon": longitude,
        "precision": place.precision or None,
        "country_code": place.country_code or None,
        "within": [area_record(area) for area in place.within],
    }


def area_record(area: Area) -> dict[str, Any]:
    """What a place lies in, as a JSON object."""
    return {"id": area.id, "name": area.name, "kind": area.kind or None}


def _actor(actor: ActorFacts) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind or None, "role": actor.role}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "killed": _range(claim.killed),
        "injured": _range(claim.injured),
        "of": claim.of or None,
        "source": claim.source or None,
        "who": claim.who or None,
        "date": str(claim.date) if claim.date else None,
        "superseded": claim.superseded,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "publisher": source.publisher or None,
        "via": source.via or None,
        "title": source.title or None,
        "url": source.url or None,
        "date": str(source.date) if source.date else None,
        "accessed": str(source.accessed) if source.accessed else None,
        "archived": source.archived or None,
    }


def _range(count: Count | None) -> list[int | None] | None:
    return [count.least, count.greatest] if count else None


def line(facts: Facts, *, with_text: bool = False) -> str:
    """The record in one line of JSON, which nothing takes for markup or a formula."""
    made = record(facts)
    if with_text:
        made["text"] = facts.text or None
    return compact(made)


def layout(_: About) -> Layout[Facts]:
    """All records without their texts, in one object."""
    return collection(f'{{"version":{VERSION},"incidents":', record)


def layout_of_lines(_: About) -> Layout[Facts]:
    """All records with their texts, a line each (JSON Lines)."""
    return Layout(record=partial(line, with_text=True), after="\n")
