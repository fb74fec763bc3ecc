"""Tables for tests: bytes become a file, the file what a reader makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.intake.tables.opening import open_table
from chronicle.intake.tables.row import Row, Table
from chronicle.problems import shown

if TYPE_CHECKING:
    from pathlib import Path


def opened(folder: Path, name: str, data: bytes) -> tuple[Table | None, list[Row], list[str]]:
    """The table in a file, its rows, and every problem in the order it was told, as it is printed."""
    path = folder / name
    path.write_bytes(data)
    table = open_table(name, path)
    if not isinstance(table, Table):
        return None, [], [shown(table, None)]
    with table:
        read = list(table.rows)
    rows = [each for each in read if isinstance(each, Row)]
    told = [*table.notes, *(each for each in read if not isinstance(each, Row))]
    return table, rows, [shown(problem, None) for problem in told]


def cells(folder: Path, name: str, data: bytes) -> list[dict[str, str]]:
    """The cells of all rows of a file in which nothing is wrong."""
    _, rows, told = opened(folder, name, data)
    assert told == []
    return [dict(row.cells) for row in rows]
