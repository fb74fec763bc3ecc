"""Linked incidents become `Facts`: what refers to other entries is said in words that stand alone."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from chronicle.entries.records import Claim, Source
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.places import PlaceEntry
from chronicle.pages.maps.precision import precision_of

if TYPE_CHECKING:
    from chronicle.linking.chronicle import Chronicle, LinkedIncident, Place

_MOST: Final = 20_000  # facts that are kept


class Teller:
    """Tells the facts of one incident after the other; places are put together once.

    One file after the other is written of the same incidents: `facts` knows those of the last ones that it told. They
    are without the text, which few files have.
    """

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle = chronicle
        self._places: dict[str, PlaceFacts] = {}
        self.facts = lru_cache(maxsize=_MOST)(self._facts)

    def facts_and_text(self, slug: str) -> Facts:
        """The facts of an incident, with its text."""
        return replace(self.facts(slug), text=self._chronicle.incidents[slug].entry.body)

    def facts_and_mark(self, slug: str) -> Facts:
        """The facts of an incident, with what stands for its text: nothing does where there is none."""
        return replace(self.facts(slug), text=self._chronicle.incidents[slug].text.digest)

    def _facts(self, slug: str) -> Facts:
        incident = self._chronicle.incidents[slug]
        entry = incident.entry
        return Facts(
            id=entry.slug,
            title=entry.title,
            date=entry.date,
            time=entry.time,
            places=tuple(self.place(place) for place in incident.places),
            types=tuple(incident.types),
            actors=tuple(self._actor(actor, role) for actor, role in incident.actors),
            weapons=entry.weapons,
            casualties=tuple(_claim(claim, incident) for claim in entry.casualties),
            grade=incident.grade.slug if incident.grade else "",
            sources=tuple(
                Source(
                    publisher=each.publisher,
                    via=each.via,
                    title=each.title,
                    url=each.url,
                    date=each.date,
                    accessed=each.accessed,
                    archived=each.archived,
                )
                for each in incident.citations
            ),
            summary=entry.summary,
            tags=entry.tags,
            ids=entry.ids,
            part_of=self._told(incident.part_of),
            follows=self._told(incident.follows),
            added=entry.added,
            updates=entry.updates,
        )

    def _told(self, slug: str) -> str:
        """An incident that the data holds; what was withdrawn, or is another one's duplicate, is not in it."""
        other = self._chronicle.incidents.get(slug)
        return slug if other and other.is_listed else ""

    def place(self, slug: str) -> PlaceFacts:
        """The facts of a place."""
        if slug not in self._places:
            self._places[slug] = _place(self._chronicle.places[slug], self._chronicle)
        return self._places[slug]

    def place_entry(self, slug: str) -> PlaceEntry:
        """A place with what its entry says."""
        linked, told = self._chronicle.places[slug], self.place(slug)
        here, incidents = len(linked.here), len(linked.incidents)
        entry = linked.entry
        if entry is None:
            return PlaceEntry(place=told, here=here, incidents=incidents)
        return PlaceEntry(
            place=told,
            stated_precision=entry.precision,
            stated_code=entry.country_code,
            spellings=entry.spellings,
            names=entry.names,
            wikidata=entry.wikidata,
            geonames=entry.geonames,
            here=here,
            incidents=incidents,
        )

    def _actor(self, slug: str, role: str) -> ActorFacts:
        actor = self._chronicle.actors[slug]
        return ActorFacts(name=actor.name, role=role, id=slug, kind=actor.entry.kind if actor.entry else "")


def _place(place: Place, chronicle: Chronicle) -> PlaceFacts:
    around = [chronicle.places[slug] for slug in place.ancestors]
    codes = [each.entry.country_code for each in (place, *reversed(around)) if each.entry and each.entry.country_code]
    entry = place.entry
    return PlaceFacts(
        name=place.name,
        id=place.slug,
        kind=entry.kind if entry else "",
        coordinates=entry.coordinates if entry else None,
        precision=precision_of(entry) if entry and entry.coordinates else "",
        country_code=codes[0] if codes else "",
        within=tuple(Area(name=each.name, id=each.slug, kind=each.entry.kind if each.entry else "") for each in around),
    )


def _claim(claim: Claim, incident: LinkedIncident) -> Claim:
    """The claim with the publisher of its article in the place of the article's name."""
    named = {each.article: each.publisher for each in incident.citations if each.article and each.publisher}
    return replace(claim, source=named[claim.source]) if claim.source in named else claim
