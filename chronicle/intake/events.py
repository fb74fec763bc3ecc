"""Events: the sightings of an article are joined into the few things that happened. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.intake.agreeing import event_of, same_day, same_spot
from chronicle.intake.dating import LEAD, NEWS
from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.geography import beside, nested, within
from chronicle.intake.happenings import GENERIC, most_exact
from chronicle.intake.matters import news_of
from chronicle.intake.placing import placed
from chronicle.intake.quotes import Said
from chronicle.intake.sightings import Sighting, read_sightings
from chronicle.intake.times import days_on

if TYPE_CHECKING:
    from chronicle.intake.gazetteer import GazetteerPlace
    from chronicle.intake.places import Located
    from chronicle.intake.scene import Scene
    from chronicle.intake.sentences import Sentence
    from chronicle.intake.words import EventWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, as far as the article says; `sightings` are all its accounts, in order.

    `place_why` says how the place was chosen among others of its name; `is_only` that the article tells of no other.
    """

    day: dt.date
    day_known: Said
    place: GazetteerPlace | None
    place_name: str
    place_known: Said | None
    place_why: str
    sightings: tuple[Sighting, ...]
    is_only: bool = False

    @property
    def types(self) -> tuple[EventWords, ...]:
        """All types told, without the vaguer words for the same, and without how an attacker was stopped."""
        attack = tuple(each for each in self.sightings if not each.ends)
        told = attack if any(each.exact for each in attack) else self.sightings
        return most_exact({each.slug: each for sighting in told for each in sighting.types}.values())

    @property
    def is_headline(self) -> bool:
        """Whether nothing but the headline tells of it."""
        return all(sighting.is_headline for sighting in self.sightings)

    @property
    def families(self) -> frozenset[str]:
        """The families of its types; empty when only vague words were used."""
        return frozenset(each.family for each in self.types if each.slug not in GENERIC)


def find_events(title: str, sentences: tuple[Sentence, ...], today: dt.date, scene: Scene) -> tuple[Event, ...]:
    """The events an article reports as news, in the order of their first account."""
    events: tuple[Event, ...] = ()
    located: list[Located] = []
    looking_back = False
    waiting: tuple[Sighting, ...] = ()
    for sentence in news_of(title, sentences, today, scene.words):
        before = events[-1].day if events else None
        for sighting in read_sightings(sentence, today, scene, before):
            if _is_lead(sighting):
                located += [each for each in sighting.places if not each.place.is_unplaced]
            looking_back = _is_looking_back(sighting, was=looking_back)
            if not (looking_back and events):
                events = _taken_in(sighting, events, today)
            if not events:
                waiting = (*waiting, sighting)
            elif waiting:  # what the lead said before anything was named
                details = [each for each in waiting if _is_detail(each, events[0])]
                events, waiting = (functools.reduce(_with, details, events[0]), *events[1:]), ()
    told = tuple(event for event in events if not event.is_headline)
    only = len(told) == 1
    return tuple(
        dataclasses.replace(placed(event, scene, located, is_first=event is told[0]), is_only=only) for event in told
    )


def _is_looking_back(sighting: Sighting, *, was: bool) -> bool:
    """Whether the story tells of older things: until it names a day of these days, or the event again."""
    if sighting.past:
        return sighting.sentence.number > LEAD
    return was and not (sighting.day or sighting.definite or sighting.settles)


def _taken_in(sighting: Sighting, events: tuple[Event, ...], today: dt.date) -> tuple[Event, ...]:
    match = None
    if _counts(sighting, events):
        match = event_of(sighting, events)
        if match is None and _is_new(sighting, events, today):
            return (*events, _event(sighting, events, today))
    elif events and _is_detail(sighting, events[-1]):
        match = events[-1]
    return tuple(_with(event, sighting) if event is match else event for event in events)


def _counts(sighting: Sighting, events: tuple[Event, ...]) -> bool:
    """Whether a sighting says anything about an event of the news."""
    if sighting.background:
        return not events and bool(sighting.types) and sighting.day is not None
    return bool(sighting.types or sighting.toll or (sighting.settles and sighting.definite))


def _is_detail(sighting: Sighting, event: Event) -> bool:
    """Whether a sentence goes on telling of an event without naming it again: when or where it was."""
    near = sighting.sentence.number - event.sightings[-1].sentence.number <= 2  # noqa: PLR2004 - told in one breath
    if sighting.background or sighting.other or not near or not _is_lead(sighting):
        return False
    place = sighting.place if sighting.place and sighting.place.locative else None
    if place and not same_spot(place, event):
        return False
    return bool(place or sighting.day) and same_day(sighting, event)


# ---- a new event


def _is_new(sighting: Sighting, events: tuple[Event, ...], today: dt.date) -> bool:
    if not sighting.types or (events and (sighting.background or sighting.ends)):
        return False
    place = sighting.place
    if not events:
        told = sighting.day or sighting.said_on or place or sighting.is_headline or sighting.settles
        return _is_lead(sighting) and bool(told)
    telling = bool(sighting.exact or sighting.toll or (sighting.other and place and place.locative))
    if sighting.day:
        older = (today - sighting.day).days > NEWS
        return telling and bool(place or (sighting.other and sighting.toll)) and not older
    return (
        bool(sighting.exact) and place is not None and place.locative and _near(sighting, events) and _is_told(sighting)
    )


def _is_lead(sighting: Sighting) -> bool:
    return sighting.sentence.number < 6  # noqa: PLR2004 - news comes first


def _near(sighting: Sighting, events: tuple[Event, ...]) -> bool:
    return sighting.sentence.number - events[-1].sightings[-1].sentence.number <= 4 or sighting.other  # noqa: PLR2004


def _is_told(sighting: Sighting) -> bool:
    """Whether an undated sentence tells an event of its own rather than explains one."""
    return bool(sighting.other or sighting.toll or sighting.said_on or sighting.clocked) and not sighting.definite


def _event(sighting: Sighting, events: tuple[Event, ...], today: dt.date) -> Event:
    day = sighting.day or (events[0].day if events else None) or sighting.said_on or today
    place = sighting.place
    return Event(
        day=day,
        day_known=_day_known(day, sighting, events),
        place=place.place if place else None,
        place_name=place.name if place else "",
        place_known=_place_known(place, sighting) if place else None,
        place_why=place.why if place else "",
        sightings=(sighting,),
    )


def _day_known(day: dt.date, sighting: Sighting, events: tuple[Event, ...]) -> Said:
    """What says a day: the sighting itself, else the first event's words for it; the article's own day is not said."""
    for time in sighting.times:
        if time.day == day:
            start, end = sighting.offset + time.start, sighting.offset + time.end
            return Said(text=sighting.sentence.text, start=start, end=end, sure=day == sighting.day and not time.rough)
    if events and events[0].day == day:
        return dataclasses.replace(events[0].day_known, sure=False)
    return Said(sure=False)


def _place_known(place: Located, sighting: Sighting) -> Said:
    start, end = sighting.offset + place.start, sighting.offset + place.end
    return Said(text=sighting.sentence.text, start=start, end=end, sure=not place.unsure)


def _with(event: Event, sighting: Sighting) -> Event:
    """The event with one more account: a finer place and a better day are taken from it."""
    place = sighting.place if sighting.types or sighting.settles or _is_lead(sighting) else None
    old = event.place
    if place and old and place.place.is_unplaced and old.fineness and not old.is_unplaced:  # only its province is known
        nearer = beside(place.place, old) if old.country == place.place.country else place.place
        place = dataclasses.replace(place, place=nearer)
    if place and event.place and event.place.is_unplaced and sighting.definite and not sighting.settles:
        place = None  # "In Zamboanga, the army said the attack …"
    if place and (place.locative or not event.place or event.is_headline) and _is_better(place, event):
        known = _place_known(place, sighting)
        event = dataclasses.replace(
            event, place=place.place, place_name=place.name, place_known=known, place_why=place.why
        )
    day = sighting.day or (sighting.said_on if event.is_headline else None)
    if day and not event.day_known.sure and _first_day(event) <= day <= event.day:
        event = dataclasses.replace(event, day=day, day_known=_day_known(day, sighting, ()))
    return dataclasses.replace(event, sightings=(*event.sightings, sighting))


def _first_day(event: Event) -> dt.date:
    """The first day that the event's may be after all: the day before a rough one ("overnight"), else any.

    Nothing is reported before it happens.
    """
    rough = any(time.rough and time.day == event.day for each in event.sightings for time in each.times)
    return days_on(event.day, -1) if rough else dt.date.min


def _is_better(place: Located, event: Event) -> bool:
    """Whether a place says more than the event's: it is finer, or known where that is guessed; text beats headline."""
    old = event.place
    if old is None or event.is_headline:
        return True
    if place.off and old.fineness > FINENESS["province"]:  # a town on the way to it says less
        return False
    sure = event.place_known is not None and event.place_known.sure
    if not sure and not place.unsure:
        return place.place.fineness >= old.fineness and (nested(place.place, old) or old.is_unplaced)
    return place.place.fineness > old.fineness and within(place.place, old)
