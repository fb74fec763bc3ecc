"""ACLED-shaped CSV: the columns of Armed Conflict Location & Event Data (2023), filled as that defines them."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, Final

from chronicle.exchange.acled_words import words
from chronicle.exchange.cells import least, listed, of_place, position, table
from chronicle.exchange.countries import number_of
from chronicle.exchange.format import About, Column
from chronicle.exchange.sides import sides

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.exchange.acled_words import SubEvent
    from chronicle.exchange.facts import ActorFacts, Facts
    from chronicle.exchange.layout import Layout
    from chronicle.text.dates import When

_WEEK: Final = 7  # days
_PRECISIONS: Final = {"exact": "1", "vicinity": "1", "locality": "1", "district": "2", "province": "3", "country": "3"}


# ---- dates


def time_precision(when: When) -> str:
    """1 a day, 2 a week, 3 a month; empty where even the month is not known. An open range is where it begins."""
    if not when.start.month:
        return ""
    if not when.start.day:
        return "3"
    if when.end:
        return "2" if (when.last - when.first).days < _WEEK else "3"
    return "2" if when.start.mark else "1"


def _timestamp(facts: Facts) -> str:
    when = facts.updated or facts.added
    return str(calendar.timegm(when.first.timetuple())) if when and when.is_day else ""


# ---- events and actors


def _sub_event(facts: Facts, about: About) -> str:
    """The sub-event type of the first type that has one."""
    found = (about.types[slug].acled for slug in facts.types if slug in about.types)
    return next(filter(None, found), "")


def _event(of: Callable[[SubEvent], str]) -> Callable[[Facts, About], str]:
    known = words().sub_events
    return lambda facts, about: of(known[name]) if (name := _sub_event(facts, about)) in known else ""


_event_type: Final = _event(lambda sub_event: sub_event.event)


def _first(facts: Facts, about: About) -> str:
    side = sides(facts)[0]
    return words().side(side[0].kind, _event_type(facts, about)) if side else ""


def _second(facts: Facts, _: About) -> str:
    side = sides(facts)[1]
    return words().side(side[0].kind) if side else ""


def _name(side: tuple[ActorFacts, ...]) -> str:
    return side[0].name if side else ""


def _others(side: tuple[ActorFacts, ...]) -> str:
    return listed(actor.name for actor in side[1:])


def _civilian_targeting(facts: Facts, _: About) -> str:
    is_so = any(actor.kind == "civilians" and actor.role == "target" for actor in facts.actors)
    return "Civilian targeting" if is_so else ""


def publishers(facts: Facts) -> tuple[str, ...]:
    """Who published the sources, each once."""
    return tuple(dict.fromkeys(source.publisher for source in facts.sources if source.publisher))


def own_id(facts: Facts) -> str:
    """What ACLED calls an incident, else its name in this chronicle."""
    return dict(facts.ids).get("acled", facts.id)


COLUMNS: Final = (
    Column(
        "event_id_cnty",
        "What ACLED calls the incident, where the entry says so; else its name in this chronicle.",
        lambda facts, _: own_id(facts),
    ),
    Column(
        "event_date",
        "The first day the date can mean: read it with time_precision. Empty when only the year is known, "
        "since ACLED knows nothing vaguer than a month.",
        lambda facts, _: facts.date.first.isoformat() if facts.date.start.month else "",
        kind="date",
    ),
    Column("year", "The year of the first day.", lambda facts, _: str(facts.date.start.year), kind="integer"),
    Column(
        "time_precision",
        "1 the day; 2 about that day, or several days within a week; 3 the month, or more than a week. "
        "An incident whose end is open is told by its beginning.",
        lambda facts, _: time_precision(facts.date),
        kind="integer",
    ),
    Column(
        "disorder_type",
        "What the event type belongs to; empty when ACLED has no such event, as for an accident.",
        _event(lambda sub_event: sub_event.disorder),
    ),
    Column("event_type", "ACLED's event type of the sub-event.", _event_type),
    Column("sub_event_type", "ACLED's name for the first of the incident's types that has one.", _sub_event),
    Column(
        "actor1",
        "The first of those who did it, then of those who are suspected, then of those who claim it. "
        "Where no part is told of any actor, the first one.",
        lambda facts, _: _name(sides(facts)[0]),
    ),
    Column(
        "assoc_actor_1",
        "Others who did it, are suspected or claim it.",
        lambda facts, _: _others(sides(facts)[0]),
        kind="list",
    ),
    Column(
        "inter1",
        "What sort of actor actor1 is, in ACLED's words; empty when the kind of actor does not tell. "
        "Armed groups are taken for rebels, militias for political ones, police for state forces.",
        _first,
    ),
    Column(
        "actor2",
        "The first of those whom it was aimed at, then of those who were affected.",
        lambda facts, _: _name(sides(facts)[1]),
    ),
    Column(
        "assoc_actor_2",
        "Others whom it was aimed at or who were affected.",
        lambda facts, _: _others(sides(facts)[1]),
        kind="list",
    ),
    Column("inter2", "What sort of actor actor2 is, in the same way.", _second),
    Column(
        "interaction",
        "Both sorts in ACLED's order, or the one that is known.",
        lambda facts, about: words().interaction(_first(facts, about), _second(facts, about)),
    ),
    Column(
        "civilian_targeting",
        '"Civilian targeting" when the incident was aimed at actors that are civilians.',
        _civilian_targeting,
    ),
    Column(
        "iso",
        "The country's number (ISO 3166-1).",
        of_place(lambda place: number_of(place.country_code)),
        kind="integer",
    ),
    Column("region", "Empty: ACLED's own division of the world.", lambda _, __: ""),
    Column("country", "The country.", of_place(lambda place: place.area("country"))),
    Column("admin1", "The province it lies in.", of_place(lambda place: place.area("province"))),
    Column("admin2", "The district it lies in.", of_place(lambda place: place.area("district"))),
    Column("admin3", "Empty: no kind of place here is a third division.", lambda _, __: ""),
    Column("location", "The main place.", of_place(lambda place: place.name)),
    Column(
        "latitude",
        "Degrees north of the main place (WGS 84). Read it with geo_precision.",
        of_place(lambda place: position(place, 0)),
        kind="number",
    ),
    Column(
        "longitude",
        "Degrees east of the main place (WGS 84).",
        of_place(lambda place: position(place, 1)),
        kind="number",
    ),
    Column(
        "geo_precision",
        "1 a town or what is more exact; 2 a district; 3 a province or a whole country, "
        "where the coordinates are the middle of an area.",
        of_place(lambda place: _PRECISIONS[place.precision] if place.precision else ""),
        kind="integer",
    ),
    Column("source", "Who published it, each once.", lambda facts, _: listed(publishers(facts)), kind="list"),
    Column("source_scale", "Empty: how far a source reaches is not noted here.", lambda _, __: ""),
    Column("notes", "The summary; the title where there is none.", lambda facts, _: facts.summary or facts.title),
    Column(
        "fatalities",
        "The fewest killed that any claim says, as ACLED counts. Empty when nothing is known, where ACLED has 0.",
        lambda facts, _: least(facts.killed),
        kind="integer",
    ),
    Column("tags", "Free words.", lambda facts, _: listed(facts.tags), kind="list"),
    Column(
        "timestamp",
        "When the entry was last changed, or else first made: that day's beginning (UTC), in seconds from 1970.",
        lambda facts, _: _timestamp(facts),
        kind="integer",
    ),
)


def layout(about: About) -> Layout[Facts]:
    """The rows; an incident that is no event to ACLED has its row, too, with no event type."""
    return table([column.name for column in COLUMNS], lambda facts: [column.cell(facts, about) for column in COLUMNS])
