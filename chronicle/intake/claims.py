"""Claims: what each sentence of an event says about the dead and injured, and which of them still stand. Pure."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from chronicle.entries.records import Claim
from chronicle.text.counts import Count

if TYPE_CHECKING:
    from chronicle.entries.kinds import Article
    from chronicle.intake.casualties import Toll
    from chronicle.intake.events import Event
    from chronicle.intake.sightings import Sighting
    from chronicle.intake.words import Words

    ClaimAndSource = tuple[Claim, Sighting]


@functools.cache
def _who_says(words: Words) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in words.table("claims")["who"])


def claims_of(event: Event, article: Article, words: Words) -> tuple[ClaimAndSource, ...]:
    """What each sentence says of the toll; parts of a larger one are left out, overtaken ones superseded."""
    told = [sighting for sighting in _counting(event) if not _is_part(sighting, event, words)]
    exact = {
        name
        for name in ("killed", "injured")
        for sighting in told
        if not sighting.toll.vague and getattr(sighting.toll, name)
    }
    found: dict[tuple[Count | None, Count | None, str], tuple[Claim, Sighting]] = {}
    for sighting in told:
        toll, who = _without_vague(sighting.toll, exact), _who(sighting, event, words)
        if toll:
            claim = Claim(
                killed=toll.killed, injured=toll.injured, of=toll.of, source=article.slug, who=who,
                date=article.published, superseded=_is_overtaken(sighting, event, words),
            )  # fmt: skip
            found.setdefault((toll.killed, toll.injured, toll.of), (claim, sighting))
    return tuple(found.values())


def _counting(event: Event) -> tuple[Sighting, ...]:
    """The sightings with a toll; a headline and single persons count only where nothing else does."""
    told = tuple(sighting for sighting in event.sightings if sighting.toll)
    full = tuple(sighting for sighting in told if not (sighting.is_headline or sighting.toll.weak))
    return full or tuple(sighting for sighting in told if not sighting.is_headline) or told


def _without_vague(toll: Toll, exact: set[str]) -> Toll:
    if not toll.vague:
        return toll
    return dataclasses.replace(
        toll,
        killed=None if "killed" in exact and toll.killed and toll.killed.greatest is None else toll.killed,
        injured=None if "injured" in exact and toll.injured and toll.injured.greatest is None else toll.injured,
    )


def _is_part(sighting: Sighting, event: Event, words: Words) -> bool:
    """Whether the number counts only some of those counted before: `the groom's father was killed`; or attackers."""
    if sighting.toll.of == "attackers":
        return True
    for name in ("killed", "injured"):
        here: Count | None = getattr(sighting.toll, name)
        most = max((getattr(each.toll, name).least for each in event.sightings if getattr(each.toll, name)), default=0)
        if here and here.least and 2 * here.least < most and not sighting.toll.vague:
            return True
    return bool(words.any("background", "claimant").search(sighting.sentence.text))


def _is_overtaken(sighting: Sighting, event: Event, words: Words) -> bool:
    """Whether the sentence itself says that its number was an earlier one."""
    risen = (
        each
        for each in event.sightings
        if each.sentence.number > sighting.sentence.number and words.any("claims", "risen").search(each.clause)
    )
    killed = sighting.toll.killed
    if killed and any(each.toll.killed and each.toll.killed.least > killed.least for each in risen):
        return True
    early = words.any("claims", "early").search(sighting.clause)
    return bool(early) and any(each.toll for each in event.sightings if each is not sighting)


def span(claims: tuple[ClaimAndSource, ...], name: str) -> Count | None:
    """The range of the claims that stand; an open one keeps it open only when it is the highest."""
    counts: list[Count] = [getattr(claim, name) for claim, _ in claims if getattr(claim, name) and not claim.superseded]
    if not counts:
        return None
    least = min(count.least for count in counts)
    open_ended = any(count.greatest is None for count in counts)
    return Count(least, None if open_ended else max(count.greatest or 0 for count in counts))


def _who(sighting: Sighting, event: Event, words: Words) -> str:
    """Who says it; "the official" is the one whom an earlier sentence of the event introduced."""
    who = _named(sighting.sentence.text, words)
    last = who.rsplit(" ", 1)[-1]
    if not who.startswith(_article(words, "known")):
        return who
    earlier = (each.sentence.text for each in event.sightings if each.sentence.number < sighting.sentence.number)
    introduced = [name for text in earlier if (name := _named(text, words)).endswith(last)]
    return introduced[-1] if introduced and len(who.split()) == 2 else who  # noqa: PLR2004 - "the official"


def _article(words: Words, name: str) -> tuple[str, ...]:
    return tuple(f"{word} " for word in words.table("claims")[name])


def _named(text: str, words: Words) -> str:
    """Whom the first pattern names, without "a" and "an" before it."""
    for pattern in _who_says(words):
        match = pattern.search(text)
        who = match["who"].strip() if match else ""
        if who and who.lower() not in words.words("claims", "nobody"):
            head = next((word for word in _article(words, "unknown") if who.startswith(word)), "")
            return _lowered(who.removeprefix(head), words)
    return ""


def _lowered(who: str, words: Words) -> str:
    """`The official` at the head of a sentence as `the official`."""
    return who[0].lower() + who[1:] if who.startswith(_article(words, "known")) else who
