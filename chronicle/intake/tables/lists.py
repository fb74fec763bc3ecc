"""Lists in a cell: items with a semicolon between them, a backslash before one that is part of an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL: Final = re.compile(r"[;\\]")


def listed(items: Iterable[str]) -> str:
    """Items as one cell."""
    return "; ".join(_SPECIAL.sub(r"\\\g<0>", item) for item in items)
