"""The tree of places, with the incidents of each rolled up into those it lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.linking.chronicle import LinkedIncident, LinkedText, Place
from chronicle.linking.circles import circles, in_words
from chronicle.linking.names import Target
from chronicle.linking.references import Answers, problem_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chronicle.entries.kinds import Actor, Location


DEEPEST: Final = 20  # places that a place may lie in; a base, its district, province and country are three


def places_of(
    locations: Sequence[Location],
    incidents: Mapping[str, LinkedIncident],
    answers: Answers,
    texts: Mapping[str, LinkedText],
    backlinks: Mapping[Target, tuple[Target, ...]],
) -> dict[str, Place]:
    """All places by slug: those with an entry, and those that incidents only name."""
    known = {location.slug: location for location in locations}
    parents = parents_of("location", locations, answers)
    here: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    written: dict[str, set[str]] = {}
    above = {slug: chain(slug, parents) for slug in parents}
    for slug, incident in incidents.items():
        for place, text in incident.places.items():
            written.setdefault(place, set()).add(text)
        if not incident.is_listed:
            continue
        for place in incident.places:
            here.setdefault(place, []).append(slug)
        for place in around(incident, lambda slug: above.get(slug, ())):
            below.setdefault(place, []).append(slug)
    children: dict[str, list[str]] = {}
    for slug, parent in sorted(parents.items()):
        children.setdefault(parent, []).append(slug)
    return {
        slug: Place(
            slug=slug,
            name=known[slug].name if slug in known else min(written[slug]),
            entry=known.get(slug),
            text=texts[known[slug].path] if slug in known else LinkedText(),
            ancestors=tuple(reversed(above.get(slug, ()))),
            children=tuple(children.get(slug, ())),
            here=tuple(here.get(slug, ())),
            incidents=tuple(below.get(slug, ())),
            mentioned_by=backlinks.get(Target("location", slug), ()),
        )
        for slug in sorted({*known, *written})
    }


def around(incident: LinkedIncident, above: Callable[[str], Sequence[str]]) -> dict[str, None]:
    """The places of an incident, and those that they lie in."""
    return dict.fromkeys(place for own in incident.places for place in (own, *above(own)))


def chain(slug: str, parents: Mapping[str, str], most: int = DEEPEST) -> list[str]:
    """The places that a place lies in, from the inside out, no more than `most`."""
    found: list[str] = []
    while len(found) < most and (slug := parents.get(slug, "")):
        found.append(slug)
    return found


def parents_of(kind: str, entries: Sequence[Location | Actor], answers: Answers) -> dict[str, str]:
    """The parent of each location or actor that has one; circles are errors and are cut."""
    known = {entry.slug: entry for entry in sorted(entries, key=lambda entry: entry.slug)}
    found = {slug: answers.required(entry, "parent", kind, entry.parent) for slug, entry in known.items()}
    parents = {slug: parent for slug, parent in found.items() if parent}
    for circle in sorted(circles(parents)):
        answers.problems.append(problem_at(known[circle[0]], "parent", "circle", in_words(circle)))
        del parents[circle[0]]
    for slug in sorted(parents):
        if len(chain(slug, parents, DEEPEST + 1)) > DEEPEST:
            message = f"lies in more than {DEEPEST} places, one inside the other"
            answers.problems.append(problem_at(known[slug], "parent", "place-depth", message))
            del parents[slug]
    return parents
