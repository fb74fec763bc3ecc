"""The word lists of the language that articles are read in: loaded once from `data/`, as frozen values."""

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
    """The text of a data file, such as `en/events.toml`."""
    return DATA.joinpath(name).read_text(encoding="utf-8")


def table(name: str) -> dict[str, Any]:
    """A TOML data file."""
    return tomllib.loads(data_text(name))


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV data file; lines that begin with # are comments."""
    lines = (line for line in data_text(name).splitlines() if line and not line.startswith("#"))
    return tuple(csv.DictReader(lines))


def lines(name: str) -> tuple[str, ...]:
    """The lines of a plain word list; lines that begin with # are comments."""
    return tuple(line.strip() for line in data_text(name).splitlines() if line.strip() and not line.startswith("#"))


def any_of(patterns: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One expression that finds any of these as whole words."""
    return re.compile(r"(?<![\w-])(?:" + "|".join(patterns) + r")(?![\w])", flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """The words by which one type of event is known; see `data/en/events.toml`."""

    slug: str
    words: re.Pattern[str]
    alone: bool
    family: str
    weapon: str
    implies: tuple[str, ...]


@functools.cache
def event_words() -> tuple[EventWords, ...]:
    """The types of events, the most exact first."""
    return tuple(
        EventWords(
            slug=slug,
            words=any_of(entry["words"]),
            alone=entry.get("alone", False),
            family=entry["family"],
            weapon=entry["weapon"],
            implies=tuple(entry["implies"]),
        )
        for slug, entry in table("en/events.toml")["types"].items()
    )


@functools.cache
def actions() -> re.Pattern[str]:
    """Verbs that make an event of a weapon."""
    return any_of(table("en/events.toml")["actions"])


@functools.cache
def phrases(name: str) -> re.Pattern[str]:
    """One list of `data/en/background.toml` as an expression."""
    entry = table("en/background.toml")[name]
    return any_of([entry] if isinstance(entry, str) else entry)


@functools.cache
def agencies() -> tuple[tuple[str, str], ...]:
    """Every spelling of an agency with the name Chronicle writes, the longest first."""
    pairs = ((spelling, row["name"]) for row in rows("en/agencies.csv") for spelling in row["spellings"].split("|"))
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
