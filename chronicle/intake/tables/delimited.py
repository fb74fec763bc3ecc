"""Reads CSV and its kin: cells between commas, semicolons, tabs or bars, line by line."""

from __future__ import annotations

import csv
import io
import itertools
import re
from typing import TYPE_CHECKING, Final

from chronicle.exchange.cells import plain
from chronicle.intake.tables.cells import (
    Header,
    header_notes,
    header_of,
    is_hashtags,
    row_of,
)
from chronicle.intake.tables.encoding import BROKEN, UNDECODED, encoding_of
from chronicle.intake.tables.lines import BadRecord, records
from chronicle.intake.tables.row import Row, Table
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 64 * 1024  # characters by which the delimiter is told
_SAMPLE_ROWS: Final = 50
_SEP: Final = re.compile(r'"?sep=([,;\t|])"?\r?\n?\Z', re.IGNORECASE)


def open_delimited(seed: str, path: Path) -> Table | Problem:
    """The table in a delimited text. Raise OSError."""
    told = encoding_of(seed, path)
    if isinstance(told, Problem):
        return told
    encoding, notes = told
    file = path.open(encoding=encoding, errors=UNDECODED, newline="")
    try:
        opened = _opened(seed, file, notes)
    except BaseException:
        file.close()
        raise
    if isinstance(opened, Problem):
        file.close()
    return opened


def _opened(seed: str, file: TextIO, notes: tuple[Problem, ...]) -> Table | Problem:
    delimiter, begin = _delimiter(file)
    file.seek(begin)
    numbered = enumerate(records(file, delimiter), 1)
    for number, record in numbered:
        if isinstance(record, BadRecord):
            return Problem(path=seed, line=number, code="table-header", message=f"{record.fault} in the header")
        if any(cell.strip() for cell in record):
            header = header_of(seed, record, number)
            break
    else:
        return Problem(path=seed, code="table-empty", message="holds no rows")
    if isinstance(header, Problem):
        return header
    return Table(
        kind="csv",
        columns=header.columns,
        rows=_rows(header, numbered, number),
        notes=(*notes, *header_notes(header, number)),
        close=file.close,
    )


def _delimiter(file: TextIO) -> tuple[str, int]:
    """What stands between the cells, and where the first row begins."""
    first = file.readline(_SAMPLE)
    if said := _SEP.match(first):
        return said[1], file.tell()
    sample = first + file.read(_SAMPLE)
    # The last line may be cut, and a quote in it would stay open.
    whole = sample[: sample.rfind("\n") + 1] or sample
    return max(_DELIMITERS, key=lambda each: _fitness(whole, each)), 0


def _fitness(sample: str, delimiter: str) -> tuple[bool, float, int]:
    """How well a sample is cut by a delimiter: in more than one cell, in rows as long as the header, in many cells."""
    try:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = [len(row) for row in itertools.islice(rows, _SAMPLE_ROWS) if any(row)]
    except csv.Error:
        return False, 0, 0
    if not widths:
        return False, 0, 0
    return widths[0] > 1, sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _rows(header: Header, numbered: Iterator[tuple[int, list[str] | BadRecord]], above: int) -> Iterator[Row | Problem]:
    for number, record in numbered:
        if isinstance(record, BadRecord):
            yield Problem(path=header.seed, line=number, code="row-form", message=record.fault)
            continue
        cells = [_text(cell) for cell in record]
        if not any(cells) or (number == above + 1 and is_hashtags(cells)):
            continue
        if fault := _undecoded(header, number, cells):
            yield fault
        else:
            yield from row_of(header, number, cells)


def _undecoded(header: Header, number: int, cells: list[str]) -> Problem | None:
    """A row with bytes that are no characters of the encoding that was found."""
    if not BROKEN.search("".join(cells)):
        return None
    broken = next(place for place, cell in enumerate(cells) if BROKEN.search(cell))
    name = header.names[broken] if broken < len(header.names) else ""
    message = "has bytes that are no text; save the table as UTF-8"
    return Problem(path=header.seed, line=number, field=name, code="row-text", message=message)


def _text(cell: str) -> str:
    """A cell's text without the apostrophe of what is no formula and the joiners of what is no markup."""
    return plain(cell).strip()
