"""Plain text: any encoding that Windows wrote, wrapped and indented lines, and limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.intake.article import read_article
from chronicle.intake.readers import LARGEST, RawText, read_text
from chronicle.intake.words import ENGLISH
from chronicle.problems import Problem

CYRILLIC = "В понедельник у блокпоста южнее города взорвалась бомба, трое полицейских погибли, сообщило командование. "
ARABIC = "قتل ثلاثة من رجال الشرطة في انفجار قنبلة قرب نقطة تفتيش جنوب المدينة يوم الاثنين حسب بيان القيادة. "
WRAPPED = """\
   KIRKUK, Iraq, March 4 (Reuters) - A roadside bomb killed three
policemen near a checkpoint south of the city, the command said.
   Nobody has claimed the attack.
   The patrol was on its way back from Daquq when the device went
off beside the second car.
"""


def text_of(data: bytes) -> str:
    """What a text file says."""
    raw = read_text("seeds/a.txt", data)
    assert isinstance(raw, RawText)
    return raw.text


def test_byte_order_mark_and_line_ends_vanish() -> None:
    """A file saved by Windows reads like any other."""
    assert text_of(b"\xef\xbb\xbfOne\r\nTwo\rThree") == "One\nTwo\nThree"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["the army’s café", "مرحبا", "日本"])
def test_unicode_reads_as_it_was_written(encoding: str, text: str) -> None:
    """UTF-8 with and without its mark, and UTF-16 with one, as Notepad saves them."""
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["the army’s café", "Señor Muñoz", "Ångström", "Zoë’s “naïve” coup"])
def test_windows_1252_is_the_fallback(text: str) -> None:
    """Bytes that are no UTF-8 are read as Windows-1252, however short the text is."""
    assert text_of(text.encode("cp1252")) == text


@pytest.mark.parametrize(("text", "encoding"), [(CYRILLIC, "cp1251"), (CYRILLIC, "koi8-r"), (ARABIC, "cp1256")])
def test_other_windows_encodings_are_told_by_their_letters(text: str, encoding: str) -> None:
    """A text that is mostly of another script is read in that script's encoding."""
    assert text_of((text * 3).encode(encoding)).strip() == (text * 3).strip()


def test_invisible_characters_leave_words_whole() -> None:
    """A soft hyphen in a word would hide it from the rules."""
    assert text_of("explo\u00adsion\ufeff in Mo\u200bsul".encode()) == "explosion  in Mosul"


def test_indented_paragraphs_are_parted_and_their_lines_joined() -> None:
    """Where nothing but an indentation begins a paragraph, that is enough."""
    raw = read_text("seeds/a.txt", WRAPPED.encode())
    assert isinstance(raw, RawText)
    assert read_article(raw, ENGLISH).paragraphs == (
        "A roadside bomb killed three policemen near a checkpoint south of the city, the command said.",
        "Nobody has claimed the attack.",
        "The patrol was on its way back from Daquq when the device went off beside the second car.",
    )


def test_lines_that_are_all_indented_are_one_paragraph() -> None:
    """An indentation that every line has means nothing."""
    assert text_of(b"  A bomb went off\n  in the city.") == "  A bomb went off\n  in the city."


def test_a_word_cut_at_a_hyphen_keeps_it_and_gains_no_space() -> None:
    """Whether the hyphen belongs to the word is not known; that no space belongs there is."""
    assert text_of(b"near Ain al-\nAsad the self-\npropelled gun - they\nsaid -\nfired") == (
        "near Ain al-Asad\nthe self-propelled\ngun - they\nsaid -\nfired"
    )


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"\xef\xbb\xbf \n", "seed-empty", "has no text"),
        (b"a" * (LARGEST + 1), "seed-large", "has more than 256 kB of text; that is no single article"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, code: str, message: str) -> None:
    """A text without words or without end is a problem."""
    assert read_text("seeds/a.txt", data) == Problem(path="seeds/a.txt", code=code, message=message)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn"]), min_size=1))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    """Parting and joining lines moves white space only."""
    raw = read_text("a.txt", text.encode())
    words = "".join(text.split())
    assert "".join(raw.text.split()) == words if isinstance(raw, RawText) else not words
