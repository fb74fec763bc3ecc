"""Known: the incidents that a chronicle and the rows so far have, by what a row can be known again by."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chronicle.entries.kinds import earlier_slugs, slug_of
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
    """The names of incidents, without their entries: some hundred bytes of each. One import owns it.

    What a table adds is known to its own rows by their names in it, and to the rows of the next table like all else:
    two rows with ids of their own may name one event of another data set.
    """

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}  # empty for a file that lies where a new one would
        self._moved: dict[str, str] = {}  # by what an incident was called before it was renamed: its slug
        self._titled: dict[bytes, str] = {}
        self._named: dict[bytes, str] = {}
        self._told: dict[bytes, list[str]] = {}
        self._rows: dict[bytes, bytes] = {}
        self._new_names: dict[bytes, str] = {}
        self._new_told: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}

    def add(self, incident: Incident, place: str) -> None:
        """Take in an incident of the chronicle; `place` is the slug of its main place."""
        self._paths[incident.slug] = "" if incident.path == _path(incident.slug) else incident.path
        self._moved |= dict.fromkeys(earlier_slugs(incident), incident.slug)
        self._titled.setdefault(_digest(name_key(incident.title)), incident.slug)
        for name in incident.ids:
            self._named.setdefault(_digest(name), incident.slug)
        self._told.setdefault(_event(incident, place), []).append(incident.slug)

    def has(self, slug: str) -> bool:
        """Whether there is an incident of this name."""
        return slug in self._paths

    def was_there(self, slug: str) -> bool:
        """Whether an incident had this name, now or earlier, before the table at hand."""
        return self._is_taken(slug) and slug not in self._new_told

    def called(self, slug: str) -> str:
        """The incident that has this name, or had it before it was renamed; empty when there is none."""
        return slug if slug in self._paths else self._moved.get(slug, "")

    def meant(self, text: str) -> str:
        """The incident that a text in an entry means, by its name or its title; empty when there is none."""
        return self.called(text) or self._titled.get(_digest(name_key(text)), "")

    def linked(self, facts: Facts, text: str) -> str:
        """The incident that a row links to, by its name, or by what the row's data sets call it; empty without one."""
        digests = [_digest((data, text)) for data, _ in facts.ids]
        named = (self._named.get(digest) or self._new_names.get(digest) for digest in digests)
        return self.called(text) or next(filter(None, named), "")

    def judge(self, facts: Facts, place: str, number: int) -> Verdict:
        """What a row is, by its id in this chronicle, else its ids elsewhere, else by title, date and place."""
        told = _digest(facts)
        names = [_digest(("", facts.id))] if facts.id else [_digest(name) for name in facts.ids]
        for name in names or [told]:
            if earlier := self._rows.get(name):
                kind: Literal["again", "clash"] = "again" if earlier[4:] == told else "clash"
                return Verdict(kind=kind, row=int.from_bytes(earlier[:4], "big"))
        for name in names or [told]:
            self._rows[name] = number.to_bytes(4, "big") + told
        paths = tuple(self._paths[slug] or _path(slug) for slug in self._there(facts, place))
        return Verdict(kind="known" if paths else "new", paths=paths)

    def is_there(self, facts: Facts, place: str) -> bool:
        """Whether the chronicle has the incident of a row already."""
        return bool(self._there(facts, place))

    def _there(self, facts: Facts, place: str) -> Sequence[str]:
        if facts.id in self._paths:
            return (facts.id,)
        if facts.id in self._moved:
            return (self._moved[facts.id],)
        if facts.id or facts.ids:
            found = (self._named.get(_digest(name)) for name in facts.ids)
            return tuple(slug for slug in found if slug)[:1]
        return self._told.get(_event(facts, place), ())

    def take_out(self, facts: Facts, place: str, path: str) -> None:
        """An incident was found for a row; another row that tells the same without an id is another incident."""
        slugs = self._told.get(_event(facts, place), [])
        if slug_of(path) in slugs:
            slugs.remove(slug_of(path))

    def new_path(self, facts: Facts) -> str:
        """The file of a new incident: its own id, or its date and the slug of its title with a number if need be."""
        slug = facts.id if is_slug(facts.id) else slugify(f"{facts.date.start} {facts.title}")
        if self._is_taken(slug):
            numbers = itertools.count(self._numbers.get(slug, 2))
            number = next(each for each in numbers if not self._is_taken(f"{slug}-{each}"))
            self._numbers[slug] = number + 1
            slug = f"{slug}-{number}"
        return _path(slug)

    def _is_taken(self, slug: str) -> bool:
        return slug in self._paths or slug in self._moved

    def reserve(self, facts: Facts, place: str, path: str) -> None:
        """A file was written for a row."""
        slug = slug_of(path)
        self._paths[slug] = ""
        for name in facts.ids:
            self._new_names.setdefault(_digest(name), slug)
        self._new_told[slug] = _event(facts, place)

    def end_table(self) -> None:
        """The next rows are of another table: what this one told is now known like all else."""
        self._named = {**self._new_names, **self._named}
        for slug, event in self._new_told.items():
            self._told.setdefault(event, []).append(slug)
        for each in (self._new_names, self._new_told, self._rows):
            each.clear()


def _path(slug: str) -> str:
    return f"content/incidents/{slug}.md"


def _event(told: Incident | Facts, place: str) -> bytes:
    return _digest((name_key(told.title), str(told.date), place))


def _digest(value: object) -> bytes:
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).digest()
