"""Quotes: the words of an article behind a value, short enough to print. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 300  # characters of a quote
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What says a value: a text of the article, and from where to where in it. No text: nothing says it.

    `sure` is False when the value was concluded rather than said.
    """

    text: str = ""
    start: int = 0
    end: int = 0
    sure: bool = True

    @property
    def quotes(self) -> tuple[str, ...]:
        """The text as a quote that holds the value, if anything says it."""
        return (quote(self.text, (self.start, self.end)),) if self.text else ()


def quotes(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """Quotes of a sentence that hold what stands at all these places: one, or more where they lie far apart."""
    found = sorted(spans)
    around = (min((start for start, _ in found), default=0), max((end for _, end in found), default=0))
    if len(text) <= LONGEST or around[1] - around[0] <= LONGEST:
        return (quote(text, around),)
    return tuple(dict.fromkeys(quote(text, span) for span in found))


def quote(text: str, span: Span = (0, 0)) -> str:
    """A sentence on one line; one that is too long is cut between words around the place that matters."""
    start, end = span
    if len(text) > LONGEST:
        room = max(0, LONGEST - (end - start))
        left = max(0, min(start - room // 2, len(text) - LONGEST))
        right = left + LONGEST
        if left:
            left = max(left, text.find(" ", left - 1, start) + 1)
        if right < len(text):
            right = max(text.rfind(" ", end, right + 1), min(end, right))
        text = text[left:right]
    return " ".join(text.split())
