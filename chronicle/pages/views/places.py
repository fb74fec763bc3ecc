"""What the pages of locations and their tree show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.maps.located import PlaceMap
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import Counts, Listing, ProseView
    from chronicle.pages.views.time import Bars


class LocationView(NamedTuple):
    """What location.html shows; `outside` are the (name, full address) of the place in other records."""

    name: str
    kind: str
    crumbs: tuple[Link, ...]
    spellings: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]
    position: str
    precision: str
    is_known: bool
    outside: tuple[tuple[str, str], ...]
    children: tuple[tuple[Link, str], ...]
    nearby: tuple[tuple[Link, str], ...]
    company: tuple[Counts, ...]
    prose: ProseView
    map: PlaceMap | None
    bars: Bars | None
    listing: Listing
    here: str
    mentioned_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """A location in the tree with how many incidents happened here and below."""

    link: Link
    count: str
    children: tuple[TreeNode, ...]


class TreeView(NamedTuple):
    """tree.html: `unplaced` are the locations that have no entry."""

    nodes: tuple[TreeNode, ...]
    unplaced: tuple[tuple[Link, str], ...]
