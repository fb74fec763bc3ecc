"""The atlas: where the places named in incidents lie, by the locations of a chronicle. Pure look-ups."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.intake.gazetteer import FINENESS, GazetteerPlace
from chronicle.intake.geography import distance
from chronicle.text.slugs import name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from chronicle.entries.kinds import Location

DEEPEST: Final = 20  # places that a place may lie in, one inside the other
_WIDE: Final = frozenset({"province", "country"})  # precisions of coordinates that only say whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """A place by slug, those it lies in from the inside out; `place` is None when it has no entry."""

    slug: str
    name: str
    around: tuple[str, ...] = ()
    place: Location | None = None

    @property
    def is_country(self) -> bool:
        """Whether it is a whole country, or a sea."""
        return self.place is not None and self.place.kind in {"country", "sea"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Locations by slug, and slugs by name and by other spelling."""

    locations: MutableMapping[str, Location] = field(default_factory=dict)
    names: MutableMapping[str, str] = field(default_factory=dict)
    spellings: MutableMapping[str, str] = field(default_factory=dict)

    def beside(self, locations: Iterable[Location]) -> Atlas:
        """The same atlas with some locations more, which costs no copy of it."""
        more = Atlas()
        more.add(locations)
        return Atlas(
            locations=ChainMap(more.locations, self.locations),
            names=ChainMap(more.names, self.names),
            spellings=ChainMap(more.spellings, self.spellings),
        )

    def add(self, locations: Iterable[Location]) -> None:
        """Take locations in; of several that share a name the first is meant by it."""
        for location in locations:
            self.locations[location.slug] = location
            self.names.setdefault(name_key(location.name), location.slug)
            for spelling in (*location.spellings, *(name for _, name in location.names)):
                self.spellings.setdefault(name_key(spelling), location.slug)

    def find(self, text: str) -> Whereabouts:
        """The place that a text in an entry means: slug before name before spelling; else one without entry."""
        slug = self._slug(text)
        place = self.locations.get(slug)
        around: list[str] = []
        above = place
        while above and above.parent and len(around) < DEEPEST:
            parent = self._slug(above.parent)
            above = None if parent in around or parent == slug else self.locations.get(parent)
            if above:
                around.append(parent)
        return Whereabouts(slug=slug, name=place.name if place else text, around=tuple(around), place=place)

    def _slug(self, text: str) -> str:
        if text in self.locations:
            return text
        key = name_key(text)
        return self.names.get(key) or self.spellings.get(key) or slugify(text)


def apart(one: Whereabouts, other: Whereabouts) -> float | None:
    """Kilometres between two places whose coordinates are their own, not those of a province or country."""
    if one.place is None or other.place is None or _is_wide(one.place) or _is_wide(other.place):
        return None
    return distance(_point(one.place), _point(other.place))


def _is_wide(place: Location) -> bool:
    return place.precision in _WIDE or FINENESS.get(place.kind, FINENESS["city"]) < FINENESS["district"]


def _point(place: Location) -> GazetteerPlace:
    latitude, longitude = place.coordinates or (None, None)
    return GazetteerPlace(name=place.name, kind=place.kind, country="", latitude=latitude, longitude=longitude)
