"""Copies: articles that carry one text, known by the sentences they share, so that one agency is one origin."""

from __future__ import annotations

import functools
import hashlib
import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.sentences import split_sentences
from chronicle.intake.words import agencies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.entries.kinds import Article
    from chronicle.intake.words import Words

ENOUGH: Final = 0.8  # the share of sentences that makes a copy; papers cut some and put in a line of their own
FEWEST_WORDS: Final = 5  # shorter sentences ("Police came.") are nobody's
TELLING: Final = 8  # words: a lead as long as this is never written twice by chance; an excerpt may be no more
LONGER: Final = 2  # times as long as a whole known text: then the new one is more than a copy

_WORD: Final = re.compile(r"\w+")
_ESCAPED: Final = re.compile(r"\\(?=[^\w\s])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The article entry whose text a new one carries: its path, publisher and agency, the sentences shared."""

    path: str
    publisher: str
    agency: str
    share: float
    shared: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What is kept of a known text: whose it is, how many sentences it has, and whether they are all there were."""

    path: str
    publisher: str
    agency: str
    length: int
    is_whole: bool


def sentence_key(sentence: str) -> int | None:
    """What two printings of a sentence share: its words, whatever the case and the signs between; None if short."""
    words = _WORD.findall(sentence.casefold())
    if len(words) < FEWEST_WORDS:
        return None
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest())


def sentence_keys(paragraphs: Iterable[str], words: Words) -> dict[int, int]:
    """The keys of the sentences of a text, with the words each has."""
    found: dict[int, int] = {}
    for sentence in split_sentences(tuple(paragraphs), words):
        key = sentence_key(sentence.text)
        if key is not None:
            found[key] = len(sentence.text.split())
    return found


def agency_of(article: Article) -> str:
    """The agency whose text an article carries: the one it names, or its publisher if that is one."""
    return article.via or (article.publisher if is_agency(article.publisher) else "")


def is_agency(name: str) -> bool:
    """Whether a name is an agency's."""
    return name in _agencies()


@functools.cache
def _agencies() -> frozenset[str]:
    return frozenset(name for _, name in agencies())


class Texts:
    """The sentences of all known articles; what a new one shares with them is found without reading them again."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._texts: list[_Text] = []
        self._where: dict[int, list[int]] = {}

    def add(self, article: Article) -> None:
        """Take in the text that an article entry keeps, be it whole or an excerpt."""
        plain = _ESCAPED.sub("", html.unescape(article.body))
        keys = sentence_keys((" ".join(block.split()) for block in plain.split("\n\n")), self._words)
        if not keys:
            return
        text = _Text(
            path=article.path,
            publisher=article.publisher,
            agency=agency_of(article),
            length=len(keys),
            is_whole=article.rights == "full",
        )
        for key in keys:
            self._where.setdefault(key, []).append(len(self._texts))
        self._texts.append(text)

    def find(self, paragraphs: tuple[str, ...]) -> Copy | None:
        """The known article that has the text of a new one; one with an agency goes before others."""
        keys = sentence_keys(paragraphs, self._words)
        shared: Counter[int] = Counter(number for key in keys for number in self._where.get(key, ()))
        found = [
            (bool(text.agency), share, -number)
            for number, count in shared.items()
            if (share := _share(text := self._texts[number], count, len(keys))) >= ENOUGH
        ]
        for _, share, number in sorted(found, reverse=True):
            text = self._texts[-number]
            both = frozenset(key for key in keys if -number in self._where.get(key, ()))
            if len(both) > 1 or any(keys[key] >= TELLING for key in both):
                return Copy(path=text.path, publisher=text.publisher, agency=text.agency, share=share, shared=both)
        return None


def _share(text: _Text, shared: int, length: int) -> float:
    """How much of the known text, or of the shorter of two whole ones, the other has."""
    if not text.is_whole:
        return shared / text.length
    return 0.0 if length > LONGER * text.length else shared / min(text.length, length)
