"""Entries of other kinds that come with an edit, put among those that are there before incidents are linked to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from chronicle.entries.kinds import Actor, Article, Location
from chronicle.linking.chronicle import LinkedActor, LinkedArticle, LinkedText, Place, Publisher
from chronicle.linking.patched import patched
from chronicle.linking.places import DEEPEST, chain, parents_of
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chronicle.linking.chronicle import Chronicle
    from chronicle.linking.references import Answers

Coming = Article | Location | Actor
_WRONG: Final = frozenset({"circle", "place-depth"})


def with_entries(
    chronicle: Chronicle, come: Sequence[Coming], texts: Mapping[str, LinkedText], answers: Answers
) -> Chronicle | None:
    """The chronicle with these entries, among whose places some may have been known by name.

    None when places or actors lie in each other, or too deep: which of them is at fault, only all can tell.
    """
    articles = {
        each.slug: LinkedArticle(entry=each, text=texts[each.path]) for each in come if isinstance(each, Article)
    }
    places = _places(chronicle, [each for each in come if isinstance(each, Location)], texts, answers)
    actors = _actors([each for each in come if isinstance(each, Actor)], texts, answers)
    is_too_deep = any(len(place.ancestors) > DEEPEST for place in places.values())
    if is_too_deep or any(problem.code in _WRONG for problem in answers.problems):
        return None
    return replace(
        chronicle,
        articles=_with(chronicle.articles, articles),
        publishers=_with(chronicle.publishers, _publishers(chronicle, articles)),
        places=_with(chronicle.places, places),
        actors=_with(chronicle.actors, actors),
    )


def _with(table: Mapping[str, Any], items: Mapping[str, Any]) -> Mapping[str, Any]:
    return patched(table, items, sorted({*table, *items})) if items else table


def _publishers(chronicle: Chronicle, articles: Mapping[str, LinkedArticle]) -> dict[str, Publisher]:
    """The publishers of new articles, with these among what is kept of them."""
    publishers: dict[str, Publisher] = {}
    for slug, name in ((slug, item.entry.publisher) for slug, item in articles.items() if item.entry.publisher):
        key = slugify(name)
        item = (
            publishers.get(key)
            or chronicle.publishers.get(key)
            or Publisher(slug=key, name=name, incidents=(), articles=())
        )
        kept = tuple(sorted([*item.articles, slug]))
        publishers[key] = replace(item, name=min(item.name, name), articles=kept)
    return publishers


def _places(
    chronicle: Chronicle, come: Sequence[Location], texts: Mapping[str, LinkedText], answers: Answers
) -> dict[str, Place]:
    """New places, and those that they lie right in."""
    parents = parents_of("location", come, answers)
    known = {entry.slug for entry in come}
    places: dict[str, Place] = {}
    for entry in come:
        inner = chain(entry.slug, parents)[::-1]
        outer = chronicle.places[inner[0]].ancestors if inner and inner[0] not in known else ()
        item = chronicle.places.get(entry.slug) or Place(slug=entry.slug, name="", entry=None, text=LinkedText())
        places[entry.slug] = replace(
            item, name=entry.name, entry=entry, text=texts[entry.path], ancestors=(*outer, *inner)
        )
    for slug, parent in parents.items():
        item = places.get(parent) or chronicle.places[parent]
        places[parent] = replace(item, children=tuple(sorted([*item.children, slug])))
    return places


def _actors(come: Sequence[Actor], texts: Mapping[str, LinkedText], answers: Answers) -> dict[str, LinkedActor]:
    parents = parents_of("actor", come, answers)
    return {
        actor.slug: LinkedActor(
            slug=actor.slug, name=actor.name, entry=actor, text=texts[actor.path], parent=parents.get(actor.slug, "")
        )
        for actor in come
    }
