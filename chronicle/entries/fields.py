"""Fields: how one sort of value is read from front matter, written back, and described.

A kind of entry is a dataclass whose fields carry a `Kind` in their metadata: one line declares name, type,
default, rule and documentation, and reading, writing, the schema and the docs' test all follow that line.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from chronicle.entries import guesses
from chronicle.problems import Level, Problem, or_rather, shortened
from chronicle.text.fault import quoted
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence
from chronicle.text.yaml_text import in_flow

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Table

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


def read_record(cls: type, node: Mapping, findings: Findings, prefix: str = "") -> dict[str, Any] | None:
    """The arguments for a record's class from its node; None when something required is missing or bad."""
    _, known, needed = _shape(cls)
    values, whole = {}, True
    there = {key.text: value for key, value in node.pairs}
    slips = _slips(node, known) if any(name not in there for name in needed) else {}
    for key, value in node.pairs:
        field = known.get(key.text)
        if field is None:
            if key not in slips.values():
                _report_unknown((key, value), node, f"{prefix}{key.text}", known, findings)
        elif isinstance(value, Scalar) and value.is_null:
            _report_lost(key, value, field, prefix, findings)
        else:
            before = len(findings.problems)
            found = field.metadata["kind"].read(value, prefix + field.name, findings)
            if found is None:
                whole = whole and not any(item.level == "error" for item in findings.problems[before:])
            else:
                values[field.name] = found
    for name in needed:
        written = there.get(name)
        if written is None or (isinstance(written, Scalar) and written.is_null):
            _report_missing(written or node, f"{prefix}{name}", known[name], slips.get(name), findings)
            whole = False
    return values if whole else None


def _report_lost(key: Scalar, value: Scalar, field: dataclasses.Field[Any], prefix: str, findings: Findings) -> None:
    """A value that is a comment to YAML, since it begins with a `#`; behind a space it is meant as one."""
    if not re.match(r"#\w", value.comment):
        return
    kind: Kind = field.metadata["kind"]
    meant = f"[{quoted(value.comment)}]" if kind.schema.get("type") == "array" else quoted(value.comment)
    message = f"{shortened(value.comment, 30)} is lost: a # after a space begins a comment; put it in quotes"
    hint = f"{key.text}: {meant}" if key.column == 1 else ""
    findings.add(value, prefix + field.name, "text-cut", message, hint=hint, level="warning")


def _slips(node: Mapping, known: Table[str, dataclasses.Field[Any]]) -> dict[str, Scalar]:
    """The keys that a missing required field was most likely meant by: `Titel` for `title`."""
    missing = {name for name, field in known.items() if is_required(field) and not node.get(name)}
    if not missing:
        return {}
    strange = [key for key, _ in node.pairs if key.text not in known]
    found = {_guess(key, node, known): key for key in reversed(strange)}
    return {name: key for name, key in found.items() if name in missing}


def _guess(key: Scalar, node: Mapping, known: Table[str, dataclasses.Field[Any]]) -> str:
    return guesses.field(key.text, known, {name.text for name, _ in node.pairs})


def _report_missing(
    node: Node, name: str, field: dataclasses.Field[Any], slip: Scalar | None, findings: Findings
) -> None:
    kind: Kind = field.metadata["kind"]
    message = f"is missing; it must be {kind.words}"
    if slip:
        message = f'is missing; "{slip.text[:40]}" was probably meant to be "{field.name}"'
    findings.add(slip or node, name, "field-missing", message, meant=field.name if slip else "")


def _report_unknown(
    pair: tuple[Scalar, Node], node: Mapping, name: str, known: Table[str, dataclasses.Field[Any]], findings: Findings
) -> None:
    """A key that is no field: a slip of the keyboard, or a field that belongs inside another one."""
    key, value = pair
    home = next((other for other, field in known.items() if key.text in field.metadata["kind"].inside), None)
    is_other_word = guesses.other_word(key.text, known, {name.text for name, _ in node.pairs})
    if home and not is_other_word and isinstance(value, Scalar) and not value.is_null:
        inside = known[home].metadata["kind"]
        beside = [(other, each) for other, each in node.pairs if _belongs(other, each, inside, known)]
        hint, words = _moved(key, beside, node.get(home), home, inside)
        findings.add(key, name, "misplaced-field", f"belongs inside {home}{words}", hint=hint)
        return
    if "status" in known and isinstance(value, Scalar) and guesses.hides(key.text, value.text):
        # As an unknown key it would be a warning, and the entry public.
        hint = "" if node.get("status") else "status: draft"
        findings.add(key, name, "misplaced-field", "is written as status: draft", hint=hint)
        return
    guess = _guess(key, node, known)
    message = "is not a field" + or_rather(guess)
    meant = guess if guess and not node.get(guess) and _first_meant(node, guess, known) is key else ""
    hint = _with_value(meant, value, known[meant].metadata["kind"]) if meant and key.column == 1 else ""
    findings.add(key, printable_name(name), "unknown-key", message, meant=meant, hint=hint, level="warning")


def _with_value(name: str, value: Node, kind: Kind) -> str:
    """The line of a field whose value must be another as well: `locations: [Baghdad]` for `location: Baghdad`."""
    trial = Findings("")
    kind.read(value, name, trial)
    if not isinstance(value, Scalar) or value.comment or len(trial.problems) != 1 or not trial.problems[0].meant:
        return ""
    return f"{name}: {trial.problems[0].meant}"


def _belongs(key: Scalar, value: Node, kind: Kind, known: Table[str, dataclasses.Field[Any]]) -> bool:
    return key.text in kind.inside and key.text not in known and isinstance(value, Scalar) and not value.is_null


def _moved(
    key: Scalar, beside: list[tuple[Scalar, Node]], there: Node | None, home: str, kind: Kind
) -> tuple[str, str]:
    """The line that puts a key into the field that it belongs to, if one line can, and more words for the message.

    Those `beside` it, itself too, belong there as well: the first one's line takes all of them.
    """
    written = {each.text: _in_flow(value) for each, value in beside}
    if there is None:
        inner = f"{{{', '.join(f'{name}: {value}' for name, value in written.items())}}}"
        if beside[0][0] is not key:
            return "", f", as {beside[0][0].text} does; put both into its line, and delete this one"
        return (f"{home}: [{inner}]" if kind.schema["type"] == "array" else f"{home}: {inner}"), ""
    items = there.items if isinstance(there, Sequence) else (there,)
    if any(isinstance(item, Mapping) and _in_flow(item.get(key.text)) == written[key.text] for item in items):
        return "", ", where it stands already; delete this line"
    last = items[-1] if items and isinstance(there, Sequence) else None
    is_in_lines = isinstance(last, Mapping) and last.pairs and last.pairs[0][0].column == last.column
    if isinstance(last, Mapping) and is_in_lines and last.pairs[-1][1].line == key.line - 1:
        words = "; with spaces before it, it is part of the item above"
        return f"{' ' * (last.column - 1)}{key.text}: {written[key.text]}", words
    return "", ""


def _in_flow(value: Node | None) -> str:
    if not isinstance(value, Scalar):
        return ""
    return quoted(value.text) if value.quoted else in_flow(value.text)


def _first_meant(node: Mapping, guess: str, known: Table[str, dataclasses.Field[Any]]) -> Scalar | None:
    """The first of the unknown keys that a field was meant by: only one can be."""
    strange = (key for key, _ in node.pairs if key.text not in known)
    return next((key for key in strange if _guess(key, node, known) == guess), None)


def printable_name(name: str) -> str:
    """A key as far as a message can show it."""
    return name if len(name) <= 60 else name[:59] + "…"  # noqa: PLR2004 - as much as a line can show


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
