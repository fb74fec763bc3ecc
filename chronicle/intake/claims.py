"""Claims: what each sentence of an event says about the dead and injured, and which of them still stand. Pure."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.records import Claim
from chronicle.text.counts import Count

if TYPE_CHECKING:
    from chronicle.entries.kinds import Article
    from chronicle.intake.events import Event
    from chronicle.intake.sightings import Sighting
    from chronicle.intake.words import Words

    ClaimAndSource = tuple[Claim, Sighting]


RIVAL: Final = 4  # times by which two counts of the same victims differ at most


@functools.cache
def _who_says(words: Words) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in words.table("claims")["who"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One number that a sentence says of an event; `stands` is False when a later one has overtaken it."""

    sighting: Sighting
    harm: str
    count: Count
    stands: bool = True


def claims_of(event: Event, article: Article, words: Words) -> tuple[ClaimAndSource, ...]:
    """What each sentence says of the toll; parts of a larger one are left out, overtaken ones superseded."""
    told = [*_told(event, "killed", words), *_told(event, "injured", words)]
    found: dict[tuple[Count | None, Count | None, str], ClaimAndSource] = {}
    for sighting in event.sightings:
        for stands in (True, False):
            here = {each.harm: each.count for each in told if each.sighting is sighting and each.stands is stands}
            if not here:
                continue
            killed, injured, of = here.get("killed"), here.get("injured"), sighting.toll.of
            claim = Claim(
                killed=killed, injured=injured, of=of, source=article.slug, who=_who(sighting, event, words),
                date=article.published, superseded=not stands,
            )  # fmt: skip
            found.setdefault((killed, injured, of), (claim, sighting))
    return tuple(found.values())


def _told(event: Event, harm: str, words: Words) -> tuple[_Told, ...]:
    """The numbers of one harm that speak of all its victims: the first one told, and those that rival or overtake it.

    A smaller number is a part unless the sentence gives it as the toll; one that is many times larger belongs to
    another story.
    """
    found: list[_Told] = []
    early_words = words.any("claims", "early")
    told = [(sighting, bool(early_words.search(sighting.clause))) for sighting in _counting(event, harm, words)]
    for sighting, early in sorted(told, key=lambda each: each[1]):  # what has been overtaken last
        count: Count = getattr(sighting.toll, harm)
        standing = [each.count.least for each in found if each.stands]
        most = max(standing, default=0)
        if not found or (count.least in standing and not early):
            found.append(_Told(sighting=sighting, harm=harm, count=count))
        elif count.least > most and words.any("claims", "risen").search(sighting.clause):
            found = [dataclasses.replace(each, stands=False) for each in found]
            found.append(_Told(sighting=sighting, harm=harm, count=count))
        elif early:
            found.append(_Told(sighting=sighting, harm=harm, count=count, stands=False))
        elif _is_rival(count, most, sighting, harm, words):
            found.append(_Told(sighting=sighting, harm=harm, count=count))
    return tuple(found)


def _is_rival(count: Count, most: int, sighting: Sighting, harm: str, words: Words) -> bool:
    """Whether a number is another count of the same victims."""
    if count.least > most:
        return most > 0 and count.least <= RIVAL * most + RIVAL and harm not in sighting.toll.vague
    as_toll = sighting.side or bool(words.any("claims", "toll").search(sighting.clause))
    return as_toll and count.least > 0 and RIVAL * count.least >= most


def _is_sum(sighting: Sighting, words: Words) -> bool:
    """Whether a sentence adds up several events: `ten people were killed in two separate attacks`."""
    match = words.any("claims", "sums").search(sighting.clause)
    return match is not None and any(start < match.start() for start, _ in sighting.toll.spans)


def _counting(event: Event, harm: str, words: Words) -> tuple[Sighting, ...]:
    """The sightings that count victims: no attackers, no sums of several events, and an exact number before "dozens".

    A headline, and single persons such as "the driver", count only where nothing else does.
    """
    told = tuple(
        sighting
        for sighting in event.sightings
        if getattr(sighting.toll, harm) is not None
        and sighting.toll.of != "attackers"
        and (event.is_only or not _is_sum(sighting, words))
        and not words.any("claims", "boasts").search(_speech(sighting))
    )
    full = tuple(sighting for sighting in told if not (sighting.is_headline or sighting.toll.weak))
    exact = tuple(sighting for sighting in full if harm not in sighting.toll.vague)
    return exact or full or tuple(sighting for sighting in told if not sighting.is_headline) or told


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
    who = _named(_speech(sighting), words)
    last = who.rsplit(" ", 1)[-1]
    if not who.startswith(_article(words, "known")):
        return who
    earlier = (each.sentence.text for each in event.sightings if each.sentence.number < sighting.sentence.number)
    introduced = [name for text in earlier if (name := _named(text, words)).endswith(last)]
    return introduced[-1] if introduced and len(who.split()) == 2 else who  # noqa: PLR2004 - "the official"


def _speech(sighting: Sighting) -> str:
    """The text that says who counts: the whole sentence, unless two sides speak in it."""
    return sighting.clause if sighting.side else sighting.sentence.text


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
