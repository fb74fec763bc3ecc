"""The characters of a file: its bytes are read as UTF-8 with any line ends, and what no text may have."""

from __future__ import annotations

import re
from typing import Final

from chronicle.problems import Problem
from chronicle.text.line_ends import with_lf

_NO_LETTERS: Final = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
# Controls, halves of letters, and what Unicode will never make a letter: a page with one is no valid HTML.
FORBIDDEN: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_LETTERS}]")


def decode(data: bytes, path: str) -> str | Problem:
    """The text of a file: UTF-8, with or without a byte order mark, any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text; save the file with the encoding UTF-8"
        return Problem(path=path, line=line, column=1, code="encoding", message=message)
    return with_lf(text)
