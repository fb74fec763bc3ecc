"""`When`: a date that may be a day, a month, a year, a range, open, approximate or uncertain (EDTF subset)."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import Final

from chronicle.text.digits import with_ascii_digits

MOST_DAYS_SHOWN: Final = 31  # an interval up to this long stands on each of its days

_DAY: Final = len("2023-10-19")
_UNMARKED: Final = str.maketrans("", "", "~?%")
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?\Z", re.ASCII)
# Other forms, as texts: to compile them takes longer than all else here, and most chronicles have no such date.
_LOOSE = r"(?a)(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\Z"
_REVERSED = r"(?a)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\Z"
_MONTH_FIRST = r"(?a)(\d{1,2})[-/. ](\d{4})\Z"
_MONTH_LAST = r"(?a)(\d{4})[-/. ](\d{1,2})\Z"
_WORDS_MONTH = r"(?a)([A-Za-z]{3})[a-z]*\.?,? (\d{4})\Z"
_RANGE = r"(?a)(?:from )?(\S.*?)\s+(?:to|until|till|-|–|—|/)\s+(\S.*)\Z"
TIMED: Final = r"(?a)(?P<day>\d{4}-\d{2}-\d{2})(?:T|,? (?:at )?)(?P<time>\d{1,2}(?::\d| ?[ap]\.?m).*)\Z"
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_WORDS_DAY_FIRST = r"(?a)(?:\w+,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3})[a-z]*\.?,? (\d{4})\Z"
_WORDS_MONTH_FIRST = r"(?a)(?:\w+,? )?([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\Z"

# Marks of direction, and joiners.
_UNSEEN: Final = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
# Other signs that look like a hyphen.
_DASHES: Final = "[\u2010-\u2015\u2212]"
_LONGEST: Final = 100  # characters of what can be a date in words; the patterns are slow on longer texts
_OTHER_FORMS: Final = (
    (_LOOSE, "ymd"),
    (_WORDS_DAY_FIRST, "dmy"),
    (_WORDS_MONTH_FIRST, "mdy"),
    (_MONTH_FIRST, "my"),
    (_MONTH_LAST, "ym"),
    (_WORDS_MONTH, "my"),
)


class DateError(ValueError):
    """A text that is no date: `code` is stable, `guess` the date that was probably meant, or empty."""

    def __init__(self, code: str, message: str, guess: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.guess = guess


@dataclass(frozen=True, slots=True)
class Point:
    """A day, or a month (no day), or a year (no month); `mark` is `~` approximate, `?` uncertain, `%` both."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04}{self.mark}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}-{self.month:02}{day}{self.mark}"

    @property
    def first(self) -> dt.date:
        """The earliest day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class When:
    """When something happened, never more exact than it is known.

    `start` alone is one day, month or year; with `end` a range that includes both; `open_ended` a range
    whose end is not known. Ordered by the earliest day, then the more exact first: a total order.
    """

    start: Point
    end: Point | None = None
    open_ended: bool = False

    def __hash__(self) -> int:  # of what tells nearly all dates apart: lists group incidents by them
        start = self.start
        return hash((start.year, start.month, start.day))

    def __str__(self) -> str:
        if self.open_ended:
            return f"{self.start}/.."
        return f"{self.start}/{self.end}" if self.end else str(self.start)

    def __lt__(self, other: object) -> bool:
        return self.order < other.order if isinstance(other, When) else NotImplemented

    @property
    def order(self) -> tuple[dt.date, dt.date, str]:
        """What it is sorted by."""
        return self.first, self.last, str(self)

    @classmethod
    def on(cls, day: dt.date) -> When:
        """One known day."""
        return cls(Point(day.year, day.month, day.day))

    @property
    def first(self) -> dt.date:
        """The earliest day it can mean."""
        return self.start.first

    @property
    def last(self) -> dt.date:
        """The latest day it can mean; for an open end the last day there is."""
        return dt.date.max if self.open_ended else (self.end or self.start).last

    @property
    def is_day(self) -> bool:
        """Whether it names one single day, however sure."""
        return self.end is None and not self.open_ended and self.start.day is not None

    @property
    def has_days(self) -> bool:
        """Whether the days that it begins and ends with are known, as far as it ends."""
        return self.start.day is not None and (self.end is None or self.end.day is not None)

    @property
    def has_months(self) -> bool:
        """Whether the months that it begins and ends with are known, as far as it ends."""
        return self.start.month is not None and (self.end is None or self.end.month is not None)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days it stands on in an archive: none for a month, a year, a long or an open range."""
        if not self.has_days or self.open_ended:
            return ()
        length = (self.last - self.first).days + 1
        if length > MOST_DAYS_SHOWN:
            return ()
        return tuple(self.first + dt.timedelta(days=number) for number in range(length))

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The months it stands on: none for a year, or a range of more than twelve of them."""
        if not self.has_months:
            return ()
        last = self.start.last if self.open_ended else self.last
        begin, stop = self.first.year * 12 + self.first.month - 1, last.year * 12 + last.month
        if stop - begin > 12:  # noqa: PLR2004 - a year has twelve
            return ()
        return tuple((number // 12, number % 12 + 1) for number in range(begin, stop))

    @property
    def years(self) -> tuple[int, ...]:
        """The years it stands on; an open range stands on its first."""
        return tuple(range(self.first.year, (self.first if self.open_ended else self.last).year + 1))

    @property
    def iso(self) -> str:
        """For machines: ISO 8601, as exact as it is known, no marks: `2023-10`, `2023-10-19/2023-11`, `2023-10/..`."""
        return str(self).translate(_UNMARKED)


@functools.lru_cache(maxsize=16_384)  # the days of forty years: entries share them
def parse_when(text: str) -> When:
    """Read a date as written in an entry. Raise DateError with a guess where one is possible."""
    text = text.strip()
    if len(text) == _DAY and (day := _day(text)):  # as most are
        return When.on(day)
    start_text, slash, end_text = text.partition("/")
    if not slash or any(re.match(form, text) for form in (_LOOSE, _REVERSED, _MONTH_FIRST, _MONTH_LAST)):
        return When(_point(text))
    try:
        start = _point(start_text)
        if end_text == "..":
            return When(start, open_ended=True)
        end = _point(end_text)
    except DateError as error:
        raise DateError(error.code, str(error), _range_guess(start_text, end_text)) from None
    if end.last < start.first:
        raise DateError("date-order", f'"{text}" ends before it begins', f"{end}/{start}")
    if end == start:
        return When(start)
    return When(start, end)


def _day(text: str) -> dt.date | None:
    """The day that is written as YYYY-MM-DD, and not in another way that ISO 8601 has; None if it is none."""
    try:
        return dt.date.fromisoformat(text) if text[4:8:3] == "--" else None
    except ValueError:
        return None


def _point(text: str) -> Point:
    match = _POINT.match(text)
    if not match:
        raise _not_a_date(text)
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    _check_exists(text, year or 0, month, day)
    return Point(year or 0, month, day, match[4] or "")


def _range_guess(start_text: str, end_text: str) -> str:
    parts = [_meant(start_text), end_text if end_text == ".." else _meant(end_text)]
    if not all(parts):
        return ""
    try:
        return str(parse_when("/".join(parts)))
    except DateError:  # it ends before it begins: that is another mistake, and the editor's to mend
        return ""


def _meant(text: str) -> str:
    try:
        return str(_point(text))
    except DateError as error:
        return error.guess


def _check_exists(text: str, year: int, month: int | None, day: int | None) -> None:
    if year == 0:
        raise DateError("date-impossible", f'"{text}" is not a date (there is no year 0)')
    if month is not None and not 1 <= month <= 12:  # noqa: PLR2004 - a year has twelve
        guess = _if_real(year, day or 0, month)  # month and day may have changed places
        raise DateError("date-impossible", f'"{text}" is not a date (there is no month {month})', guess)
    if month is not None and day is not None:
        length = calendar.monthrange(year, month)[1]
        if not 1 <= day <= length:
            name = f"{calendar.month_name[month]} {year}"
            raise DateError("date-impossible", f'"{text}" is not a day ({name} has {length})')


def _not_a_date(text: str) -> DateError:
    shown = text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - as much as a message can show
    if (match := re.match(TIMED, text)) and (day := _meant(match["day"])):
        return DateError("date-time", f'"{shown}" has a time in it; write {day}', day)
    readings = _readings(text)
    if len(readings) > 1:
        return DateError("date-form", f'"{shown}" can mean {" or ".join(sorted(readings))}; write the one you mean')
    forms = "write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or 2023-10-19/.."
    return DateError("date-form", f'"{shown}" is not a date; {forms}', next(iter(readings), ""))


def _readings(text: str) -> frozenset[str]:
    """The dates that a common other way of writing one can mean."""
    if len(text) > _LONGEST:
        return frozenset()
    # What word processors make of quotes and hyphens, and what is written in other scripts.
    plain = with_ascii_digits(re.sub(_DASHES, "-", re.sub(_UNSEEN, "", text).strip("“”„\"'")))
    if plain != text and (meant := _meant(plain)):
        return frozenset({meant})
    if match := re.match(_REVERSED, plain):
        first, second, year = (int(part) for part in match.groups())
        return frozenset({_if_real(year, second, first), _if_real(year, first, second)} - {""})
    if (match := re.match(_RANGE, text)) and (meant := _range_guess(match[1], match[2])):
        return frozenset({meant})
    return frozenset({_guess(plain)} - {""})


def _guess(text: str) -> str:
    """The one date meant by another way of writing it; empty when there is none."""
    for form, order in _OTHER_FORMS:
        if match := re.match(form, text):
            part = dict(zip(order, match.groups(), strict=True))
            month = _MONTHS.get(part["m"].lower(), 0) if part["m"].isalpha() else int(part["m"])
            found = _if_real(int(part["y"]), month, int(part.get("d", 1)))
            return found if "d" in part else found[:7]
    return ""


def _if_real(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
