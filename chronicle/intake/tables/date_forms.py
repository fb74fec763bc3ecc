"""Dates as tables write them, by patterns such as `%d %B %Y`, always with English names of months. Pure."""

from __future__ import annotations

import calendar
import functools
import re
from typing import Final

_MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT: Final = {name[:3]: number for name, number in _MONTHS.items()}
_DAYS: Final = "mon|tue|wed|thu|fri|sat|sun"
_PARTS: Final = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})(?:st|nd|rd|th)?",
    "B": f"(?P<B>{'|'.join(_MONTHS)})",
    "b": f"(?P<B>{'|'.join(_SHORT)})[a-z]*\\.?",
    "A": f"(?:{_DAYS})[a-z]*",
    "a": f"(?:{_DAYS})[a-z]*\\.?",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<I>\d{1,2})",
    "M": r"(?P<M>\d{2})",
    "S": r"\d{2}",
    "f": r"\d{1,9}",
    "p": r"(?P<p>[ap])\.?m\.?",
    "%": "%",
}
_HALF_DAY: Final = 12
_CENTURY: Final = 69  # 69 to 99 are of the last century, as POSIX reads them


def form_fault(form: str) -> str:
    """What is wrong with a pattern; empty when dates can be read by it."""
    unknown = [part for part in re.findall("%(.?)", form.replace("%%", "")) if part not in _PARTS]
    if unknown:
        return f"has %{unknown[0]}; there are {' '.join('%' + part for part in _PARTS if part != '%')}"
    if not re.search("%[Yy]", form):
        return "has no year (%Y)"
    if "%d" in form and not re.search("%[mbB]", form):
        return "has a day (%d) but no month (%m, %B or %b)"
    parts = re.findall("%(.)", form.replace("%b", "%B"))
    double = next((part for part in parts if part in "YymdBHIMp" and parts.count(part) > 1), "")
    return f"has %{double} twice" if double else ""


@functools.lru_cache(maxsize=1024)
def _pattern(form: str) -> re.Pattern[str]:
    pieces = re.split("(%.)", form)
    text = "".join(
        _PARTS[piece[1]] if piece[:1] == "%" else re.sub(r"(?:\\ )+", r"\\s+", re.escape(piece)) for piece in pieces
    )
    return re.compile(text, re.IGNORECASE | re.ASCII)


@functools.lru_cache(maxsize=65536)
def date_by(text: str, forms: tuple[str, ...]) -> tuple[str, str] | None:
    """The date (`2023-10-19`, `2023-10`, `2023`) and the time (`21:40` or empty) by the first form that fits."""
    for form in forms:
        if (match := _pattern(form).fullmatch(text.strip())) and (date := _date(match)):
            return date, _time(match)
    return None


def _date(match: re.Match[str]) -> str:
    part = match.groupdict()
    year = int(part["Y"]) if part.get("Y") else _full_year(int(part["y"]))
    month = _month(part)
    if not month:
        return f"{year:04}" if year else ""
    day = int(part.get("d") or 0)
    if not year or not 1 <= month <= 12 or day > calendar.monthrange(year, month)[1]:  # noqa: PLR2004 - a year has 12
        return ""
    if "d" in part and not day:
        return ""
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def _month(part: dict[str, str | None]) -> int:
    if name := part.get("B"):
        return _SHORT[name.lower()[:3]]
    return int(part.get("m") or 0)


def _full_year(year: int) -> int:
    return year + (1900 if year >= _CENTURY else 2000)


def _time(match: re.Match[str]) -> str:
    part = match.groupdict()
    hour, minute = int(part.get("H") or part.get("I") or 0), int(part.get("M") or 0)
    if part.get("p"):
        hour = hour % _HALF_DAY + (_HALF_DAY if part["p"].lower() == "p" else 0)
    if not (part.get("H") or part.get("I")) or hour == minute == 0:
        return ""
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""  # noqa: PLR2004 - a day
