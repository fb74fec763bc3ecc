"""What a chronicle holds, as an import of tables needs it: read entry by entry, of which only names are kept."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.building.inputs import read_inputs
from chronicle.config import parse_config
from chronicle.entries.kinds import FOLDERS, Actor, Article, Incident, Location
from chronicle.entries.parsing import parse_entry
from chronicle.intake.tables.entries import Actors
from chronicle.intake.tables.known import Known
from chronicle.intake.tables.placing import Places
from chronicle.problems import Problem
from chronicle.text.characters import decode
from chronicle.text.frontmatter import EMPTY
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chronicle.building.inputs import Inputs
    from chronicle.config import EventType, Grade
    from chronicle.entries.kinds import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What there is. `types` and `grades` are slugs by slug and by the key of a label, `media` the files by name.

    `articles` have their slug, or the key of their title.
    """

    types: dict[str, str]
    grades: dict[str, str]
    articles: dict[str, Article]
    media: frozenset[str]
    places: Places
    actors: Actors
    known: Known


def standing_of(project: Path) -> Standing | tuple[Problem, ...]:
    """What a project holds; or the errors in it, since what cannot be read would be imported once more."""
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return (inputs,)
    config, found = parse_config(inputs.config)
    problems = [*found, *inputs.folder.problems]
    others = tuple(_entries(inputs, problems, are_incidents=False))
    locations = tuple(entry for entry in others if isinstance(entry, Location))
    articles = tuple(entry for entry in others if isinstance(entry, Article))
    places, known = Places(locations), Known()
    for entry in _entries(inputs, problems, are_incidents=True):
        if isinstance(entry, Incident):
            known.add(entry, places.meant(entry.locations[0]) if entry.locations else "")
    errors = tuple(problem for problem in problems if problem.level == "error")
    if config is None or errors:
        return errors
    return Standing(
        types=_slugs(config.types),
        grades=_slugs(config.grades),
        articles={name_key(each.title): each for each in articles} | {each.slug: each for each in articles},
        media=frozenset(file.name for file in inputs.folder.media),
        places=places,
        actors=Actors(entry for entry in others if isinstance(entry, Actor)),
        known=known,
    )


def _entries(inputs: Inputs, problems: list[Problem], *, are_incidents: bool) -> Iterator[Entry]:
    """The entries one by one, without their texts. A cache would keep them all."""
    for file in inputs.folder.entries:
        if (file.folder == "incidents") != are_incidents:
            continue
        text = decode(file.data, file.path)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        entry, found = parse_entry(FOLDERS[file.folder], text, file.path)
        problems += found
        if entry:
            yield dataclasses.replace(entry, text=EMPTY)


def _slugs(words: tuple[EventType, ...] | tuple[Grade, ...]) -> dict[str, str]:
    return {name_key(each.label): each.slug for each in words} | {each.slug: each.slug for each in words}
