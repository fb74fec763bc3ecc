"""Reads JSON, JSON Lines and GeoJSON: looks over the whole file first, then makes a row of each object."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from chronicle.exchange.record_reading import is_record
from chronicle.intake.tables.cells import name_of, odd_warnings, without_odd
from chronicle.intake.tables.features import crs_fault, feature_cells, geometry_fault, is_feature
from chronicle.intake.tables.flattening import TOO_MANY, flat_cells
from chronicle.intake.tables.items import ItemsError, document_items, line_items
from chronicle.intake.tables.row import LONGEST_CELL, MOST_COLUMNS, Row, Table
from chronicle.problems import Problem, shortened
from chronicle.text.characters import FORBIDDEN
from chronicle.text.frontmatter import LONGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chronicle.intake.tables.items import Item
    from chronicle.intake.tables.row import Shape

LINE_ENDINGS: Final = frozenset({".jsonl", ".ndjson", ".geojsonl"})
_PARTS: Final = "incidents events features data records results items rows".split()  # how lists are usually called
_TOO_LONG: Final = f"is longer than {LONGEST_BODY:,} characters"  # as long as the account of an entry may be
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(slots=True)
class _Survey:
    """What a look over the whole file found: the values beside the lists, and of each list its columns."""

    top: dict[str, Any] = field(default_factory=dict)
    objects: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    features: int = 0
    own: int = 0
    columns: dict[str, dict[str, None]] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Count one item. Raise ItemsError when there are too many columns."""
        if not item.number:
            self.top[item.part] = item.value
        elif not isinstance(item.value, dict):
            self.others[item.part] = self.others.get(item.part, 0) + 1
        else:
            self.objects[item.part] = self.objects.get(item.part, 0) + 1
            self.features += is_feature(item.value)
            self.own += is_record(item.value)
            known = self.columns.setdefault(item.part, {})
            known.update(dict.fromkeys(_cells(item.value)))
            if len(known) > MOST_COLUMNS:
                raise ItemsError(TOO_MANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    shape: Shape
    part: str


def open_objects(seed: str, path: Path) -> Table | Problem:
    """The table in a JSON file. Raise OSError."""
    with path.open("rb") as file:
        if fault := _no_json(file):
            return Problem(path=seed, code="table-encoding", message=fault)
        read = line_items if _is_lines(file, path.suffix.lower()) else document_items
        survey = _Survey()
        try:
            for item in read(file):
                survey.take(item)
        except ItemsError as error:
            return Problem(path=seed, code="table-form", message=str(error))
    choice = _chosen(survey)
    if isinstance(choice, str):
        return Problem(path=seed, code="table-form", message=choice)
    return _table(seed, path, read, survey, choice)


def _table(
    seed: str, path: Path, read: Callable[[BinaryIO], Iterator[Item]], survey: _Survey, choice: _Choice
) -> Table | Problem:
    if choice.shape == "features" and (fault := crs_fault(survey.top.get("crs"))):
        return Problem(path=seed, code="table-form", message=fault)
    file = path.open("rb")
    return Table(
        kind="geojson" if choice.shape == "features" else "json",
        shape=choice.shape,
        columns=tuple(survey.columns[choice.part]),
        rows=_rows(seed, read(file), choice.part),
        notes=tuple(_left_lists(seed, survey, choice.part)),
        close=file.close,
    )


def _left_lists(seed: str, survey: _Survey, part: str) -> Iterator[Problem]:
    """What is to be told of the lists beside the one of the rows; `bbox` says no more than the coordinates do."""
    numbers = {
        name: survey.objects.get(name, 0) + survey.others.get(name, 0) for name in survey.objects | survey.others
    }
    left = [f"{shortened(name)} ({number:,})" for name, number in numbers.items() if name not in {part, "bbox"}]
    if left:
        lists = "another list" if len(left) == 1 else "other lists"
        message = f"has {lists} that nothing is taken from: {', '.join(left)}"
        yield Problem(path=seed, line=1, level="warning", code="table-column", message=message)


def _no_json(file: BinaryIO) -> str:
    head = file.read(1024)
    file.seek(0)
    if head.startswith(_WIDE) or b"\0" in head:
        return "is UTF-16 text or no text at all; save it as UTF-8"
    return ""


def _is_lines(file: BinaryIO, ending: str) -> bool:
    """Whether a file is JSON Lines: by its ending, or because its first line is an object and another follows."""
    if ending in LINE_ENDINGS:
        return True
    first, second = file.readline(LONGEST_CELL).strip(), file.readline(LONGEST_CELL).strip()
    file.seek(0)
    return first[-1:] == b"}" and first.lstrip(codecs.BOM_UTF8)[:1] == b"{" and second[:1] == b"{"


def _chosen(survey: _Survey) -> _Choice | str:
    """Which list holds the rows; or what is wrong."""
    top, lists = survey.top, survey.objects
    if top.get("type") in {"Feature", "Topology"}:
        return f"is a single {top['type']}; a table needs a FeatureCollection"
    if not lists:
        return "holds no rows" if not survey.others else "holds a list, but not of objects"
    part = next((name for name in ("", *_PARTS) if name in lists), "")
    if part not in lists and len(lists) > 1:
        names = ", ".join(shortened(name) for name in sorted(lists)[:5])
        return f'has several lists ({names}); call the one that holds the rows "data"'
    part = part if part in lists else next(iter(lists))
    return _Choice(shape=_shape(survey, part), part=part)


def _shape(survey: _Survey, part: str) -> Shape:
    if survey.features:
        return "features"
    if survey.own == survey.objects[part]:
        return "chronicle"
    is_timeline = part == "events" and any(name.startswith("start_date.") for name in survey.columns[part])
    return "timeline" if is_timeline else "records"


def _cells(record: dict[str, Any]) -> dict[str, str]:
    cells = feature_cells(record) if is_feature(record) else flat_cells(record)
    return {name_of(name): cell for name, cell in cells.items()} if any(map(FORBIDDEN.search, cells)) else cells


def _rows(seed: str, items: Iterator[Item], part: str) -> Iterator[Row | Problem]:
    try:
        for item in items:
            if item.number and item.part == part:
                yield from _row(seed, item)
    except ItemsError as error:  # the file was changed since it was looked over
        yield Problem(path=seed, code="table-form", message=str(error))


def _row(seed: str, item: Item) -> Iterator[Row | Problem]:
    if fault := "; ".join(item.faults) or ("" if isinstance(item.value, dict) else "is no object"):
        yield Problem(path=seed, line=item.number, code="row-form", message=fault)
        return
    cells = _cells(item.value)
    if long := next((name for name, cell in cells.items() if len(cell) > LONGEST_BODY), None):
        yield Problem(path=seed, line=item.number, field=long, code="row-long", message=_TOO_LONG)
        return
    if is_feature(item.value) and (fault := geometry_fault(item.value)):
        yield Problem(path=seed, line=item.number, level="warning", code="row-geometry", message=fault)
    if FORBIDDEN.search("".join(cells.values())):
        yield from odd_warnings(seed, item.number, cells.items())
        cells = {name: text for name, cell in cells.items() if (text := without_odd(cell))}
    if cells:
        yield Row(number=item.number, cells=cells, record=item.value)
