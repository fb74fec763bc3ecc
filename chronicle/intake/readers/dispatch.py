"""Decides what a seed is, by what is in it and then by the ending of its name, and has it read. Pure."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from chronicle.intake.readers.decoding import decoded, decoded_as
from chronicle.intake.readers.raw import LARGEST_PAGE, RawText, digest
from chronicle.intake.readers.text import read_text
from chronicle.intake.words import ENGLISH, Words
from chronicle.problems import Problem
from chronicle.text.limits import TooSlowError, time_limit

SECONDS: Final = 5.0  # processor time for one page or feed; a long page needs a tenth of one

PAGES: Final = frozenset(".html .htm .xhtml".split())
FEEDS: Final = frozenset(".xml .rss .atom .rdf".split())
TABLES: Final = frozenset(
    ".csv .tsv .tab .xlsx .xlsm .xlsb .xls .ods .numbers .json .geojson .jsonl .ndjson .geojsonl".split()
)
DOCUMENTS: Final = frozenset(".pdf .rtf .doc .docx .odt .epub .mht .mhtml .eml".split())
LAYERS: Final = frozenset(".kml .kmz .gpx .gml .shp .gpkg".split())
SEED_ENDINGS: Final = frozenset({".txt", ".text", ""}) | PAGES | FEEDS | TABLES

_HEAD: Final = 8_192  # bytes that tell what a seed is
_PACKED: Final = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"MIME-Version:")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_PROLOG: Final = re.compile(r"\s*(?:<!--.*?-->|<\?.*?\?>)", re.DOTALL)
_DOCTYPE: Final = re.compile(r"\s*<!doctype\s+([\w:.-]+)[^>\[]*(>?)", re.IGNORECASE)
_ROOT: Final = re.compile(r"\s*<([a-zA-Z][\w.-]*:?[\w.-]*)(?=[\s/>]|\Z)")
_FEED_ROOTS: Final = frozenset({"rss", "feed", "rdf:rdf", "atom:feed"})
_PAGE_ROOTS: Final = frozenset(
    "html head body title meta link script style base header main article section nav aside div span p a h1 h2 h3 h4 "
    "h5 h6 b i em strong font center table ul ol dl blockquote img br hr form figure pre".split()
)
_JSON: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")
_ROW: Final = re.compile(r"\s*\"?[^\s\",;\t.]+\"?(?:[,;\t]\"?[^\s\",;\t.]+\"?){2,}[ \t]*\r?\n")
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})")

_REFUSED: Final = {
    "table": (
        "seed-format",
        "is a table or data, no article; its rows are imported when its name ends in .csv, .xlsx or .json",
    ),
    "layer": ("seed-format", "is a layer of a map; save it as GeoJSON or CSV, as QGIS can, and its rows are imported"),
    "document": ("seed-format", "is a PDF, RTF, e-mail, office or packed file; save the article's text as UTF-8 .txt"),
    "xml": ("seed-format", "is XML, but no RSS or Atom feed; save the article's text as .txt"),
    "binary": ("seed-binary", "is no text file (it contains NUL bytes); save the article's text as UTF-8 .txt"),
    "empty": ("seed-empty", "is empty"),
}

Texts = tuple[RawText, ...]
Problems = tuple[Problem, ...]


def read_seed_text(seed: str, data: bytes, words: Words = ENGLISH) -> tuple[Texts, Problems]:
    """Every article in the bytes of a seed at a path, and what is wrong with it; one of the two is never empty."""
    kind = kind_of(seed, data)
    if kind in _REFUSED:
        code, message = _REFUSED[kind]
        return (), (Problem(path=seed, code=code, message=message),)
    if kind == "text":
        return _sorted(read_text(seed, data))
    if len(data) > LARGEST_PAGE:
        message = f"is larger than {LARGEST_PAGE // 1024 // 1024} MB; save the article alone, or its text as .txt"
        return (), (Problem(path=seed, code="seed-large", message=message),)
    try:
        with time_limit(SECONDS):
            return _read_page(seed, data, words) if kind == "page" else _read_feed(seed, data)
    except TooSlowError:
        message = f"takes more than {SECONDS:g} seconds to read; save the article's text as .txt"
        return (), (Problem(path=seed, code="seed-slow", message=message),)


def kind_of(seed: str, data: bytes) -> str:
    """What a seed is: `text`, `page` or `feed`; else why it is refused, a key of `_REFUSED`."""
    if not data.strip():
        return "empty"
    ending = PurePosixPath(seed).suffix.lower()
    if ending in LAYERS:
        return "layer"
    if data.startswith(_PACKED) or ending in DOCUMENTS:
        return "document"
    if ending in TABLES:
        return "table"
    if b"\0" in data and not data.startswith(_WIDE):
        return "binary"
    return _kind_by_text(decoded(data[:_HEAD]), ending)


def _kind_by_text(head: str, ending: str) -> str:
    has_markup = "<" in head
    head, is_xml = _after_prolog(head)
    if doctype := _DOCTYPE.match(head):
        return "page" if doctype[1].lower() == "html" else "feed"  # a feed that declares anything is refused there
    root = _ROOT.match(head)
    name = root[1].lower() if root else ""
    if name in _FEED_ROOTS:
        return "feed"
    if name in _PAGE_ROOTS or (ending in PAGES and has_markup):
        return "page"
    if ending in FEEDS:
        return "feed"
    if is_xml:
        return "xml"
    return "table" if _JSON.match(head) or _ROW.match(head) else "text"


def _after_prolog(head: str) -> tuple[str, bool]:
    """What follows the comments and processing instructions, and whether it is said to be XML."""
    is_xml = head.lstrip().startswith("<?xml")
    while prolog := _PROLOG.match(head):
        head = head[prolog.end() :]
    return head, is_xml


def _sorted(read: RawText | Problem) -> tuple[Texts, Problems]:
    return ((read,), ()) if isinstance(read, RawText) else ((), (read,))


def _read_page(seed: str, data: bytes, words: Words) -> tuple[Texts, Problems]:
    from chronicle.intake.readers.page import read_page  # noqa: PLC0415 - heavy, and not needed for text

    declared = _CHARSET.search(data[:_HEAD]) or _ENCODING.match(data[:_HEAD])
    text = decoded_as(data, declared[1].decode() if declared else "")
    return _sorted(read_page(seed, digest(data), decoded(data) if text is None else text, words))


def _read_feed(seed: str, data: bytes) -> tuple[Texts, Problems]:
    from chronicle.intake.readers.feed import read_feed  # noqa: PLC0415 - heavy, and not needed for text

    declared = _ENCODING.match(data[:_HEAD])
    name = declared[1].decode() if declared else "utf-8"
    text = decoded_as(data, name)
    if text is None:
        message = f"says that it is {name}, but is not; save it as UTF-8 and say so in its first line"
        return (), (Problem(path=seed, code="seed-encoding", message=message),)
    return read_feed(seed, text)
