"""Losses that many formats have in common: what they have no place for is lost wherever it is said."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from chronicle.exchange.aspects import ASPECTS
from chronicle.exchange.format import Loss

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.exchange.facts import Facts


def unsaid(aspect: str, why: str) -> Loss:
    """The loss of everything that incidents say of an aspect."""
    return Loss(aspect, why, _is_said(aspect))


@functools.cache
def _is_said(aspect: str) -> Callable[[Facts], bool]:
    """The same function whatever the format, so that it is asked once of an incident for all of them."""
    of = ASPECTS[aspect].of
    return lambda facts: bool(of(facts))
