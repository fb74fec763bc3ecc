"""What an edit touches: the pages of all else stay as they are, and need not be thought of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from chronicle.linking.chronicle import TABLES, SitePath
from chronicle.linking.linking import chronological
from chronicle.linking.names import Target
from chronicle.linking.related import candidates
from chronicle.pages import addresses
from chronicle.pages.edited_items import (
    has_others,
    lies_elsewhere,
    lists,
    may_come,
    members,
    renamed,
    standing,
    told_otherwise,
)
from chronicle.pages.nearby import nearby

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from chronicle.linking.chronicle import Chronicle, LinkedIncident
    from chronicle.linking.following import Item
    from chronicle.linking.outlines import Outline

T = TypeVar("T")

_COME: Final = ("incidents", "articles", "places", "actors")  # of these entries may come
_LISTED: Final = ("order", "places", "actors", "types", "publishers")  # what has a list in the menu, if there is any


class Touched(NamedTuple):
    """What an edit of incidents touched: slugs by the name of their table, and days, be they there after it or not.

    `new` are the files of entries that came. With `may_lose` pages may go.
    """

    slugs: Mapping[str, frozenset[str]]
    days: frozenset[dt.date]
    new: frozenset[str]
    may_lose: bool

    def of(self, name: str, table: Mapping[str, T]) -> Iterable[tuple[str, T]]:
        """The items of a table that are touched, with their slugs."""
        return [(slug, table[slug]) for slug in self.slugs[name] if slug in table]


class Edit:
    """What came of an edit: incidents that differ in anything, and names that came, went, or are others now.

    `found` are the table and slug of each item that differs (`linking.relinking.differences`).
    """

    def __init__(self, before: Chronicle, after: Chronicle, found: set[tuple[str, str]]) -> None:
        self._before, self._after, self._found = before, after, found
        self._edited = {slug for name, slug in found if name == "incidents"}
        self._is_of_incidents = len(self._edited) == len(found)
        self._renamed = {(name, slug) for name, slug in found if renamed(before, after, name, slug)}
        places = {slug for name, slug in found if name == "places"}
        self._moved = {slug for slug in places if lies_elsewhere(before.places.get(slug), after.places.get(slug))}

    def kept(self, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The facts told before of incidents of which nothing else is to be told."""
        for slug, facts in told.items():
            if slug not in self._edited and not self._is_renamed(slug):
                yield slug, facts

    def still_counted(self, counted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """What was counted for machines, of incidents of which their files tell the same now."""
        if any(told_otherwise(self._before, self._after, name, slug) for name, slug in self._found):
            return
        is_of_texts = self.texts() is not None  # then it is the same for those that are a part of one, or follow it
        for slug, line in counted.items():
            if slug not in self._edited and (is_of_texts or not self._hangs_on_edited(slug)):
                yield slug, line

    def untouched(self, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
        """The addresses of the incidents that are what they were, among others of which they show what these were."""
        told = {slug for slug in {*before, *after} if before.get(slug) != after.get(slug)}
        for slug, incident in self._after.incidents.items():
            if slug in self._edited or leads_to_pages(incident) or self._is_renamed(slug) or self._is_moved(slug):
                continue
            if told.isdisjoint(_shown(incident)):
                yield addresses.incident(slug)

    def texts(self) -> tuple[str, ...] | None:
        """The incidents that differ in their texts, which no other page shows; None where anything else differs."""
        slugs = tuple(sorted(self._edited))
        return slugs if self._is_of_incidents and all(map(self._differs_in_text, slugs)) else None

    def touched(self, before: Mapping[str, str], after: Mapping[str, str]) -> Touched | None:
        """What is touched, by what was told of incidents before and is after; None where that can be anything.

        So it is when an incident differs in whether it counts and is to be found, or anything else in more than in the
        incidents that it has. A text that leads to a page which is no entry's needs all pages, too.
        """
        if not self._only_incidents_differ():
            return None
        incidents = self._after.incidents
        pairs = [(self._before.incidents.get(slug), incidents.get(slug)) for slug in self._edited]
        told = {slug for slug in self._edited if slug not in incidents or before.get(slug) != after[slug]}
        tables = (*TABLES.values(), "types")
        slugs = {name: {slug for other, slug in self._found if other == name} for name in tables}
        near = {slug for slug in self._near(told) if slug in incidents}
        slugs["incidents"] |= {
            slug for slug in near if self._is_renamed(slug) or not told.isdisjoint(_shown(incidents[slug]))
        }
        for incident in (incident for pair in pairs for incident in pair if incident):
            for target in (*incident.mentioned_by, *incident.text.targets):
                if isinstance(target, Target):
                    slugs[TABLES[target.kind]].add(target.slug)
        slugs["actors"].update(item.parent for name, item in self._come() if name == "actors")
        slugs["places"] |= self._near_places()
        for slug in told & incidents.keys():
            incident = incidents[slug]
            around = (above for place in incident.places for above in self._after.places[place].ancestors)
            slugs["places"].update(incident.places, around)
            slugs["actors"].update(actor for actor, _ in incident.actors)
            slugs["articles"].update(citation.article for citation in incident.citations if citation.article)
        found = Touched(
            slugs={name: frozenset(of_table) for name, of_table in slugs.items()},
            days=frozenset(day for slug in self._edited for day in self._days(slug, is_told=slug in told)),
            new=frozenset(item.entry.path for _, item in self._come()),
            may_lose=self._may_lose(),
        )
        return None if any(map(leads_to_pages, self._texts(found))) else found

    def _near(self, told: set[str]) -> set[str]:
        """What can show one of these: whom one shows shows it, or both stand at a place, or it is in no list."""
        chronicle = self._after
        near = chronicle.incidents.keys() - {*chronicle.order}
        for incident in map(chronicle.incidents.__getitem__, told & chronicle.incidents.keys()):
            near.update(_shown(incident))
            if incident.is_listed:
                near |= candidates(incident.entry.slug, incident.places, lambda place: chronicle.places[place].here)
        return near

    def _come(self) -> Iterator[tuple[str, Any]]:
        """The items whose entries came, with the names of their tables."""
        for name, old, new in self._differing():
            if not old and name in _COME and new.entry:
                yield name, new

    def _near_places(self) -> set[str]:
        """The places that are near others now: those with incidents are named on their pages."""
        pairs = [(old, new) for name, old, new in self._differing() if name == "places"]
        if all(bool(old and old.incidents) == bool(new and new.incidents) for old, new in pairs):
            return set()
        was, now = nearby(self._before.places), nearby(self._after.places)
        return {slug for slug in now if was.get(slug) != now[slug]}

    def _days(self, slug: str, *, is_told: bool) -> Iterator[dt.date]:
        """The days on which an edited incident stands or stood, if they tell other things of it now, or elsewhere."""
        found = [table[slug].entry for table in (self._before.incidents, self._after.incidents) if slug in table]
        if is_told or len({*map(chronological, found)}) > 1:
            yield from (day for entry in found for day in entry.date.days)

    def _only_incidents_differ(self) -> bool:
        """Whether no incident counts that did not, and of all else only the incidents are others that it has.

        Entries of other kinds may come, too. What has no entry may come with the first of these and go with the last;
        but not the first of a table, nor its last: they make another menu.
        """
        for name, old, new in self._differing():
            if name == "incidents":
                if old and new and standing(old) != standing(new):
                    return False
            elif not (has_others(old, new) if old and new else may_come(old)):
                return False
        before, after = self._before, self._after
        return bool(before.order) and all(bool(getattr(before, name)) == bool(getattr(after, name)) for name in _LISTED)

    def _may_lose(self) -> bool:
        """Whether an incident went, or left a place, an actor, a source or a type, or has other days or corrections.

        One that has come to a place leaves the list of those without.
        """
        for name, old, new in self._differing():
            if name == "incidents":
                if old and not (new and lists(old) == lists(new)):
                    return True
            elif old and not (new and members(old) <= members(new)):
                return True
        return False

    def _differing(self) -> Iterator[tuple[str, Any, Any]]:
        """The items that differ: the name of their table, before, after."""
        for name, slug in self._found - {("order", "")}:
            yield name, getattr(self._before, name).get(slug), getattr(self._after, name).get(slug)

    def _differs_in_text(self, slug: str) -> bool:
        old, new = self._before.incidents.get(slug), self._after.incidents.get(slug)
        if old is None or new is None or leads_to_pages(old) or leads_to_pages(new):
            return False
        if bool(old.text.digest) != bool(new.text.digest):
            return False  # the page of data counts how many have a text
        return replace(new, text=old.text, entry=replace(new.entry, text=old.entry.text)) == old

    def _is_renamed(self, slug: str) -> bool:
        """Whether an incident names what is called otherwise now."""
        return bool(self._renamed) and not self._renamed.isdisjoint(_named(self._after.outlines[slug]))

    def _is_moved(self, slug: str) -> bool:
        """Whether an incident is at a place, or in one, of which a map or a position is another now."""
        places = self._after.outlines[slug].places if self._moved else ()
        return any(not self._moved.isdisjoint((place, *self._after.places[place].ancestors)) for place in places)

    def _hangs_on_edited(self, slug: str) -> bool:
        """Whether it says what it is a part of, or follows, and that was edited: who is listed is named."""
        outline = self._after.outlines[slug]
        return outline.part_of in self._edited or outline.follows in self._edited

    def _texts(self, found: Touched) -> Iterator[Item]:
        """What has a text that is on one of the pages which are thought of, or was."""
        for name in TABLES.values():
            yield from (item for _, item in found.of(name, getattr(self._after, name)))
        yield from (old for slug in self._edited if (old := self._before.incidents.get(slug)))
        if addresses.METHODS_NOTE in self._after.notes:
            yield self._after.notes[addresses.METHODS_NOTE]


def leads_to_pages(item: Item) -> bool:
    """Whether its text links to pages that are no entry's, which come and go with others."""
    return any(isinstance(target, SitePath) for target in item.text.targets)


def _shown(incident: LinkedIncident) -> tuple[str, ...]:
    """The other incidents that the page of one shows."""
    return (
        incident.earlier,
        incident.later,
        incident.part_of,
        incident.follows,
        incident.duplicate_of,
        *incident.related,
        *incident.parts,
        *incident.followed_by,
        *incident.duplicates,
        *[target.slug for target in incident.mentioned_by],
        *[getattr(target, "slug", "") for target in incident.text.targets],
    )


def _named(outline: Outline) -> Iterator[tuple[str, str]]:
    """What an incident names beside others."""
    yield from (("places", slug) for slug in outline.places)
    yield from (("actors", slug) for slug, _ in outline.actors)
    yield from (("types", slug) for slug in outline.types)
    yield from (("publishers", voice.publisher_slug) for voice in outline.voices)
