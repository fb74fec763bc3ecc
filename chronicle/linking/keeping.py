"""A chronicle as rows of JSON, and back: an item is read from its row when somebody asks for it."""

from __future__ import annotations

import functools
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

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
from chronicle.linking.packing import packer, unpacker

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
Rows = Mapping[str, Mapping[str, bytes]]  # by table, then by key

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
TEXTS: Final = "texts"  # the table of front matter and bodies by the path of their entry: most of the bytes
WHOLE: Final = "whole"  # the table of the one row with what is in no table, and the slugs of each table in order

_MEDIA: Final = tuple[MediaFile, ...]
_LONG: Final = 16_384  # bytes; long rows are lists of slugs, which become a quarter of that
_PACKED_LONG: Final = b"x"  # what begins with this is no JSON
_DAMAGED: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError, zlib.error)

_json: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, eq=False)
class Lazy(Mapping[str, T], Generic[T]):
    """A table whose items are read when they are asked for; an item once read is the same object ever after.

    `keys_in_order` are the keys that there are. An item that cannot be read raises what `read` raises: no LookupError.
    """

    keys_in_order: dict[str, None]
    read: Callable[[str], T]
    items_read: dict[str, T] = field(default_factory=dict)

    def __getitem__(self, key: str) -> T:
        if key in self.items_read:
            return self.items_read[key]
        if key not in self.keys_in_order:
            raise KeyError(key)
        return self.items_read.setdefault(key, self.read(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_in_order)

    def __len__(self) -> int:
        return len(self.keys_in_order)

    def __contains__(self, key: object) -> bool:
        return key in self.keys_in_order


# ---- chronicle → rows


def kept(chronicle: Chronicle) -> dict[str, dict[str, bytes]]:
    """All rows of a chronicle by table: its items by slug, the texts of entries by path, and the one row beside."""
    rows: dict[str, dict[str, bytes]] = {name: {} for name in (*_TABLES, TEXTS)}
    for name in _TABLES:
        for slug, item in getattr(chronicle, name).items():
            rows[name][slug], texts = _packed(name, item)
            rows[TEXTS] |= texts
    return rows | {WHOLE: {WHOLE: _whole(chronicle)}}


def kept_anew(
    before: Chronicle, after: Chronicle, differing: Iterable[tuple[str, str]]
) -> dict[str, dict[str, bytes | None]]:
    """The rows to be put over those of the chronicle before; None for a row that is gone.

    `differing` are the tables and slugs of all items that are not the same.
    """
    rows: dict[str, dict[str, bytes | None]] = {name: {} for name in (*_TABLES, TEXTS)}
    come: dict[str, bytes] = {}
    for name, slug in differing:
        if name not in _TABLES:  # the order, which is in the one row
            continue
        was, now = (getattr(chronicle, name).get(slug) for chronicle in (before, after))
        if _TABLES[name][1] and was and was.entry:
            rows[TEXTS][was.entry.path] = None
        rows[name][slug], texts = _packed(name, now) if now else (None, {})
        come |= texts
    rows[TEXTS] |= come  # a file may have been given another name, and its old one to another file
    return rows | {WHOLE: {WHOLE: _whole(after)}}


def _packed(name: str, item: Any) -> tuple[bytes, dict[str, bytes]]:  # noqa: ANN401 - of any table
    """The row of an item, and the one of the texts of its entry."""
    cls, entry_cls = _TABLES[name]
    row = packer(cls)(item)
    if entry_cls is None or not item.entry:
        return _data(row), {}
    entry = row[_place(cls, "entry")]
    front, body = item.entry.written, item.entry.body
    entry[_place(entry_cls, "written")] = [len(front.text), front.line]
    entry[_place(entry_cls, "body")] = None
    return _data(row), {item.entry.path: (front.text + body).encode("utf-8", "surrogatepass")}


def _whole(chronicle: Chronicle) -> bytes:
    slugs = [[*getattr(chronicle, name)] for name in _TABLES]
    return _data([slugs, chronicle.order, packer(_MEDIA)(chronicle.media)])


def _data(row: object) -> bytes:
    data = _json(row).encode("utf-8", "surrogatepass")
    return zlib.compress(data, 1) if len(data) > _LONG else data


# ---- rows → chronicle


def chronicle_from(rows: Rows) -> Chronicle:
    """The chronicle that rows were made of; a row is asked for when its item is.

    Raise ValueError where rows are missing or damaged; its tables raise it later.
    """
    try:
        slugs, order, media = _loaded(rows[WHOLE][WHOLE])
        tables: dict[str, Any] = {
            name: Lazy(dict.fromkeys(keys), functools.partial(_unpacked, rows, name))
            for name, keys in zip(_TABLES, slugs, strict=True)
        }
        return Chronicle(order=tuple(order), media=unpacker(_MEDIA)(media), **tables)
    except _DAMAGED as error:
        raise ValueError("what is kept of a chronicle is damaged") from error


def _unpacked(rows: Rows, name: str, slug: str) -> Any:  # noqa: ANN401 - of any table
    cls, entry_cls = _TABLES[name]
    try:
        row = _loaded(rows[name][slug])
        entry = row[_place(cls, "entry")] if entry_cls else None
        if entry_cls and entry:
            texts = rows[TEXTS][entry[_place(entry_cls, "path")]].decode("utf-8", "surrogatepass")
            written = entry[_place(entry_cls, "written")]
            entry[_place(entry_cls, "body")] = texts[written[0] :]
            written[0] = texts[: written[0]]
        return unpacker(cls)(row)
    except _DAMAGED as error:
        raise ValueError(f"what is kept of {slug} is damaged") from error


def _loaded(data: bytes) -> Any:  # noqa: ANN401 - JSON
    return json.loads(zlib.decompress(data) if data.startswith(_PACKED_LONG) else data)


@functools.lru_cache(maxsize=64)
def _place(cls: Any, name: str) -> int:  # noqa: ANN401 - a class
    """Where in the row of a value one of its fields stands."""
    return [each.name for each in fields(cls)].index(name)
