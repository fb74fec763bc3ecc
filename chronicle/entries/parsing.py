"""Entries from text and back: `parse_entry(dump(entry))` is the entry again."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chronicle.entries.field_reading import read_record
from chronicle.entries.fields import Findings, entry_fields, fits, is_required, restored_record
from chronicle.entries.folder import KIND_FOLDERS
from chronicle.entries.kinds import KINDS, Entry
from chronicle.problems import Level, Problem
from chronicle.text.correcting import with_hints
from chronicle.text.frontmatter import Document, Text, parse_document
from chronicle.text.yaml_text import yaml_text

if TYPE_CHECKING:
    import dataclasses
    from collections.abc import Mapping as Table

    from chronicle.text.nodes import Mapping

E = TypeVar("E", bound=Entry)
_FIELD: Final = re.compile(r"([a-z_]+):(?:\s|\Z)")
_LIKE_A_FIELD: Final = re.compile(r"\s*(?:- |[\w-]+:|#)|\s+\S")
_STRANGE: Final = 2  # keys that are no fields of a kind, from which on another kind is thought of; one is a slip


def parse_entry(kind: type[E], text: str, path: str) -> tuple[E | None, tuple[Problem, ...]]:
    """The entry in a text, and everything that is wrong with it; no entry when there is an error."""
    document = parse_document(text, path)
    if not isinstance(document, Document):
        return None, (document,)
    entry, problems = entry_from(kind, document, path)
    return entry, with_hints(text, problems)


def entry_from(
    kind: type[E], document: Document, path: str, data: bytes | memoryview = b""
) -> tuple[E | None, tuple[Problem, ...]]:
    """The entry in a document already taken apart; who has the bytes of its file gives them, to have them once."""
    findings = Findings(path)
    values = read_record(kind, document.fields, findings)
    problems = (*findings.problems, *_second_fields(kind, document, path))
    if values is None and (others := _other_kinds(kind, document.fields)):
        return None, (_misplaced(kind, others, document.fields, path),)
    if values is None or any(problem.level == "error" for problem in problems):
        return None, problems
    text = Text(data or document.source.encode("utf-8", "surrogatepass"), is_file=True)
    return kind(path=path, text=text, **values), problems


def entry_again(kind: type[E], written: Table[str, Any], data: bytes | memoryview, path: str) -> E:
    """The entry in a file that was read before without a problem.

    `written` is what `write_record` made of it then, also after it went through JSON. Nothing is judged again.
    """
    return kind(path=path, text=Text(data, is_file=True), **restored_record(kind, written))


def _second_fields(kind: type[E], document: Document, path: str) -> tuple[Problem, ...]:
    """What is to be said of an account that begins with fields and another ---: nothing is read of these."""
    block, fence, _ = document.body.removeprefix("---\n").partition("\n---\n")
    lines = [line for line in block.split("\n") if line.strip()] if fence else []
    keys = {found[1] for line in lines if (found := _FIELD.match(line))}
    if not keys & {field.name for field in entry_fields(kind)} or not all(map(_LIKE_A_FIELD.match, lines)):
        return ()
    message = "the account begins with what looks like fields; move them above the second ---, or delete the --- below"
    level: Level = "error" if "status" in keys else "warning"  # else a draft would be public
    line = document.body_line
    return (Problem(path=path, line=line, column=1, code="fields-in-text", message=message, level=level),)


def _other_kinds(kind: type[E], fields: Mapping) -> tuple[str, ...]:
    """The kinds that an entry is one of, by its keys, when it lacks what its own must have and has what those have."""
    keys = {key.text for key, _ in fields.pairs}
    if _needed(kind) <= keys or len(keys - {field.name for field in entry_fields(kind)}) < _STRANGE:
        return ()
    return tuple(name for name, other in KINDS.items() if other is not kind and fits(other, keys))


def _needed(kind: type[E]) -> set[str]:
    return {field.name for field in entry_fields(kind) if is_required(field)}


def _misplaced(kind: type[E], others: tuple[str, ...], fields: Mapping, path: str) -> Problem:
    """What was found in such an entry is not told: its fields are right, and would be spoilt to fit the folder."""
    folders = " or ".join(f"content/{KIND_FOLDERS[name]}/" for name in others)
    message = f"has the fields of {_a(' or '.join(others))}, not of {_a(kind.__name__.lower())}; move it to {folders}"
    line, column = fields.pairs[0][0].line, fields.pairs[0][0].column
    return Problem(path=path, line=line, column=column, code="entry-kind", message=message)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def dump(entry: Entry) -> str:
    """The file of an entry."""
    values = ((field, getattr(entry, field.name)) for field in entry_fields(type(entry)))
    written = "".join(
        lines_of_field(field, value) for field, value in values if is_required(field) or value != field.default
    )
    body = entry.body
    return f"---\n{written}---\n" + (f"\n{body}" if body else "")


@functools.lru_cache(maxsize=1024)
def lines_of_field(field: dataclasses.Field[Any], value: Any) -> str:  # noqa: ANN401 - any value of a field
    """A field as it is written, in Unicode's NFC. Kept: thousands of imported entries share most of their values."""
    return yaml_text({field.name: field.metadata["kind"].write(value)})
