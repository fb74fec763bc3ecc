"""Labels: every fixed choice of the front matter has its words."""

from __future__ import annotations

from chronicle.entries.kinds import ACTOR_KINDS, PLACE_KINDS, PRECISIONS
from chronicle.entries.records import ROLES
from chronicle.pages.labels import ACTOR_LABELS, PLACE_LABELS, PRECISION_LABELS, ROLE_LABELS


def test_every_choice_has_a_label() -> None:
    """A new word in a fixed choice cannot be left without its words for readers."""
    assert tuple(ROLE_LABELS) == tuple(ROLES)
    assert tuple(PLACE_LABELS) == tuple(PLACE_KINDS)
    assert tuple(PRECISION_LABELS) == tuple(PRECISIONS)
    assert tuple(ACTOR_LABELS) == tuple(ACTOR_KINDS)
