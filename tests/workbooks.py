"""Excel workbooks for tests, made of the XML that is given."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES: Final = (
    f'<styleSheet {_MAIN}><numFmts><numFmt numFmtId="164" formatCode="mmm\\-yy"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs>'
    "</styleSheet>"
)


def workbook(
    sheets: Mapping[str, str],
    texts: Iterable[str] = (),
    *,
    head: str = "",
    tail: str = "",
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook of sheets by name, each the XML of its rows; `head` stands before a sheet, `tail` behind its rows.

    `texts` are shared by its cells; one that begins with `<` is XML.
    """
    shared = "".join(f"<si>{text if text.startswith('<') else f'<t>{escape(text)}</t>'}</si>" for text in texts)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>' for number, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    others = "".join(
        f'<Relationship Id="{part}" Type="{_OFFICE}/{part}" Target="/xl/{part}.xml"/>'
        for part in ("styles", "sharedStrings")
    )
    parts = {
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{related}{others}</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{shared}</sst>",
    }
    for number, rows in enumerate(sheets.values(), 1):
        sheet = f"{head}<worksheet {_MAIN}><sheetData>{rows}</sheetData>{tail}</worksheet>"
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
        for name, data in (more or {}).items():
            packed.writestr(name, data)
    return made.getvalue()


def rows_of(rows: Iterable[Sequence[str]]) -> str:
    """The XML of rows of texts; an empty text is no cell."""
    made = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{letters(place)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for place, text in enumerate(row)
            if text
        )
        made.append(f'<row r="{number}">{cells}</row>')
    return "".join(made)


def letters(place: int) -> str:
    """The letters of a column counted from 0."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)
