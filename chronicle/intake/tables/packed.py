"""The parts of an Excel file: a zip whose sizes are looked at before anything is unpacked, and XML without entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

LARGEST_PART: Final = 2 * 1024**3  # bytes; a sheet of a million rows, as many as Excel has
LARGEST_TEXTS: Final = 256 * 1024**2  # bytes of the texts of cells, which are held
MOST_HELD: Final = 256 * 1024**2  # bytes that these texts take in memory
_MOST_PARTS: Final = 10_000
_RATIO: Final = 400  # the most repetitive sheets shrink to a hundredth; what shrinks further was made to harm
_SMALL: Final = 16 * 1024**2  # bytes that harm nobody, however well they were packed
_PIECE: Final = 64 * 1024
_LONGEST_TAG: Final = 1024**2  # bytes; the parser holds a tag whole

# Everything that a damaged or forged file makes zipfile and expat raise.
DAMAGES: Final = (
    zipfile.BadZipFile,
    expat.ExpatError,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class WorkbookError(Exception):
    """A workbook that is not read, and why, in words."""


@dataclass(slots=True)
class Elements:
    """What is called for the elements of an XML part: names without their prefixes."""

    start: Callable[[str, dict[str, str]], None]
    end: Callable[[str], None] | None = None
    text: Callable[[str], None] | None = None


def open_parts(path: Path) -> zipfile.ZipFile:
    """The zip, when its parts can be unpacked without harm. Raise WorkbookError, or one of DAMAGES."""
    packed = zipfile.ZipFile(path)
    try:
        _check(packed)
    except BaseException:
        packed.close()
        raise
    return packed


def _check(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("has a password; save it without one")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise WorkbookError("is packed in a way that Excel does not use; save it anew as .xlsx")
    bomb = any(
        part.file_size > LARGEST_PART
        or (part.file_size > _SMALL and part.file_size > _RATIO * max(part.compress_size, 1))
        for part in parts
    )
    if bomb or len(parts) > _MOST_PARTS:
        raise WorkbookError("would be far larger when unpacked than any table; save the sheet as CSV")


def elements(file: IO[bytes], handlers: Elements) -> Iterator[None]:
    """Parse an XML part; yield after each piece, so that what was found so far can be taken."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        """Take the prefix of the first element for that of all; mostly there is none."""
        start, end = handlers.start, handlers.end
        if cut := len(name.rpartition(":")[0]) + 1 if ":" in name else 0:
            parser.StartElementHandler = lambda name, attributes: start(name[cut:], attributes)
            parser.EndElementHandler = end and (lambda name: end(name[cut:]))
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        start(name[cut:], attributes)

    parser.StartElementHandler = begin
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    read = 0
    while piece := file.read(_PIECE):
        parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
        read += len(piece)
        if read - parser.CurrentByteIndex > _LONGEST_TAG:
            raise WorkbookError("has a tag that does not end, as no Excel file has; save the sheet as CSV")
        yield
    parser.Parse(b"", True)  # noqa: FBT003
    yield


def _refuse_doctype(*_: object) -> None:
    raise WorkbookError("has a document type (DOCTYPE), as no Excel file has; save the sheet as CSV")


def read_all(packed: zipfile.ZipFile, name: str, handlers: Elements) -> None:
    """Parse a whole part."""
    with packed.open(name) as file:
        for _ in elements(file, handlers):
            pass


def targets(packed: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id → (last word of the type, part)."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    read_all(packed, posixpath.join(folder, "_rels", f"{name}.rels"), Elements(start=start))
    return found
