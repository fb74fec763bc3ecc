"""From a row of a sheet to its cells by column: the header, and what is wrong with a row. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.tables.row import LONGEST_CELL, LONGEST_NAME, MOST_COLUMNS, Row
from chronicle.problems import Problem, counted, shortened
from chronicle.text.characters import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The names of a table's columns by their position; a column without a name has an empty one."""

    seed: str
    names: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that have a name."""
        return tuple(name for name in self.names if name)


def header_of(seed: str, cells: Sequence[str], number: int) -> Header | Problem:
    """The header in the first row that holds anything."""
    names = [name_of(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    columns = [name for name in names if name]
    if fault := _header_fault(names, columns):
        return Problem(path=seed, line=number, code="table-header", message=fault)
    return Header(seed=seed, names=tuple(names))


def name_of(cell: str) -> str:
    """A column's name on one line."""
    return " ".join(FORBIDDEN.sub(" ", cell.removeprefix("\ufeff")).split())


def _header_fault(names: list[str], columns: list[str]) -> str:
    if len(names) > MOST_COLUMNS:
        return f"has {len(names)} columns; more than {MOST_COLUMNS} cannot be read"
    if long := next((name for name in columns if len(name) > LONGEST_NAME), ""):
        return f"has a text where the name of a column should be: {shortened(long)}; the first row must hold names"
    if not any(re.search(r"[^\W\d_]", name) for name in columns):
        return "has no names of columns in its first row; add a row such as date,title,location above the others"
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if name and (first := seen.setdefault(name.casefold(), place)) != place:
            return f"has two columns {shortened(name)} (the {ordinal(first)} and the {ordinal(place)}); rename one"
    return ""


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"


def header_notes(header: Header, number: int) -> tuple[Problem, ...]:
    """The warning on columns that have no name, as programs write them for their own row numbers."""
    nameless = [ordinal(place) for place, name in enumerate(header.names, 1) if not name]
    if not nameless:
        return ()
    more = f" and {len(nameless) - 3} more" if len(nameless) > 3 else ""  # noqa: PLR2004 - as many as are read
    message = f"the {', '.join(nameless[:3])}{more} column has no name and is left out"
    return (Problem(path=header.seed, line=number, level="warning", code="table-column", message=message),)


def is_hashtags(cells: Iterable[str]) -> bool:
    """Whether a row is that of HXL: below the header, with a hashtag for each column that has one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(re.match(r"#[A-Za-z]", cell) for cell in filled)


def row_of(header: Header, number: int, cells: Sequence[str]) -> Iterator[Row | Problem]:
    """The row of cells that were stripped, after warnings on it; or only what is wrong with it."""
    if FORBIDDEN.search("".join(cells)):
        yield from odd_warnings(header.seed, number, zip(header.names, cells, strict=False))
        cells = [without_odd(cell) for cell in cells]
    width = len(header.names)
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        message = f"has {counted(len(cells), 'cell')}, but the header has {width}; quotes go around a cell with commas"
        yield Problem(path=header.seed, line=number, code="row-cells", message=message)
        return
    taken = {name: cell for name, cell in zip(header.names, cells, strict=False) if cell and name}
    if not any(len(cell) > LONGEST_CELL for cell in taken.values()):
        yield Row(number=number, cells=taken)
        return
    column = next(name for name, cell in taken.items() if len(cell) > LONGEST_CELL)
    yield Problem(path=header.seed, line=number, field=column, code="row-long", message=TOO_LONG)


TOO_LONG: Final = f"is longer than {LONGEST_CELL:,} characters"


def without_odd(text: str) -> str:
    """The text with a space for each character that no text may have.

    U+0080 to U+009F are what Windows-1252 becomes when it is taken for Latin-1; they are read as browsers read them.
    """
    return FORBIDDEN.sub(_instead, text).strip()


def _instead(match: re.Match[str]) -> str:
    char = match[0]
    return char.encode("latin-1").decode("cp1252", "replace") if _is_western(char) else " "


def _is_western(char: str) -> bool:
    return "\x80" <= char <= "\x9f"


def odd_warnings(seed: str, number: int, cells: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A warning for each column with a character that `without_odd` can only take out."""
    for name, cell in cells:
        if odd := next((odd for odd in FORBIDDEN.finditer(cell) if not _is_western(odd[0])), None):
            message = f"has a character that no text may have (U+{ord(odd[0]):04X}); a space was put instead"
            yield Problem(path=seed, line=number, level="warning", field=name, code="row-text", message=message)
