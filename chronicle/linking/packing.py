"""Frozen values as plain lists for JSON, and back: derived once for each class from the types of its fields."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import operator
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Union, get_args, get_origin

from chronicle.config import EventType, Grade
from chronicle.entries.folder import MediaFile
from chronicle.entries.kinds import Actor, Article, Incident, Location, Note
from chronicle.entries.records import Role, Update
from chronicle.linking.names import Target
from chronicle.problems import Problem
from chronicle.text.counts import Count, parse_count
from chronicle.text.dates import When, parse_when
from chronicle.text.frontmatter import Text

Way = Callable[[Any], Any]

# What the annotations of fields name, though their modules import it for type checkers only.
_NAMES: Final[dict[str, Any]] = {
    cls.__name__: cls
    for cls in (
        *(Actor, Article, Count, EventType, Grade, Incident, Location, MediaFile, Note, Problem, Target, Update, When),
    )
}

# What a short text stands for; whoever reads such texts shares what they stand for.
_IN_WORDS: Final[dict[Any, tuple[Way, Way]]] = {
    When: (str, parse_when),
    Count: (str, parse_count),
    dt.date: (dt.date.isoformat, dt.date.fromisoformat),
}
_PLAIN: Final = (str, int, float, bool)
_OFTEN: Final = (EventType, Grade, MediaFile, Role, Target)
_SHARED: Final = 4096  # values of one class that stand often


@dataclass(frozen=True, slots=True)
class Codec:
    """The ways to what JSON knows and back; None where a value stays as it is."""

    pack: Way | None = None
    unpack: Way | None = None


def packer(hint: Any) -> Way:  # noqa: ANN401 - a type
    """What makes plain lists of the values of a type, such as one of our classes, or a tuple of them."""
    return _codec(hint).pack or _same


def unpacker(hint: Any) -> Way:  # noqa: ANN401 - a type
    """What makes an equal value of such lists, which are spent then. Equal small values become one.

    What cannot be such lists raises ValueError, LookupError, TypeError or AttributeError. Plain values are taken as
    they are.
    """
    return _codec(hint).unpack or _same


@functools.lru_cache(maxsize=256)
def _codec(hint: Any) -> Codec:  # noqa: ANN401 - a type
    """How the values of a type are kept. Raise TypeError for a type that is not known."""
    if hint in _PLAIN or get_origin(hint) is Literal:
        return Codec()
    if hint is Text:
        return Codec(_nothing)
    if hint in _IN_WORDS:
        return Codec(*_IN_WORDS[hint])
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint)
    if isinstance(hint, type) and hasattr(hint, "_fields"):  # a named tuple
        hints = typing.get_type_hints(hint, localns=_NAMES)
        return _row([_codec(hints[name]) for name in hint._fields], list, hint._make)  # type: ignore[attr-defined]
    return _composite(get_origin(hint), get_args(hint), hint)


def _composite(origin: Any, parts: tuple[Any, ...], hint: object) -> Codec:  # noqa: ANN401 - a type
    if origin in {Union, types.UnionType}:
        return _union(tuple(part for part in parts if part is not types.NoneType))
    if origin is tuple:
        return _series(_codec(parts[0])) if parts[1:] == (...,) else _row([*map(_codec, parts)], list, tuple)
    if origin is frozenset:
        return Codec(sorted, _interned if parts == (str,) else frozenset)
    if origin in {dict, Mapping}:
        if parts[0] is str and hasattr(parts[1], "_fields"):
            return _columns(parts[1])
        return _table(_codec(parts[0]), _codec(parts[1]), is_object=parts[0] is str)
    raise TypeError(f"values of {hint} cannot be kept")


# ---- each sort of type


def _union(parts: tuple[Any, ...]) -> Codec:
    """What may be None; if it may be of several classes, the number of its class is kept, too."""
    codecs = [_codec(part) for part in parts]
    if len(parts) == 1:
        return Codec(_unless_none(codecs[0].pack), _unless_none(codecs[0].unpack))
    numbers = {
        part: (number, codec.pack or _same) for number, (part, codec) in enumerate(zip(parts, codecs, strict=True))
    }
    ways = [codec.unpack or _same for codec in codecs]

    def pack(value: Any) -> object:  # noqa: ANN401
        number, way = numbers[type(value)]
        return number, way(value)

    def unpack(data: Any) -> Any:  # noqa: ANN401
        number, content = data
        return ways[number](content)

    return Codec(_unless_none(pack), _unless_none(unpack))


def _series(item: Codec) -> Codec:
    """A tuple of any length."""
    pack, unpack = item.pack, item.unpack
    return Codec(
        pack and (lambda value: [*map(pack, value)] if value else value),
        (lambda data: tuple(map(unpack, data)) if data else ()) if unpack else tuple,
    )


def _table(key: Codec, value: Codec, *, is_object: bool) -> Codec:
    """A dict, in its order; its keys become texts of an object, or first items of pairs."""
    pack_key, pack, unpack_key, unpack = (way or _same for way in (key.pack, value.pack, key.unpack, value.unpack))
    if is_object:
        packed = (lambda table: {key: pack(item) for key, item in table.items()}) if value.pack else dict
        return Codec(packed, value.unpack and (lambda data: {key: unpack(item) for key, item in data.items()}))
    return Codec(
        lambda table: [(pack_key(key), pack(item)) for key, item in table.items()],
        lambda data: {unpack_key(key): unpack(item) for key, item in data},
    )


def _columns(cls: Any) -> Codec:  # noqa: ANN401 - a named tuple
    """A dict of named tuples whose fields have a hash: field by field, each with its values once and their numbers.

    Many of them share what a field has. It is made once, and the rest of the way back is no work of Python's own.
    """
    hints = typing.get_type_hints(cls, localns=_NAMES)
    codecs = [_codec(hints[name]) for name in cls._fields]
    make = functools.partial(tuple.__new__, cls)

    def pack(table: Mapping[str, Any]) -> object:
        fields = [*zip(*table.values(), strict=True)] or [()] * len(codecs)
        return [*table], [_column(codec, values) for codec, values in zip(codecs, fields, strict=True)]

    def unpack(data: Any) -> Any:  # noqa: ANN401
        keys, columns = data
        fields = [_values(codec, *column) for codec, column in zip(codecs, columns, strict=True)]
        return dict(zip(keys, map(make, zip(*fields, strict=True)), strict=True))

    return Codec(pack, unpack)


def _column(codec: Codec, values: Iterable[Any]) -> object:
    """The values that there are, and the number of each in its turn."""
    numbers: dict[Any, int] = {}
    turns = [numbers.setdefault(value, len(numbers)) for value in values]
    return [*map(codec.pack or _same, numbers)], turns


def _values(codec: Codec, packed: list[Any], turns: list[int]) -> Iterable[Any]:
    return map([*map(codec.unpack, packed)].__getitem__ if codec.unpack else packed.__getitem__, turns)


def _record(cls: type[Any]) -> Codec:
    """A frozen dataclass with slots.

    To fill its slots one by one takes ten times as long as to make a value of a class that is the same but not
    frozen, and then to say what class it is of.
    """
    hints = typing.get_type_hints(cls, localns=_NAMES)
    names = [field.name for field in dataclasses.fields(cls)]
    fluid: Any = dataclasses.make_dataclass(cls.__name__, names, bases=cls.__bases__, slots=True, eq=False, repr=False)

    def make(values: Any) -> Any:  # noqa: ANN401
        made = fluid(*values)
        made.__class__ = cls
        return made

    shared = functools.lru_cache(maxsize=_SHARED)(make) if cls in _OFTEN else None
    take = operator.attrgetter(*names) if names[1:] else lambda value: [getattr(value, *names)]
    return _row([_codec(hints[name]) for name in names], take, (lambda row: shared(tuple(row))) if shared else make)


def _row(codecs: list[Codec], take: Way, make: Way) -> Codec:
    """Values that stand in a row: `take` gives them, `make` takes the row."""
    packs = [(number, codec.pack) for number, codec in enumerate(codecs) if codec.pack]
    unpacks = [(number, codec.unpack) for number, codec in enumerate(codecs) if codec.unpack]

    def pack(value: Any) -> object:  # noqa: ANN401
        row = [*take(value)]
        for number, way in packs:
            row[number] = way(row[number])
        return row

    def unpack(row: Any) -> Any:  # noqa: ANN401
        for number, way in unpacks:
            row[number] = way(row[number])
        return make(row)

    return Codec(pack, unpack if unpacks else make)


# ---- small ways


def _same(value: Any) -> Any:  # noqa: ANN401
    return value


def _nothing(_value: Any) -> None:  # noqa: ANN401
    """The text of an entry is not kept: its file is at hand."""


def _interned(data: Any) -> frozenset[str]:  # noqa: ANN401
    """Texts that are compared often: the same text is the same object."""
    return frozenset(map(sys.intern, data))


def _unless_none(way: Way | None) -> Way | None:
    return way and (lambda value: None if value is None else way(value))
