"""`Mapping`: what the columns of a table mean, and its use: a row becomes flat cells. Pure."""

from __future__ import annotations

import functools
import itertools
import operator
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.entries.coordinates import decimal_degrees, decimal_pair
from chronicle.entries.values import LONGEST_LINE
from chronicle.exchange.cells import listed
from chronicle.exchange.reading import LISTS, TARGETS, THOUSANDS
from chronicle.intake.tables.date_forms import date_by
from chronicle.intake.tables.markup import without_markup
from chronicle.problems import is_seen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Table

    from chronicle.intake.tables.row import Row

OWN: Final = "chronicle"  # the mapping of our own tables: their ids are those of entries
EVERY: Final = "*"  # in the place of a column: all columns; in the place of a code: every other one

_DATES: Final = frozenset("date date_from date_to source_dates added updated".split())
_SIDES: Final = {"latitude": "NS", "longitude": "EW"}
_PEOPLE: Final = frozenset("killed killed_min killed_max injured injured_min injured_max".split())
_NUMBERS: Final = _PEOPLE | frozenset("year month day end_year end_month end_day".split())
_BESIDE: Final = frozenset(  # lists whose items stand beside those of another one: nothing may be taken out
    "locations location_ids actors actor_roles actor_ids sources source_titles source_urls source_dates".split()
)
_ORDER: Final = operator.itemgetter(0)
_FRACTION: Final = re.compile(r"(\d{1,8})\.\d+\Z", re.ASCII)
WORD: Final = re.compile(r"\{([^{}]+)\}")  # in a title's pattern: a target or a column
_ITEM: Final = re.compile(r"(?:\\[;\\]|[^;])*")
_WHOLE: Final = re.compile(r"\A(\d+)\.0+\Z", re.ASCII)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+\Z", re.ASCII)
# Ways of writing a date that can mean only one, wherever they occur.
_CLEAR_DAYS: Final = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d")
_CLEAR_FORMS: Final = (
    *(f"{day}{time}" for day in _CLEAR_DAYS for time in ("", " %H:%M:%S", " %H:%M")),
    "%B %Y",
    "%b %Y",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a column leads: its name and place in the mapping, and the flat words that take its cells.

    A spare one is used where no column before it gives that word.
    """

    column: str
    order: int
    names: tuple[str, ...]
    is_spare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What columns mean. Columns are called by their folded names, codes by their text in small letters.

    `title` are patterns of flat words and columns; the first of which all are known makes a title for a row that has
    none. `detect` are sets of columns, each of which proves that a table is of this kind. `skip` says by which values
    of a column a row is no incident, `html` which columns hold markup.
    """

    name: str
    title: tuple[str, ...] = ()
    columns: Table[str, Target] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    codes: Table[str, Table[str, str]] = field(default_factory=dict)
    fixed: Table[str, tuple[str, ...]] = field(default_factory=dict)
    missing: Table[str, frozenset[str]] = field(default_factory=dict)
    split: Table[str, str] = field(default_factory=dict)
    skip: Table[str, frozenset[str]] = field(default_factory=dict)
    detect: tuple[frozenset[str], ...] = ()
    ignore: frozenset[str] = frozenset()
    html: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=8192)
def folded(column: str) -> str:
    """A column's name without regard to case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", column.casefold())


def mapped(row: Row, mapping: Mapping) -> dict[str, str]:
    """The flat cells of a row: target → text, none of them empty; nothing for a row that is no incident.

    What cannot be read, such as a date in no known form, stays as it is.
    """
    if mapping.skip and _is_skipped(mapping, row):
        return {}
    singles: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    time = ""
    for key, target, cell in _taken(mapping, row):
        for name in target.names:
            if name in LISTS:
                if not (target.is_spare and name in lists):
                    lists.setdefault(name, []).extend(_items(mapping, key, name, cell))
            elif name not in singles and (text := _coded(mapping, key, name, cell)):
                singles[name], found = _single(mapping, name, text)
                time = time or found
    if time:
        singles.setdefault("time", time)
    _finish(mapping, singles, lists)
    if "title" not in singles and (title := _title(mapping, row, singles, lists)):
        singles["title"] = title
    return singles


def _is_skipped(mapping: Mapping, row: Row) -> bool:
    return any(cell.casefold() in mapping.skip.get(folded(column), ()) for column, cell in row.cells.items())


def _taken(mapping: Mapping, row: Row) -> Iterable[tuple[str, Target, str]]:
    """The cells that lead anywhere, in the order of the mapping, each with its folded column."""
    found = []
    for column, cell in row.cells.items():
        key = folded(column)
        target = mapping.columns.get(key)
        if target and not _is_missing(mapping, key, cell):
            text = without_markup(cell) if key in mapping.html else cell
            found.append((target.order, key, target, text))
    found.sort(key=_ORDER)
    return [(key, target, cell) for _, key, target, cell in found]


def _finish(mapping: Mapping, singles: dict[str, str], lists: dict[str, list[str]]) -> None:
    """Add what is fixed, the id of the data set, and the lists as cells."""
    if mapping.name != OWN and "id" in singles:
        lists.setdefault("ids", []).append(f"{mapping.name}={singles.pop('id')}")
    for name, values in mapping.fixed.items():
        if name in LISTS:
            lists.setdefault(name, []).extend(values)
        else:
            singles.setdefault(name, values[0])
    for name, items in lists.items():
        is_whole = (name in _BESIDE and not _alone(name, lists)) or (name == "within" and mapping.name == OWN)
        kept = items if is_whole else [*dict.fromkeys(filter(None, items))]
        if any(kept):
            singles[name] = listed(kept)
    if len(singles.get("summary", "")) > LONGEST_LINE and "text" not in singles:
        singles["text"] = singles.pop("summary")  # an account of paragraphs is no sentence


def _alone(name: str, lists: Table[str, list[str]]) -> bool:
    """Whether a list of actors has no list of roles or names beside it."""
    return name == "actors" and "actor_roles" not in lists and "actor_ids" not in lists


def _is_missing(mapping: Mapping, key: str, cell: str) -> bool:
    if not mapping.missing:
        return False
    text = cell.casefold()
    return text in mapping.missing.get(key, ()) or text in mapping.missing.get(EVERY, ())


def _items(mapping: Mapping, key: str, name: str, cell: str) -> Iterable[str]:
    mark = mapping.split.get(key, mapping.split.get(name, mapping.split.get(EVERY, ";")))
    if mark == ";":
        parts: Iterable[str] = (re.sub(r"\\([;\\])", r"\1", part) for part in _parts(cell))
    else:
        parts = cell.split(mark) if mark else (cell,)
    for part in parts:
        item = _coded(mapping, key, name, part.strip())
        yield _dated(mapping, item)[0] if name in _DATES and item else item


def _parts(cell: str) -> list[str]:
    """The items of a list: a backslash stands before a semicolon or a backslash that is part of one."""
    if "\\" not in cell:
        return cell.split(";")
    found, start = [], 0
    while start <= len(cell):
        match = _ITEM.match(cell, start)
        end = match.end() if match else len(cell)
        found.append(cell[start:end])
        start = end + 1
    return found


def _coded(mapping: Mapping, key: str, name: str, text: str) -> str:
    """The text, or what a code table has in its place; nothing for one that nobody sees."""
    if not is_seen(text):
        return ""
    for table in (mapping.codes.get(key), mapping.codes.get(name)) if mapping.codes else ():
        if table and text:
            text = table.get(text.casefold(), table.get(EVERY, text))
    return text


def _single(mapping: Mapping, name: str, text: str) -> tuple[str, str]:
    """The text of a target that takes one, and the time that a date brings along."""
    if name in _DATES:
        text, time = _dated(mapping, text)
        return text, time if name == "date" else ""
    if name in _PEOPLE and THOUSANDS.match(text):
        return text, ""  # whether it is one is told with the row
    if name in _NUMBERS and not text.isdecimal():
        text = _WHOLE.sub(r"\1", text.replace(",", "") if _THOUSANDS.match(text) else text)
        if name in _PEOPLE and (part := _FRACTION.match(text)):  # one toll divided among the attacks that it is of
            text = f"{part[1]}-{int(part[1]) + 1}"
    elif name in _SIDES:
        text = decimal_degrees(text, _SIDES[name]) or text
    elif name == "coordinates":
        text = decimal_pair(text) or text
    return text, ""


def _dated(mapping: Mapping, text: str) -> tuple[str, str]:
    """The date in the way entries write it, and its time; a text that no form fits as it is."""
    return date_by(text, (*mapping.dates, *_CLEAR_FORMS)) or (text, "")


def _title(mapping: Mapping, row: Row, singles: Table[str, str], lists: Table[str, list[str]]) -> str:
    """The title that the first pattern makes of which all words are known; empty without one."""
    for pattern in mapping.title:
        values = [_word(mapping, word, row, singles, lists) for word in WORD.findall(pattern)]
        if all(values):
            pairs = itertools.zip_longest(WORD.split(pattern)[::2], values, fillvalue="")
            title = "".join(itertools.chain.from_iterable(pairs))
            return title[:1].upper() + title[1:]
    return ""


def _word(mapping: Mapping, word: str, row: Row, singles: Table[str, str], lists: Table[str, list[str]]) -> str:
    """What a word of a title's pattern stands for: a target, else a column as it is."""
    if word in lists:
        text = ", ".join(filter(None, lists[word]))
        return text.replace("-", " ") if word == "types" else text
    if word in TARGETS:
        return singles.get(word, "")
    key = folded(word)
    cells = (cell for column, cell in row.cells.items() if folded(column) == key)
    return next((cell for cell in cells if not _is_missing(mapping, key, cell)), "")
