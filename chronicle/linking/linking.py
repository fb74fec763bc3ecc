"""Entries become a chronicle: the order of the linking, in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from chronicle.entries.folder import MediaFile
from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location, Note, kind_of
from chronicle.linking.checks import check_incident
from chronicle.linking.chronicle import Chronicle, LinkedIncident, LinkedNote, LinkedText
from chronicle.linking.circles import circles, in_words
from chronicle.linking.groups import actors_of, articles_of, publishers_of, types_of
from chronicle.linking.incidents import choices_of, linked_incident
from chronicle.linking.names import Target
from chronicle.linking.places import places_of
from chronicle.linking.references import Answers, index_of, problem_at
from chronicle.linking.related import neighbours
from chronicle.problems import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from chronicle.config import Config
    from chronicle.text.markup import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyText:
    """What linking needs to know of a body: the name of its HTML, its references, its first line in the file."""

    digest: str
    references: tuple[Reference, ...]
    line: int


E = TypeVar("E", bound=Entry)
NO_TEXT = BodyText(digest="", references=(), line=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything a chronicle is made from. `today` serves one warning only and reaches no page."""

    config: Config
    entries: tuple[Entry, ...]
    bodies: Mapping[str, BodyText]
    media: tuple[MediaFile, ...] = ()
    drafts: bool = False
    today: dt.date | None = None


def link(material: Material) -> tuple[Chronicle, tuple[Problem, ...]]:
    """The chronicle, and everything that is wrong between its entries. Drafts are always checked."""
    answers = Answers(index_of(material.entries, material.media))
    texts = {entry.path: _linked_text(entry, material, answers) for entry in material.entries}
    articles = {entry.slug: entry for entry in material.entries if isinstance(entry, Article)}
    choices = choices_of(material.config)
    incidents = {
        entry.slug: linked_incident(entry, choices, answers, articles, texts[entry.path])
        for entry in sorted(_all(material.entries, Incident), key=_chronological)
    }
    for incident in incidents.values():
        answers.problems += check_incident(incident, answers.index.media, material.today)
    answers.problems += _circles(incidents)
    shown = {slug: item for slug, item in incidents.items() if material.drafts or item.entry.status != "draft"}
    shown = _without_hidden(shown, incidents, answers.problems)
    texts = {
        entry.path: _without_drafts(entry, texts[entry.path], shown, material, answers.problems)
        for entry in material.entries
    }
    backlinks = _backlinks(material.entries, texts, shown)
    chronicle = _chronicle(material, answers, shown, texts, backlinks)
    return chronicle, tuple(answers.problems)


def _chronicle(
    material: Material,
    answers: Answers,
    incidents: dict[str, LinkedIncident],
    texts: Mapping[str, LinkedText],
    backlinks: Mapping[Target, tuple[Target, ...]],
) -> Chronicle:
    found = neighbours(incidents)
    incidents = {
        slug: replace(
            item,
            text=texts[item.entry.path],
            mentioned_by=backlinks.get(Target("incident", slug), ()),
            **found[slug],
        )
        for slug, item in incidents.items()
    }
    order = tuple(slug for slug, item in incidents.items() if item.is_listed)
    listed = [incidents[slug] for slug in order]
    articles = articles_of(_all(material.entries, Article), listed, texts, backlinks)
    return Chronicle(
        incidents=incidents,
        order=order,
        places=places_of(_all(material.entries, Location), incidents, answers, texts, backlinks),
        actors=actors_of(_all(material.entries, Actor), incidents, answers, texts, backlinks),
        articles=articles,
        publishers=publishers_of(articles, listed),
        types=types_of(material.config, listed),
        notes={note.slug: LinkedNote(entry=note, text=texts[note.path]) for note in _all(material.entries, Note)},
        media=_media(material, incidents, texts),
    )


def _media(
    material: Material, incidents: Mapping[str, LinkedIncident], texts: Mapping[str, LinkedText]
) -> tuple[MediaFile, ...]:
    """The files to publish: not those that only entries have which were withdrawn, or are drafts that are left out."""
    shown: set[str] = set()
    hidden: set[str] = set()
    for entry in material.entries:
        names = {target.name for target in texts[entry.path].targets if isinstance(target, MediaFile)}
        if not isinstance(entry, Incident):
            shown |= names
        else:
            names |= {picture.file for picture in entry.media}
            is_read = entry.slug in incidents and entry.status != "withdrawn"
            (shown if is_read else hidden).update(names)
    return tuple(file for file in material.media if file.name in shown or file.name not in hidden)


def _all(entries: Iterable[Entry], kind: type[E]) -> list[E]:
    return [entry for entry in entries if isinstance(entry, kind)]


def _chronological(entry: Incident) -> tuple[object, ...]:
    return (*entry.date.order, entry.time, entry.slug)


def _linked_text(entry: Entry, material: Material, answers: Answers) -> LinkedText:
    body = material.bodies.get(entry.path, NO_TEXT)
    targets = answers.in_text(entry, body.references, body.line)
    by_slug = frozenset(
        number
        for number, (reference, target) in enumerate(zip(body.references, targets, strict=True))
        if isinstance(target, Target) and not reference.label and _written_slug(reference.target) == target.slug
    )
    return LinkedText(digest=body.digest, targets=targets, by_slug=by_slug)


def _written_slug(reference: str) -> str:
    """What stands in a wiki link behind the kind: `baghdad` in `location:baghdad`."""
    return reference.rpartition(":")[2].strip()


def _circles(incidents: Mapping[str, LinkedIncident]) -> list[Problem]:
    """Chains of `part_of`, `follows` or `duplicate_of` that come back to where they began."""
    problems: list[Problem] = []
    for name in ("part_of", "follows", "duplicate_of"):
        following = {slug: next_ for slug, incident in incidents.items() if (next_ := getattr(incident, name))}
        problems += [
            problem_at(incidents[circle[0]].entry, name, "circle", in_words(circle)) for circle in circles(following)
        ]
    return problems


def _without_hidden(
    shown: dict[str, LinkedIncident], known: Mapping[str, LinkedIncident], problems: list[Problem]
) -> dict[str, LinkedIncident]:
    """The incidents without typed links to drafts that are not built."""
    cleaned = {}
    for slug, incident in shown.items():
        changes: dict[str, Any] = {}
        for name in ("part_of", "follows", "duplicate_of"):
            target = getattr(incident, name)
            if target and target not in shown:
                changes[name] = ""
                if target in known:
                    message = f"{target} is a draft; the link is left out until it is published"
                    problems.append(problem_at(incident.entry, name, "draft-target", message, level="warning"))
        cleaned[slug] = replace(incident, **changes) if changes else incident
    return cleaned


def _without_drafts(
    entry: Entry,
    text: LinkedText,
    shown: Mapping[str, LinkedIncident],
    material: Material,
    problems: list[Problem],
) -> LinkedText:
    """The text without links to incidents that are not built; each is a warning where the text itself is."""
    hidden = [
        target
        for target in dict.fromkeys(text.targets)
        if isinstance(target, Target) and target.kind == "incident" and target.slug not in shown
    ]
    if not hidden:
        return text
    if not isinstance(entry, Incident) or entry.slug in shown:
        line = material.bodies[entry.path].line
        for target in hidden:
            message = f"links to {target.slug}, a draft; the link is shown as missing until it is published"
            problem = Problem(
                path=entry.path,
                line=line,
                column=1,
                level="warning",
                field="text",
                code="draft-target",
                message=message,
            )
            problems.append(problem)
    return replace(text, targets=tuple(None if target in hidden else target for target in text.targets))


def _backlinks(
    entries: Sequence[Entry], texts: Mapping[str, LinkedText], shown: Mapping[str, LinkedIncident]
) -> dict[Target, tuple[Target, ...]]:
    """For each entry those whose text links to it."""
    found: dict[Target, list[Target]] = {}
    for entry in entries:
        own = Target(kind_of(entry), entry.slug)
        if isinstance(entry, Incident) and not (entry.slug in shown and shown[entry.slug].is_listed):
            continue
        for target in dict.fromkeys(texts[entry.path].targets):
            if isinstance(target, Target) and target != own:
                found.setdefault(target, []).append(own)
    return {target: tuple(sorted(sources)) for target, sources in found.items()}
