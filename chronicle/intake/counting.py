"""Counting: the numbers of people that a sentence names, in figures or words. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.words import longest_first
from chronicle.text.counts import Count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.intake.words import Words

LIMIT: Final = 100_000  # a larger number in one sentence is no count of victims


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of people in a sentence; a person named, or taken for known, is `weak`: perhaps counted elsewhere."""

    start: int
    end: int
    count: Count
    vague: bool
    single: bool
    weak: bool
    people: str


@functools.cache
def part(words: Words, name: str) -> re.Pattern[str]:
    """One pattern of `data/en/casualties.toml`."""
    return re.compile(words.table("casualties")[name], re.IGNORECASE)


@functools.cache
def _number(words: Words) -> re.Pattern[str]:
    """A number, what makes it a minimum, and up to nine words for the people it counts."""
    numbers, lists = words.table("numbers"), words.table("casualties")
    least, most, about = ("|".join(numbers["modifiers"][name]) for name in ("at_least", "at_most", "about"))
    tens = "|".join(word for word, number in numbers["words"].items() if number >= 20)  # noqa: PLR2004
    ones = "|".join(word for word, number in numbers["words"].items() if 0 < number < 10)  # noqa: PLR2004
    counted = [word for word, number in numbers["words"].items() if number]
    vague = longest_first(numbers["vague"])
    plain = rf"(?:{tens})[- ](?:{ones})|{longest_first([*counted, *numbers['single']])}"
    scales = "|".join(numbers["scales"])
    word = rf"(?:{plain})(?: (?:{scales})(?:(?: and)? (?:{plain}))?)?"
    known, around, both = "|".join(numbers["known"]), numbers["between"], numbers["and"]
    to, rising, more = numbers["to"], numbers["from"], numbers["more"]
    units, stops = "|".join(lists["units"]), "|".join([*lists["stops"], *counted])
    digits = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}(?![\d.:,]\d|%|-year|th\b|st\b|nd\b|rd\b|\s?(?:{units})\b)"
    return re.compile(
        rf"(?<![\w$€£,.–-])(?<!\b[Nn]o )(?:(?P<least>{least}) )?(?:(?:(?P<most>{most})|{about}) )?"
        rf"(?P<around>{around} )?(?P<rise>(?<=\b{rising} ))?"
        rf"(?:(?P<vague>{vague})|(?P<digits>{digits})|(?P<word>{word})"
        rf"|(?P<known>{known})(?! +(?:\d|(?:{word})\b)))(?P<more>{more})?"
        rf"(?:[-–](?P<top>\d{{1,4}})(?!\s?(?:{units})\b))?(?![\w–-])"
        rf"(?P<to>(?(rise)(?!)|(?(around) {both}| (?:{to})))"
        rf" (?P<high>{digits}|{word})(?(around)(?![\w-])|(?= +(?!(?:{stops}|{units})\b)\w)))?"
        rf"(?P<people>(?: +(?!\d|(?:{stops})(?![\w-]))[\w’'][\w’'-]*){{0,9}})",
        re.IGNORECASE,
    )


@functools.cache
def _named(words: Words) -> tuple[re.Pattern[str], ...]:
    """The names of persons; the patterns regard case."""
    table = words.table("casualties")
    puts = {"{person}": longest_first(table["person"]), "{stops}": "|".join(table["stops"])}
    return tuple(
        re.compile(functools.reduce(lambda found, put: found.replace(*put), puts.items(), pattern))
        for pattern in table["named"]
    )


def names_in(text: str, words: Words, numbers: tuple[Number, ...]) -> Iterator[Number]:
    """The single persons whom a sentence calls by name, but for those that one of the numbers counts already."""
    taken = [(number.start, number.end) for number in numbers]
    for pattern in _named(words):
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                yield Number(
                    start=start, end=end, count=Count(1, 1), vague=False, single=True, weak=True, people=match.group()
                )


def numbers_in(text: str, words: Words) -> Iterator[Number]:
    """The numbers in a text that can count people, from left to right."""
    for match in _number(words).finditer(text):
        low = _value(match, words)
        if low is None or low > LIMIT:
            continue
        high = (match["top"] or match["high"] or "").replace(",", "")
        greatest: int | None = None if match["vague"] or match["least"] or match["more"] else low
        if high:
            greatest = int(high) if high.isdigit() else _in_words(high, words)
            if greatest < low:  # a score, or a season: 3-1, 2013-14
                continue
        yield Number(
            start=match.start(),
            end=match.end(),
            count=Count(low, greatest),
            vague=bool(match["vague"] or match["most"]),
            single=bool(match["known"]) or (match["word"] or "").lower() in words.table("numbers")["single"],
            weak=bool(match["known"]),
            people=match["people"].strip(),
        )


def _value(match: re.Match[str], words: Words) -> int | None:
    table, people = words.table("numbers"), match["people"]
    if match["vague"]:
        return int(table["vague"][match["vague"].lower()])
    if match["digits"]:
        return int(match["digits"].replace(",", ""))
    if match["known"]:
        noun = part(words, "of").split(people)[0]
        counted = re.match(rf" +(?:{table['ordinals']})\b", people)  # "the sixth victim" is one of those told before
        return 1 if not counted and words.just_before("casualties", "person").search(noun) else None
    return _in_words(match["word"], words)


def _in_words(text: str, words: Words) -> int:
    """`two hundred and five` as 205."""
    numbers, found = words.table("numbers"), 0
    if whole := numbers["words"].get(text.lower()):
        return int(whole)
    for word in re.split(r"[- ]", text.lower()):
        if word in numbers["scales"]:
            found *= numbers["scales"][word]
        elif word in numbers["words"] or word in numbers["single"]:
            found += numbers["words"].get(word, 1)
    return found
