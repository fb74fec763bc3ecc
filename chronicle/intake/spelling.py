"""Spellings of place names: the key that the transliterations of one name share."""

from __future__ import annotations

import functools
import re
from difflib import SequenceMatcher
from typing import Final

from anyascii import anyascii

_APOSTROPHES: Final = re.compile(r"['’‘`ʼʿʾʹ´]")
_POSSESSIVE: Final = re.compile(r"['’‘`]s\b|(?<=s)['’](?= |$)")
_OTHER: Final = re.compile(r"[^a-z0-9]+", re.ASCII)
# The Arabic article, joined or apart, with its assimilated forms when joined by a hyphen.
_ARTICLE: Final = re.compile(r"\b(?:al[- ]|(?:el|ul|ar|as|ash|at|an|ad|az|ath|adh)-)(?=[a-z])")
_SAME_WORDS: Final = {"ayn": "ain", "airbase": "air base", "saint": "st", "mount": "mt", "airfield": "air field"}

_LOOSE: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"(?:ay|ai|ei|ey|eh|ah|e|y|ee|ie)", "i"),
        (r"(?:aw|au|ou|oo|o|w)", "u"),
        (r"(?:kh|q|ck|gh|g)", "k"),
        (r"ph", "f"),
        (r"dh|z", "d"),
        (r"h", ""),
        (r"[aiu]+", "a"),
        (r"(.)\1+", r"\1"),
        (r"a\b|\s+", ""),
    )
)
# Two ways to write one long vowel.
_LONG: Final = ((re.compile(r"oo|ou"), "u"), (re.compile(r"ee|ie"), "i"))


@functools.lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """`Ayn al-Asad`, `Ain Al Asad` and `‘Ayn al Asad` all give `ain asad`; empty when nothing is left."""
    plain = anyascii(_APOSTROPHES.sub("", _POSSESSIVE.sub("", name))).lower().strip()
    bare = _ARTICLE.sub("", plain)
    words = _OTHER.sub(" ", bare or plain).split()
    return " ".join(_SAME_WORDS.get(word, word) for word in words)


@functools.lru_cache(maxsize=65536)
def loose_key(key: str) -> str:
    """The consonants that transliterations of one name rarely differ in: `hassakeh` and `hasakah` agree."""
    for pattern, put in _LOOSE:
        key = pattern.sub(put, key)
    return key


def likeness(one: str, other: str) -> float:
    """How much two keys have in common, from 0 to 1; `doomdooma` and `dum duma` nearly all."""
    for pattern, put in _LONG:
        one, other = pattern.sub(put, one), pattern.sub(put, other)
    return SequenceMatcher(None, one, other).ratio()
