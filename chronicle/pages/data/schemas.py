"""The JSON Schemas of our own JSON files, published beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chronicle.exchange.json_text import document
from chronicle.exchange.shapes import schema
from chronicle.pages import addresses
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.exchange.format import About
    from chronicle.pages.data.index import Listed


class SchemaView(NamedTuple):
    """What a schema is drawn from, beside the code."""

    name: str
    about: About


def schema_pages(about: About, files: Sequence[Listed]) -> Iterator[Page]:
    """The schemas of these files and of the index, each once."""
    for name in dict.fromkeys(("index.json", *(each.schema for each in files if each.schema))):
        yield Page(address=addresses.data_schema(name), view=SchemaView(name=name, about=about), draw=_drawn)


def _drawn(view: SchemaView) -> bytes:
    return document(schema(view.name, view.about))
