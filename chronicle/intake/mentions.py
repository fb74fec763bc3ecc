"""Mentions: where a sentence names a place, before it is decided which place of that name is meant. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.place_words import (
    NEAR,
    kind_before,
    kind_in,
    kinds_behind,
    may_follow,
    preceding,
    words_behind,
)
from chronicle.intake.spelling import place_key
from chronicle.intake.unlisted import Token, find_unlisted, is_capital

if TYPE_CHECKING:
    from chronicle.intake.gazetteer import Gazetteer, GazetteerPlace
    from chronicle.intake.words import Words

LONGEST: Final = 6  # words in a name
SHORT: Final = 60  # kilometres or miles
MOST: Final = 60  # names tried in a sentence: one with more is a list, or nonsense

_WORD: Final = re.compile(r"[^\W_][\w’'‘`ʼ.-]*[^\W_]['’]?|[^\W_]")
_NAME_BEFORE: Final = re.compile(r"(?<=[\w,.] )([A-Z][a-z]+\.?) \Z")
_NAME_COMMA: Final = re.compile(r"[A-Z][\w’'-]*, \Z")
_GENITIVE: Final = re.compile(r"['’]s?\Z")
_NAME_BEHIND: Final = re.compile(r" [A-Z][a-z]+")


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
    off: bool = False  # something is said to have happened a short way from it, or on a road to it
    articled: bool = False
    listed: bool = False  # it stands behind another name and a comma


def find_mentions(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of places in a sentence, from left to right, the longest first where they overlap."""
    tokens = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    found: list[Mention] = []
    at = tried = 0
    while at < len(tokens) and tried < MOST:
        mention, used = None, 1
        if is_capital(tokens[at][2]):
            tried += 1
            mention, used = _longest(text, tokens[at : at + LONGEST], gazetteer, tokens[at - 1] if at else None)
        if mention:
            if mention.hint and found and _is_owner(text, found[-1], mention):
                found.pop()
            found.append(_with_role(text, mention, gazetteer.words))
        at += used
    return tuple(found)


def _is_owner(text: str, town: Mention, mention: Mention) -> bool:
    """Whether a town only says where the part of it is that is named next: `Aden's Mansoura district`."""
    wide = all(place.kind in {"country", "province"} for place in town.candidates)
    return (
        not wide and _GENITIVE.fullmatch(text[town.start : mention.start].rstrip().removeprefix(town.name)) is not None
    )


def _longest(
    text: str, tokens: list[Token], gazetteer: Gazetteer, previous: Token | None
) -> tuple[Mention | None, int]:
    """The longest name that begins with the first token, and how many tokens it has."""
    words = gazetteer.words
    demonym = _is_demonym(tokens[0][2], gazetteer)
    kind = kind_before(text[: tokens[0][0]], words)
    bare = words.expression("place_words", "bare_kind").search(text, 0, tokens[0][0])
    if bare and tokens[0][2].lower() in words.lines("not_places"):
        return None, 1
    if seaside := _seaside(text, tokens, gazetteer):
        return None, seaside
    if road := _on_road(text, tokens[0], gazetteer):
        return road, 1
    unlisted = None if demonym else find_unlisted(text, tokens, gazetteer, kind)
    found = (
        Mention(start=unlisted.start, end=unlisted.end, name=unlisted.name, hint=unlisted.kind) if unlisted else None
    )
    used = unlisted.used if unlisted else 1
    if found and kind and not gazetteer.find(place_key(found.name)):
        return found, used
    shortest = 1 if demonym else 0  # "British Columbia", but not "British" alone
    for length in range(_run(text, tokens, words), shortest, -1):
        mention = _known(text, tokens[:length], gazetteer, kind)
        hinted = mention is not None and demonym and mention.hint
        if mention and not hinted and not _is_person(text, tokens, length, previous, mention, gazetteer):
            return mention, length
    return found, used


def _seaside(text: str, tokens: list[Token], gazetteer: Gazetteer) -> int:
    """How many tokens name a sea that only says where a town lies: `the Red Sea port city of Hodeida`; else 0."""
    for length in range(1, len(tokens) + 1):
        start, end = tokens[0][0], tokens[length - 1][1]
        if gazetteer.words.expression("place_words", "ashore").match(text, end):
            named = gazetteer.find(place_key(text[start:end]))
            return length if any(place.kind == "sea" for place in named) else 0
    return 0


def _on_road(text: str, token: Token, gazetteer: Gazetteer) -> Mention | None:
    """The first known of two towns that a road is called after: `on the Bannu-Miramshah road`."""
    road = gazetteer.words.expression("place_words", "road").match(text, token[0])
    for name in ("one", "other") if road else ():
        if road and (found := gazetteer.find(place_key(road[name]))):
            return Mention(start=road.start(name), end=road.end(name), name=road[name], candidates=found, off=True)
    return None


def _is_demonym(word: str, gazetteer: Gazetteer) -> bool:
    return word in gazetteer.demonyms or word.removesuffix("s") in gazetteer.demonyms


def _run(text: str, tokens: list[Token], words: Words) -> int:
    """How many tokens can belong to one name: capitals, small words between them, and what may follow a name."""
    length = 1
    for number in range(1, len(tokens)):
        gap = text[tokens[number - 1][1] : tokens[number][0]]
        word = tokens[number][2]
        if gap.strip(" ’'") or not (
            is_capital(word) or word.lower() in words.words("place_words", "joining") or may_follow(word, words)
        ):
            break
        length = number + 1
    return length


def _known(text: str, tokens: list[Token], gazetteer: Gazetteer, kind: str) -> Mention | None:
    """The name that the tokens make, if the gazetteer has it; `kind` is what the words before it say."""
    words, start, end = gazetteer.words, tokens[0][0], tokens[-1][1]
    if not is_capital(tokens[-1][2]) and not may_follow(tokens[-1][2], words):
        return None
    name = _GENITIVE.sub("", text[start:end])
    hint, bare = kind_in(name, words)
    hint = hint or kind
    offices = words.words("place_words", "offices")
    if (
        bare.lower() in words.words("place_words", "pointing")
        or name.split()[-1] in offices
        or (
            words.expression("place_words", "abbreviated").fullmatch(name)
            and words.expression("place_words", "noun_behind").match(text, end)
        )
    ):
        return None  # "the village", an institution, "U.S. forces"
    if hint != kind and words.expression("place_words", "owned").match(text, end):
        return None  # "the Ontario city of Guelph"
    if hint in {"base", "airport"}:
        found = _facility(name, gazetteer)
        return Mention(start=start, end=end, name=name, hint=hint, candidates=found) if found else None
    found = gazetteer.find(place_key(name))
    if not found and bare != name:
        name, found = bare, gazetteer.find(place_key(bare))
    if not found or (place_key(bare) in words.lines("not_places") and not _pinned(text, end) and not hint):
        return None
    return Mention(start=start, end=end, name=name, hint=hint, candidates=found)


def _facility(name: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """A base or airport; first words that the list does not have ("Ain al-Asad") are given up one by one."""
    words_of_name = place_key(name).split()
    for dropped in range(max(1, len(words_of_name) - 1)):
        key = " ".join(words_of_name[dropped:])
        if key in kinds_behind(gazetteer.words):
            break
        if found := gazetteer.find(key):
            return tuple(place for place in found if place.kind in {"base", "airport", "site"}) or found
    return ()


def _pinned(text: str, end: int) -> bool:
    """Whether the name is followed by a further one that can say where it is ("Hamm, Germany")."""
    return bool(re.match(r", [A-Z]", text[end:]))


def _is_person(  # noqa: PLR0913, PLR0917 - a name, and what stands around it
    text: str, tokens: list[Token], length: int, previous: Token | None, mention: Mention, gazetteer: Gazetteer
) -> bool:
    """Whether the name is more likely part of a person's, a building's or an institution's name."""
    words = gazetteer.words
    start, end = tokens[0][0], tokens[length - 1][1]
    following = tokens[length] if length < len(tokens) else None
    behind = following[2] if following and text[end : following[0]] == " " else ""
    if behind.lower() in words.words("place_words", "buildings"):
        return True
    if mention.hint:
        return False
    if any(place.kind == "country" for place in mention.candidates):
        return may_be_a_person(text, start, end, words)
    goes_on = length == 1 and words.expression("place_words", "goes_on").match(text, end)
    if goes_on or words.expression("place_words", "called_after").search(text[max(0, start - NEAR) : start]):
        return True
    own = words.words("times", "weekdays") | words.words("place_words", "own") | words_behind(words)
    owner = _GENITIVE.search(text[start:end])  # "Peshawar's Qissa Khwani bazaar"
    if behind and is_capital(behind) and length == 1 and behind.lower() not in own and not owner:
        return True
    return previous is not None and text[previous[1] : start] == " " and _is_name_of(text, previous, length, gazetteer)


def may_be_a_person(text: str, start: int, end: int, words: Words) -> bool:
    """Whether the name of a country is a person's: `Jackson Holland`, `Georgia Alvarez`, `Jordan said`."""
    if text[start:end] not in words.words("place_words", "also_persons"):
        return False
    before, behind = _NAME_BEFORE.search(text, max(0, start - NEAR), start), _NAME_BEHIND.match(text, end)
    joined = before and before[1].lower() not in words.words("place_words", "directions")
    return bool(joined or behind or words.expression("place_words", "speaks").match(text, end))


def _is_name_of(text: str, previous: Token, length: int, gazetteer: Gazetteer) -> bool:
    """Whether the word before makes it a person: a title, or another capital that is no direction, country or start."""
    words, low = gazetteer.words, previous[2].lower().rstrip(".")
    if low in words.words("place_words", "titles"):
        return True
    if not previous[2][0].isupper() or length > 1 or _starts(text, previous):
        return False
    placed = words.words("place_words", "directions") | words.words("place_words", "locative")
    owner = _GENITIVE.search(previous[2])
    return low not in placed and not owner and not _is_demonym(previous[2], gazetteer)


def _starts(text: str, token: Token) -> bool:
    return token[0] == 0 or text[: token[0]].rstrip()[-1:] in {".", "“", '"', ":"}


def _speaks(text: str, mention: Mention, words: Words) -> bool:
    """Whether somebody in the place speaks, or people were brought to something there: `a hospital in Mosul said`."""
    first = max(0, mention.start - 2 * NEAR)
    institution = words.expression("place_words", "institutions").search(text[first : mention.start])
    if not institution:
        return False
    brought = words.expression("place_words", "brought").search(text[first : first + institution.start()])
    return bool(brought or words.expression("place_words", "speaking").match(text, mention.end))


def _is_amid(before: str, mention: Mention, words: Words) -> bool:
    """Whether something happened between two small places: `on a road between Mascara and Ain Fekan`."""
    wide = any(place.kind in {"country", "province"} for place in mention.candidates)
    foes = words.expression("place_words", "foes").search(before)
    return not (wide or foes) and bool(words.expression("place_words", "amid").search(before))


def _with_role(text: str, mention: Mention, words: Words) -> Mention:
    before = text[max(0, mention.start - NEAR) : mention.start]
    distance = words.expression("place_words", "distance").search(before)
    beyond = words.expression("place_words", "beyond").search(before)
    reference = preceding(words, "reference").search(before)
    reference = reference or words.expression("place_words", "journey").search(before)
    locative = preceding(words, "locative").search(before)
    spoken = _speaks(text, mention, words)
    if spoken:
        locative, reference = None, locative
    if reference and locative:
        nearer = locative.start("word") >= reference.end("word")
        wider = locative.start("word") <= reference.start("word") and locative.end("word") >= reference.end("word")
        reference = None if nearer or wider else reference
    if words.expression("place_words", "border_behind").match(text, mention.end):
        locative, reference = None, locative or reference
    elif not locative and _is_amid(before, mention, words):
        locative, reference = words.expression("place_words", "amid").search(before), None
    aside = before.rfind("(") > before.rfind(")")  # "(midnight in Manila)"
    return Mention(
        start=mention.start,
        end=mention.end,
        name=mention.name,
        hint=mention.hint,
        candidates=mention.candidates,
        locative=bool(locative) and not (distance or reference or beyond or aside or mention.off),
        reference=bool(reference or distance or beyond or spoken),
        off=mention.off or (int(distance["number"] or SHORT + 1) <= SHORT if distance else beyond is not None),
        listed=bool(_NAME_COMMA.search(before)),
        articled=bool(words.expression("place_words", "articled").search(before)),
    )
