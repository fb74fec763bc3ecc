"""The comparison of a row that is there already with its entry, which is read again from its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import parse_entry
from chronicle.exchange.cells import degrees
from chronicle.intake.disk import read_entry
from chronicle.intake.tables.comparing import Lookup, differences
from chronicle.pages.maps.precision import precision_of
from chronicle.problems import Problem, shortened
from chronicle.text.characters import decode
from chronicle.text.slugs import name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from chronicle.desk.importing.standing import Standing
    from chronicle.entries.kinds import Location
    from chronicle.exchange.facts import PlaceFacts
    from chronicle.intake.tables.telling import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An entry, what a row says otherwise, or why the entry cannot be read."""

    path: str
    differences: tuple[str, ...] = ()
    problem: Problem | None = None


class Comparison:
    """Compares rows with entries of a project. In a trial an entry may be one that was not written."""

    def __init__(self, project: Path, standing: Standing, *, is_trial: bool) -> None:
        self._project = project
        self._places = standing.places
        self._is_trial = is_trial
        self._look = Lookup(
            place=standing.places.meant,
            actor=standing.actors.meant,
            told=standing.actors.slug_of,
            kind=lambda text: standing.types.get(text) or standing.types.get(name_key(text)) or slugify(text),
            incident=standing.known.meant,
            linked=standing.known.linked,
            articles=standing.articles,
        )

    def nearest(self, told: Told, paths: Sequence[str]) -> Compared:
        """The first of some entries that says the same as a row; else the first of them."""
        found = [self._compared(told, path) for path in paths]
        return next((each for each in found if not each.differences and not each.problem), found[0])

    def _compared(self, told: Told, path: str) -> Compared:
        facts = told.facts
        if facts is None or (self._is_trial and not (self._project / path).exists()):
            return Compared(path=path)
        data = read_entry(self._project, path)
        text = data if isinstance(data, Problem) else decode(data, path)
        if isinstance(text, Problem):
            return Compared(path=path, problem=text)
        entry, problems = parse_entry(Incident, text, path)
        if entry is None:
            return Compared(path=path, problem=problems[0])
        places = [self._places.find(place) or slugify(place.name) for place in facts.places]
        but = frozenset() if told.has_title else frozenset({"title"})
        differs = differences(facts, places, entry, self._look, but=but)
        return Compared(path=path, differences=(*differs, *self._of_places(facts.places)))

    def _of_places(self, places: Iterable[PlaceFacts]) -> Iterator[str]:
        """What is said otherwise of places that are named by the id of their entry, beside which it would not count."""
        for place in places:
            slug = self._places.called(place.id)
            if not slug:
                continue
            there = self._places.location(slug)
            for name, said, known in _place_differences(place, there):
                yield f"{name} of {slug} {said}, its entry {known or 'nothing'}"


def _place_differences(place: PlaceFacts, there: Location) -> Iterator[tuple[str, str, str]]:
    names = (there.name, *there.spellings, *(name for _, name in there.names))
    if name_key(place.name) not in map(name_key, names):
        yield "name", shortened(place.name), shortened(there.name)
    if place.kind and place.kind != there.kind:
        yield "kind", place.kind, there.kind
    if place.coordinates and _position(place) != _position(there):
        yield "coordinates", _position(place), _position(there)
    elif place.precision and place.precision != precision_of(there):
        yield "precision", place.precision, precision_of(there)


def _position(place: PlaceFacts | Location) -> str:
    return ", ".join(map(degrees, place.coordinates)) if place.coordinates else ""
