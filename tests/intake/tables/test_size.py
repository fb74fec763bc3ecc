"""Tables of any size: what is held does not grow with them."""

from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from workbooks import rows_of, workbook

from chronicle.intake.tables.opening import open_table
from chronicle.intake.tables.row import Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COLUMNS = [f"column_{number}" for number in range(10)]


def _csv(rows: int) -> bytes:
    return "\n".join([",".join(COLUMNS), *(",".join(f"text {n} {c}" for c in COLUMNS) for n in range(rows))]).encode()


def _json(rows: int) -> bytes:
    return json.dumps([{c: f"text {n} {c}" for c in COLUMNS} for n in range(rows)]).encode()


def _lines(rows: int) -> bytes:
    return "\n".join(json.dumps({c: f"text {n} {c}" for c in COLUMNS}) for n in range(rows)).encode()


def _xlsx(rows: int) -> bytes:
    return workbook({"One": rows_of([COLUMNS, *([f"text {n} {c}" for c in COLUMNS] for n in range(rows))])})


def _peak(path: Path) -> int:
    """The most bytes that Python held while a table was read."""
    tracemalloc.start()
    try:
        table = open_table(path.name, path)
        assert isinstance(table, Table)
        with table:
            assert all(isinstance(row, Row) for row in table.rows)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.csv", _csv), ("a.json", _json), ("a.jsonl", _lines), ("a.xlsx", _xlsx)],
    ids="csv json jsonl xlsx".split(),
)
def test_ten_times_the_rows_need_no_more_memory(tmp_path: Path, name: str, make: Callable[[int], bytes]) -> None:
    """Only what is being read is held."""
    small, large = tmp_path / f"small-{name}", tmp_path / f"large-{name}"
    small.write_bytes(make(500))
    large.write_bytes(make(5000))
    _peak(small)  # what is made once, such as patterns
    assert _peak(large) < _peak(small) + 500_000
