"""What the columns of ACLED cannot say, and how a reader of a row knows the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chronicle.exchange.acled import own_id, publishers, time_precision
from chronicle.exchange.acled_words import read_as
from chronicle.exchange.countries import number_of
from chronicle.exchange.divisions import AREAS_LOSS, KIND_LOSS, precision_loss
from chronicle.exchange.format import Loss
from chronicle.exchange.losses import unsaid
from chronicle.exchange.sides import sides
from chronicle.text.dates import Point, When

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts


def _date_read(when: When) -> When:
    """The date as a reader of the row knows it."""
    start = replace(when.start, mark="")
    precision = time_precision(when)
    if precision == "2":
        return When(replace(start, mark="~"))
    return When(Point(start.year, start.month) if precision == "3" else start)


def _actors_read(facts: Facts) -> tuple[str, ...]:
    first, second = sides(facts)
    return tuple(dict.fromkeys(actor.name for actor in (*first, *second)))


def _ids_read(facts: Facts) -> tuple[tuple[str, str], ...]:
    return (("acled", own_id(facts)),)


LOSSES: Final = (
    unsaid("id", "the one column for a name is taken for ACLED's own"),
    Loss("title", "no column for it; it stands in the notes only where there is no summary", lambda _: True),
    Loss(
        "date",
        "an event has one day, week or month: what is longer, open or uncertain is told by its beginning",
        lambda facts: _date_read(facts.date) != facts.date,
    ),
    unsaid("time", "no column for it"),
    unsaid("place-id", "a place is named, not identified"),
    KIND_LOSS,
    precision_loss(
        "there are three degrees: about a town, a district, a province", {"locality", "district", "province"}
    ),
    Loss(
        "country-code",
        "not every territory has a number in ISO 3166-1",
        lambda facts: bool(facts.place and facts.place.country_code and not number_of(facts.place.country_code)),
    ),
    AREAS_LOSS,
    unsaid("area-ids", "areas are named, not identified"),
    unsaid("other-places", "an event has one place"),
    unsaid("other-coordinates", "an event has one place"),
    Loss(
        "types",
        "an event has one of 25 sub-event types, some of which cover several of ours, and none is an accident",
        lambda facts: read_as(facts.types) != facts.types,
    ),
    Loss(
        "actors",
        "those who answered to it, and those beside the two sides, have no column",
        lambda facts: _actors_read(facts) != tuple(actor.name for actor in facts.actors),
    ),
    unsaid("roles", "being the first or the second actor does not say who did what"),
    unsaid("actor-kinds", "only the first actor of each side has a sort, which covers several kinds"),
    unsaid("actor-ids", "an actor is named, not identified"),
    unsaid("weapons", "no column for them"),
    Loss(
        "killed",
        "one number, the lower end of a range; 0 stands for what is not known as well",
        lambda facts: (count := facts.killed) is not None and (not count.least or count.least != count.greatest),
    ),
    unsaid("injured", "no column for them"),
    unsaid("claims", "one number, without who says so"),
    unsaid("grade", "no column for it"),
    Loss(
        "publishers",
        "each publisher is named once, however many articles it has",
        lambda facts: (
            publishers(facts) != tuple(source.publisher for source in facts.sources) and bool(publishers(facts))
        ),
    ),
    unsaid("source-urls", "a source is named by its publisher alone"),
    unsaid("source-titles", "a source is named by its publisher alone"),
    unsaid("source-dates", "a source is named by its publisher alone"),
    unsaid("archived", "a source is named by its publisher alone"),
    Loss("summary", "where an incident has none, its title stands in its place", lambda facts: not facts.summary),
    unsaid("text", "no column for it"),
    Loss(
        "ids",
        "one column, for what ACLED calls it; without that it holds the name in this chronicle",
        lambda facts: facts.ids != _ids_read(facts),
    ),
    unsaid("part-of", "no column for it"),
    unsaid("follows", "no column for it"),
    unsaid("added", "one time stamp, which is not read as that of an entry"),
    unsaid("updated", "one time stamp, which is not read as that of an entry"),
    unsaid("updates", "no column for them"),
)
