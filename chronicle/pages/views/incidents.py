"""What incident pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.edition import Card
    from chronicle.pages.maps.located import PlaceMap
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import PictureView, ProseView


class PlaceLine(NamedTuple):
    """A place of an incident with the places it lies in, outermost first; what stands for an area has no position."""

    link: Link
    within: tuple[Link, ...]
    position: str
    precision: str


class ClaimRow(NamedTuple):
    """What one source says about the dead and injured."""

    killed: str
    injured: str
    of: str
    who: str
    source: Link
    date: str
    superseded: bool


class SourceRow(NamedTuple):
    """One source; `outside` is its address on another site, `via` the agency whose words it carries."""

    publisher: Link
    via: str
    title: str
    article: Link | None
    outside: str
    archived: str
    date: str
    accessed: str


class UpdateRow(NamedTuple):
    """A dated change of the entry."""

    date: str
    iso: str
    kind: str
    text: str


class CiteView(NamedTuple):
    """How to cite: the full address (empty without `url`), BibTeX, and CSL-JSON."""

    address: str
    bibtex: str
    csl: str


class IncidentView(NamedTuple):
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
    map: PlaceMap | None
    types: tuple[tuple[str, Link], ...]
    actors: tuple[tuple[str, tuple[Link, ...]], ...]
    weapons: tuple[str, ...]
    killed: str
    injured: str
    claims: tuple[ClaimRow, ...]
    prose: ProseView
    sources: tuple[SourceRow, ...]
    origins: str
    media: tuple[PictureView, ...]
    evidence: tuple[tuple[str, str], ...]
    updates: tuple[UpdateRow, ...]
    added: str
    chain: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
    related: tuple[Card, ...]
    mentioned_by: tuple[Link, ...]
    earlier: Link | None
    later: Link | None
    tags: tuple[str, ...]
    ids: tuple[tuple[str, str], ...]
    cite: CiteView
    linked_data: dict[str, object]


class WithdrawnView(NamedTuple):
    """What withdrawn.html shows: `day` and `why` are of the entry's last change, and empty where it tells of none."""

    title: str
    day: str
    iso: str
    why: str
    changes: Link
