"""`Fault`: front matter that cannot be read, with what an editor is told of it."""

from __future__ import annotations

import re
from typing import Final

# A text in quotes as word processors make them, with none of these inside.
_TYPOGRAPHIC: Final = re.compile("[“”„«‘]([^“”„«»‘]*)[“”»’]")


class Fault(ValueError):  # noqa: N818 - it is what an editor did
    """Front matter that cannot be read: where, what, and a corrected line if one can be guessed."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of a Problem
        self, code: str, message: str, line: int, column: int, field: str = "", hint: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column = code, message, line, column
        self.field, self.hint = field, hint


def quoted(text: str) -> str:
    """The text as a YAML value in quotes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def without_typographic(text: str) -> str:
    """The text without the typographic quotes around it."""
    match = _TYPOGRAPHIC.fullmatch(text)
    return match[1] if match else text
