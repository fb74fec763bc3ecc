"""JSON that stays data wherever it is read: the same values, written so that nothing in them is markup or a formula."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, TypeVar

from chronicle.exchange.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable

Item = TypeVar("Item")

# `<` may end the script of a page that copies the data; the two separators end a line in older scripts; a text that
# begins with one of the last four is a formula to a spreadsheet that is given the file.
_MARKUP: Final = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_FORMULA: Final = re.compile('"([=+@-])')
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))

quoted: Final = json.encoder.encode_basestring  # a text as JSON; `inert` is to be asked of what it becomes a part of


def compact(value: object) -> str:
    """A value in one line."""
    return inert(_ENCODER.encode(value))


def document(value: object) -> bytes:
    """A small file that people read as well, indented."""
    return (inert(json.dumps(value, ensure_ascii=False, indent=1)) + "\n").encode("utf-8", "replace")


def collection(top: str, value: Callable[[Item], object]) -> Layout[Item]:
    """A file of any size, a line each item; `top` is the object around them, cut off before their list."""
    return Layout(head=f"{top}[\n", record=lambda item: compact(value(item)), between=",\n", tail="\n]}\n")


def inert(json: str) -> str:
    """The same JSON without such characters: they only ever stand in its texts, where each can be written out."""
    for sign, written in _MARKUP.items():  # one after the other: most are in no text, which is told at once
        json = json.replace(sign, written)
    return _FORMULA.sub(lambda found: f'"\\u{ord(found[1]):04x}', json)
