"""Known: the incidents that a chronicle and the rows so far have, by what a row can be known again by."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chronicle.entries.kinds import slug_of
from chronicle.text.slugs import is_slug, name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.entries.kinds import Incident
    from chronicle.exchange.facts import Facts

Name = tuple[str, str]  # of an incident: a data set and its id there; "" is this chronicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a row is: new; known, as one of `paths`; told again in the same words; or one id for something else.

    `row` is the earlier row of the same table that has the same name, or tells the same.
    """

    kind: Literal["new", "known", "again", "clash"]
    paths: tuple[str, ...] = ()
    row: int = 0


class Known:
    """The names of incidents, without their entries: of 100,000 they take some megabytes. One import owns it."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}
        self._by_id: dict[Name, str] = {}
        self._by_event: dict[bytes, list[str]] = {}
        self._rows: dict[Name | bytes, tuple[int, bytes]] = {}
        self._fresh: list[tuple[bytes, str]] = []
        self._numbers: dict[str, int] = {}

    def add(self, incident: Incident, place: str) -> None:
        """Take in an incident of the chronicle; `place` is the slug of its main place."""
        self._paths[incident.slug] = incident.path
        for name in incident.ids:
            self._by_id.setdefault(name, incident.slug)
        self._by_event.setdefault(_event(incident, place), []).append(incident.slug)

    def has(self, slug: str) -> bool:
        """Whether there is an incident of this name."""
        return slug in self._paths

    def slug_of(self, name: Name) -> str:
        """The incident that a data set calls so; empty when there is none."""
        return self._by_id.get(name, "")

    def judge(self, facts: Facts, place: str, number: int) -> Verdict:
        """What a row is, by its id in this chronicle, its ids elsewhere, or without both by title, date and place."""
        names: tuple[Name, ...] = ((("", facts.id),) if facts.id else ()) + facts.ids
        digest = _digest(repr(facts))
        for name in names or (digest,):
            if earlier := self._rows.get(name):
                row, told = earlier
                return Verdict(kind="again" if told == digest else "clash", row=row)
        for name in names or (digest,):
            self._rows[name] = (number, digest)
        slugs = self._there(facts, names, place)
        paths = tuple(self._paths[slug] for slug in slugs)
        return Verdict(kind="known" if paths else "new", paths=paths)

    def _there(self, facts: Facts, names: Sequence[Name], place: str) -> Sequence[str]:
        if not names:
            return self._by_event.get(_event(facts, place), ())
        if facts.id in self._paths:
            return (facts.id,)
        return tuple(dict.fromkeys(slug for name in names if (slug := self._by_id.get(name))))[:1]

    def is_there(self, facts: Facts, place: str) -> bool:
        """Whether the chronicle has the incident of a row already."""
        names: tuple[Name, ...] = ((("", facts.id),) if facts.id else ()) + facts.ids
        return bool(self._there(facts, names, place))

    def take_out(self, facts: Facts, place: str, path: str) -> None:
        """An incident was found for a row; another row that tells the same without an id is another incident."""
        slugs = self._by_event.get(_event(facts, place), [])
        if slug_of(path) in slugs:
            slugs.remove(slug_of(path))

    def new_path(self, facts: Facts) -> str:
        """The file of a new incident: its own id, or its date and the slug of its title with a number if need be."""
        slug = facts.id if is_slug(facts.id) else slugify(f"{facts.date.start} {facts.title}")
        if slug in self._paths:
            numbers = itertools.count(self._numbers.get(slug, 2))
            number = next(each for each in numbers if f"{slug}-{each}" not in self._paths)
            self._numbers[slug] = number + 1
            slug = f"{slug}-{number}"
        return f"content/incidents/{slug}.md"

    def reserve(self, facts: Facts, place: str, path: str) -> None:
        """A file was written for a row."""
        self._paths[slug_of(path)] = path
        for name in facts.ids:
            self._by_id.setdefault(name, slug_of(path))
        self._fresh.append((_event(facts, place), slug_of(path)))

    def end_table(self) -> None:
        """The next rows are of another table: what this one told is now known like all else."""
        for event, slug in self._fresh:
            self._by_event.setdefault(event, []).append(slug)
        self._fresh.clear()
        self._rows.clear()


def _event(told: Incident | Facts, place: str) -> bytes:
    return _digest(f"{name_key(told.title)}\0{told.date}\0{place}")


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
