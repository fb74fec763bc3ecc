"""JSON that stays data wherever it is read: the same values, written so that nothing in them is markup or a formula."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# `<` may end the script of a page that copies the data; the two separators end a line in older scripts; a text that
# begins with one of the last four is a formula to a spreadsheet that is given the file.
_MARKUP: Final = re.compile("[<>&\u2028\u2029]")  # on long texts nine times as fast as str.translate
_FORMULA: Final = re.compile('"([=+@-])')
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> str:
    """A value in one line."""
    return inert(_ENCODER.encode(value))


def document(value: object) -> bytes:
    """A small file that people read as well, indented."""
    return (inert(json.dumps(value, ensure_ascii=False, indent=1)) + "\n").encode("utf-8", "replace")


def collection(top: str, items: Iterable[object]) -> Iterator[bytes]:
    """A file of any size, a line each item; `top` is the object around them, cut off before their list."""
    between = f"{top}[\n"
    for item in items:
        yield f"{between}{compact(item)}".encode("utf-8", "replace")
        between = ",\n"
    end = "\n]}\n" if between == ",\n" else f"{between}\n]}}\n"
    yield end.encode("utf-8", "replace")


def inert(json: str) -> str:
    """The same JSON without such characters: they only ever stand in its texts, where each can be written out."""
    return _FORMULA.sub(lambda found: f'"{_escape(found[1])}', _MARKUP.sub(lambda found: _escape(found[0]), json))


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}"
