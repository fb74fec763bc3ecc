"""What linking came to as rows of JSON, and back: an item is read from its row when somebody asks for it.

The texts of entries are not in their rows: they are most of the bytes, and the files that have them are at hand.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chronicle.entries.folder import MediaFile
from chronicle.entries.kinds import Actor, Article, Incident, Location, Note
from chronicle.linking.chronicle import (
    Chronicle,
    LinkedActor,
    LinkedArticle,
    LinkedIncident,
    LinkedNote,
    Place,
    Publisher,
    TypeUse,
)
from chronicle.linking.damage import KeptError
from chronicle.linking.linked import Linked
from chronicle.linking.names import Names
from chronicle.linking.outlines import Outline, outline_of
from chronicle.linking.packing import packer, unpacker
from chronicle.linking.patched import Ordered
from chronicle.linking.patched import differing as differing_in
from chronicle.problems import Problem
from chronicle.text.frontmatter import EMPTY, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
Rows = Callable[[str, str], bytes]  # the row of a table and a key; LookupError without it
Texts = Callable[[str], Text]  # of the entry at a path

# The tables of a chronicle: the class of their items, and that of the entries in them, if there are any.
_TABLES: Final[dict[str, tuple[Any, Any]]] = {
    "incidents": (LinkedIncident, Incident),
    "places": (Place, Location),
    "actors": (LinkedActor, Actor),
    "articles": (LinkedArticle, Article),
    "publishers": (Publisher, None),
    "types": (TypeUse, None),
    "notes": (LinkedNote, Note),
}
# What is in none of them, a row each: the slugs of each table, what else a chronicle has, and what is beside it.
_PARTS: Final[dict[str, Any]] = {
    "slugs": tuple[tuple[str, ...], ...],
    "order": tuple[str, ...],
    "media": tuple[MediaFile, ...],
    "problems": tuple[Problem, ...],
    "names": dict[str, Names],
    "asked": frozenset[str],
    "guessed": dict[str, tuple[tuple[str, str], ...]],
    "hidden": frozenset[str],
    "today": dt.date | None,
}
_OF_CHRONICLE: Final = ("slugs", "order", "media")
WHOLE: Final = "whole"  # the table of these rows
# Outlines stand in blocks: who asks for one of them asks for all.
OUTLINES: Final = "outlines"
_BLOCK: Final = dict[str, Outline]
_BLOCKS: Final = 16

_DAMAGED: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)

_json: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, eq=False)
class Lazy(Ordered[T]):
    """A table whose items are read when they are asked for; an item once read is the same object ever after.

    `keys_in_order` are the keys that there are. `read` gives an item, and others that stand with it. An item that
    cannot be read raises what `read` raises.
    """

    keys_in_order: dict[str, None]
    read: Callable[[str], Mapping[str, T]]
    items_read: dict[str, T] = field(default_factory=dict)

    def __getitem__(self, key: str) -> T:
        if key in self.items_read:
            return self.items_read[key]
        if key not in self.keys_in_order:
            raise KeyError(key)
        self.items_read.update(self.read(key))
        return self.items_read[key]


# ---- linked → rows


def kept_rows(linked: Linked) -> Iterator[tuple[str, str, bytes]]:
    """All rows, each behind its table and its key: what is beside the tables of the chronicle, and their items."""
    parts = _parts(linked)
    for name in _PARTS:
        yield WHOLE, name, _part(name, parts)
    for block, row in _blocks(linked.chronicle.outlines, map(str, range(_BLOCKS))):
        yield OUTLINES, block, row
    for name in _TABLES:
        for slug, item in getattr(linked.chronicle, name).items():
            yield name, slug, _packed(name, item)


def kept_anew(
    before: Linked, after: Linked, differing: Iterable[tuple[str, str]]
) -> dict[str, dict[str, bytes | None]]:
    """The rows to be put over those of before; None for a row that is gone.

    `differing` are the tables and slugs of all items that are not the same.
    """
    rows: dict[str, dict[str, bytes | None]] = {name: {} for name in _TABLES}
    for name, slug in differing:
        if name in _TABLES:  # the other is the order
            item = getattr(after.chronicle, name).get(slug)
            rows[name][slug] = _packed(name, item) if item else None
    outlines = after.chronicle.outlines
    blocks = {str(_block_of(slug)) for slug in differing_in(before.chronicle.outlines, outlines)}
    rows[OUTLINES] = dict(_blocks(outlines, blocks))
    was, now = _parts(before), _parts(after)
    rows[WHOLE] = {name: _part(name, now) for name in _PARTS if now[name] != was[name]}
    return rows


def _blocks(outlines: Mapping[str, Outline], wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The rows of these blocks of outlines, by their numbers."""
    found: dict[str, dict[str, Outline]] = {block: {} for block in wanted}
    for slug in outlines:
        if (block := str(_block_of(slug))) in found:
            found[block][slug] = outlines[slug]
    return ((block, _data(packer(_BLOCK)(table))) for block, table in found.items())


def _packed(name: str, item: Any) -> bytes:  # noqa: ANN401 - of any table
    return _data(packer(_TABLES[name][0])(item))


def _part(name: str, parts: dict[str, Any]) -> bytes:
    return _data(packer(_PARTS[name])(parts[name]))


def _parts(linked: Linked) -> dict[str, Any]:
    chronicle = linked.chronicle
    slugs = tuple(tuple(getattr(chronicle, name)) for name in _TABLES)
    beside = {name: getattr(linked, name) for name in _PARTS if name not in _OF_CHRONICLE}
    return {"slugs": slugs, "order": chronicle.order, "media": chronicle.media, **beside}


def _data(row: object) -> bytes:
    return _json(row).encode("utf-8", "surrogatepass")


# ---- rows → linked


def linked_from(row_of: Rows, texts: Texts) -> Linked:
    """What the rows were made of; the row of an item, and the texts of its entry, are asked for when the item is.

    Raise KeptError where rows are missing or damaged; the tables of the chronicle raise it later.
    """
    try:
        parts = {name: unpacker(hint)(_loaded(row_of(WHOLE, name))) for name, hint in _PARTS.items()}
        slugs, order, media = (parts.pop(name) for name in _OF_CHRONICLE)
        tables: dict[str, Any] = {
            name: Lazy(dict.fromkeys(keys), functools.partial(_unpacked, row_of, texts, name))
            for name, keys in zip(_TABLES, slugs, strict=True)
        }
        tables["outlines"] = Lazy(tables["incidents"].keys_in_order, functools.partial(_unpacked_block, row_of))
        return Linked(chronicle=Chronicle(order=order, media=media, **tables), **parts)
    except _DAMAGED as error:
        raise KeptError("what is kept of a chronicle is damaged") from error


def few_outlined(chronicle: Chronicle) -> Chronicle:
    """The same for somebody who needs few outlines: each is made of its incident, and no block of them is read."""
    incidents = chronicle.incidents
    outlines = Lazy(dict.fromkeys(incidents), lambda slug: {slug: outline_of(incidents[slug])})
    return replace(chronicle, outlines=outlines)


def texts_in(files: Mapping[str, bytes | memoryview]) -> Texts:
    """The texts of entries that are in these files, by path; nothing for the others.

    The files are those that are as they were. An entry whose file is not is going to be another one.
    """
    return lambda path: Text(files[path], is_file=True) if path in files else EMPTY


def _unpacked_block(row_of: Rows, slug: str) -> dict[str, Outline]:
    """The outlines that stand with that of an incident, and its own."""
    try:
        block: dict[str, Outline] = unpacker(_BLOCK)(_loaded(row_of(OUTLINES, str(_block_of(slug)))))
        return {slug: block[slug], **block}
    except _DAMAGED as error:
        raise KeptError(f"what is kept of {slug} is damaged") from error


def _block_of(slug: str) -> int:
    return zlib.crc32(slug.encode("utf-8", "surrogatepass")) % _BLOCKS


def _unpacked(row_of: Rows, texts: Texts, name: str, slug: str) -> dict[str, Any]:  # an item of any table
    cls, entry_cls = _TABLES[name]
    try:
        row = _loaded(row_of(name, slug))
        entry = row[_place(cls, "entry")] if entry_cls else None
        if entry:
            entry[_place(entry_cls, "text")] = texts(entry[_place(entry_cls, "path")])
        return {slug: unpacker(cls)(row)}
    except _DAMAGED as error:
        raise KeptError(f"what is kept of {slug} is damaged") from error


def _loaded(data: bytes) -> Any:  # noqa: ANN401 - JSON
    return json.loads(data.decode("utf-8", "surrogatepass"))


@functools.lru_cache(maxsize=64)
def _place(cls: Any, name: str) -> int:  # noqa: ANN401 - a class
    """Where in the row of a value one of its fields stands."""
    return [each.name for each in fields(cls)].index(name)
