"""Line ends: a file is read with LF alone, and changed with the ends that it has. Pure."""

from __future__ import annotations

import re
from typing import Final

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def with_lf(text: str) -> str:
    """The text with LF for every line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text  # a letter is found sooner


def plain(text: str) -> str:
    """The text of a file as it is read: with LF line ends, without a byte order mark."""
    return with_lf(text.removeprefix("\ufeff"))


def lines_of(text: str) -> list[str]:
    """The lines of a file with their ends, as editors count them."""
    return _LINE.findall(text)
