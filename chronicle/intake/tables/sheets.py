"""The sheets of a workbook: which there are, their texts and formats, and the rows of one of them, streamed."""

from __future__ import annotations

import functools
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.intake.tables.packed import (
    LARGEST_TEXTS,
    MOST_HELD,
    Elements,
    WorkbookError,
    elements,
    read_all,
    targets,
)
from chronicle.intake.tables.row import LONGEST_CELL, LONGEST_ROW
from chronicle.intake.tables.sheet_values import built_in, shown_by, value_text

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Generator

_MAIN: Final = "xl/workbook.xml"
_FILLED: Final = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")
_GLANCE: Final = 256 * 1024  # bytes of a sheet by which it is told whether anything is in it
_MOST_SHEETS: Final = 1000
MOST_ROWS: Final = 2 * 1024**2  # twice as many as Excel has
_LAST_COLUMN: Final = 26 + 26**2 + 26**3  # ZZZ
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its name and its part in the zip."""

    name: str
    part: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """What all sheets share: the texts of cells by number, and how the formats of cells are shown."""

    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    shown: tuple[str, ...]
    since_1904: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row that holds anything: its number, its texts by column from 0, and the cells with an error in them.

    The error of a formula of which the file has no value is empty.
    """

    number: int
    cells: dict[int, str]
    errors: dict[int, str]


@dataclass(slots=True, kw_only=True)
class Merged:
    """The cells of a sheet that were merged over several rows: how many, and the first of them, such as `C6:C8`."""

    number: int = 0
    first: str = ""
    row: int = 0  # the first that has no value of its own


def read_workbook(packed: zipfile.ZipFile) -> Workbook:
    """Everything of a workbook but its rows. Raise WorkbookError, or one of DAMAGES."""
    related = targets(packed, _MAIN)
    by_kind = dict(related.values())
    sheets: list[Sheet] = []
    first_day: list[bool] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")
            kind, part = related.get(key, ("", ""))
            is_hidden = attributes.get("state", "visible") != "visible"
            if kind == "worksheet":
                sheets.append(Sheet(name=attributes.get("name", ""), part=part, is_hidden=is_hidden))
            if len(sheets) > _MOST_SHEETS:
                raise WorkbookError(f"has more than {_MOST_SHEETS:,} sheets; save the one that is meant as CSV")
        elif tag == "workbookPr":
            first_day.append(attributes.get("date1904") in {"1", "true"})

    read_all(packed, _MAIN, Elements(start=start))
    return Workbook(
        sheets=tuple(sheets),
        texts=_texts(packed, by_kind.get("sharedStrings", "")),
        shown=_shown(packed, by_kind.get("styles", "")),
        since_1904=any(first_day),
    )


def is_filled(packed: zipfile.ZipFile, sheet: Sheet) -> bool:
    """Whether any cell near the top of a sheet holds anything."""
    with packed.open(sheet.part) as file:
        return bool(_FILLED.search(file.read(_GLANCE)))


@dataclass(slots=True)
class _Text:
    """A text that comes in pieces: of one that is longer than a cell may be only as much is kept as shows that."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, piece: str) -> None:
        """Take the next piece."""
        if self.length <= LONGEST_CELL:
            self.pieces.append(piece)
            self.length += len(piece)

    def taken(self) -> str:
        """The text; the next piece begins another one."""
        text = "".join(self.pieces)
        self.pieces, self.length = [], 0
        return text


_TOO_MUCH: Final = "holds more text than can be read from a workbook; save the sheet as CSV"


def _texts(packed: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    if not part:
        return ()
    if packed.getinfo(part).file_size > LARGEST_TEXTS:
        raise WorkbookError(_TOO_MUCH)
    found: list[str] = []
    text_of = _Text()
    inside: set[str] = set()
    held = 0

    def start(tag: str, _: dict[str, str]) -> None:
        inside.add(tag)

    def end(tag: str) -> None:
        nonlocal held
        inside.discard(tag)
        if tag == "si":
            found.append(text_of.taken())
            held += sys.getsizeof(found[-1])
            if held > MOST_HELD:
                raise WorkbookError(_TOO_MUCH)

    def text(data: str) -> None:
        if "t" in inside and "rPh" not in inside:  # rPh: how a text is pronounced
            text_of.add(data)

    read_all(packed, part, Elements(start=start, end=end, text=text))
    return tuple(found)


def _shown(packed: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    """What each format of cells shows, in their order."""
    if not part:
        return ()
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = shown_by(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            inside.append(tag)
        elif tag == "xf" and inside:
            formats.append(int(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside.clear()

    read_all(packed, part, Elements(start=start, end=end))
    return tuple(codes[number] if number in codes else built_in(number) for number in formats)


def sheet_rows(packed: zipfile.ZipFile, workbook: Workbook, sheet: Sheet) -> Generator[SheetRow, None, Merged]:
    """The rows of a sheet that hold anything, then its merged cells. Raise WorkbookError, or one of DAMAGES."""
    reading = _Reading(workbook)
    with packed.open(sheet.part) as file:
        for _ in elements(file, Elements(start=reading.start, end=reading.end, text=reading.text)):
            yield from reading.rows
            reading.rows.clear()
    return reading.merged


@dataclass(slots=True)
class _Reading:
    """The row and the cell that are being read."""

    workbook: Workbook
    rows: list[SheetRow] = field(default_factory=list)
    number: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    column: int = -1
    attributes: dict[str, str] = field(default_factory=dict)
    pieces: _Text = field(default_factory=_Text)
    length: int = 0
    count: int = 0
    takes: bool = False
    is_without_value: bool = False
    merged: Merged = field(default_factory=Merged)
    is_spoken: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            reference = attributes.get("r", "")
            self.column = _column(reference) if reference else self.column + 1
            if self.column >= _LAST_COLUMN:
                raise ValueError(reference)
            self.attributes = attributes
            self.pieces.taken()
            self.is_without_value = False
        elif tag in {"v", "t"}:
            self.takes = not self.is_spoken
            self.is_without_value = False
        elif tag == "f":
            self.is_without_value = True  # until it comes
        elif tag == "row":
            number = attributes.get("r", "")
            self.number = int(number) if number.isdecimal() and len(number) < 8 else self.number + 1  # noqa: PLR2004
            self.cells, self.errors, self.column, self.length = {}, {}, -1, 0
            self.count += 1
            if self.count > MOST_ROWS:
                raise WorkbookError("has more rows than Excel can have; save the sheet as CSV")
        elif tag == "rPh":
            self.is_spoken = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _merge(self, cells: str) -> None:
        first, last = map(_REFERENCE.match, cells.partition(":")[::2])
        if first and last and int(first[2]) < int(last[2]):
            self.merged.number += 1
            if self.merged.number == 1:
                self.merged.first, self.merged.row = cells, int(first[2]) + 1

    def text(self, data: str) -> None:
        if self.takes:
            self.pieces.add(data)

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.takes = False
        elif tag == "c":
            if text := self.pieces.taken():
                self._take(text)
            elif self.is_without_value:
                self.errors[self.column] = ""
        elif tag == "rPh":
            self.is_spoken = False
        elif tag == "row" and (self.cells or self.errors):
            self.rows.append(SheetRow(number=self.number, cells=self.cells, errors=self.errors))

    def _take(self, text: str) -> None:
        kind = self.attributes.get("t", "n")
        if kind == "n":
            style = int(self.attributes.get("s", "0"))
            shown = self.workbook.shown[style] if style < len(self.workbook.shown) else ""
            text = value_text(text, shown, since_1904=self.workbook.since_1904)
        elif kind == "s":
            text = self.workbook.texts[int(text)]
        elif kind == "b":
            text = "true" if text == "1" else "false"
        elif kind == "d":
            text = text.removesuffix("T00:00:00").replace("T", " ")
        elif kind == "e":
            self.errors[self.column] = text
            return
        if text := text.strip():
            self.cells[self.column] = text
            self.length += len(text)
            if self.length > LONGEST_ROW:
                raise WorkbookError(f"has a row of more than {LONGEST_ROW:,} characters; save the sheet as CSV")


def _column(reference: str) -> int:
    """The number of a cell's column, from 0. Raise ValueError for what is no reference."""
    match = _REFERENCE.match(reference)
    if not match:
        raise ValueError(reference)
    return _number_of(match[1])


@functools.lru_cache(maxsize=1024)
def _number_of(letters: str) -> int:
    return functools.reduce(lambda number, letter: number * 26 + ord(letter) - 64, letters, 0) - 1
