"""A claim as it is written in one line, such as `3 killed, 1-5 injured, of=civilians, source=Reuters`. Pure."""

from __future__ import annotations

import re
from typing import Final

from chronicle.entries.fields import entry_fields
from chronicle.entries.records import Claim
from chronicle.problems import did_you_mean, shortened

KEYS: Final = tuple(field.name for field in entry_fields(Claim))
_FORMS: Final = ", ".join(f"{key}=…" for key in KEYS)
_COUNTED: Final = re.compile(r"(\d[\d+-]*)\s+(killed|injured)")
_NAMED: Final = re.compile(r"([a-z]+)\s*=\s*(.*)", re.DOTALL)
# A comma parts two values only before what begins one: names of people and papers have commas.
_BETWEEN: Final = re.compile(r"\s*,\s*(?=[a-z]+\s*=|\d[\d+-]*\s+(?:killed|injured)\b)")


def claim_fields(text: str) -> dict[str, str]:
    """The fields of a claim. Raise ValueError, in words, for what is none."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        key, value = _pair(part)
        if key in found:
            raise ValueError(f"{key} stands twice; write two claims")
        found[key] = value
    return found


def _pair(part: str) -> tuple[str, str]:
    if counted := _COUNTED.fullmatch(part):
        return counted[2], counted[1]
    named = _NAMED.fullmatch(part)
    if named and named[1] in KEYS:
        return named[1], named[2].strip()
    guess = did_you_mean(named[1], KEYS) if named else ""
    raise ValueError(f"{shortened(part)} is no part of a claim{guess}; write 3 killed, or one of {_FORMS}")
