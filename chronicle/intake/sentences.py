"""Sentences: paragraphs taken apart, with the place of every sentence in its paragraph. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.intake.words import Words

_END: Final = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9À-Þ])")
LONGEST: Final = 1000  # characters; what has no full stop for longer is cut, so that no text takes long to read
HEADLINE: Final = -1  # the number that a headline has among the sentences
_INITIAL: Final = re.compile(r"(?:^|[\s(“\"])[A-Z]\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: which one of the article, in which paragraph, from which character of it."""

    number: int
    paragraph: int
    start: int
    text: str


@functools.cache
def _abbreviations(words: Words) -> frozenset[str]:
    return frozenset(word.casefold() for word in words.lines("abbreviations"))


def split_sentences(paragraphs: tuple[str, ...], words: Words) -> tuple[Sentence, ...]:
    """The sentences of the paragraphs, in order."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        for start, whole in _pieces(paragraph, words):
            for at, text in _cut(whole):
                found.append(Sentence(number=len(found), paragraph=number, start=start + at, text=text))
    return tuple(found)


def _cut(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that are not too long, with where each begins: between words, if there is a space."""
    at = 0
    while len(text) - at > LONGEST:
        space = text.rfind(" ", at, at + LONGEST + 1)
        end = space if space > at else at + LONGEST
        yield at, text[at:end].rstrip()
        at = end
        while text[at : at + 1].isspace():
            at += 1
    yield at, text[at:]


def _pieces(paragraph: str, words: Words) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _END.finditer(paragraph):
        # A look at the last words is enough, and a paragraph of nothing but full stops stays quick.
        if not _is_abbreviation(paragraph[max(start, match.start() - 80) : match.start()], match.group(), words):
            yield start, paragraph[start : match.end()].rstrip()
            start = match.end()
    if paragraph[start:].strip():
        yield start, paragraph[start:].rstrip()


def _is_abbreviation(before: str, end: str, words: Words) -> bool:
    """Whether the full stop belongs to the word before it (`Lt.`, `U.S.`, an initial)."""
    if not end.startswith(".") or len(end.rstrip()) > 1:
        return False
    if _INITIAL.search(before):
        return True
    word = re.split(r"[\s(“\"]", before)[-1].casefold()
    return word in _abbreviations(words)
