"""The words of ACLED: which event type and disorder a sub-event belongs to, and what each side of it is called."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.config import taxonomy

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class SubEvent:
    """A sub-event type: what it belongs to, and the event type of ours that it is read as."""

    event: str
    disorder: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All words: sub-events by name, sorts of actors by our kinds, marchers by event type, and the order of sorts."""

    sub_events: Mapping[str, SubEvent]
    sides: Mapping[str, str]
    marchers: Mapping[str, str]
    order: tuple[str, ...]

    def side(self, kind: str, event: str = "") -> str:
        """What an actor of a kind is to ACLED; civilians as those who begin an event of such a type."""
        return self.marchers.get(event, self.sides[kind]) if kind == "civilians" else self.sides.get(kind, "")

    def interaction(self, first: str, second: str) -> str:
        """The sorts of both sides in ACLED's order: `State forces-Civilians`, `Rebel group only`."""
        known = sorted(filter(None, (first, second)), key=self.order.index)
        return "-".join(known) if len(known) > 1 else f"{known[0]} only" if known else ""


@functools.cache
def words() -> Words:
    """The words as the data file has them."""
    data = taxonomy("acled.toml")
    return Words(
        sub_events={name: SubEvent(**each) for name, each in data["sub_events"].items()},
        sides=data["sides"],
        marchers=data["marchers"],
        order=tuple(data["order"]),
    )


def read_as(types: tuple[str, ...]) -> tuple[str, ...]:
    """The types after writing and reading, by the names that the built-in types have."""
    name = next(filter(None, map(_built_in().get, types)), "")
    return (words().sub_events[name].type,) if name else ()


@functools.cache
def _built_in() -> dict[str, str]:
    """The sub-event of each built-in type; empty where ACLED has none."""
    return {slug: kind["acled"] for slug, kind in taxonomy("types.toml").items()}
