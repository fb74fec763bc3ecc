"""Dating: which of the days in a clause are the event's, and whether the clause looks back. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from chronicle.intake.happenings import find_types, reported
from chronicle.intake.words import event_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from chronicle.intake.times import TimeMention
    from chronicle.intake.words import Words

NEWS: Final = 7  # days: what lies further back is told as background, however exactly
REACH: Final = 31  # days: an event that a story dates, but that lies further back, is its background
LEAD: Final = 2  # the number of the last sentence in which a look back is an aside


def with_reactions(clause: str, times: tuple[TimeMention, ...], words: Words) -> tuple[TimeMention, ...]:
    """The days, those of what people did after the event as days of saying: `mourned on Friday after a boy shot …`."""
    times = _with_first_of_two(clause, times, words)
    link = words.expression("background", "reaction").search(clause)
    if not link or not find_types(clause[link.end() :], words):
        return times
    before = clause[: link.start()]
    told = find_types(before, words) or words.any("background", "harmed").search(before)
    if told and not words.any("background", "aftermath").search(before):
        return times
    return tuple(dataclasses.replace(time, said=time.said or time.end <= link.start()) for time in times)


def _with_first_of_two(clause: str, times: tuple[TimeMention, ...], words: Words) -> tuple[TimeMention, ...]:
    """The days, the first as one of saying where it is what was done about an event that is told with another day.

    `Hunted on Friday for the men who shot two people on Thursday`; not `on Friday shot a man who …`.
    """
    own = [time for time in times if not time.said]
    if len(own) < 2 or own[0].start == 0 or not find_types(clause, words):  # noqa: PLR2004 - one of two
        return times
    first, told = own[0], min(told_at(clause, words), default=-1)
    if not first.end <= told < own[-1].end or not words.expression("background", "about").search(
        clause[first.end : told]
    ):
        return times
    return tuple(dataclasses.replace(time, said=True) if time is first else time for time in times)


def told_at(clause: str, words: Words) -> Iterator[int]:
    """The characters at which the words begin by which a clause tells what happened, or who was harmed."""
    yield from (match.start() for each in event_words(words) if (match := reported(each, clause, words)))
    if harmed := words.any("background", "harmed").search(clause):
        yield harmed.start()


def is_old(times: tuple[TimeMention, ...], today: dt.date) -> bool:
    """Whether every day that a clause names is long past."""
    days = [(today - time.day).days for time in times if not time.said]
    return bool(days) and min(days) > REACH


def looks_back(clause: str, words: Words, *, recent: bool, at: int) -> bool:
    """Whether it sums up or looks back; a sentence that names a recent day is taken at its word up to that phrase.

    `at` is the number of the sentence: what the first says to have been done is news.
    """
    match, leads = words.any("background", "summing_up").search(clause), at <= LEAD
    if match and at <= 0 and words.any("background", "done").fullmatch(match.group()):
        match = words.any("background", "summing_up").search(clause, match.end())
    if not match:
        return False
    again = words.any("background", "definite").search(clause[: match.start()])
    risen = leads and words.any("claims", "risen").search(clause)  # "the toll from a series of blasts has risen"
    if again and (recent or risen):
        return False
    aside = (leads or again) and match.start() > len(clause) // 2 and "," in clause[: match.start()]
    if leads and words.expression("background", "ranked").search(clause[: match.start()]):
        return False
    if (
        leads and recent and find_types(clause[: match.start()], words)
    ):  # "killed nine in a series of attacks on Monday"
        return False
    return match.start() < len(clause) // 3 or not (recent or bool(aside))
