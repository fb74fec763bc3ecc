"""The values of a sheet's cells as text: numbers, and days that Excel counts from 1900. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from typing import Final

from chronicle.intake.tables.flattening import number_text

# Formats that need no definition (ECMA-376, 18.8.30); those of East Asia are dates as well.
_DAY_FORMATS: Final = frozenset({14, 15, 16, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_BUILT_IN: Final = {
    **dict.fromkeys(_DAY_FORMATS, "day"),
    17: "month",
    **dict.fromkeys([*range(18, 22), 32, 33], "time"),
}
_NO_CODE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_MOST_DAYS: Final = 2_958_466  # the first day of the year 10000
_LEAP_1900: Final = 60  # Excel counts a 29 February 1900 that never was
_EXACT: Final = 1e15


def built_in(number: int) -> str:
    """What a built-in number format shows: `day`, `month`, `time`, or empty for a number."""
    return _BUILT_IN.get(number, "")


@functools.lru_cache(maxsize=4096)
def shown_by(code: str) -> str:
    """What a number format shows, by its code such as `dd/mm/yyyy`: `day`, `month`, `year`, `time`, or empty."""
    plain = _NO_CODE.sub("", code.partition(";")[0]).lower()
    if plain in {"general", ""} or "[" in plain:
        return ""
    if "d" in plain:
        return "day"
    if "y" in plain:
        return "month" if "m" in plain else "year"
    if "h" in plain or "s" in plain:
        return "time"
    return "month" if "m" in plain else ""


def value_text(text: str, shown: str, *, since_1904: bool) -> str:
    """A number of a sheet as text; one that is shown as a date as 2023-10-19, never more exact than it is shown."""
    if text.isdecimal() and not shown:
        return text
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return (shown and _date_text(number, shown, since_1904=since_1904)) or plain_number(number)


def plain_number(number: float) -> str:
    """A number without a needless `.0`, and without an exponent as far as it is exact."""
    return f"{number:.0f}" if number.is_integer() and abs(number) < _EXACT else number_text(number)


def _date_text(number: float, shown: str, *, since_1904: bool) -> str:
    if not 0 <= number < _MOST_DAYS:
        return ""
    days, minutes = divmod(round(number * 1440), 1440)
    time = f"{minutes // 60:02}:{minutes % 60:02}"
    if shown == "time":
        return time if not days else ""
    first = dt.date(1904, 1, 1) if since_1904 else dt.date(1899, 12, 30 if days > _LEAP_1900 else 31)
    try:
        day = (first + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return ""
    if shown != "day":
        return day[:7] if shown == "month" else day[:4]
    return f"{day} {time}" if minutes else day
