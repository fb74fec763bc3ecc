"""Cells: how a value becomes a text in a table and back, which no spreadsheet computes and no page runs."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final, TypeVar

from chronicle.exchange.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chronicle.entries.records import Source
    from chronicle.exchange.facts import Facts, PlaceFacts
    from chronicle.exchange.format import About
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

    Cell = Callable[[Facts, About], str]

Item = TypeVar("Item")

BETWEEN: Final = "; "
_CRLF: Final = "\r\n"

# What a spreadsheet takes for a formula, in East Asia also in full width, and what stood for it here already: one
# apostrophe more, one less.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_UNSAFE: Final = re.compile(r"^(?:'*[=+@\t\r＝＋－＠]|'+-|-(?!\d{1,15}(?:\.\d{1,15})?$))", re.ASCII | re.MULTILINE)
_NUMBER: Final = re.compile(r"-\d{1,15}(?:\.\d{1,15})?\Z", re.ASCII)
# Where HTML would begin an element, and the value of one of its attributes. A word joiner there is not seen, breaks no
# line and ends both; one more where there were some. No web address has either in it.
JOINER: Final = "\u2060"
_MARKUP: Final = re.compile(f'<(?={JOINER}*[A-Za-z/!?])|=(?={JOINER}*")')
_JOINED: Final = re.compile(f'(?:(<){JOINER}(?={JOINER}*[A-Za-z/!?])|(=){JOINER}(?={JOINER}*"))')
_SPECIAL: Final = re.compile(r"[;\\]")
_PIECES: Final = re.compile(r"[^;\\]+|\\.|;|\\\Z", re.DOTALL)


def listed(items: Iterable[str]) -> str:
    """Items as one cell: a semicolon between, a backslash before one that is part of an item."""
    return BETWEEN.join(
        _SPECIAL.sub(r"\\\g<0>", item) if ";" in item or "\\" in item else item for item in items
    ).rstrip()


def items_of(cell: str) -> tuple[str, ...]:
    """The items of a cell. Empty ones stay in their place, since lists stand beside each other."""
    if not cell.strip():
        return ()
    if "\\" not in cell:
        return tuple([item.strip() for item in cell.split(";")])
    found: list[list[str]] = [[]]
    for piece in _PIECES.findall(cell):
        if piece == ";":
            found.append([])
        else:
            found[-1].append(piece[1:] if piece[0] == "\\" else piece)
    return tuple("".join(pieces).strip() for pieces in found)


def without_markup(text: str) -> str:
    """A text that is shown as it is where somebody puts it between the elements of a page without escaping it."""
    return _MARKUP.sub(rf"\g<0>{JOINER}", text) if "<" in text or '="' in text or JOINER in text else text


def with_markup(text: str) -> str:
    """The text whose markup was broken."""
    return _JOINED.sub(r"\1\2", text) if JOINER in text else text


def safe(text: str) -> str:
    """A text that no spreadsheet computes and no page runs: one that begins like a formula gets an apostrophe.

    Numbers stay numbers.
    """
    text = without_markup(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def plain(text: str) -> str:
    """The text that was made safe."""
    return with_markup(text[1:] if text.startswith("'") and _FORMULA.match(text) else text)


def least(count: Count | None) -> str:
    """The lower end of a range; empty when nothing is known."""
    return str(count.least) if count else ""


def greatest(count: Count | None) -> str:
    """The upper end of a range; empty when it is open, or nothing is known."""
    return str(count.greatest) if count and count.greatest is not None else ""


def degrees(number: float) -> str:
    """A latitude or longitude without needless digits."""
    text = f"{number:.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def position(place: PlaceFacts, number: int) -> str:
    """The latitude (0) or longitude (1) of a place; empty when nobody knows it."""
    return degrees(place.coordinates[number]) if place.coordinates else ""


def last_day(when: When) -> str:
    """The last day a date can mean; empty when its end is open."""
    return "" if when.open_ended else when.last.isoformat()


def of_place(of: Callable[[PlaceFacts], str]) -> Cell:
    """A cell about the main place; empty without one."""
    return lambda facts, _: of(facts.place) if facts.place else ""


def of_sources(of: Callable[[Source], str]) -> Cell:
    """A list with one item for each source, so that lists stand beside each other; nothing when all are empty."""

    def cell(facts: Facts, _: About) -> str:
        values = [of(source) for source in facts.sources]
        return listed(values) if any(values) else ""

    return cell


def table(header: Sequence[str], row: Callable[[Item], Sequence[str]]) -> Layout[Item]:
    """A table as CSV (RFC 4180: UTF-8, commas, CRLF), a row an item."""
    line = _lines()

    def record(item: Item) -> str:
        cells = row(item)
        return line([safe(cell) for cell in cells] if _may_be_unsafe(cells) else cells)

    return Layout(head=f"{line(header)}{_CRLF}", record=record, after=_CRLF)


def _lines() -> Callable[[Sequence[str]], str]:
    """What makes a row of cells, without its end."""
    buffer = io.StringIO(newline="")
    write = csv.writer(buffer, lineterminator=_CRLF).writerow

    def line(cells: Sequence[str]) -> str:
        write(cells)
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.removesuffix(_CRLF)

    return line


def _may_be_unsafe(row: Sequence[str]) -> bool:
    """Whether `safe` may change one of these cells: nearly all rows are told by one look at their cells as lines."""
    cells = "\n".join(row)
    has_markup = "<" in cells or '="' in cells or JOINER in cells
    return has_markup or cells.count("\n") >= len(row) or _UNSAFE.search(cells) is not None
