"""Place words: what the words around a name say of it: a kind of place, a distance, what happened there. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.words import any_of, longest_first

if TYPE_CHECKING:
    from chronicle.intake.words import Words

NEAR: Final = 90  # characters before a name that can say what it is
KILOMETRES_IN_A_MILE: Final = 1.609


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far a place lies from another, in kilometres; `bearing` in degrees from it, if said; `end` of the words."""

    kilometres: float
    bearing: int | None
    end: int


def kinds_behind(words: Words) -> dict[str, str]:
    """The kinds of place by the words that stand behind a name: `air base`."""
    found: dict[str, str] = words.table("place_words")["after"]
    return found


@functools.cache
def kind_behind(words: Words) -> re.Pattern[str]:
    """Such a word behind a name."""
    return any_of(f" {phrase}" for phrase in kinds_behind(words))


@functools.cache
def _before(words: Words) -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?:{longest_first(words.table('place_words')['before'])})\s)\Z", re.IGNORECASE)


def kind_before(before: str, words: Words) -> str:
    """The kind that the words before a name say: `the village of`; empty when they say none."""
    match = _before(words).search(before[-NEAR:])
    return str(words.table("place_words")["before"][match.group().strip().lower()]) if match else ""


@functools.cache
def _last_words(words: Words) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in kinds_behind(words))


def kind_in(name: str, words: Words) -> tuple[str, str]:
    """The kind that the last words of a name say, and the name without them."""
    low = name.lower()
    if low.rsplit(" ", 1)[-1] in _last_words(words):
        for phrase, kind in kinds_behind(words).items():
            if low.endswith(" " + phrase):
                return kind, name[: -len(phrase) - 1].rstrip()
    return "", name


@functools.cache
def words_behind(words: Words) -> frozenset[str]:
    """All words that may stand behind a name and belong to it."""
    return frozenset(word for phrase in kinds_behind(words) for word in phrase.split())


def may_follow(word: str, words: Words) -> bool:
    """Whether a word may stand behind a name and belong to it."""
    return word.lower() in words_behind(words)


@functools.cache
def preceding(words: Words, name: str) -> re.Pattern[str]:
    """A word of the list just before a name, with articles, directions and "the village of" between."""
    table = words.table("place_words")
    between, found = longest_first(table["directions"]), longest_first(table[name])
    kinds, articles = "|".join(table["before"]), "|".join(table["articles"])
    nouns = table["nouns"] if name == "locative" else ""
    demonym = rf"(?:{table['demonym']} )?"
    pattern = (
        rf"\b(?P<word>(?i:{found}))\s+(?:(?:{articles}) )?{table['owner']}{demonym}(?:(?:{between})[ -])*{demonym}"
        rf"(?:(?:{kinds})\s)?{nouns}\Z"
    )
    return re.compile(pattern, re.IGNORECASE if name == "reference" else 0)


@functools.cache
def owned_by(words: Words) -> re.Pattern[str]:
    """Whose place a name is, before it: a people with a kind of place, or a country in the genitive."""
    table = words.table("place_words")
    return re.compile(table["owned_by"].replace("{kinds}", longest_first(table["described"])))


@functools.cache
def description(words: Words) -> re.Pattern[str]:
    """What a name is said to be, behind it: `, a settlement in …`."""
    table = words.table("place_words")
    return re.compile(table["described_by"].replace("{kinds}", longest_first(table["described"])))


@functools.cache
def _away(words: Words) -> re.Pattern[str]:
    table = words.table("place_words")
    return re.compile(table["away"].replace("{compass}", longest_first(table["compass"])), re.IGNORECASE)


def distance_behind(text: str, end: int, words: Words) -> Distance | None:
    """How far, and in which direction, a name that ends there is said to lie from the place named after it."""
    match = _away(words).match(text, end)
    if not match:
        return None
    table = words.table("place_words")
    kilometres = int(match["number"]) * (KILOMETRES_IN_A_MILE if match["unit"].lower() in table["miles"] else 1)
    compass = table["compass"].get(match["compass"].lower()) if match["compass"] else None
    return Distance(kilometres=kilometres, bearing=compass, end=match.end())
