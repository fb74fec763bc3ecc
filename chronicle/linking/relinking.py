"""A chronicle linked anew after an edit of incidents, in time that depends on the edit and not on the chronicle."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from chronicle.entries.kinds import Entry, Incident
from chronicle.linking.checks import check_incident
from chronicle.linking.incidents import choices_of, linked_incident
from chronicle.linking.linked import Linked
from chronicle.linking.linking import NO_TEXT, chronological
from chronicle.linking.names import Target, keys_of, names_after
from chronicle.linking.patched import differing, patched
from chronicle.linking.references import GUESSES, Answers, Index
from chronicle.linking.regrouping import Edit, regrouped
from chronicle.linking.related import candidates, related, traits_of
from chronicle.linking.texts import linked_text, media_names, mentions, without_drafts
from chronicle.problems import closest
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chronicle.entries.kinds import Article
    from chronicle.linking.chronicle import Chronicle, LinkedIncident
    from chronicle.linking.linking import Material
    from chronicle.linking.names import Names
    from chronicle.linking.related import Traits

_TABLES: Final = {"incident": "incidents", "location": "places", "actor": "actors", "article": "articles"}
# What an incident knows of others: it stays as it was until somebody else changes it.
_KEPT: Final = ("earlier", "later", "related", "parts", "followed_by", "duplicates", "mentioned_by")


def relinked(
    before: Linked, material: Material, changed: Mapping[str, tuple[Entry | None, Entry | None]]
) -> Linked | None:
    """What linking everything would come to after an edit; None when only linking everything can tell.

    `changed` has, by path, the entry before (None for a new one) and after (None for one that is gone). `material` has
    the settings, files and `drafts` of the linking before; of its bodies only those of `changed` are looked at, of its
    entries none. Problems come in another order.
    """
    old = _plain(entry for entry, _ in changed.values())
    new = _plain(entry for _, entry in changed.values())
    if old is None or new is None or not _is_known(before, old, new) or _is_dated(before, material):
        return None
    names = _names(before, old, new, changed)
    if names is None:
        return None
    answers = Answers(Index(names, {file.name: file for file in material.media}))
    was = {slug: before.chronicle.incidents[slug] for slug in old}
    now = _incidents(before.chronicle, material, was, new, answers)
    if _hangs_on_guesses(before, answers, changed) or _hangs_on_media(before, was, now):
        return None
    guessed = {path: guesses for path, guesses in before.guessed.items() if path not in changed}
    return Linked(
        problems=(*(problem for problem in before.problems if problem.path not in changed), *answers.problems),
        names=names,
        asked=before.asked.union(key for text in answers.asked for key in keys_of(text)),
        guessed=guessed | answers.guessed,
        hidden=before.hidden,
        today=material.today,
        **_placed(before, material, was, now),
    )


def differences(before: Chronicle, after: Chronicle) -> set[tuple[str, str]]:
    """The table and slug of each item that differs, and `("order", "")` when the order does."""
    tables = ("incidents", "places", "actors", "articles", "publishers", "types", "notes")
    found = {(name, slug) for name in tables for slug in differing(getattr(before, name), getattr(after, name))}
    return found if before.order == after.order else found | {("order", "")}


# ---- what can be followed


def _plain(entries: Iterable[Entry | None]) -> dict[str, Incident] | None:
    """The entries by slug if all are incidents that are public, without typed links, and have slugs of their own."""
    found: dict[str, Incident] = {}
    for entry in entries:
        if entry is None:
            continue
        if not isinstance(entry, Incident) or entry.status != "published" or entry.slug in found:
            return None
        if entry.part_of or entry.follows or entry.duplicate_of:
            return None
        found[entry.slug] = entry
    return found


def _is_known(before: Linked, old: Mapping[str, Incident], new: Mapping[str, Incident]) -> bool:
    """Whether the old entries are those of the chronicle, and no other has the slug of a new one."""
    incidents = before.chronicle.incidents
    taken = before.names["incident"].slugs
    return all(slug in incidents and incidents[slug].entry == entry for slug, entry in old.items()) and not any(
        slug in taken for slug in new if slug not in old
    )


def _is_dated(before: Linked, material: Material) -> bool:
    """Whether other entries can be, or have been, in the future on another day."""
    if material.today == before.today:
        return False
    is_later = not material.today or (before.today is not None and before.today < material.today)
    return not is_later or any(problem.code == "date-future" for problem in before.problems)


def _names(
    before: Linked, old: Mapping[str, Incident], new: Mapping[str, Incident], changed: Mapping[str, object]
) -> Mapping[str, Names] | None:
    """The names of all kinds after the edit; None when another entry means one that comes or goes, or nearly does."""
    named = {(slug, name_key(entry.title)) for slug, entry in old.items()}
    renamed = named ^ {(slug, name_key(entry.title)) for slug, entry in new.items()}
    if not renamed:
        return before.names
    stirred = {*(old.keys() ^ new.keys()), *(key for _, key in renamed)}
    guessed = (guess for path, guesses in before.guessed.items() if path not in changed for guess in guesses)
    if stirred & before.asked or any(
        kind == "incident" and closest(text.casefold(), stirred) for kind, text in guessed
    ):
        return None
    return {**before.names, "incident": names_after(before.names["incident"], old.values(), new.values())}


def _hangs_on_guesses(before: Linked, answers: Answers, changed: Mapping[str, object]) -> bool:
    """Whether the edit makes guesses, or takes some away, where there are more of them than are made."""
    gone = sum(len(guesses) for path, guesses in before.guessed.items() if path in changed)
    total = sum(map(len, before.guessed.values()))
    return bool(gone or answers.guesses) and max(total, total - gone + answers.guesses) > GUESSES


def _hangs_on_media(before: Linked, was: Mapping[str, LinkedIncident], now: Mapping[str, LinkedIncident]) -> bool:
    """Whether a file comes or goes that an entry has which is not to be read."""
    shown, earlier = (
        {name for item in items.values() for name in media_names(item.entry, item.text)} for items in (now, was)
    )
    return not before.hidden.isdisjoint(shown ^ earlier)


# ---- the edited incidents


def _incidents(
    chronicle: Chronicle,
    material: Material,
    was: Mapping[str, LinkedIncident],
    new: Mapping[str, Incident],
    answers: Answers,
) -> dict[str, LinkedIncident]:
    """The incidents with everything they refer to; they know the neighbours that they had."""
    choices = choices_of(material.config)
    shown = {*(slug for slug in chronicle.incidents if slug not in was), *new}

    def article_of(slug: str) -> Article | None:
        return chronicle.articles[slug].entry if slug in chronicle.articles else None

    now = {}
    for slug, entry in new.items():
        body = material.bodies.get(entry.path, NO_TEXT)
        text = linked_text(entry, body, answers)
        item = linked_incident(entry, choices, answers, article_of, text)
        answers.problems += check_incident(item, answers.index.media, material.today)
        text = without_drafts(entry, text, body.line, shown, answers.problems)
        kept = {name: getattr(was[slug], name) for name in _KEPT} if slug in was else {}
        now[slug] = replace(item, text=text, **kept)
    return now


# ---- everything else


def _placed(
    before: Linked, material: Material, was: Mapping[str, LinkedIncident], now: Mapping[str, LinkedIncident]
) -> dict[str, Any]:
    """The chronicle and the traits with the edited incidents in their places."""
    chronicle = before.chronicle
    traits = {slug: item for slug, item in before.traits.items() if slug not in was}
    traits |= {slug: traits_of(item) for slug, item in now.items()}
    moved = {slug for slug in {*was, *now} if _place_in_time(was.get(slug)) != _place_in_time(now.get(slug))}
    slugs = _ordered(chronicle, now, moved)
    position = {slug: number for number, slug in enumerate(slug for slug in slugs if slug in traits)}
    edit = Edit(chronicle=chronicle, old=was, new=now, position=position)
    changes = regrouped(edit, material.config)
    changes["incidents"] = {**dict.fromkeys(was), **now}
    _note_sequence(edit, moved, changes)
    moved |= {slug for slug in now if before.traits.get(slug) != traits[slug]}
    _note_related(edit, traits, moved, changes)
    _note_mentions(edit, changes)
    return {"chronicle": _with(chronicle, changes, slugs, tuple(position)), "traits": traits}


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


def _note_sequence(edit: Edit, moved: set[str], changes: Mapping[str, dict[str, Any]]) -> None:
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


def _note_related(
    edit: Edit, traits: Mapping[str, Traits], moved: set[str], changes: Mapping[str, dict[str, Any]]
) -> None:
    """Incidents that have other ones near them at a place, or such that are not what they were."""

    def was_here(place: str) -> tuple[str, ...]:
        return edit.chronicle.places[place].here

    def here(place: str) -> tuple[str, ...]:
        found: tuple[str, ...] = _item(edit, changes, "places", place).here
        return found

    near = {other for slug in moved & edit.old.keys() for other in candidates(slug, edit.old[slug].places, was_here)}
    near |= {other for slug in moved & edit.new.keys() for other in candidates(slug, edit.new[slug].places, here)}
    for slug in near & edit.position.keys():
        found = related(slug, candidates(slug, traits[slug].places, here), traits)
        changes["incidents"][slug] = replace(_item(edit, changes, "incidents", slug), related=found)


def _note_mentions(edit: Edit, changes: Mapping[str, dict[str, Any]]) -> None:
    """Entries that other texts link to than before."""
    was, now = (
        {slug: mentions(item.entry, item.text) for slug, item in items.items()} for items in (edit.old, edit.new)
    )
    edited = {Target("incident", slug) for slug in edit.old}
    for target in dict.fromkeys(target for targets in (*was.values(), *now.values()) for target in targets):
        if target.kind not in _TABLES:
            continue
        name = _TABLES[target.kind]
        item = _item(edit, changes, name, target.slug)
        if item:
            others = [source for source in item.mentioned_by if source not in edited]
            sources = [Target("incident", slug) for slug, targets in now.items() if target in targets]
            changes[name][target.slug] = replace(item, mentioned_by=tuple(sorted([*others, *sources])))


def _item(edit: Edit, changes: Mapping[str, dict[str, Any]], name: str, slug: str) -> Any:  # noqa: ANN401 - of any table
    """An item of a table with what has changed of it so far; None for one that is gone."""
    return changes[name][slug] if slug in changes[name] else getattr(edit.chronicle, name).get(slug)


def _with(
    chronicle: Chronicle, changes: Mapping[str, dict[str, Any]], slugs: list[str], order: tuple[str, ...]
) -> Chronicle:
    """The chronicle with those of the changes that make a difference."""
    tables: dict[str, Any] = {}
    for name, items in changes.items():
        table = getattr(chronicle, name)
        differ = {slug: item for slug, item in items.items() if table.get(slug) != item}
        gone = {slug for slug, item in differ.items() if item is None}
        come = differ.keys() - gone - table.keys()
        keys = slugs if name == "incidents" else sorted((table.keys() - gone) | come) if gone or come else table
        tables[name] = patched(table, differ, keys)
    return replace(chronicle, order=chronicle.order if order == chronicle.order else order, **tables)
