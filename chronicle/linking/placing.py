"""Edited incidents and texts put in their places: everything else in a chronicle that an edit touches."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from chronicle.entries.kinds import kind_of
from chronicle.linking.chronicle import TABLES
from chronicle.linking.linking import chronological
from chronicle.linking.names import Target
from chronicle.linking.outlines import outline_of
from chronicle.linking.patched import patched
from chronicle.linking.regrouping import Edit, regrouped
from chronicle.linking.related import candidates, related, traits_of
from chronicle.linking.texts import mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chronicle.config import Config
    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import Chronicle, LinkedIncident
    from chronicle.linking.following import Item
    from chronicle.linking.outlines import Outline

    Changes = Mapping[str, dict[str, Any]]  # by table and slug; None for an item that is gone


def item_of(chronicle: Chronicle, entry: Entry) -> Any:  # noqa: ANN401 - of the table of its kind
    """What an entry has become in a chronicle."""
    return getattr(chronicle, TABLES[kind_of(entry)])[entry.slug]


def placed(
    chronicle: Chronicle,
    config: Config,
    was: Mapping[str, LinkedIncident],
    now: Mapping[str, LinkedIncident],
    rewritten: Iterable[Item],
) -> Chronicle:
    """The chronicle with listed incidents that were edited, and other entries that have another text."""
    listed = {*(slug for slug in chronicle.order if slug not in was), *now}
    moved = {slug for slug in {*was, *now} if _place_in_time(was.get(slug)) != _place_in_time(now.get(slug))}
    slugs = _ordered(chronicle, now, moved)
    position = {slug: number for number, slug in enumerate(slug for slug in slugs if slug in listed)}
    edit = Edit(chronicle=chronicle, old=was, new=now, position=position)
    changes = {**regrouped(edit, config), "incidents": {**dict.fromkeys(was), **now}, "notes": {}}
    _note_sequence(edit, moved, changes)
    moved |= {slug for slug in was.keys() & now if traits_of(was[slug]) != traits_of(now[slug])}
    _note_related(edit, moved, changes)
    for item in rewritten:
        if item.entry:
            name, slug = TABLES[kind_of(item.entry)], item.entry.slug
            changes[name][slug] = replace(_item(edit, changes, name, slug), entry=item.entry, text=item.text)
    _note_mentions(edit, rewritten, changes)
    return _with(chronicle, changes, slugs, tuple(position))


def _place_in_time(incident: LinkedIncident | None) -> tuple[object, ...]:
    return chronological(incident.entry) if incident else ()


def _ordered(chronicle: Chronicle, now: Mapping[str, LinkedIncident], moved: set[str]) -> list[str]:
    """All incidents, oldest first."""
    slugs = [slug for slug in chronicle.incidents if slug not in moved]
    for slug in moved & now.keys():
        place = chronological(now[slug].entry)
        at = bisect_left(
            slugs, place, key=lambda slug: chronological((now.get(slug) or chronicle.incidents[slug]).entry)
        )
        slugs.insert(at, slug)
    return slugs


def _note_sequence(edit: Edit, moved: set[str], changes: Changes) -> None:
    """Incidents that have other ones before or behind, since some came, went or moved."""
    order = [*edit.position]
    left = [edit.old[slug] for slug in moved & edit.old.keys()]
    beside = {slug for item in left for slug in (item.earlier, item.later)}
    for at in (edit.position[slug] for slug in moved & edit.position.keys()):
        beside.update(order[max(0, at - 1) : at + 2])
    for slug in beside & edit.position.keys():
        at = edit.position[slug]
        earlier, later = order[at - 1] if at else "", order[at + 1] if at + 1 < len(order) else ""
        changes["incidents"][slug] = replace(_item(edit, changes, "incidents", slug), earlier=earlier, later=later)


def _note_related(edit: Edit, moved: set[str], changes: Changes) -> None:
    """Incidents that have other ones near them at a place, or such that are not what they were.

    They are compared by their outlines, before and after: only those that are related to others now are read whole.
    """
    incidents = changes["incidents"]

    def was_here(place: str) -> tuple[str, ...]:
        return edit.chronicle.places[place].here

    def here(place: str) -> tuple[str, ...]:
        found: tuple[str, ...] = _item(edit, changes, "places", place).here
        return found

    was = cache(lambda slug: edit.chronicle.outlines[slug])
    now = cache(lambda slug: outline_of(incidents[slug]) if slug in edit.new else was(slug))
    near = {other for slug in moved & edit.old.keys() for other in candidates(slug, edit.old[slug].places, was_here)}
    near |= {other for slug in moved & edit.new.keys() for other in candidates(slug, edit.new[slug].places, here)}
    related_before, related_now = _related_by(was, was_here), _related_by(now, here)
    for slug in near & edit.position.keys():
        found = related_now(slug)
        if slug in edit.new or related_before(slug) != found:
            incidents[slug] = replace(_item(edit, changes, "incidents", slug), related=found)


def _related_by(
    outline: Callable[[str], Outline], here: Callable[[str], tuple[str, ...]]
) -> Callable[[str], tuple[str, ...]]:
    """What gives the incidents that one is related to; `here` are those at a place."""
    traits = cache(lambda slug: traits_of(outline(slug)))

    def found(slug: str) -> tuple[str, ...]:
        others = candidates(slug, outline(slug).places, here)
        return related(slug, others, {other: traits(other) for other in others})

    return found


def _note_mentions(edit: Edit, rewritten: Iterable[Item], changes: Changes) -> None:
    """Entries that other texts link to than before."""
    written = [item_of(edit.chronicle, item.entry) for item in rewritten if item.entry]
    was, now = _links([*edit.old.values(), *written]), _links([*edit.new.values(), *rewritten])
    for target in dict.fromkeys(target for targets in (*was.values(), *now.values()) for target in targets):
        name = TABLES[target.kind]
        item = _item(edit, changes, name, target.slug)
        if item and target.kind != "note":
            others = [source for source in item.mentioned_by if source not in was]
            sources = [source for source, targets in now.items() if target in targets]
            changes[name][target.slug] = replace(item, mentioned_by=tuple(sorted([*others, *sources])))


def _links(items: Iterable[Item]) -> dict[Target, list[Target]]:
    """What the text of each item links to."""
    pairs = ((item.entry, item.text) for item in items)
    return {Target(kind_of(entry), entry.slug): mentions(entry, text) for entry, text in pairs if entry}


def _item(edit: Edit, changes: Changes, name: str, slug: str) -> Any:  # noqa: ANN401 - of any table
    """An item of a table with what has changed of it so far; None for one that is gone."""
    return changes[name][slug] if slug in changes[name] else getattr(edit.chronicle, name).get(slug)


def _is_same(old: Any, new: Any) -> bool:  # noqa: ANN401 - of any table
    """Whether two items are equal and of one entry: an equal entry can stand in other lines of its file."""
    return bool(old == new) and getattr(old, "entry", None) is getattr(new, "entry", None)


def _outlines(
    chronicle: Chronicle, incidents: Mapping[str, LinkedIncident], changes: Changes
) -> dict[str, Outline | None]:
    """The outlines that are others now, told by the incidents: of those that are kept most need not be read."""
    slugs = changes["incidents"]
    was, now = (
        {slug: outline_of(table[slug]) for slug in slugs if slug in table} for table in (chronicle.incidents, incidents)
    )
    return {slug: now.get(slug) for slug in slugs if was.get(slug) != now.get(slug)}


def _with(chronicle: Chronicle, changes: Changes, slugs: list[str], order: tuple[str, ...]) -> Chronicle:
    """The chronicle with those of the changes that make a difference."""
    tables: dict[str, Any] = {}
    for name, items in changes.items():
        table = getattr(chronicle, name)
        differ = {slug: item for slug, item in items.items() if not _is_same(table.get(slug), item)}
        gone = {slug for slug, item in differ.items() if item is None}
        come = differ.keys() - gone - table.keys()
        keys = slugs if name == "incidents" else sorted((table.keys() - gone) | come) if gone or come else table
        tables[name] = patched(table, differ, keys)
    tables["outlines"] = patched(chronicle.outlines, _outlines(chronicle, tables["incidents"], changes), slugs)
    return replace(chronicle, order=chronicle.order if order == chronicle.order else order, **tables)
