"""The characters of a file: its bytes are read as UTF-8 with any line ends, and what no text may have."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from chronicle.problems import Problem
from chronicle.text.line_ends import with_lf

if TYPE_CHECKING:
    from collections.abc import Callable

_BEYOND: Final = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
# All but controls, halves of letters, and what Unicode will never make a letter: a page with one is no valid HTML.
ALLOWED: Final = f"[\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_BEYOND}]"
FORBIDDEN: Final = re.compile(f"[^{ALLOWED[1:]}")  # by what is allowed, which most letters are: that takes a tenth

# In HTML and XML. Its end may be missing in HTML, and it may begin with any number of zeros.
_REFERENCE: Final = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,8})(?![0-9a-fA-F])|0*([0-9]{1,9})(?![0-9]));?")


def with_letters(markup: str, instead: Callable[[int], str]) -> str:
    """The markup with something `instead` of each reference to what can be no letter, such as `&#27;`.

    U+0080 to U+009F may be referred to: readers take them for what they are in Windows-1252.
    """

    def letter(found: re.Match[str]) -> str:
        number = int(found[1], 16) if found[1] else int(found[2])
        is_letter = number <= sys.maxunicode and (number in _WESTERN or not FORBIDDEN.match(chr(number)))
        return found[0] if is_letter else instead(number)

    return _REFERENCE.sub(letter, markup) if "&#" in markup else markup


_WESTERN: Final = range(0x80, 0xA0)


def decode(data: bytes, path: str) -> str | Problem:
    """The text of a file: UTF-8, with or without a byte order mark, any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text; save the file with the encoding UTF-8"
        return Problem(path=path, line=line, column=1, code="encoding", message=message)
    return with_lf(text)
