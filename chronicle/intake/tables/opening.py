"""Opens a file as a table: by what is in it, then by the ending of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.intake.tables.delimited import open_delimited
from chronicle.intake.tables.objects import LINE_ENDINGS, open_objects
from chronicle.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.intake.tables.row import Table

_OLD: Final = b"\xd0\xcf\x11\xe0"  # the container of .xls, and of a workbook with a password
_ZIP: Final = b"PK\x03\x04"
_OTHER_SHEETS: Final = frozenset({".ods", ".xls", ".xlsb", ".numbers"})
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_OBJECTS: Final = frozenset({".json", ".geojson"}) | LINE_ENDINGS


def open_table(seed: str, path: Path) -> Table | Problem:
    """The table in a file that is called `seed` in messages, or why there is none. Use it in `with`, which closes it.

    Nothing of a file is held but what is being read, whatever its size; of a workbook also its texts.
    """
    try:
        return _opened(seed, path)
    except OSError as error:
        return Problem(path=seed, code="unreadable", message=f"cannot be read: {error.strerror or 'it is damaged'}")


def _opened(seed: str, path: Path) -> Table | Problem:
    if not path.is_file() and path.exists():
        return Problem(path=seed, code="not-a-file", message="is no ordinary file")
    with path.open("rb") as file:
        head = file.read(1024)
    ending = path.suffix.lower()
    if fault := _refused(head, ending):
        code, message = fault
        return Problem(path=seed, code=code, message=message)
    if head.startswith(_ZIP):
        from chronicle.intake.tables.workbook import open_workbook  # noqa: PLC0415 - most tables are text

        return open_workbook(seed, path)
    return open_objects(seed, path) if ending in _OBJECTS else open_delimited(seed, path)


def _refused(head: bytes, ending: str) -> tuple[str, str] | None:
    if not head.strip():
        return ("table-empty", "is empty")
    if head.startswith(_OLD):
        return ("table-kind", "is an old Excel file, or one with a password; save it as .xlsx without a password")
    if ending in _OTHER_SHEETS:
        return ("table-kind", f"is a sheet of another program ({ending}); save it as .xlsx")
    if ending in _WORKBOOKS and not head.startswith(_ZIP):
        return ("table-kind", "is no Excel file, although its name says so")
    return None
