"""One incident's references answered: places, types, actors, grade, sources, and the counts shown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from chronicle.entries.tolls import shown_count
from chronicle.linking.chronicle import LinkedIncident, LinkedText
from chronicle.linking.citations import citations_of
from chronicle.linking.references import Answers, problem_at
from chronicle.problems import closest, or_rather, shortened
from chronicle.text.fault import without_typographic
from chronicle.text.slugs import name_key, slugify
from chronicle.text.yaml_text import in_flow

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping
    from collections.abc import Set as AbstractSet

    from chronicle.config import Config, Grade
    from chronicle.entries.kinds import Article, Incident
    from chronicle.problems import Problem


class Choices(NamedTuple):
    """What the settings let an incident choose from: types by slug and by label, and grades."""

    types: AbstractSet[str]
    labels: Mapping[str, str]
    grades: Mapping[str, Grade]


def choices_of(config: Config) -> Choices:
    """The look-up tables over the settings."""
    return Choices(
        types=frozenset(kind.slug for kind in config.types),
        labels={name_key(kind.label): kind.slug for kind in config.types},
        grades={grade.slug: grade for grade in config.grades},
    )


def linked_incident(
    entry: Incident, choices: Choices, answers: Answers, article_of: Callable[[str], Article | None], text: LinkedText
) -> LinkedIncident:
    """The incident with everything it refers to; it knows no neighbours yet.

    What was withdrawn is not to be read any more: a place or an actor that has no entry gets no page through it.
    """
    places, actors = _place_slugs(entry, answers), _actor_slugs(entry, answers)
    if entry.status == "withdrawn":
        known = answers.index.names
        places = {slug: text for slug, text in places.items() if slug in known["location"].slugs}
        actors = {(slug, role): text for (slug, role), text in actors.items() if slug in known["actor"].slugs}
    return LinkedIncident(
        entry=entry,
        places=places,
        types=_type_slugs(entry, choices, answers),
        actors=actors,
        citations=citations_of(entry, article_of, answers),
        grade=_grade(entry, choices.grades, answers),
        killed=shown_count(entry.casualties, "killed"),
        injured=shown_count(entry.casualties, "injured"),
        part_of=answers.required(entry, "part_of", "incident", entry.part_of),
        follows=answers.required(entry, "follows", "incident", entry.follows),
        duplicate_of=answers.required(entry, "duplicate_of", "incident", entry.duplicate_of),
        text=text,
    )


def without_hidden(
    incident: LinkedIncident, shown: Container[str], known: Container[str], problems: list[Problem]
) -> LinkedIncident:
    """The incident without typed links to drafts that are not built."""
    changes: dict[str, Any] = {}
    for name in ("part_of", "follows", "duplicate_of"):
        target = getattr(incident, name)
        if target and target not in shown:
            changes[name] = ""
            if target in known:
                message = f"{target} is a draft; the link is left out until it is published"
                problems.append(problem_at(incident.entry, name, "draft-target", message, level="warning"))
    return replace(incident, **changes) if changes else incident


def _place_slugs(entry: Incident, answers: Answers) -> dict[str, str]:
    slugs: dict[str, str] = {}
    for number, text in enumerate(entry.locations):
        where = f"locations.{number}"
        slug = answers.one(entry, where, "location", text)
        if not slug:
            slug = slugify(text)
            if entry.status != "withdrawn" and not answers.index.unread.may_be("location", text):
                answers.problems.append(_no_location(entry, number, answers))
        slugs.setdefault(slug, text)
    return slugs


def _no_location(entry: Incident, number: int, answers: Answers) -> Problem:
    text = entry.locations[number]
    guess = answers.guess(entry, "location", text)
    message = f"there is no location {shortened(text)}"
    if _several(entry, text, answers):
        message += "; each place is an item of its own, with a comma between them in [ ], or on a line of its own"
        items = [part for item in entry.locations for part in _several(entry, item, answers) or (item,)]
        problem = problem_at(entry, "locations", "location-missing", message, level="warning")
        return replace(problem, meant=f"[{', '.join(map(in_flow, items))}]")
    message += f"{or_rather(guess)}; its page has no place on the map"
    return problem_at(entry, f"locations.{number}", "location-missing", message, level="warning", meant=guess)


def _several(entry: Incident, text: str, answers: Answers) -> tuple[str, ...]:
    """The places in a text that is no place's name but holds several: none has a semicolon, and some have a comma."""
    names = answers.index.names["location"]
    parts = [part.strip() for part in re.split("[,;،؛，、；]", text) if part.strip()]
    if len(parts) < 2 or names.find(text):  # noqa: PLR2004 - several
        return ()
    answers.asked.update(parts)  # what is said hangs on them
    meant = [part if names.find(part) else answers.guess(entry, "location", part) for part in parts]
    if not all(meant) and not re.search("[;؛；]", text):
        return ()
    return tuple(guess or part for guess, part in zip(meant, parts, strict=True))


def _type_slugs(entry: Incident, choices: Choices, answers: Answers) -> dict[str, str]:
    known = choices.types
    slugs: dict[str, str] = {}
    for number, text in enumerate(entry.types):
        slug = text if text in known else choices.labels.get(name_key(text), slugify(text))
        if slug not in known:
            guess = closest(text.casefold(), known) or ""
            message = (
                f"{shortened(text)} is not a known type{or_rather(guess)}; [types.{slug}] in chronicle.toml adds it"
            )
            where = f"types.{number}"
            answers.problems.append(problem_at(entry, where, "type-unknown", message, level="warning", meant=guess))
        slugs.setdefault(slug, text)
    return slugs


def _actor_slugs(entry: Incident, answers: Answers) -> dict[tuple[str, str], str]:
    slugs: dict[tuple[str, str], str] = {}
    for number, role in enumerate(entry.actors):
        slug = answers.one(entry, f"actors.{number}.actor", "actor", role.actor) or slugify(role.actor)
        slugs.setdefault((slug, role.role), role.actor)
    return slugs


def _grade(entry: Incident, known: Mapping[str, Grade], answers: Answers) -> Grade | None:
    if not entry.grade:
        return None
    if entry.grade not in known:
        guess = closest(without_typographic(entry.grade).casefold(), known) or ""
        message = f"{shortened(entry.grade)} is not one of {', '.join(known)}{or_rather(guess)}"
        answers.problems.append(problem_at(entry, "grade", "grade-unknown", message, meant=guess))
    return known.get(entry.grade)
