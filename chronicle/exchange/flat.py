"""Flat: one row an incident, the columns of our own CSV and the words that every imported table is put into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.exchange.cells import csv_lines, greatest, last_day, least, listed, of_place, of_sources, position
from chronicle.exchange.format import About, Column, Loss
from chronicle.exchange.losses import unsaid
from chronicle.exchange.row_places import areas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.exchange.facts import Facts, PlaceFacts
    from chronicle.text.dates import When


def precision_word(when: When) -> str:
    """How exact a date is: `day`, `month`, `year`, `range` or `open`."""
    if when.open_ended:
        return "open"
    if when.end:
        return "range"
    return "day" if when.start.day else "month" if when.start.month else "year"


COLUMNS: Final = (
    Column(
        name="id",
        tag="#event+id",
        doc="The incident's name in this chronicle; it does not change.",
        cell=lambda facts, _: facts.id,
    ),
    Column(name="title", tag="#event+name", doc="What happened, in one line.", cell=lambda facts, _: facts.title),
    Column(
        name="date",
        tag="#meta+date+edtf",
        cell=lambda facts, _: str(facts.date),
        doc="When it happened, never more exact than it is known "
        "(EDTF: 2023-10-19, 2023-10, 2023-10-19/2023-10-20, ~ approximate, ? uncertain).",
    ),
    Column(
        name="date_from",
        kind="date",
        tag="#date+start",
        doc="The first day the date can mean.",
        cell=lambda facts, _: facts.date.first.isoformat(),
    ),
    Column(
        name="date_to",
        kind="date",
        tag="#date+end",
        doc="The last day the date can mean; empty when the end is open.",
        cell=lambda facts, _: last_day(facts.date),
    ),
    Column(
        name="date_precision",
        tag="#meta+date+precision",
        doc="What the date is: day, month, year, range or open.",
        cell=lambda facts, _: precision_word(facts.date),
    ),
    Column(
        name="time",
        tag="#meta+time",
        doc="The local time, with the offset from UTC if known.",
        cell=lambda facts, _: facts.time,
    ),
    Column(name="location", tag="#loc+name", doc="The main place.", cell=of_place(lambda place: place.name)),
    Column(
        name="location_id",
        tag="#loc+code",
        doc="The main place's name in this chronicle.",
        cell=of_place(lambda place: place.id),
    ),
    Column(
        name="location_kind",
        tag="#loc+type",
        cell=of_place(lambda place: place.kind),
        doc="What sort of place it is, such as city, base or province.",
    ),
    Column(
        name="latitude",
        kind="number",
        tag="#geo+lat",
        cell=of_place(lambda place: position(place, 0)),
        doc="Degrees north of the main place (WGS 84). Read it with location_precision.",
    ),
    Column(
        name="longitude",
        kind="number",
        tag="#geo+lon",
        cell=of_place(lambda place: position(place, 1)),
        doc="Degrees east of the main place (WGS 84).",
    ),
    Column(
        name="location_precision",
        tag="#geo+precision",
        cell=of_place(lambda place: place.precision),
        doc="How exact the coordinates are: exact, vicinity, locality, district, province or country; "
        "from district on they are the middle of an area.",
    ),
    Column(name="country", tag="#country+name", doc="The country.", cell=of_place(lambda place: place.area("country"))),
    Column(
        name="country_code",
        tag="#country+code+v_iso2",
        doc="The country's code (ISO 3166-1 alpha-2).",
        cell=of_place(lambda place: place.country_code),
    ),
    Column(
        name="admin1",
        tag="#adm1+name",
        doc="The province it lies in.",
        cell=of_place(lambda place: place.area("province")),
    ),
    Column(
        name="admin2",
        tag="#adm2+name",
        doc="The district it lies in.",
        cell=of_place(lambda place: place.area("district")),
    ),
    Column(
        name="within",
        kind="list",
        tag="#loc+within+list",
        doc="All that the main place lies in, outermost first.",
        cell=of_place(lambda place: listed(area.name for area in place.within)),
    ),
    Column(
        name="locations",
        kind="list",
        doc="All places, the main one first.",
        cell=lambda facts, _: listed(place.name for place in facts.places),
    ),
    Column(
        name="location_ids",
        kind="list",
        doc="The names of these places in this chronicle.",
        cell=lambda facts, _: listed(place.id for place in facts.places),
    ),
    Column(
        name="types",
        kind="list",
        tag="#event+type+list",
        doc="The types of event.",
        cell=lambda facts, _: listed(facts.types),
    ),
    Column(
        name="actors",
        kind="list",
        tag="#group+name+list",
        doc="Who had a part in it.",
        cell=lambda facts, _: listed(actor.name for actor in facts.actors),
    ),
    Column(
        name="actor_roles",
        kind="list",
        cell=lambda facts, _: listed(actor.role for actor in facts.actors),
        doc="Which part each of these actors had: "
        "perpetrator, suspected, claimed, target, affected, responder or other.",
    ),
    Column(
        name="actor_ids",
        kind="list",
        doc="The names of these actors in this chronicle.",
        cell=lambda facts, _: listed(actor.id for actor in facts.actors),
    ),
    Column(
        name="weapons",
        kind="list",
        tag="#event+weapon+list",
        doc="What was used.",
        cell=lambda facts, _: listed(facts.weapons),
    ),
    Column(
        name="killed_min",
        kind="integer",
        tag="#affected+killed+min",
        doc="The fewest killed that any claim says; empty when nothing is known.",
        cell=lambda facts, _: least(facts.killed),
    ),
    Column(
        name="killed_max",
        kind="integer",
        tag="#affected+killed+max",
        doc="The most killed that any claim says; empty beside a killed_min means: at least that many.",
        cell=lambda facts, _: greatest(facts.killed),
    ),
    Column(
        name="injured_min",
        kind="integer",
        tag="#affected+injured+min",
        doc="The fewest injured, in the same way.",
        cell=lambda facts, _: least(facts.injured),
    ),
    Column(
        name="injured_max",
        kind="integer",
        tag="#affected+injured+max",
        doc="The most injured, in the same way.",
        cell=lambda facts, _: greatest(facts.injured),
    ),
    Column(name="grade", tag="#meta+grade", doc="How sure it is.", cell=lambda facts, _: facts.grade),
    Column(
        name="sources",
        kind="list",
        tag="#meta+source+list",
        doc="Who published it.",
        cell=of_sources(lambda source: source.publisher),
    ),
    Column(
        name="source_titles",
        kind="list",
        doc="The headlines of these sources, in the same order.",
        cell=of_sources(lambda source: source.title),
    ),
    Column(
        name="source_urls",
        kind="list",
        tag="#meta+source+url+list",
        doc="The addresses of these sources, in the same order.",
        cell=of_sources(lambda source: source.url),
    ),
    Column(
        name="source_dates",
        kind="list",
        doc="When each of these sources was published.",
        cell=of_sources(lambda source: str(source.date or "")),
    ),
    Column(
        name="summary", tag="#description", doc="What happened, in a sentence.", cell=lambda facts, _: facts.summary
    ),
    Column(
        name="tags", kind="list", tag="#meta+tags+list", doc="Free words.", cell=lambda facts, _: listed(facts.tags)
    ),
    Column(
        name="part_of",
        tag="#meta+part_of",
        doc="The incident that this one is a part of.",
        cell=lambda facts, _: facts.part_of,
    ),
    Column(
        name="follows",
        tag="#meta+follows",
        doc="The incident that this one follows from.",
        cell=lambda facts, _: facts.follows,
    ),
    Column(
        name="ids",
        kind="list",
        tag="#meta+id+list",
        doc="What other data sets call it, such as acled=IRQ1234.",
        cell=lambda facts, _: listed(f"{name}={value}" for name, value in facts.ids),
    ),
    Column(
        name="added",
        tag="#meta+date+added",
        doc="When the entry was first made.",
        cell=lambda facts, _: str(facts.added or ""),
    ),
    Column(
        name="updated",
        tag="#meta+date+updated",
        doc="When the entry was last changed.",
        cell=lambda facts, _: str(facts.updated or ""),
    ),
    Column(
        name="url",
        tag="#meta+url",
        doc="The page of the incident.",
        cell=lambda facts, about: about.address(facts),
    ),
)

LOSSES: Final = (
    Loss(
        aspect="within",
        why="of the areas around a place the country, the province and the district have columns",
        is_lost=lambda facts: facts.place is not None and _areas_read(facts.place) != _named_areas(facts.place),
    ),
    unsaid("area-ids", "areas are named, not identified"),
    unsaid("other-coordinates", "only the main place has columns for its position"),
    unsaid("actor-kinds", "an actor is named, not described"),
    unsaid("claims", "a row holds the range that is shown, not the claims behind it"),
    unsaid("archived", "a source has its publisher, headline, address and date"),
    unsaid("text", "texts of many lines do not go well with tables"),
    unsaid("updates", "a row holds the day of the last change"),
)


def _named_areas(place: PlaceFacts) -> list[tuple[str, str]]:
    return [(area.name, area.kind) for area in place.within]


def _areas_read(place: PlaceFacts) -> list[tuple[str, str]]:
    """The areas as a reader of a row knows them."""
    names = {kind: place.area(kind) for kind in ("country", "province", "district")}
    return [(area.name, area.kind) for area in areas([area.name for area in place.within], names)]


def write(incidents: Iterable[Facts], about: About) -> Iterator[bytes]:
    """Our own CSV."""
    return csv_lines(NAMES, rows(incidents, about))


def rows(incidents: Iterable[Facts], about: About) -> Iterator[list[str]]:
    """The cells of each incident."""
    return ([column.cell(facts, about) for column in COLUMNS] for facts in incidents)


NAMES: Final = tuple(column.name for column in COLUMNS)
