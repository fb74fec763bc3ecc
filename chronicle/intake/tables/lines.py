"""The records of a delimited text: cells over several lines, and the way on after a quote that is never closed."""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.tables.row import LONGEST_CELL, LONGEST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

OPEN_QUOTE: Final = 'a quote (") is opened and never closed'
STRAY_QUOTE: Final = 'a text goes on after its closing quote ("); inside quotes, write quotes twice ("")'
LONG_CELL: Final = f"a cell is longer than {LONGEST_CELL:,} characters"
LONG: Final = f"is longer than {LONGEST_ROW:,} characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRecord:
    """What is no record, and why; reading goes on with the next line."""

    fault: str


class _TooLongError(Exception):
    """A record that does not end."""


class _Lines:
    """The lines of a file, one by one: those of the record being read are remembered, and can be given back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._length = 0
        self._spare = 4 * LONGEST_ROW  # characters that may be read again
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            line = self._file.readline(LONGEST_ROW)
            self._spare += len(line)
        if not line:
            raise StopIteration
        self.taken.append(line)
        self._length += len(line)
        if self._length >= LONGEST_ROW:
            raise _TooLongError
        return line

    def begin(self) -> None:
        """Forget the lines of the record before."""
        self.taken.clear()
        self._length = 0

    def give_back(self) -> None:
        """Read all but the first line of this record again, unless as much was read again already as there is."""
        if self._length <= self._spare:
            self._spare -= self._length
            self._again.extendleft(reversed(self.taken[1:]))

    def skip_line(self) -> None:
        """Leave out the rest of a line that is longer than it may be."""
        line = self.taken[-1]
        while line and not line.endswith(("\n", "\r")):
            line = self._file.readline(LONGEST_ROW)


def records(file: TextIO, delimiter: str) -> Iterator[list[str] | BadRecord]:
    """Every record with its cells as they are written; an empty line is one without cells.

    Where a quote is never closed, the line that it stands in is bad and those after it are read anew. That costs
    little: a line that leaves a quote open mostly closes the one before it, so a stretch is read twice. Lines made so
    that each leaves one open whatever came before (`a","`) are soon left out together.
    """
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            yield next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLongError) as error:
            if len(lines.taken) == 1 and isinstance(error, _TooLongError):
                lines.skip_line()
                yield BadRecord(fault=LONG)
                continue
            is_stray = "expected after" in str(error)
            lines.give_back()
            yield BadRecord(fault=STRAY_QUOTE if is_stray else _fault(error, len(lines.taken)))


def _fault(error: Exception, lines: int) -> str:
    if lines == 1 and "field limit" in str(error):
        return LONG_CELL
    return OPEN_QUOTE
