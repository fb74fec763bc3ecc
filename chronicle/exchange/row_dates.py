"""The date and the time of a row, as exactly as its cells say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chronicle.entries.values import parse_time
from chronicle.exchange.faults import Unreadable, missing
from chronicle.problems import shortened
from chronicle.text.dates import DateError, Point, When, parse_when

if TYPE_CHECKING:
    from collections.abc import Mapping

PRECISIONS: Final = ("day", "approximate", "month", "year")

_DATED: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d{1,9})?)? ?(Z|UTC|[+-]\d{2}:\d{2})?\Z", re.ASCII
)
# Day and month in either order: what a mapping must say.
_UNORDERED: Final = re.compile(
    r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?:( +)\d{1,2}:\d\d(:\d\d)?(?:( *)[AaPp]\.?[Mm]\.?)?)?\Z", re.ASCII
)
_COUNTED: Final = re.compile(r"[1-6]\d{4}(?:\.\d+)?\Z", re.ASCII)  # days from 1927 to 2091, as spreadsheets count them
_SHORT_YEAR: Final = re.compile(r"\d{1,2}([ ./-])[A-Za-z]{3}\1\d\d\Z", re.ASCII)  # as Excel shows days
_HALF_DAY: Final = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5]\d)(?::\d{2})?)? ?([AaPp])\.?[Mm]\.?\Z", re.ASCII)
_FORMS: Final = frozenset({"date-form", "date-time"})  # what is said of a text that is a date in no form of ours
_NO_FORM: Final = "is in no form that is known; say in a mapping how to read it"
# What spreadsheets make of whole numbers.
WHOLE: Final = re.compile(r"(\d{1,9})\.0+\Z", re.ASCII)


def when_of(row: Mapping[str, str]) -> When:
    """When it happened: from one cell, from its two ends, or from its parts."""
    if "date" in row:
        when = date_of(row["date"], "date")
    elif "date_from" in row:
        when = _from_to(row)
    elif "year" in row:
        when = _from_parts(row)
    else:
        missing("date")
    return _as_exact(when, row.get("date_precision", ""))


def date_of(text: str, target: str) -> When:
    """A date in any form that can mean only one."""
    if match := _DATED.match(text):
        text = match[1]
    try:
        return parse_when(text)
    except DateError as error:
        if error.code == "date-form" and error.guess:
            return parse_when(error.guess)
        raise Unreadable(target, _unread(text) if error.code in _FORMS else str(error)) from None


def _unread(text: str) -> str:
    """Why a date has no form that can mean only one, and what a mapping can say of it."""
    if (match := _UNORDERED.match(text)) and (forms := _forms(match)):
        words = "can mean more than one day; say in a mapping which" if len(forms) > 1 else _NO_FORM
        return f"{shortened(text)} {words}: [dates] {' or '.join(forms)}"
    if _COUNTED.match(text):
        words = "is a day as spreadsheets count them; show the column as dates there, and save it anew"
        return f"{shortened(text)} {words}"
    if match := _SHORT_YEAR.match(text):
        form = f'formats = ["%d{match[1]}%b{match[1]}%y"]'
        return f"{shortened(text)} does not say the century; say in a mapping how to read it: [dates] {form}"
    known = "2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or 2023-10-19/.."
    return f"{shortened(text)} is not a date; write {known}, or say in a mapping how to read it: [dates] formats"


def _forms(match: re.Match[str]) -> list[str]:
    """What a mapping can say of a day written in numbers: either order, as far as it has a month."""
    first, mark, second, year, space, seconds, half = match.groups()
    years = "%Y" if len(year) > 2 else "%y"  # noqa: PLR2004 - of the century too
    hour, half = ("%H", "") if half is None else ("%I", " %p" if half else "%p")
    time = (f" {hour}:%M" if space else "") + (":%S" if seconds else "") + half
    orders = {("%d", "%m"): int(second), ("%m", "%d"): int(first)}
    real = [order for order, month in orders.items() if 1 <= month <= 12]  # noqa: PLR2004 - a year has 12
    return [f'formats = ["{mark.join((*order, years))}{time}"]' for order in real]


def _from_to(row: Mapping[str, str]) -> When:
    first = date_of(row["date_from"], "date_from")
    if "date_to" not in row:
        return first
    last = date_of(row["date_to"], "date_to")
    return _ranging(first.start, last.end or last.start, "date_to")


def _ranging(start: Point, end: Point, target: str) -> When:
    if start == end:
        return When(start)
    try:
        return parse_when(f"{start}/{end}")
    except DateError as error:
        raise Unreadable(target, str(error)) from None


def _from_parts(row: Mapping[str, str]) -> When:
    start = _point(row, "")
    return _ranging(start, _point(row, "end_"), "end_year") if "end_year" in row else When(start)


def _point(row: Mapping[str, str], prefix: str) -> Point:
    """A day, month or year from its parts; a part that is 0 is not known."""
    numbers = [_part(row, f"{prefix}{name}") for name in ("year", "month", "day")]
    known = numbers[: numbers.index(0)] if 0 in numbers else numbers
    if not known:
        missing(f"{prefix}year")
    text = "-".join(f"{number:0{width}}" for number, width in zip(known, (4, 2, 2), strict=False))
    return date_of(text, f"{prefix}{'year month day'.split()[len(known) - 1]}").start


def _part(row: Mapping[str, str], target: str) -> int:
    text = WHOLE.sub(r"\1", row.get(target, "0"))
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        raise Unreadable(target, f"{shortened(text)} is not a number of one to four digits")
    return int(text)


def _as_exact(when: When, precision: str) -> When:
    """The date as exact as a column beside it says: a day of a month that alone is known becomes the month."""
    if precision not in PRECISIONS or precision == "day":
        return when
    if precision == "approximate":
        return replace(when, start=replace(when.start, mark="~")) if when.is_day and not when.start.mark else when
    ends = (when.start, when.end or when.start)
    kept = [replace(point, day=None, month=point.month if precision == "month" else None) for point in ends]
    return When(kept[0]) if kept[0] == kept[1] else replace(when, start=kept[0], end=when.end and kept[1])


def time_of(row: Mapping[str, str]) -> str:
    """The time of day, from its own cell or that of the date; empty when there is none."""
    text = row.get("time", "")
    if not text:
        match = _DATED.match(row.get("date", ""))
        zone = (match[3] or "").replace("UTC", "Z") if match else ""
        return f"{match[2]}{zone}" if match and match[2] != "00:00" else ""
    if half := _HALF_DAY.match(text):
        return f"{int(half[1]) % 12 + 12 * (half[3] in 'Pp'):02}:{half[2] or '00'}"
    whole = re.sub(r"\A(\d):", r"0\1:", re.sub(r"\A(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?", r"\1", text))
    try:
        return parse_time(whole)
    except ValueError as error:
        raise Unreadable("time", str(error)) from None
