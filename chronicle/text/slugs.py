"""Slugs: the only place where a URL-safe name is made or judged."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from typing import Final

LONGEST_MADE: Final = 80  # a name made by us; a file name may be longer
LONGEST: Final = 120  # with folder and ending this stays under every file system's 255 bytes

LONGEST_NAME: Final = 200  # bytes of any file's name: a temporary one beside it has 15 more, and 255 are the most

_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
# Names that Windows cannot open, and the ones that are pages of their own in every folder.
RESERVED: Final = _DEVICES | {"index"}

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
_APOSTROPHES = re.compile(r"['’‘`ʼʿʾ]")
_OTHER = re.compile(r"[^a-z0-9]+", re.ASCII)
_FILE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", re.ASCII)
_NO_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)


def is_slug(text: str) -> bool:
    """Whether the text can be a file name and an address as it is."""
    return bool(_SLUG.match(text)) and len(text) <= LONGEST and text not in RESERVED


def name_fault(name: str) -> str:
    """What is wrong with the name of a file or folder that is to be made on any system; empty when nothing is."""
    if name.partition(".")[0].strip().casefold() in _DEVICES:
        return "is a name that Windows keeps for a device"
    if name.endswith((".", " ")):
        return "ends in a dot or a space, which Windows takes away"
    return f"is longer than {LONGEST_NAME} bytes" if len(name.encode("utf-8", "replace")) > LONGEST_NAME else ""


@functools.lru_cache(maxsize=65536)
def slugify(name: str) -> str:
    """The slug of a name in any script; a name that leaves nothing becomes `x-` and 8 hex digits."""
    from anyascii import anyascii  # noqa: PLC0415 - the fewest starts make a slug

    name = unicodedata.normalize("NFC", name)
    # Transliteration expands (one sign can become ten letters): only the head of a long name can matter.
    ascii_name = anyascii(_APOSTROPHES.sub("", name[: 4 * LONGEST])).lower()
    slug = _bounded(_OTHER.sub("-", ascii_name).strip("-"))
    if not slug:
        return "x-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"x-{slug}" if slug in RESERVED else slug


def file_name(name: str) -> str:
    """A name for a file that is no entry, fit for every system and for an address; one that is fit stays as it is."""
    from anyascii import anyascii  # noqa: PLC0415 - as above

    if _FILE_NAME.fullmatch(name) and not name_fault(name):
        return name
    name = unicodedata.normalize("NFC", name).rstrip(". ")
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    made = _NO_FILE_NAME.sub("-", anyascii(_APOSTROPHES.sub("", stem[: 4 * LONGEST])))
    made = re.sub(r"-*([._])-*", r"\1", made).strip("-._")[:LONGEST_MADE].rstrip("-._")
    if not made:
        made = "x-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    made = f"x-{made}" if name_fault(made) else made
    return made + dot + _NO_FILE_NAME.sub("", anyascii(ending))


def _bounded(slug: str) -> str:
    if len(slug) <= LONGEST_MADE:
        return slug
    head = slug[: LONGEST_MADE + 1]
    cut = head.rpartition("-")[0] if "-" in head else head
    return cut[:LONGEST_MADE].strip("-")


@functools.lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What two spellings of one name share: Unicode form, case, and white space make no difference."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
