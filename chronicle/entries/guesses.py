"""Guesses: what was probably meant by a value written in a common other way; empty where nobody can tell. Pure.

What comes out is only a proposal: each kind of value judges it like anything that an editor writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.problems import closest
from chronicle.text.digits import with_ascii_digits
from chronicle.text.slugs import file_name

if TYPE_CHECKING:
    from collections.abc import Collection

_NUMBERS: Final = "zero one two three four five six seven eight nine ten eleven twelve".split()
_PLAIN: Final = re.compile(r"\d+(?:-\d+|\+)?", re.ASCII)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,. ]\d{3})+\Z", re.ASCII)
_RANGE: Final = re.compile(r"(?:between (\d+) and|(?:from )?(\d+) (?:to|or)) (\d+)\Z", re.ASCII)
_LEAST: Final = re.compile(r"(?:at least|min\.?|minimum|≥|>=) ?(\d+)\Z|(\d+) ?(?:or more|and more)\Z", re.ASCII)
_MORE: Final = re.compile(r"(?:more than|over|>) ?(\d{1,6})\Z", re.ASCII)
_ZONE: Final = r"(?: ?(?:(utc|gmt|z)|(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d{2}))?))?"
_CLOCK: Final = re.compile(rf"(\d{{1,2}})(?:[:.h](\d{{2}}))?(?::\d{{2}})? ?(am|pm)?{_ZONE}\Z", re.ASCII)
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:[/?#:]\S*)?\Z", re.ASCII | re.IGNORECASE)
_LINKED: Final = re.compile(r"<(https?://[^\s<>]+)>\Z|\[[^\[\]]*\]\((https?://[^\s()]+)\)\Z")
_PAGE: Final = re.compile(r"(incidents|locations|actors|articles)/(?:.*/)?([^/]+?)(?:\.md|\.html)?/?\Z")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.ASCII)
_NOTHING: Final = frozenset({"", "none", "unknown", "n/a", "-"})  # in the place of a source
_OF_TOLLS: Final = dict.fromkeys(("killed", "dead"), "killed") | dict.fromkeys(
    ("injured", "wounded", "hurt"), "injured"
)
_NOON: Final = 12
# Other words for a field, mostly those of other programs; where there are two, a kind of entry has one of them.
_OTHER_WORDS: Final = {
    "title": "headline heading name event",
    "name": "title label",
    "date": "when day",
    "actor": "name",
    "locations": "place places where town city",
    "sources": "source",
    "types": "kind category categories",
    "kind": "type category",
    "summary": "description abstract lead",
    "media": "image images photo photos picture pictures",
    "spellings": "alias alternative_names other_names also_known_as",
    "url": "link website",
    "updates": "correction corrections changes",
    "added": "created",
    "published": "date",
    "tags": "keywords labels",
    "grade": "confidence certainty",
    "parent": "in within part_of",
    "coordinates": "latlon location geo",
}


def field(text: str, known: Collection[str], there: Collection[str]) -> str:
    """The field that a key was most likely meant to be: by its letters, or another word for one that is not there."""
    return closest(text.casefold(), known) or other_word(text, known, there)


def other_word(text: str, known: Collection[str], there: Collection[str]) -> str:
    """The field that is not there and that a key is another word for."""
    free = (name for name in _OTHER_WORDS if name in known and name not in there)
    return next((name for name in free if text.casefold() in _OTHER_WORDS[name].split()), "")


def hides(key: str, value: str) -> bool:
    """Whether a key of other programs keeps an entry from being published: `draft: true`, `published: false`."""
    return (key.casefold(), flag(value)) in {("draft", "true"), ("published", "false")}


def count(text: str) -> str:
    """`1400` for `1,400`, `2` for `two`, `41+` for `at least 41`, `2-4` for `2 to 4`."""
    plain = with_ascii_digits(text).casefold()
    if plain != text and _PLAIN.fullmatch(plain):
        return plain
    text = plain
    if text in _NUMBERS:
        return str(_NUMBERS.index(text))
    if _GROUPED.match(text):
        return re.sub(r"\D", "", text)
    if match := _RANGE.match(text):
        return f"{match[1] or match[2]}-{match[3]}"
    if match := _LEAST.match(text):
        return f"{match[1] or match[2]}+"
    return f"{int(match[1]) + 1}+" if (match := _MORE.match(text)) else ""


def time(text: str) -> str:
    """`21:40` for `9:40 pm`, `21.40` or `21h40`; `21:40+03:00` for `21:40 UTC+3`."""
    match = _CLOCK.match(text.casefold().replace(".m.", "m"))
    if not match or not (match[2] or match[3]):
        return ""
    hour = int(match[1])
    if match[3]:
        hour = hour % _NOON + (_NOON if match[3] == "pm" else 0)
    zone = f"{match[5]}{int(match[6]):02}:{match[7] or '00'}" if match[5] else "Z" * bool(match[4])
    return f"{hour:02}:{match[2] or '00'}{zone}"


def flag(text: str) -> str:
    """`true` for `yes`."""
    return {"yes": "true", "y": "true", "no": "false", "n": "false"}.get(text.casefold(), text.casefold())


def address(text: str) -> str:
    """An address with the scheme that was left out, or without what Markdown has around it."""
    if match := _LINKED.match(text):
        return match[1] or match[2]
    return f"https://{text}" if _HOST.match(text) else ""


def alias(text: str) -> str:
    """`incidents/old-name.html` for the whole address, for the file, or without its ending."""
    found = _PAGE.search(text)
    return f"{found[1]}/{found[2]}.html" if found else ""


def media(text: str) -> str:
    """`media/gate.jpg` for another path to it, or for its name alone; a name as the file is to be called."""
    path = text.replace("\\", "/")
    inner = path.rpartition("media/")[2] if "media/" in path else path.lstrip("./")
    parts = inner.split("/")
    is_path = "://" not in text and all(part.strip(". ") for part in parts)
    return "/".join(("media", *map(file_name, parts))) if is_path else ""


def language(text: str) -> str:
    """`en` for `EN`, `en-US` for `en_US`."""
    first, *rest = text.replace("_", "-").split("-")
    return "-".join((first.lower(), *rest))


def wikidata(text: str) -> str:
    """`Q796` for its address, or in small letters."""
    match = re.fullmatch(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(q\d+)", text, re.IGNORECASE)
    return match[1].upper() if match else ""


def geonames(text: str) -> str:
    """`99532` for its address."""
    match = re.match(r"https?://(?:www|sws)\.geonames\.org/(\d+)", text)
    return match[1] if match else ""


def source(text: str) -> dict[str, str]:
    """The fields of a source that a bare text was meant to be: its address, an article, or who published it.

    Nobody is called as a slug of several words is, and an article that is not there is told.
    """
    if match := re.fullmatch(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)", text):
        return {"publisher": match[1], "url": match[2]}
    publisher, _, address = text.rpartition(" ")
    if re.match(r"https?://\S+\Z", address):
        return {"publisher": publisher.rstrip(" :,;–—-"), "url": address} if publisher else {"url": address}
    if _SLUG.fullmatch(text):
        return {"article": text}
    return {"publisher": text} if text.strip().casefold() not in _NOTHING else {}


def claim(text: str) -> dict[str, str]:
    """The fields of a claim that `3 killed and 1-5 injured` was meant to be."""
    found: dict[str, str] = {}
    for part in re.split("[,;] (?:and )?| and ", text.casefold()):
        number, _, word = part.rpartition(" ")
        name = _OF_TOLLS.get(word, "")
        if not name or name in found or not (number := _number(number)):
            return {}
        found[name] = number
    return found


def _number(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else count(text)


def picture(text: str) -> dict[str, str]:
    """The fields of a picture that a bare text was meant to be: its file, and what it shows."""
    file, _, alt = text.partition(": ")
    return ({"file": file} | ({"alt": alt} if alt else {})) if file.startswith("media/") else {}
