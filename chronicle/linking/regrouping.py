"""Places, actors, articles, publishers and types after an edit of incidents: those that it touches."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from chronicle.config import EventType
from chronicle.linking.chronicle import LinkedActor, LinkedText, Place, Publisher, TypeUse
from chronicle.linking.groups import actors_in, articles_in, publishers_in
from chronicle.linking.places import around

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from chronicle.config import Config
    from chronicle.linking.chronicle import Chronicle, LinkedArticle, LinkedIncident

    Members = Callable[[LinkedIncident], Mapping[str, object]]
    Written = Callable[[LinkedIncident], Mapping[str, Collection[str]]]


class Edit(NamedTuple):
    """Listed incidents of a chronicle as they were and as they are, by slug; `position` is the new order of all."""

    chronicle: Chronicle
    old: Mapping[str, LinkedIncident]
    new: Mapping[str, LinkedIncident]
    position: Mapping[str, int]

    def unlisted(self) -> Iterator[str]:
        """The incidents that have a page and stand in no list; seldom needed, so they are looked for when asked."""
        listed = set(self.chronicle.order)
        yield from (slug for slug in self.chronicle.incidents if slug not in listed)


def regrouped(edit: Edit, config: Config) -> dict[str, dict[str, Any]]:
    """By the name of a table what an edit makes of its items: another one, or None for one that is gone."""
    return {
        "places": _places(edit),
        "actors": _actors(edit),
        "articles": _articles(edit),
        "publishers": _publishers(edit),
        "types": _types(edit, config),
    }


def _places(edit: Edit) -> dict[str, Place | None]:
    table = edit.chronicle.places

    def above(slug: str) -> Sequence[str]:
        return table[slug].ancestors[::-1] if slug in table else ()

    here = _lists(edit, _places_in, table, "here")
    changes: dict[str, Place | None] = {}
    for slug, incidents in _lists(edit, lambda incident: around(incident, above), table).items():
        item = table.get(slug) or Place(slug=slug, name="", entry=None, text=LinkedText())
        others = chain(item.here, edit.unlisted())
        name = item.name if item.entry else _name(edit, slug, item.name, _places_in, others)
        changes[slug] = replace(item, name=name, here=here.get(slug, item.here), incidents=incidents) if name else None
    return changes


def _places_in(incident: LinkedIncident) -> dict[str, tuple[str, ...]]:
    return {slug: (text,) for slug, text in incident.places.items()}


def _actors(edit: Edit) -> dict[str, LinkedActor | None]:
    table = edit.chronicle.actors
    changes: dict[str, LinkedActor | None] = {}
    for slug, incidents in _lists(edit, actors_in, table).items():
        item = table.get(slug) or LinkedActor(slug=slug, name="", entry=None, text=LinkedText())
        others = chain(item.incidents, edit.unlisted())
        name = item.name if item.entry else _name(edit, slug, item.name, actors_in, others)
        changes[slug] = replace(item, name=name, incidents=incidents) if name else None
    return changes


def _articles(edit: Edit) -> dict[str, LinkedArticle | None]:
    table = edit.chronicle.articles
    return {
        slug: replace(table[slug], incidents=incidents) for slug, incidents in _lists(edit, articles_in, table).items()
    }


def _publishers(edit: Edit) -> dict[str, Publisher | None]:
    table = edit.chronicle.publishers
    changes: dict[str, Publisher | None] = {}
    for slug, incidents in _lists(edit, publishers_in, table).items():
        item = table.get(slug) or Publisher(slug=slug, name="", incidents=(), articles=())
        kept = [edit.chronicle.articles[article].entry.publisher for article in item.articles]
        name = _name(edit, slug, item.name, publishers_in, item.incidents, kept)
        changes[slug] = replace(item, name=name, incidents=incidents) if name else None
    return changes


def _types(edit: Edit, config: Config) -> dict[str, TypeUse | None]:
    table = edit.chronicle.types
    known = {kind.slug: kind for kind in config.types}
    changes: dict[str, TypeUse | None] = {}
    for slug, incidents in _lists(edit, _types_in, table).items():
        item = table.get(slug) or TypeUse(type=EventType(slug=slug, label=""), incidents=())
        label = _name(edit, slug, item.type.label, _types_in, item.incidents)
        kind = known.get(slug) or EventType(slug=slug, label=label)
        changes[slug] = TypeUse(type=kind, incidents=incidents) if incidents else None
    return changes


def _types_in(incident: LinkedIncident) -> dict[str, tuple[str, ...]]:
    return {slug: (text,) for slug, text in incident.types.items()}


def _lists(
    edit: Edit, members: Members, table: Mapping[str, Any], name: str = "incidents"
) -> dict[str, tuple[str, ...]]:
    """The incidents of each group that the edit touches, oldest first; `name` is the field of a group that has them."""
    now = {slug: members(incident) for slug, incident in edit.new.items()}
    touched = dict.fromkeys(key for groups in (*map(members, edit.old.values()), *now.values()) for key in groups)
    found = {}
    for key in touched:
        before: tuple[str, ...] = getattr(table[key], name) if key in table else ()
        kept = [slug for slug in before if slug not in edit.old]
        come = [slug for slug, groups in now.items() if key in groups]
        found[key] = tuple(sorted([*kept, *come], key=edit.position.__getitem__))
    return found


def _name(  # noqa: PLR0913, PLR0917 - a group, and everybody who names it
    edit: Edit, key: str, name: str, written: Written, others: Iterable[str], also: Collection[str] = ()
) -> str:
    """The first of all texts that stand for a group, which was called `name`; empty when there is none any more.

    `others` are the incidents that may name it too; no more of them are read than it takes to find the old name.
    """
    before = {text for incident in edit.old.values() for text in written(incident).get(key, ())}
    found = {*also, *(text for incident in edit.new.values() for text in written(incident).get(key, ()))}
    if name and name not in before:
        return min({name, *found})
    for slug in others if name else ():
        if name in found:
            break
        if slug not in edit.old:
            found.update(written(edit.chronicle.incidents[slug]).get(key, ()))
    return min(found, default="")
