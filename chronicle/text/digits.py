"""Digits of other scripts: a date or a number written with them means the same."""

from __future__ import annotations

import unicodedata


def with_ascii_digits(text: str) -> str:
    """The text with 0-9 for the decimal digits of any script: `2024` for `٢٠٢٤`."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text)
