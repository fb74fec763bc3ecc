"""Entries from text and back: `parse_entry(dump(entry))` is the entry again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from chronicle.entries.fields import Findings, read_record, write_record
from chronicle.entries.kinds import Entry
from chronicle.text.correcting import with_hints
from chronicle.text.frontmatter import Document, parse_document
from chronicle.text.yaml_text import yaml_text

if TYPE_CHECKING:
    from chronicle.problems import Problem

E = TypeVar("E", bound=Entry)


def parse_entry(kind: type[E], text: str, path: str) -> tuple[E | None, tuple[Problem, ...]]:
    """The entry in a text, and everything that is wrong with it; no entry when there is an error."""
    document = parse_document(text, path)
    if not isinstance(document, Document):
        return None, (document,)
    entry, problems = entry_from(kind, document, path)
    return entry, with_hints(text, problems)


def entry_from(kind: type[E], document: Document, path: str) -> tuple[E | None, tuple[Problem, ...]]:
    """The entry in a document already taken apart."""
    findings = Findings(path)
    values = read_record(kind, document.fields, findings)
    problems = tuple(findings.problems)
    if values is None or any(problem.level == "error" for problem in problems):
        return None, problems
    return kind(path=path, body=document.body, written=document.fields, **values), problems


def dump(entry: Entry) -> str:
    """The file of an entry."""
    return f"---\n{yaml_text(write_record(entry))}---\n" + (f"\n{entry.body}" if entry.body else "")
