"""`Table` and `Row`: what is read from a file of incidents, before anything is said of what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chronicle.problems import Problem

LONGEST_CELL: Final = 100_000  # characters; the longest account of a real table has a tenth of that
LONGEST_ROW: Final = 1_000_000  # characters of a row or record
LONGEST_NAME: Final = 200  # characters; no column's name is that long
MOST_COLUMNS: Final = 500  # the widest table of incidents we know, the Global Terrorism Database, has 135

Kind = Literal["csv", "xlsx", "json", "geojson"]
Shape = Literal["rows", "chronicle", "timeline", "records", "features"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number as a spreadsheet counts (the header is 1; in JSON the position from 1), and its cells.

    `cells` are texts by column, stripped, without the empty ones. `record` is the JSON object as it stands.
    """

    number: int
    cells: Mapping[str, str]
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file that was opened: its columns are known, its rows are read one by one, once.

    A problem among the rows is of level error for a row that was left out, with its number as the line; of level
    warning when the row follows. `notes` are warnings on the whole file. Use it in `with`, so that the file is closed.
    """

    kind: Kind
    columns: tuple[str, ...]
    rows: Iterator[Row | Problem]
    shape: Shape = "rows"
    notes: tuple[Problem, ...] = ()
    close: Callable[[], None]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
