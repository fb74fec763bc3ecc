"""`Facts`: one incident as data, the middle between the entries of a chronicle and the tables of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.entries.tolls import shown_count

if TYPE_CHECKING:
    from chronicle.entries.records import Claim, Source, Update
    from chronicle.text.counts import Count
    from chronicle.text.dates import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place that another one lies in."""

    name: str
    id: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """A place: `within` are the areas it lies in, outermost first; `coordinates` are (latitude, longitude), WGS 84.

    `precision` is how exact these are, `country_code` (ISO 3166-1 alpha-2) that of the place or of what it lies in.
    """

    name: str
    id: str = ""
    kind: str = ""
    coordinates: tuple[float, float] | None = None
    precision: str = ""
    country_code: str = ""
    within: tuple[Area, ...] = ()

    def area(self, kind: str) -> str:
        """The name of the country, province or district it lies in or is; empty when none is known."""
        names = [area.name for area in self.within if area.kind == kind]
        return names[-1] if names else self.name if self.kind == kind else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFacts:
    """An actor with the part it had."""

    name: str
    role: str = "other"
    id: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One incident with everything that data of any format can say of it. `id` is its slug, `types` are slugs.

    What refers to other entries does so in words that stand alone: a source has its publisher and title, not the name
    of an article entry.
    """

    title: str
    date: When
    id: str = ""
    time: str = ""
    places: tuple[PlaceFacts, ...] = ()
    types: tuple[str, ...] = ()
    actors: tuple[ActorFacts, ...] = ()
    weapons: tuple[str, ...] = ()
    casualties: tuple[Claim, ...] = ()
    grade: str = ""
    sources: tuple[Source, ...] = ()
    summary: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    part_of: str = ""
    follows: str = ""
    added: When | None = None
    updates: tuple[Update, ...] = ()

    @property
    def place(self) -> PlaceFacts | None:
        """The main place."""
        return self.places[0] if self.places else None

    @property
    def killed(self) -> Count | None:
        """The range of the claims that count."""
        return shown_count(self.casualties, "killed")

    @property
    def injured(self) -> Count | None:
        """The range of the claims that count."""
        return shown_count(self.casualties, "injured")

    @property
    def updated(self) -> When | None:
        """When it was last changed, as far as that was noted."""
        return max((update.date for update in self.updates), default=None)
