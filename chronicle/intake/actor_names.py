"""Actor names: where a sentence names a group, a country's forces or people by what they do. Pure."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chronicle.entries.kinds import Actor
    from chronicle.intake.words import Words

_KEY: Final = re.compile(r"[\s-]+")
_OWN_KINDS: Final = {"state-force": "force", "police": "force", "civilians": "people"}  # all others are groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An actor with a name of its own: `short` forms count only where `countries` or another spelling vouch for them.

    `sort` is group, force, people or rescuer, and says which rules can speak of it.
    """

    name: str
    spellings: tuple[str, ...]
    short: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    sort: str = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in a text. `nation` is the country of a force, empty when the text does not say it here."""

    start: int
    end: int
    sort: str
    name: str
    spellings: tuple[str, ...] = ()
    force: str = ""
    nation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What vouches for short forms: the text of the article, and the country of the event."""

    text: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorNames:
    """All names that can be found: `groups` by the key of a spelling, `slugs` of the chronicle's actors by name."""

    words: Words
    pattern: re.Pattern[str]
    groups: Mapping[str, Group]
    slugs: Mapping[str, str] = field(default_factory=dict)


# ---- the names there are


def actor_names(actors: Iterable[Actor], words: Words) -> ActorNames:
    """The names of the data files, and those of a chronicle's own actors before them."""
    own = tuple(
        (entry.slug, entry.kind, (entry.name, *entry.spellings, *(name for _, name in entry.names))) for entry in actors
    )
    return _names(own, words)


@functools.lru_cache(maxsize=8)
def _names(own: tuple[tuple[str, str, tuple[str, ...]], ...], words: Words) -> ActorNames:
    slugs = _slugs(own)
    known = {_key(spelling): group for group in _groups(words) for spelling in (*group.spellings, *group.short)}
    for _, kind, spellings in own:
        group = Group(name=spellings[0], spellings=spellings, sort=_OWN_KINDS.get(kind, "group"))
        known |= {_key(each): group for each in spellings if name_key(each) in slugs and _key(each) not in known}
    return ActorNames(words=words, pattern=_pattern(known, words), groups=known, slugs=slugs)


def _slugs(own: tuple[tuple[str, str, tuple[str, ...]], ...]) -> dict[str, str]:
    """The slug that each name means; one that several actors share means none, nor does one of signs alone."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for slug, _, spellings in own:
        for each in (slug, *spellings):
            found[name_key(each)].add(slug)
    return {key: min(slugs) for key, slugs in found.items() if key and len(slugs) == 1}


@functools.cache
def _groups(words: Words) -> tuple[Group, ...]:
    return tuple(
        Group(
            name=row["name"],
            spellings=_parts(row["spellings"]),
            short=_parts(row["short"]),
            countries=frozenset(_parts(row["countries"])),
            sort=row["sort"],
        )
        for row in words.rows("actors")
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _key(spelling: str) -> str:
    """What the ways of printing one name share: `Al Qaeda’s` and `al-Qaeda’s`; capitals tell acronyms from words."""
    plain = _KEY.sub(" ", spelling.replace("’", "'"))
    return "al " + plain[3:] if plain.startswith("Al ") else plain


# ---- one expression for all names


@functools.cache
def _nations(words: Words) -> dict[str, str]:
    """The code of a country by its names and by the words for its people and things."""
    return {
        word: row["code"]
        for row in words.rows("countries")
        for word in (*row["names"].split("|"), *row["demonyms"].split("|"))
        if word
    }


def _forces(words: Words) -> dict[str, dict[str, Any]]:
    """The sorts of force: what an entry can call each, and the words by which it is known."""
    return dict(words.table("actors")["forces"])


@functools.cache
def _adjectives(words: Words) -> dict[str, str]:
    """The word before a country's forces, by code."""
    first = {row["code"]: row["demonyms"].partition("|")[0] for row in words.rows("countries")}
    return {code: word for code, word in first.items() if word} | dict(words.table("actors")["adjectives"])


def _spelt(name: str) -> str:
    plain = _key(name)
    text = re.sub(r"\\? ", "[ -]", re.escape(plain)).replace("'", "['’]")
    return "[Aa]l[ -]" + text.removeprefix("al[ -]") if plain.startswith("al ") else text


def _by_first(spellings: Iterable[str]) -> str:
    """One branch for each first letter, the longest names first: quick to try at every word."""
    branches: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted({_key(each) for each in spellings}, key=lambda each: (-len(each), each)):
        branches["[Aa]" if name.startswith("al ") else re.escape(name[0])].append(_spelt(name))
    return "|".join(f"(?={first})(?:{'|'.join(rest)})" for first, rest in branches.items())


def _pattern(spelt: Iterable[str], words: Words) -> re.Pattern[str]:
    data = words.table("actors")
    inside = "|".join(data["people"]["inside"])
    people = "|".join(pattern.pattern for _, _, pattern in _people_words(words))
    said = _branches(words, "said", "words", "national")
    ahead = _branches(words, "ahead", "ahead")
    return re.compile(
        r"(?<![\w-])(?:"
        rf"(?P<group>{_by_first(spelt)})"
        rf"|(?P<nation>{_by_first(_nations(words))})(?:['’]s?)?"
        rf"(?: (?:(?i:{inside}) )*?(?i:{said})|(?=[ ](?i:{ahead})(?!\w)))"
        rf"|(?i:(?:(?:{inside}) )*?(?:{_branches(words, 'bare', 'words')}))"
        rf"|(?P<people>(?i:{people}))(?! (?:{data['people']['things']})(?!\w))"
        r")(?!\w|-(?!claimed))"
    )


def _branches(words: Words, prefix: str, *keys: str) -> str:
    """A named branch for each sort of force, of the words under these keys."""
    forces = _forces(words).items()
    found = ((name, [word for key in keys for word in force.get(key, ())]) for name, force in forces)
    return "|".join(f"(?P<{prefix}_{name}>{'|'.join(known)})" for name, known in found if known)


# ---- the names in a text


def find_named(text: str, names: ActorNames, setting: Setting) -> tuple[Named, ...]:
    """The actors that a text names, from left to right."""
    found = (_named(match, names, setting) for match in names.pattern.finditer(text))
    return tuple(each for each in found if each)


def _named(match: re.Match[str], names: ActorNames, setting: Setting) -> Named | None:
    start, end = match.span()
    if match["group"]:
        return _grouped(match, names, setting)
    if match["people"]:
        sort, name = _people(match["people"], names.words)
        return Named(start=start, end=end, sort=sort, name=name)
    force = next(key.partition("_")[2] for key, value in match.groupdict().items() if value and "_" in key)
    nation = _nations(names.words)[_key(match["nation"])] if match["nation"] else ""
    return Named(start=start, end=end, sort="force", name="", force=force, nation=nation)


def _grouped(match: re.Match[str], names: ActorNames, setting: Setting) -> Named | None:
    key = _key(match["group"])
    group = names.groups[key]
    if key in {_key(each) for each in group.short} and not _vouched(group, setting):
        return None
    return Named(start=match.start(), end=match.end(), sort=group.sort, name=group.name, spellings=group.spellings)


def _vouched(group: Group, setting: Setting) -> bool:
    return setting.country in group.countries or _is_spelt_out(group.spellings, setting.text)


@functools.lru_cache(maxsize=64)  # one article asks for its few groups again and again
def _is_spelt_out(spellings: tuple[str, ...], text: str) -> bool:
    return any(re.search(rf"(?<!\w){_spelt(each)}(?!\w)", text) for each in spellings)


@functools.cache
def _people_words(words: Words) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The sort, the name and the words of people who are known by what they do."""
    data = words.table("actors")["people"]
    sorts = (("people", data["words"]), ("rescuer", data["rescuers"]))
    return tuple(
        (sort, name, re.compile(pattern, re.IGNORECASE)) for sort, known in sorts for name, pattern in known.items()
    )


def _people(text: str, words: Words) -> tuple[str, str]:
    return next((sort, name) for sort, name, pattern in _people_words(words) if pattern.fullmatch(text))


def written(named: Named, nation: str, names: ActorNames) -> str:
    """An actor as an entry writes it: the slug of the chronicle's own, else its usual name; empty when nameless."""
    called = _called(named.force, nation, names.words) if named.force else (named.name, *named.spellings)
    own = (names.slugs[key] for each in called if (key := name_key(each)) in names.slugs)
    return next(own, called[0] if called else "")


def _called(force: str, nation: str, words: Words) -> tuple[str, ...]:
    """What the forces of a country can be called, the usual name first; nothing where nobody says which country."""
    adjective, known = _adjectives(words).get(nation), _forces(words)[force]
    usual = known.get("called", {}).get(nation)
    return tuple(f"{adjective} {word}" for word in (usual, *known["names"]) if word) if adjective else ()
