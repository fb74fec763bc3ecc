"""Reads Excel workbooks (.xlsx): one sheet, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.intake.tables.cells import (
    Header,
    header_notes,
    header_of,
    is_hashtags,
    ordinal,
    row_of,
)
from chronicle.intake.tables.packed import DAMAGES, WorkbookError, open_parts
from chronicle.intake.tables.row import MOST_COLUMNS, Row, Table
from chronicle.intake.tables.sheets import is_filled, read_workbook, sheet_rows
from chronicle.problems import Problem, shortened

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from chronicle.intake.tables.sheets import Merged, Sheet, SheetRow


def open_workbook(seed: str, path: Path) -> Table | Problem:
    """The table in the first sheet that holds anything."""
    try:
        packed = open_parts(path)
    except WorkbookError as error:
        return Problem(path=seed, code="table-form", message=str(error))
    except DAMAGES:
        return _damaged(seed)
    try:
        opened = _opened(seed, packed)
    except WorkbookError as error:
        opened = Problem(path=seed, code="table-form", message=str(error))
    except DAMAGES:
        opened = _damaged(seed)
    if isinstance(opened, Problem):
        packed.close()
    return opened


def _damaged(seed: str) -> Problem:
    message = "is no Excel workbook, or is damaged; open it in a spreadsheet program and save it anew as .xlsx"
    return Problem(path=seed, code="table-form", message=message)


def _opened(seed: str, packed: zipfile.ZipFile) -> Table | Problem:
    workbook = read_workbook(packed)
    filled = [sheet for sheet in workbook.sheets if is_filled(packed, sheet)]
    filled.sort(key=lambda sheet: sheet.is_hidden)
    if not filled:
        return Problem(path=seed, code="table-empty", message="holds no rows")
    rows = sheet_rows(packed, workbook, filled[0])
    first = next(rows, None)
    if first is None:
        return Problem(path=seed, code="table-empty", message="holds no rows")
    header = _header(seed, first)
    if isinstance(header, Problem):
        return header
    return Table(
        kind="xlsx",
        columns=header.columns,
        rows=_rows(header, rows, first.number),
        notes=(*_other_sheets(seed, filled), *header_notes(header, first.number)),
        close=packed.close,
    )


def _header(seed: str, row: SheetRow) -> Header | Problem:
    width = max((*row.cells, *row.errors)) + 1
    if width > MOST_COLUMNS:
        message = f"has {width} columns; more than {MOST_COLUMNS} cannot be read"
        return Problem(path=seed, line=row.number, code="table-header", message=message)
    return header_of(seed, [row.cells.get(place, "") for place in range(width)], row.number)


def _other_sheets(seed: str, filled: list[Sheet]) -> tuple[Problem, ...]:
    if len(filled) == 1:
        return ()
    others = ", ".join(shortened(sheet.name) for sheet in filled[1:6]) + (", …" if len(filled) > 6 else "")  # noqa: PLR2004
    message = f"has several sheets; {shortened(filled[0].name)} was read, not {others}; put the right one first"
    return (Problem(path=seed, level="warning", code="table-sheet", message=message),)


def _rows(header: Header, rows: Generator[SheetRow, None, Merged], above: int) -> Iterator[Row | Problem]:
    while True:
        try:
            row = next(rows)
        except StopIteration as end:
            yield from _merged(header, end.value)
            return
        except WorkbookError as error:
            yield Problem(path=header.seed, code="table-form", message=str(error))
            return
        except DAMAGES:
            yield _damaged(header.seed)
            return
        yield from _row(header, row, above)


def _merged(header: Header, merged: Merged) -> Iterator[Problem]:
    if merged.number:
        more = f" and {merged.number - 1:,} more" if merged.number > 1 else ""
        message = (
            f"has merged cells ({merged.first}{more}): only the first row has their value; part them, and fill each"
        )
        yield Problem(path=header.seed, line=merged.row, level="warning", code="row-form", message=message)


def _row(header: Header, row: SheetRow, above: int) -> Iterator[Row | Problem]:
    width = len(header.names)
    if place := next((place for place in (*row.cells, *row.errors) if place >= width), None):
        message = f"has a cell in the {ordinal(place + 1)} column, but the header has {width}"
        yield Problem(path=header.seed, line=row.number, code="row-cells", message=message)
        return
    if row.errors:
        place, text = next(iter(row.errors.items()))
        message = f"holds the error {text}; mend the formula, or put its value there"
        if not text:
            message = "has a formula without its value; open the file in a spreadsheet program and save it anew"
        yield Problem(path=header.seed, line=row.number, field=header.names[place], code="row-form", message=message)
        return
    cells = [row.cells.get(place, "") for place in range(width)]
    if not any(cells) or (row.number == above + 1 and is_hashtags(cells)):
        return
    yield from row_of(header, row.number, cells)
