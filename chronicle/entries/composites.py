"""Kinds of value made of kinds: lists, and records with fields of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from chronicle.entries import guesses
from chronicle.entries.field_reading import is_lost, lost_words, read_record, trial
from chronicle.entries.fields import (
    Findings,
    Kind,
    entry_fields,
    record_schema,
    restored_record,
    write_record,
)
from chronicle.problems import shortened
from chronicle.text.fault import quoted, without_typographic
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence, said
from chronicle.text.yaml_text import in_flow

if TYPE_CHECKING:
    from collections.abc import Callable


_BULLET: Final = re.compile(r"[•·‣◦–—]\s|-[^\W\d]|\d{1,2}[.)]\s")  # "-Anbar", "1. Anbar"


def many(kind: Kind) -> Kind:
    """A list of values of one kind, as a tuple."""

    def read(node: Node, name: str, findings: Findings) -> tuple[Any, ...] | None:
        if not isinstance(node, Sequence):
            words, hint = _with_dash(node)
            meant = _as_list(kind, node)
            of = f" of tables such as {_example(kind.inside)}" if kind.inside and not (meant or words) else ""
            message = f"must be a list{of}, not {said(node)}{words}"
            findings.add(node, name, "wrong-type", message, hint=hint, meant=meant)
            return None
        found = [_read_item(kind, item, f"{name}.{number}", findings) for number, item in enumerate(node.items)]
        return tuple(item for item in found if item is not None)

    schema = {"type": "array", "items": kind.schema}
    return Kind(
        read=read,
        write=lambda values: [kind.write(value) for value in values],
        restore=lambda values: tuple(map(kind.restore, values)),
        schema=schema,
        words="a list",
        inside=kind.inside,
    )


def _read_item(kind: Kind, node: Node, name: str, findings: Findings) -> Any:  # noqa: ANN401 - what the kind reads
    if not isinstance(node, Scalar) or not node.is_null or node.text:  # somebody may be called Null
        return kind.read(node, name, findings)
    if is_lost(node) and not trial(kind, Scalar(node.comment, quoted=True)):
        findings.add(node, name, "text-cut", lost_words(node), meant=quoted(node.comment))
    else:
        findings.add(node, name, "empty", "is empty; write a value, or delete the line")
    return None


def _as_list(kind: Kind, node: Node) -> str:
    """What was meant by a value that is no list: a list of it, or of its parts, where those can be read."""
    if isinstance(node, Mapping) and node.pairs and node.pairs[0][0].column != node.column:
        return f"[{_written(node)}]"  # a table in braces
    if not isinstance(node, Scalar) or node.is_null:
        return ""
    text = without_typographic(re.sub(r"\A[(（［](.*)[)）］]\Z|\A- +", r"\1", node.text))
    is_whole = node.quoted or re.fullmatch(r"https?://\S+", text)  # an address may have a comma in it
    parts = [text] if is_whole else [part.strip() for part in re.split("[,;،؛，、；]", text) if part.strip()]
    items = [_item(kind, part) for part in parts]
    return f"[{', '.join(items)}]" if items and all(items) else ""


def _item(kind: Kind, text: str) -> str:
    """A text as an item of a list, or what was meant by it."""
    told = trial(kind, Scalar(text, quoted=True))
    return told[0].meant if told else in_flow(text)


def _with_dash(node: Node) -> tuple[str, str]:
    """What makes a table in lines the first item of a list: words for the message, and its first line."""
    if isinstance(node, Scalar) and _BULLET.match(node.text):
        return '; begin each line of it with "- ", a hyphen and a space', ""
    if not isinstance(node, Mapping) or not node.pairs or node.pairs[0][0].column != node.column:
        return "", ""
    key, value = node.pairs[0]
    words = '; begin the first line of each item with "- "'
    if not isinstance(value, Scalar) or value.comment or value.line != key.line or key.column < len("- x"):
        return words, ""
    return words, f"{' ' * (key.column - 3)}- {key.text}: {_written(value)}"


def _written(node: Node) -> str:
    """A node as it stands inside a list or table in one line."""
    if isinstance(node, Scalar):
        return quoted(node.text) if node.quoted else in_flow(node.text)
    if isinstance(node, Sequence):
        return f"[{', '.join(map(_written, node.items))}]"
    return f"{{{', '.join(f'{_written(key)}: {_written(value)}' for key, value in node.pairs)}}}"


def record(
    cls: type,
    *,
    check: Callable[[Any], str] | None = None,
    short: str = "",
    guess: Callable[[str], dict[str, str]] | None = None,
) -> Kind:
    """A nested record; `check` says what is wrong with a whole one, `short` is the field a bare text stands for.

    `guess` has the fields that any other text was probably meant to be, also one that YAML takes for a table.
    """
    inside = tuple(field.name for field in entry_fields(cls))

    def read(node: Node, name: str, findings: Findings) -> Any:  # noqa: ANN401 - an instance of cls
        if short and isinstance(node, Scalar) and not node.is_null:
            node = Mapping(((Scalar(short, node.line, node.column), node),), node.line, node.column)
        text = _bare_text(node, inside) if guess else ""
        fields = guess(text) if guess and text else {}
        if len(fields) > 1 or not isinstance(node, Mapping):  # a table of one other key is hardly a name
            _report_other(node, name, inside, fields, findings)
            return None
        values = read_record(cls, node, findings, f"{name}.")
        if values is None:
            return None
        made = cls(**values)
        fault = check(made) if check else ""
        if fault:
            findings.add(node, name, "record-incomplete", fault)
            return None
        return made

    return Kind(
        read=read,
        write=write_record,
        restore=lambda written: cls(**restored_record(cls, written)),
        schema=record_schema(cls),
        words="a table of keys",
        inside=inside,
    )


def _bare_text(node: Node, fields: tuple[str, ...]) -> str:
    """The text in place of a record, also one that is a table to YAML for its colon: `Reuters: https://…`."""
    if isinstance(node, Scalar):
        return node.text  # nothing is an empty one
    if not isinstance(node, Mapping) or len(node.pairs) != 1:
        return ""
    key, value = node.pairs[0]
    is_text = isinstance(value, Scalar) and not value.is_null and not guesses.field(key.text, fields, ())
    return f"{key.text}: {value.text}" if is_text and isinstance(value, Scalar) else ""


def _report_other(node: Node, name: str, inside: tuple[str, ...], fields: dict[str, str], findings: Findings) -> None:
    """What is no record, or a table without its keys, with the fields that it was meant to be."""
    meant = f"{{{', '.join(f'{field}: {in_flow(text)}' for field, text in fields.items())}}}" if fields else ""
    message = f"must be a table of keys such as {_example(inside)}"
    if not isinstance(node, Mapping):
        findings.add(node, name, "wrong-type", f"{message}, not {said(node)}", meant=meant)
        return
    key = node.pairs[0][0]
    in_lines = key.column == node.column
    hint = f"{' ' * (key.column - 3)}- {meant}" if in_lines and key.column >= len("- x") else ""
    message = f"{message}; {shortened(key.text)} is none of them"
    findings.add(node, name, "wrong-type", message, hint=hint, meant="" if in_lines else meant)


def _example(fields: tuple[str, ...]) -> str:
    return f"{{{', '.join(f'{name}: …' for name in fields[:2])}}}"
