"""Files → entries and what linking needs of their bodies: from the cache, or read and converted now.

Bodies are converted in processes of their own, while the next entries are read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from chronicle.building.inputs import content_key
from chronicle.entries.fields import write_record
from chronicle.entries.kinds import FOLDERS
from chronicle.entries.parsing import entry_again, entry_from
from chronicle.linking.linking import BodyText
from chronicle.problems import Problem
from chronicle.text.characters import decode
from chronicle.text.converting import conversions
from chronicle.text.frontmatter import parse_document
from chronicle.text.markup import Fault, MarkupError, Prose, Reference, position_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chronicle.building.cache import Cache
    from chronicle.entries.folder import EntryFile
    from chronicle.entries.kinds import Entry

Kept = Sequence[Sequence[Sequence[str]]]  # references and faults, as the cache keeps them


class Read(NamedTuple):
    """The entries that can be read, the bodies of those that have one by path, and how many were converted now."""

    entries: tuple[Entry, ...]
    bodies: Mapping[str, BodyText]
    converted: int


def read_entries(
    files: Iterable[EntryFile], keys: Mapping[str, str], cache: Cache, problems: list[Problem], jobs: int = 0
) -> Read:
    """Read the entries in these files, whose bytes have these keys."""
    reading = _Reading(cache, keys)
    for number, made in conversions(reading.missing(files, problems), jobs):
        reading.learn(number, made)
    bodies: dict[str, BodyText] = {}
    for entry, line, key in reading.entries:
        found = reading.known.get(key)
        if isinstance(found, MarkupError):
            problems.append(_problem(entry.path, line + found.line, 1, "error", "markdown", str(found)))
        elif found:
            cache.keep("pieces", key)
            problems += _odd(entry, line, found[1])
            bodies[entry.path] = BodyText(digest=key, references=tuple(map(Reference._make, found[0])), line=line)
    return Read(tuple(entry for entry, _, _ in reading.entries), bodies, len(reading.asked))


class _Reading:
    """What is read so far: entries, with the line and the key of their bodies, and what is known of these by key."""

    def __init__(self, cache: Cache, keys: Mapping[str, str]) -> None:
        self._cache = cache
        self._keys = keys
        self.entries: list[tuple[Entry, int, str]] = []
        self.known: dict[str, Kept | MarkupError | None] = {}
        self.asked: list[str] = []  # the keys of the bodies that are converted

    def missing(self, files: Iterable[EntryFile], problems: list[Problem]) -> Iterator[str]:
        """Read the entries; the bodies among them that the cache does not know."""
        for entry, line, key, body in _each(files, self._keys, self._cache, problems):
            self.entries.append((entry, line, key))
            if not key or key in self.known:
                continue
            self.known[key] = self._cache.get("bodies", key)
            if not self.known[key]:
                self.asked.append(key)
                yield body or entry.body

    def learn(self, number: int, made: Prose | MarkupError) -> None:
        """Keep what came of the body of a number."""
        key = self.asked[number]
        if isinstance(made, MarkupError):
            self.known[key] = made
            return
        kept = self.known[key] = made.references, made.faults
        self._cache.put("bodies", key, kept)
        self._cache.put("pieces", key, made.html)


def each_entry(files: Iterable[EntryFile], cache: Cache, problems: list[Problem]) -> Iterator[tuple[Entry, int]]:
    """Every entry that can be read, and the line its body begins on."""
    return ((entry, line) for entry, line, _, _ in _each(files, {}, cache, problems))


def _each(
    files: Iterable[EntryFile], keys: Mapping[str, str], cache: Cache, problems: list[Problem]
) -> Iterator[tuple[Entry, int, str, str]]:
    """The same, with the key of its body, which is empty when there is none; and the body, if it was read just now."""
    for file in files:
        entry, line, key, body, found = _entry(file, keys.get(file.path) or content_key(file.content), cache)
        problems += found
        if entry:
            yield entry, line, key, body


def _entry(file: EntryFile, own: str, cache: Cache) -> tuple[Entry | None, int, str, str, tuple[Problem, ...]]:
    """The entry in a file, the line its body begins on, the key of that, its body, and what is wrong with the entry.

    All of it but the body comes from the cache if bytes with the key of its `own` were read before and nothing was
    wrong with them.
    """
    kind, name = FOLDERS[file.folder], f"{file.folder}/{own}"
    kept = cache.get("documents", name)
    if isinstance(kept, list):
        written, line, key = kept
        return entry_again(kind, written, file.content, file.path), line, key, "", ()
    text = decode(file.data, file.path)
    document = text if isinstance(text, Problem) else parse_document(text, file.path)
    if isinstance(document, Problem):
        return None, 0, "", "", (document,)
    entry, found = entry_from(kind, document, file.path, file.content)
    key = content_key(document.body.encode()) if document.body else ""
    if entry and not found:
        cache.put("documents", name, [write_record(entry), document.body_line, key])
    return entry, document.body_line, key, document.body, found


def _odd(entry: Entry, line: int, faults: Sequence[Sequence[str]]) -> Iterator[Problem]:
    body = entry.body if faults else ""  # decoded once for all of them
    for fault in map(Fault._make, faults):
        down, column = position_in(body, fault.sign)
        yield _problem(entry.path, line + down, column, "warning", fault.code, fault.message)


def _problem(  # noqa: PLR0913, PLR0917 - the parts of a Problem
    path: str, line: int, column: int, level: Literal["error", "warning"], code: str, message: str
) -> Problem:
    return Problem(path=path, line=line, column=column, level=level, field="text", code=code, message=message)
