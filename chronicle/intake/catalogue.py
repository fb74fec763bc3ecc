"""The catalogue: what a chronicle holds, as an import looks it up; it grows with each seed and is never made anew."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location, earlier_slugs
from chronicle.intake.actor_names import actor_names
from chronicle.intake.atlas import Atlas
from chronicle.intake.copies import Texts
from chronicle.intake.gazetteer import OwnPlaces, world
from chronicle.text.dates import MOST_DAYS_SHOWN
from chronicle.text.frontmatter import EMPTY
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.intake.actor_names import ActorNames
    from chronicle.intake.gazetteer import Gazetteer
    from chronicle.intake.words import Words
    from chronicle.text.dates import When

MOST_STEPS: Final = 20  # from one duplicate to the next


class Catalogue:
    """The entries there are, by what an import asks for. One import owns it and adds what it drafts."""

    def __init__(self, gazetteer: Gazetteer, entries: Iterable[Entry] = ()) -> None:
        self._paths: dict[tuple[type[Entry], str], str] = {}
        self._earlier: set[tuple[type[Entry], str]] = set()
        self._seeds: dict[str, str] = {}
        self._incidents: dict[str, Incident] = {}
        self._titles: dict[str, str] = {}
        self._days: defaultdict[dt.date, dict[str, None]] = defaultdict(dict)
        self._cited: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._drafted: set[str] = set()
        self._first = gazetteer
        self._locations: list[Location] = []
        self._places: dict[Words, OwnPlaces] = {}
        self.atlas = Atlas()
        self.texts = Texts(gazetteer.words)
        known = tuple(entries)
        self._own_actors = tuple(entry for entry in known if isinstance(entry, Actor))  # an import drafts none
        self._take(known)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in what this import drafted, or an incident of it with a source more."""
        drafted = tuple(entries)
        self._drafted |= {entry.slug for entry in drafted if isinstance(entry, Incident)}
        self._take(drafted)

    def replace(self, incident: Incident) -> None:
        """Take in an incident as it stands now, whoever drafted it."""
        self._take((incident,))

    def _take(self, entries: Iterable[Entry]) -> None:
        taken = tuple(entries)
        locations = tuple(entry for entry in taken if isinstance(entry, Location))
        self._locations += locations
        for places in self._places.values():
            places.add(locations)
        self.atlas.add(locations)
        for entry in taken:
            self._paths[type(entry), entry.slug] = entry.path
            self._earlier |= {(type(entry), slug) for slug in earlier_slugs(entry)}
            if isinstance(entry, Article):
                self._seeds[entry.sha256] = entry.path
                self.texts.add(entry)
            if isinstance(entry, Incident):
                self._take_incident(entry)

    def _take_incident(self, incident: Incident) -> None:
        # What is compared is kept, and the long texts are not: a run may bring in thousands.
        self._incidents[incident.slug] = dataclasses.replace(incident, text=EMPTY, evidence=())
        self._titles.setdefault(name_key(incident.title), incident.slug)
        for source in incident.sources:
            self._cited[source.article][incident.slug] = None
        for day in _days(incident.date):
            self._days[day][incident.slug] = None

    @property
    def words(self) -> Words:
        """The words of the language that the catalogue was made for."""
        return self._first.words

    def gazetteer(self, words: Words) -> Gazetteer:
        """The gazetteer of a language, with the chronicle's own locations first."""
        if words not in self._places:
            self._places[words] = OwnPlaces(self._first if words == self.words else world(words))
            self._places[words].add(self._locations)
        return self._places[words].gazetteer

    def actor_names(self, words: Words) -> ActorNames:
        """The names of actors in a language, the chronicle's own first."""
        return actor_names(self._own_actors, words)

    def path_of(self, kind: type[Entry], slug: str) -> str:
        """The path of an entry, wherever in its folder it lies; empty when there is none."""
        return self._paths.get((kind, slug), "")

    def was_called(self, kind: type[Entry], slug: str) -> bool:
        """Whether an entry had this name before it was renamed: the address still leads to it."""
        return (kind, slug) in self._earlier

    def imported_as(self, sha256: str) -> str:
        """The path of the article entry that a seed of this digest was imported to; empty when it is new."""
        return self._seeds.get(sha256, "") if sha256 else ""

    def incident(self, slug: str) -> Incident | None:
        """The incident of a slug, without its text and evidence."""
        return self._incidents.get(slug)

    def is_own_draft(self, slug: str) -> bool:
        """Whether this import drafted the incident."""
        return slug in self._drafted

    def incidents_around(self, when: When) -> tuple[Incident, ...]:
        """Incidents that may have happened on a date or within a day of it."""
        found = dict.fromkeys(slug for day in _days(when, more=1) for slug in self._days.get(day, ()))
        return tuple(self._incidents[slug] for slug in found)

    def incidents_citing(self, article: str) -> tuple[Incident, ...]:
        """The incidents that name an article by its slug as a source."""
        return tuple(self._incidents[slug] for slug in self._cited.get(article, ()))

    def original(self, incident: Incident) -> Incident:
        """The incident that one stands for: the end of its chain of `duplicate_of`, as far as there is one."""
        for _ in range(MOST_STEPS):
            target = incident.duplicate_of
            found = self._incidents.get(target) or self._incidents.get(self._titles.get(name_key(target), ""))
            if not target or found is None:
                break
            incident = found
        return incident


def _days(when: When, more: int = 0) -> Iterator[dt.date]:
    """The days that a date can mean, and some more on both sides; none for one coarser than a month.

    Of an open range these are the days of its beginning, which is what news report.
    """
    last = when.start.last if when.open_ended else when.last
    length = (last - when.first).days
    if length < MOST_DAYS_SHOWN:
        begin, end = when.first.toordinal() - more, last.toordinal() + more
        for number in range(max(begin, 1), min(end, dt.date.max.toordinal()) + 1):
            yield dt.date.fromordinal(number)
