"""The rules for two collections of other kinds of text: MUC-4's templates of attacks, and the names in GeoVirus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from figures import Share, Tally, pair
from labels import NEAR, RULES, Object, Place, Predicted, Prediction, Span, distance, name_key, place_from, span_from

if TYPE_CHECKING:
    from collections.abc import Mapping

MUC4_ROWS: Final = (
    "report with incident", "template", "template type", "exact date", "compatible date", "country", "finest place",
    "all three",
)  # fmt: skip
GEO_ROWS: Final = ("name, same letters", "name, overlapping", "name within 161 km")
MUC4_TYPES: Final = {each: word for word, members in RULES["muc4"].items() for each in members}


# ---- MUC-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An incident of MUC-4: `places` has chains from the country down to the finest, any of which is right.

    An optional one costs nothing when it is missed.
    """

    days: Span | None
    places: tuple[tuple[str, ...], ...]
    types: frozenset[str]
    optional: bool

    @property
    def has_day(self) -> bool:
        """Whether its date is known to the day."""
        return self.days is not None and self.days.day is not None


def template_from(found: Object) -> Template:
    """A template from an object in the `gold` of a report."""
    chains = (tuple(name_key(place["name"]) for place in chain) for chain in found["locations"])
    return Template(
        days=span_from(found["date"]),
        places=tuple(chain for chain in chains if chain),
        types=frozenset(word.strip() for words in found["type"] for word in words.split("/")),
        optional=found["optional"],
    )


def muc4_types(found: Predicted) -> frozenset[str]:
    """The types of an incident in the words of MUC-4."""
    return frozenset(MUC4_TYPES.get(each, "ATTACK") for each in found.types)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """In what a template and an incident agree: `date` within the template's days, `day` to the day.

    A template without a date agrees with any in `all_three`.
    """

    type: bool
    date: bool
    day: bool
    country: bool
    finest: bool
    all_three: bool

    @property
    def score(self) -> float:
        """How alike the two are; 0, so no pair, when neither the type nor both day and place agree."""
        if not self.type and not (self.day and self.finest):
            return 0.0
        place = 1 if self.finest else 0.4 if self.country else 0
        return self.type + (1 if self.day else 0.4 if self.date else 0) + place + 0.01


def agreement(template: Template, found: Predicted) -> Agreement:
    """Compare a template with an incident; its place may be named by any name in its hierarchy."""
    names = {name_key(name) for name in (*found.place.names, *found.place.hierarchy)}
    same_type = bool(template.types & muc4_types(found))
    same_date = template.days is not None and found.days is not None and template.days.meets(found.days)
    finest = any(chain[-1] in names for chain in template.places)
    return Agreement(
        type=same_type,
        date=same_date,
        day=same_date and template.has_day and template.days == found.days,
        country=any(chain[0] in names for chain in template.places),
        finest=finest,
        all_three=same_type and finest and (same_date or template.days is None),
    )


def mark_report(templates: tuple[Template, ...], prediction: Prediction) -> dict[str, Tally]:
    """The figures of one report of MUC-4."""
    found = prediction.incidents
    compared = [[agreement(template, each) for each in found] for template in templates]
    pairs = pair([[each.score for each in row] for row in compared])
    agreed = [compared[row][column] for row, column in pairs]
    paired = {row for row, _ in pairs}
    wanted = [each for row, each in enumerate(templates) if row in paired or not each.optional]
    dated = sum(each.days is not None for each in found)

    def tally(right: int) -> Tally:
        return Tally(right=right, predicted=len(found), labelled=len(wanted))

    return {
        "report with incident": Tally(right=bool(templates and found), predicted=bool(found), labelled=bool(templates)),
        "template": tally(len(pairs)),
        "template type": tally(sum(each.type for each in agreed)),
        "exact date": Tally(
            right=sum(each.day for each in agreed), predicted=dated, labelled=sum(each.has_day for each in wanted)
        ),
        "compatible date": Tally(
            right=sum(each.date for each in agreed),
            predicted=dated,
            labelled=sum(each.days is not None for each in wanted),
        ),
        "country": tally(sum(each.country for each in agreed)),
        "finest place": tally(sum(each.finest for each in agreed)),
        "all three": tally(sum(each.all_three for each in agreed)),
    }


# ---- GeoVirus


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A name of a place in a text, from its first character to the one after its last, and the place meant."""

    start: int
    end: int
    place: Place

    def overlaps(self, other: Toponym) -> bool:
        """Whether both have a letter in common."""
        return self.start < other.end and other.start < self.end


def toponym_from(found: Object) -> Toponym:
    """A toponym from an object in the `toponyms` of a text."""
    return Toponym(start=found["start"], end=found["end"], place=place_from(found))


def mark_names(labels: tuple[Toponym, ...], found: tuple[Toponym, ...]) -> tuple[Mapping[str, Tally], Share]:
    """The figures of one text; the share is that of the names found with coordinates that mean the right place."""
    pairs = _pair_names(labels, found)
    exact = sum((label.start, label.end) == (each.start, each.end) for label, each in pairs)
    apart = [far for label, each in pairs if (far := distance(label.place, each.place)) is not None]
    near = sum(far <= NEAR for far in apart)
    every = {"predicted": len(found), "labelled": len(labels)}
    rows = {
        "name, same letters": Tally(right=exact, **every),
        "name, overlapping": Tally(right=len(pairs), **every),
        "name within 161 km": Tally(right=near, predicted=_located(found), labelled=_located(labels)),
    }
    return rows, Share(right=near, of=len(apart))


def _located(toponyms: tuple[Toponym, ...]) -> int:
    return sum(each.place.latitude is not None for each in toponyms)


def _pair_names(labels: tuple[Toponym, ...], found: tuple[Toponym, ...]) -> list[tuple[Toponym, Toponym]]:
    """Each label with the found name of the same letters, else with the first that overlaps and is still free."""
    free = list(found)
    pairs: list[tuple[Toponym, Toponym]] = []
    for label in labels:
        same = (each for each in free if (each.start, each.end) == (label.start, label.end))
        match = next(same, None) or next((each for each in free if each.overlaps(label)), None)
        if match:
            free.remove(match)
            pairs.append((label, match))
    return pairs
