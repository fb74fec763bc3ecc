"""What is said of a kept chronicle that is not what was put there; apart, since it is named where nothing is loaded."""

from __future__ import annotations


class KeptError(ValueError):
    """A row is missing, or is not what was put there."""
