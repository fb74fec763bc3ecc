"""Whether two places can be one: their kinds, how exact their positions are, and how far these are apart. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import PRECISIONS
from chronicle.intake.gazetteer import PRECISION

if TYPE_CHECKING:
    from chronicle.entries.kinds import Location

LEVELS: Final = ("country", "province", "district")  # from the outside in
DIVISIONS: Final = frozenset(LEVELS)
WIDE: Final = DIVISIONS | {"area", "sea"}


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far apart two positions are, the shorter way around the Earth; near enough for what is compared here."""
    north = math.radians(one[0] - other[0])
    east = math.radians((one[1] - other[1] + 180) % 360 - 180) * math.cos(math.radians((one[0] + other[0]) / 2))
    return 6371 * math.hypot(north, east)


def agree(stated: str, known: str) -> bool:
    """Whether two kinds can be those of one place: a town may be called a city, a province no town."""
    return not stated or not known or stated == known or not {stated, known} & WIDE


def precision_of(location: Location) -> str:
    """How exact the position of a location is: as it says, or as its kind does."""
    return location.precision or PRECISION.get(location.kind, "vicinity")


def rank(precision: str) -> int:
    """The order of precisions, the most exact first."""
    return PRECISIONS.index(precision)
