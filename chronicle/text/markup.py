"""Markdown → safe HTML and the references in it; the limits of a body, and what comes of one.

Links whose target is an entry, a page or a file of the site stay open: they become `href="ref:N"`, so that
the HTML can be kept when a target's address or title changes. `chronicle.text.answers` puts
them in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

MOST_EXPANDED: Final = 8_000_000  # characters that a body's link definitions can grow to where they are used
DEEPEST: Final = 40  # quotes and list marks in front of one line

WIKI_LINK: Final = r"\[\[([^\[\]|\\\n]{1,200})(?:\\?\|([^\[\]\n]{1,200}))?\]\]"
_RULE: Final = r" {0,3}([*-])(?: {0,2}\1)* *(?:\n|\Z)"  # signs that are a line across the page, however many
_NESTED = re.compile(rf"\n(?!{_RULE})(?:[ \t]*(?:>|(?:[*+-]|\d{{1,9}}[.)])(?=\s|\Z))){{{DEEPEST}}}")
_DEFINITION = re.compile(r"(?m)^ {0,3}\[[^\]\n]+\]:(?:.*\n?){1,3}")


class Reference(NamedTuple):
    """A link to something of the site. `kind` is `wiki` (an entry's name), `page` (an address) or `media`."""

    kind: str
    target: str
    label: str


class Fault(NamedTuple):
    """Something of a body that a page does not get as it is written; `sign` is the text that it stands at."""

    code: str
    message: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body as safe HTML; `references[N]` is what `ref:N` in it means."""

    html: str
    references: tuple[Reference, ...] = ()
    faults: tuple[Fault, ...] = ()


class MarkupError(ValueError):
    """A body that cannot be converted within its limits; `line` is where in it, from 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message, line)  # both, or it would not come whole from a worker
        self.message, self.line = message, line

    def __str__(self) -> str:
        return self.message


def position_in(body: str, sign: str) -> tuple[int, int]:
    """Where a text first stands in a body: lines below its first, and the column, from 1. Where not: its beginning."""
    at = max(body.find(sign), 0)
    return body.count("\n", 0, at), at - body.rfind("\n", 0, at)


def render(body: str) -> Prose:
    """Convert a body, whatever that costs (`converting` says what it may). Raise MarkupError when it is too deep."""
    if not body:
        return Prose(html="")
    _check_limits(body)
    from chronicle.text.markdown_site import converted  # noqa: PLC0415 - most builds convert nothing

    return converted(body)


def _check_limits(body: str) -> None:
    if nested := _NESTED.search("\n" + body):
        raise MarkupError(f"a line is nested more than {DEEPEST} deep", body.count("\n", 0, nested.start()))
    if "]:" not in body:
        return
    found = ((found.end() - found.start(), found.start()) for found in _DEFINITION.finditer(body))
    longest, start = max(found, default=(0, 0))
    if longest * body.count("[") > MOST_EXPANDED:
        message = "its link definitions are too long for the number of links; shorten them"
        raise MarkupError(message, body.count("\n", 0, start))
