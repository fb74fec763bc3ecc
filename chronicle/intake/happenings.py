"""Happenings: which types of event the words of a clause report as having happened. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.intake.words import EventWords, Words, event_ends, event_words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

KILLING: Final = "homicide"  # what "killed" alone says
GENERIC: Final = frozenset({"armed-assault", KILLING, "explosion"})  # what every attack can be called


def find_types(clause: str, words: Words) -> tuple[EventWords, ...]:
    """The types of event that a clause reports as having happened, without the vaguer words for the same.

    How the attacker was stopped says nothing of an attack that the clause tells.
    """
    attack = _types_in(_without_end(clause, words), words)
    return attack if _is_exact(attack) else _types_in(clause, words)


def tells_only_end(clause: str, words: Words) -> bool:
    """Whether a clause tells of an attack no more than how the attacker was stopped: `police shot the suspect`."""
    plain = _without_end(clause, words)
    return plain != clause and not _is_exact(_types_in(plain, words))


def _without_end(clause: str, words: Words) -> str:
    """A clause with blanks where it tells how an attacker was stopped."""
    return event_ends(words).sub(lambda found: " " * len(found.group()), clause)


def _is_exact(types: tuple[EventWords, ...]) -> bool:
    return any(each.slug not in GENERIC for each in types)


def _types_in(clause: str, words: Words) -> tuple[EventWords, ...]:
    """The types that any words of a clause report; what a flood or an elephant did is no homicide."""
    plain = words.any("matters", "nature").sub(lambda found: " " * len(found.group()), clause)
    acts = any(not _is_unreal(plain, match.start(), words) for match in words.any("events", "actions").finditer(plain))
    found = [each for each in event_words(words) if _is_reported(each, plain, words, acts=acts)]
    more = {slug for each in found for slug in each.also}
    types = most_exact(each for each in event_words(words) if each in found or each.slug in more)
    only_killed = plain != clause and all(each.slug == KILLING for each in types)
    return () if only_killed else types


def is_natural(text: str, words: Words) -> bool:
    """Whether a text names something that kills without anybody's doing."""
    return bool(words.any("matters", "nature").search(text))


def most_exact(types: Iterable[EventWords]) -> tuple[EventWords, ...]:
    """The types without those that are only vaguer words for another of them."""
    every = tuple(types)
    implied = {slug for each in every for slug in each.implies}
    kept = tuple(each for each in every if each.slug not in implied)
    exact = tuple(each for each in kept if each.slug not in GENERIC)
    told = tuple(each for each in kept if each in exact or all(each.slug in other.beside for other in exact))
    return told if exact else kept[:1]


def _is_reported(each: EventWords, clause: str, words: Words, *, acts: bool) -> bool:
    return reported(each, clause, words) is not None and (each.alone or acts)


def reported(each: EventWords, clause: str, words: Words) -> re.Match[str] | None:
    """The first words by which a clause reports a type as having happened."""
    matches = each.words.finditer(clause)
    return next((match for match in matches if not _is_unreal(clause, match.start(), words)), None)


def _is_unreal(clause: str, start: int, words: Words) -> bool:
    """Whether the words just before make it a threat, a plan, a fear, or a blame: `threatened to attack`."""
    before = clause[max(0, start - 60) : start]
    return bool(words.just_before("background", "unreal").search(before))
