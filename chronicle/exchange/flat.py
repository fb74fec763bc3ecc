"""Flat: one row an incident, the columns of our own CSV and the words that every imported table is put into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.exchange.cells import greatest, last_day, least, listed, of_place, of_sources, position, table
from chronicle.exchange.format import About, Column, Loss
from chronicle.exchange.losses import unsaid
from chronicle.exchange.row_places import areas

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.exchange.facts import Facts, PlaceFacts
    from chronicle.exchange.layout import Layout
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
        "id", "The incident's name in this chronicle; it does not change.", lambda facts, _: facts.id, tag="#event+id"
    ),
    Column("title", "What happened, in one line.", lambda facts, _: facts.title, tag="#event+name"),
    Column(
        "date",
        "When it happened, never more exact than it is known "
        "(EDTF: 2023-10-19, 2023-10, 2023-10-19/2023-10-20, ~ approximate, ? uncertain).",
        lambda facts, _: str(facts.date),
        tag="#meta+date+edtf",
    ),
    Column(
        "date_from",
        "The first day the date can mean.",
        lambda facts, _: facts.date.first.isoformat(),
        kind="date",
        tag="#date+start",
    ),
    Column(
        "date_to",
        "The last day the date can mean; empty when the end is open.",
        lambda facts, _: last_day(facts.date),
        kind="date",
        tag="#date+end",
    ),
    Column(
        "date_precision",
        "What the date is: day, month, year, range or open.",
        lambda facts, _: precision_word(facts.date),
        tag="#meta+date+precision",
    ),
    Column("time", "The local time, with the offset from UTC if known.", lambda facts, _: facts.time, tag="#meta+time"),
    Column("location", "The main place.", of_place(lambda place: place.name), tag="#loc+name"),
    Column(
        "location_id", "The main place's name in this chronicle.", of_place(lambda place: place.id), tag="#loc+code"
    ),
    Column(
        "location_kind",
        "What sort of place it is, such as city, base or province.",
        of_place(lambda place: place.kind),
        tag="#loc+type",
    ),
    Column(
        "latitude",
        "Degrees north of the main place (WGS 84). Read it with location_precision.",
        of_place(lambda place: position(place, 0)),
        kind="number",
        tag="#geo+lat",
    ),
    Column(
        "longitude",
        "Degrees east of the main place (WGS 84).",
        of_place(lambda place: position(place, 1)),
        kind="number",
        tag="#geo+lon",
    ),
    Column(
        "location_precision",
        "How exact the coordinates are: exact, vicinity, locality, district, province or country; "
        "from district on they are the middle of an area.",
        of_place(lambda place: place.precision),
        tag="#geo+precision",
    ),
    Column("country", "The country.", of_place(lambda place: place.area("country")), tag="#country+name"),
    Column(
        "country_code",
        "The country's code (ISO 3166-1 alpha-2).",
        of_place(lambda place: place.country_code),
        tag="#country+code+v_iso2",
    ),
    Column("admin1", "The province it lies in.", of_place(lambda place: place.area("province")), tag="#adm1+name"),
    Column("admin2", "The district it lies in.", of_place(lambda place: place.area("district")), tag="#adm2+name"),
    Column(
        "within",
        "All that the main place lies in, outermost first.",
        of_place(lambda place: listed(area.name for area in place.within)),
        kind="list",
        tag="#loc+within+list",
    ),
    Column(
        "locations",
        "All places, the main one first.",
        lambda facts, _: listed(place.name for place in facts.places),
        kind="list",
    ),
    Column(
        "location_ids",
        "The names of these places in this chronicle.",
        lambda facts, _: listed(place.id for place in facts.places),
        kind="list",
    ),
    Column("types", "The types of event.", lambda facts, _: listed(facts.types), kind="list", tag="#event+type+list"),
    Column(
        "actors",
        "Who had a part in it.",
        lambda facts, _: listed(actor.name for actor in facts.actors),
        kind="list",
        tag="#group+name+list",
    ),
    Column(
        "actor_roles",
        "Which part each of these actors had: perpetrator, suspected, claimed, target, affected, responder or other.",
        lambda facts, _: listed(actor.role for actor in facts.actors),
        kind="list",
    ),
    Column(
        "actor_ids",
        "The names of these actors in this chronicle.",
        lambda facts, _: listed(actor.id for actor in facts.actors),
        kind="list",
    ),
    Column("weapons", "What was used.", lambda facts, _: listed(facts.weapons), kind="list", tag="#event+weapon+list"),
    Column(
        "killed_min",
        "The fewest killed that any claim says; empty when nothing is known.",
        lambda facts, _: least(facts.killed),
        kind="integer",
        tag="#affected+killed+min",
    ),
    Column(
        "killed_max",
        "The most killed that any claim says; empty beside a killed_min means: at least that many.",
        lambda facts, _: greatest(facts.killed),
        kind="integer",
        tag="#affected+killed+max",
    ),
    Column(
        "injured_min",
        "The fewest injured, in the same way.",
        lambda facts, _: least(facts.injured),
        kind="integer",
        tag="#affected+injured+min",
    ),
    Column(
        "injured_max",
        "The most injured, in the same way.",
        lambda facts, _: greatest(facts.injured),
        kind="integer",
        tag="#affected+injured+max",
    ),
    Column("grade", "How sure it is.", lambda facts, _: facts.grade, tag="#meta+grade"),
    Column(
        "sources",
        "Who published it.",
        of_sources(lambda source: source.publisher),
        kind="list",
        tag="#meta+source+list",
    ),
    Column(
        "source_titles",
        "The headlines of these sources, in the same order.",
        of_sources(lambda source: source.title),
        kind="list",
    ),
    Column(
        "source_urls",
        "The addresses of these sources, in the same order.",
        of_sources(lambda source: source.url),
        kind="list",
        tag="#meta+source+url+list",
    ),
    Column(
        "source_dates",
        "When each of these sources was published.",
        of_sources(lambda source: str(source.date or "")),
        kind="list",
    ),
    Column("summary", "What happened, in a sentence.", lambda facts, _: facts.summary, tag="#description"),
    Column("tags", "Free words.", lambda facts, _: listed(facts.tags), kind="list", tag="#meta+tags+list"),
    Column("part_of", "The incident that this one is a part of.", lambda facts, _: facts.part_of, tag="#meta+part_of"),
    Column("follows", "The incident that this one follows from.", lambda facts, _: facts.follows, tag="#meta+follows"),
    Column(
        "ids",
        "What other data sets call it, such as acled=IRQ1234.",
        lambda facts, _: listed(f"{name}={value}" for name, value in facts.ids),
        kind="list",
        tag="#meta+id+list",
    ),
    Column("added", "When the entry was first made.", lambda facts, _: str(facts.added or ""), tag="#meta+date+added"),
    Column(
        "updated",
        "When the entry was last changed.",
        lambda facts, _: str(facts.updated or ""),
        tag="#meta+date+updated",
    ),
    Column("url", "The page of the incident.", lambda facts, about: about.address(facts), tag="#meta+url"),
)

LOSSES: Final = (
    Loss(
        "within",
        "of the areas around a place the country, the province and the district have columns",
        lambda facts: facts.place is not None and _areas_read(facts.place) != _named_areas(facts.place),
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


def layout(about: About) -> Layout[Facts]:
    """Our own CSV."""
    return table(NAMES, cells_of(about))


def cells_of(about: About) -> Callable[[Facts], list[str]]:
    """What makes the cells of an incident."""
    return lambda facts: [column.cell(facts, about) for column in COLUMNS]


NAMES: Final = tuple(column.name for column in COLUMNS)
