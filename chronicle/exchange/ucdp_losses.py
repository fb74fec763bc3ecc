"""What the columns of UCDP GED cannot say, and how a reader of a row knows the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chronicle.exchange.divisions import AREAS_LOSS, KIND_LOSS, precision_loss
from chronicle.exchange.format import Loss
from chronicle.exchange.losses import unsaid
from chronicle.exchange.sides import sides
from chronicle.exchange.ucdp import type_of_violence
from chronicle.text.dates import When

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.entries.records import Source
    from chronicle.exchange.facts import Facts


_READ_AS: Final = {"1": ("armed-clash",), "2": ("armed-clash",), "3": ("armed-assault",), "": ()}


def _date_read(when: When) -> When:
    """The date as a reader of the row knows it: two days."""
    first = When.on(when.first)
    return first if when.open_ended or when.last == when.first else replace(first, end=When.on(when.last).start)


def _actors_read(facts: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(side[0].name for side in sides(facts) if side))


def _sources_read(facts: Facts) -> list[tuple[str, str, str]]:
    """Publisher, headline and date of each source as a reader of the row knows them: one must be called something."""
    rows = [(source.publisher, source.title, str(source.date or "")) for source in facts.sources]
    return [(name or title, title if name else "", date) for name, title, date in rows if name or title or date]


def _source_loss(aspect: str, why: str, number: int, of: Callable[[Source], str]) -> Loss:
    def is_lost(facts: Facts) -> bool:
        after, before = [each[number] for each in _sources_read(facts)], [of(source) for source in facts.sources]
        return after != before and any((*after, *before))

    return Loss(aspect, why, is_lost)


_NAMELESS: Final = "a source without a publisher goes by its headline, and without both it has no place"


LOSSES: Final = (
    unsaid("id", "relid is taken for UCDP's own"),
    Loss("title", "no column for it", lambda _: True),
    Loss(
        "date",
        "a first and a last day: a month or year is the range of its days, and nothing is open or uncertain",
        lambda facts: _date_read(facts.date) != facts.date,
    ),
    unsaid("time", "no column for it"),
    unsaid("place-id", "a place is named, not identified"),
    KIND_LOSS,
    precision_loss("nothing is more exact than a town", {"locality", "district", "province", "country"}),
    unsaid("country-code", "countries have numbers of another list"),
    AREAS_LOSS,
    unsaid("area-ids", "areas are named, not identified"),
    unsaid("other-places", "an event has one place"),
    unsaid("other-coordinates", "an event has one place"),
    Loss(
        "types",
        "there are three types of violence, by who stands against whom",
        lambda facts: _READ_AS[type_of_violence(facts)] != facts.types,
    ),
    Loss(
        "actors",
        "there are two sides, and one actor on each",
        lambda facts: _actors_read(facts) != tuple(actor.name for actor in facts.actors),
    ),
    unsaid("roles", "being the first or the second side does not say who did what"),
    unsaid("actor-kinds", "a side is named, not described"),
    unsaid("actor-ids", "an actor is named, not identified"),
    unsaid("weapons", "no column for them"),
    unsaid("injured", "no column for them"),
    unsaid("claims", "one range, with who says so but not who says what"),
    unsaid("grade", "no column for it"),
    _source_loss("publishers", _NAMELESS, 0, lambda source: source.publisher),
    unsaid("source-urls", "a source has its publisher, headline and date"),
    _source_loss("source-titles", _NAMELESS, 1, lambda source: source.title),
    _source_loss("source-dates", _NAMELESS, 2, lambda source: str(source.date or "")),
    unsaid("archived", "a source has its publisher, headline and date"),
    unsaid("summary", "no column for it"),
    unsaid("text", "no column for it"),
    unsaid("tags", "no column for them"),
    Loss("ids", "one column, for what UCDP calls it", lambda facts: any(name != "ucdp" for name, _ in facts.ids)),
    unsaid("part-of", "no column for it"),
    unsaid("follows", "no column for it"),
    unsaid("added", "no column for it"),
    unsaid("updated", "no column for it"),
    unsaid("updates", "no column for them"),
)
