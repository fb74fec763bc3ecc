"""JSON that stays data wherever it is read: the same values, written so that nothing in them is markup or a formula."""

from __future__ import annotations

import re
from typing import Final

# `<` may end the script of a page that copies the data; the two separators end a line in older scripts; a text that
# begins with one of the last four is a formula to a spreadsheet that is given the file.
_MARKUP: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})
_FORMULA: Final = re.compile('"([=+@-])')


def inert(json: str) -> str:
    """The same JSON without such characters: they only ever stand in its texts, where each can be written out."""
    return _FORMULA.sub(lambda found: f'"\\u{ord(found[1]):04x}', json.translate(_MARKUP))
