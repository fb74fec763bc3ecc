"""Comparing: what a row says otherwise than the entry that an earlier import, or an editor, made of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.entries.tolls import shown_count
from chronicle.problems import shortened
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chronicle.entries.kinds import Article, Incident
    from chronicle.entries.records import Source
    from chronicle.exchange.facts import ActorFacts, Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What the texts in an entry mean: slugs of places, actors and types, and the articles by slug and key of title.

    `told` is the slug of an actor that a row tells of, `linked` that of an incident that it links to.
    """

    place: Callable[[str], str]
    actor: Callable[[str], str]
    told: Callable[[ActorFacts], str]
    kind: Callable[[str], str]
    incident: Callable[[str], str]
    linked: Callable[[Facts, str], str]
    articles: Mapping[str, Article]


def differences(
    facts: Facts, places: Iterable[str], entry: Incident, look: Lookup, *, but: frozenset[str]
) -> tuple[str, ...]:
    """What a row says that the entry does not, as `killed 5, the entry 3`, field by field; `but` are left alone.

    What a row is silent about, and what the entry has more, is no difference.
    """
    told = (
        *_single(facts, entry),
        *_links(facts, entry, look),
        ("locations", _more(places, map(look.place, entry.locations)), ", ".join(entry.locations)),
        ("types", _more(facts.types, map(look.kind, entry.types)), ", ".join(entry.types)),
        ("actors", _more_actors(facts, entry, look), ", ".join(each.actor for each in entry.actors)),
        ("weapons", _more_words(facts.weapons, entry.weapons), ", ".join(entry.weapons)),
        ("tags", _more_words(facts.tags, entry.tags), ", ".join(entry.tags)),
        ("sources", _more_sources(facts, entry, look), "other ones" if entry.sources else ""),
        ("ids", _more(map("=".join, facts.ids), map("=".join, entry.ids)), ", ".join(map("=".join, entry.ids))),
    )
    return tuple(
        f"{name} {_said(said)}, the entry {_said(there)}" for name, said, there in told if said and name not in but
    )


def _said(text: str) -> str:
    """A value as a message shows it: what could be more than one word in quotes."""
    return text if re.fullmatch(r"[\w/.+~?%:-]{1,40}", text) else shortened(text) if text else "nothing"


def _single(facts: Facts, entry: Incident) -> Iterator[tuple[str, str, str]]:
    """The fields with one value that differ."""
    values: tuple[tuple[str, object, object], ...] = (
        ("title", facts.title, entry.title),
        ("date", facts.date, entry.date),
        ("time", facts.time, entry.time),
        ("killed", facts.killed, shown_count(entry.casualties, "killed")),
        ("injured", facts.injured, shown_count(entry.casualties, "injured")),
        ("grade", facts.grade, entry.grade),
        ("summary", facts.summary, entry.summary),
        ("text", facts.text, entry.body),
    )
    for name, said, there in values:
        if said and said != there:
            yield name, str(said), str(there or "")


def _links(facts: Facts, entry: Incident, look: Lookup) -> Iterator[tuple[str, str, str]]:
    """The incidents that a row links to, and the entry does not."""
    for name in ("part_of", "follows"):
        said, there = getattr(facts, name), getattr(entry, name)
        if said and (look.linked(facts, said) or said) != (look.incident(there) or there):
            yield name, said, there


def _more(said: Iterable[str], there: Iterable[str]) -> str:
    known = set(there)
    return ", ".join(each for each in said if each and each not in known)


def _more_words(said: Iterable[str], there: Iterable[str]) -> str:
    known = set(map(name_key, there))
    return ", ".join(each for each in said if name_key(each) not in known)


def _more_actors(facts: Facts, entry: Incident, look: Lookup) -> str:
    """Actors that the entry does not name, or names in another part; a row that knows no part asks for none."""
    known = {(look.actor(each.actor), each.role) for each in entry.actors}
    named = {slug for slug, _ in known}
    new = []
    for actor in facts.actors:
        slug = look.told(actor)
        if slug not in named:
            new.append(actor.name)
        elif actor.role != "other" and (slug, actor.role) not in known:
            new.append(f"{actor.name} ({actor.role})")
    return ", ".join(new)


def _more_sources(facts: Facts, entry: Incident, look: Lookup) -> str:
    """Sources that the entry does not cite, neither by address nor by publisher and headline."""
    cited = [_as_cited(source, look) for source in entry.sources]
    urls = {url for url, _, _ in cited if url}
    words = {(publisher, title) for _, publisher, title in cited}
    publishers = {publisher for _, publisher, _ in cited}
    new = []
    for source in facts.sources:
        url, publisher, title = _as_cited(source, look)
        is_cited = url in urls if url else (publisher, title) in words or (not title and publisher in publishers)
        if not is_cited:
            new.append(source.url or source.title or source.publisher)
    return ", ".join(new)


def _as_cited(source: Source, look: Lookup) -> tuple[str, str, str]:
    named = source.article
    article = (look.articles.get(named) or look.articles.get(name_key(named))) if named else None
    url = source.url or (article.url if article else "")
    publisher = source.publisher or (article.publisher if article else "")
    title = source.title or (article.title if article else "")
    return url, name_key(publisher), name_key(title)
