"""Sightings: what one sentence says of an event: its types, day, place and toll, and whether it is news. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.casualties import Toll, find_toll
from chronicle.intake.dating import NEWS, REACH, is_old, looks_back, with_reactions
from chronicle.intake.geography import nested
from chronicle.intake.happenings import GENERIC, find_types, tells_only_end
from chronicle.intake.places import Located, locate
from chronicle.intake.times import TimeMention, days_on, find_times, speaks_of_future

if TYPE_CHECKING:
    import datetime as dt
    import re

    from chronicle.intake.scene import Scene
    from chronicle.intake.sentences import Sentence
    from chronicle.intake.words import EventWords, Words

SPEECH: Final = 120  # characters between "told" and the place where it was told
NEAR: Final = 120  # characters between a place and the one it lies in


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one clause says. `day` is the event's; `said_on` only when somebody said so; empty places say nothing.

    `offset` is the character of the sentence at which the clause begins.
    """

    sentence: Sentence
    clause: str
    offset: int
    types: tuple[EventWords, ...]
    times: tuple[TimeMention, ...]
    places: tuple[Located, ...]
    place: Located | None  # the one of them where it happened
    toll: Toll
    background: bool
    past: bool  # it looks back at older things
    other: bool  # it says that it is another event
    definite: bool  # it speaks of an event already told
    settles: bool  # it says where or when that event happened
    recounts: bool  # it gives the toll of that event as it stands by now
    clocked: bool  # it says the hour
    ends: bool  # it tells only how an attacker was stopped
    side: bool = False  # its sentence gives the counts of two sides, and this is one of them

    @property
    def is_headline(self) -> bool:
        """Whether it is the article's headline."""
        return self.sentence.number < 0

    @property
    def day(self) -> dt.date | None:
        """The day the event is said to have happened, by the local clock if that is told."""
        own = [time for time in self.times if not (time.said or time.ahead)]
        return next((time.day for time in sorted(own, key=lambda time: time.aside)), None)

    @property
    def said_on(self) -> dt.date | None:
        """The day on which it was said."""
        return next((time.day for time in self.times if time.said), None)

    @property
    def exact(self) -> tuple[EventWords, ...]:
        """The types that say more than "attack"."""
        return tuple(each for each in self.types if each.slug not in GENERIC)


def read_sightings(sentence: Sentence, today: dt.date, scene: Scene, before: dt.date | None) -> tuple[Sighting, ...]:
    """The sightings of a sentence: two where it says that one event came after another."""
    words = scene.words
    text = _without_comparison(sentence.text, words)
    again = words.any("background", "recap").search(text)
    if again and _names_it_again(text[: again.start()], words):
        return _split(sentence, again, today, scene, before)
    earlier = words.expression("background", "before").search(text)
    if earlier and find_types(text[earlier.end() :], words):
        if find_types(text[: earlier.start()], words):
            return _split(sentence, earlier, today, scene, before)
        whole = _read(sentence, text, 0, today, scene, before)
        return (_days_before(whole, earlier, whole.day or whole.said_on or today, words),)
    for beside in words.expression("background", "beside").finditer(text):
        if find_types(text[: beside.start()], words) and find_types(text[beside.end() :], words):
            first, second = _split(sentence, beside, today, scene, before)
            if _are_apart(first, second, today):
                return _on_its_day(first, second), second
    sides = words.expression("claims", "sides").search(text)
    if sides:
        told = _read(sentence, text[: sides.start()], 0, today, scene, before)
        answer = _read(sentence, text[sides.end() :], sides.end(), today, scene, before)
        if told.toll and answer.toll:
            return _as_sides(told, answer)
    return (_read(sentence, text, 0, today, scene, before),)


def _are_apart(first: Sighting, second: Sighting, today: dt.date) -> bool:
    """Whether the parts of a sentence tell news of two places, neither of which lies in the other."""
    here, there = first.place, second.place
    old = first.background or (first.day and (today - first.day).days > NEWS)
    if old or second.background or not (here and there and there.locative):
        return False
    return not nested(here.place, there.place) or here.place.fineness == 0


def _on_its_day(first: Sighting, second: Sighting) -> Sighting:
    """The first part, on the day that only the second names: `shot two in one town and three in another on Monday`."""
    if first.day or not second.day:
        return first
    shift = second.offset - first.offset
    days = (dataclasses.replace(time, start=time.start + shift, end=time.end + shift) for time in second.times)
    return dataclasses.replace(first, times=(*first.times, *days))


def _as_sides(*told: Sighting) -> tuple[Sighting, ...]:
    """Two sides' counts: where both count the killed, or both the injured, whom they count is disputed as well."""
    same = any(all(getattr(each.toll, harm) for each in told) for harm in ("killed", "injured"))
    tolls = (dataclasses.replace(each.toll, of="" if same else each.toll.of) for each in told)
    return tuple(dataclasses.replace(each, side=True, toll=toll) for each, toll in zip(told, tolls, strict=True))


def _without_comparison(text: str, words: Words) -> str:
    """A sentence up to the older event that it ranks this one with: `the deadliest attack since gunmen killed …`."""
    since = words.expression("background", "compared").search(text)
    return text[: since.start("older")] if since and find_types(text[since.start("older") :], words) else text


def _names_it_again(head: str, words: Words) -> bool:
    """Whether what stands before "came days after" is the event already told: `the attack`, `it`."""
    alone = head.strip().lower() in words.words("background", "it")
    return alone or bool(words.any("background", "definite").search(head))


def _split(
    sentence: Sentence, at: re.Match[str], today: dt.date, scene: Scene, before: dt.date | None
) -> tuple[Sighting, ...]:
    """A sentence in two: what stands behind the match is another event, which happened before."""
    first = _read(sentence, sentence.text[: at.start()], 0, today, scene, before)
    second = _read(sentence, sentence.text[at.end() :], at.end(), today, scene, before)
    second = dataclasses.replace(second, other=True, definite=False, settles=False, recounts=False)
    if at.groupdict().get("long") and not second.day:
        second = dataclasses.replace(second, background=True)
    return first, _days_before(second, at, first.day or before or today, scene.words)


def _days_before(sighting: Sighting, match: re.Match[str], day: dt.date, words: Words) -> Sighting:
    """A sighting of what happened so many days before another day: `a day after a ferry sank`."""
    number = match.groupdict().get("days")
    if not number:
        return sighting
    back = int(words.table("times")["numbers"][number.lower()])
    start, end = match.start() - sighting.offset, match.end() - sighting.offset
    told = TimeMention(start=start, end=end, day=days_on(day, -back))
    return dataclasses.replace(
        sighting, times=(told, *(dataclasses.replace(time, said=True) for time in sighting.times))
    )


def _read(  # noqa: PLR0913, PLR0917 - what is read, and what it is read against
    sentence: Sentence, clause: str, offset: int, today: dt.date, scene: Scene, before: dt.date | None
) -> Sighting:
    words = scene.words
    times = with_reactions(clause, find_times(clause, today, words, before), words)
    types = find_types(clause, words)
    places = locate(clause, scene)
    ahead = bool(times) and all(time.ahead for time in times) and speaks_of_future(clause, words)
    recent = any(not time.said and 0 <= (today - time.day).days <= REACH for time in times)
    past = looks_back(clause, words, recent=recent, at=sentence.number) or is_old(times, today)
    toll, definite = find_toll(clause, words), bool(words.any("background", "definite").search(clause))
    return Sighting(
        sentence=sentence,
        clause=clause,
        offset=offset,
        types=types,
        times=times,
        places=places,
        place=best_place(clause, places, types, scene),
        toll=toll,
        background=ahead or past or (not toll and bool(words.any("background", "unhappened").search(clause))),
        past=past,
        other=bool(words.any("background", "another").search(clause)),
        definite=definite,
        settles=bool(words.any("background", "happened").search(clause)),
        ends=tells_only_end(clause, words),
        clocked=bool(words.expression("times", "clock").search(clause)),
        recounts=bool(toll) and definite and bool(words.any("claims", "risen").search(clause)),
    )


def best_place(clause: str, places: tuple[Located, ...], types: tuple[EventWords, ...], scene: Scene) -> Located | None:
    """The place where the event of a clause happened: where nothing finer is said, one that it is a short way from."""
    place = _place_said(clause, places, types, scene)
    near = next((each for each in places if each.off), None)
    wide = all(each is near or each.place.fineness == 0 or not each.locative for each in places)
    if near and wide and types and (place is None or place.place.country == near.place.country):
        return dataclasses.replace(near, locative=True, unsure=True)
    return place


def _place_said(
    clause: str, places: tuple[Located, ...], types: tuple[EventWords, ...], scene: Scene
) -> Located | None:
    """A name after "in" or "near", the finest of those nested; a foreign country gives way to a place at home."""
    options = [place for place in places if not place.reference and not _in_speech(clause, place, scene.words)]
    local = [place for place in options if place.locative] or [
        place
        for place in options
        if place.place.fineness >= 2 and not place.unsure  # noqa: PLR2004 - no bare country
    ]
    if not local:
        return next(iter(options), None)
    first = _nearest(clause, local, types)
    if first.place.kind == "country" and first.place.country != scene.country:
        at_home = [place for place in local if place.place.country == scene.country]
        first = _nearest(clause, at_home or local, types)
    inside = [
        place for place in options
        if place.place.country == first.place.country and place.place.fineness > first.place.fineness
        and first.start - NEAR <= place.start <= first.end + NEAR
        and (place.locative or _is_joined(clause, place, first, scene.words))
    ]  # fmt: skip
    return max((first, *inside), key=lambda place: place.place.fineness) if inside else first


def _is_joined(clause: str, place: Located, wide: Located, words: Words) -> bool:
    """Whether only words for "in" stand between a place and the wider one that it lies in, whichever is first."""
    if place.start > wide.start:
        return not clause[wide.end : place.start].strip(" ,’\x27s")
    return words.expression("place_words", "inside").fullmatch(clause, place.end, wide.start) is not None


def _nearest(clause: str, places: list[Located], types: tuple[EventWords, ...]) -> Located:
    """The first place after the first word of the event, else the first of all."""
    starts = [match.start() for each in types for match in each.words.finditer(clause)]
    first = min(starts, default=0)
    return next((place for place in places if place.start > first), places[0])


def _in_speech(clause: str, place: Located, words: Words) -> bool:
    """Whether the place belongs to "… told AFP in Kabul"."""
    before = clause[max(0, place.start - SPEECH) : place.start]
    said = words.expression("background", "spoken_in").search(before)
    return said is not None and not words.any("background", "told_of").search(said["then"])
