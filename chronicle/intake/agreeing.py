"""Agreeing: of which event a sighting is a further account. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.intake.dating import LEAD, NEWS
from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.geography import nested, within

if TYPE_CHECKING:
    from chronicle.intake.events import Event
    from chronicle.intake.places import Located
    from chronicle.intake.sightings import Sighting

AFAR: Final = 4  # sentences without a word of an event, after which another day and place begin another
GUESSED: Final = 3  # days by which a day may be wrong that no sentence says


def event_of(sighting: Sighting, events: tuple[Event, ...]) -> Event | None:
    """The event of which this is a further account, the latest told first."""
    options = [event for event in reversed(events) if _agree(sighting, event)]
    if not options:
        return None
    place = sighting.place
    if place is None and sighting.day is None and _returns(sighting):
        families = {each.family for each in sighting.exact}
        return next((event for event in options if families & event.families), options[0])
    return max(options, key=lambda event: (_likeness(sighting, event), event.sightings[-1].sentence.number))


def _returns(sighting: Sighting) -> bool:
    return sighting.definite or not sighting.other


def _likeness(sighting: Sighting, event: Event) -> int:
    place = sighting.place
    types = {each.slug for each in sighting.types} & {each.slug for each in event.types}
    same_place = place is not None and event.place is not None and nested(place.place, event.place)
    return 2 * bool(types) + 2 * same_place + (sighting.day == event.day)


def _agree(sighting: Sighting, event: Event) -> bool:
    """Whether nothing in the sighting contradicts that it tells of the event."""
    if not same_day(sighting, event):
        return False
    place = sighting.place
    speaks = place is not None and place.place.kind == "country" and not place.locative  # "Iran said"
    if place and place.place.country and not speaks and not same_spot(place, event):
        return False
    families = {each.family for each in sighting.exact}
    both = families | event.families
    mixed = "fire" in both or both == {"unrest", "armed"}  # attackers burn houses, and crowds are shot at
    if families and event.families and not families & event.families and not mixed:
        unplaced = place is None or place.place.is_unplaced or event.place is None or event.place.fineness == 0
        unsaid = not event.day_known.sure and unplaced
        goes_on = unsaid and not sighting.other and sighting.sentence.number <= LEAD
        return goes_on or (sighting.definite and not sighting.day)
    if _tells_another(sighting, event):
        return False
    return bool(place or sighting.day or sighting.types or _is_next(sighting, event))


def same_day(sighting: Sighting, event: Event) -> bool:
    """Whether a sighting says no other day than the event's, or that of a new toll; a guessed one may be days off."""
    later = (sighting.day - event.day).days if sighting.day else 0
    if later == 0 or (sighting.recounts and 0 < later <= NEWS):
        return True
    return not event.day_known.sure and abs(later) <= GUESSED


def _tells_another(sighting: Sighting, event: Event) -> bool:
    """Whether the sighting says "another" or "separate", and gives a day or a place of its own to it."""
    place = sighting.place
    apart = sighting.other and not sighting.definite and bool(sighting.exact)
    told = {each.slug for each in event.types}
    far = sighting.sentence.number - event.sightings[-1].sentence.number > AFAR
    far = far or (bool(sighting.toll) and sighting.sentence.number > LEAD)
    if far and place and place.locative and sighting.day and sighting.exact and not sighting.definite:
        return not told & {each.slug for each in sighting.exact}
    fine = place is not None and place.locative and place.place.fineness > FINENESS["province"]
    if apart and place and fine and not told & {each.slug for each in sighting.exact}:
        return place.place != event.place
    narrower = place is not None and event.place is not None and place.place != event.place
    return apart and narrower and not within(place.place, event.place) if place and event.place else False


def same_spot(place: Located, event: Event) -> bool:
    """Whether a place can be the event's: one that no list knows can be anywhere in its country."""
    if event.place is None or event.place_known is None or not event.place_known.sure or event.is_headline:
        return True
    if "sea" in {place.place.kind, event.place.kind}:
        return True
    listed = place.place.geonames or place.place.kind == "province"
    unlisted = place.unsure and not listed and place.place.country == event.place.country
    return unlisted or nested(place.place, event.place)


def _is_next(sighting: Sighting, event: Event) -> bool:
    """Whether a bare toll stands close enough to the event to be its own."""
    return sighting.sentence.number - event.sightings[-1].sentence.number <= 5  # noqa: PLR2004
