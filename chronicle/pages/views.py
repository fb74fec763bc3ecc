"""Views: small frozen values, each exactly what one template may see (besides `site` and `page`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronicle.pages.edition import Card
    from chronicle.pages.page import Link
    from chronicle.text.answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseView:
    """A body: `digest` names its HTML; `answers[N]` is where its reference N leads, None nowhere.

    `mentions` are names whose first mention becomes a link.
    """

    digest: str
    answers: tuple[Answer | None, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGroup:
    """The incidents of one date in a list: `mark` is set large (the day), `rest` below it."""

    mark: str
    rest: str
    weekday: str
    iso: str
    address: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of incidents, latest first; `years` lead to the rest when it is long."""

    total: str
    groups: tuple[DayGroup, ...]
    years: tuple[tuple[Link, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place of an incident with the places it lies in, outermost first."""

    link: Link
    within: tuple[Link, ...]
    position: str
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """What one source says about the dead and injured."""

    killed: str
    injured: str
    of: str
    who: str
    source: Link
    date: str
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source; `outside` is its address on another site."""

    publisher: Link
    title: str
    article: Link | None
    outside: str
    archived: str
    date: str
    accessed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A media file; width and height 0 when it is no picture."""

    address: str
    alt: str
    caption: str
    credit: str
    license: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRow:
    """A dated change of the entry."""

    date: str
    iso: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """What incident.html shows."""

    title: str
    summary: str
    notice: str
    notice_link: Link | None
    crumbs: tuple[Link, ...]
    when: str
    iso: str
    time: str
    grade: str
    grade_label: str
    grade_text: str
    places: tuple[PlaceLine, ...]
    types: tuple[tuple[str, Link], ...]
    actors: tuple[tuple[str, tuple[Link, ...]], ...]
    weapons: tuple[str, ...]
    killed: str
    injured: str
    claims: tuple[ClaimRow, ...]
    prose: ProseView
    sources: tuple[SourceRow, ...]
    media: tuple[PictureView, ...]
    evidence: tuple[tuple[str, str], ...]
    updates: tuple[UpdateRow, ...]
    added: str
    chain: tuple[tuple[str, tuple[Link, ...]], ...]
    related: tuple[Card, ...]
    mentioned_by: tuple[Link, ...]
    earlier: Link | None
    later: Link | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationView:
    """What location.html shows."""

    name: str
    kind: str
    crumbs: tuple[Link, ...]
    spellings: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]
    position: str
    precision: str
    is_known: bool
    children: tuple[tuple[Link, str], ...]
    prose: ProseView
    listing: Listing
    here: str
    mentioned_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """A location in the tree with how many incidents happened here and below."""

    link: Link
    count: str
    children: tuple[TreeNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeView:
    """tree.html: `unplaced` are the locations that have no entry."""

    nodes: tuple[TreeNode, ...]
    unplaced: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """What actor.html shows."""

    name: str
    kind: str
    parent: Link | None
    spellings: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]
    prose: ProseView
    listing: Listing
    mentioned_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectView:
    """subject.html: an event type, or one year of a long list; `back` leads to the whole."""

    name: str
    back: Link | None
    listing: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """source.html: a publisher."""

    name: str
    articles: tuple[tuple[Link, str], ...]
    listing: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """What article.html shows."""

    title: str
    publisher: Link | None
    via: str
    published: str
    iso: str
    dateline: str
    outside: str
    archived: str
    language: str
    rights: str
    prose: ProseView
    incidents: tuple[Card, ...]
    mentioned_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """What note.html shows."""

    title: str
    prose: ProseView


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """index.html template of lists: every actor, type or publisher with its number of incidents."""

    name: str
    items: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarCell:
    """A day of a month: no number outside the month; heat 0 to 4."""

    number: str
    address: str
    label: str
    heat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A month as rows of seven days under the names of the days of the week."""

    caption: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[CalendarCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """archive.html: all years, a year, a month or a day, with what it is divided into."""

    name: str
    crumbs: tuple[Link, ...]
    parts: tuple[tuple[Link, str], ...]
    calendar: Calendar | None
    listing: Listing | None
    earlier: Link | None = None
    later: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What home.html shows."""

    title: str
    description: str
    totals: tuple[tuple[str, str], ...]
    listing: Listing
    calendar: Calendar | None
    places: tuple[tuple[Link, str], ...]
    archive: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """moved.html: where an earlier address leads now."""

    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LostView:
    """lost.html: the page for addresses that do not exist."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One incident in the feed; `updated` is RFC 3339."""

    id: str
    title: str
    address: str
    updated: str
    published: str
    summary: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """What feed.xml shows."""

    id: str
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """sitemap.xml: absolute addresses."""

    addresses: tuple[str, ...]
