"""Entries: the facts of a row become an incident, and entries for actors of whom it says more than a name. Pure."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from chronicle.entries.kinds import Actor, Incident, earlier_slugs
from chronicle.entries.proving import in_words, written
from chronicle.entries.records import Role
from chronicle.intake.disk import File
from chronicle.intake.plain import escape
from chronicle.problems import shortened
from chronicle.text.converting import conversion
from chronicle.text.frontmatter import Text, normal_body
from chronicle.text.line_ends import with_lf
from chronicle.text.slugs import is_slug, name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chronicle.entries.kinds import Entry
    from chronicle.entries.records import Claim, Source, Update
    from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts

R = TypeVar("R", "Claim", "Source", "Update", "ActorFacts", "Area", "PlaceFacts")


class Actors:
    """The actors of a chronicle that have an entry, and those that a table adds to them. One import owns it."""

    def __init__(self, known: Iterable[Actor] = ()) -> None:
        self._slugs: set[str] = set()
        self._named: dict[str, str] = {}
        self._earlier: dict[str, str] = {}  # by what an actor was called before it was renamed: its slug
        self.add(known)

    def add(self, actors: Iterable[Actor]) -> None:
        """Take actors in; of several that share a name the first is meant by it."""
        for actor in actors:
            self._slugs.add(actor.slug)
            self._earlier |= dict.fromkeys(earlier_slugs(actor), actor.slug)
            for name in (actor.name, *actor.spellings, *(name for _, name in actor.names)):
                self._named.setdefault(name_key(name), actor.slug)

    def meant(self, text: str) -> str:
        """The slug of the actor that a text in an entry means, with or without an entry."""
        return text if text in self._slugs else self._named.get(name_key(text)) or slugify(text)

    def called(self, slug: str) -> str:
        """The actor with an entry that has this slug, or had it before it was renamed; empty when there is none."""
        return slug if slug in self._slugs else self._earlier.get(slug, "")

    def slug_of(self, actor: ActorFacts) -> str:
        """The slug of an actor, with or without an entry: by its id, else by its name."""
        return self.called(actor.id) or actor.id or self.meant(actor.name)

    def role(self, actor: ActorFacts) -> Role:
        """The actor as an incident names it: by slug where there is an entry of its id, else by name."""
        return Role(actor=self.called(actor.id) or actor.name, role=actor.role)

    def missing(self, actors: Iterable[ActorFacts]) -> tuple[Actor, ...]:
        """New entries for the actors whose kind is known, or whose id does not follow from their name."""
        found: dict[str, Actor] = {}
        for actor in actors:
            is_more = actor.kind or actor.id != slugify(actor.name)
            if is_slug(actor.id) and is_more and not self.called(actor.id):
                found[actor.id] = Actor(path=f"content/actors/{actor.id}.md", name=actor.name, kind=actor.kind)
        return tuple(found.values())


def tidy(facts: Facts, *, is_own: bool) -> Facts:
    """The facts with each text as an entry holds it: one form of Unicode, single spaces.

    The text of a chronicle's own is Markdown; of another table's it stays what it says, letter by letter.
    """
    body = normal_body(facts.text if is_own else escape(with_lf(facts.text)))
    return dataclasses.replace(
        facts,
        title=_tidy(facts.title),
        summary=_tidy(facts.summary),
        places=tuple(tidy_place(place) for place in facts.places),
        weapons=tuple(map(_tidy, facts.weapons)),
        tags=tuple(map(_tidy, facts.tags)),
        actors=tuple(_each_tidy(facts.actors)),
        casualties=tuple(_each_tidy(facts.casualties)),
        sources=tuple(_each_tidy(facts.sources)),
        updates=tuple(_each_tidy(facts.updates)),
        ids=tuple((name, _tidy(value)) for name, value in facts.ids),
        text=body,
    )


def tidy_place(place: PlaceFacts) -> PlaceFacts:
    """The place with its names as entries hold them."""
    within = tuple(_each_tidy(place.within))
    (tidied,) = _each_tidy((place,))
    return tidied if within == place.within else dataclasses.replace(tidied, within=within)


def _tidy(text: str) -> str:
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(unicodedata.normalize("NFC", text).split())


def _each_tidy(records: Iterable[R]) -> Iterator[R]:
    for each in records:
        texts = {name: getattr(each, name) for name in each.__dataclass_fields__}
        changes = {
            name: tidied for name, text in texts.items() if isinstance(text, str) and (tidied := _tidy(text)) != text
        }
        yield dataclasses.replace(each, **changes) if changes else each  # type: ignore[arg-type]


def incident_of(
    facts: Facts, path: str, locations: tuple[str, ...], actors: tuple[Role, ...], *, status: str
) -> Incident:
    """The entry of an incident that a table tells."""
    return Incident(
        path=path,
        title=facts.title,
        date=facts.date,
        time=facts.time,
        locations=locations,
        types=facts.types,
        actors=actors,
        weapons=facts.weapons,
        casualties=facts.casualties,
        grade=facts.grade,
        sources=facts.sources,
        status=status,
        summary=facts.summary,
        tags=facts.tags,
        ids=facts.ids,
        part_of=facts.part_of,
        follows=facts.follows,
        added=facts.added,
        updates=facts.updates,
        text=Text.of(facts.text),
    )


def file_of(entry: Entry, has_picture: Callable[[str], bool] = lambda _: True) -> tuple[File, str]:
    """The file of an entry, and why it would be none that `check` takes or that says the same; empty when it does.

    `has_picture` says whether what a text shows is there.
    """
    text, faults = written(entry)
    fault = next(map(in_words, faults), "")
    if not fault and "![" in entry.body:
        shown = (each.target for each in conversion(entry.body).references if each.kind == "media")
        missing = next((shortened(each) for each in shown if not has_picture(each)), "")
        fault = missing and f"text: its picture {missing} is not in content/media; copy it there first"
    return File(path=entry.path, text=text), fault
