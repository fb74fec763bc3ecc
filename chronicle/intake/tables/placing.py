"""Placing: the places of a table become locations, each once, beside those that a chronicle has."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Location, earlier_slugs
from chronicle.exchange.cells import degrees
from chronicle.intake.tables.nearness import DIVISIONS, LEVELS, WIDE, agree, kilometres, precision_of, rank
from chronicle.intake.tables.wanted import with_ids
from chronicle.text.slugs import is_slug, name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.exchange.facts import Area, PlaceFacts

DEEPEST: Final = 18  # places that a row may say its place lies in; a position may make one more
MOST: Final = 20  # as many as linking allows
_FAR: Final = 3 * MOST  # no chain that is meant is that long: it is cut before it is written
SAME_POINT: Final = 1  # kilometres: two positions of one place that differ by less are the same
NAMESAKE: Final = 100  # kilometres: what bears the name farther away is another place
NAMESAKES: Final = 1_000  # places of one name: each row is compared with all of them
_ROUNDS: Final = 10  # of looking for what the table wants among all that was made for it; two or three are enough


class Places:
    """The locations of a chronicle and those that tables add to them. One import owns it."""

    def __init__(self, known: Iterable[Location]) -> None:
        self._locations: dict[str, Location] = {}
        self._earlier: dict[str, str] = {}  # by what a location was called before it was renamed: its slug
        self._named: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._parents: dict[str, str] = {}
        self._chains: dict[str, tuple[str, ...]] = {}  # what was asked for since a parent changed
        self._made: dict[str, None] = {}
        self.cut: list[Location] = []  # of those to be written: what would have been nested too deep
        self._answers: dict[PlaceFacts, str] = {}
        self._leaves: frozenset[str] = frozenset()
        self._ids: frozenset[str] = frozenset()  # that the table itself gives
        self._is_own = False
        self.add(known)

    def add(self, locations: Iterable[Location]) -> None:
        """Take in locations that are there, or will be."""
        taken = tuple(locations)
        for location in taken:
            self._take(location)
        self._chains.clear()
        for location in taken:
            if location.parent and (parent := self._meant(location.parent)):
                self._parents[location.slug] = parent

    def settle(self, places: Iterable[PlaceFacts], *, is_own: bool = False) -> tuple[Location, ...]:
        """The locations to be written so that all places of a table have one; a place comes after those it lies in.

        `is_own` says that a chronicle published the table: then the code of a country is said of the place itself.
        """
        self._made, self._answers, self._is_own = {}, {}, is_own
        self.cut.clear()
        wanted = with_ids(places)
        self._leaves = frozenset(slugify(place.name) for place in wanted if place.kind not in DIVISIONS)
        self._ids = frozenset(place.id for place in wanted)
        for known in wanted.values():
            if base := self._base(known) or self._make(known):
                self._fill(base, known)
        for _ in range(_ROUNDS):
            before = len(self._made)
            self._answers = {place: self._settled(place, known) for place, known in wanted.items()}
            self._cut()
            if len(self._made) == before:
                break
        return tuple(self._in_order())

    def _settled(self, place: PlaceFacts, known: PlaceFacts) -> str:
        """The slug of what a place is, looked for among all that were made by now, as the next import will."""
        base = self._base(known) or self._make(known)
        return base and (self._at(place, base) or self._make_point(place, base))

    def find(self, place: PlaceFacts) -> str:
        """The slug of the location that a place is; empty when there is none."""
        if place in self._answers:
            return self._answers[place]
        base = self._base(place)
        return self._at(place, base) if base else ""

    def meant(self, text: str) -> str:
        """The slug of the location that a text in an entry means; of a place without one, what its page is called."""
        return self._meant(text) or slugify(text)

    def crowd(self, place: PlaceFacts) -> str:
        """The name, of a place or of what it lies in, that so many places bear that none is added; else nothing."""
        names = (place.name, *(area.name for area in place.within))
        return next((name for name in names if len(self._named.get(name_key(name), ())) >= NAMESAKES), "")

    def location(self, slug: str) -> Location:
        """The location of a slug."""
        return self._locations[slug]

    def has(self, slug: str) -> bool:
        """Whether there is a location of this slug."""
        return slug in self._locations

    def called(self, slug: str) -> str:
        """The location that has this slug, or had it before it was renamed; empty when there is none."""
        return slug if slug in self._locations else self._earlier.get(slug, "")

    def _take(self, location: Location) -> None:
        self._locations[location.slug] = location
        self._earlier |= dict.fromkeys(earlier_slugs(location), location.slug)
        for name in (location.name, *location.spellings, *(name for _, name in location.names)):
            self._named[name_key(name)][location.slug] = None

    def _meant(self, text: str) -> str:
        if text in self._locations:
            return text
        return next(iter(self._named.get(name_key(text), ())), "")

    # ---- which one it is

    def _base(self, place: PlaceFacts) -> str:
        """The location that bears the name of a place, wherever in it the event was."""
        if known := self.called(place.id):
            return known
        return self._look(place, place.within[-DEEPEST:], self._around(place), place.coordinates)

    def _around(self, place: PlaceFacts) -> tuple[str, ...]:
        """The slugs of what a place lies in, outermost first; of what has no location a word that is no slug."""
        found: list[str] = []
        within = place.within[-DEEPEST:]
        for number, area in enumerate(within):
            known = self.called(area.id)
            slug = known or self._look(area, within[:number], tuple(found), but=place.id)
            found.append(slug or f"?{name_key(area.name)}")
        return tuple(found)

    def _look(
        self,
        place: PlaceFacts | Area,
        within: tuple[Area, ...],
        around: tuple[str, ...],
        at: tuple[float, float] | None = None,
        but: str = "",
    ) -> str:
        """The location of a name that agrees best with what is said of it; it is none of those around.

        What has an id is none of those that the table itself has named already.
        """
        best, most = "", (-1, False, False, 0)
        inner = around[-1] if around else ""
        # The shortest slug was made first: so a table that comes again finds the same one among equals.
        for slug in sorted(self._candidates(place.name), key=lambda slug: (len(slug), slug)):
            if slug in around or slug == but or (place.id and slug in self._made):
                continue
            parent = self._parents.get(slug, "")
            if inner and parent and parent not in around and inner not in self.chain(slug):
                continue  # neither lies in the other's areas, as `_score` would find with more to do
            if self._is_around(slug, within) and parent != inner and not set(around) <= set(self.chain(slug)):
                continue
            score = self._score(slug, place.kind, around, at)
            if score and score > most:
                best, most = slug, score
        return best

    def _candidates(self, name: str) -> Iterator[str]:
        named = self._named.get(name_key(name), {})
        yield from named
        if (slug := slugify(name)) in self._locations and slug not in named:
            yield slug

    def _score(
        self, slug: str, kind: str, around: tuple[str, ...], at: tuple[float, float] | None
    ) -> tuple[int, bool, bool, int] | None:
        """How well a location agrees with what is said of a place; None when it is another one."""
        location = self._locations[slug]
        if not agree(kind, location.kind):
            return None
        stated, known = set(around), set(self.chain(slug))
        if not (stated <= known or known <= stated):
            return None
        is_point = location.kind not in WIDE and location.precision not in {"province", "country"}
        if at and location.coordinates and is_point and kilometres(at, location.coordinates) > NAMESAKE:
            return None
        is_kind = bool(kind) and location.kind == kind
        return len(stated & known), is_kind, location.kind not in WIDE, -len(known)

    def _is_around(self, slug: str, within: tuple[Area, ...]) -> bool:
        """Whether a location is too wide to lie in these areas: a town in Guinea is not the country Mali."""
        kind = self._locations[slug].kind
        finer = LEVELS[LEVELS.index(kind) :] if kind in DIVISIONS else ()
        return any(area.kind in finer for area in within) or (kind == "country" and bool(within))

    def chain(self, slug: str) -> tuple[str, ...]:
        """What a location lies in, from the inside out."""
        if slug not in self._chains:
            found: dict[str, None] = {}
            at = slug
            while (at := self._parents.get(at, "")) and at not in found and len(found) < _FAR:
                found[at] = None
            self._chains[slug] = tuple(found)
        return self._chains[slug]

    # ---- where in it

    def _at(self, place: PlaceFacts, base: str) -> str:
        """The location that has the position of a place: the one of its name, or one inside it; empty without."""
        name = self._apart(place, base)
        if not name:
            return base
        return next((slug for slug in self._named.get(name_key(name), ()) if self._parents.get(slug, base) == base), "")

    def _apart(self, place: PlaceFacts, base: str) -> str:
        """The name of the location inside of another that a position needs; empty when it needs none."""
        location, at = self._locations[base], place.coordinates
        if at is None or place.id:
            return ""
        if location.coordinates is None or kilometres(at, location.coordinates) > SAME_POINT:
            latitude, longitude = (degrees(round(number, 4)) for number in at)
            return f"{place.name} ({latitude}, {longitude})"
        if place.precision and rank(place.precision) > rank(precision_of(location)):
            return f"{place.name} ({place.precision})"
        return ""

    # ---- new ones

    def _make(self, place: PlaceFacts) -> str:
        """A new location for a place, and for what it lies in where that has none; none where too many are there."""
        if self.crowd(place):
            return ""
        around: list[str] = []
        for area, known in zip(place.within[-DEEPEST:], self._around(place), strict=True):
            if known in self._locations:
                slug = known
            else:
                code = place.country_code if area.kind == "country" and not self._is_own else ""
                slug = self._add(area.name, area.id, area.kind, around, code)
            around.append(slug)
        return self._add(place.name, place.id, place.kind, around, "")

    def _add(self, name: str, own: str, kind: str, around: list[str], code: str) -> str:
        slug = own if is_slug(own) and not self._is_taken(own) else self._free(name, kind, around)
        parent = around[-1] if around else ""
        path = f"content/locations/{slug}.md"
        self._take(Location(path=path, name=name, kind=kind, parent=parent, country_code=code))
        self._made[slug] = None
        self._chains.pop(slug, None)
        if parent:
            self._parents[slug] = parent
        return slug

    def _free(self, name: str, kind: str, around: list[str]) -> str:
        """A slug that is no other's: of the name; of it and its kind, or an area around it; at last with a number.

        A province leaves the name itself to the town that it is called after.
        """
        is_division = kind in DIVISIONS
        areas = (self._locations[slug].name for slug in reversed(around))
        names = (name, *([f"{name} {kind}"] if is_division else []), *(f"{name} {area}" for area in areas))
        numbers = (f"{slugify(name)}-{number}" for number in itertools.count(2))
        for slug in itertools.chain(map(slugify, names), numbers):
            if not self._is_taken(slug) and slug not in self._ids and not (is_division and slug in self._leaves):
                return slug
        raise AssertionError  # the numbers have no end

    def _is_taken(self, slug: str) -> bool:
        return slug in self._locations or slug in self._earlier

    def _fill(self, slug: str, place: PlaceFacts) -> None:
        """Add to a new location what this row says of it and no earlier one did."""
        if slug not in self._made:
            return
        location = self._locations[slug]
        changes: dict[str, object] = {}
        if place.kind and not location.kind:
            changes["kind"] = place.kind
        if place.country_code and not location.country_code:
            changes["country_code"] = place.country_code
        if place.coordinates and location.coordinates is None:
            changes |= {"coordinates": place.coordinates, "precision": place.precision}
        elif self._is_finer(place, location):
            changes["precision"] = place.precision
        around = [each for each in self._around(place) if each in self._locations]
        if around and not location.parent and slug not in {around[-1], *self.chain(around[-1])}:
            changes["parent"] = self._parents[slug] = around[-1]
            self._chains.clear()
        if changes:
            self._locations[slug] = dataclasses.replace(location, **changes)  # type: ignore[arg-type]

    def _is_finer(self, place: PlaceFacts, location: Location) -> bool:
        if not (place.coordinates and location.coordinates and place.precision and location.precision):
            return False
        is_finer = rank(place.precision) < rank(location.precision)
        return is_finer and kilometres(place.coordinates, location.coordinates) <= SAME_POINT

    def _make_point(self, place: PlaceFacts, base: str) -> str:
        """A new location inside another one, for an event that was not where that has its coordinates."""
        kind = "site" if rank(place.precision or "vicinity") < rank("district") else "area"
        slug = self._add(self._apart(place, base), "", kind, [*reversed(self.chain(base)), base], "")
        position = {"coordinates": place.coordinates, "precision": place.precision}
        self._locations[slug] = dataclasses.replace(self._locations[slug], **position)  # type: ignore[arg-type]
        return slug

    def _cut(self) -> None:
        """Take new locations out of their parents where these are too many, as rows that lead on and on make them."""
        depths: dict[str, int] = {}
        for slug in self._made:
            path: dict[str, None] = {}
            at = slug
            while at in self._parents and at not in depths and at not in path:
                path[at] = None
                at = self._parents[at]
            depth = MOST if at in path else depths.get(at, 0)
            for each in reversed(path):
                depth += 1
                if depth > MOST and each in self._made:
                    self._locations[each] = dataclasses.replace(self._locations[each], parent="")
                    del self._parents[each]
                    self._chains.clear()
                    self.cut.append(self._locations[each])
                    depth = 0
                depths[each] = depth

    def _in_order(self) -> Iterator[Location]:
        done: set[str] = set()
        for slug in self._made:
            for each in (*reversed(self.chain(slug)), slug):
                if each in self._made and each not in done:
                    done.add(each)
                    yield self._locations[each]
