"""Datelines: `ANBAR (Iraq), Oct 20 —` and `BAGHDAD (Reuters) -` at the head of a story. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import Final

from chronicle.intake.times import days_on, find_times, nearest_day
from chronicle.intake.words import Words, agencies

_DAY_BEHIND: Final = re.compile(
    r"(?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\s*(?:—|–|--|-)\s*"
)
SHORTEST_STORY: Final = 25  # characters behind a dateline; less is a name and an outlet
LONGEST: Final = 90  # characters before the dash

_DASH: Final = re.compile(r"\s*(?:—|–|--|\s[-_](?=\s))\s*|(?<=\))\s*[:.]?\s*-\s*|(?<=/)\.\s+")
_COLON: Final = re.compile(r"(?:(?<=[A-Z]{4})|(?<=[a-z] \d)|(?<=[a-z] \d\d)|(?<=\))|(?<=, \d{4})):\s+")
_POINT: Final = re.compile(
    r"(?:(?<=[A-Z] \d)|(?<=[A-Z] \d\d)|(?<=\)))\.\s+(?=[A-Z“\"])|(?<=[A-Z]{4})\.\s+(?=[A-Z][a-z])"
)  # `JAMMU, JULY 22. Two men`, `NOVOSIBIRSK. Two people`
# `RAIPUR, Jun 12 (PTI) Three people`, and `MARDIN, Turkey Two people`: no dash at all.
_CREDIT: Final = re.compile(r"(?<=\))\s+(?=[A-Z“\"])")
_COUNTRY: Final = re.compile(r"(?<=\w) (?=[A-Z])")
_COUNTRY_COLON: Final = re.compile(r"(?<=\w):\s+(?=[A-Z“\"])")  # `YALA, Thailand: A bomb`
_INSIDE: Final = re.compile(
    r"(?:\A|(?<=\s))(?P<head>(?:[A-Z]{3}[A-Z’'-]*(?: [A-Z]{2}[A-Z’'-]*){0,3}|[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)?)"
    r"(?: \([A-Z][a-z]+\)|, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: \([A-Za-z/ -]{2,30}\))?)(?:\s*(?:—|–|--|-)\s|:\s+(?=[A-Z]))"
)
_NAME: Final = re.compile(r"(?:[A-ZÀ-Þ‘'’][\w.’'-]*|of|de|del|la|el|the|al|and|le|du|dos|da|do|[,/()-])+\Z")
_BRACKETS: Final = re.compile(r"[,.]?\s*(?:\([^()]*\)|\[[^\[\]]*\]|(?<= )/[^/]{2,30}/)")
_MARKS: Final = re.compile(r"(?:\s*\[[A-Z ,.()/-]{2,80}\])+\s*")  # [REPORT] [TEXT] of monitored broadcasts
_ALONE: Final = re.compile(r"\s*(?P<day>[A-Z][a-z]{2,8}\.? \d{1,2},? )?\((?P<agency>[^()]{2,40})\)\s*(?:—|–|--|-)\s*")
_MONTH_DAY: Final = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}\b|\d{1,2} [A-Z][a-z]{2,8}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatelineText:
    """What a dateline says: the place as printed, its day, its agency; `rest` is the story after `printed`."""

    printed: str
    place: str
    day: dt.date | None
    agency: str
    rest: str


def agency_named(text: str) -> str:
    """The agency that a short text such as `Reuters` or `AFP/dpa` names, as Chronicle writes it; or nothing."""
    words = [word.strip() for word in re.split(r"[/,&]| and |(?<=\w)-(?=[A-Z])", text)]
    found = _agency_of_spelling()
    return next((found[word] for word in words if word in found), "")


def agency_in(line: str) -> str:
    """The agency that a line such as `Source: Xinhua  2017-02-20` names among its words."""
    return next((name for spelling, name in _agencies_as_words() if spelling.search(line)), "")


@functools.cache
def _agency_of_spelling() -> dict[str, str]:
    return dict(agencies())


@functools.cache
def _agencies_as_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b{re.escape(spelling)}\b"), name) for spelling, name in agencies())


def read_dateline(paragraph: str, published: dt.date | None, words: Words) -> DatelineText | None:
    """The dateline at the head of a first paragraph, if it has one."""
    alone = _ALONE.match(paragraph)
    if alone and (agency := agency_named(alone["agency"])):
        day = _printed_day(alone["day"], published, words) if alone["day"] and published else None
        printed = alone.group().strip(" —–-")
        inner = read_dateline(paragraph[alone.end() :], published, words)  # "(ANSA) - Bari, July 27 - …"
        if inner and inner.place:
            return dataclasses.replace(inner, printed=f"{alone.group()}{inner.printed}", agency=inner.agency or agency)
        return DatelineText(printed=printed, place="", day=day, agency=agency, rest=paragraph[alone.end() :])
    for separator in (_DASH, _COLON, _COUNTRY_COLON, _POINT, _CREDIT, _COUNTRY):
        match = separator.search(paragraph[: LONGEST + 4])
        if match and not _may_end(paragraph[: match.start()], separator, words):
            continue
        if match and match.start() <= LONGEST and (found := _parts(paragraph[: match.start()], published, words)):
            printed, rest = paragraph[: match.start()].strip(), paragraph[match.end() :]
            if len(rest) < SHORTEST_STORY and not re.search(r"[.!?]", rest):
                continue
            if behind := _DAY_BEHIND.match(rest):  # "EL-ARISH, Egypt (AP) — Aug. 7, 2019 — …"
                times = find_times(behind["day"], dt.date(2000, 1, 1), words)
                printed, rest = f"{printed} — {behind['day']}", rest[behind.end() :]
                found = (found[0], times[0].day if times and times[0].full else found[1], found[2])
            if rest.startswith("["):
                rest = _MARKS.sub("", rest, count=1)
            return DatelineText(printed=printed, place=found[0], day=found[1], agency=found[2], rest=rest)
    return None


def _may_end(head: str, separator: re.Pattern[str], words: Words) -> bool:
    """Whether what stands before a mark that is not always a dateline's can be one: it names an agency or a country."""
    if separator is _CREDIT:
        return bool(agency_named(head.rpartition("(")[2].rstrip(")")))
    if separator is _COUNTRY_COLON and not head.partition(",")[0].isupper():
        return False
    return separator not in {_COUNTRY, _COUNTRY_COLON} or _ends_in_country(head, words)


def read_alone(line: str, published: dt.date | None, words: Words) -> DatelineText | None:
    """A dateline that is a line of its own: `KABUL`, `KABUL, Oct 20`."""
    found = _parts(line, published, words) if len(line) <= LONGEST // 2 else None
    town = found[0].partition(", ")[0] if found and _ends_in_country(found[0], words) else found[0] if found else ""
    bare = re.sub(r"[^A-Za-z]", "", town)
    if found and len(bare) > 3 and bare.isupper():  # noqa: PLR2004 - shorter is an abbreviation
        return DatelineText(printed=line, place=found[0], day=found[1], agency=found[2], rest="")
    return None


def find_dateline(line: str, words: Words) -> int | None:
    """Where in a line a dateline begins that only a dateline can be: with an agency, or with a day, before a dash."""
    for match in _INSIDE.finditer(line):
        head = match["head"]
        agency = any(agency_named(bracket.group().strip(" ,.()[]/")) for bracket in _BRACKETS.finditer(head))
        shouted = match.group().rstrip().endswith(":") and head.isupper()
        if (shouted or agency or _MONTH_DAY.search(head)) and _parts(head, None, words):
            return match.start("head")
    return None


def _ends_in_country(head: str, words: Words) -> bool:
    name = head.rsplit(", ", 1)[-1]
    return any(name in row["names"].split("|") for row in words.rows("countries"))


def _parts(head: str, published: dt.date | None, words: Words) -> tuple[str, dt.date | None, str] | None:
    agency = ""
    for bracket in _BRACKETS.finditer(head):
        if agency := agency_named(bracket.group().strip(" ,.()[]/")):
            head = head.replace(bracket.group(), "", 1)
            break
    named = re.search(r",\s+([^\s,]+)\s*\Z", head)  # "ACCRA, June 8, GNA"
    if named and not agency and (agency := agency_named(named[1])):
        head = head[: named.start()]
    head = re.sub(r"(?<=[A-Z]{4})\.\s+(?=[A-Z])|(?<=\d)\.\s+(?=\d{4})", ", ", head)  # "MAKHACHKALA. December 5. 2013"
    head, day = _without_day(head.strip(" ,"), published, words)
    head = re.sub(r"\s*\(\s*\)", "", head).strip(" ,.")
    parts = head.split() if not agency_named(head) else []
    if not parts or len(parts) > 7 or not all(_NAME.match(part) for part in parts):  # noqa: PLR2004 - longer is a clause
        return None
    if not (agency or day or head.isupper() or len(parts) <= 3):  # noqa: PLR2004
        return None
    return head, day, agency


def _without_day(head: str, published: dt.date | None, words: Words) -> tuple[str, dt.date | None]:
    match = _MONTH_DAY.search(head)
    if not match:
        return head, None
    times = find_times(head, published, words) if published else ()
    day = _printed_day(head, published, words) if published else None
    if published is None and (full := [time for time in find_times(head, dt.date(2000, 1, 1), words) if time.full]):
        day = full[0].day
    if times or day or re.search(rf"\b{match.group()}\Z", head):
        return head[: match.start()].strip(" ,.("), day
    return head, None


def _printed_day(head: str, published: dt.date, words: Words) -> dt.date | None:
    """The day nearest to the publication: `Dec 31` above a story of 1 January is last year's."""
    times = find_times(head, published, words)
    if not times:
        return None
    day = times[0].day
    options = [
        nearest_day(day.month, day.day, published),
        nearest_day(day.month, day.day, days_on(published, -200)),
    ]
    known = [option for option in options if option]
    return min(known, key=lambda option: abs((option - published).days), default=None)
