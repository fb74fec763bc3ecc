"""Casualties: how many were killed and injured, as a sentence says it. Pure."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.counting import Number, names_in, numbers_in, part
from chronicle.intake.words import any_of
from chronicle.text.counts import Count, total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.intake.quotes import Span
    from chronicle.intake.words import Words

BLANKED: Final = "   "  # behind a remark that was left out another thought begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What one sentence says: None says nothing. `vague` are the harms whose counts come from words such as "up to".

    `weak` ones may be counted elsewhere, or on no side: one person whom the sentence calls "the driver" or by name, and
    fighters that the other side killed. `spans` say where in the
    sentence the numbers stand, from the first of a sum to its last.
    """

    killed: Count | None = None
    injured: Count | None = None
    of: str = ""
    vague: tuple[str, ...] = ()
    weak: bool = False
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return self.killed is not None or self.injured is not None


@functools.cache
def _groups(words: Words) -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups = words.table("numbers")["groups"]
    return tuple((group, any_of(sorted(names, key=len, reverse=True))) for group, names in groups.items())


@functools.cache
def _verbs(words: Words, harm: str, name: str) -> re.Pattern[str]:
    """The verbs of one harm: those that stand behind the people, or those that stand before them."""
    return any_of(words.table("casualties")[harm][name])


def find_toll(text: str, words: Words) -> Toll:
    """The dead and injured that a sentence reports."""
    plain = _without_parts(text, words)
    counted = tuple(numbers_in(plain, words))
    numbers = tuple(sorted((*counted, *names_in(text, words, counted)), key=lambda number: number.start))
    killed = _harmed(plain, numbers, "killed", words)
    dead = frozenset(number.start for number in killed)
    injured = tuple(number for number in _harmed(plain, numbers, "injured", words, dead) if number.start not in dead)
    told = (*killed, *injured)
    nobody = words.any("casualties", "nobody").search(text)
    if words.any("casualties", "doubt").search(text) or told:
        nobody = None
    no_deaths = None if killed else nobody or words.any("casualties", "no_deaths").search(text)
    no_injuries = None if injured else nobody or words.any("casualties", "no_injuries").search(text)
    return Toll(
        killed=Count(0, 0) if no_deaths else total(number.count for number in killed),
        injured=Count(0, 0) if no_injuries else total(number.count for number in injured),
        spans=(
            *((each[0].start, each[-1].end) for each in (killed, injured) if each),
            *dict.fromkeys(match.span() for match in (no_deaths, no_injuries) if match),
        ),
        of=_group(plain, sorted(told, key=lambda number: number.start), words),
        vague=tuple(
            harm for harm, each in (("killed", killed), ("injured", injured)) if any(number.vague for number in each)
        ),
        weak=bool(told) and all(number.weak for number in told),
    )


def is_harm_told(text: str, harm: str, words: Words) -> bool:
    """Whether a sentence says that somebody was killed or injured, with or without a number."""
    nobody = words.any("casualties", "nobody").search(text) or words.any("casualties", "doubt").search(text)
    return not nobody and bool(_verbs(words, harm, "told").search(text))


def _without_parts(text: str, words: Words) -> str:
    """The sentence with blanks where it counts others, some of those counted already, nobody, or a date or an age."""
    for name in ("others", "parts", "dates", "either"):
        text = part(words, name).sub(lambda found: " " * len(found.group()), text)
    return text


def _group(text: str, told: Iterable[Number], words: Words) -> str:
    """The group that all those counted are of; "two others" are of that told before them."""
    found: set[str] = set()
    for number in told:
        people = text[number.start : number.end].split(BLANKED, maxsplit=1)[0]
        groups = {group for group, names in _groups(words) if names.search(people)}
        if not groups and not (found and re.fullmatch(words.table("numbers")["others"], number.people, re.IGNORECASE)):
            groups = {""}
        found |= groups
    return found.pop() if len(found) == 1 else ""


# ---- which numbers a verb counts


def _harmed(
    text: str, numbers: tuple[Number, ...], harm: str, words: Words, dead: frozenset[int] = frozenset()
) -> tuple[Number, ...]:
    """The numbers that the first verb counts that counts any, before it or after it; a total goes before all.

    `dead` are the starts of those that count the dead already: `stabbed six people to death and wounded 12`.
    """
    heads = (_total(words, harm).search(text, 0, number.start) for number in numbers if not number.single)
    totals = (_object(text, numbers, head, harm, words) for head in heads if head)
    if total_of_all := next(filter(None, totals), None):
        return total_of_all
    found = [
        (match.start(), told)
        for match in _verbs(words, harm, "before").finditer(text)
        if (told := _object(text, numbers, match, harm, words))
    ]
    taken = {number.start for _, told in found for number in told}
    for match in _verbs(words, harm, "behind").finditer(text):
        told = _subject(text, numbers, match, words)
        if told and not taken & {number.start for number in told}:
            found.append((match.start(), told))
    found = [each for each in found if not dead >= {number.start for number in each[1]}]
    sure = [each for each in found if not all(number.weak for number in each[1])]
    return _whole(min(sure or found, key=lambda each: each[0], default=(0, ()))[1], words)


def _whole(numbers: tuple[Number, ...], words: Words) -> tuple[Number, ...]:
    """`Sixteen people, fourteen soldiers and two civilians` are sixteen."""
    first, others = numbers[:1], numbers[1:]
    everybody = first and words.any("casualties", "everybody").fullmatch(first[0].people.strip(" -–—"))
    summed = sum(number.count.least for number in others)
    return first if everybody and len(others) > 1 and summed == first[0].count.least else numbers


def _subject(text: str, numbers: tuple[Number, ...], verb: re.Match[str], words: Words) -> tuple[Number, ...]:
    """Numbers just before the verb, joined by "and" or commas: `three tourists and a guide were killed`."""
    last = _last(text, numbers, verb, words)
    found = [] if last is None else [last]
    for number in reversed(numbers[: numbers.index(last)] if last else ()):
        fits = part(words, "joined").fullmatch(text, number.end, found[0].start)
        if not fits or _is_no_victim(number, words) or _begins(words, "attackers").match(number.people):
            break
        found.insert(0, number)
    return _without_remark(text, tuple(found))


def _without_remark(text: str, numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """The numbers without those that only say who was counted: `two brothers, a doctor and a nurse, were killed`."""
    closed = len(numbers) > 1 and text[numbers[-1].end :].lstrip().startswith(",")
    if not closed:
        return numbers
    links = [text[one.end : other.start].strip() for one, other in itertools.pairwise(numbers)]
    if links[-1] == "," and numbers[-1].count == numbers[-2].count == Count(1, 1):
        return numbers[:-1]
    summed = sum(number.count.least for number in numbers[1:])
    return numbers[:1] if links[0] == "," and summed == numbers[0].count.least else numbers


def _last(text: str, numbers: tuple[Number, ...], verb: re.Match[str], words: Words) -> Number | None:
    """The number that the verb follows; "a ride" and "a school" between people and their verb are passed over."""
    fallback = None
    for number in reversed([number for number in numbers if number.end <= verb.start()]):
        between = text[number.end : verb.start()]
        several = number.count != Count(1, 1)
        if not _is_gap(between, verb, text, words) or (several and part(words, "alone").search(between)):
            break
        if _is_thing(number, words):
            continue
        if not number.single or words.just_before("casualties", "person").search(number.people):
            return number
        fallback = fallback or number
    return fallback


def _is_thing(number: Number, words: Words) -> bool:
    """Whether what is counted are no people: its noun is a thing, or it begins with one and ends in no person."""
    noun = part(words, "of").split(number.people)[0]
    if words.just_before("casualties", "person").search(noun):
        return False
    return bool(words.just_before("casualties", "things").search(noun) or _begins(words, "things").match(noun))


def _is_no_victim(number: Number, words: Words) -> bool:
    """Whether those counted beside others are no people, or one thing that no list has: `an act, and one person`."""
    if not number.single or _is_thing(number, words):
        return _is_thing(number, words)
    noun = part(words, "of").split(number.people)[0]
    return bool(noun) and noun.islower() and not words.any("casualties", "person").search(noun)


def _is_gap(between: str, verb: re.Match[str], text: str, words: Words) -> bool:
    """Whether people before and a verb behind belong together: `four men who had left a school were killed`."""
    match = part(words, "gap").fullmatch(" ".join(between.split()))
    if not match or part(words, "clause").search(match["more"] or ""):
        return False
    bare = not (match["auxiliary"] or part(words, "complete").fullmatch(verb.group()))
    return not bare or bool(part(words, "open_end").match(text, verb.end()))


def _object(text: str, numbers: tuple[Number, ...], verb: re.Match[str], harm: str, words: Words) -> tuple[Number, ...]:
    """Numbers just after the verb, joined the same way: `killing three people and a child`."""
    found: list[Number] = []
    edge = verb.end()
    whole = 0  # how many of them belong to the sum for sure: a comma joins only when an "and" follows
    for number in [number for number in numbers if number.start >= edge]:
        link = part(words, "joined" if found else "before_object").fullmatch(text, edge, number.start)
        next_verb = found and part(words, "next_verb").match(text, number.end)
        foe, fighter = (_begins(words, name).match(number.people) for name in ("attackers", "fighters"))
        if not link or _is_thing(number, words) or (foe and not fighter) or next_verb:
            break
        found.append(dataclasses.replace(number, weak=True) if fighter else number)
        edge = number.end
        whole = len(found) if len(found) == 1 or link.group().strip(" ,") else whole
    found = _without_speakers(text, found[:whole], words)
    completed = found and (
        not _incomplete(words, harm).fullmatch(verb.group()) or _follows(words, harm).match(text, found[-1].end)
    )
    return tuple(found) if completed else ()


def _without_speakers(text: str, found: list[Number], words: Words) -> list[Number]:
    """The numbers without those behind a comma who say it: `wounding 27, a police colonel and a doctor said`."""
    if not found or not part(words, "saying").match(text, found[-1].end):
        return found
    commas = [number for number, each in enumerate(found[1:], 1) if "," in text[found[number - 1].end : each.start]]
    return found[: commas[-1]] if commas else found


@functools.cache
def _total(words: Words, harm: str) -> re.Pattern[str]:
    """The words for the number of all victims at the end of a text, where that number follows."""
    total, link = _verbs(words, harm, "total").pattern, words.table("casualties")["before_object"]
    return re.compile(rf"{total}(?={link}\Z)", re.IGNORECASE)


@functools.cache
def _incomplete(words: Words, harm: str) -> re.Pattern[str]:
    return re.compile(words.table("casualties")[harm]["incomplete"], re.IGNORECASE)


@functools.cache
def _follows(words: Words, harm: str) -> re.Pattern[str]:
    """What must stand behind the number after "left": `left 20 people wounded`."""
    return re.compile(
        rf"{words.table('casualties')['until_left']} (?:{'|'.join(words.table('casualties')[harm]['left'])})\b",
        re.IGNORECASE,
    )


@functools.cache
def _begins(words: Words, name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:other )?(?:of )?(?:the |its |their |his )?(?:{'|'.join(words.table('casualties')[name])})\b",
        re.IGNORECASE,
    )
