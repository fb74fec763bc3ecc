"""`Known`: what the last build came to, so that the next one need not come to it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Of incidents that would come to the same now: what was `told` of each (see `Card`), and `counted` (`counting`).

    `published` is what was counted of all incidents, as they were, in the order of the files for machines; nothing when
    that is not known.
    """

    told: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)


UNKNOWN: Final = Known()
