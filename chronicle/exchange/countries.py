"""Countries: the number (ISO 3166-1) that tables of others have for the two letters of a country, and back."""

from __future__ import annotations

import functools

from chronicle.config import taxonomy


@functools.cache
def _numbers() -> dict[str, str]:
    return {code: str(number) for code, number in taxonomy("country_numbers.toml").items()}


@functools.cache
def _codes() -> dict[str, str]:
    return {number: code for code, number in _numbers().items()}


def number_of(code: str) -> str:
    """The number of a country, without zeros before it; empty where there is none, as for Kosovo."""
    return _numbers().get(code, "")


def code_of(number: str) -> str:
    """The two letters of the country of a number, such as `368` or `004`; empty where there is none."""
    return _codes().get(number.lstrip("0"), "")
