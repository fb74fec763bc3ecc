"""`Count`: how many people, as far as it is known: `3`, `1-5`, or `41+` (at least 41)."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST: Final = 100_000_000  # more people than any incident can concern: a slip of the keyboard

_FORM = re.compile(r"(\d{1,9})(?:(\+)|\s*[-–]\s*(\d{1,9}))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """From `least` to `greatest` people; `greatest` None is open ("at least")."""

    least: int
    greatest: int | None

    def __str__(self) -> str:
        if self.greatest is None:
            return f"{self.least}+"
        return str(self.least) if self.least == self.greatest else f"{self.least}-{self.greatest}"


@functools.lru_cache(maxsize=1024)
def parse_count(text: str) -> Count:
    """Read `3`, `1-5` or `41+`. Raise ValueError that says what is wrong."""
    match = _FORM.match(text.strip())
    if not match:
        raise ValueError(f'"{text[:40]}" is not a number of people; write 3, 1-5, or 41+ for "at least 41"')
    least = int(match[1])
    greatest = None if match[2] else int(match[3] or least)
    if max(least, greatest or 0) > MOST:
        raise ValueError(f'"{text}" is more people than can be meant')
    if greatest is not None and greatest < least:
        raise ValueError(f'"{text}" goes from more to less; write {greatest}-{least}')
    return Count(least, greatest)


def spanning(counts: Iterable[Count]) -> Count | None:
    """The range from the least to the greatest of these; None without any."""
    known = tuple(counts)
    if not known[1:]:
        return known[0] if known else None
    greatest = [count.greatest for count in known]
    top = None if None in greatest else max(number for number in greatest if number is not None)
    return Count(min(count.least for count in known), top)


def total(counts: Iterable[Count]) -> Count | None:
    """The sum of counts of different people; None without any."""
    known = tuple(counts)
    if not known[1:]:
        return known[0] if known else None
    greatest = [count.greatest for count in known]
    top = None if None in greatest else sum(number for number in greatest if number is not None)
    return Count(sum(count.least for count in known), top)
