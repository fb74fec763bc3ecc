"""Names: which entry a text in an entry means. Slug before name before spelling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location, Note
from chronicle.text.slugs import name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

# In the order in which a wiki link looks for its target.
KINDS: dict[str, type[Entry]] = {
    "location": Location,
    "actor": Actor,
    "incident": Incident,
    "article": Article,
    "note": Note,
}


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """An entry, or a place or actor known by name only: its kind and slug."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class Names:
    """Look-up tables for the entries of one kind: key → slugs, sorted."""

    slugs: frozenset[str]
    names: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[str, ...]]

    def find(self, text: str) -> tuple[str, ...]:
        """The slugs a text can mean: none, one, or several that share the name."""
        if text in self.slugs:
            return (text,)
        key = name_key(text)
        found = self.names.get(key) or self.spellings.get(key)
        if found:
            return found
        slug = slugify(text)
        return (slug,) if slug in self.slugs else ()

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


def _sorted(table: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(slugs)) for key, slugs in table.items()}
