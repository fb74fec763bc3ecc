"""Languages: which one a text is written in, of those whose words the importer has. Pure."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Final

from chronicle.intake.words import DATA, Words

LONGEST: Final = 500  # words looked at: a language shows in the first lines
FEWEST: Final = 40  # words: a shorter text shows nothing
ENOUGH: Final = 0.12  # share of small words such as "the" and "of"; news English has 0.3, other languages under 0.05

_WORD: Final = re.compile(r"[^\W\d_]+")


@functools.cache
def languages() -> tuple[Words, ...]:
    """The languages there are: the folders of `data/` with a `language.toml`."""
    folders = sorted(each.name for each in DATA.iterdir() if each.joinpath("language.toml").is_file())
    return tuple(Words(name) for name in folders)


def language_of(text: str) -> Words | None:
    """The language of a text, by its small words; None for one that the importer has no words of.

    A text too short to tell is taken for the first language there is.
    """
    found = itertools.islice(_WORD.finditer(text.replace("’", "'")), LONGEST)
    told = [match.group().lower() for match in found]
    if len(told) < FEWEST:
        return languages()[0]
    share, _, best = max(
        (sum(word in words.words("language", "small") for word in told) / len(told), -number, words)
        for number, words in enumerate(languages())
    )
    return best if share >= ENOUGH else None
