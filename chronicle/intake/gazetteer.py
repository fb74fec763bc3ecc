"""The gazetteer: places of the world by name, loaded from the data files once, the chronicle's own locations first."""

from __future__ import annotations

import dataclasses
import functools
from collections import ChainMap, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from chronicle.entries.kinds import earlier_slugs
from chronicle.intake.spelling import likeness, loose_key, place_key
from chronicle.intake.words import ENGLISH, Words, data_text, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chronicle.entries.kinds import Location

# How fine a kind of place is: a base lies in a town, a town in a district, a district in a province.
ALIKE: Final = 0.75  # how much two spellings of one name have in common; less, and they are two names
FINENESS: Final = {
    "country": 0, "sea": 1, "province": 2, "area": 2, "district": 3, "city": 4, "town": 4,
    "village": 5, "base": 6, "airport": 6, "port": 6, "crossing": 6, "site": 6,
}  # fmt: skip
PRECISION: Final = {
    "country": "country", "sea": "province", "province": "province", "area": "province", "district": "district",
    "city": "locality", "town": "locality", "village": "locality",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """A place: `province` is the name of the one it lies in; `slug` that of the chronicle's own entry, if it is one.

    Of a country, `capital` is the name of the capital.
    """

    name: str
    kind: str
    country: str
    province: str = ""
    capital: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    geonames: str = ""
    slug: str = ""
    precision: str = ""

    @property
    def is_unplaced(self) -> bool:
        """Whether no more is known of where it lies than its country."""
        return self.precision == "country" and self.kind != "country"

    @property
    def fineness(self) -> int:
        """The higher, the smaller the place."""
        return FINENESS.get(self.kind, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Places by key; lines of the data file are read into places only when somebody asks for them.

    `words` are those of the language whose names of countries and peoples it knows; `slugs` are those that locations
    have or had, with the country of each, and `moved` those of locations that were renamed, by what they were called.
    `loose` and `cities` fill with what was looked up of a country.
    """

    lines: tuple[str, ...]
    index: Mapping[str, Sequence[int]]
    by_country: Mapping[str, Sequence[int]]
    own: Mapping[str, tuple[GazetteerPlace, ...]] = field(default_factory=dict)
    demonyms: Mapping[str, str] = field(default_factory=dict)
    names_of_countries: Mapping[str, GazetteerPlace] = field(default_factory=dict)
    words: Words = ENGLISH
    slugs: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    loose: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    cities: dict[str, GazetteerPlace | None] = field(default_factory=dict)

    def find(self, key: str) -> tuple[GazetteerPlace, ...]:
        """The places that go by this key, own ones first."""
        return self.own.get(key, ()) + tuple(place_in(self.lines[number]) for number in self.index.get(key, ()))

    def beside(self, slugs: dict[str, str]) -> Gazetteer:
        """The same gazetteer with the slugs of some locations more, which costs no copy of it."""
        return dataclasses.replace(self, slugs=ChainMap(slugs, cast("dict[str, str]", self.slugs)))

    def country(self, code: str) -> GazetteerPlace | None:
        """The country with this code."""
        return self.names_of_countries.get(code)

    def capital(self, code: str) -> GazetteerPlace | None:
        """The capital of the country with this code."""
        country = self.country(code)
        found = self.find(place_key(country.capital)) if country and country.capital else ()
        return next((place for place in found if place.country == code and place.fineness == FINENESS["city"]), None)

    def largest(self, code: str) -> GazetteerPlace | None:
        """The largest city of the country with this code."""
        if code not in self.cities:
            there = (place_in(self.lines[number]) for number in self.by_country.get(code, ()))
            cities = (place for place in there if place.fineness == FINENESS["city"])
            self.cities[code] = max(cities, key=lambda place: place.population, default=None)
        return self.cities[code]

    def similar(self, key: str, country: str) -> tuple[GazetteerPlace, ...]:
        """Places of a country whose name has the same consonants: another transliteration of the key."""
        wanted = loose_key(key)
        if len(wanted) < 3:  # noqa: PLR2004 - too little to go by
            return ()
        if country not in self.loose:
            found: dict[str, list[int]] = {}
            for number in self.by_country.get(country, ()):
                name = self.lines[number].partition("\t")[0]
                found.setdefault(loose_key(place_key(name)), []).append(number)
            self.loose[country] = found
        near = (place_in(self.lines[number]) for number in self.loose[country].get(wanted, ()))
        return tuple(place for place in near if likeness(place_key(place.name), key) >= ALIKE)


def place_in(line: str) -> GazetteerPlace:
    """The place in a line of gazetteer.tsv."""
    name, kind, country, province, latitude, longitude, population, number, _ = line.split("\t")
    return GazetteerPlace(
        name=name,
        kind=kind,
        country=country,
        province="" if kind == "country" else province,
        capital=province if kind == "country" else "",
        latitude=float(latitude),
        longitude=float(longitude),
        population=1000 * int(population or 0),
        geonames=number,
    )


@functools.cache
def world(words: Words = ENGLISH) -> Gazetteer:
    """The gazetteer without locations of a chronicle's own (47,000 places; a fifth of a second)."""
    lines = [line for line in data_text("gazetteer.tsv").split("\n") if line and line[0] != "#"]
    index: defaultdict[str, list[int]] = defaultdict(list)
    by_country: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        name, _, country, _ = line.split("\t", 3)
        index[name.lower()].append(number)
        by_country[country].append(number)
        spellings = line[line.rindex("\t") + 1 :]
        if spellings:
            for key in spellings.split("|"):
                index[key].append(number)
    countries = _countries(lines)
    demonyms, named = _country_words(countries, words)
    return Gazetteer(
        lines=tuple(lines),
        index=index,
        by_country=by_country,
        own=_grouped([*named, *_regions()]),
        demonyms=demonyms,
        names_of_countries=countries,
        words=words,
    )


def _countries(lines: list[str]) -> dict[str, GazetteerPlace]:
    found = (place_in(line) for line in lines if "\tcountry\t" in line)
    return {place.country: place for place in found}


def _country_words(
    countries: Mapping[str, GazetteerPlace], words: Words
) -> tuple[dict[str, str], list[tuple[str, GazetteerPlace]]]:
    demonyms: dict[str, str] = {}
    named: list[tuple[str, GazetteerPlace]] = []
    for row in words.rows("countries"):
        code = row["code"]
        if code in countries:
            demonyms |= {word: code for word in row["demonyms"].split("|") if word}
            named += [(place_key(name), countries[code]) for name in row["names"].split("|")]
    return demonyms, named


def _regions() -> Iterable[tuple[str, GazetteerPlace]]:
    for row in rows("regions.csv"):
        place = GazetteerPlace(
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            province=row["province"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
        )
        for name in (row["name"], *filter(None, row["spellings"].split("|"))):
            yield place_key(name), place


def _grouped(pairs: Iterable[tuple[str, GazetteerPlace]]) -> dict[str, tuple[GazetteerPlace, ...]]:
    found: defaultdict[str, list[GazetteerPlace]] = defaultdict(list)
    for key, place in pairs:
        if place not in found[key]:
            found[key].append(place)
    return {key: tuple(places) for key, places in found.items()}


class OwnPlaces:
    """A chronicle's own locations before a gazetteer; `gazetteer` sees each as soon as it is added.

    It grows in place: a long import adds places without making the tables anew.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._by_name: dict[str, Location] = {}
        self._own = dict(gazetteer.own)
        self._slugs: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self.gazetteer = dataclasses.replace(gazetteer, own=self._own, slugs=self._slugs, moved=self._moved)

    def add(self, locations: Iterable[Location]) -> None:
        """Take in locations; a parent comes before its children, or with them."""
        added = tuple(locations)
        self._by_name |= {name: entry for entry in added for name in (entry.slug, entry.name)}
        for entry in added:
            place = _own_place(entry, self._by_name)
            self._slugs[entry.slug] = place.country
            for slug in earlier_slugs(entry):
                self._slugs.setdefault(slug, place.country)
                self._moved[slug] = entry.slug
            for name in (entry.name, *entry.spellings, *(name for _, name in entry.names)):
                key = place_key(name)
                self._own[key] = _with_place(self._own.get(key, ()), place)


def _with_place(places: tuple[GazetteerPlace, ...], place: GazetteerPlace) -> tuple[GazetteerPlace, ...]:
    """The places of a key with an own one, which goes behind other own ones and before the rest."""
    if place in places:
        return places
    own = sum(bool(each.slug) for each in places)
    return (*places[:own], place, *places[own:])


def _own_place(entry: Location, by_name: Mapping[str, Location]) -> GazetteerPlace:
    """The place of an entry; country and province come from its parents when it does not say them."""
    country, province, above = entry.country_code, "", by_name.get(entry.parent)
    for _ in range(len(FINENESS)):  # a circle of parents is somebody else's problem
        if above is None:
            break
        country = country or above.country_code
        province = province or (above.name if above.kind == "province" else "")
        above = by_name.get(above.parent)
    return GazetteerPlace(
        name=entry.name,
        kind=entry.kind,
        country=country,
        province=province,
        latitude=entry.coordinates[0] if entry.coordinates else None,
        longitude=entry.coordinates[1] if entry.coordinates else None,
        geonames=entry.geonames,
        slug=entry.slug,
        precision=entry.precision,
    )
