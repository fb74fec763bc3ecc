"""What the files hold, field by field: the columns of tables, and the keys of our own JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.exchange import shapes
from chronicle.exchange.places import PLACE_FILES
from chronicle.pages.edition import translated
from chronicle.pages.labels import COLUMN_LABELS
from chronicle.pages.views.data import DataField, DataTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chronicle.exchange.format import Column, Format
    from chronicle.exchange.places import PlaceColumn
    from chronicle.text.wording import Language

Entry = tuple[str, str, str]  # name, kind, what it holds

# What has no columns has keys: of the incidents in a format, and of the places that come with it.
INCIDENT_KEYS: Final = {"json": shapes.RECORD, "jsonl": shapes.LINE}
PLACE_KEYS: Final = {"json": shapes.LOCATION}


def tables(language: Language, form: Format) -> Iterator[DataTable]:
    """The fields of the incidents in a format, and of the places that it brings along."""
    found = columns(form.columns) or keys(INCIDENT_KEYS.get(form.slug, {}))
    if found:
        yield _table(language, form.slug, form.file, found)
    for each in PLACE_FILES:
        if each.slug == form.slug:
            found = columns(each.columns) or keys(PLACE_KEYS.get(form.slug, {}))
            yield _table(language, f"{form.slug}-locations", each.file, found)


def columns(of: Iterable[Column | PlaceColumn]) -> tuple[Entry, ...]:
    """The columns of a table."""
    return tuple((column.name, column.kind, column.doc) for column in of)


def keys(of: Mapping[str, shapes.Shape], within: str = "") -> tuple[Entry, ...]:
    """The keys of an object and of the objects in its lists: `locations`, `locations.name`."""
    found: list[Entry] = []
    for name, shape in of.items():
        found.append((f"{within}{name}", _kind(shape), shape["description"]))
        if shape.get("type") == "array" and "items" in shape and shape["items"]:
            found += keys(shape["items"].get("properties", {}), f"{within}{name}.")
    return tuple(found)


def _kind(shape: shapes.Shape) -> str:
    """What a value is, apart from null: one of COLUMN_LABELS."""
    if "enum" in shape:
        return "string"
    sorts = [shape["type"]] if isinstance(shape["type"], str) else [sort for sort in shape["type"] if sort != "null"]
    if sorts == ["array"]:
        return "range" if "prefixItems" in shape else "list"
    return "date" if shape.get("format") == "date" else sorts[0]


def _table(language: Language, anchor: str, file: str, entries: Iterable[Entry]) -> DataTable:
    return DataTable(
        id=anchor,
        file=file,
        fields=tuple(
            DataField(name=name, kind=translated(COLUMN_LABELS[kind], language), text=translated(doc, language))
            for name, kind, doc in entries
        ),
    )
