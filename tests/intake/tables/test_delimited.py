"""Tables between commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cells, opened

from chronicle.intake.tables.opening import open_table
from chronicle.problems import Problem, shown

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n",;\t|'), max_size=12)
PLAIN = st.text("abcäöü漢 ,;\t|\"'\n=+-@", max_size=8)


@given(
    rows=st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.booleans(),
)
def test_what_python_writes_is_read_cell_by_cell(
    *, rows: list[list[str]], delimiter: str, quoting: int, end: str, mark: bool
) -> None:
    """Whatever the dialect, the cells come back; the apostrophe before a formula is taken off."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    header = ["date", "title", "place"]
    writer.writerows([header, *([_safe(cell) for cell in row] for row in rows)])
    with tempfile.TemporaryDirectory() as folder:
        data = made.getvalue().encode("utf-8-sig" if mark else "utf-8")
        read = cells(Path(folder), "table.csv", data)
    expected = [
        {name: cell.strip() for name, cell in zip(header, row, strict=True) if cell.strip()}
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    assert read == expected


def _safe(cell: str) -> str:
    """As our export writes what a spreadsheet would compute."""
    signs = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
    return f"'{cell}" if cell.lstrip("'").startswith(tuple(signs)) else cell


def test_rows_count_as_in_a_spreadsheet(tmp_path: Path) -> None:
    """The header is 1; empty rows and cells of several lines count as a spreadsheet shows them."""
    _, rows, told = opened(tmp_path, "a.csv", b'date,title\n2023,"a\nb"\n,\n\n2024,c\n')
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (2, {"date": "2023", "title": "a\nb"}),
        (5, {"date": "2024", "title": "c"}),
    ]
    assert told == []


def test_a_bad_row_is_told_and_the_good_ones_go_on(tmp_path: Path) -> None:
    """Too few, too many and too long cells, and quotes in the wrong place, cost their row only."""
    long = "x" * 100_001
    data = f'date,title\n2020\n2021,a,b\n2022,"a"b\n2023,{long}\n2024,c,\n2025,"open\n2026,d\n2027,e\n'.encode()
    _, rows, told = opened(tmp_path, "a.csv", data)
    assert [row.cells["date"] for row in rows] == ["2024", "2026", "2027"]
    assert told == [
        "a.csv:2: error: has 1 cell, but the header has 2; quotes go around a cell with commas [row-cells]",
        "a.csv:3: error: has 3 cells, but the header has 2; quotes go around a cell with commas [row-cells]",
        'a.csv:4: error: a text goes on after its closing quote ("); inside quotes, write quotes twice ("") [row-form]',
        "a.csv:5: error: title: is longer than 100,000 characters [row-long]",
        'a.csv:7: error: a quote (") is opened and never closed [row-form]',
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty [table-empty]"),
        (b"\n \n,,\n", "holds no rows [table-empty]"),
        (b"1,2,3\n4,5,6\n", "has no names of columns in its first row; add a row such as date,title,location above"),
        (b"date,title,Date\n", 'has two columns "Date" (the 1st and the 3rd); rename one [table-header]'),
        ("date,title\n".encode("utf-16"), "is UTF-16 text; save it as UTF-8 (in Excel: Save as, “CSV UTF-8"),
        ("date,title\n".encode("utf-16-le"), "is UTF-16 text or no text at all; save it as UTF-8"),
        (b'"date,title\n2023,a\n', 'a quote (") is opened and never closed in the header [table-header]'),
        (",".join(f"c{n}" for n in range(501)).encode(), "has 501 columns; more than 500 cannot be read"),
    ],
    ids=str,
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    """The line says what is wrong and what to do."""
    table, _, told = opened(tmp_path, "a.csv", data)
    assert table is None
    assert len(told) == 1
    assert message in told[0]


def test_the_delimiter_is_found(tmp_path: Path) -> None:
    """By the header and the rows that are as long, or as Excel says it in a first line."""
    assert cells(tmp_path, "a.csv", b"date;place;lat\n2023;Kut, Iraq;33,5\n") == [
        {"date": "2023", "place": "Kut, Iraq", "lat": "33,5"}
    ]
    assert cells(tmp_path, "a.txt", b"date|place\n2023|Kut, Iraq\n") == [{"date": "2023", "place": "Kut, Iraq"}]
    assert cells(tmp_path, "a.csv", b"sep=;\r\ndate;place\r\n2023;a,b\r\n") == [{"date": "2023", "place": "a,b"}]
    assert cells(tmp_path, "a.csv", b"date,place\r2023,a\r") == [{"date": "2023", "place": "a"}]
    assert cells(tmp_path, "a.csv", b"date\n2023\n") == [{"date": "2023"}]


def test_the_row_of_hxl_hashtags_is_passed_over(tmp_path: Path) -> None:
    """It stands below the header; further down it is a row like others."""
    read = cells(tmp_path, "a.csv", b"date,place,note\n#date,#loc+name,\n2023,Kut,x\n#a,#b,\n")
    assert read == [{"date": "2023", "place": "Kut", "note": "x"}, {"date": "#a", "place": "#b"}]


def test_other_encodings_are_told(tmp_path: Path) -> None:
    """What is not UTF-8 is read as what it most likely is; single broken bytes cost their row."""
    _, rows, told = opened(tmp_path, "a.csv", "date,place\n2023,Zürich\n".encode("cp1252"))
    assert rows[0].cells["place"] == "Zürich"
    assert told == [
        (
            "a.csv: warning: is not UTF-8; it was read as cp1252: look at names with accents, or save it as UTF-8 "
            "[table-encoding]"
        )
    ]
    _, rows, _ = opened(
        tmp_path, "a.csv", ("date,place\n" + "2023,Нападение на базу в Эль-Куте\n" * 9).encode("cp1251")
    )
    assert rows[0].cells["place"] == "Нападение на базу в Эль-Куте"
    _, rows, told = opened(tmp_path, "a.csv", "date,place\n2022,é\xff\n2023,éé\n".encode() + b"2024,\xff\n")
    assert [row.cells["date"] for row in rows] == ["2022", "2023"]
    assert told == [
        "a.csv: warning: has bytes that are no UTF-8 among others that are; rows with them are told [table-encoding]",
        "a.csv:4: error: place: has bytes that are no text; save the table as UTF-8 [row-text]",
    ]


def test_control_characters_become_spaces(tmp_path: Path) -> None:
    """They are told; those that were Windows-1252 once are what they were."""
    _, rows, told = opened(tmp_path, "a.csv", "date,note\n2023,a\x00b\x07c\n2024,it\x92s\n".encode())
    assert [row.cells["note"] for row in rows] == ["a b c", "it’s"]
    assert told == [
        "a.csv:2: warning: note: has a character that no text may have (U+0000); a space was put instead [row-text]"
    ]


def test_columns_without_a_name_are_left_out(tmp_path: Path) -> None:
    """Programs write their own row numbers so."""
    table, rows, told = opened(tmp_path, "a.csv", b",date,,place,\n1,2023,x,Kut,\n")
    assert table
    assert table.columns == ("date", "place")
    assert dict(rows[0].cells) == {"date": "2023", "place": "Kut"}
    assert told == ["a.csv:1: warning: the 1st, 3rd column has no name and is left out [table-column]"]


def test_a_line_without_end_is_not_held(tmp_path: Path) -> None:
    """A line longer than any row is passed over, and the next one read."""
    data = b"date,note\n2022," + b"x" * 3_000_000 + b"\n2023,a\n"
    _, rows, told = opened(tmp_path, "a.csv", data)
    assert [row.cells["date"] for row in rows] == ["2023"]
    assert told == ["a.csv:2: error: is longer than 1,000,000 characters [row-form]"]


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A missing file, a folder, and sheets of other programs end in one line."""
    _, _, told = opened(tmp_path, "a.xls", b"\xd0\xcf\x11\xe0")
    assert told == [
        "a.xls: error: is an old Excel file, or one with a password; save it as .xlsx without a password [table-kind]"
    ]
    _, _, told = opened(tmp_path, "a.ods", b"PK\x03\x04")
    assert told == ["a.ods: error: is a sheet of another program (.ods); save it as .xlsx [table-kind]"]
    _, _, told = opened(tmp_path, "a.xlsx", b"date,title\n")
    assert told == ["a.xlsx: error: is no Excel file, although its name says so [table-kind]"]


@given(rows=st.lists(st.lists(TEXT, max_size=5), max_size=6), data=st.binary(max_size=200))
def test_any_text_and_any_bytes_are_read_or_told(rows: list[list[str]], data: bytes) -> None:
    """Nothing that stands in a file ends in a traceback."""
    text = "\n".join(",".join(row) for row in rows).encode()
    with tempfile.TemporaryDirectory() as folder:
        opened(Path(folder), "a.csv", text)
        opened(Path(folder), "a.csv", b"date,title\n" + data)
        opened(Path(folder), "a.csv", data)


def test_open_quotes_far_apart_cost_a_row_each(tmp_path: Path) -> None:
    """Whatever stands between them is read."""
    data = b"date,title\n" + (b'2023,"open\n' + b"2024,a\n" * 30_000) * 3
    _, rows, told = opened(tmp_path, "a.csv", data)
    assert len(rows) == 90_000
    assert [line.split(":")[1] for line in told] == ["2", "30003", "60004"]


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A folder and a missing file are no tables."""
    missing, folder = open_table("a.csv", tmp_path / "a.csv"), open_table("b", tmp_path)
    assert isinstance(missing, Problem)
    assert isinstance(folder, Problem)
    assert shown(missing, None) == "a.csv: error: cannot be read: No such file or directory [unreadable]"
    assert shown(folder, None) == "b: error: is no ordinary file [not-a-file]"
