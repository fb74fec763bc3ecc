"""Names: which entry a text in an entry means. Slug before name before spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Actor, Entry, Location
from chronicle.problems import closest
from chronicle.text.slugs import name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """An entry, or a place or actor known by name only: its kind and slug."""

    kind: str
    slug: str


_AROUND: Final = re.compile(r"\A.*[/(]|\.(?:md|html)\)?\Z")  # what a file or a page has around the name of its entry


@dataclass(frozen=True, slots=True)
class Names:
    """Look-up tables for the entries of one kind: key → slugs, sorted."""

    slugs: frozenset[str]
    names: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[str, ...]]

    def find(self, text: str) -> tuple[str, ...]:
        """The slugs a text can mean: none, one, or several that share the name."""
        return self.ranked(text)[1]

    def ranked(self, text: str) -> tuple[int, tuple[str, ...]]:
        """How a text means what it means (0 slug, 1 name, 2 spelling, 3 nearly a slug, 4 not at all), and the slugs."""
        if text in self.slugs:
            return 0, (text,)
        key, slug = name_key(text), slugify(text)
        if key in self.names:
            return 1, self.names[key]
        if key in self.spellings:
            return 2, self.spellings[key]
        return (3, (slug,)) if slug in self.slugs else (4, ())

    def guess(self, text: str) -> str:
        """The slug of the one entry that a path, or a text with a slip, was most likely meant to be; empty if none."""
        name = _AROUND.sub("", text)
        if name in self.slugs:
            return name
        found = self.find(closest(text.casefold(), self.known()) or "")
        return found[0] if len(found) == 1 else ""

    def of(self, slugs: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        """These slugs, each with the key of its entry's name."""
        for key, found in self.names.items() if slugs else ():
            yield from ((slug, key) for slug in found if slug in slugs)

    def known(self) -> tuple[str, ...]:
        """Everything that can be written to mean an entry of this kind."""
        return (*self.slugs, *self.names, *self.spellings)


def name_of(entry: Entry) -> str:
    """The name or title of an entry."""
    return entry.name if isinstance(entry, Location | Actor) else entry.title


def names_of(entries: Iterable[Entry]) -> Names:
    """The look-up tables for entries of one kind."""
    names: dict[str, set[str]] = {}
    spellings: dict[str, set[str]] = {}
    slugs = set()
    for entry in entries:
        slugs.add(entry.slug)
        names.setdefault(name_key(name_of(entry)), set()).add(entry.slug)
        if isinstance(entry, Location | Actor):
            for spelling in (*entry.spellings, *(name for _, name in entry.names)):
                spellings.setdefault(name_key(spelling), set()).add(entry.slug)
    return Names(frozenset(slugs), _sorted(names), _sorted(spellings))


def names_after(names: Names, gone: Iterable[tuple[str, str]], come: Iterable[tuple[str, str]]) -> Names:
    """The look-up tables without some pairs of a slug and a name's key, and with others; none has spellings."""
    table = dict(names.names)
    gone, come = {*gone}, {*come}
    for slug, key in gone:
        table[key] = tuple(other for other in table[key] if other != slug)
        if not table[key]:
            del table[key]
    for slug, key in come:
        table[key] = tuple(sorted({*table.get(key, ()), slug}))
    slugs = (names.slugs - {slug for slug, _ in gone}) | {slug for slug, _ in come}
    return Names(slugs, table, names.spellings)


def both(names: Names, others: Names) -> Names:
    """The look-up tables for the entries of both."""
    return Names(
        names.slugs | others.slugs, _joined(names.names, others.names), _joined(names.spellings, others.spellings)
    )


def keys_of(text: str) -> tuple[str, str, str]:
    """What a text is looked for as: itself, as a name, and nearly as a slug."""
    return text, name_key(text), slugify(text)


def _joined(table: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {**table, **{key: tuple(sorted({*table.get(key, ()), *slugs})) for key, slugs in other.items()}}


def _sorted(table: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(slugs)) for key, slugs in table.items()}
