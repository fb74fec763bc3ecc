"""A chronicle linked anew after an edit, in time that depends on the edit and not on the size of the chronicle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chronicle.linking import following
from chronicle.linking.checks import check_incident
from chronicle.linking.coming import with_entries
from chronicle.linking.incidents import choices_of, linked_incident, without_hidden
from chronicle.linking.linked import Linked
from chronicle.linking.linking import texts_of
from chronicle.linking.names import keys_of
from chronicle.linking.patched import differing
from chronicle.linking.placing import item_of, placed
from chronicle.linking.references import Answers, Index
from chronicle.linking.texts import media_names

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from chronicle.entries.kinds import Article, Incident
    from chronicle.linking.chronicle import Chronicle, LinkedIncident, LinkedText
    from chronicle.linking.linking import Material

# What an incident knows of others: it stays as it was until somebody else changes it.
_KEPT: Final = ("earlier", "later", "related", "parts", "followed_by", "duplicates", "mentioned_by")


def relinked(
    before: Linked, material: Material, changed: following.Changed, left_out: Container[str] = ()
) -> Linked | None:
    """What linking everything would come to after an edit; None when only linking everything can tell.

    `changed` has, by path, the entry before (None for a new one, and for a draft that was `left_out`) and after (None
    for one that is gone). `material` has the settings, files and `drafts` of the linking before; of its bodies only
    those of `changed` are looked at, of its entries none. Problems come in another order.
    """
    chronicle = before.chronicle
    edited = following.edit_of(before, material, changed, left_out)
    if edited is None:
        return None
    names = following.names_after_edit(before, edited, changed)
    if names is None:
        return None
    old, new, drafts, others = edited.old, edited.new, edited.drafts, edited.others
    answers = Answers(Index(names, {file.name: file for file in material.media}))
    shown = {*(slug for slug in chronicle.incidents if slug not in old), *new}
    texts = texts_of((*new.values(), *drafts.values(), *edited.come, *others), material, shown, answers)
    whole = with_entries(chronicle, edited.come, texts, answers)
    if whole is None:
        return None
    chronicle = whole
    was = {slug: chronicle.incidents[slug] for slug in old}
    now = _incidents(chronicle, material, {**new, **drafts}, texts, answers)
    if any(media_names(now[slug].entry, now[slug].text) for slug in drafts):
        return None
    known = names["incident"].slugs
    now = {
        slug: _with_what_was_known(without_hidden(now[slug], shown, known, answers.problems), was.get(slug))
        for slug in new
    }
    come = [item_of(chronicle, entry) for entry in edited.come]
    rewritten = [replace(item_of(chronicle, entry), entry=entry, text=texts[entry.path]) for entry in others]
    written = [item_of(chronicle, entry) for entry in others]
    if following.hangs_on_guesses(before, answers, changed) or following.hangs_on_media(
        before, [*was.values(), *written], [*now.values(), *come, *rewritten]
    ):
        return None
    chronicle = placed(chronicle, material.config, was, now, [*come, *rewritten])
    return Linked(
        chronicle=chronicle,
        problems=(*(problem for problem in before.problems if problem.path not in changed), *answers.problems),
        names=names,
        asked=before.asked.union(key for text in answers.asked for key in keys_of(text)),
        guessed={path: found for path, found in before.guessed.items() if path not in changed} | answers.guessed,
        hidden=before.hidden,
        today=material.today,
    )


def differences(before: Chronicle, after: Chronicle) -> set[tuple[str, str]]:
    """The table and slug of each item that differs, and `("order", "")` when the order does."""
    tables = ("incidents", "places", "actors", "articles", "publishers", "types", "notes")
    found = {(name, slug) for name in tables for slug in differing(getattr(before, name), getattr(after, name))}
    return found if before.order == after.order else found | {("order", "")}


def _incidents(
    chronicle: Chronicle,
    material: Material,
    new: Mapping[str, Incident],
    texts: Mapping[str, LinkedText],
    answers: Answers,
) -> dict[str, LinkedIncident]:
    """The edited incidents with everything they refer to; they know no neighbours yet."""
    choices = choices_of(material.config)

    def article_of(slug: str) -> Article | None:
        return chronicle.articles[slug].entry if slug in chronicle.articles else None

    now = {}
    for slug, entry in new.items():
        now[slug] = linked_incident(entry, choices, answers, article_of, texts[entry.path])
        answers.problems += check_incident(now[slug], answers.index, material.today)
    return now


def _with_what_was_known(incident: LinkedIncident, before: LinkedIncident | None) -> LinkedIncident:
    return replace(incident, **{name: getattr(before, name) for name in _KEPT}) if before else incident
