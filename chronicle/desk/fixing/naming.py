"""References by name become slugs: a slug stays right when a name is corrected or given to a second entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.desk.fixing.fixing import Reading, agree, read
from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location
from chronicle.linking.names import Names, names_of
from chronicle.text.fault import without_typographic
from chronicle.text.nodes import Scalar
from chronicle.text.patching import Written, with_written
from chronicle.text.slugs import name_key, slugify
from chronicle.text.yaml_text import in_flow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chronicle.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All names that references can be written with."""

    names: dict[type[Entry], Names]
    types: dict[str, str]
    grades: dict[str, str]

    def one(self, kind: type[Entry], text: str) -> str:
        """The slug of the one entry that a text means, or nothing."""
        found = self.names[kind].find(text) if text else ()
        return found[0] if len(found) == 1 else ""


def register_of(entries: Sequence[Entry], kinds: Iterable[type[Entry]], config: Config) -> Register:
    """The names of all entries, types and grades."""
    return Register(
        names={kind: names_of(entry for entry in entries if isinstance(entry, kind)) for kind in kinds},
        types=_slugs((kind.slug, kind.label) for kind in config.types),
        grades=_slugs((grade.slug, grade.label) for grade in config.grades),
    )


def _slugs(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Slug by what can be written for it: a slug goes before a label."""
    known = tuple(pairs)
    return {name_key(label): slug for slug, label in known} | {slug: slug for slug, _ in known}


def by_slug(reading: Reading, register: Register) -> tuple[Reading, int]:
    """The reading of an entry with slugs for names, and how many; the same one where that would change more."""
    entry, document = reading.entry, reading.document
    if entry is None or document is None:
        return reading, 0
    put = {
        (node.line, node.column): slug
        for where, slug in _references(entry, register)
        if isinstance(node := document.fields.find(where), Scalar) and slug and node.text != slug
    }
    if not put:
        return reading, 0
    values = [Written(line=line, column=column, text=in_flow(slug)) for (line, column), slug in put.items()]
    try:
        new = read(type(entry), with_written(reading.text, values), entry.path)
    except ValueError:
        return reading, 0
    wanted = {place: Scalar(slug) for place, slug in put.items()}
    is_right = new.document is not None and agree(document, new.document, wanted)
    return (new, len(put)) if is_right else (reading, 0)


def _references(entry: Entry, register: Register) -> Iterator[tuple[str, str]]:
    """Each field of an entry that refers to something, and the slug that it means, if it is one."""
    if isinstance(entry, Location | Actor):
        yield "parent", register.one(type(entry), entry.parent)
    if not isinstance(entry, Incident):
        return
    for field in ("part_of", "follows", "duplicate_of"):
        yield field, register.one(Incident, getattr(entry, field))
    yield from _each("locations.{}", entry.locations, lambda text: register.one(Location, text))
    yield from _each("types.{}", entry.types, lambda text: _type(text, register.types))
    yield from _each("actors.{}.actor", [role.actor for role in entry.actors], lambda text: register.one(Actor, text))
    articles = [source.article for source in entry.sources]
    yield from _each("sources.{}.article", articles, lambda text: register.one(Article, text))
    yield "grade", register.grades.get(name_key(without_typographic(entry.grade)), "")


def _each(where: str, texts: Iterable[str], slug_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    return ((where.format(number), slug_of(text)) for number, text in enumerate(texts))


def _type(text: str, types: dict[str, str]) -> str:
    return types.get(text) or types.get(name_key(text)) or types.get(slugify(text), "")
