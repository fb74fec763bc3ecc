"""Geography: which place lies in which, how far apart, and where one lies that is told from another. Pure."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Final

from chronicle.intake.gazetteer import FINENESS, PRECISION, Gazetteer, GazetteerPlace
from chronicle.intake.spelling import place_key

if TYPE_CHECKING:
    from chronicle.intake.mentions import Mention
    from chronicle.intake.place_words import Distance

NAMESAKE: Final = 100  # kilometres: a place of the same name that is nearer is the same, or no matter
DEGREE: Final = 111.2  # kilometres in a degree of latitude


def chain(place: GazetteerPlace, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """The place and those it lies in: base, province, country."""
    found = [place]
    province = _province(place, gazetteer)
    if province:
        found.append(province)
    country = gazetteer.country(place.country)
    if country and place.kind != "country":
        found.append(country)
    return tuple(found)


def _province(place: GazetteerPlace, gazetteer: Gazetteer) -> GazetteerPlace | None:
    if not place.province or place.kind in {"province", "country"}:
        return None
    options = gazetteer.find(place_key(place.province))
    known = next((each for each in options if each.country == place.country and each.fineness == 2), None)  # noqa: PLR2004
    return known or GazetteerPlace(name=place.province, kind="province", country=place.country)


def within(inner: GazetteerPlace, outer: GazetteerPlace) -> bool:
    """Whether one place lies in the other, or is the same, as far as the gazetteer knows."""
    if inner.country != outer.country:
        return False
    if outer.kind == "country" or place_key(inner.name) == place_key(outer.name):
        return True
    if place_key(inner.province) == place_key(outer.name) and outer.kind in {"province", "area"}:
        return True
    near = distance(inner, outer)
    elsewhere = bool(inner.province) and inner.kind != "province"  # in a province called otherwise
    reach = {
        "province": 75 if elsewhere else 150,
        "area": 250,
        "district": 40,
        "city": 30,
        "town": 15,
        "village": 8,
    }.get(outer.kind, 5)
    return inner.fineness >= outer.fineness and near is not None and near <= reach and outer.kind != "base"


def nested(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether one of two places lies in the other, whichever it is."""
    return within(one, other) or within(other, one)


def distance(one: GazetteerPlace, other: GazetteerPlace) -> float | None:
    """Kilometres between two places, if both have coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north = math.radians(one.latitude - other.latitude)
    east = math.radians(one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 6371 * math.hypot(north, east)


def is_far(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two places of one name are not near each other."""
    away = distance(one, other)
    return one != other and (one.country != other.country or (away is not None and away > NAMESAKE))


def precision_in(above: GazetteerPlace) -> str:
    """How exactly a place is known that lies somewhere in another."""
    if above.is_unplaced:
        return "country"
    return PRECISION[above.kind] if above.fineness < FINENESS["district"] else "district"


def beside(place: GazetteerPlace, other: GazetteerPlace) -> GazetteerPlace:
    """A place that no list knows, in the neighbourhood of another."""
    return dataclasses.replace(
        place,
        country=other.country,
        province=other.name if other.kind == "province" else other.province,
        latitude=other.latitude,
        longitude=other.longitude,
        precision="province" if other.fineness < FINENESS["district"] else "district",
    )


def at_distance(mention: Mention, landmark: GazetteerPlace, away: Distance) -> GazetteerPlace | None:
    """A place by its words only, so many kilometres from a landmark."""
    if landmark.latitude is None or landmark.longitude is None:
        return None
    latitude, longitude = landmark.latitude, landmark.longitude
    if away.bearing is not None:
        angle = math.radians(away.bearing)
        latitude += away.kilometres / DEGREE * math.cos(angle)
        longitude += away.kilometres / DEGREE * math.sin(angle) / max(0.1, math.cos(math.radians(latitude)))
    return GazetteerPlace(
        name=mention.name,
        kind=mention.hint or "site",
        country=landmark.country,
        province=landmark.province,
        latitude=round(latitude, 2),
        longitude=round(longitude, 2),
        precision="vicinity" if away.bearing is not None else "district",
    )


def is_so_far(place: GazetteerPlace, landmark: GazetteerPlace, away: Distance) -> bool:
    """Whether a place lies about as far from a landmark as it is said; roads are longer than lines."""
    found = distance(place, landmark)
    return found is not None and found <= 1.5 * away.kilometres + 20
