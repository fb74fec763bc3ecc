"""The small index of all files for machines: what there is, where, and what proves it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chronicle.exchange.json_text import document
from chronicle.exchange.records import VERSION
from chronicle.exchange.shapes import SCHEMAS
from chronicle.pages import addresses
from chronicle.pages.page import Page, Sum

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chronicle.exchange.format import About
    from chronicle.pages.data.counting import Days


class Listed(NamedTuple):
    """A file as the index lists it: what it `holds`, how many of these, and of which year (0: of all)."""

    address: str
    format: str
    media_type: str
    holds: str = "incidents"
    year: int = 0
    number: int = 0

    @property
    def path(self) -> str:
        """Where it lies, seen from the index."""
        return self.address.removeprefix(addresses.DATA_FOLDER)

    @property
    def schema(self) -> str:
        """The name of its JSON Schema; empty when it has none."""
        return SCHEMAS.get((self.holds, self.format), "")


class IndexView(NamedTuple):
    """What the index says."""

    about: About
    first: str
    last: str
    listed: tuple[Listed, ...]


def index_page(about: About, order: Sequence[Days], files: Sequence[Listed]) -> Page:
    """The index of these files; `order` are the days of the incidents, the oldest first."""
    view = IndexView(
        about=about,
        first=order[0].first if order else "",
        last=max((days.last for days in order if days.last != ".."), default=""),
        listed=tuple(files),
    )
    sealed = tuple(each.address for each in files)
    return Page(address=addresses.DATA_INDEX, view=view, seal=_index, sealed=sealed)


def _index(view: IndexView, sums: Mapping[str, Sum]) -> bytes:
    index = {
        "version": VERSION,
        "title": view.about.title,
        "url": view.about.url or None,
        "language": view.about.language,
        "license": view.about.license or None,
        "from": view.first or None,
        "to": view.last or None,
        "files": [
            {
                "path": each.path,
                "format": each.format,
                "media_type": each.media_type,
                "holds": each.holds,
                "number": each.number,
                "year": each.year or None,
                "schema": f"schema/{each.schema}" if each.schema else None,
                "bytes": sums[each.address].size,
                "sha256": sums[each.address].sha256,
            }
            for each in view.listed
        ],
    }
    return document(index)
