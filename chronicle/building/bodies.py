"""Bodies → what linking needs of each: from the cache, or converted now in processes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.building.inputs import content_key
from chronicle.linking.linking import BodyText
from chronicle.problems import Problem
from chronicle.text import workers
from chronicle.text.converting import conversion, conversions
from chronicle.text.markup import MarkupError, Prose, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Literal

    from chronicle.building.cache import Cache
    from chronicle.entries.kinds import Entry

Kept = list[list[list[str]]]  # references and faults, as the cache keeps them


class Pieces:
    """The HTML of bodies by their digest: from the cache, where something got lost converted once more."""

    def __init__(self, cache: Cache | None = None, body_of: Callable[[str], str] = str) -> None:
        self._cache, self._body_of = cache, body_of

    def html(self, digest: str) -> str:
        """The HTML of a body."""
        html = self._cache.get("pieces", digest) if self._cache else None
        return html if isinstance(html, str) else conversion(self._body_of(digest)).html

    def are_shared(self) -> bool:
        """Whether a fork of the program can read them, too. What was put into the cache is saved for that."""
        if not self._cache:
            return False
        self._cache.save()
        return self._cache.is_file()

    def reopen(self) -> None:
        """In a fork of the program: read on by a connection and workers of its own."""
        workers.forget()
        self._cache = self._cache.reopened() if self._cache else None


def bodies_of(
    entries: Sequence[Entry], lines: dict[str, int], cache: Cache, problems: list[Problem], jobs: int = 0
) -> tuple[dict[str, BodyText], int]:
    """The body of each entry that has one by the entry's path, and how many were converted now."""
    keys = {entry.path: content_key(entry.body.encode()) for entry in entries if entry.body}
    known: dict[str, Kept | MarkupError] = {}
    missing: dict[str, str] = {}
    for entry in entries:
        key = keys.get(entry.path)
        if key is None or key in known or key in missing:
            continue
        if kept := cache.get("bodies", key):
            known[key] = kept
        else:
            missing[key] = entry.body
    known.update(_converted(missing, cache, jobs))
    bodies: dict[str, BodyText] = {}
    for path, key in keys.items():
        found = known[key]
        if isinstance(found, MarkupError):
            problems.append(_problem(path, lines[path], "error", "markdown", str(found)))
            continue
        cache.keep("pieces", key)
        references, faults = found
        problems += [_problem(path, lines[path], "warning", code, message) for code, message in faults]
        bodies[path] = BodyText(
            digest=key,
            references=tuple(Reference(kind=kind, target=target, label=label) for kind, target, label in references),
            line=lines[path],
        )
    return bodies, len(missing)


def _converted(missing: dict[str, str], cache: Cache, jobs: int) -> Iterable[tuple[str, Kept | MarkupError]]:
    """What the cache does not know, with its key: converted, and put there."""
    if not missing:  # then nothing of processes is loaded
        return
    keys = tuple(missing)
    for number, made in conversions(tuple(missing.values()), jobs):
        if isinstance(made, MarkupError):
            yield keys[number], made
            continue
        kept = _kept(made)
        cache.put("bodies", keys[number], kept)
        cache.put("pieces", keys[number], made.html)
        yield keys[number], kept


def _kept(prose: Prose) -> Kept:
    references = [[item.kind, item.target, item.label] for item in prose.references]
    return [references, [list(fault) for fault in prose.faults]]


def _problem(path: str, line: int, level: Literal["error", "warning"], code: str, message: str) -> Problem:
    return Problem(path=path, line=line, column=1, level=level, field="text", code=code, message=message)
