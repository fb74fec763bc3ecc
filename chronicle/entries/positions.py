"""Whether a picture says where it was taken: a position in its Exif data, or in its XMP text.

JPEG, PNG, WebP and AVIF wrap Exif differently, and all hold it in one piece: a header, then tables found from there.
So that piece is looked for wherever it lies. What looks like one by chance has no table with both halves of a position.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER: Final = re.compile(rb"II\*\0|MM\0\*")
_XMP: Final = re.compile(rb"exif:GPSLatitude\s*[=>]")
_GPS_TABLE: Final = 0x8825  # Exif 2.32, 4.6.3: where the table of the position is
_LATITUDE_LONGITUDE: Final = frozenset({2, 4})  # Exif 2.32, 4.6.6
_MOST_HEADERS, _MOST_TAGS = 100, 500  # a file made to take long is not read on

Order = Literal["little", "big"]


def has_position(picture: bytes) -> bool:
    """Whether the bytes of a picture hold a latitude and a longitude."""
    if _XMP.search(picture):
        return True
    return any(_is_placed(picture, found.start()) for found in islice(_HEADER.finditer(picture), _MOST_HEADERS))


def _is_placed(data: bytes, start: int) -> bool:
    order: Order = "little" if data[start] == ord("I") else "big"
    first = int.from_bytes(data[start + 4 : start + 8], order)
    tables = [value for tag, value in _tags(data, start + first, order) if tag == _GPS_TABLE]
    return any({tag for tag, _ in _tags(data, start + at, order)} >= _LATITUDE_LONGITUDE for at in tables[:1])


def _tags(data: bytes, at: int, order: Order) -> Iterator[tuple[int, int]]:
    """(number, value or where it is) of each tag in a table, as far as the data goes."""
    count = min(int.from_bytes(data[at : at + 2], order), _MOST_TAGS)
    for tag in range(at + 2, min(at + 2 + 12 * count, len(data) - 11), 12):
        yield int.from_bytes(data[tag : tag + 2], order), int.from_bytes(data[tag + 8 : tag + 12], order)
