"""Entries become a chronicle: the order of the linking, in one place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location, Note, kind_of
from chronicle.linking.checks import check_incident
from chronicle.linking.chronicle import Chronicle, LinkedIncident, LinkedNote, LinkedText
from chronicle.linking.circles import circles, in_words
from chronicle.linking.groups import actors_of, articles_of, publishers_of, types_of
from chronicle.linking.incidents import choices_of, linked_incident, without_hidden
from chronicle.linking.linked import Linked
from chronicle.linking.names import Target, keys_of
from chronicle.linking.outlines import outlines_of
from chronicle.linking.places import places_of
from chronicle.linking.references import Answers, index_of, problem_at
from chronicle.linking.related import all_related, neighbours, traits_of
from chronicle.linking.texts import linked_text, media_names, mentions, without_drafts
from chronicle.linking.unread import NOTHING, Unread

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from chronicle.config import Config
    from chronicle.entries.folder import MediaFile
    from chronicle.problems import Problem
    from chronicle.text.markup import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyText:
    """What linking needs to know of a body: the name of its HTML, its references, its first line in the file."""

    digest: str
    references: tuple[Reference, ...]
    line: int


E = TypeVar("E", bound=Entry)
NO_TEXT = BodyText(digest="", references=(), line=1)
_TEXT: Final = LinkedText()  # of an incident whose own is still to be linked

# Does something beside the program, as far as it can: what it gives in a block is asked for what came of it.
Beside = Callable[[Callable[[], Any]], AbstractContextManager[Callable[[], Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything a chronicle is made from. `today` serves one warning only and reaches no page.

    Where something is `unread`, what is made serves to find mistakes only: nothing that may mean it is missing.
    """

    config: Config
    entries: tuple[Entry, ...]
    bodies: Mapping[str, BodyText]
    media: tuple[MediaFile, ...] = ()
    drafts: bool = False
    today: dt.date | None = None
    unread: Unread = NOTHING


def link(material: Material) -> tuple[Chronicle, tuple[Problem, ...]]:
    """The chronicle, and everything that is wrong between its entries. Drafts are always checked."""
    linked = link_to_follow(material)
    return linked.chronicle, linked.problems


@contextlib.contextmanager
def _here(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    yield work


def link_to_follow(material: Material, beside: Beside = _here) -> Linked:
    """The same, with what is needed to follow an edit later. Meanwhile incidents are compared, `beside` the rest."""
    answers = Answers(index_of(material.entries, material.media, material.unread))
    incidents = _incidents(material, answers)
    shown = {slug: item for slug, item in incidents.items() if material.drafts or item.entry.status != "draft"}
    shown = {slug: without_hidden(item, shown, incidents, answers.problems) for slug, item in shown.items()}
    traits = {slug: traits_of(item) for slug, item in shown.items() if item.is_listed}
    with beside(partial(all_related, shown, traits)) as alike:
        texts = texts_of(material.entries, material, shown, answers)
        chronicle = _chronicle(material, answers, shown, texts, tuple(traits), alike)
    return Linked(
        chronicle=chronicle,
        problems=tuple(answers.problems),
        names=answers.index.names,
        asked=frozenset(key for text in answers.asked for key in keys_of(text)),
        guessed=answers.guessed,
        hidden=_hidden_media(material.entries, shown, texts),
        today=material.today,
    )


def _incidents(material: Material, answers: Answers) -> dict[str, LinkedIncident]:
    """All incidents, oldest first, drafts too; what their texts lead to is not known yet."""
    articles = {entry.slug: entry for entry in _all(material.entries, Article)}
    choices = choices_of(material.config)
    incidents = {
        entry.slug: linked_incident(entry, choices, answers, articles.get, _TEXT)
        for entry in sorted(_all(material.entries, Incident), key=chronological)
    }
    for incident in incidents.values():
        answers.problems += check_incident(incident, answers.index, material.today)
    answers.problems += _circles(incidents)
    return incidents


def texts_of(
    entries: Iterable[Entry], material: Material, shown: Container[str], answers: Answers
) -> dict[str, LinkedText]:
    """The texts of these entries by path; `shown` are the incidents that a text may lead to."""
    texts = {}
    for entry in entries:
        body = material.bodies.get(entry.path, NO_TEXT)
        text = linked_text(entry, body, answers)
        texts[entry.path] = without_drafts(entry, text, body, shown, answers)
    return texts


def _chronicle(  # noqa: PLR0913, PLR0917 - the steps before
    material: Material,
    answers: Answers,
    incidents: Mapping[str, LinkedIncident],
    texts: Mapping[str, LinkedText],
    order: tuple[str, ...],
    alike: Callable[[], Any],
) -> Chronicle:
    backlinks = _backlinks(material.entries, texts, incidents)
    listed = [incidents[slug] for slug in order]
    articles = articles_of(_all(material.entries, Article), listed, texts, backlinks)
    chronicle = Chronicle(
        incidents=incidents,
        outlines=outlines_of(incidents),
        order=order,
        places=places_of(_all(material.entries, Location), incidents, answers, texts, backlinks),
        actors=actors_of(_all(material.entries, Actor), incidents, answers, texts, backlinks),
        articles=articles,
        publishers=publishers_of(articles, listed),
        types=types_of(material.config, listed),
        notes={note.slug: LinkedNote(entry=note, text=texts[note.path]) for note in _all(material.entries, Note)},
        media=_media(material, incidents, texts),
    )
    found = neighbours(incidents, order, alike())
    linked = {
        slug: replace(
            item,
            text=texts[item.entry.path],
            mentioned_by=backlinks.get(Target("incident", slug), ()),
            **found[slug],
        )
        for slug, item in incidents.items()
    }
    return replace(chronicle, incidents=linked)


def _media(
    material: Material, incidents: Mapping[str, LinkedIncident], texts: Mapping[str, LinkedText]
) -> tuple[MediaFile, ...]:
    """The files to publish: not those that only entries have which were withdrawn, or are drafts that are left out."""
    hidden = _hidden_media(material.entries, incidents, texts)
    shown = {
        name
        for entry in material.entries
        if hidden and _is_read(entry, incidents)
        for name in media_names(entry, texts[entry.path])
    }
    return tuple(file for file in material.media if file.name in shown or file.name not in hidden)


def _hidden_media(
    entries: Sequence[Entry], incidents: Mapping[str, LinkedIncident], texts: Mapping[str, LinkedText]
) -> frozenset[str]:
    """The files that entries have which are not to be read."""
    hidden = (entry for entry in entries if not _is_read(entry, incidents))
    return frozenset(name for entry in hidden for name in media_names(entry, texts[entry.path]))


def _is_read(entry: Entry, incidents: Mapping[str, LinkedIncident]) -> bool:
    return not isinstance(entry, Incident) or (entry.slug in incidents and entry.status != "withdrawn")


def _all(entries: Iterable[Entry], kind: type[E]) -> list[E]:
    return [entry for entry in entries if isinstance(entry, kind)]


def chronological(entry: Incident) -> tuple[object, ...]:
    """What incidents are sorted by: a total order."""
    return (*entry.date.order, entry.time, entry.slug)


def _circles(incidents: Mapping[str, LinkedIncident]) -> list[Problem]:
    """Chains of `part_of`, `follows` or `duplicate_of` that come back to where they began."""
    problems: list[Problem] = []
    for name in ("part_of", "follows", "duplicate_of"):
        following = {slug: next_ for slug, incident in incidents.items() if (next_ := getattr(incident, name))}
        problems += [
            problem_at(incidents[circle[0]].entry, name, "circle", in_words(circle)) for circle in circles(following)
        ]
    return problems


def _backlinks(
    entries: Sequence[Entry], texts: Mapping[str, LinkedText], shown: Mapping[str, LinkedIncident]
) -> dict[Target, tuple[Target, ...]]:
    """For each entry those whose text links to it."""
    found: dict[Target, list[Target]] = {}
    for entry in entries:
        if isinstance(entry, Incident) and not (entry.slug in shown and shown[entry.slug].is_listed):
            continue
        for target in mentions(entry, texts[entry.path]):
            found.setdefault(target, []).append(Target(kind_of(entry), entry.slug))
    return {target: tuple(sorted(sources)) for target, sources in found.items()}
