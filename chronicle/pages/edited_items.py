"""What an edit made of one item: in what it is another, and whether that is told elsewhere."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chronicle.linking.chronicle import Chronicle, LinkedIncident, Place, Publisher, TypeUse
    from chronicle.linking.following import Item

# What others say of an item. (Of a place that was there, a child can only come.)
_MEMBERS: Final = frozenset({"incidents", "here", "articles", "mentioned_by", "children"})


def standing(incident: LinkedIncident) -> tuple[object, ...]:
    """What of it says which pages it has, and which of them count or are to be found."""
    entry = incident.entry
    return entry.aliases, entry.noindex, incident.is_listed


def lists(incident: LinkedIncident) -> tuple[object, ...]:
    """What says on which lists it stands that are of no item's own: those of days, and of what is on no map."""
    return incident.date, incident.entry.updates, incident.places


def has_others(old: Item | Publisher | TypeUse, new: Item | Publisher | TypeUse) -> bool:
    """Whether what has incidents is what it was but for what others say of it."""
    return all(
        getattr(old, field.name) == getattr(new, field.name) for field in fields(old) if field.name not in _MEMBERS
    )


def may_come(old: Item | Publisher | TypeUse | None) -> bool:
    """Whether it comes, or goes with the incidents and articles that it had."""
    return old is None or (getattr(old, "entry", None) is None and not getattr(old, "articles", ()))


def members(item: Item | Publisher | TypeUse) -> set[tuple[str, str]]:
    """The incidents that an item has, by how it has them."""
    return {(name, slug) for name in ("incidents", "here", "articles") for slug in getattr(item, name, ())}


def renamed(before: Chronicle, after: Chronicle, name: str, slug: str) -> bool:
    """Whether a place, an actor, a publisher or a type came, went, or is called otherwise now."""
    if name not in {"places", "actors", "publishers", "types"}:
        return False
    old, new = getattr(before, name).get(slug), getattr(after, name).get(slug)
    if old is None or new is None:
        return True
    is_other: bool = old.type != new.type if name == "types" else old.name != new.name
    return is_other


def lies_elsewhere(old: Place | None, new: Place | None) -> bool:
    """Whether an entry says something else of a place than it did, beside its text, or says something at all now."""
    if not (old and new and old.entry and new.entry):
        return bool(old and new and new.entry)
    return replace(old.entry, text=new.entry.text) != new.entry


def told_otherwise(before: Chronicle, after: Chronicle, name: str, slug: str) -> bool:
    """Whether files for machines tell otherwise of a place or an actor now, wherever it is named.

    Of what came or went, only incidents told that are edited themselves.
    """
    if name not in {"places", "actors"}:
        return False
    old, new = getattr(before, name).get(slug), getattr(after, name).get(slug)
    if old is None or new is None or old.name != new.name:
        return bool(old and new)
    return old.entry != new.entry or (name == "places" and old.ancestors != new.ancestors)
