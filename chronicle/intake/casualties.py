"""Casualties: how many were killed and injured, as a sentence says it. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.words import any_of, table
from chronicle.text.counts import Count, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.intake.quotes import Span

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
def _words() -> dict[str, int]:
    return dict(table("en/numbers.toml")["words"])


@functools.cache
def _vague() -> dict[str, int]:
    return dict(table("en/numbers.toml")["vague"])


@functools.cache
def _groups() -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups = table("en/numbers.toml")["groups"]
    return tuple((group, any_of(sorted(words, key=len, reverse=True))) for group, words in groups.items())


@functools.cache
def _number() -> re.Pattern[str]:
    """A number, what makes it a minimum, and up to seven words for the people it counts."""
    modifiers = table("en/numbers.toml")["modifiers"]
    least = "|".join(modifiers["at_least"])
    tens = "|".join(word for word, number in _words().items() if number >= 20)  # noqa: PLR2004
    ones = "|".join(word for word, number in _words().items() if 0 < number < 10 and word not in {"a", "an"})  # noqa: PLR2004
    word = rf"(?:{tens})[- ](?:{ones})|" + "|".join(
        sorted((w for w in _words() if w not in {"no", "zero"}), key=len, reverse=True)
    )
    vague = "|".join(sorted(_vague(), key=len, reverse=True))
    units = "|".join(_list("units"))
    digits = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}(?![\d.:,]\d|%|-year|th\b|st\b|nd\b|rd\b|\s?(?:{units})\b)"
    stops = "|".join(_list("stops"))
    about = "|".join(modifiers["about"])
    return re.compile(
        rf"(?<![\w$€£,.-])(?:(?P<least>{least}) )?(?:(?:{about}) )?(?:between )?"
        rf"(?:(?P<vague>{vague})|(?P<digits>{digits})|(?P<word>{word}))(?![\w-])"
        rf"(?P<to> (?:to|and|or) (?P<high>\d{{1,4}}|{word})(?= (?:people|persons|others)))?"
        rf"(?P<people>(?: (?!\d|(?:{stops})\b)[\w’'-]+){{0,7}})",
        re.IGNORECASE,
    )


@functools.cache
def _list(name: str) -> tuple[str, ...]:
    return tuple(table("en/casualties.toml")[name])


@functools.cache
def _any(name: str) -> re.Pattern[str]:
    """One list of `data/en/casualties.toml` as an expression."""
    return any_of(_list(name))


def find_toll(text: str) -> Toll:
    """The dead and injured that a sentence reports."""
    if nobody := _any("nobody").search(text):
        none = Toll(killed=Count(0, 0), injured=Count(0, 0), spans=(nobody.span(),))
        return Toll() if _any("doubt").search(text) else none
    numbers = tuple(_numbers(text))
    killed = _counted(text, numbers, "killed", "kills")
    injured = _counted(text, numbers, "injured", "injures")
    used = (*killed, *injured)
    no_deaths = None if killed else _any("no_deaths").search(text)
    no_injuries = None if injured else _any("no_injuries").search(text)
    return Toll(
        killed=Count(0, 0) if no_deaths else total(number.count for number in killed),
        injured=Count(0, 0) if no_injuries else total(number.count for number in injured),
        spans=(
            *((each[0].start, each[-1].end) for each in (killed, injured) if each),
            *(match.span() for match in (no_deaths, no_injuries) if match),
        ),
        of=_group(" ".join(number.people for number in used)),
        vague=any(number.vague for number in used),
    )


def _group(people: str) -> str:
    found = [group for group, words in _groups() if words.search(people)]
    return found[0] if len(found) == 1 else ""


def _numbers(text: str) -> Iterator[_Number]:
    for match in _number().finditer(text):
        low = _value(match)
        if low is None or low > LIMIT:
            continue
        vague = bool(match["vague"])
        greatest: int | None = None if vague or match["least"] else low
        if match["to"]:
            greatest = max(low, int(match["high"]) if match["high"].isdigit() else _in_words(match["high"]))
        yield _Number(
            start=match.start(),
            end=match.end(),
            count=Count(low, greatest),
            vague=vague,
            people=match["people"].strip(),
        )


def _value(match: re.Match[str]) -> int | None:
    if match["vague"]:
        return _vague()[match["vague"].lower()]
    if match["digits"]:
        return int(match["digits"].replace(",", ""))
    word = match["word"].lower()
    if word in {"a", "an"} and not _is_person(match["people"]):
        return None
    return _in_words(word)


def _in_words(text: str) -> int:
    return sum(_words()[part] for part in re.split(r"[- ]", text.lower()))


def _is_person(people: str) -> bool:
    return bool(_any("person").search(people))


def _counted(text: str, numbers: tuple[_Number, ...], before: str, after: str) -> tuple[_Number, ...]:
    """The numbers that one verb counts: those before a passive one, else those after an active one."""
    for match in _passive(before).finditer(text):
        subject = _subject(text, numbers, match.start())
        if subject and not _object(text, numbers, match.end()):
            return subject
    for match in _any(after).finditer(text):
        found = _object(text, numbers, match.end())
        if found and (
            not match.group().lower().startswith(("left", "leaving")) or _follows(before, text, found[-1].end)
        ):
            return found
    return ()


@functools.cache
def _passive(name: str) -> re.Pattern[str]:
    verbs = "|".join(_list(name))
    auxiliary = "(?:were|was|been|are|is|being|be|reported|confirmed|feared|had)"
    return re.compile(rf"\b(?:{auxiliary} )?(?:\w+ly )?(?:{verbs})\b", re.IGNORECASE)


def _follows(name: str, text: str, start: int) -> bool:
    """Whether the verb stands behind the number: `left 20 people wounded`."""
    return bool(re.match(rf"(?: \w+){{0,3}}? (?:{'|'.join(_list(name))})\b", text[start:], re.IGNORECASE))


def _subject(text: str, numbers: tuple[_Number, ...], end: int) -> tuple[_Number, ...]:
    """Numbers just before the verb, joined by "and" or commas: `three tourists and a guide were killed`."""
    found: list[_Number] = []
    edge = end
    for number in reversed([number for number in numbers if number.end <= end]):
        between = text[number.end : edge]
        joined = _JOINED.fullmatch(between) if found else _short().fullmatch(between)
        if not joined or _no_victims(number.people) or (found and _begins("attackers", number.people)):
            break
        found.insert(0, number)
        edge = number.start
    return tuple(found)


_JOINED: Final = re.compile(r"[ ,]*(?:(?:and|plus)\b[ ,]*)?(?:another )?")


@functools.cache
def _short() -> re.Pattern[str]:
    """A place, an age, brackets or a short relative clause between the people and the verb."""
    words = "|".join(_list("between"))
    return re.compile(rf",?(?: (?:(?i:{words})|[A-Z][\w-]*),?){{0,6}},? ?")


def _begins(name: str, people: str) -> bool:
    return bool(re.match(rf"(?:other )?(?:{'|'.join(_list(name))})\b", people, re.IGNORECASE))


def _no_victims(people: str) -> bool:
    return _begins("things", people)


def _object(text: str, numbers: tuple[_Number, ...], start: int) -> tuple[_Number, ...]:
    """Numbers just after the verb, joined the same way: `killing three people and a child`."""
    found: list[_Number] = []
    edge = start
    for number in [number for number in numbers if number.start >= start]:
        between = text[edge : number.start]
        fits = (
            _JOINED.fullmatch(between) if found else re.fullmatch(r" ?(?:of |to |as many as |the |him and )?", between)
        )
        verb = re.match(r"[ ,]*(?:others )?(?:were |was )?(?:dead|wounded|injured|hurt|killed)", text[number.end :])
        if not fits or _no_victims(number.people) or _begins("attackers", number.people) or (found and verb):
            break
        found.append(number)
        edge = number.end
    return tuple(found)
