"""From a JSON object to flat cells: dotted names, lists as list cells. Pure."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from chronicle.exchange.cells import listed
from chronicle.intake.tables.items import ItemsError
from chronicle.intake.tables.row import LONGEST_NAME, MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOO_MANY: Final = f"has more than {MOST_COLUMNS} different fields; it is no table"
_TOO_LONG: Final = f"has a field with a name of more than {LONGEST_NAME} characters; it is no table"
_MOST_IN_LISTS: Final = 100_000  # objects of a list times their names
_WHOLE: Final = re.compile(r"(-?\d+)\.0+\Z")


def flat_cells(record: Mapping[str, Any]) -> dict[str, str]:
    """The values of an object by their dotted names, such as `start_date.year`; what is null or empty is left out.

    A list of plain values becomes a list cell; so does each name within a list of objects, item beside item. Raise
    ItemsError when the names are too many or too long for columns.
    """
    cells: dict[str, str] = {}
    for name, value in _leaves("", record):
        if text := value.strip():
            cells.setdefault(name, text)
        if len(cells) > MOST_COLUMNS:
            raise ItemsError(TOO_MANY)
    return cells


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON value
    if len(name) > LONGEST_NAME:
        raise ItemsError(_TOO_LONG)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key.strip()}" if name else " ".join(key.split()), inner)
    elif isinstance(value, list):
        yield from _list_leaves(name, value)
    else:
        yield name, text_of(value)


def _list_leaves(name: str, items: list[Any]) -> Iterator[tuple[str, str]]:
    if items and all(isinstance(item, dict) for item in items):
        rows = [dict(_leaves("", item)) for item in items]
        keys = dict.fromkeys(key for row in rows for key in row)
        if len(keys) * len(rows) > _MOST_IN_LISTS:
            yield name, text_of(items)
            return
        for key in keys:
            yield f"{name}.{key}", listed(row.get(key, "") for row in rows)
    elif any(items):
        yield name, listed(text_of(item) for item in items)


def text_of(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A plain value as a text; what is nested further is JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return number_text(value)


def number_text(value: float) -> str:
    """A number without a needless `.0`; a small one in full, 1e-05 as 0.00001."""
    text = str(value)
    text = f"{Decimal(text):f}" if "e-" in text else text
    whole = _WHOLE.match(text)
    return whole[1] if whole else text
