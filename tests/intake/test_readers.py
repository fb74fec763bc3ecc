"""Seeds as bytes: what is read, and what is refused in plain words."""

from __future__ import annotations

import pytest

from chronicle.intake.readers import LARGEST, RawText, read_text
from chronicle.problems import Problem


def test_byte_order_mark_and_line_ends_vanish() -> None:
    """A file saved by Windows reads like any other."""
    raw = read_text("a.txt", b"\xef\xbb\xbfOne\r\nTwo\rThree")
    assert isinstance(raw, RawText)
    assert raw.text == "One\nTwo\nThree"


def test_windows_1252_is_the_fallback() -> None:
    """Bytes that are no UTF-8 are read as Windows-1252."""
    raw = read_text("a.txt", b"the army\x92s caf\xe9")
    assert isinstance(raw, RawText)
    assert raw.text == "the army’s café"


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b" \n", "seed-empty", "is empty"),
        (b"a\0b", "seed-binary", "is no text file (it contains NUL bytes); save the article's text as UTF-8 .txt"),
        (b"a" * (LARGEST + 1), "seed-large", "is larger than 256 kB; that is no single article"),
        (
            b"<!DOCTYPE html><p>x",
            "seed-format",
            "is HTML, XML, JSON, PDF, RTF or a table; this version reads plain text: save the article's text as .txt",
        ),
    ],
)
def test_other_seeds_are_refused(data: bytes, code: str, message: str) -> None:
    """What is no text of an article is a problem that says what to do."""
    assert read_text("seeds/a.txt", data) == Problem(path="seeds/a.txt", code=code, message=message)


def test_a_table_is_no_article() -> None:
    """What is plain text but no story is refused by the ending of its name."""
    found = read_text("seeds/events.CSV", b"title,date\nFire,2024-05-01\n")
    assert isinstance(found, Problem)
    assert found.code == "seed-format"
