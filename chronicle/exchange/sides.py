"""Sides: who stands against whom, for tables that have two columns for that where we have the part of each actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.exchange.facts import ActorFacts, Facts

_FIRST: Final = ("perpetrator", "suspected", "claimed")
_SECOND: Final = ("target", "affected")

Side = tuple["ActorFacts", ...]


def sides(facts: Facts) -> tuple[Side, Side]:
    """Those who did it (also as suspected or claimed), and those whom it hit, each once.

    Where no actor has such a part, the actors without a part of their own stand in their order, the first on one side
    and the others on the other. A responder is on no side.
    """
    first, second = _with(facts, _FIRST), _with(facts, _SECOND)
    if first or second:
        return first, second
    others = _with(facts, ("other",))
    return others[:1], others[1:]


def _with(facts: Facts, roles: Sequence[str]) -> Side:
    """The actors with one of these parts, by the order of the parts."""
    found: dict[str, ActorFacts] = {}
    for role in roles:
        for actor in facts.actors:
            if actor.role == role:
                found.setdefault(actor.name, actor)
    return tuple(found.values())
