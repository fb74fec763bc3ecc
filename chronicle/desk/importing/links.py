"""The links between incidents that the rows of one table say: to incidents that are there, and to rows to come."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import slug_of
from chronicle.problems import Problem, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.exchange.facts import Facts
    from chronicle.intake.tables.known import Known

_LINKS: Final = ("part_of", "follows")


class Links:
    """What rows are called, and where they lead. One table owns it."""

    def __init__(self, seed: str, known: Known) -> None:
        self._seed = seed
        self._known = known
        self._ids: set[str] = set()  # what rows are called in this chronicle
        self._late: list[tuple[int, str, str, str]] = []  # row, path, field, slug of an incident not yet there
        self._awaited: set[str] = set()  # the slugs of these
        self._ahead: dict[str, dict[str, str]] = {name: {} for name in _LINKS}  # slug → slug, of each field

    def expect(self, facts: Facts) -> None:
        """Take in what a row is called, before any is linked."""
        if facts.id:
            self._ids.add(facts.id)

    def linked(self, row: int, facts: Facts, path: str) -> tuple[Facts, list[Problem]]:
        """The facts with links only to incidents that are there or in this table; by their ids elsewhere, too."""
        problems, changes = [], {}
        for name in _LINKS:
            text = self._known.called(getattr(facts, name)) or getattr(facts, name)
            if not text:
                continue
            if self._comes_back(name, text, slug_of(path)):
                changes[name] = ""
                problems.append(
                    self._warning(row, f"{name}: {shortened(text)} leads back to this incident, in a circle")
                )
                continue
            if text in self._ids and not self._known.has(text):
                self._ahead[name][slug_of(path)] = text
                self._late.append((row, path, name, text))
                self._awaited.add(text)
                continue
            changes[name] = self._known.linked(facts, text)
            if changes[name]:
                self._ahead[name][slug_of(path)] = changes[name]
            else:
                problems.append(self._warning(row, f"{name}: there is no incident {shortened(text)}"))
        return (dataclasses.replace(facts, **changes) if changes else facts), problems  # type: ignore[arg-type]

    def _warning(self, row: int, why: str) -> Problem:
        return Problem(path=self._seed, line=row, level="warning", code="row-link", message=f"{why}; it is left out")

    def _comes_back(self, name: str, to: str, slug: str) -> bool:
        """Whether a link leads to its own incident by way of others that this table told."""
        ahead, passed = self._ahead[name] if slug in self._awaited else {}, 0
        while to in ahead and to != slug and passed < len(ahead):
            to, passed = ahead[to], passed + 1
        return to == slug

    def lost(self) -> Iterator[Problem]:
        """Links to rows that were left out, as is known only when all were read."""
        for row, path, name, slug in self._late:
            if not self._known.has(slug):
                message = f"{path} says {name}: {slug}, which was left out; import that as well, or delete the line"
                yield Problem(path=self._seed, line=row, code="row-link", message=message)
