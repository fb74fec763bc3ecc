"""Tables in Excel workbooks."""

from __future__ import annotations

import io
import random
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cells, opened
from workbooks import letters, rows_of, workbook

HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8)


def values(*row: str) -> str:
    """A sheet with a header and one row of cells, each the XML after its reference."""
    header = "".join(f'<c r="{letters(place)}1" t="str"><v>c{place}</v></c>' for place in range(len(row)))
    filled = "".join(f'<c r="{letters(place)}2" {cell}</c>' for place, cell in enumerate(row))
    return f'<row r="1">{header}</row><row r="2">{filled}</row>'


@given(rows=st.lists(st.lists(TEXT, min_size=30, max_size=30), min_size=1, max_size=4))
def test_texts_are_read_cell_by_cell(rows: list[list[str]]) -> None:
    """Each in its column, also where cells between are empty."""
    header = [f"c{place}" for place in range(30)]
    with tempfile.TemporaryDirectory() as folder:
        read = cells(Path(folder), "a.xlsx", workbook({"One": rows_of([header, *rows])}))
    expected = [{name: cell.strip() for name, cell in zip(header, row, strict=True) if cell.strip()} for row in rows]
    assert read == [row for row in expected if row]


def test_values_are_read_as_they_are_shown(tmp_path: Path) -> None:
    """Days as ISO dates and never more exact than shown, whole numbers without `.0`, truth as words."""
    sheet = values(
        's="1"><v>45218</v>',
        's="2"><v>45218.9</v>',
        's="3"><v>45200</v>',
        's="4"><v>0.5</v>',
        "><v>199301010001.0</v>",
        "><v>33.789999999999999</v>",
        't="b"><v>1</v>',
        't="d"><v>2023-10-19T00:00:00</v>',
        't="inlineStr"><is><r><t>Ain </t></r><r><t>al-Asad</t></r><rPh><t>x</t></rPh></is>',
        's="1"><v>59</v>',
        's="1"><v>-3</v>',
    )
    assert cells(tmp_path, "a.xlsx", workbook({"One": sheet})) == [
        {
            "c0": "2023-10-19",
            "c1": "2023-10-19 21:36",
            "c2": "2023-10",
            "c3": "12:00",
            "c4": "199301010001",
            "c5": "33.79",
            "c6": "true",
            "c7": "2023-10-19",
            "c8": "Ain al-Asad",
            "c9": "1900-02-28",
            "c10": "-3",
        }
    ]


def test_how_a_text_is_pronounced_is_no_part_of_it(tmp_path: Path) -> None:
    """As Excel keeps it with the texts of East Asia."""
    tokyo = '<t>\u6771\u4eac</t><rPh sb="0" eb="2"><t>\u30c8\u30a6\u30ad\u30e7\u30a6</t></rPh>'
    sheet = HEADER + '<row r="2"><c t="str"><v>2023</v></c><c t="s"><v>2</v></c></row>'
    read = cells(tmp_path, "a.xlsx", workbook({"One": sheet}, ["date", "title", tokyo]))
    assert read == [{"date": "2023", "title": "\u6771\u4eac"}]


def test_rows_count_as_the_sheet_counts_them(tmp_path: Path) -> None:
    """Rows that are not there count; hashtags below the header are passed over; errors cost their row."""
    sheet = (
        HEADER + '<row r="2"><c r="A2" t="str"><v>#date</v></c></row>'
        '<row r="9"><c r="A9"><v>2023</v></c></row><row r="10"><c r="B10" t="e"><v>#REF!</v></c></row>'
        '<row r="11"><c r="D11"><v>1</v></c></row><row><c><v>2024</v></c><c><v>2</v></c></row>'
    )
    _, rows, told = opened(tmp_path, "a.xlsx", workbook({"One": sheet}, ["date", "title"]))
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (9, {"date": "2023"}),
        (12, {"date": "2024", "title": "2"}),
    ]
    assert told == [
        "a.xlsx:10: error: title: holds the error #REF!; mend the formula, or put its value there [row-form]",
        "a.xlsx:11: error: has a cell in the 4th column, but the header has 2 [row-cells]",
    ]


def test_what_a_sheet_does_not_say_in_each_row_is_told(tmp_path: Path) -> None:
    """A formula that no program has computed, and cells merged over rows; not those merged within one."""
    empty = '<row r="2"><c r="A2"><v>2023</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    sheet = HEADER + empty + '<row r="3"><c r="A3"><v>2024</v></c><c r="B3"><f>1+1</f></c></row>'
    merged = "".join(f'<mergeCell ref="{cells}"/>' for cells in ("A1:B1", "B2:B4", "A8:B9", "?"))
    data = workbook({"One": sheet}, ["date", "title"], tail=f"<mergeCells>{merged}</mergeCells>")
    _, rows, told = opened(tmp_path, "a.xlsx", data)
    assert [(row.number, dict(row.cells)) for row in rows] == [(2, {"date": "2023"})]
    assert told == [
        (
            "a.xlsx:3: error: title: has a formula without its value; open the file in a spreadsheet program and save "
            "it anew [row-form]"
        ),
        (
            "a.xlsx:3: warning: has merged cells (B2:B4 and 1 more): only the first row has their value; part them, "
            "and fill each [row-form]"
        ),
    ]


def test_the_sheet_that_was_read_is_told(tmp_path: Path) -> None:
    """When others hold something too; empty ones are no matter."""
    table = rows_of([["date"], ["2023"]])
    assert cells(tmp_path, "a.xlsx", workbook({"Empty": "", "Data": table})) == [{"date": "2023"}]
    _, _, told = opened(tmp_path, "a.xlsx", workbook({"Data": table, "Codes": table}))
    assert told == [
        'a.xlsx: warning: has several sheets; "Data" was read, not "Codes"; put the right one first [table-sheet]'
    ]
    _, _, told = opened(tmp_path, "a.xlsx", workbook({"Empty": ""}))
    assert told == ["a.xlsx: error: holds no rows [table-empty]"]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    """A document type is refused, whatever it declares."""
    head = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>'
    _, _, told = opened(tmp_path, "a.xlsx", workbook({"One": rows_of([["date"], ["x"]])}, head=head))
    assert told == [
        "a.xlsx: error: has a document type (DOCTYPE), as no Excel file has; save the sheet as CSV [table-form]"
    ]


def test_a_zip_that_grows_beyond_measure_is_not_unpacked(tmp_path: Path) -> None:
    """Its sizes are looked at first."""
    bomb = workbook({"One": rows_of([["date"]])}, more={"xl/media/a.bin": b"\0" * 50_000_000})
    assert len(bomb) < 100_000
    _, _, told = opened(tmp_path, "a.xlsx", bomb)
    assert told == [
        "a.xlsx: error: would be far larger when unpacked than any table; save the sheet as CSV [table-form]"
    ]


def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    """A sheet is as large as what is in it, wherever its last cell stands."""
    sheet = (
        HEADER + '<row r="1048576"><c r="A1048576"><v>1</v></c></row><row r="1048577"><c r="XFD1"><v>1</v></c></row>'
    )
    _, rows, told = opened(tmp_path, "a.xlsx", workbook({"One": sheet}, ["date", "title"]))
    assert [row.number for row in rows] == [1_048_576]
    assert told == ["a.xlsx:1048577: error: has a cell in the 16384th column, but the header has 2 [row-cells]"]


def test_another_zip_is_no_workbook(tmp_path: Path) -> None:
    """It is told in one line, as is a damaged one."""
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "a")
    message = (
        "is no Excel workbook, or is damaged; open it in a spreadsheet program and save it anew as .xlsx [table-form]"
    )
    _, _, told = opened(tmp_path, "a.xlsx", path.read_bytes())
    assert told == [f"a.xlsx: error: {message}"]
    _, _, told = opened(tmp_path, "a.xlsx", path.read_bytes()[:40])
    assert told == [f"a.xlsx: error: {message}"]


@pytest.mark.parametrize("seed", range(4))
def test_any_damage_is_read_or_told(tmp_path: Path, seed: int) -> None:
    """Bits that flipped, and XML that was cut or forged, end in no traceback."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    whole = workbook({"One": rows_of([["date", "title"], ["2023", "a"], ["2024", "b"]])}, ["a", "b"])
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 1, 2, 8])):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        opened(tmp_path, "a.xlsx", bytes(damaged[: chance.choice([None, chance.randrange(len(damaged))])]))
    sheet = values('s="1"><v>45218</v>', 't="s"><v>0</v>', "><v>1.5</v>")
    for _ in range(150):
        forged = list(sheet)
        for _ in range(chance.choice([1, 2, 4])):
            forged[chance.randrange(len(forged))] = chance.choice('<>/"09a=-')
        opened(tmp_path, "a.xlsx", workbook({"One": "".join(forged)}, ["a"]))


def test_a_sheet_that_breaks_in_the_middle_is_told(tmp_path: Path) -> None:
    """What was read before stands."""
    sheet = HEADER + '<row r="2"><c r="A2"><v>2023</v></c></row>' + "<!-- x -->" * 20_000 + "</broken>"
    _, rows, told = opened(tmp_path, "a.xlsx", workbook({"One": sheet}, ["date", "title"]))
    assert [dict(row.cells) for row in rows] == [{"date": "2023"}]
    assert told == [
        (
            "a.xlsx: error: is no Excel workbook, or is damaged; open it in a spreadsheet program and save it "
            "anew as .xlsx [table-form]"
        )
    ]


def test_columns_are_limited_and_must_have_names(tmp_path: Path) -> None:
    """As in any table."""
    _, _, told = opened(tmp_path, "a.xlsx", workbook({"One": '<row r="1"><c r="XFD1"><v>1</v></c></row>'}))
    assert told == ["a.xlsx:1: error: has 16384 columns; more than 500 cannot be read [table-header]"]
    _, _, told = opened(tmp_path, "a.xlsx", workbook({"One": rows_of([["1", "2"]])}))
    assert "has no names of columns in its first row" in told[0]


def test_prefixes_of_elements_do_not_matter(tmp_path: Path) -> None:
    """Some programs write `x:row` for `row`."""
    plain = rows_of([["date"], ["a_b"]]) + '<row r="3"><c r="A3" t="str"><v>c&#x92;</v></c></row>'
    data = workbook({"One": plain})
    with zipfile.ZipFile(tmp_path / "in.xlsx", "w") as made, zipfile.ZipFile(io.BytesIO(data)) as read:
        for name in read.namelist():
            text = read.read(name).decode()
            if "sheet1" in name:
                text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")
            made.writestr(name, text)
    assert cells(tmp_path, "a.xlsx", (tmp_path / "in.xlsx").read_bytes()) == [{"date": "a_b"}, {"date": "c’"}]
