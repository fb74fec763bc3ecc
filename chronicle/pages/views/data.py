"""What the page of data shows: the formats, what each holds and loses, and how to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.page import Link
    from chronicle.pages.views.incidents import CiteView
    from chronicle.pages.views.record import Figure


class DataField(NamedTuple):
    """A column or key: its `name` in the file, and what it holds."""

    name: str
    kind: str
    text: str


class DataTable(NamedTuple):
    """The fields of a file; `id` begins their anchors."""

    id: str
    file: str
    fields: tuple[DataField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLoss:
    """What a format cannot say: of how many incidents that is lost, and why."""

    label: str
    count: str
    text: str


class DataFormat(NamedTuple):
    """A format: `files` and `years` lead to its files, each with what is in it; `verdict` says how much is lost.

    `losses` concern incidents of this record; `room` names what the format could not say of others.
    """

    slug: str
    label: str
    text: str
    verdict: str
    files: tuple[tuple[Link, str], ...]
    years: tuple[tuple[Link, str], ...]
    losses: tuple[DataLoss, ...]
    room: tuple[str, ...]
    tables: tuple[DataTable, ...]


class DataView(NamedTuple):
    """What data.html shows.

    `license` is a text with an address, either may be empty. `dates`, `precisions` and `examples` are what stands in
    the files with what it means; `others` are the files that hold no incidents. `cite_line` is a sentence to copy.
    """

    name: str
    figures: tuple[Figure, ...]
    license: tuple[str, str]
    ask: str
    formats: tuple[DataFormat, ...]
    dates: tuple[tuple[str, str], ...]
    precisions: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[Link, str], ...]
    examples: tuple[tuple[str, str], ...]
    cite_line: str
    cite: CiteView
    linked_data: dict[str, object]
