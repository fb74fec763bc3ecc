"""A made-up record of any length: places in a tree, actors, and incidents that are the same for the same seed.

Any incident can be made by itself, so 100,000 need no memory, and one more can be added to a record that stands.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = TypeVar("Item")
SEED: Final = 7
FIRST: Final = dt.date(2005, 1, 1)
DAYS: Final = 20 * 365
ENTRIES_A_PLACE: Final = 25
LEAST_PLACES: Final = 24
# Bytes of a body: the least, the most, the most frequent; 5 kB on average.
LENGTHS: Final = (900, 8600, 3100)
ROLES: Final = ("perpetrator", "suspected", "claimed", "target", "affected", "responder", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the record; a country has no parent."""

    slug: str
    name: str
    kind: str
    parent: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor of the record."""

    slug: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an incident was published."""

    publisher: str
    url: str
    accessed: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident of the record. Its text is Markdown with wiki links to places, and to earlier incidents by slug."""

    slug: str
    title: str
    date: dt.date
    places: tuple[str, ...]
    types: tuple[str, ...]
    actors: tuple[tuple[str, str], ...]
    killed: int
    injured: int
    grade: str
    sources: tuple[Source, ...]
    summary: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A record of `entries` incidents, which `incident` makes one by one.

    `ranked` are the places from where most happens to where least does: no level of their tree goes before another.
    """

    entries: int
    seed: int
    places: tuple[Place, ...]
    ranked: tuple[Place, ...]
    actors: tuple[Actor, ...]
    types: tuple[tuple[str, str], ...]

    def incidents(self) -> Iterator[Incident]:
        """All incidents, oldest first."""
        return (incident(self, number) for number in range(self.entries))


@functools.cache
def words() -> dict[str, Any]:
    """The word lists of the record."""
    return tomllib.loads(Path(__file__).with_name("record.toml").read_text("utf-8"))


def corpus(entries: int, seed: int = SEED) -> Corpus:
    """The record of so many incidents, at a place for every 25 of them."""
    chance = random.Random(f"{seed} {entries}")  # noqa: S311 - the same record each time is what is wanted
    lists = words()["actors"]
    actors = [
        Actor(slug=_slug(f"{first} {second}"), name=f"{first} {second}", kind=kind)
        for kind, seconds in lists["second"].items()
        for second, first in itertools.product(seconds, lists["first"])
    ]
    chance.shuffle(actors)
    places = tuple(_places(max(LEAST_PLACES, entries // ENTRIES_A_PLACE), chance))
    return Corpus(
        entries=entries,
        seed=seed,
        places=places,
        ranked=tuple(chance.sample(places, len(places))),
        actors=tuple(actors[:60]),
        types=tuple(words()["types"].items()),
    )


# ---- places


def _places(number: int, chance: random.Random) -> Iterator[Place]:
    """A tree of four levels; parents come before what lies in them."""
    countries = max(3, min(24, number // 30))
    provinces, districts = max(6, number // 10), max(6, number // 5)
    seen: set[str] = set()
    above: list[Place] = []
    for kind, count in (("country", countries), ("province", provinces), ("district", districts)):
        made = [_place(kind, above, seen, chance) for _ in range(count)]
        yield from made
        above = made
    for _ in range(number - countries - provinces - districts):
        yield _place(chance.choice(("town", "town", "town", "base", "crossing", "site")), above, seen, chance)


def _place(kind: str, above: Sequence[Place], seen: set[str], chance: random.Random) -> Place:
    parent = chance.choice(above) if above else None
    near = (parent.latitude, parent.longitude) if parent else (chance.uniform(-40, 55), chance.uniform(-20, 100))
    reach = {"country": 0.0, "province": 3.0, "district": 0.8}.get(kind, 0.3)
    name = next(name for name in _names(kind, chance) if _slug(name) not in seen)
    seen.add(_slug(name))
    return Place(
        slug=_slug(name),
        name=name,
        kind=kind,
        parent=parent.slug if parent else "",
        latitude=round(near[0] + chance.uniform(-reach, reach), 4),
        longitude=round(near[1] + chance.uniform(-reach, reach), 4),
    )


def _names(kind: str, chance: random.Random) -> Iterator[str]:
    """Names for a place, ever longer ones when the short are taken."""
    lists = words()["places"]
    for attempt in itertools.count():
        middles = "".join(chance.choice(lists["middles"]) for _ in range(1 + attempt // 20))
        yield chance.choice(lists[kind]).format(
            chance.choice(lists["openings"]) + middles + chance.choice(lists["closings"])
        )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


# ---- incidents


def incident(record: Corpus, number: int) -> Incident:
    """An incident by its number, from 0; one past the end can be added to the record."""
    chance, date, places, slug = _head(record, number)
    names = [place.name for place in places]
    lists = words()["prose"]
    title = prose.filled(chance.choice(lists["titles"]), lists, names, chance)
    sources = tuple(_sources(date, number, chance))
    grades = ("confirmed", "likely", "disputed") if len(sources) > 1 else ("likely", "claimed", "disputed")
    slugs = [actor.slug for actor in record.actors]
    return Incident(
        slug=slug,
        title=title,
        date=date,
        places=tuple(place.slug for place in places),
        types=_drawn([slug for slug, _ in record.types], chance.randint(1, 3), chance),
        actors=tuple((actor, chance.choice(ROLES)) for actor in _drawn(slugs, chance.randint(1, 3), chance)),
        killed=int(chance.random() ** 4 * 30),
        injured=int(chance.random() ** 3 * 60),
        grade=chance.choices(grades, (6, 3, 1))[0],
        sources=sources,
        summary=prose.sentence(lists, names, chance),
        text=_text(record, number, names, chance),
    )


def _head(record: Corpus, number: int) -> tuple[random.Random, dt.date, tuple[Place, ...], str]:
    """What others need to know of an incident to link to it, and the chance that goes on with the rest of it."""
    chance = random.Random(f"{record.seed} {record.entries} {number}")  # noqa: S311 - as in `corpus`
    # There are more and more incidents a day, as in a record that is better kept each year.
    date = FIRST + dt.timedelta(days=int(DAYS * math.sqrt(min(1, (number + 0.5) / record.entries))))
    places = _drawn(record.ranked, chance.randint(1, 4), chance)
    return chance, date, places, f"{date}-{places[0].slug}-{number}"


def _drawn(items: Sequence[Item], number: int, chance: random.Random) -> tuple[Item, ...]:
    """Different ones of these, each as likely as Zipf and Mandelbrot say of its rank."""
    found: dict[Item, None] = {}
    while len(found) < min(number, len(items)):
        found[chance.choices(items, cum_weights=_weights(len(items)))[0]] = None
    return tuple(found)


@functools.lru_cache(maxsize=16)
def _weights(number: int) -> tuple[float, ...]:
    return tuple(itertools.accumulate(1 / (rank + 2.7) for rank in range(number)))


def _sources(date: dt.date, number: int, chance: random.Random) -> Iterator[Source]:
    for publisher in chance.sample(words()["sources"]["publishers"], chance.randint(1, 3)):
        host = publisher.lower().removeprefix("the ").replace(" ", "-")
        day = date + dt.timedelta(days=chance.randint(0, 9))
        yield Source(publisher=publisher, url=f"https://{host}.example/{day:%Y/%m}/{number}", accessed=day)


def _text(record: Corpus, number: int, names: Sequence[str], chance: random.Random) -> str:
    """A body with about two wiki links, and in one of four a link to an earlier incident; one of ten has a footnote."""
    blocks = prose.body(words()["prose"], names, int(chance.triangular(*LENGTHS)), chance)
    texts = [at for at, block in enumerate(blocks) if not block.startswith(("> ", "- ", "1. ", "| "))]
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(names) if chance.random() < 0.6 else chance.choice(record.places).name  # noqa: PLR2004
        blocks[chance.choice(texts)] += f" See [[{name}]]."
    if number and chance.random() < 1 / 4:
        *_, slug = _head(record, chance.randrange(number))
        blocks[chance.choice(texts)] += f" It was not [[{slug}|the first time]]."
    if chance.random() < 1 / 10:
        blocks[0] += "[^1]"
        blocks.append(f"[^1]: {prose.sentence(words()['prose'], names, chance)}")
    return "\n\n".join(blocks) + "\n"
