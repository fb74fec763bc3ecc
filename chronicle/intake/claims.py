"""Claims: what each sentence of an event says about the dead and injured, and which of them still stand. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.entries.records import Claim
from chronicle.intake.casualties import Toll
from chronicle.intake.words import phrases
from chronicle.text.counts import Count

if TYPE_CHECKING:
    from chronicle.entries.kinds import Article
    from chronicle.intake.events import Event
    from chronicle.intake.sightings import Sighting

    ClaimAndSource = tuple[Claim, Sighting]

_RISEN: Final = re.compile(r"\b(?:rises?|rose|risen|climbed|increased|jumped|revised|updated)\b", re.IGNORECASE)
_WHO: Final = (
    re.compile(r",[”\"]? (?P<who>[^,“”\"]{3,60}?) (?:said|told|added|confirmed)\b"),
    re.compile(
        r"\A(?P<who>(?:A|An|The|One|Two|Another)? ?[^,“”\"]{3,60}?)(?:, [^,]{3,60},)? "
        r"(?:said|told|confirmed|reported|announced)\b"
    ),
    re.compile(r"\baccording to (?P<who>[^,.“”\"]{3,60}?)(?: who\b.*)?(?=[,.]|\Z)"),
)


def claims_of(event: Event, article: Article) -> tuple[ClaimAndSource, ...]:
    """What each sentence says of the toll; parts of a larger one are left out, overtaken ones superseded."""
    told = [sighting for sighting in event.sightings if sighting.toll and not _is_part(sighting, event)]
    exact = {
        name
        for name in ("killed", "injured")
        for sighting in told
        if not sighting.toll.vague and getattr(sighting.toll, name)
    }
    found: dict[tuple[Count | None, Count | None, str], tuple[Claim, Sighting]] = {}
    for sighting in told:
        toll, who = _without_vague(sighting.toll, exact), _who(sighting, event)
        if toll:
            claim = Claim(
                killed=toll.killed, injured=toll.injured, of=toll.of, source=article.slug, who=who,
                date=article.published, superseded=_is_overtaken(sighting, event),
            )  # fmt: skip
            found.setdefault((toll.killed, toll.injured, toll.of), (claim, sighting))
    return tuple(found.values())


def _without_vague(toll: Toll, exact: set[str]) -> Toll:
    if not toll.vague:
        return toll
    return Toll(
        killed=None if "killed" in exact and toll.killed and toll.killed.greatest is None else toll.killed,
        injured=None if "injured" in exact and toll.injured and toll.injured.greatest is None else toll.injured,
        of=toll.of,
    )


def _is_part(sighting: Sighting, event: Event) -> bool:
    """Whether the number counts only some of those counted before: `the groom's father was killed`; or attackers."""
    if sighting.toll.of == "attackers":
        return True
    for name in ("killed", "injured"):
        here: Count | None = getattr(sighting.toll, name)
        most = max((getattr(each.toll, name).least for each in event.sightings if getattr(each.toll, name)), default=0)
        if here and here.least and 2 * here.least < most and not sighting.toll.vague:
            return True
    return bool(phrases("claimant").search(sighting.sentence.text)) or sighting.sentence.text.startswith("The claim")


def _is_overtaken(sighting: Sighting, event: Event) -> bool:
    """Whether the sentence itself says that its number was an earlier one."""
    risen = (
        each
        for each in event.sightings
        if each.sentence.number > sighting.sentence.number and _RISEN.search(each.clause)
    )
    killed = sighting.toll.killed
    if killed and any(each.toll.killed and each.toll.killed.least > killed.least for each in risen):
        return True
    early = re.search(
        r"\b(?:earlier|initially|previously|at first|had (?:said|put|reported))\b", sighting.clause, re.IGNORECASE
    )
    return bool(early) and any(each.toll for each in event.sightings if each is not sighting)


def span(claims: tuple[ClaimAndSource, ...], name: str) -> Count | None:
    """The range of the claims that stand; an open one keeps it open only when it is the highest."""
    counts: list[Count] = [getattr(claim, name) for claim, _ in claims if getattr(claim, name) and not claim.superseded]
    if not counts:
        return None
    least = min(count.least for count in counts)
    open_ended = any(count.greatest is None for count in counts)
    return Count(least, None if open_ended else max(count.greatest or 0 for count in counts))


def _who(sighting: Sighting, event: Event) -> str:
    """Who says it; "the official" is the one whom an earlier sentence of the event introduced."""
    who = _named(sighting.sentence.text)
    last = who.rsplit(" ", 1)[-1]
    if not who.lower().startswith("the "):
        return who
    earlier = (each.sentence.text for each in event.sightings if each.sentence.number < sighting.sentence.number)
    introduced = [name for text in earlier if (name := _named(text)).endswith(last)]
    return introduced[-1] if introduced and len(who.split()) == 2 else who  # noqa: PLR2004 - "the official"


def _named(text: str) -> str:
    for pattern in _WHO:
        match = pattern.search(text)
        if match and match["who"].strip().lower() not in {"it", "they", "he", "she", "who", "and he"}:
            return re.sub(
                r"\A(?:A|An|and|the|The) ", lambda word: "the " if word.group()[0] in "tT" else "", match["who"].strip()
            )
    return ""
