"""Labels and predictions as values: read from lines of JSON, and when two of them are the same."""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Object = Mapping[str, Any]  # a line of a JSONL file

RULES: Final[Object] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
NEAR: Final = 161.0  # kilometres: the hundred miles within which geoparsing counts a place as found
TOLLS: Final = ("killed", "injured")
EARTH: Final = 6371.0  # kilometres from its middle to its surface

GROUPS: Final = {each: group for group, members in RULES["types"]["groups"].items() for each in members}
_BEFORE: Final = re.compile(rf"\A(?:{'|'.join(RULES['names']['before'])}) ")
_AFTER: Final = re.compile(rf" (?:{'|'.join(RULES['names']['after'])})\Z")


# ---- values


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days from the first to the last; None is an end that is not known.

    Days stay text, which has their order: MUC-4 has a label of 31 November.
    """

    first: str | None
    last: str | None

    @property
    def day(self) -> str | None:
        """The only day, if it is one day."""
        return self.first if self.first == self.last else None

    def meets(self, other: Span) -> bool:
        """Whether the two have a day in common, as far as is known."""
        starts_in_time = self.first is None or other.last is None or self.first <= other.last
        return starts_in_time and (other.first is None or self.last is None or other.first <= self.last)

    def __str__(self) -> str:
        return str(self.day) if self.day else f"{self.first or ''}/{self.last or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: all its names, those of the places it lies in, its country's ISO code, its coordinates in degrees."""

    names: tuple[str, ...] = ()
    hierarchy: tuple[str, ...] = ()
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def keys(self) -> frozenset[str]:
        """Its names as they are compared."""
        return frozenset(name_key(name) for name in self.names)


@dataclass(frozen=True, slots=True)
class Toll:
    """From least to most people; a most of None is open ("at least")."""

    least: int | None
    most: int | None

    def __str__(self) -> str:
        return f"{self.least}+" if self.most is None else f"{self.least}-{self.most}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """An incident as the importer drafts it; `tolls` has the killed and the injured."""

    days: Span | None
    place: Place
    types: frozenset[str]
    tolls: Mapping[str, Toll | None]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What the importer makes of one article; `body` is None only when there is no prediction."""

    published: str | None = None
    datelines: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    body: str | None = None
    incidents: tuple[Predicted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An incident as labelled: every day that is right, every toll that is right; `radius` is in kilometres.

    An optional one costs nothing, whether found or not.
    """

    days: tuple[str, ...]
    place: Place
    types: frozenset[str]
    tolls: Mapping[str, Toll | None]
    accepted: Mapping[str, tuple[Toll, ...]]
    radius: float
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What is true of one article: every publication day that is right, and the noise in its text."""

    article: str
    published: tuple[str, ...]
    datelines: tuple[str, ...]
    agencies: tuple[str, ...]
    incidents: tuple[Labelled, ...]
    noise: tuple[str, ...]


# ---- reading


def labels_from(found: Object) -> Labels:
    """The labels from a line of `gold.jsonl`."""
    return Labels(
        article=found["id"],
        published=(*texts(found.get("pub_date")), *texts(found.get("pub_accept"))),
        datelines=texts(found.get("dateline")),
        agencies=texts(found.get("agency")),
        incidents=tuple(_labelled_from(each) for each in found["incidents"]),
        noise=texts(found.get("noise")),
    )


def _labelled_from(found: Object) -> Labelled:
    tolls = {field: toll_from(found.get(field)) for field in TOLLS}
    accepted = {field: (tolls[field], *map(toll_from, found.get(f"{field}_accept", ()))) for field in TOLLS}
    return Labelled(
        days=(*texts(found.get("date")), *texts(found.get("date_accept"))),
        place=place_from(found["place"]),
        types=frozenset(type_key(each) for each in found["types"]),
        tolls=tolls,
        accepted={field: tuple(toll for toll in accepted[field] if toll) for field in TOLLS},
        radius=found.get("radius_km", NEAR),
        optional=found.get("optional", False),
    )


def prediction_from(found: Object) -> Prediction:
    """A prediction from the shape in which it is saved."""
    return Prediction(
        published=found.get("pub_date"),
        datelines=texts(found.get("dateline")),
        agencies=texts(found.get("agency")),
        body=found.get("body"),
        incidents=tuple(_predicted_from(each) for each in found.get("incidents") or ()),
    )


def _predicted_from(found: Object) -> Predicted:
    evidence: Object = found.get("evidence") or {}
    return Predicted(
        days=span_from(found.get("date")),
        place=place_from(found.get("place") or {}),
        types=frozenset(type_key(each) for each in found.get("types") or ()),
        tolls={field: toll_from(found.get(field)) for field in TOLLS},
        evidence=tuple(sentence for quoted in evidence.values() for sentence in texts(quoted)),
    )


def texts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """One text, several, or none, as several."""
    return tuple(each for each in ([value] if isinstance(value, str) else value or ()) if each)


def span_from(value: str | Object | None) -> Span | None:
    """A day, or an object with `from` and `to`."""
    if not value:
        return None
    if isinstance(value, str):
        return Span(first=value, last=value)
    return Span(first=value.get("from"), last=value.get("to"))


def place_from(value: Object) -> Place:
    """A place with `names` or a `name`."""
    return Place(
        names=(*texts(value.get("names")), *texts(value.get("name"))),
        hierarchy=texts(value.get("hierarchy")),
        country=value.get("country") or "",
        latitude=value.get("lat"),
        longitude=value.get("lon"),
    )


def toll_from(value: Sequence[int | None] | None) -> Toll | None:
    """A toll from `[least, most]`."""
    return Toll(*value) if value and any(number is not None for number in value) else None


# ---- when two values agree


def name_key(name: str) -> str:
    """A name without accents, case, marks and the words that only say what it is: `the Tāl Afar district`, tal afar."""
    apart = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()
    words = " ".join(re.findall(r"[a-z0-9]+", re.sub("[’'`]", "", plain)))
    return _BEFORE.sub("", _AFTER.sub("", words))


def agency_keys(names: tuple[str, ...]) -> frozenset[str]:
    """Agencies as they are compared: the Associated Press is the AP."""
    short: Mapping[str, str] = RULES["agencies"]
    return frozenset(short.get(key, key) for key in map(name_key, names))


def type_key(word: str) -> str:
    """A type as labels write it: `air-strike` is air_strike."""
    key = re.sub(r"[^a-z]+", "_", word.lower()).strip("_")
    same: Mapping[str, str] = RULES["types"]["same"]
    return same.get(key, key)


def groups(types: frozenset[str]) -> frozenset[str]:
    """The groups of types that are near each other."""
    return frozenset(GROUPS.get(each, each) for each in types)


def distance(one: Place, other: Place) -> float | None:
    """Kilometres along the surface between two places, if both have coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    across = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    bow = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * across
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(bow)))
