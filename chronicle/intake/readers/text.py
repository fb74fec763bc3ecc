"""Reads plain text: hard-wrapped lines, indented paragraphs, any encoding that Windows wrote. Pure."""

from __future__ import annotations

import re
from typing import Final

from chronicle.intake.readers.decoding import decoded
from chronicle.intake.readers.raw import LARGEST, TOO_LONG, RawText, cleaned, digest
from chronicle.problems import Problem

_INDENTED: Final = re.compile(r"(?m)(?<=[^\s])[ \t]*\n(?=(?: {2,}|\t|\u3000)[^\s])")
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_UNDER: Final = re.compile(r"\n\S")  # a line at the margin below another line
_BROKEN_WORD: Final = re.compile(r"(?<=\w)-\n(?=\w)(\S+)[ \t]?")


def read_text(seed: str, data: bytes) -> RawText | Problem:
    """The text of a seed at a path."""
    if len(data) > LARGEST:
        return Problem(path=seed, code="seed-large", message=TOO_LONG)
    text = _rejoined(_parted(cleaned(decoded(data))))
    if not text.strip():
        return Problem(path=seed, message="has no text", code="seed-empty")
    return RawText(seed=seed, sha256=digest(data), text=text, is_text=True)


def _parted(text: str) -> str:
    """The text with an empty line before each indented one, where wrapped paragraphs are parted by nothing else."""
    blocks = _BLANK.split(text.strip("\n"))
    return "\n\n".join(_INDENTED.sub("\n\n", block) if _UNDER.search(block) else block for block in blocks)


def _rejoined(text: str) -> str:
    """The text with words that were cut at a hyphen whole again; the hyphen stays, since it may belong to the word."""
    return _BROKEN_WORD.sub(r"-\1\n", text)
