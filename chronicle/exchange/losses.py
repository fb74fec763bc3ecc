"""Losses that many formats have in common: what they have no place for is lost wherever it is said."""

from __future__ import annotations

from chronicle.exchange.aspects import ASPECTS
from chronicle.exchange.format import Loss


def unsaid(aspect: str, why: str) -> Loss:
    """The loss of everything that incidents say of an aspect."""
    of = ASPECTS[aspect].of
    return Loss(aspect=aspect, why=why, is_lost=lambda facts: bool(of(facts)))
