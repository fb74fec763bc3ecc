"""What the pages of actors, event types, publishers, articles and notes show, and their lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.edition import Card
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import Counts, Listing, ProseView
    from chronicle.pages.views.time import Bars


class ActorView(NamedTuple):
    """What actor.html shows: `parts` are the actors that belong to it, `roles` its parts with how often it had each."""

    name: str
    kind: str
    parent: Link | None
    spellings: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]
    outside: tuple[tuple[str, str], ...]
    parts: tuple[Link, ...]
    roles: tuple[tuple[str, str], ...]
    company: tuple[Counts, ...]
    prose: ProseView
    bars: Bars | None
    listing: Listing
    mentioned_by: tuple[Link, ...]


class SubjectView(NamedTuple):
    """subject.html: an event type, or one year of a long list; `back` leads to the whole."""

    name: str
    back: Link | None
    listing: Listing
    bars: Bars | None = None
    company: tuple[Counts, ...] = ()


class SourceView(NamedTuple):
    """source.html: a publisher; `standing` are sentences on how independent its reports are."""

    name: str
    standing: tuple[str, ...]
    carries: Counts | None
    carried_by: Counts | None
    articles: tuple[tuple[Link, str], ...]
    bars: Bars | None
    listing: Listing


class ArticleView(NamedTuple):
    """What article.html shows."""

    title: str
    publisher: Link | None
    via: str
    published: str
    iso: str
    dateline: tuple[str, ...]
    outside: str
    archived: str
    language: str
    rights: str
    prose: ProseView
    incidents: tuple[Card, ...]
    mentioned_by: tuple[Link, ...]


class NoteView(NamedTuple):
    """What note.html shows."""

    title: str
    prose: ProseView


class IndexView(NamedTuple):
    """index.html template of lists: every actor, type or publisher with its number of incidents."""

    name: str
    items: tuple[tuple[Link, str], ...]
