"""What counts as written: bytes that are read back as the very entry that they were made of. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.entries.fields import entry_fields
from chronicle.entries.parsing import dump, lines_of_field, parse_entry
from chronicle.problems import Problem
from chronicle.text.characters import decode
from chronicle.text.converting import conversion
from chronicle.text.markup import MarkupError

if TYPE_CHECKING:
    from chronicle.entries.kinds import Entry


def written(entry: Entry) -> tuple[str, tuple[Problem, ...]]:
    """The text of an entry's file, and why it must not be written; see `faults_of`."""
    text = dump(entry)
    return text, faults_of(entry, text)


def faults_of(entry: Entry, text: str) -> tuple[Problem, ...]:
    """What `check` would refuse in a text that was made of an entry, or what it says otherwise than the entry."""
    try:
        decoded = decode(text.encode(), entry.path)
    except UnicodeEncodeError:  # half of a sign that takes two, as JSON can have it
        return (_fault(entry, "", "holds a sign that is none, and cannot be written"),)
    if isinstance(decoded, Problem):
        return (decoded,)
    parsed, problems = parse_entry(type(entry), decoded, entry.path)
    errors = tuple(problem for problem in problems if problem.level == "error")
    if parsed is None or errors:
        return errors
    if name := _difference(entry, parsed):
        return (_fault(entry, name, "does not stay the same when it is written and read"),)
    try:
        conversion(parsed.body)
    except MarkupError as error:
        return (Problem(path=entry.path, field="text", code="body-markup", message=str(error)),)
    return ()


def in_words(fault: Problem) -> str:
    """A fault without its place: what was written stands in no file."""
    return ": ".join(filter(None, (fault.field, fault.message)))


def _fault(entry: Entry, field: str, message: str) -> Problem:
    return Problem(path=entry.path, field=field, code="entry-unwritable", message=message)


def _difference(entry: Entry, parsed: Entry) -> str:
    """The field that is read as something else than it was; in another form of Unicode it says the same."""
    for field in entry_fields(type(entry)):
        was, now = getattr(entry, field.name), getattr(parsed, field.name)
        if was != now and lines_of_field(field, was) != lines_of_field(field, now):
            return field.name
    return "" if entry.body == parsed.body else "text"
