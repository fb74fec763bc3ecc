"""Readers: the bytes of a seed become plain text, or a problem that says why not. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from chronicle.problems import Problem
from chronicle.text.frontmatter import FORBIDDEN, LONGEST_BODY

LARGEST: Final = LONGEST_BODY  # bytes, and so characters: the body of an entry must hold it; a long feature has 60,000

_MARKUP: Final = re.compile(r"\s*(?:<!doctype html|<html|<\?xml|<rss|<feed|\{\s*\"|%PDF|\{\\rtf)", re.IGNORECASE)
_OTHER_ENDINGS: Final = frozenset(".csv .tsv .xlsx .ods .html .htm .xml .rss .json .pdf .rtf".split())
_MARKS: Final = re.compile("[\x85\u2028\u2029\ufeff]")  # line ends and byte order marks in the middle of a text


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """A seed as text: LF line ends, no byte order mark; `sha256` is that of the seed's bytes."""

    seed: str
    sha256: str
    text: str


def read_text(seed: str, data: bytes) -> RawText | Problem:
    """Decode the bytes of the seed at a path: UTF-8 (with or without BOM), else Windows-1252."""
    if fault := _fault(data):
        code, message = fault
        return Problem(path=seed, message=message, code=code)
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    text = _MARKS.sub(" ", FORBIDDEN.sub(" ", text))
    if _MARKUP.match(text) or PurePosixPath(seed).suffix.lower() in _OTHER_ENDINGS:
        message = (
            "is HTML, XML, JSON, PDF, RTF or a table; this version reads plain text: save the article's text as .txt"
        )
        return Problem(path=seed, message=message, code="seed-format")
    if not text.strip():
        return Problem(path=seed, message="has no text", code="seed-empty")
    return RawText(seed=seed, sha256=hashlib.sha256(data).hexdigest(), text=text)


def _fault(data: bytes) -> tuple[str, str] | None:
    if not data.strip():
        return "seed-empty", "is empty"
    if len(data) > LARGEST:
        return "seed-large", f"is larger than {LARGEST // 1024} kB; that is no single article"
    if b"\0" in data:
        return "seed-binary", "is no text file (it contains NUL bytes); save the article's text as UTF-8 .txt"
    return None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
