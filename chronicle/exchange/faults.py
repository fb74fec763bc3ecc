"""Faults: what is wrong with a cell of a row or a value of a record, and the two ways in which a plain cell is read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from chronicle.entries.values import LONGEST_LINE
from chronicle.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a cell: the row is left out, unless it is only a warning."""

    target: str
    message: str
    is_warning: bool = False


class Unreadable(ValueError):  # noqa: N818 - no error of the program: a cell to be told of
    """A cell that cannot be read."""

    def __init__(self, target: str, message: str) -> None:
        super().__init__(message)
        self.target = target


def missing(target: str) -> NoReturn:
    """Raise Unreadable for a value that must be there."""
    raise Unreadable(target, "is missing")


def in_json(value: object) -> str:
    """A value of a record as far as a message can show it, as it stands in the file: `[null, 3]`."""
    return shortened(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def country_code(text: str) -> str:
    """The two letters of a country; nothing stays nothing. Raise Unreadable."""
    if text and not re.fullmatch("[A-Z]{2}", text):
        raise Unreadable("country_code", f"{shortened(text)} is not a two-letter country code such as IQ")
    return text


def line_of(row: Mapping[str, str], target: str) -> str:
    """A cell as one line of text; empty when there is none."""
    text = " ".join(row.get(target, "").split())
    if len(text) > LONGEST_LINE:
        raise Unreadable(target, f"is longer than {LONGEST_LINE} characters")
    return text


def choice_of(row: Mapping[str, str], target: str, options: Sequence[str]) -> str:
    """A cell that holds one of a few words; empty when there is none."""
    text = line_of(row, target).lower()
    if text and text not in options:
        raise Unreadable(target, f"{shortened(text)} is not one of {', '.join(options)}")
    return text
