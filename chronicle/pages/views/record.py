"""What the pages about the record itself show: its changes, its methods, its feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.edition import Card
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import ProseView


class ChangeRow(NamedTuple):
    """A change: `label` says of what kind, `day` when; `when` is the incident's date, `mark` what the entry is now."""

    kind: str
    label: str
    day: str
    link: Link
    when: str
    text: str
    mark: str


class ChangeDay(NamedTuple):
    """The changes of one date: `mark` is set large (the day), `rest` below it."""

    mark: str
    rest: str
    weekday: str
    iso: str
    changes: tuple[ChangeRow, ...]
    added: tuple[ChangeRow, ...]
    added_count: str


class GoneRow(NamedTuple):
    """An entry that was withdrawn or whose report was taken back, with what its last change says of that."""

    link: Link
    when: str
    label: str
    text: str


class ChangesView(NamedTuple):
    """changes.html: the latest changes, or with `back` the corrections of a year."""

    name: str
    back: Link | None
    totals: tuple[tuple[str, str], ...]
    days: tuple[ChangeDay, ...]
    cut: str
    earlier: tuple[ChangeDay, ...]
    years: tuple[tuple[Link, str], ...]
    gone: tuple[GoneRow, ...]


class Figure(NamedTuple):
    """A number with what it counts: a `link` to the list, or the incidents themselves; `cut` says how many of them."""

    label: str
    number: str
    text: str
    link: Link | None = None
    cards: tuple[Card, ...] = ()
    cut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """A grade with its rule in words, and how many incidents have it."""

    slug: str
    label: str
    text: str
    needs: str
    count: str


class MethodsView(NamedTuple):
    """What methods.html shows; `prose` are the editors' own words."""

    name: str
    prose: ProseView
    coverage: tuple[Figure, ...]
    limits: tuple[Figure, ...]
    grades: tuple[GradeRow, ...]
    changes: Link


class FeedsView(NamedTuple):
    """feeds.html: `whole` are the feeds of everything with what each is; `groups` (name, count, feeds) the others."""

    name: str
    whole: tuple[tuple[Link, str], ...]
    groups: tuple[tuple[str, str, tuple[Link, ...]], ...]
