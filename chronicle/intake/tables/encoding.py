"""In what encoding a table is written, told by all of its bytes, read in pieces."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from chronicle.intake.readers.decoding import windows_encoding
from chronicle.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

UNDECODED: Final = "surrogateescape"  # how bytes that are no character are kept, to be told with their row
BROKEN: Final = re.compile("[\udc80-\udcff]")

_UTF_8: Final = "utf-8-sig"  # with or without its mark
_PIECE: Final = 1 << 16
_SAMPLE: Final = 64 * 1024
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BETWEEN_CELLS: Final = re.compile(rb"[,;\t|\r\n\"]+")


def encoding_of(seed: str, path: Path) -> tuple[str, tuple[Problem, ...]] | Problem:
    """The name of the encoding, and a warning if it is not UTF-8. Raise OSError."""
    wrong, beyond_ascii, sample = 0, 0, b""
    decoder = codecs.getincrementaldecoder("utf-8")(UNDECODED)
    with path.open("rb") as file:
        head = piece = file.read(_PIECE)
        if fault := _no_text(head):
            return Problem(path=seed, code="table-encoding", message=fault)
        while piece:
            text = decoder.decode(piece)
            wrong += 0 if text.isascii() else len(BROKEN.findall(text))
            beyond_ascii += len(text) - len(text.encode("ascii", "ignore"))
            if len(sample) < _SAMPLE and not piece.isascii():
                sample += b" ".join(cell for cell in _BETWEEN_CELLS.split(piece) if not cell.isascii())[:_SAMPLE]
            piece = file.read(_PIECE)
    wrong += len(decoder.decode(b"", final=True))
    return _by_count(seed, wrong, beyond_ascii - wrong, sample)


def _by_count(seed: str, wrong: int, right: int, sample: bytes) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8 without anything wrong, or with little among much that is right."""
    if not wrong:
        return _UTF_8, ()
    if right > wrong:
        message = "has bytes that are no UTF-8 among others that are; rows with them are told"
        return _UTF_8, (Problem(path=seed, level="warning", code="table-encoding", message=message),)
    name = windows_encoding(sample[:_SAMPLE])
    shown = name.replace("_", "-")
    message = f"is not UTF-8; it was read as {shown}: look at names with accents, or save it as UTF-8"
    return name, (Problem(path=seed, level="warning", code="table-encoding", message=message),)


def _no_text(head: bytes) -> str:
    if head.startswith(_UTF_16):
        return "is UTF-16 text; save it as UTF-8 (in Excel: Save as, “CSV UTF-8 (Comma delimited)”)"
    nuls = head[:_SAMPLE].count(0)
    if nuls * 4 > len(head[:_SAMPLE]):
        return "is UTF-16 text or no text at all; save it as UTF-8 (in Excel: Save as, “CSV UTF-8 (Comma delimited)”)"
    return ""
