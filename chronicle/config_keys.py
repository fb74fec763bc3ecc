"""The keys of `chronicle.toml`: for each what is wrong with a value (empty: nothing)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.problems import did_you_mean, is_seen
from chronicle.text.characters import FORBIDDEN
from chronicle.text.links import web_address

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT: Final = 1
LONGEST: Final = 2000  # characters of one line of text
RIGHTS: Final = ("full", "excerpt", "cite")
DATA_FORMATS: Final = ("csv", "json", "jsonl", "geojson", "kml", "acled", "ucdp", "hxl", "timeline", "sqlite")


def _text(value: object) -> str:
    if not isinstance(value, str) or "\n" in value or "\t" in value or FORBIDDEN.search(value):
        return "must be one line of text in quotes"
    return f"is longer than {LONGEST:,} characters" if len(value) > LONGEST else ""


def words(value: object) -> str:
    """What is wrong with a text that readers are to see."""
    return _text(value) or ("" if is_seen(str(value)) else "must have something that readers can see")


def folder_address(value: object) -> str:
    """What is wrong with the address of a folder on the web, such as that of a site."""
    if not isinstance(value, str):
        return "must be a web address in quotes"
    if "?" in value or "#" in value:
        return "must be the address of a folder, without ? or #"
    return web_address(value).fault if value else ""


def _format(value: object) -> str:
    if value == FORMAT and not isinstance(value, bool):
        return ""
    return f"must be {FORMAT}; a newer Chronicle reads other formats"


def _language(value: object) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)
    return "" if fine else 'must be a language code such as "en", "en-US" or "ar"'


def _timezone(value: object) -> str:
    if fault := _text(value):
        return fault
    from chronicle.text.wording import time_zones  # noqa: PLC0415 - brings Babel along, and many chronicles name no zone

    known = {"", *time_zones()}
    return "" if value in known else f'is no time zone{did_you_mean(str(value), known)}; write one as "Asia/Baghdad"'


def _rights(value: object) -> str:
    return "" if value in RIGHTS else f"must be one of {', '.join(RIGHTS)}"


def _color(value: object) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"#[0-9a-f]{6}", value)
    return "" if fine else 'must be a colour such as "#8a1f11"'


def _number(value: object) -> str:
    return "" if type(value) is int and 0 <= value <= 99 else "must be a whole number from 0 to 99"  # noqa: PLR2004


def _switch(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _data_formats(value: object) -> str:
    known = ", ".join(DATA_FORMATS)
    if not isinstance(value, list):
        return f'must be a list such as ["csv", "json"], of {known}'
    strange = [item for item in value if item not in DATA_FORMATS]
    guess = did_you_mean(str(strange[0]), DATA_FORMATS) if strange else ""
    return f"names a format that there is not{guess}; they are {known}" if strange else ""


# A host as a policy of pages can name it, with a port; {s} stands for any of its servers.
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST: Final = re.compile(rf"https?://(?:\{{s\}}\.)?{_LABEL}(?:\.{_LABEL})*(?::\d{{1,5}})?/", re.ASCII)


def _tiles(value: object) -> str:
    """The address of a tile server, as map libraries write it; it is the one thing that may ask another host."""
    fine = isinstance(value, str) and re.fullmatch(r"https?://[^\s\"'<>\\]+", value)
    if value == "":
        return ""
    if not fine or not all(part in str(value) for part in ("{z}", "{x}", "{y}")):
        return 'must be an address with {z}, {x} and {y}, such as "https://tiles.example.org/{z}/{x}/{y}.png"'
    if not _HOST.match(str(value)):
        return "names no host that a map can ask: letters without accents, digits, dots and hyphens, and a port"
    return ""


def _name(value: object) -> str:
    """What git calls a branch or a remote; git itself is asked about the rest of its rules."""
    fine = isinstance(value, str) and re.fullmatch(r"[^\s-]\S*", value) and not FORBIDDEN.search(value)
    return "" if fine else "must be a name without spaces, in quotes"


def _needs(value: object) -> str:
    return "" if value in ("", "admission") else 'must be "admission" or empty'


KEYS: Final[dict[str, dict[str, Callable[[object], str]]]] = {
    "": {
        "format": _format,
        "title": _text,
        "url": folder_address,
        "noindex": _switch,
        "language": _language,
        "timezone": _timezone,
        "description": _text,
    },
    "repository": {"url": folder_address, "branch": _text},
    "types.*": {"label": words, "color": _color, "group": _text, "acled": _text},
    "grades.*": {"label": words, "text": _text, "min_origins": _number, "needs": _needs},
    "articles": {"rights": _rights},
    "feed": {"id": _text, "pages": _switch},
    "archive": {"days": _switch},
    "search": {"full_text": _switch},
    "data": {"formats": _data_formats, "license": _text},
    "map": {"tiles": _tiles, "attribution": _text},
    "publish": {"branch": _name, "remote": _name},
}
TABLES: Final = ("menu", *(name.partition(".")[0] for name in KEYS if name))
