"""What incidents have in common: their actors, articles, publishers and types, each with its incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.config import Config, EventType
from chronicle.linking.chronicle import LinkedActor, LinkedArticle, LinkedIncident, LinkedText, Publisher, TypeUse
from chronicle.linking.names import Target
from chronicle.linking.places import parents_of
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chronicle.entries.kinds import Actor, Article
    from chronicle.linking.references import Answers


def actors_in(incident: LinkedIncident) -> dict[str, set[str]]:
    """The actors of an incident, each with the texts that stand for it."""
    found: dict[str, set[str]] = {}
    for (slug, _), text in incident.actors.items():
        found.setdefault(slug, set()).add(text)
    return found


def articles_in(incident: LinkedIncident) -> dict[str, None]:
    """The articles that an incident cites."""
    return dict.fromkeys(citation.article for citation in incident.citations if citation.article)


def publishers_in(incident: LinkedIncident) -> dict[str, set[str]]:
    """The publishers that an incident cites, each with the texts that stand for it."""
    found: dict[str, set[str]] = {}
    for citation in incident.citations:
        if citation.publisher:
            found.setdefault(citation.publisher_slug, set()).add(citation.publisher)
    return found


def actors_of(
    actors: Sequence[Actor],
    incidents: Mapping[str, LinkedIncident],
    answers: Answers,
    texts: Mapping[str, LinkedText],
    backlinks: Mapping[Target, tuple[Target, ...]],
) -> dict[str, LinkedActor]:
    """All actors by slug: those with an entry, and those that incidents only name."""
    listed: dict[str, list[str]] = {}
    written: dict[str, set[str]] = {}
    for slug, incident in incidents.items():
        for who, texts_of_it in actors_in(incident).items():
            written.setdefault(who, set()).update(texts_of_it)
            if incident.is_listed:
                listed.setdefault(who, []).append(slug)
    known = {actor.slug: actor for actor in actors}
    parents = parents_of("actor", actors, answers)
    linked: dict[str, LinkedActor] = {}
    for slug in sorted({*known, *written}):
        actor = known.get(slug)
        linked[slug] = LinkedActor(
            slug=slug,
            name=actor.name if actor else min(written[slug]),
            entry=actor,
            text=texts[actor.path] if actor else LinkedText(),
            parent=parents.get(slug, ""),
            incidents=tuple(listed.get(slug, ())),
            mentioned_by=backlinks.get(Target("actor", slug), ()),
        )
    return linked


def articles_of(
    articles: Sequence[Article],
    listed: Sequence[LinkedIncident],
    texts: Mapping[str, LinkedText],
    backlinks: Mapping[Target, tuple[Target, ...]],
) -> dict[str, LinkedArticle]:
    """All articles by slug, with the incidents that cite them."""
    told: dict[str, list[str]] = {}
    for incident in listed:
        for slug in articles_in(incident):
            told.setdefault(slug, []).append(incident.entry.slug)
    return {
        article.slug: LinkedArticle(
            entry=article,
            text=texts[article.path],
            incidents=tuple(told.get(article.slug, ())),
            mentioned_by=backlinks.get(Target("article", article.slug), ()),
        )
        for article in sorted(articles, key=lambda article: article.slug)
    }


def publishers_of(articles: Mapping[str, LinkedArticle], listed: Sequence[LinkedIncident]) -> dict[str, Publisher]:
    """All publishers by slug."""
    names: dict[str, set[str]] = {}
    cited: dict[str, list[str]] = {}
    kept: dict[str, list[str]] = {}
    for incident in listed:
        for slug, written in publishers_in(incident).items():
            names.setdefault(slug, set()).update(written)
            cited.setdefault(slug, []).append(incident.entry.slug)
    for slug, article in articles.items():
        if article.entry.publisher:
            publisher = slugify(article.entry.publisher)
            names.setdefault(publisher, set()).add(article.entry.publisher)
            kept.setdefault(publisher, []).append(slug)
    return {
        slug: Publisher(
            slug=slug,
            name=min(names[slug]),
            incidents=tuple(cited.get(slug, ())),
            articles=tuple(kept.get(slug, ())),
        )
        for slug in sorted(names)
    }


def types_of(config: Config, listed: Sequence[LinkedIncident]) -> dict[str, TypeUse]:
    """All types in use by slug."""
    known = {kind.slug: kind for kind in config.types}
    used: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for incident in listed:
        for slug, text in incident.types.items():
            used.setdefault(slug, []).append(incident.entry.slug)
            labels[slug] = min(labels.get(slug, text), text)
    return {
        slug: TypeUse(type=known.get(slug) or EventType(slug=slug, label=labels[slug]), incidents=tuple(used[slug]))
        for slug in sorted(used)
    }
