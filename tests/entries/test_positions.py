"""Positions in pictures: found in whatever wraps them, and nowhere else."""

from __future__ import annotations

import struct
import time
import zlib
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import PICTURE

from chronicle.entries.positions import has_position

GPS, LATITUDE, LONGITUDE, RATIONAL, LONG = 0x8825, 2, 4, 5, 4


def exif(order: Literal["<", ">"] = "<", tags: tuple[int, ...] = (1, LATITUDE, 3, LONGITUDE)) -> bytes:
    """Exif as a camera writes it: a header, the first table, and the table of the position with these tags."""
    header = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    first = struct.pack(f"{order}HHHIIHHIII", 2, 0x0110, 2, 4, 0, GPS, LONG, 1, 38, 0)
    entries = b"".join(struct.pack(f"{order}HHII", tag, RATIONAL, 3, 0) for tag in tags)
    return header + first + struct.pack(f"{order}H", len(tags)) + entries + bytes(4)


def jpeg(marker: bytes) -> bytes:
    """A JPEG with one marker for data of an application."""
    return (
        b"\xff\xd8\xff\xe1" + struct.pack(">H", len(marker) + 2) + marker + b"\xff\xda" + b"\x12\x34" * 50 + b"\xff\xd9"
    )


def png(kind: bytes, data: bytes) -> bytes:
    """The smallest PNG with one chunk more."""
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return PICTURE[:33] + chunk + PICTURE[33:]


def webp(kind: bytes, data: bytes) -> bytes:
    """A WebP with one chunk."""
    chunk = kind + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="33,47.16N"/></x:xmpmeta>'
PLACED = {
    "JPEG": jpeg(b"Exif\0\0" + exif()),
    "JPEG of another byte order": jpeg(b"Exif\0\0" + exif(">")),
    "JPEG with XMP": jpeg(b"http://ns.adobe.com/xap/1.0/\0" + XMP),
    "PNG": png(b"eXIf", exif(">")),
    "PNG with XMP": png(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    "WebP": webp(b"EXIF", exif()),
    "AVIF": b"\0\0\0\x1cftypavif" + bytes(16) + b"\0\0\1\0mdat\0\0\0\0" + exif(">") + bytes(40),
    "XMP as an element": webp(b"XMP ", b"<exif:GPSLatitude>33,47.16N</exif:GPSLatitude>"),
    "a false header first": jpeg(b"II*\0\xff\xff\xff\xff" + exif()),
}


@pytest.mark.parametrize("picture", PLACED.values(), ids=PLACED.keys())
def test_a_position_is_found_in_every_wrapping(picture: bytes) -> None:
    """JPEG, PNG, WebP and AVIF, both byte orders, Exif and XMP."""
    assert has_position(picture)


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        PICTURE,
        jpeg(b"Exif\0\0" + exif(tags=())),
        jpeg(b"Exif\0\0" + exif(tags=(0, 29))),
        jpeg(b"Exif\0\0" + exif(tags=(LATITUDE,))),
        jpeg(b"Exif\0\0" + exif())[:60],
        png(b"tEXt", b"Comment\0no exif:GPSLatitude here"),
    ],
)
def test_a_picture_without_a_position_is_left_alone(picture: bytes) -> None:
    """No Exif, no table of a position, one with a version or a date only, or one that is cut off."""
    assert not has_position(picture)


@given(st.binary(max_size=40), st.integers(0, 200), st.binary(max_size=8))
def test_no_bytes_are_too_odd(head: bytes, at: int, noise: bytes) -> None:
    """Damaged pictures are read as far as they go."""
    whole = head + exif()
    has_position(whole[:at] + noise + whole[at + len(noise) :])


def test_a_picture_made_to_take_long_is_not_read_on() -> None:
    """Headers by the million, each with the longest table, are given up after a few."""
    begin = time.process_time()
    assert not has_position(b"II*\0\x00\x00\x00\x00" * 1_000_000)
    assert time.process_time() - begin < 2
