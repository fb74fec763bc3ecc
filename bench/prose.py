"""Sentences, and Markdown of every sort that entries have, from the word lists of the made-up record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence

    Words = Mapping[str, Sequence[str]]

_FIELD: Final = re.compile(r"\{(\w+)\}")
_PARAGRAPHS: Final = 0.80  # of all blocks
# How many of the other blocks are quotes, lists, sections, tables.
_OTHERS: Final = (7, 7, 4, 2)
# Of a hundred paragraphs, so many have a strong word, an emphasised one, a link, a piece of code.
_INLINE: Final = (12, 12, 6, 3, 67)


def filled(pattern: str, words: Words, places: Sequence[str], chance: random.Random) -> str:
    """A sentence or title: each `{field}` becomes one of the words of its list."""

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if name == "place":
            return chance.choice(places)
        if name == "number":
            return str(chance.randint(2, 60))
        found = chance.choice(words[name.lower()])
        return capital(found) if name[0].isupper() else found

    return capital(_FIELD.sub(part, pattern))


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def sentence(words: Words, places: Sequence[str], chance: random.Random) -> str:
    """One sentence that may name some of these places."""
    return filled(chance.choice(words["sentences"]), words, places, chance)


def body(words: Words, places: Sequence[str], length: int, chance: random.Random) -> list[str]:
    """Blocks of Markdown, the first a paragraph, of about so many characters in all."""
    blocks = [paragraph(words, places, chance)]
    left = length - len(blocks[0])
    while left > 0:
        make = paragraph if chance.random() < _PARAGRAPHS else chance.choices(_MAKERS, _OTHERS)[0]
        blocks.append(make(words, places, chance))
        left -= len(blocks[-1]) + 2
    return blocks


def paragraph(words: Words, places: Sequence[str], chance: random.Random) -> str:
    """Two to five sentences; one word of some is strong, emphasised, a link or code."""
    text = " ".join(sentence(words, places, chance) for _ in range(chance.randint(2, 5))).split(" ")
    at = len(text) // 2
    word = text[at].strip(".,;:“”")
    forms = (f"**{word}**", f"*{word}*", f"[{word}](https://press.example/{at}/{len(text)})", f"`{word}`", text[at])
    text[at] = chance.choices(forms, _INLINE)[0]
    return " ".join(text)


def _quote(words: Words, places: Sequence[str], chance: random.Random) -> str:
    who = capital(chance.choice(words["who"]))
    return f"> {sentence(words, places, chance)} {sentence(words, places, chance)}\n>\n> — {who}"


def _list(words: Words, places: Sequence[str], chance: random.Random) -> str:
    marks = ("1. ", "2. ", "3. ", "4. ", "5. ") if chance.random() < 1 / 3 else ("- ",) * 5
    return "\n".join(mark + sentence(words, places, chance) for mark in marks[: chance.randint(3, 5)])


def _section(words: Words, places: Sequence[str], chance: random.Random) -> str:
    return f"## {chance.choice(words['headings'])}\n\n{paragraph(words, places, chance)}"


def _table(words: Words, places: Sequence[str], chance: random.Random) -> str:
    rows = [
        f"| {chance.randint(0, 23):02}:{chance.randint(0, 59):02} | {chance.choice(places)} "
        f"| {chance.choice(words['thing'])} | {chance.randint(0, 60)} |"
        for _ in range(chance.randint(3, 7))
    ]
    return "\n".join(["| hour | place | what was hit | reports |", "|---|---|---|---:|", *rows])


_MAKERS: Final[tuple[Callable[[Words, Sequence[str], random.Random], str], ...]] = (_quote, _list, _section, _table)
