"""Times: what weekdays, "yesterday" and dates in a sentence mean, counted from the day of the story. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

FORESEEN: Final = 60  # days: a date without year that is at most so far ahead is in the future, not last year's
NEAR: Final = 120  # characters before a day that can tell whose day it is
_DAY: Final = dt.timedelta(days=1)

_WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTHS: Final = {
    **{name.lower(): number for number, name in enumerate(calendar.month_name) if name},
    **{name.lower(): number for number, name in enumerate(calendar.month_abbr) if name},
    "sept": 9,
}
_WEEKDAY_WORDS: Final = "|".join(_WEEKDAYS)
_MONTH_WORDS: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBERS: Final = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}

_MONTH_DAY: Final = (
    rf"(?P<month>{_MONTH_WORDS})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,? (?P<year>(?:19|20)\d\d)(?!\d))?"
)
_DAY_MONTH: Final = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH_WORDS})\b\.?"
    r"(?:,? (?P<year>(?:19|20)\d\d)(?!\d)| (?P<short>\d\d)(?!\d|:))?"
)
_ISO: Final = r"(?P<year>(?:19|20)\d\d)-(?P<month_number>\d\d)-(?P<day>\d\d)"

_EXPRESSIONS: Final = tuple(
    (kind, re.compile(rf"(?<![\w-]){pattern}(?!\w)", re.IGNORECASE))
    for kind, pattern in (
        ("date", _ISO),
        ("date", _MONTH_DAY),
        ("date", _DAY_MONTH),
        ("next", rf"(?:next|coming|this coming) (?:{_WEEKDAY_WORDS})"),
        ("last", rf"last (?P<weekday>{_WEEKDAY_WORDS})"),
        ("weekday", rf"(?P<weekday>{_WEEKDAY_WORDS})"),
        ("before yesterday", r"(?:the )?day before yesterday"),
        ("yesterday", r"yesterday|last night|last evening"),
        ("today", r"today|tonight|this (?:morning|afternoon|evening)|early today|earlier in the day"),
        ("today", r"overnight(?! (?:on|to|into)\b)"),
        ("ago", r"(?P<number>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) days? ago"),
        ("day earlier", r"(?:a|one|the) day (?:earlier|before)|the previous day"),
    )
)
_SAID: Final = re.compile(
    r"(?:said|says|told|announced|reported|confirmed|added|tweeted|stated|statement|interview|press conference"
    r"|according to)"
    r"(?:[\w ,’'-]{0,60}?)(?:\b(?:on|late|early)\s*)*\Z",
    re.IGNORECASE,
)
_SAYING: Final = re.compile(r"\b(?:said|told|announced|reported|confirmed|according to)\b", re.IGNORECASE)
_FUTURE: Final = re.compile(
    r"\b(?:will|scheduled|due|expected|upcoming|planned|slated|ahead of|deadline)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A day named in a sentence. `said` is the day somebody said it; `ahead` lies after the story's own day."""

    start: int
    end: int
    day: dt.date
    said: bool = False
    ahead: bool = False
    explicit: bool = False


def find_times(text: str, today: dt.date, before: dt.date | None = None) -> tuple[TimeMention, ...]:
    """The days that a sentence of a story of `today` names; `before` is the day that "a day earlier" counts from."""
    taken: list[TimeMention] = []
    for kind, expression in _EXPRESSIONS:
        for match in expression.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in taken):
                continue
            day = _resolve(kind, match, today, before)
            if day:
                taken.append(_mention(text, match, day, today, explicit=kind == "date"))
    return _joined(text, sorted(taken, key=lambda mention: mention.start))


def _mention(text: str, match: re.Match[str], day: dt.date, today: dt.date, *, explicit: bool) -> TimeMention:
    said = bool(_SAID.search(text[max(0, match.start() - NEAR) : match.start()])) and not _event_between(
        text, match.start()
    )
    return TimeMention(
        start=match.start(), end=match.end(), day=day, said=said, explicit=explicit, ahead=day > today + _DAY
    )


def _event_between(text: str, end: int) -> bool:
    """Whether between the saying and the day there is a clause of its own ("said that rebels attacked on Monday")."""
    said = list(_SAYING.finditer(text, max(0, end - NEAR), end))
    between = text[said[-1].end() : end] if said else ""
    return bool(re.search(r"\b(?:that|were|was|had|been|an?|when|after)\b", between))


def _resolve(kind: str, match: re.Match[str], today: dt.date, before: dt.date | None) -> dt.date | None:
    if kind == "date":
        return _dated(match, today)
    if kind in {"weekday", "last"}:
        back = (today.weekday() - _WEEKDAYS[match["weekday"].lower()]) % 7
        return today - (back or 7 * (kind == "last")) * _DAY
    if kind == "ago":
        number = match["number"].lower()
        return today - (_NUMBERS.get(number) or int(number)) * _DAY
    if kind == "day earlier":
        return (before or today) - _DAY
    if kind == "next":
        return today + 2 * _DAY
    return today - {"today": 0, "yesterday": 1, "before yesterday": 2}[kind] * _DAY


def _dated(match: re.Match[str], today: dt.date) -> dt.date | None:
    groups = match.groupdict()
    month = _MONTHS[groups["month"].lower()] if groups.get("month") else int(groups["month_number"])
    year = int(groups["year"]) if groups.get("year") else None
    if groups.get("short"):
        year = 1900 + int(groups["short"]) if int(groups["short"]) > 40 else 2000 + int(groups["short"])  # noqa: PLR2004
    return real_day(year, month, int(groups["day"])) if year else nearest_day(month, int(groups["day"]), today)


def real_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, if there is such a day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def nearest_day(month: int, day: int, today: dt.date) -> dt.date | None:
    """A day without a year: the latest one that is not ahead, unless one is at most FORESEEN days ahead."""
    years = (today.year + 1, today.year, today.year - 1)
    days = [found for year in years if (found := real_day(year, month, day))]
    return next((found for found in days if found <= today + FORESEEN * _DAY), None)


def _joined(text: str, mentions: list[TimeMention]) -> tuple[TimeMention, ...]:
    """`Sunday (June 24)` and `Monday, 5 May` are one mention: the date counts."""
    return tuple(_merged(text, mentions))


def _merged(text: str, mentions: list[TimeMention]) -> Iterator[TimeMention]:
    previous: TimeMention | None = None
    for mention in mentions:
        if (
            previous
            and re.fullmatch(r"(?:['’]s)?[ ,(]{1,3}", text[previous.end : mention.start])
            and not previous.explicit
        ):
            previous = TimeMention(
                start=previous.start,
                end=mention.end,
                day=mention.day,
                said=previous.said,
                ahead=mention.ahead,
                explicit=True,
            )
            continue
        if previous:
            yield previous
        previous = mention
    if previous:
        yield previous


def speaks_of_future(text: str) -> bool:
    """Whether the sentence is about what is still to come."""
    return bool(_FUTURE.search(text))
