"""Questions that only editors can answer: what may be double, unused, contradictory, or not kept for later.

Nothing here is wrong for sure, so these never stop a build; they are asked by `chronicle check` and by nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from chronicle.linking.citations import origins
from chronicle.linking.references import problem_at
from chronicle.problems import Problem, counted, shortened
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chronicle.entries.kinds import Entry, Incident
    from chronicle.linking.chronicle import Chronicle, LinkedIncident
    from chronicle.text.counts import Count

NEAREST: Final = 30  # later incidents at one place that each is compared with
ALIKE: Final = 0.5  # the share of the words of two titles that both must have
_DAY: Final = dt.timedelta(days=1)
_STEM: Final = 4  # letters that tell one word from another: "rocket" and "rockets", "killed" and "kills"
_WORD: Final = re.compile(r"[^\W_]{3,}")
_ARCHIVES: Final = frozenset(
    "web.archive.org archive.org archive.today archive.ph archive.is archive.md perma.cc ghostarchive.org".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What may be right as it is, in a field of an entry, or about a file or folder that is no entry.

    A long record has thousands; where one stands in the file is looked up only when it is told.
    """

    path: str
    code: str
    message: str
    entry: Entry | None = field(default=None, compare=False, repr=False)
    where: str = ""
    hint: str = ""

    def problem(self) -> Problem:
        """The question as it is told."""
        if self.entry is None:
            return Problem(path=self.path, level="question", code=self.code, message=self.message)
        return problem_at(self.entry, self.where, self.code, self.message, level="question", hint=self.hint)


def asked(entry: Entry, where: str, code: str, message: str, hint: str = "") -> Question:
    """A question about a field of an entry, such as `sources.1.url`."""
    return Question(path=entry.path, code=code, message=message, entry=entry, where=where, hint=hint)


def questions(chronicle: Chronicle, positioned: Iterable[str] = ()) -> tuple[Question, ...]:
    """Everything worth asking of a chronicle linked with its drafts; `positioned` are pictures that hold a position."""
    return (
        *_duplicates(chronicle),
        *(found for incident in chronicle.incidents.values() for found in _of_incident(incident)),
        *_of_articles(chronicle),
        *_of_places(chronicle),
        *_of_actors(chronicle),
        *(_of_picture(path) for path in positioned),
    )


# ---- two entries for one event


def _duplicates(chronicle: Chronicle) -> Iterator[Question]:
    """Incidents with one main place, at most a day apart, whose titles are alike; a later one asks about the first."""
    by_place: dict[str, list[LinkedIncident]] = {}
    for slug in chronicle.order:
        incident = chronicle.incidents[slug]
        if incident.places and incident.entry.date.days:
            by_place.setdefault(next(iter(incident.places)), []).append(incident)
    for place, incidents in by_place.items():
        common = _stems(chronicle.places[place].name)
        titles = [_stems(incident.entry.title) - common for incident in incidents]
        twins: dict[int, int] = {}
        for first, later in _near(incidents):
            if _alike(titles[first], titles[later]) and not _told_apart(incidents[first], incidents[later]):
                twins.setdefault(later, first)
        yield from (_duplicate(incidents[first].entry, incidents[later].entry) for later, first in twins.items())


def _near(incidents: Sequence[LinkedIncident]) -> Iterator[tuple[int, int]]:
    """The pairs that are at most a day apart, of incidents that stand oldest first."""
    for first, one in enumerate(incidents):
        for later in range(first + 1, min(first + 1 + NEAREST, len(incidents))):
            if incidents[later].entry.date.first - one.entry.date.last > _DAY:
                break
            yield first, later


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


def _told_apart(one: LinkedIncident, other: LinkedIncident) -> bool:
    """Whether somebody has said that they are two: by a typed link, one article, two ids in one data set, two times."""
    if one.entry.slug in {other.part_of, other.follows} or other.entry.slug in {one.part_of, one.follows}:
        return True
    articles = {citation.article for citation in one.citations if citation.article}
    if any(citation.article in articles for citation in other.citations):
        return True
    ids = dict(one.entry.ids)
    if any(ids.get(data, value) != value for data, value in other.entry.ids):
        return True
    return bool(one.entry.time and other.entry.time and one.entry.time != other.entry.time)


def _duplicate(first: Incident, later: Incident) -> Question:
    message = (
        f"may be the event of {first.path}: one place, at most a day apart, titles alike; "
        f"if so, add duplicate_of: {first.slug}"
    )
    return asked(later, "title", "possible-duplicate", message)


# ---- one incident


def _of_incident(incident: LinkedIncident) -> Iterator[Question]:
    entry = incident.entry
    if entry.status == "withdrawn" and not entry.updates:
        message = (
            "is withdrawn, and its page cannot say when and why; add updates: [{date: …, kind: correction, text: …}]"
        )
        yield asked(entry, "status", "withdrawn-unexplained", message)
    if not incident.is_listed:
        return
    if not entry.locations:
        message = "names no place, so it is on no map and in no list of a place; add locations:"
        yield asked(entry, "locations", "incident-without-place", message)
    yield from _of_dates(entry)
    yield from _disagreements(entry)
    pairs = zip(entry.sources, incident.citations, strict=True)
    yield from _of_one_origin(incident)
    lost = [number for number, (source, cited) in enumerate(pairs) if _is_unkept(source.url, cited.archived)]
    if lost:
        yield asked(entry, f"sources.{lost[0]}.url", "source-unarchived", _unkept(len(lost) - 1))


def _of_dates(entry: Incident) -> Iterator[Question]:
    """What was added before it happened, or changed before it was added; dates of other days in other zones agree."""
    added = entry.added
    if added is None:
        return
    if entry.date.first - added.last > _DAY:
        message = f"says {added}, and this happened on {entry.date}; is one of them a slip?"
        yield asked(entry, "added", "dates-disagree", message)
    for number, update in enumerate(entry.updates):
        if added.first - update.date.last > _DAY:
            message = f"says {update.date}, and the entry was added on {added}; is one of them a slip?"
            yield asked(entry, f"updates.{number}.date", "dates-disagree", message)


def _of_one_origin(incident: LinkedIncident) -> Iterator[Question]:
    """Several sources with one voice; where the grade asks for more of them, that is a warning already."""
    cited = incident.citations
    wanted = incident.grade.min_origins if incident.grade else 0
    if len(cited) > 1 and origins(cited) == 1 and wanted <= 1:
        voice = next(citation.via or citation.publisher for citation in cited if citation.origin)
        message = f"has {len(cited)} sources, and all are the words of {shortened(voice)}; is there an independent one?"
        yield asked(incident.entry, "sources", "sources-one-origin", message)


def _unkept(others: int = 0) -> str:
    also = f", nor {'has 1 other source' if others == 1 else f'have {others} other sources'}" if others else ""
    return f"has no archived copy{also}; save the page at web.archive.org and add archived: with the address it gives"


def _is_unkept(url: str, archived: str) -> bool:
    return bool(url) and not archived and (urlsplit(url).hostname or "") not in _ARCHIVES


def _disagreements(entry: Incident) -> Iterator[Question]:
    """Claims made on one day, of one group, of which one says more than the other allows."""
    groups: dict[tuple[str, str, str], list[tuple[int, Count]]] = {}
    for number, claim in enumerate(entry.casualties):
        for what, count in (("killed", claim.killed), ("injured", claim.injured)):
            if count and not claim.superseded:
                groups.setdefault((name_key(claim.of), str(claim.date or ""), what), []).append((number, count))
    for (_, _, what), counts in groups.items():
        closed = [(count.greatest, number, count) for number, count in counts if count.greatest is not None]
        lowest, highest = min(closed, default=None), max((count.least, number, count) for number, count in counts)
        if lowest and highest[0] > lowest[0]:
            (early, before), (late, after) = sorted((lowest[1:], highest[1:]))
            message = (
                f"says {after} {what}, and casualties.{early} says {before} of the same people on the same day; "
                "is one superseded: true, or of: others?"
            )
            yield asked(entry, f"casualties.{late}.{what}", "claims-disagree", message)


# ---- articles, places, actors, pictures


def _of_articles(chronicle: Chronicle) -> Iterator[Question]:
    for article in chronicle.articles.values():
        if _is_unkept(article.entry.url, article.entry.archived):
            yield asked(article.entry, "url", "source-unarchived", _unkept())


def _of_places(chronicle: Chronicle) -> Iterator[Question]:
    used = {place for incident in chronicle.incidents.values() for place in incident.places}
    used |= {above for slug in used for above in chronicle.places[slug].ancestors}
    for slug, place in chronicle.places.items():
        if not place.entry:
            continue
        if slug not in used and not place.mentioned_by:
            message = "no incident is here or below, and no text links here; is it needed, or named otherwise there?"
            yield asked(place.entry, "name", "place-unused", message)
        elif place.here and not place.entry.coordinates:
            message = (
                f"has no coordinates; {counted(len(place.here), 'incident')} here cannot be shown where it happened"
            )
            yield asked(place.entry, "coordinates", "place-without-coordinates", message)


def _of_actors(chronicle: Chronicle) -> Iterator[Question]:
    used = {actor for incident in chronicle.incidents.values() for actor, _ in incident.actors}
    for slug in tuple(used):
        while (slug := chronicle.actors[slug].parent) and slug not in used:
            used.add(slug)
    for slug, actor in chronicle.actors.items():
        if actor.entry and slug not in used and not actor.mentioned_by:
            message = "no incident names this actor, and no text links here; is it needed, or named otherwise there?"
            yield asked(actor.entry, "name", "actor-unused", message)


def _of_picture(path: str) -> Question:
    message = (
        "says where it was taken, to whoever downloads it; if that can harm somebody, save it without its position"
    )
    return Question(path=path, code="picture-position", message=message)
