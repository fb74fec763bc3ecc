"""Known incidents: whether a draft tells of an incident that the chronicle has, and why one thinks so. Pure."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.fields import write_record
from chronicle.entries.records import Source
from chronicle.entries.tolls import shown_count
from chronicle.intake.atlas import apart
from chronicle.intake.words import ENGLISH, event_words
from chronicle.text.dates import MOST_DAYS_SHOWN
from chronicle.text.slugs import slugify
from chronicle.text.yaml_text import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.entries.kinds import Incident
    from chronicle.entries.records import Claim, Role
    from chronicle.intake.atlas import Atlas, Whereabouts
    from chronicle.intake.catalogue import Catalogue
    from chronicle.intake.words import EventWords
    from chronicle.text.dates import When
    from chronicle.text.yaml_text import Plain

NEAR: Final = 25  # kilometres: papers name the town, the suburb or the base
BLAMED: Final = frozenset({"perpetrator", "suspected", "claimed"})
DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Likeness:
    """Why two accounts are thought to tell of one incident; the greater, the more alike."""

    closeness: int
    shared_types: int
    same_toll: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A draft's known incident: why, what the draft says differently, and what it adds.

    `others` are further incidents that it could be; `cited` says that the incident names the article already.
    """

    incident: Incident
    reason: str
    differences: tuple[str, ...]
    source: Source
    claims: tuple[Claim, ...] = ()
    others: tuple[str, ...] = ()
    cited: bool = False

    @property
    def is_withdrawn(self) -> bool:
        """Whether editors took the incident back: nothing is added to it by itself."""
        return self.incident.status == "withdrawn"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that an editor would add to the incident's file."""
        written: dict[str, Plain] = {"sources": [write_record(self.source)]}
        if self.claims:
            written["casualties"] = [write_record(claim) for claim in self.claims]
        return () if self.cited else tuple(yaml_text(written).splitlines())


# ---- whether two accounts tell of one incident


def same_incident(draft: Incident, incident: Incident, atlas: Atlas) -> Likeness | None:
    """Why a draft tells of an incident: its place, date and kind all agree; None when one of them does not."""
    date = _same_date(draft.date, incident.date)
    place = _same_place(draft, incident, atlas)
    kind = _same_kind(draft, incident)
    if not (date and place and kind):
        return None
    tolls = [
        shown_count(draft.casualties, name) == count
        for name in ("killed", "injured")
        if (count := shown_count(incident.casualties, name))
    ]
    countrywide = place[0] == 0
    if countrywide and not (date[0] and kind[0]):  # a country is no place: day and type must then be the same
        return None
    return Likeness(
        closeness=date[0] + place[0],
        shared_types=kind[0],
        same_toll=bool(tolls) and all(tolls),
        reason=f"{place[1]}; {date[1]}; {kind[1]}",
    )


def _same_date(one: When, other: When) -> tuple[int, str] | None:
    """How near two dates are: 2 for one that both may mean; none for dates coarser than a month."""
    first, last = _days(one)
    begin, end = _days(other)
    if max(last - first, end - begin).days >= MOST_DAYS_SHOWN:
        return None
    if first <= end and begin <= last:
        return 2, f"the same day ({other})" if one.is_day and other.is_day else f"{one} may be {other}"
    if one.start.day and other.start.day and first - end <= DAY and begin - last <= DAY:
        return 0, f"one day apart ({one}, {other})"
    return None


def _days(when: When) -> tuple[dt.date, dt.date]:
    """The first and last day of a date; of an open one the end of its beginning, which is what is reported."""
    return when.first, when.start.last if when.open_ended else when.last


def _same_place(draft: Incident, incident: Incident, atlas: Atlas) -> tuple[int, str] | None:
    """How near the places are: 3 for the same entry, 2 for near ones or one in the other, 0 in a country alone."""
    here = [atlas.find(text) for text in draft.locations]
    there = [atlas.find(text) for text in incident.locations]
    found = [near for one in here for other in there if (near := _near(one, other))]
    return max(found, key=lambda near: near[0], default=None)


def _near(one: Whereabouts, other: Whereabouts) -> tuple[int, str] | None:
    if one.slug == other.slug:
        return (0 if one.is_country else 3), f"the same place ({other.name})"
    for inner, outer in ((one, other), (other, one)):
        if outer.slug in inner.around:
            return (0 if outer.is_country else 2), f"{inner.name} lies in {outer.name}"
    kilometres = apart(one, other)
    if kilometres is not None and kilometres <= NEAR:
        return 2, f"{one.name} is {kilometres:.0f} km from {other.name}"
    return None


def _same_kind(draft: Incident, incident: Incident) -> tuple[int, str] | None:
    """How many types two incidents share; 0 when one says it in vaguer words, or in others of its family."""
    here, there = ({slugify(text): None for text in entry.types} for entry in (draft, incident))
    shared = [slug for slug in here if slug in there]
    if shared:
        return len(shared), f"both {' and '.join(_spoken(slug) for slug in shared)}"
    for one in here:
        for other in there:
            if _alike(one, other):
                return 0, f"{_spoken(one)} and {_spoken(other)} can be one"
    return None


def _alike(one: str, other: str) -> bool:
    known = _event_words()
    first, second = known.get(one), known.get(other)
    if first and second and first.family == second.family:
        return True
    return bool((first and other in first.implies) or (second and one in second.implies))


@functools.cache
def _event_words() -> dict[str, EventWords]:
    return {words.slug: words for words in event_words(ENGLISH)}


def _spoken(slug: str) -> str:
    return slug.replace("-", " ")


# ---- which of the known incidents it is


def find_known(drafts: tuple[Incident, ...], catalogue: Catalogue, atlas: Atlas) -> tuple[Match | None, ...]:
    """For each draft of an article the known incident it tells of; no two drafts get the same one."""
    options = [_options(draft, catalogue, atlas) for draft in drafts]
    ranked = sorted(
        (
            (_rank(drafts[number], known, likeness), number, known)
            for number, found in enumerate(options)
            for known, likeness in found.values()
        ),
        key=lambda each: (*(-part for part in each[0]), each[1], each[2].slug),
    )
    chosen: dict[int, Incident] = {}
    given: set[str] = set()
    for _, number, known in ranked:
        if number not in chosen and known.slug not in given:
            chosen[number] = known
            given.add(known.slug)
    return tuple(
        _match(draft, chosen[number], options[number], atlas) if number in chosen else None
        for number, draft in enumerate(drafts)
    )


def find_told(draft: Incident, incidents: Iterable[Incident], path: str, atlas: Atlas) -> Match | None:
    """The incident of an article that tells a draft in the same sentence: the date and kind agree, wherever it is."""
    for known in incidents:
        date, kind = _same_date(draft.date, known.date), _same_kind(draft, known)
        if date and kind:
            reason = f"{path} tells it in the same sentence; {date[1]}; {kind[1]}"
            likeness = Likeness(closeness=0, shared_types=0, same_toll=False, reason=reason)
            return _match(draft, known, {known.slug: (known, likeness)}, atlas)
    return None


_Options = dict[str, "tuple[Incident, Likeness]"]


def _options(draft: Incident, catalogue: Catalogue, atlas: Atlas) -> _Options:
    """The incidents that a draft can tell of; one marked as a duplicate stands for the incident it points to."""
    found: _Options = {}
    for incident in catalogue.incidents_around(draft.date):
        likeness = same_incident(draft, incident, atlas)
        known = catalogue.original(incident) if likeness else incident
        if likeness and (known.slug not in found or found[known.slug][1] < likeness):
            found[known.slug] = (known, likeness)
    return found


def _rank(draft: Incident, known: Incident, likeness: Likeness) -> tuple[int, ...]:
    return (
        known.status != "withdrawn",
        _cites(known, draft),
        likeness.closeness,
        likeness.shared_types,
        likeness.same_toll,
    )


def _cites(known: Incident, draft: Incident) -> bool:
    """Whether the incident names the draft's article: an import that was broken off wrote it."""
    articles = {source.article for source in draft.sources}
    return any(source.article in articles for source in known.sources)


def _match(draft: Incident, known: Incident, options: _Options, atlas: Atlas) -> Match:
    return Match(
        incident=known,
        reason=options[known.slug][1].reason,
        differences=tuple(_differences(draft, known, atlas)),
        source=draft.sources[0] if draft.sources else Source(),
        claims=_new_claims(draft, known),
        others=tuple(sorted(other.path for slug, (other, _) in options.items() if slug != known.slug)),
        cited=_cites(known, draft),
    )


def _differences(draft: Incident, known: Incident, atlas: Atlas) -> Iterable[str]:
    """What the draft says otherwise than the incident, each as `field: draft's (known: incident's)`."""
    if str(draft.date) != str(known.date):
        yield f"date: {draft.date} (known: {known.date})"
    here = tuple(atlas.find(text) for text in draft.locations)
    there = tuple(atlas.find(text) for text in known.locations)
    if here and here[0].slug not in {place.slug for place in there}:
        yield f"place: {here[0].name} (known: {there[0].name if there else 'none'})"
    for name in ("killed", "injured"):
        mine, theirs = (shown_count(entry.casualties, name) for entry in (draft, known))
        told = {getattr(claim, name) for claim in known.casualties}
        if mine is not None and mine != theirs and mine not in told:
            yield f"{name}: {mine} (known: {'nothing' if theirs is None else theirs})"
    blamed = (each for each in draft.actors if each.role in BLAMED and not _is_named(each, known))
    if names := ", ".join(f"{each.actor} ({each.role})" for each in blamed):
        yield f"actors: {names} (known: {', '.join(each.actor for each in known.actors) or 'none'})"


def _is_named(role: Role, known: Incident) -> bool:
    """Whether an incident gives an actor that part."""
    return any((slugify(each.actor), each.role) == (slugify(role.actor), role.role) for each in known.actors)


def _new_claims(draft: Incident, known: Incident) -> tuple[Claim, ...]:
    """The draft's numbers that no claim of the incident has."""
    there = {(claim.killed, claim.injured, claim.of) for claim in known.casualties}
    return tuple(
        claim
        for claim in draft.casualties
        if not claim.superseded and (claim.killed, claim.injured, claim.of) not in there
    )
