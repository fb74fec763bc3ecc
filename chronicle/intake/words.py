"""The word lists of a language that articles are read in: one folder of `data/` each, loaded once. Pure."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA: Final = resources.files("chronicle.intake") / "data"


def data_text(name: str) -> str:
    """The text of a data file, such as `regions.csv`."""
    return DATA.joinpath(name).read_text(encoding="utf-8")


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV data file; lines that begin with # are comments."""
    lines = (line for line in data_text(name).splitlines() if line and not line.startswith("#"))
    return tuple(csv.DictReader(lines))


@functools.cache
def _table(code: str, name: str) -> dict[str, Any]:
    return tomllib.loads(data_text(f"{code}/{name}.toml"))


@functools.cache
def _lines(code: str, name: str) -> frozenset[str]:
    lines = (line.strip() for line in data_text(f"{code}/{name}.txt").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@functools.cache
def _pattern(code: str, name: str, key: str) -> re.Pattern[str]:
    return any_of(_table(code, name)[key])


@functools.cache
def _before(code: str, name: str, key: str) -> re.Pattern[str]:
    return re.compile(_pattern(code, name, key).pattern + r"\s*\Z", re.IGNORECASE)


@functools.cache
def _expression(code: str, name: str, key: str) -> re.Pattern[str]:
    return re.compile(_table(code, name)[key])


@functools.cache
def _words(code: str, name: str, key: str) -> frozenset[str]:
    return frozenset(_table(code, name)[key])


def any_of(patterns: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One expression that finds any of these as whole words."""
    return re.compile(r"(?<![\w-])(?:" + "|".join(patterns) + r")(?![\w])", flags)


def longest_first(words: Iterable[str]) -> str:
    """The words as one alternation in which a longer word is tried before a shorter one."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: the files of the folder `data/<code>/` by their names, without endings."""

    code: str

    def table(self, name: str) -> dict[str, Any]:
        """A TOML file."""
        return _table(self.code, name)

    def lines(self, name: str) -> frozenset[str]:
        """The lines of a plain word list."""
        return _lines(self.code, name)

    def rows(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of a CSV file."""
        return rows(f"{self.code}/{name}.csv")

    def any(self, name: str, key: str) -> re.Pattern[str]:
        """A list of patterns in a TOML file as one expression that finds any of them as whole words."""
        return _pattern(self.code, name, key)

    def just_before(self, name: str, key: str) -> re.Pattern[str]:
        """The same at the very end of a text."""
        return _before(self.code, name, key)

    def expression(self, name: str, key: str) -> re.Pattern[str]:
        """One pattern of a TOML file, with regard to case."""
        return _expression(self.code, name, key)

    def words(self, name: str, key: str) -> frozenset[str]:
        """A list of plain words in a TOML file."""
        return _words(self.code, name, key)


ENGLISH: Final = Words("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """The words by which one type of event is known; see `data/en/events.toml`.

    `things` is what hit a place, for titles: "rockets".
    """

    slug: str
    words: re.Pattern[str]
    alone: bool
    family: str
    weapon: str
    things: str
    implies: tuple[str, ...]
    also: tuple[str, ...]
    beside: tuple[str, ...]


def _filled(pattern: str, table: dict[str, Any]) -> str:
    """A pattern with the words of `hostile` and `forces` put in."""
    return pattern.replace("{hostile}", table["hostile"]).replace("{forces}", table["forces"])


@functools.cache
def event_words(words: Words) -> tuple[EventWords, ...]:
    """The types of events, the most exact first."""
    table = words.table("events")
    return tuple(
        EventWords(
            slug=slug,
            words=any_of(_filled(pattern, table) for pattern in entry["words"]),
            alone=entry.get("alone", False),
            family=entry["family"],
            weapon=entry["weapon"],
            things=entry.get("things", ""),
            implies=tuple(entry["implies"]),
            also=tuple(entry.get("also", ())),
            beside=tuple(entry.get("beside", ())),
        )
        for slug, entry in table["types"].items()
    )


@functools.cache
def event_ends(words: Words) -> re.Pattern[str]:
    """The words by which a clause tells how an attacker was stopped."""
    table = words.table("events")
    return any_of(_filled(pattern, table) for pattern in table["ended"])


@functools.cache
def agencies() -> tuple[tuple[str, str], ...]:
    """Every spelling of an agency with the name Chronicle writes, the longest first."""
    pairs = ((spelling, row["name"]) for row in rows("agencies.csv") for spelling in row["spellings"].split("|"))
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@functools.cache
def states(words: Words) -> dict[str, dict[str, str]]:
    """The states that datelines abbreviate, by abbreviation: `ATHENS, Ga.`; see `data/en/states.csv`."""
    return {row["abbreviation"]: row for row in words.rows("states")}
