"""UCDP-GED-shaped CSV: the columns of the Georeferenced Event Dataset of the Uppsala Conflict Data Program."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from chronicle.entries.tolls import shown_count
from chronicle.exchange.cells import (
    degrees,
    greatest,
    last_day,
    least,
    listed,
    of_place,
    of_sources,
    position,
    table,
)
from chronicle.exchange.format import About, Column
from chronicle.exchange.sides import sides
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.exchange.facts import Facts
    from chronicle.exchange.layout import Layout
    from chronicle.text.dates import When

_GOVERNMENT: Final = frozenset({"state-force", "police"})
_ARMED: Final = _GOVERNMENT | {"armed-group", "militia"}
_PRECISIONS: Final = {"exact": "1", "vicinity": "1", "locality": "1", "district": "3", "province": "4", "country": "6"}
_CELLS: Final = 2  # of the PRIO grid in a degree


def _at(of: Callable[[float, float], str]) -> Callable[[Facts, About], str]:
    return of_place(lambda place: of(*place.coordinates) if place.coordinates else "")


def _grid_cell(latitude: float, longitude: float) -> str:
    """The number of the cell in the PRIO grid: half degrees, from the south-west, eastwards and then northwards."""
    row = min(math.floor((latitude + 90) * _CELLS), 180 * _CELLS - 1)
    column = min(math.floor((longitude + 180) * _CELLS), 360 * _CELLS - 1)
    return str(row * 360 * _CELLS + column + 1)


def _empty(name: str, doc: str = "Empty: a number of UCDP's own lists.") -> Column:
    return Column(name, doc, lambda _, __: "")


# ---- dates


def _date_precision(when: When) -> str:
    """1 the day, 2 up to six days, 3 a week, 4 up to a month, 5 longer, as UCDP's own rows have it."""
    if when.open_ended:
        return "5"
    days = (when.last - when.first).days + 1
    if days == 1:
        return "2" if when.start.mark else "1"
    return next((code for code, most in (("2", 6), ("3", 7), ("4", 31)) if days <= most), "5")


# ---- sides and deaths


def _side(number: int) -> Callable[[Facts, About], str]:
    return lambda facts, _: side[0].name if (side := sides(facts)[number]) else ""


def type_of_violence(facts: Facts) -> str:
    """1 and 2 between armed actors, with and without a government; 3 of an armed one against civilians."""
    first, second = ({actor.kind for actor in side[:1]} for side in sides(facts))
    if not first & _ARMED:
        return ""
    if second & _ARMED:
        return "1" if (first | second) & _GOVERNMENT else "2"
    return "3" if "civilians" in second else ""


def _civilian_deaths(facts: Facts) -> int | None:
    """The fewest civilians killed that any claim says, as far as they are among all who were killed."""
    killed = facts.killed
    found = shown_count([claim for claim in facts.casualties if name_key(claim.of) == "civilians"], "killed")
    return min(found.least, killed.least) if found and killed else None


def _other_deaths(facts: Facts) -> str:
    return str(facts.killed.least - (_civilian_deaths(facts) or 0)) if facts.killed else ""


# ---- sources


def _articles(facts: Facts, _: About) -> str:
    parts = [(each.publisher, str(each.date or ""), each.title) for each in facts.sources if each.publisher]
    return ";".join('"{}"'.format(",".join(part).replace('"', '""')) for part in parts)


def _original(facts: Facts, _: About) -> str:
    return listed(dict.fromkeys(claim.who for claim in facts.casualties if claim.who and not claim.superseded))


def _id(facts: Facts) -> str:
    return dict(facts.ids).get("ucdp", "")


COLUMNS: Final = (
    Column("id", "UCDP's own number of the event, where the entry says so; else empty.", lambda facts, _: _id(facts)),
    Column("relid", "The incident's name in this chronicle.", lambda facts, _: facts.id),
    Column("year", "The year of the first day.", lambda facts, _: str(facts.date.start.year), kind="integer"),
    _empty("active_year", "Empty: whether a conflict has 25 deaths in a year is not counted here."),
    _empty("code_status", "Empty: how far UCDP is with an event."),
    Column(
        "type_of_violence",
        "By the kinds of the two sides: 1 both are armed, at least one is a state force or police; "
        "2 both are armed groups or militias; 3 an armed side against civilians; else empty.",
        lambda facts, _: type_of_violence(facts),
        kind="integer",
    ),
    _empty("conflict_dset_id"),
    _empty("conflict_new_id"),
    _empty("conflict_name", "Empty: one of UCDP's own lists."),
    _empty("dyad_dset_id"),
    _empty("dyad_new_id"),
    Column(
        "dyad_name",
        "Both sides, where both are known.",
        lambda facts, _: " - ".join(each[0].name for each in pair) if all(pair := sides(facts)) else "",
    ),
    _empty("side_a_dset_id"),
    _empty("side_a_new_id"),
    Column(
        "side_a",
        "The first of those who did it, then of those who are suspected, then of those who claim it. "
        "Where no part is told of any actor, the first one.",
        _side(0),
    ),
    _empty("side_b_dset_id"),
    _empty("side_b_new_id"),
    Column("side_b", "The first of those whom it was aimed at, then of those who were affected.", _side(1)),
    Column(
        "number_of_sources", "How many sources are listed.", lambda facts, _: str(len(facts.sources)), kind="integer"
    ),
    Column(
        "source_article",
        'Each source that has a publisher, as "publisher,date,headline", with semicolons between.',
        _articles,
    ),
    Column("source_office", "Who published it.", of_sources(lambda source: source.publisher), kind="list"),
    Column(
        "source_date",
        "When each of these sources was published.",
        of_sources(lambda source: str(source.date or "")),
        kind="list",
    ),
    Column(
        "source_headline",
        "The headlines of these sources, in the same order.",
        of_sources(lambda source: source.title),
        kind="list",
    ),
    Column(
        "source_original",
        "Who says how many were killed or injured, as far as the claims name somebody.",
        _original,
        kind="list",
    ),
    Column(
        "where_prec",
        "1 a town or what is more exact, 3 a district, 4 a province, 6 a country, "
        "where the coordinates are the middle of an area.",
        of_place(lambda place: _PRECISIONS.get(place.precision, "")),
        kind="integer",
    ),
    Column("where_coordinates", "The main place.", of_place(lambda place: place.name)),
    Column(
        "where_description",
        "The main place with all that it lies in.",
        of_place(lambda place: ", ".join((place.name, *(area.name for area in reversed(place.within))))),
    ),
    Column("adm_1", "The province it lies in.", of_place(lambda place: place.area("province"))),
    Column("adm_2", "The district it lies in.", of_place(lambda place: place.area("district"))),
    Column(
        "latitude",
        "Degrees north of the main place (WGS 84). Read it with where_prec.",
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
        "geom_wkt",
        "The coordinates as well-known text, longitude first.",
        _at(lambda latitude, longitude: f"POINT ({degrees(longitude)} {degrees(latitude)})"),
    ),
    Column(
        "priogrid_gid",
        "The cell of the PRIO grid (half degrees) that the coordinates lie in.",
        _at(_grid_cell),
        kind="integer",
    ),
    Column("country", "The country.", of_place(lambda place: place.area("country"))),
    _empty("country_id", "Empty: the number of Gleditsch and Ward's list of states."),
    _empty("region", "Empty: UCDP's own division of the world."),
    Column(
        "event_clarity",
        "1 the day is known; 2 it is not, or there are several.",
        lambda facts, _: "1" if facts.date.is_day and not facts.date.start.mark else "2",
        kind="integer",
    ),
    Column(
        "date_prec",
        "1 the day; 2 about that day, or up to six days; 3 a week; 4 up to a month; 5 longer, or with an open end.",
        lambda facts, _: _date_precision(facts.date),
        kind="integer",
    ),
    Column(
        "date_start", "The first day the date can mean.", lambda facts, _: facts.date.first.isoformat(), kind="date"
    ),
    Column(
        "date_end",
        "The last day the date can mean; empty when the end is open.",
        lambda facts, _: last_day(facts.date),
        kind="date",
    ),
    _empty("deaths_a", "Empty: the dead are not told apart by side."),
    _empty("deaths_b", "Empty: the dead are not told apart by side."),
    Column(
        "deaths_civilians",
        'The fewest killed that any claim on "civilians" says; empty when there is none.',
        lambda facts, _: "" if (number := _civilian_deaths(facts)) is None else str(number),
        kind="integer",
    ),
    Column(
        "deaths_unknown",
        "The others among the dead: with deaths_civilians they come to best.",
        lambda facts, _: _other_deaths(facts),
        kind="integer",
    ),
    Column(
        "best",
        "The same as low: where claims differ, nothing here says which is the best one. "
        "Empty when nothing is known. UCDP itself has no event without a death.",
        lambda facts, _: least(facts.killed),
        kind="integer",
    ),
    Column(
        "high",
        "The most killed that any claim says; empty beside a low means: at least that many.",
        lambda facts, _: greatest(facts.killed),
        kind="integer",
    ),
    Column("low", "The fewest killed that any claim says.", lambda facts, _: least(facts.killed), kind="integer"),
    _empty("gwnoa", "Empty: the number of Gleditsch and Ward's list of states."),
    _empty("gwnob", "Empty: the number of Gleditsch and Ward's list of states."),
)


def layout(about: About) -> Layout[Facts]:
    """The rows; an incident that is no event to UCDP, since nobody died or nobody fought, has its row, too."""
    return table([column.name for column in COLUMNS], lambda facts: [column.cell(facts, about) for column in COLUMNS])
