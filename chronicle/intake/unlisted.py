"""Unlisted names: names that no list knows, where the words around them say that they are places. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.place_words import NEAR, description, kind_behind, kinds_behind
from chronicle.intake.spelling import place_key

if TYPE_CHECKING:
    from chronicle.intake.gazetteer import Gazetteer
    from chronicle.intake.words import Words

HEAD: Final = 8  # characters before a name at the head of a sentence
PLAIN: Final = 3  # words of a name without a kind: a longer run of capitals is an institution
LONGEST: Final = 4  # words of a name with a kind
SHORTEST: Final = 3  # letters
LONGEST_ABBREVIATION: Final = 6  # letters
CALLED_SO: Final = frozenset({"base", "airport", "site", "crossing", "port"})  # there the kind is a part of the name

_WORD_BEHIND: Final = re.compile(r" (\w+)")
_ARABIC: Final = re.compile(r"(?:al|el|as|ar|an|at|ad|ash|az)-[A-Z]")

Token = tuple[int, int, str]  # where a word starts and ends, and the word


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """A name, where it stands, the kind of place that the words say it is, and how many tokens it takes."""

    start: int
    end: int
    name: str
    kind: str
    used: int


def find_unlisted(text: str, tokens: list[Token], gazetteer: Gazetteer, kind: str) -> Unlisted | None:
    """The unlisted name that begins with the first token: `Arghistan district`; `kind` is what stands before it."""
    words, before = gazetteer.words, tokens[0][0]
    tokens = _without_owners(tokens[: _capitals(text, tokens)], gazetteer)
    start, end = tokens[0][0], tokens[-1][1]
    name = re.sub(r"['’]s?\Z", "", text[start:end])
    following = kind_behind(words).match(text[end : end + 30])
    owned = following and _is_owner_of(text, name, end, following.group().strip(), gazetteer)
    goes_on = not kind and words.expression("place_words", "goes_on").match(text, end)
    if owned or goes_on or _is_no_place(name, tokens, words) or (start > before and gazetteer.find(place_key(name))):
        return (
            None  # "the Ontario city of Guelph"; "Gare de Lyon"; a title; the next word begins a name that a list knows
        )
    kind = _kind_said(text, tokens, kind, words)
    kind = kind or (kinds_behind(words).get(following.group().strip().lower(), "") if following else "")
    inside = _is_inside(text, start, end, words)
    if not kind and _is_organisation(name, text, words):
        return None  # "a faction of the PKK in Hakkari"
    opens = start < HEAD and text[end : end + 1] == ","  # "In Taji, …"
    if not kind and inside and (opens or (len(tokens) <= PLAIN and _is_dated(text, start, end, words))):
        kind = "town"
    if not kind and inside and len(tokens) <= PLAIN:  # perhaps another spelling of a place
        return Unlisted(start=start, end=end, name=name, kind=_described(text, end, words), used=len(tokens))
    if not kind or len(tokens) > LONGEST or len(name) < SHORTEST:
        return None
    whole = f"{name}{following.group()}" if following and kind in CALLED_SO else name
    used = len(tokens) + (len(following.group().split()) if following else 0)
    return Unlisted(start=start, end=end, name=whole, kind=kind, used=used)


def _is_owner_of(text: str, name: str, end: int, following: str, gazetteer: Gazetteer) -> bool:
    """Whether the place is the one named next: `the Ontario city of Guelph`, but not `Duki district of Balochistan`."""
    words = gazetteer.words
    if not words.expression("place_words", "owned").match(text, end + len(following) + 1):
        return False
    wide = FINENESS.get(kinds_behind(words).get(following.lower(), ""), 0) <= FINENESS["district"]
    return not wide or bool(gazetteer.find(place_key(name)))


def is_capital(word: str) -> bool:
    """Whether a word can begin a name."""
    return word[0].isupper() or bool(_ARABIC.match(word))


def _capitals(text: str, tokens: list[Token]) -> int:
    """How many words with capitals, with nothing but a space between them, stand at the head of the tokens."""
    length = 1
    while (
        length < len(tokens)
        and is_capital(tokens[length][2])
        and text[tokens[length - 1][1] : tokens[length][0]] == " "
    ):
        length += 1
    return length


def _without_owners(tokens: list[Token], gazetteer: Gazetteer) -> list[Token]:
    """The tokens without those before a name that are none of it: `In Taji`, `Muslim Xinjiang`, `Bihar's Gaya`."""
    small = gazetteer.words.words("place_words", "locative")
    while len(tokens) > 1 and (tokens[0][2].lower() in small or _is_owner(tokens[0][2], gazetteer)):
        tokens = tokens[1:]
    return tokens


def _is_owner(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a capital is an adjective or in the genitive, even where its apostrophe is lost: `Yemens Abyan`."""
    owner = gazetteer.find(place_key(re.sub(r"['’]?s\Z", "", word))) if word.endswith("s") else ()
    lost = word[-2:-1].isalpha()  # the apostrophe is
    sure = {"country"} if gazetteer.find(place_key(word)) else {"country", "province"}
    owned = any(each.kind in sure or not lost for each in owner)
    return owned or word in gazetteer.words.words("place_words", "adjectives")


def _is_no_place(name: str, tokens: list[Token], words: Words) -> bool:
    titled = tokens[0][2].lower().rstrip(".") in words.words("place_words", "titles")
    pointing = name.lower() in words.words("place_words", "pointing") | words.words("place_words", "directions")
    return titled or pointing or place_key(name) in words.lines("not_places")


def _is_organisation(name: str, text: str, words: Words) -> bool:
    """Whether a name is one that a group or force goes by, or an abbreviation."""
    abbreviated = name.isupper() and len(name) <= LONGEST_ABBREVIATION and not text.isupper()
    return abbreviated or place_key(name) in _organisations(words)


@functools.cache
def _organisations(words: Words) -> frozenset[str]:
    return frozenset(
        place_key(name)
        for row in words.rows("actors")
        for name in (*row["spellings"].split("|"), *row["short"].split("|"))
    )


def _kind_said(text: str, tokens: list[Token], kind: str, words: Words) -> str:
    """The kind that the words before a name say, or its first word: `Kampung Bokara`; not "the capital" alone."""
    start = tokens[0][0]
    bare = words.expression("place_words", "bare_kind").search(text[max(0, start - NEAR) : start])
    if kind in {"city", "town"} and bare:
        kind = ""
    first: dict[str, str] = words.table("place_words")["before"]
    return kind or (first.get(tokens[0][2].lower(), "") if len(tokens) > 1 else "")


def _is_inside(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a name stands behind "in" or such a word, and is not a group's or a building's."""
    surely = words.expression("place_words", "surely_in").search(text[max(0, start - NEAR) : start])
    behind = _WORD_BEHIND.match(text, end)
    built = behind is not None and behind[1].lower() in words.words("place_words", "buildings")
    return bool(surely) and not built and not words.expression("place_words", "group_behind").match(text, end)


def _is_dated(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a name stands with a day as only a place does: `in Duki on Friday`."""
    before = words.expression("place_words", "dated_in").search(text[max(0, start - NEAR) : start])
    return bool(before and words.expression("place_words", "dated_behind").match(text, end))


def _described(text: str, end: int, words: Words) -> str:
    """The kind that a name is said to be of behind it: `, a settlement in …`."""
    found = description(words).match(text, end)
    return str(words.table("place_words")["described"][found["kind"].lower()]) if found else ""
