"""The places of a row: the main one with what it lies in and its position, and the others by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import PLACE_KINDS, PRECISIONS
from chronicle.exchange.countries import code_of
from chronicle.exchange.facts import Area, PlaceFacts
from chronicle.exchange.faults import Fault, Unreadable, choice_of, country_code, line_of
from chronicle.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?\Z", re.ASCII)


def places_of(
    row: Mapping[str, str], lists: Mapping[str, tuple[str, ...]], faults: list[Fault]
) -> tuple[PlaceFacts, ...]:
    """The places, the main one first; what is left out of a good row is put into `faults`."""
    main = _main_place(row, lists, faults)
    names, ids = lists["locations"], lists["location_ids"]
    others = [PlaceFacts(name=name, id=ids[number] if number < len(ids) else "") for number, name in enumerate(names)]
    if main is None:
        return tuple(others)
    return (main, *(place for place in others if place.name != main.name or place.id != main.id))


def areas(within: Sequence[str], names: Mapping[str, str]) -> tuple[Area, ...]:
    """The areas of these names, outermost first; `names` say which is the country, the province, the district."""
    found: list[Area] = []
    left = {kind: name for kind, name in names.items() if name}
    for name in within:
        kind = next((kind for kind, known in left.items() if known == name), "")
        left.pop(kind, None)
        found.append(Area(name=name, kind=kind))
    return tuple(found)


def _main_place(row: Mapping[str, str], lists: Mapping[str, tuple[str, ...]], faults: list[Fault]) -> PlaceFacts | None:
    kinds = {"country": line_of(row, "country"), "province": line_of(row, "admin1"), "district": line_of(row, "admin2")}
    around = lists["within"] or tuple(dict.fromkeys(filter(None, (*kinds.values(), line_of(row, "admin3")))))
    name, kind = line_of(row, "location"), choice_of(row, "location_kind", PLACE_KINDS)
    coordinates = _coordinates(row, faults)
    precision = choice_of(row, "location_precision", PRECISIONS) if coordinates else ""
    if not name and around:  # the finest area is the place
        found = areas(around, kinds)
        name, kind, around = around[-1], kind or found[-1].kind, around[:-1]
    if not name:
        if coordinates:
            raise Unreadable("location", "is missing, though there are coordinates")
        return None
    if around and around[-1] == name and not lists["within"]:
        kind, around = kind or areas(around, kinds)[-1].kind, around[:-1]
    return PlaceFacts(
        name=name,
        id=line_of(row, "location_id"),
        kind=kind,
        coordinates=coordinates,
        precision=precision,
        country_code=_country_code(row, faults),
        within=areas(around, kinds),
    )


def _country_code(row: Mapping[str, str], faults: list[Fault]) -> str:
    code = line_of(row, "country_code").upper()
    if re.fullmatch(r"\d{1,3}", code, re.ASCII):
        if not code_of(code):
            message = f"{code} is the number of no country in ISO 3166-1; it is left out"
            faults.append(Fault(target="country_code", message=message, is_warning=True))
        return code_of(code)
    return country_code(code)


def _coordinates(row: Mapping[str, str], faults: list[Fault]) -> tuple[float, float] | None:
    found = coordinates_of(row)
    if found == (0, 0) and "location_id" not in row:  # a chronicle's own table has the id, and means what it says
        message = "0, 0 lies in the sea off Africa and mostly means that nothing is known; the coordinates are left out"
        faults.append(Fault(target="latitude", message=message, is_warning=True))
        return None
    return found


def coordinates_of(row: Mapping[str, str]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, from a cell for each or from one for both. Raise Unreadable."""
    if "coordinates" in row:
        texts = [part.strip(" ()[]") for part in row["coordinates"].split(",")]
        if len(texts) != 2:  # noqa: PLR2004 - latitude, longitude
            raise Unreadable("coordinates", f'{shortened(row["coordinates"])} is not "latitude, longitude"')
        latitude, longitude = (_degrees(text, "coordinates", 180) for text in texts)
        if abs(latitude) > 90:  # noqa: PLR2004 - the poles
            raise Unreadable("coordinates", f"{shortened(texts[0])} is no latitude, which is -90 to 90")
    elif "latitude" in row and "longitude" in row:
        latitude = _degrees(row["latitude"], "latitude", 90)
        longitude = _degrees(row["longitude"], "longitude", 180)
    elif "latitude" in row or "longitude" in row:
        raise Unreadable("longitude" if "latitude" in row else "latitude", "is missing beside the other one")
    else:
        return None
    return latitude, longitude


def _degrees(text: str, target: str, most: int) -> float:
    if not _NUMBER.match(text.strip()):
        raise Unreadable(target, f"{shortened(text)} is not degrees such as 33.79")
    number = float(text) + 0.0  # no negative zero
    if abs(number) > most:
        raise Unreadable(target, f"{shortened(text)} is nowhere: it is -{most} to {most}")
    return round(number, 12)
