"""Mentions: where a sentence names a place, before it is decided which place of that name is meant. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.spelling import place_key
from chronicle.intake.words import any_of, lines, table

if TYPE_CHECKING:
    from chronicle.intake.gazetteer import Gazetteer, GazetteerPlace

LONGEST: Final = 6  # words in a name
_POINTING: Final = frozenset("the a an this that these those each every another our their its his her".split())
NEAR: Final = 90  # characters before a name that can say what it is

_WORD: Final = re.compile(r"[^\W_][\w’'‘`ʼ.-]*[^\W_]['’]?|[^\W_]")
_ARABIC: Final = re.compile(r"(?:al|el|as|ar|an|at|ad|ash|az)-[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a sentence: `hint` is the kind of place its words say; no `candidates` means an unknown place."""

    start: int
    end: int
    name: str
    hint: str = ""
    candidates: tuple[GazetteerPlace, ...] = ()
    locative: bool = False
    reference: bool = False
    articled: bool = False


@functools.cache
def words(name: str) -> frozenset[str]:
    """One list of `data/en/place_words.toml`."""
    return frozenset(table("en/place_words.toml")["words"][name])


@functools.cache
def _after() -> dict[str, str]:
    return dict(table("en/place_words.toml")["after"])


@functools.cache
def _after_name() -> re.Pattern[str]:
    return any_of(f" {phrase}" for phrase in _after())


@functools.cache
def _before() -> tuple[re.Pattern[str], dict[str, str]]:
    hints = dict(table("en/place_words.toml")["before"])
    names = "|".join(sorted(hints, key=len, reverse=True))
    return re.compile(rf"\b(?:(?:{names})\s)\Z", re.IGNORECASE), hints


@functools.cache
def _not_places() -> frozenset[str]:
    return frozenset(lines("en/not_places.txt"))


@functools.cache
def _preceding(name: str) -> re.Pattern[str]:
    """A word of the list just before a name, with articles, directions and "the village of" between."""
    between = "|".join(sorted(words("directions"), key=len, reverse=True))
    kinds = "|".join(table("en/place_words.toml")["before"])
    nouns = r"(?:[a-z-]+ ){0,3}(?:of |called |named )?"
    found = "|".join(sorted(words(name), key=len, reverse=True))
    demonym = r"(?:[A-Z][a-z]+(?:n|i|ese|sh|ch)['’]?s? )?"
    kind = rf"(?:(?:{kinds})\s)?(?:{nouns if name == 'locative' else ''})"
    return re.compile(
        rf"\b(?:{found})\s+(?:the |a |its |their )?{demonym}(?:(?:{between})[ -])*{demonym}{kind}\Z",
        re.IGNORECASE if name == "reference" else 0,
    )


def find_mentions(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of places in a sentence, from left to right, the longest first where they overlap."""
    tokens = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention, used = _longest(text, tokens[at : at + LONGEST], gazetteer, tokens[at - 1] if at else None)
        if mention:
            found.append(_with_role(text, mention))
        at += used if mention else 1
    return tuple(found)


Token = tuple[int, int, str]


def _longest(
    text: str, tokens: list[Token], gazetteer: Gazetteer, previous: Token | None
) -> tuple[Mention | None, int]:
    if not _is_capital(tokens[0][2]):
        return None, 1
    demonym = _is_demonym(tokens[0][2], gazetteer)
    if tokens[0][2].lower() in _not_places() and _hint_before(text[: tokens[0][0]]):
        return None, 1
    unlisted, used = (None, 1) if demonym else _unknown(text, tokens)
    if unlisted and _hint_before(text[: unlisted.start]) and not gazetteer.find(place_key(unlisted.name)):
        return unlisted, used
    for length in range(_run(text, tokens), 1 if demonym else 0, -1):  # "British Columbia", but not "British" alone
        start, end = tokens[0][0], tokens[length - 1][1]
        mention = _known(text, start, end, gazetteer, tokens[:length])
        if mention and not (demonym and mention.hint) and not _is_person(text, tokens, length, previous, mention):
            return mention, length
    return unlisted, used


def _is_demonym(word: str, gazetteer: Gazetteer) -> bool:
    return word in gazetteer.demonyms or word.removesuffix("s") in gazetteer.demonyms


def _is_capital(word: str) -> bool:
    return word[0].isupper() or bool(_ARABIC.match(word))


def _run(text: str, tokens: list[Token]) -> int:
    """How many tokens can belong to one name: capitals, small words between them, and what may follow a name."""
    length = 1
    for number in range(1, len(tokens)):
        gap = text[tokens[number - 1][1] : tokens[number][0]]
        word = tokens[number][2]
        if gap.strip(" ’'") or not (_is_capital(word) or word.lower() in words("joining") or _may_follow(word)):
            break
        length = number + 1
    return length


@functools.cache
def _following() -> frozenset[str]:
    return frozenset(word for phrase in _after() for word in phrase.split())


def _may_follow(word: str) -> bool:
    return word.lower() in _following()


def _hint(name: str) -> tuple[str, str]:
    """The kind that the last words of a name say, and the name without them."""
    low = name.lower()
    for phrase, kind in _after().items():
        if low.endswith(" " + phrase):
            return kind, name[: -len(phrase) - 1].rstrip()
    return "", name


def _known(text: str, start: int, end: int, gazetteer: Gazetteer, tokens: list[Token]) -> Mention | None:
    name = re.sub(r"['’]s?\Z", "", text[start:end])
    if not _is_capital(tokens[-1][2]) and not _may_follow(tokens[-1][2]):
        return None
    hint, bare = _hint(name)
    hint = hint or _hint_before(text[:start])
    if bare.lower() in _POINTING or name.endswith("Department"):  # "the village", an institution
        return None
    if hint in {"base", "airport"}:
        found = _facility(name, gazetteer)
        return Mention(start=start, end=end, name=name, hint=hint, candidates=found) if found else None
    found = gazetteer.find(place_key(name)) or (gazetteer.find(place_key(bare)) if bare != name else ())
    if not found or (place_key(bare) in _not_places() and not _pinned(text, end) and not hint):
        return None
    return Mention(start=start, end=end, name=bare if hint else name, hint=hint, candidates=found)


def _facility(name: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """A base or airport; first words that the list does not have ("Ain al-Asad") are given up one by one."""
    words_of_name = place_key(name).split()
    for dropped in range(max(1, len(words_of_name) - 1)):
        key = " ".join(words_of_name[dropped:])
        if key in _after():
            break
        if found := gazetteer.find(key):
            return tuple(place for place in found if place.kind in {"base", "airport", "site"}) or found
    return ()


def _hint_before(before: str) -> str:
    pattern, hints = _before()
    match = pattern.search(before[-NEAR:])
    return hints[match.group().strip().lower()] if match else ""


def _pinned(text: str, end: int) -> bool:
    """Whether the name is followed by a further one that can say where it is ("Hamm, Germany")."""
    return bool(re.match(r", [A-Z]", text[end:]))


def _is_person(text: str, tokens: list[Token], length: int, previous: Token | None, mention: Mention) -> bool:
    """Whether the name is more likely part of a person's or an institution's name."""
    if mention.hint or any(place.kind == "country" for place in mention.candidates):
        return False
    start, end = tokens[0][0], tokens[length - 1][1]
    after = re.match(r"['’]s? |\s", text[end:]) and text[end:].lstrip("’'s")[:1] == " "
    following = tokens[length] if length < len(tokens) else None
    if following and after and text[end : following[0]] == " " and following[2][0].isupper():
        low = following[2].lower()
        if not (_may_follow(low) or low in _WEEKDAYS or low.endswith(("police", "airport"))) and length == 1:
            return True
    if previous is None or text[previous[1] : start].strip() or text[previous[1] : start] != " ":
        return False
    low = previous[2].lower().rstrip(".")
    if low in words("titles"):
        return True
    if not previous[2][0].isupper() or low in words("directions") or low in words("locative"):
        return False
    return length == 1 and not re.search(r"(?:['’]s?|n|i|ese|sh|ch)\Z", previous[2]) and not _starts(text, previous)


_WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def _starts(text: str, token: Token) -> bool:
    return token[0] == 0 or text[: token[0]].rstrip()[-1:] in {".", "“", '"', ":"}


def _unknown(text: str, tokens: list[Token]) -> tuple[Mention | None, int]:
    """A name that no list knows, where the words around it say that it is a place: `Arghistan district`."""
    length = 0
    while length < len(tokens) and _is_capital(tokens[length][2]):
        if length and text[tokens[length - 1][1] : tokens[length][0]] != " ":
            break
        length += 1
    start = tokens[0][0]
    end = tokens[length - 1][1]
    following = _after_name().match(text[end : end + 30])
    before = _hint_before(text[:start])
    if before in {"", "city", "town"} and re.search(r"\b(?:capital|city|town)\s\Z", text[max(0, start - NEAR) : start]):
        before = ""
    kind = before or (_after().get(following.group().strip().lower(), "") if following else "")
    if (
        not kind
        and length <= 2  # noqa: PLR2004 - a longer run of capitals is an institution
        and re.search(r"\b(?:in|near|outside) (?:the )?\Z", text[max(0, start - NEAR) : start])
        and place_key(text[start:end]) not in _not_places()
    ):
        return Mention(start=start, end=end, name=text[start:end]), length  # perhaps another spelling of a place
    name = re.sub(r"['’]s?\Z", "", text[start:end])
    if not kind or length > 4 or place_key(name) in _not_places() or len(name) < 3:  # noqa: PLR2004
        return None, 1
    if name.lower() in _POINTING:
        return None, 1
    full = (
        f"{name}{following.group()}" if following and kind in {"base", "airport", "site", "crossing", "port"} else name
    )
    used = length + (len(following.group().split()) if following else 0)
    return Mention(start=start, end=start + len(text[start:end]), name=full, hint=kind), used


def _with_role(text: str, mention: Mention) -> Mention:
    before = text[max(0, mention.start - NEAR) : mention.start]
    distance = re.search(
        r"\b(?:km|kilomet(?:re|er)s|miles|mi)\)?[ \w()]{0,24}(?:of|from) (?:the )?(?:capital )?\Z", before
    )
    reference = _preceding("reference").search(before)
    locative = _preceding("locative").search(before)
    if reference and locative and locative.start() > reference.start():
        reference = None
    return Mention(
        start=mention.start,
        end=mention.end,
        name=mention.name,
        hint=mention.hint,
        candidates=mention.candidates,
        locative=bool(locative) and not distance,
        reference=bool(reference or distance),
        articled=bool(re.search(r"\b[Tt]he \Z", before)),
    )
