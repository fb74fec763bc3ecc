"""Fields: how one sort of value is read from front matter, written back, and described.

A kind of entry is a dataclass whose fields carry a `Kind` in their metadata: one line declares name, type,
default, rule and documentation, and reading, writing, the schema and the docs' test all follow that line.
"""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from chronicle.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Table
    from collections.abc import Set as AbstractSet

    from chronicle.text.nodes import Node
    from chronicle.text.yaml_text import Plain


class Findings:
    """Collects the problems of one entry while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(  # noqa: PLR0913 - the parts of a Problem
        self,
        node: Node,
        field: str,
        code: str,
        message: str,
        *,
        hint: str = "",
        meant: str = "",
        level: Level = "error",
    ) -> None:
        """Note a problem at the place of a node; `meant` is what was probably meant instead, as it is written."""
        problem = Problem(
            path=self.path,
            line=node.line,
            column=node.column,
            level=level,
            field=field,
            code=code,
            message=message,
            hint=hint,
            meant=meant,
        )
        self.problems.append(problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of value. `read` gives None after reporting a problem; `write` undoes `read`.

    `restore` undoes `write`, for what was read before and went through JSON: it judges nothing.
    """

    read: Callable[[Node, str, Findings], Any]
    write: Callable[[Any], Plain]
    schema: Table[str, Any]
    words: str
    restore: Callable[[Any], Any] = str
    inside: tuple[str, ...] = ()  # the fields of the record that this is, or is a list of
    parts: tuple[tuple[str, ...], ...] = ()  # other words for each of its items, where others make fields of them


def spec(kind: Kind, doc: str) -> dict[str, Any]:
    """The metadata of a dataclass field that stands in front matter."""
    return {"kind": kind, "doc": doc}


class _Shape(NamedTuple):
    """The fields of a class that stand in front matter, also by their names, and the names of those it must have."""

    fields: tuple[dataclasses.Field[Any], ...]
    by_name: Table[str, dataclasses.Field[Any]]
    needed: tuple[str, ...]


@functools.lru_cache(maxsize=64)
def _shape(cls: type) -> _Shape:
    fields = tuple(field for field in dataclasses.fields(cls) if "kind" in field.metadata)
    needed = tuple(field.name for field in fields if is_required(field))
    return _Shape(fields, {field.name: field for field in fields}, needed)


def entry_fields(cls: type) -> tuple[dataclasses.Field[Any], ...]:
    """The dataclass fields that stand in front matter, in the order they are written."""
    return _shape(cls).fields


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Whether an entry is broken without it."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def fields_by_name(cls: type) -> Table[str, dataclasses.Field[Any]]:
    """The same by their names."""
    return _shape(cls).by_name


def required_names(cls: type) -> tuple[str, ...]:
    """The names of those that a record must have."""
    return _shape(cls).needed


def fits(cls: type, keys: AbstractSet[str]) -> bool:
    """Whether keys are those of a record: all that it needs, and none that it does not know."""
    return keys >= set(_shape(cls).needed) and keys <= _shape(cls).by_name.keys()


def write_record(record: Any) -> dict[str, Plain]:  # noqa: ANN401 - any of the record classes
    """The record as plain values, without fields that have their default."""
    written = {}
    for field in entry_fields(type(record)):
        value = getattr(record, field.name)
        if is_required(field) or value != field.default:
            written[field.name] = field.metadata["kind"].write(value)
    return written


def restored_record(cls: type, written: Table[str, Any]) -> dict[str, Any]:
    """The arguments for a record's class from what `write_record` made of one, also after it went through JSON."""
    known = _shape(cls).by_name
    return {name: known[name].metadata["kind"].restore(value) for name, value in written.items()}


def record_schema(cls: type) -> dict[str, Any]:
    """The JSON Schema of a record or an entry kind."""
    properties = {
        field.name: {"description": field.metadata["doc"], **field.metadata["kind"].schema}
        for field in entry_fields(cls)
    }
    required = [field.name for field in entry_fields(cls) if is_required(field)]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
