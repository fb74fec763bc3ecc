"""`Chronicle`: all entries, checked and linked; what the pages are made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.config import EventType, Grade
    from chronicle.entries.folder import MediaFile
    from chronicle.entries.kinds import Actor, Article, Incident, Location, Note
    from chronicle.linking.names import Target
    from chronicle.linking.outlines import Outline
    from chronicle.problems import Problem
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

# The kind of an entry, and which table of a chronicle its items are in.
TABLES: Final = {
    "incident": "incidents",
    "location": "places",
    "actor": "actors",
    "article": "articles",
    "note": "notes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePath:
    """A link to a page that is no entry's, such as `2023/index.html` with a fragment `#latest`.

    Whether there is such a page is known when pages are planned; `problem` is what to say when there is none.
    """

    path: str
    fragment: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedText:
    """A body: `digest` names its HTML, `targets[N]` answers its reference N (None leads nowhere).

    `by_slug` are the references that were written as a bare slug: the page shows the entry's name for them.
    """

    digest: str = ""
    targets: tuple[Target | MediaFile | SitePath | None, ...] = ()
    by_slug: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One source of an incident, with what the article entry adds.

    `origin` is whose words they are: a key that the sources with one agency's copy share. `via` names that agency.
    """

    publisher: str
    publisher_slug: str
    article: str
    title: str
    url: str
    date: When | None
    accessed: When | None
    archived: str
    via: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedIncident:
    """An incident with its references answered.

    `places` and `types` lead from slugs to the words in the entry; `actors` from (slug, role) to them.
    """

    entry: Incident
    places: dict[str, str]
    types: dict[str, str]
    actors: dict[tuple[str, str], str]
    citations: tuple[Citation, ...]
    grade: Grade | None
    killed: Count | None
    injured: Count | None
    part_of: str
    follows: str
    duplicate_of: str
    text: LinkedText
    earlier: str = ""
    later: str = ""
    related: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    mentioned_by: tuple[Target, ...] = ()

    @property
    def date(self) -> When:
        """When it happened."""
        return self.entry.date

    @property
    def is_listed(self) -> bool:
        """Whether it counts: neither withdrawn nor the duplicate of another."""
        return self.entry.status != "withdrawn" and not self.duplicate_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location with its place in the tree; without `entry` it is known by name only.

    `ancestors` go from the country inwards; `incidents` are those here and below, `here` those right here,
    both oldest first.
    """

    slug: str
    name: str
    entry: Location | None
    text: LinkedText
    ancestors: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    mentioned_by: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedActor:
    """An actor and the incidents it had a part in, oldest first; without `entry` it is known by name only."""

    slug: str
    name: str
    entry: Actor | None
    text: LinkedText
    parent: str = ""
    incidents: tuple[str, ...] = ()
    mentioned_by: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedArticle:
    """An article and the incidents it reports, oldest first."""

    entry: Article
    text: LinkedText
    incidents: tuple[str, ...] = ()
    mentioned_by: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who published sources, with the incidents that cite them and the articles kept."""

    slug: str
    name: str
    incidents: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedNote:
    """A note with its references answered."""

    entry: Note
    text: LinkedText


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeUse:
    """An event type and its incidents, oldest first."""

    type: EventType
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """Everything by slug. `order` holds the listed incidents, oldest first; the rest have pages, no place in lists.

    `outlines` are those of all incidents: what asks for each of them asks for these.
    """

    incidents: Mapping[str, LinkedIncident]
    outlines: Mapping[str, Outline]
    order: tuple[str, ...]
    places: Mapping[str, Place]
    actors: Mapping[str, LinkedActor]
    articles: Mapping[str, LinkedArticle]
    publishers: Mapping[str, Publisher]
    types: Mapping[str, TypeUse]
    notes: Mapping[str, LinkedNote]
    media: tuple[MediaFile, ...]


def at_hand(chronicle: Chronicle) -> Chronicle:
    """The same in plain tables, for whoever looks up nearly all items, and that many times.

    Not so the incidents: whole ones are few, or each fork has its own.
    """
    return replace(
        chronicle,
        outlines=chronicle.outlines if isinstance(chronicle.outlines, dict) else dict(chronicle.outlines),
        places=dict(chronicle.places),
        actors=dict(chronicle.actors),
        articles=dict(chronicle.articles),
        publishers=dict(chronicle.publishers),
        types=dict(chronicle.types),
        notes=dict(chronicle.notes),
    )
