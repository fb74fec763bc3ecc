"""Which edits of a chronicle can be followed: those that no entry hangs on which is not at hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location, kind_of, slug_of
from chronicle.linking.linking import chronological
from chronicle.linking.names import both, keys_of, names_after, names_of
from chronicle.linking.references import GUESSES, Answers, page_of
from chronicle.linking.texts import media_names
from chronicle.problems import closest
from chronicle.text.frontmatter import EMPTY
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from chronicle.linking.chronicle import LinkedActor, LinkedArticle, LinkedIncident, LinkedNote, Place
    from chronicle.linking.coming import Coming
    from chronicle.linking.linked import Linked
    from chronicle.linking.linking import Material
    from chronicle.linking.names import Names

    Item = LinkedIncident | Place | LinkedActor | LinkedArticle | LinkedNote
    Changed = Mapping[str, tuple[Entry | None, Entry | None]]

_COME: Final = ("article", "location", "actor")  # kinds of which entries may come, when nobody asked for them


class Edited(NamedTuple):
    """Incidents by slug as they were and as they are, where they are built; `drafts` are those that are left out now.

    `were_drafts` are the slugs of those that were left out before. Of entries of other kinds `come` are new, and
    `others` are linked as they were, but for their texts.
    """

    old: Mapping[str, Incident]
    new: Mapping[str, Incident]
    drafts: Mapping[str, Incident]
    were_drafts: frozenset[str]
    come: Sequence[Coming]
    others: Sequence[Entry]

    @property
    def has_drafts(self) -> bool:
        """Whether anything is left out, or was."""
        return bool(self.drafts or self.were_drafts)


def edit_of(before: Linked, material: Material, changed: Changed, left_out: Container[str]) -> Edited | None:
    """What was edited; None where linking everything may come to something else in other entries.

    `left_out` are the paths of drafts that were not built; nothing is known of them but their names.
    """
    edits = {
        path: pair
        for path, pair in changed.items()
        if path in left_out or any(isinstance(entry, Incident) for entry in pair)
    }
    old, found = (_plain_incidents(pair[side] for pair in edits.values()) for side in (0, 1))
    come = [new for old, new in changed.values() if old is None and isinstance(new, Article | Location | Actor)]
    paths = {*edits, *(entry.path for entry in come)}
    others = _edited_others(before, {path: pair for path, pair in changed.items() if path not in paths})
    if old is None or found is None or others is None or _is_dated(before, material):
        return None
    drafts = {slug: entry for slug, entry in found.items() if entry.status == "draft" and not material.drafts}
    new = {slug: entry for slug, entry in found.items() if slug not in drafts}
    were_drafts = frozenset(slug_of(path) for path in edits if path in left_out)
    edited = Edited(old, new, drafts, were_drafts, come, others)
    if edited.has_drafts and before.hidden:
        return None  # nobody knows whose files these are
    return edited if _is_known(before, edited) and _keeps_links(before, edited) else None


def hanging_on(before: Linked, entries: Iterable[Entry]) -> set[str]:
    """The paths of the entries that name one of these places, where there was none: their references are others now."""
    come = _names_of_kind("location", (entry for entry in entries if entry.slug not in before.names["location"].slugs))
    keys = {*come.known()}
    return {
        path
        for path, guesses in before.guessed.items()
        if keys
        for kind, text in guesses
        if kind == "location" and any(key in keys for key in keys_of(text))
    }


def _edited_others(before: Linked, changed: Changed) -> list[Entry] | None:
    """Entries of other kinds if nothing was edited that others are linked by, and nothing but texts is wrong there."""
    found: list[Entry] = []
    faulty = {problem.path for problem in before.problems if problem.field != "text"}
    for path, (old, new) in changed.items():
        if not old or not new or _linked_by(old) != _linked_by(new) or path in faulty:
            return None
        found.append(new)
    return found


def _linked_by(entry: Entry) -> Entry | tuple[object, ...]:
    """What linking asks for of an entry that is no incident, beside its text."""
    if isinstance(entry, Location | Actor):
        return type(entry), entry.path, entry.name, entry.parent, entry.spellings, entry.names
    return replace(entry, text=EMPTY)


def _plain_incidents(entries: Iterable[Entry | None]) -> dict[str, Incident] | None:
    """The entries by slug if all are incidents that count, or will, and have slugs of their own."""
    found: dict[str, Incident] = {}
    for entry in entries:
        if entry is None:
            continue
        if not isinstance(entry, Incident) or entry.status == "withdrawn" or entry.duplicate_of:
            return None
        if entry.slug in found:
            return None
        found[entry.slug] = entry
    return found


def _is_known(before: Linked, edited: Edited) -> bool:
    """Whether the old entries are those of the chronicle, and no other has the slug of a new one."""
    incidents = before.chronicle.incidents
    own = {*edited.old, *edited.were_drafts}
    taken = before.names["incident"].slugs
    come = [(kind_of(entry), entry.slug) for entry in edited.come]
    if len({*come}) < len(come) or any(slug in before.names[kind].slugs for kind, slug in come):
        return False
    return all(slug in incidents and incidents[slug].entry == entry for slug, entry in edited.old.items()) and not any(
        slug in taken for slug in (*edited.new, *edited.drafts) if slug not in own
    )


def _keeps_links(before: Linked, edited: Edited) -> bool:
    """Whether typed links lead where they led, from incidents that stay where they were, and in no circle."""
    old, new = edited.old, edited.new
    kept = all(_links_in_time(old.get(slug)) == _links_in_time(new.get(slug)) for slug in {*old, *new})
    paths = {entry.path for entry in old.values()}
    is_circled = any(problem.code == "circle" and problem.path in paths for problem in before.problems)
    return kept and not is_circled and not any(map(_links_in_time, edited.drafts.values()))


def _links_in_time(entry: Incident | None) -> tuple[object, ...]:
    if not entry or not (entry.part_of or entry.follows):
        return ()
    return entry.part_of, entry.follows, *chronological(entry)


def _is_dated(before: Linked, material: Material) -> bool:
    """Whether other entries can be, or have been, in the future on another day."""
    if material.today == before.today:
        return False
    is_later = not material.today or (before.today is not None and before.today < material.today)
    return not is_later or any(problem.code == "date-future" for problem in before.problems)


def names_after_edit(before: Linked, edited: Edited, changed: Mapping[str, object]) -> Mapping[str, Names] | None:
    """The names of all kinds after the edit; None when another entry means one that comes or goes, or nearly does.

    A draft that is left out has its names, but who means it is told so.
    """
    names = before.names["incident"]
    was = {*_names_in(edited.old), *names.of(edited.were_drafts)}
    now = {*_names_in(edited.new), *_names_in(edited.drafts)}
    shown = edited.old.keys() ^ edited.new.keys()
    stirred = shown | ({slug for slug, _ in was} ^ {slug for slug, _ in now})
    stirred |= {key for _, key in was ^ now} | {key for slug, key in was | now if slug in shown}
    come = {kind: _names_of_kind(kind, edited.come) for kind in _COME}
    by_kind = {"incident": stirred, **{kind: {*found.known()} for kind, found in come.items()}}
    if not any(by_kind.values()):
        return before.names
    pages = map(page_of, chain(stirred, *(found.slugs for found in come.values())))
    guessed = (guess for path, guesses in before.guessed.items() if path not in changed for guess in guesses)
    if not before.asked.isdisjoint(chain(pages, *by_kind.values())) or any(
        _may_mean(text, by_kind[kind]) for kind, text in guessed if kind in by_kind
    ):
        return None
    others = {kind: both(before.names[kind], found) for kind, found in come.items()}
    return {**before.names, "incident": names_after(names, was - now, now - was), **others}


def _may_mean(text: str, keys: Collection[str]) -> bool:
    """Whether a text that meant nothing means one of these now, or nearly does."""
    return any(key in keys for key in keys_of(text)) or closest(text.casefold(), keys) is not None


def _names_of_kind(kind: str, entries: Iterable[Entry]) -> Names:
    return names_of(entry for entry in entries if kind_of(entry) == kind)


def _names_in(entries: Mapping[str, Incident]) -> Iterator[tuple[str, str]]:
    return ((slug, name_key(entry.title)) for slug, entry in entries.items())


def hangs_on_guesses(before: Linked, answers: Answers, changed: Mapping[str, object]) -> bool:
    """Whether the edit makes guesses, or takes some away, where there are more of them than are made."""
    gone = sum(len(guesses) for path, guesses in before.guessed.items() if path in changed)
    total = sum(map(len, before.guessed.values()))
    return bool(gone or answers.guesses) and max(total, total - gone + answers.guesses) > GUESSES


def hangs_on_media(before: Linked, was: Iterable[Item], now: Iterable[Item]) -> bool:
    """Whether a file comes or goes that an entry has which is not to be read."""
    earlier, shown = (
        {name for item in items if item.entry for name in media_names(item.entry, item.text)} for items in (was, now)
    )
    return not before.hidden.isdisjoint(earlier ^ shown)
