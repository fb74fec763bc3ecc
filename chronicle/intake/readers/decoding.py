"""Decoding: the bytes of a seed become characters. Pure."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # which begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN: Final = frozenset({"ascii", "iso8859-1"})  # said of texts that are Windows-1252, by browsers' rule
# What a document may say that it is in; others, such as UTF-7, can hide markup from those who look for it.
_DECLARABLE: Final = re.compile(r"utf-8|cp125\d|cp874|iso8859-\d+|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc_\w\w")
_OTHER_SCRIPTS: Final = ("cp1251", "koi8_r", "iso8859_5", "cp1256", "iso8859_6", "cp1253", "cp1255", "gb18030", "big5")
_MUCH: Final = 0.3  # share of letters beyond ASCII; French and Vietnamese have less, Russian and Arabic more
_ENOUGH: Final = 64 * 1024  # bytes that a detector needs to see


def decoded(data: bytes) -> str:
    """The characters of a text: by its mark, else UTF-8, else a Windows encoding."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(name, errors="replace")
    return _strictly(data, "utf-8") or data.decode(windows_encoding(data), errors="replace")


def decoded_as(data: bytes, declared: str) -> str | None:
    """The characters of a document that says its encoding; None when it cannot be in that, or none is said."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return decoded(data)
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return None
    name = "cp1252" if name in _WESTERN else name
    return _strictly(data, name) if _DECLARABLE.fullmatch(name) else None


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def windows_encoding(data: bytes) -> str:
    """Of a text that is no UTF-8: Windows-1252, unless most letters are of another script and the detector knows it."""
    high = sum(byte > 0x7F for byte in data)  # noqa: PLR2004 - ASCII ends there
    plain = sum(chr(byte).isalpha() for byte in data if byte < 0x80)  # noqa: PLR2004
    if high < _MUCH * (high + plain):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most seeds are UTF-8

    best = from_bytes(data[:_ENOUGH], cp_isolation=list(_OTHER_SCRIPTS)).best()
    return best.encoding if best else "cp1252"
