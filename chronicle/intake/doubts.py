"""Doubts: the values of a draft that an editor must look at, each with the reason in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.casualties import is_harm_told
from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.geography import nested
from chronicle.intake.place_words import kind_before, kind_in
from chronicle.intake.spelling import place_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.entries.kinds import Article
    from chronicle.intake.actors import Acting
    from chronicle.intake.claims import ClaimAndSource
    from chronicle.intake.events import Event
    from chronicle.intake.gazetteer import Gazetteer
    from chronicle.intake.words import Words

HARMS: Final = ("killed", "injured")
OFF: Final = {  # the words before a landmark, by their names, and what they leave open
    "distance": "the article only says how far from it",
    "beyond": "the article only says on which side of it, or what leads there",
}
WELL_KNOWN: Final = 100_000  # people: a larger town is meant when its name stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A field of a draft and why it cannot be vouched for."""

    field: str
    reason: str


def doubts_of(  # noqa: PLR0913, PLR0917 - all that a draft is made of
    event: Event,
    acting: tuple[Acting, ...],
    article: Article,
    claims: tuple[ClaimAndSource, ...],
    grade: str,
    gazetteer: Gazetteer,
) -> tuple[Doubt, ...]:
    """The fields that an editor must look at; one field may have several reasons."""
    found = (
        ("title", ("made by rule from type and place",)),
        ("grade", (_of_grade(grade),)),
        ("date", _of_date(event, article)),
        ("locations", _of_place(event, gazetteer)),
        ("actors", _of_actors(acting)),
        ("casualties", _of_toll(event, claims, gazetteer.words)),
        ("types", () if event.families else ("only vague words, such as attack, say what it was",)),
    )
    return tuple(Doubt(field=field, reason=reason) for field, reasons in found for reason in reasons)


def _of_grade(grade: str) -> str:
    reasons = {"disputed": "somebody in it denies something", "claimed": "only who did it says so"}
    return reasons.get(grade, "one article is one origin")


def _of_date(event: Event, article: Article) -> Iterator[str]:
    if event.day_known.sure:
        return
    if not event.day_known.text:
        has_dateline = article.dateline is not None and article.dateline.date is not None
        yield f"counted from the {'dateline' if has_dateline else 'day of publication'}"
    elif any(time.rough and time.day == event.day for sighting in event.sightings for time in sighting.times):
        yield "its words leave open which of several days it was"
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
        yield f"only a {event.place.kind} is named"
    if not known.sure:
        yield _unsure_place(event, gazetteer.words)
    if other := _named_together(event, gazetteer.words):
        yield f"{other} is named beside it: there may be two incidents"
    if _is_contested(event, gazetteer):
        yield "the chronicle has a place of that name in another country"
    if _is_small_namesake(event, gazetteer):
        yield "its province has the same name and may be meant"


def _unsure_place(event: Event, words: Words) -> str:
    known = event.place_known
    if known is None or not known.text:
        return "no sentence names a place"
    if all(known.text != sighting.sentence.text for sighting in event.sightings):
        return "taken from the dateline"
    if event.place is None or event.place_name not in known.text:
        return "taken from the dateline"  # "here"
    before = (
        reason
        for name, reason in OFF.items()
        if words.expression("place_words", name).search(known.text, 0, known.start)
    )
    if reason := next(before, None):
        return reason
    if words.expression("place_words", "road").match(known.text, known.start):
        return "the article only names a road that begins there"
    is_known = event.place.slug or event.place.geonames
    return "the article does not name its country" if is_known else "no list knows it"


def _named_together(event: Event, words: Words) -> str:
    """The other place that a sentence names in one breath with the event's: `in Maiduguri and Damaturu`; else none."""
    between = words.expression("place_words", "amid")
    for each in event.sightings:
        place = each.place
        if not place or place.place != event.place or each.background or between.search(each.clause[: place.start]):
            continue
        for other in each.places:
            joined = words.expression("place_words", "together").fullmatch(each.clause, place.end, other.start)
            if joined and other.place.fineness > FINENESS["province"] and not nested(other.place, place.place):
                return other.name
    return ""


def _is_small_namesake(event: Event, gazetteer: Gazetteer) -> bool:
    """Whether a town, without the word, is small beside a province that is called after it."""
    place, known = event.place, event.place_known
    if place is None or known is None or not 0 < place.population < WELL_KNOWN:
        return False
    said = kind_before(known.text[: known.start], gazetteer.words)
    said = said or kind_in(known.text[known.start : known.end], gazetteer.words)[0]
    return not said and any(
        each.kind == "province" and each.country == place.country for each in gazetteer.find(place_key(place.name))
    )


def _is_contested(event: Event, gazetteer: Gazetteer) -> bool:
    """Whether the chronicle knows a place of that name in another country than the text speaks of."""
    named = gazetteer.find(place_key(event.place_name))
    return any(place.slug and event.place and place.country != event.place.country for place in named)


def _of_actors(acting: tuple[Acting, ...]) -> Iterator[str]:
    unsure = dict.fromkeys(each.actor for each in acting if not each.said.sure)
    if unsure:
        yield f"only the context says it of {', '.join(unsure)}"


def _of_toll(event: Event, claims: tuple[ClaimAndSource, ...], words: Words) -> Iterator[str]:
    standing = [claim for claim, _ in claims if not claim.superseded]
    counts = {(name, claim.of, str(count)) for claim in standing for name in HARMS if (count := getattr(claim, name))}
    if len(counts) > len({(name, of) for name, of, _ in counts}):
        several = len({claim.who for claim in standing} - {""}) > 1
        yield "sources differ" if several else "several sentences give other numbers"
    if event.is_only and any(_headline_differs(event, claims, harm) for harm in HARMS):
        yield "the headline gives another number"
    if _named_together(event, words) and any(claim.killed or claim.injured for claim in standing):
        yield "the number may be that of two places"
    if any(sighting.toll.vague for _, sighting in claims):
        yield "the number is only said roughly, with words such as several or up to"
    if any(sighting.toll.weak for _, sighting in claims):
        yield "only persons whom the article names or takes for known are counted, or fighters of one side"
    told = [each.clause for each in event.sightings if not (each.background or each.toll.of == "attackers")]
    if any(_adds(clause, words) for clause in told):
        yield "a sentence tells of more dead, who may be counted already or not"
    for harm in HARMS:
        counted = any(getattr(claim, harm) is not None for claim in standing)
        if not counted and any(is_harm_told(clause, harm, words) for clause in told):
            yield f"somebody was {harm}, but no number was read"


def _headline_differs(event: Event, claims: tuple[ClaimAndSource, ...], harm: str) -> bool:
    """Whether the headline's number is that of no claim, standing or overtaken."""
    said = next((getattr(each.toll, harm) for each in event.sightings if each.is_headline), None)
    counts = [count for claim, _ in claims if (count := getattr(claim, harm)) is not None]
    return said is not None and bool(counts) and said.least not in {count.least for count in counts}


def _adds(clause: str, words: Words) -> bool:
    """Whether a sentence tells of more dead without the toll as it stands by then."""
    return bool(words.any("casualties", "added").search(clause)) and not words.any("claims", "risen").search(clause)
