"""Tables that were made to hang a reader, or to fill its memory: small files that are read in a moment."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from tables import opened
from workbooks import rows_of, workbook

from chronicle.exchange.cells import items_of
from chronicle.intake.tables import sheets
from chronicle.intake.tables.mapping import mapped
from chronicle.intake.tables.markup import without_markup
from chronicle.intake.tables.presets import presets
from chronicle.intake.tables.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 5  # of the processor; each of these took minutes, or did not end
LONG = 99_000  # nearly as long as a cell may be


@pytest.fixture(autouse=True)
def _is_quick() -> Iterator[None]:
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SECONDS


def test_a_tag_that_does_not_end() -> None:
    """Nothing in it is tried twice."""
    assert without_markup("<" + "a" * LONG) == "<" + "a" * LONG


def test_a_list_of_one_long_item() -> None:
    """It is put together from pieces, not letter by letter."""
    assert items_of("a" * 4 * LONG) == ("a" * 4 * LONG,)
    assert len(items_of("\\;;" * LONG)) == LONG + 1


def test_digits_without_end() -> None:
    """They are no number, and stay what they are."""
    cells = {"date": "2020", "title": "x", "killed": "1" * LONG + "x"}
    assert mapped(Row(number=2, cells=cells), presets()["table"])["killed"] == cells["killed"]


def test_one_foreign_letter_among_much_else(tmp_path: Path) -> None:
    """The encoding is told by the cells that have such letters."""
    line = b"\xe9," + b"a" * 65_500 + b"\n"
    _, rows, told = opened(tmp_path, "a.csv", b"date,title\n2020,caf\xe9\n" + line * 8)
    assert rows[0].cells["title"].startswith("caf")
    assert len(told) == 1


@pytest.mark.parametrize("lines", ['a","\n' * 200_000, 'a","\ng,g\n' * 100_000], ids=["all", "every second"])
def test_lines_that_each_leave_a_quote_open(tmp_path: Path, lines: str) -> None:
    """They are not all read again for each of them; what follows behind the end of the trouble is read."""
    table, _, told = opened(tmp_path, "a.csv", f"date,title\n2020,x\n{lines}".encode())
    assert table is not None
    assert told
    assert all("a quote" in each for each in told)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"a": [{f"k{n}": 1} for n in range(60_000)]}, "a: is longer than"),
        ({"a": [{f"k{n % 400}": 1} for n in range(60_000)]}, "a: is longer than"),
        ({"k" * 400_000: {f"k{n}": 1 for n in range(40_000)}}, "a name of more than 200 characters"),
        ({f"k{n}": 1 for n in range(200_000)}, "more than 500 different fields"),
    ],
    ids=["names in a list", "names again in a list", "a long name", "names"],
)
def test_objects_that_would_be_many_cells(tmp_path: Path, value: object, fault: str) -> None:
    """Each is no more than a column can be."""
    _, _, told = opened(tmp_path, "a.json", json.dumps([{"date": "2020", "title": "x"}, value]).encode())
    assert [each for each in told if fault in each]


def test_names_that_stand_twice_are_told_of_some_of_them(tmp_path: Path) -> None:
    """The first ones."""
    twice = ",".join(f'"{n % 400}":1,"{n % 400}":1' for n in range(100_000))
    _, _, told = opened(tmp_path, "a.json", f"[{{{twice}}},{{}}]".encode())
    assert len(told) == 1
    assert told[0].count("has two values") == 3


def _row(cells: str) -> str:
    return rows_of([["date", "title"]]) + f'<row r="2">{cells}</row>'


def _small(text: str) -> str:
    return f'<c r="A2" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (_row(_small("a" * 12_000_000)), "date: is longer than 100,000 characters"),
        (_row("<c><v>1</v></c>" * 600_000), "is damaged"),
        (_row(('<c t="str"><v>' + "a" * LONG + "</v></c>") * 120), "has a row of more than 1,000,000 characters"),
        (_row('<c r="' + "A" * 8_000_000 + '"/>'), "has a tag that does not end"),
    ],
    ids=["cell", "cells", "row", "tag"],
)
def test_what_is_larger_than_a_sheet_can_hold(tmp_path: Path, rows: str, fault: str) -> None:
    """It is told as soon as it is seen."""
    _, _, told = opened(tmp_path, "a.xlsx", workbook({"One": rows}))
    assert [each for each in told if fault in each]


def test_more_rows_than_excel_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty ones, of which a million take no room in the file."""
    monkeypatch.setattr(sheets, "MOST_ROWS", 1000)
    _, _, told = opened(tmp_path, "a.xlsx", workbook({"One": rows_of([["date", "title"]]) + "<row/>" * 1001}))
    assert "more rows than Excel can have" in told[0]


def test_more_sheets_than_anybody_has(tmp_path: Path) -> None:
    """Each of them would be looked into."""
    _, _, told = opened(tmp_path, "a.xlsx", workbook({f"Sheet {number}": "" for number in range(1001)}))
    assert "more than 1,000 sheets" in told[0]


def test_texts_that_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a text takes in memory is counted, since a short one takes ten times its length."""
    monkeypatch.setattr(sheets, "MOST_HELD", 100_000)
    made = workbook({"One": rows_of([["date", "title"]])}, ["ab"] * 3000)
    assert "more text than can be read" in opened(tmp_path, "a.xlsx", made)[2][0]
