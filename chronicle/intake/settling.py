"""Settling: where an event was whose place the sentences say only widely, or not at all. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.geography import beside, within
from chronicle.intake.quotes import Known

if TYPE_CHECKING:
    from chronicle.intake.events import Event
    from chronicle.intake.gazetteer import GazetteerPlace
    from chronicle.intake.scene import Scene


def placed(event: Event, scene: Scene, located: list[GazetteerPlace], *, is_first: bool) -> Event:
    """An event whose place no sentence says: the first at the dateline's place, others only in the country."""
    place = scene.dateline if is_first else scene.gazetteer.country(scene.country)
    if event.place is not None:
        return _settled(event, scene, located, is_first=is_first)
    if place is None:
        return event
    printed = scene.printed if is_first else ""
    return _concluded(event, place, Known(text=printed, end=len(printed), sure=False))


def _concluded(event: Event, place: GazetteerPlace, known: Known) -> Event:
    """An event at a place that was concluded, not said."""
    return dataclasses.replace(event, place=place, place_name=place.name, place_known=known, place_why="")


def _settled(event: Event, scene: Scene, located: list[GazetteerPlace], *, is_first: bool) -> Event:
    """An event with a wide place, at the dateline's inside it; one at an unlisted place, near another of the story."""
    place, dateline = event.place, scene.dateline
    at_home = place is not None and dateline is not None and within(dateline, place) and dateline != _capital(scene)
    if place is None or (dateline and place == dateline):
        return event
    if is_first and at_home and dateline and place.fineness < FINENESS["district"] < dateline.fineness:
        return _concluded(event, dateline, Known(text=scene.printed, end=len(scene.printed), sure=False))
    if is_first and place.kind == "country" and not at_home:
        named = next(
            (each for each in located if each.country == place.country and each.geonames and each.fineness), None
        )
        return _concluded(event, named, Known(sure=False)) if named else event
    if place.is_unplaced:
        same = next((each for each in located if each.name == place.name and each.country == place.country), None)
        near = [each for each in located if each.country == place.country and each.geonames and each.fineness]
        best = max(near, key=lambda each: each.fineness, default=dateline if at_home else None)
        if same or best:
            return dataclasses.replace(event, place=same or (beside(place, best) if best else place))
    return event


def _capital(scene: Scene) -> GazetteerPlace | None:
    return scene.gazetteer.capital(scene.dateline.country) if scene.dateline else None
