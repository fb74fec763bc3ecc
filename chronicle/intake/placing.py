"""Placing: where an event was whose place the sentences say only widely, or not at all. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.geography import beside, within
from chronicle.intake.quotes import Said

if TYPE_CHECKING:
    from chronicle.intake.events import Event
    from chronicle.intake.gazetteer import GazetteerPlace
    from chronicle.intake.places import Located
    from chronicle.intake.scene import Scene


def placed(event: Event, scene: Scene, located: list[Located], *, is_first: bool) -> Event:
    """An event whose place no sentence says: the first at the dateline's place, others only in the country."""
    place = scene.dateline if is_first else scene.gazetteer.country(scene.country)
    if event.place is not None:
        return _narrowed(event, scene, located, is_first=is_first)
    if place is None:
        return event
    printed = scene.printed if is_first else ""
    return _concluded(event, place, Said(text=printed, end=len(printed), sure=False))


def _concluded(event: Event, place: GazetteerPlace, said: Said) -> Event:
    """An event at a place that was concluded, not said."""
    return dataclasses.replace(event, place=place, place_name=place.name, place_known=said, place_why="")


def _narrowed(event: Event, scene: Scene, located: list[Located], *, is_first: bool) -> Event:
    """An event with a wide place, at the dateline's inside it; one at an unlisted place, near another of the story."""
    place, dateline = event.place, scene.dateline
    at_home = place is not None and dateline is not None and within(dateline, place) and not _is_bureau(dateline, scene)
    if place is None or (dateline and place == dateline):
        return event
    if is_first and at_home and dateline and place.fineness < FINENESS["district"] < dateline.fineness:
        return _concluded(event, dateline, Said(text=scene.printed, end=len(scene.printed), sure=False))
    if place.is_unplaced:
        same = next((each.place for each in located if _is_same(each.place, place)), None)
        near = [each.place for each in located if _is_listed_in(each.place, place)]
        best = max(near, key=lambda each: each.fineness, default=dateline if at_home else None)
        if same or best:
            return dataclasses.replace(event, place=same or (beside(place, best) if best else place))
    return event


def _is_same(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    return (one.name, one.country) == (other.name, other.country)


def _is_listed_in(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether a place is one that a list knows, in the country of another."""
    return one.country == other.country and bool(one.geonames or one.kind == "province") and one.fineness > 0


def _is_bureau(dateline: GazetteerPlace, scene: Scene) -> bool:
    """Whether a dateline's place is one where reporters sit, whatever they report: the capital or the largest city."""
    found = (scene.gazetteer.capital(dateline.country), scene.gazetteer.largest(dateline.country))
    return any(each is not None and each.name == dateline.name for each in found)
