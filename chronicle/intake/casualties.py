"""Casualties: how many were killed and injured, as a sentence says it. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.words import any_of, longest_first
from chronicle.text.counts import Count, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.intake.quotes import Span
    from chronicle.intake.words import Words

LIMIT: Final = 100_000  # a larger number in one sentence is no count of victims


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What one sentence says: None says nothing. `vague` counts come from words such as "dozens".

    `spans` say where in the sentence the numbers stand, from the first of a sum to its last.
    """

    killed: Count | None = None
    injured: Count | None = None
    of: str = ""
    vague: bool = False
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return self.killed is not None or self.injured is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number of people in a sentence."""

    start: int
    end: int
    count: Count
    vague: bool
    people: str


@functools.cache
def _groups(words: Words) -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups = words.table("numbers")["groups"]
    return tuple((group, any_of(sorted(names, key=len, reverse=True))) for group, names in groups.items())


@functools.cache
def _number(words: Words) -> re.Pattern[str]:
    """A number, what makes it a minimum, and up to seven words for the people it counts."""
    numbers, lists = words.table("numbers"), words.table("casualties")
    least, about = "|".join(numbers["modifiers"]["at_least"]), "|".join(numbers["modifiers"]["about"])
    tens = "|".join(word for word, number in numbers["words"].items() if number >= 20)  # noqa: PLR2004
    ones = "|".join(word for word, number in numbers["words"].items() if 0 < number < 10)  # noqa: PLR2004
    word = rf"(?:{tens})[- ](?:{ones})|" + longest_first(
        [*(w for w, n in numbers["words"].items() if n), *numbers["single"]]
    )
    vague = longest_first(numbers["vague"])
    units, stops = "|".join(lists["units"]), "|".join(lists["stops"])
    digits = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}(?![\d.:,]\d|%|-year|th\b|st\b|nd\b|rd\b|\s?(?:{units})\b)"
    return re.compile(
        rf"(?<![\w$€£,.-])(?:(?P<least>{least}) )?(?:(?:{about}) )?(?:between )?"
        rf"(?:(?P<vague>{vague})|(?P<digits>{digits})|(?P<word>{word}))(?![\w-])"
        rf"(?P<to> (?:to|and|or) (?P<high>\d{{1,4}}|{word})(?= (?:people|persons|others)))?"
        rf"(?P<people>(?: (?!\d|(?:{stops})\b)[\w’'-]+){{0,7}})",
        re.IGNORECASE,
    )


@functools.cache
def _part(words: Words, name: str) -> re.Pattern[str]:
    """One pattern of `data/en/casualties.toml`."""
    return re.compile(words.table("casualties")[name], re.IGNORECASE)


def find_toll(text: str, words: Words) -> Toll:
    """The dead and injured that a sentence reports."""
    if nobody := words.any("casualties", "nobody").search(text):
        none = Toll(killed=Count(0, 0), injured=Count(0, 0), spans=(nobody.span(),))
        return Toll() if words.any("casualties", "doubt").search(text) else none
    numbers = tuple(_numbers(text, words))
    killed = _counted(text, numbers, "killed", "kills", words)
    injured = _counted(text, numbers, "injured", "injures", words)
    no_deaths = None if killed else words.any("casualties", "no_deaths").search(text)
    no_injuries = None if injured else words.any("casualties", "no_injuries").search(text)
    return Toll(
        killed=Count(0, 0) if no_deaths else total(number.count for number in killed),
        injured=Count(0, 0) if no_injuries else total(number.count for number in injured),
        spans=(
            *((each[0].start, each[-1].end) for each in (killed, injured) if each),
            *(match.span() for match in (no_deaths, no_injuries) if match),
        ),
        of=_group(" ".join(number.people for number in (*killed, *injured)), words),
        vague=any(number.vague for number in (*killed, *injured)),
    )


def _group(people: str, words: Words) -> str:
    found = [group for group, names in _groups(words) if names.search(people)]
    return found[0] if len(found) == 1 else ""


def _numbers(text: str, words: Words) -> Iterator[_Number]:
    for match in _number(words).finditer(text):
        low = _value(match, words)
        if low is None or low > LIMIT:
            continue
        vague = bool(match["vague"])
        greatest: int | None = None if vague or match["least"] else low
        if match["to"]:
            greatest = max(low, int(match["high"]) if match["high"].isdigit() else _in_words(match["high"], words))
        yield _Number(
            start=match.start(),
            end=match.end(),
            count=Count(low, greatest),
            vague=vague,
            people=match["people"].strip(),
        )


def _value(match: re.Match[str], words: Words) -> int | None:
    table = words.table("numbers")
    if match["vague"]:
        return int(table["vague"][match["vague"].lower()])
    if match["digits"]:
        return int(match["digits"].replace(",", ""))
    word = match["word"].lower()
    if word in table["single"]:
        return 1 if words.any("casualties", "person").search(match["people"]) else None
    return _in_words(word, words)


def _in_words(text: str, words: Words) -> int:
    return sum(words.table("numbers")["words"].get(part, 1) for part in re.split(r"[- ]", text.lower()))


def _counted(text: str, numbers: tuple[_Number, ...], before: str, after: str, words: Words) -> tuple[_Number, ...]:
    """The numbers that one verb counts: those before a passive one, else those after an active one."""
    for match in _passive(words, before).finditer(text):
        subject = _subject(text, numbers, match.start(), words)
        if subject and not _object(text, numbers, match.end(), words):
            return subject
    for match in words.any("casualties", after).finditer(text):
        found = _object(text, numbers, match.end(), words)
        leaving = match.group().lower() in words.words("casualties", "leaving")
        if found and (not leaving or _follows(words, before).match(text, found[-1].end)):
            return found
    return ()


@functools.cache
def _passive(words: Words, name: str) -> re.Pattern[str]:
    lists = words.table("casualties")
    verbs, auxiliaries = "|".join(lists[name]), "|".join(lists["auxiliaries"])
    return re.compile(rf"\b(?:(?:{auxiliaries}) )?(?:\w+ly )?(?:{verbs})\b", re.IGNORECASE)


@functools.cache
def _follows(words: Words, name: str) -> re.Pattern[str]:
    """The verb behind the number: `left 20 people wounded`."""
    return re.compile(rf"(?: \w+){{0,3}}? (?:{'|'.join(words.table('casualties')[name])})\b", re.IGNORECASE)


def _subject(text: str, numbers: tuple[_Number, ...], end: int, words: Words) -> tuple[_Number, ...]:
    """Numbers just before the verb, joined by "and" or commas: `three tourists and a guide were killed`."""
    found: list[_Number] = []
    edge = end
    for number in reversed([number for number in numbers if number.end <= end]):
        link = _part(words, "joined") if found else _short(words)
        no_victims = _begins(words, "things").match(number.people)
        attackers = found and _begins(words, "attackers").match(number.people)
        if not link.fullmatch(text, number.end, edge) or no_victims or attackers:
            break
        found.insert(0, number)
        edge = number.start
    return tuple(found)


@functools.cache
def _short(words: Words) -> re.Pattern[str]:
    """A place, an age, brackets or a short relative clause between the people and the verb."""
    between = "|".join(words.table("casualties")["between"])
    return re.compile(rf",?(?: (?:(?i:{between})|[A-Z][\w-]*),?){{0,6}},? ?")


@functools.cache
def _begins(words: Words, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:other )?(?:{'|'.join(words.table('casualties')[name])})\b", re.IGNORECASE)


def _object(text: str, numbers: tuple[_Number, ...], start: int, words: Words) -> tuple[_Number, ...]:
    """Numbers just after the verb, joined the same way: `killing three people and a child`."""
    found: list[_Number] = []
    edge = start
    for number in [number for number in numbers if number.start >= start]:
        link = _part(words, "joined" if found else "before_object")
        no_victims = _begins(words, "things").match(number.people) or _begins(words, "attackers").match(number.people)
        next_verb = found and _part(words, "next_verb").match(text, number.end)
        if not link.fullmatch(text, edge, number.start) or no_victims or next_verb:
            break
        found.append(number)
        edge = number.end
    return tuple(found)
