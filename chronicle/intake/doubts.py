"""Doubts: the values of a draft that an editor must look at, each with the reason in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.spelling import place_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.entries.kinds import Article
    from chronicle.intake.actors import Acting
    from chronicle.intake.claims import ClaimAndSource
    from chronicle.intake.events import Event
    from chronicle.intake.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A field of a draft and why it cannot be vouched for."""

    field: str
    reason: str


def doubts_of(
    event: Event,
    acting: tuple[Acting, ...],
    article: Article,
    claims: tuple[ClaimAndSource, ...],
    gazetteer: Gazetteer,
) -> tuple[Doubt, ...]:
    """The fields that an editor must look at; one field may have several reasons."""
    found = (
        ("title", ("made by rule from type and place",)),
        ("grade", ("one article is one origin",)),
        ("date", _of_date(event, article)),
        ("locations", _of_place(event, gazetteer)),
        ("actors", _of_actors(acting)),
        ("casualties", _of_toll(claims)),
        ("types", () if event.families else ("only vague words, such as attack, say what it was",)),
    )
    return tuple(Doubt(field=field, reason=reason) for field, reasons in found for reason in reasons)


def _of_date(event: Event, article: Article) -> Iterator[str]:
    if event.day_known.sure:
        return
    if not event.day_known.text:
        has_dateline = article.dateline is not None and article.dateline.date is not None
        yield f"counted from the {'dateline' if has_dateline else 'day of publication'}"
    elif any(sighting.said_on == event.day for sighting in event.sightings):
        yield "it is the day on which somebody said so"
    else:
        yield "taken over from the first incident of the article"


def _of_place(event: Event, gazetteer: Gazetteer) -> Iterator[str]:
    known = event.place_known
    if event.place is None or known is None:
        yield "no sentence names a place"
        return
    if event.place.fineness < FINENESS["province"]:
        yield "only a country is named"
    if not known.sure:
        yield _unsure_place(event)
    if _is_contested(event, gazetteer):
        yield "the chronicle has a place of that name in another country"


def _unsure_place(event: Event) -> str:
    known = event.place_known
    if known is None or not known.text:
        return "no sentence names a place"
    if all(known.text != sighting.sentence.text for sighting in event.sightings):
        return "taken from the dateline"
    is_own = event.place is not None and bool(event.place.slug)
    return "the article does not name its country" if is_own else "no list knows it"


def _is_contested(event: Event, gazetteer: Gazetteer) -> bool:
    """Whether the chronicle knows a place of that name in another country than the text speaks of."""
    named = gazetteer.find(place_key(event.place_name))
    return any(place.slug and event.place and place.country != event.place.country for place in named)


def _of_actors(acting: tuple[Acting, ...]) -> Iterator[str]:
    unsure = dict.fromkeys(each.actor for each in acting if not each.known.sure)
    if unsure:
        yield f"only the context says it of {', '.join(unsure)}"


def _of_toll(claims: tuple[ClaimAndSource, ...]) -> Iterator[str]:
    if len(claims) > 1:
        several = len({claim.who for claim, _ in claims}) > 1
        yield "sources differ" if several else "several sentences give numbers"
    if any(sighting.toll.vague for _, sighting in claims):
        yield "the number is only said in words such as several"
