"""Missing fences: what an editor wrote where a line --- must stand, and where it belongs."""

from __future__ import annotations

import re
from typing import Final

from chronicle.text.fault import Fault
from chronicle.text.yaml_brackets import LONGEST

FENCE: Final = "---"
_LIKE_A_FENCE: Final = re.compile(r"\s*[-‐‑–—−_=~*+.…]+\s*\Z")  # word processors change hyphens
_FIELD: Final = re.compile(r"\s*(?:- |[\w-]+:)")
_KEY: Final = re.compile(r"[\w-]+:(?:\s|\Z)")


def is_like_a_fence(line: str) -> bool:
    """Whether a line was meant as a fence: hyphens of any kind and number, spaces before them."""
    return bool(_LIKE_A_FENCE.match(line))


def opening_fault(text: str) -> Fault:
    """What is wrong with a text that does not begin with ---."""
    lines = text.split("\n")
    if not text.strip() or lines[0].startswith("```"):
        wrapped = "the first line must be ---; delete this line, and the line ``` at the end of the entry"
        return _missing(
            wrapped if text.strip() else "the file is empty; an entry begins with ---, its fields, and --- again", 1, ""
        )
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if first and is_like_a_fence(lines[first]):
        return _missing("an empty line stands above the first ---; delete it", 1, "")
    if is_like_a_fence(lines[0]):
        return _missing("the first line must be --- (three hyphens, nothing before or after them)", 1)
    above = f"{FENCE}\n{lines[0]}"
    if _KEY.match(lines[0]):
        return _missing("the opening --- is missing; put --- alone on a line above this one", 1, above)
    if any(line.rstrip() == FENCE for line in lines[1:4]):
        return _missing("the first line must be ---; what stands above it belongs below the second ---", 1, "")
    return _missing(
        "the first line must be --- (three hyphens, nothing before them)", 1, above if len(above) <= LONGEST else ""
    )


def closing_fault(text: str) -> Fault:
    """What is wrong with a text whose front matter does not end."""
    lines = text.split("\n")
    last = _last_field_line(lines)
    for number, line in enumerate(lines[last:], last + 1):
        if is_like_a_fence(line):
            return _missing("the closing --- is missing; this line must be --- (three hyphens)", number)
        if line.strip():
            break
    return unended(last, lines[last - 1])


def unended(number: int, line: str) -> Fault:
    """The fault of front matter whose last line is this one, of this number, and is not followed by ---."""
    message = f"the closing --- is missing; put --- alone on a line after line {number}"
    return _missing(message, number, f"{line}\n{FENCE}")


def _missing(message: str, line: int, hint: str = FENCE) -> Fault:
    return Fault("fence-missing", message, line, 1, hint=hint)


def _last_field_line(lines: list[str]) -> int:
    """The last of the lines that still look like front matter."""
    last = 1
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() and last > 1:
            break
        if _FIELD.match(line):
            last = number
    return last
