"""Times: what weekdays, "yesterday" and dates in a sentence mean, counted from the day of the story. Pure."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.words import longest_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.intake.words import Words

FORESEEN: Final = 60  # days: a date without year that is at most so far ahead is in the future, not last year's
HEAD: Final = 10  # characters before a day at the head of a sentence: "Earlier on"
NEAR: Final = 120  # characters before a day that can tell whose day it is
NOON: Final = 12
SATURDAY: Final = 5
SHIFTS: Final = {"same": 0, "earlier": -1, "later": 1}  # days from the day told before
LATEST_CENTURY: Final = 40  # two digits up to this are of this century: '18 is 2018, '86 is 1986


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expression:
    """One way to say a day; see `data/en/times.toml`."""

    kind: str
    back: int
    pattern: re.Pattern[str]


@functools.cache
def _expressions(words: Words) -> tuple[_Expression, ...]:
    table = words.table("times")
    puts = {name: longest_first(table[name]) for name in ("weekdays", "months", "numbers", "feasts")}
    found = []
    for entry in table["expressions"]:
        for pattern in entry["patterns"]:
            for name, put in puts.items():
                pattern = pattern.replace(f"{{{name}}}", put)  # noqa: PLW2901 - the same pattern, filled in
            whole = re.compile(rf"(?<![\w-])(?:{pattern})(?!\w(?!\d?[:.]\d\d))", re.IGNORECASE)  # "20237:02 AM"
            found.append(_Expression(kind=entry["kind"], back=entry.get("back", 0), pattern=whole))
    return tuple(found)


@functools.cache
def _phrase(words: Words, name: str, key: str = "words") -> re.Pattern[str]:
    return re.compile(words.table("times")[name][key], re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A day named in a sentence. `said` is the day somebody said it; `ahead` lies after the story's own day.

    `explicit` are dates, `full` those with a year, `aside` those said only beside another: by another
    clock than the local one, or as "the same day". `rough` ones are one of several: "overnight", "over the weekend".
    """

    start: int
    end: int
    day: dt.date
    said: bool = False
    ahead: bool = False
    explicit: bool = False
    full: bool = False
    aside: bool = False
    rough: bool = False


def find_times(text: str, today: dt.date, words: Words, before: dt.date | None = None) -> tuple[TimeMention, ...]:
    """The days that a sentence of a story of `today` names.

    "A day earlier" counts from the day named before it, in a sentence without one from `before`.
    """
    taken: list[TimeMention] = []  # in the order of the text
    covered = bytearray(len(text))  # to look at every mention for each match would take long in a list of days
    for expression in _expressions(words):
        for match in expression.pattern.finditer(text):
            if any(covered[match.start() : match.end()]) or _is_name(text, match, words, expression.kind):
                continue
            earlier = bisect.bisect_right(taken, match.start(), key=lambda mention: mention.end)
            told = taken[earlier - 1].day if earlier else before
            day = _resolve(expression, match, today, words, told)
            if day:
                taken.insert(earlier, _mention(text, match, day, today, words, kind=expression.kind))
                covered[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return _joined(text, taken)


def _is_name(text: str, match: re.Match[str], words: Words, kind: str) -> bool:
    """Whether a weekday is somebody's name."""
    if kind != "weekday" or not re.compile(words.table("times")["name"]["behind"]).match(text, match.end()):
        return False
    before = text[max(0, match.start() - NEAR) : match.start()]
    return bool(re.search(words.table("times")["name"]["before"], before))


def _mention(  # noqa: PLR0913 - what is read, and what it is read against
    text: str, match: re.Match[str], day: dt.date, today: dt.date, words: Words, *, kind: str
) -> TimeMention:
    before = text[max(0, match.start() - NEAR) : match.start()]
    said = bool(_phrase(words, "said").search(before)) and not _event_between(text, match.start(), words)
    said = said or bool(_phrase(words, "said", "until").search(before))
    said = said or bool(_phrase(words, "said", "reacting").search(before))
    said = said or bool(_phrase(words, "said_behind").match(text, match.end()))
    said = said or (match.start() <= HEAD and bool(_phrase(words, "said_later").match(text, match.end())))
    said = said and not _phrase(words, "said", "event").match(text, match.end())
    return TimeMention(
        start=match.start(),
        end=match.end(),
        day=days_on(day, _behind_gmt(before, words)),
        said=said,
        aside=kind == "same" or bool(_phrase(words, "gmt").search(before)),
        explicit=kind == "date",
        rough=kind in {"rough", "weekend"} or bool(_phrase(words, "several").match(text, match.end())),
        full=bool(match.groupdict().get("year") or match.groupdict().get("short")),
        ahead=day > days_on(today, 1),
    )


def _behind_gmt(before: str, words: Words) -> int:
    """The days from a GMT day to the local one: `1 a.m. (2300 GMT on Monday)` is Tuesday."""
    clock = _phrase(words, "gmt", "clock").search(before)
    if not clock:
        return 0
    morning, late = clock["half"].lower() == "a", int(clock["gmt"]) >= NOON
    return int(morning and late) - int(not morning and not late)


def _event_between(text: str, end: int, words: Words) -> bool:
    """Whether between the saying and the day there is a clause of its own ("said that rebels attacked on Monday")."""
    said = list(_phrase(words, "said", "saying").finditer(text, max(0, end - NEAR), end))
    between = text[said[-1].end() : end] if said else ""
    return bool(_phrase(words, "said", "clause").search(between))


def _resolve(
    expression: _Expression, match: re.Match[str], today: dt.date, words: Words, before: dt.date | None
) -> dt.date | None:
    kind, table = expression.kind, words.table("times")
    if kind == "date":
        return _dated(match, today, table["months"])
    if kind == "feast":
        month, day = next(
            found for name, found in table["feasts"].items() if re.fullmatch(name, match["feast"], re.IGNORECASE)
        )
        return nearest_day(month, day, today)
    if kind in {"weekday", "last", "weekend"}:
        weekday = SATURDAY if kind == "weekend" else table["weekdays"].index(match["weekday"].lower())
        back = (today.weekday() - weekday) % 7
        return days_on(today, -(back or 7 * (kind == "last")))
    if kind == "ago":
        number = match["number"].lower()
        return days_on(today, -(table["numbers"].get(number) or int(number)))
    if kind in SHIFTS:
        return days_on(before, SHIFTS[kind]) if before else None
    return days_on(today, 2 if kind == "next" else -expression.back)


def _dated(match: re.Match[str], today: dt.date, months: dict[str, int]) -> dt.date | None:
    groups = match.groupdict()
    month = months[groups["month"].lower()] if groups.get("month") else int(groups["month_number"])
    year = int(groups["year"]) if groups.get("year") else None
    if groups.get("short"):
        year = int(groups["short"]) + (2000 if int(groups["short"]) <= LATEST_CENTURY else 1900)
    return real_day(year, month, int(groups["day"])) if year else nearest_day(month, int(groups["day"]), today)


def days_on(day: dt.date, days: int) -> dt.date:
    """The day so many days on, or back; where the calendar ends, its first or last one."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


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
    return next((found for found in days if found <= days_on(today, FORESEEN)), None)


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
            previous = dataclasses.replace(mention, start=previous.start, said=previous.said, explicit=True)
            continue
        if previous:
            yield previous
        previous = mention
    if previous:
        yield previous


def speaks_of_future(text: str, words: Words) -> bool:
    """Whether the sentence is about what is still to come."""
    return bool(_phrase(words, "future").search(text))
