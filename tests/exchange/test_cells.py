"""Cells: lists in one cell, texts that no spreadsheet computes and no page runs, numbers."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from exchange_facts import LINES
from hypothesis import given
from hypothesis import strategies as st

from chronicle.exchange.cells import (
    JOINER,
    degrees,
    greatest,
    items_of,
    least,
    listed,
    plain,
    safe,
    table,
    with_markup,
    without_markup,
)
from chronicle.text.counts import Count

if TYPE_CHECKING:
    from chronicle.exchange.layout import Layout


@given(st.lists(LINES, max_size=5))
def test_a_list_is_read_as_it_was_written(items: list[str]) -> None:
    """Whatever is in an item, a semicolon or a backslash too."""
    assert items_of(listed(items)) == tuple(items)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("", ()),
        (" ", ()),
        ("a", ("a",)),
        ("a;b", ("a", "b")),
        ("a; ; b", ("a", "", "b")),
        ("; b", ("", "b")),
        ("a;", ("a", "")),
        (r"a\; b; c\\", ("a; b", "c\\")),
        ("a\\", ("a",)),
    ],
)
def test_lists_keep_their_places(cell: str, items: tuple[str, ...]) -> None:
    """An empty item stays, since lists stand beside each other."""
    assert items_of(cell) == items


TEXT = (
    st.text(max_size=20)
    | st.text("=+-@\t\r\n＝＋－＠'1 ", max_size=6)
    | st.text("<=\"a/!?'\u2060 ", max_size=10)
    | st.lists(st.sampled_from(["<script>", "</p>", "<!--", '="', "<\u2060b", '=\u2060"', "'=", "1 < 2", "x"])).map(
        "".join
    )
)


class Seen(HTMLParser):
    """What a browser would make of a text between two elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element."""
        self.found.append(f"{tag} {attrs}")

    def handle_endtag(self, tag: str) -> None:
        """The end of one."""
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        """What would not be seen."""
        self.found.append(data)

    def handle_decl(self, decl: str) -> None:
        """What would not be seen either."""
        self.found.append(decl)

    def handle_pi(self, data: str) -> None:
        """Nor this."""
        self.found.append(data)

    def unknown_decl(self, data: str) -> None:
        """Nor this."""
        self.found.append(data)


@given(TEXT)
def test_a_safe_text_is_plain_again(text: str) -> None:
    """What is put before a text to keep it from being computed is taken off by reading, and nothing else."""
    assert plain(safe(text)) == text


@given(TEXT)
def test_no_spreadsheet_computes_a_safe_text(text: str) -> None:
    """It begins with none of = + - @ tab CR LF nor their wide forms, unless it is a negative number."""
    made = safe(text)
    assert not made.startswith(tuple("=+@\t\r\n＝＋－＠"))
    if made.startswith("-"):
        float(made)


@given(TEXT)
def test_no_page_runs_a_safe_text(text: str) -> None:
    """Put into a page without escaping, it has no element, no comment and no declaration; a value of it has no end."""
    made = without_markup(text)
    assert Seen(made).found == []
    assert '="' not in made
    assert with_markup(made) == text
    assert made.replace(JOINER, "") == text.replace(JOINER, "")


def test_only_what_would_be_markup_is_broken() -> None:
    """Comparisons, arrows and addresses stay letter by letter, so that a table can be searched for them."""
    texts = ("1 < 2", "<3", "<-", "a = b", "https://a.example/?q=1&on=x", "< b", "")
    assert [without_markup(text) for text in texts] == list(texts)
    broken = ("<b>", "</b>", "<!--", "<?php", '<a href="x">', "<⁠b>")
    assert [without_markup(text).replace(JOINER, "|") for text in broken] == [
        "<|b>", "<|/b>", "<|!--", "<|?php", '<|a href=|"x">', "<||b>"
    ]  # fmt: skip


def test_a_number_stays_a_number() -> None:
    """A latitude in the south is no formula; a text that only begins like one is."""
    assert [safe(text) for text in ("-33.5", "-1+1", "+964", "=1")] == ["-33.5", "'-1+1", "'+964", "'=1"]


def table_of(*header: str) -> Layout[list[str]]:
    """A table of rows that are at hand."""
    return table(header, lambda row: row)


def test_a_table_is_csv_by_its_standard() -> None:
    """UTF-8 without BOM, commas, CRLF, quotes only where they are needed; any number of rows is whole."""
    assert b"".join(table_of("a", "b").written([["é", 'x "y", z'], ["two\nlines", ""]])) == (
        'a,b\r\né,"x ""y"", z"\r\n"two\nlines",\r\n'.encode()
    )
    rows = [[str(number)] for number in range(1001)]
    assert list(csv.reader(io.StringIO(b"".join(table_of("n").written(rows)).decode()))) == [["n"], *rows]


def test_ranges_and_degrees_are_written_plainly() -> None:
    """An open end and an unknown number are empty; no exponent, no negative zero."""
    assert (least(Count(41, None)), greatest(Count(41, None))) == ("41", "")
    assert (least(None), greatest(None), greatest(Count(1, 5))) == ("", "", "5")
    assert [degrees(number) for number in (33.0, -0.0, 1e-7, 44.25)] == ["33", "0", "0.0000001", "44.25"]


CELLS = st.text("'=+-@\t\r\n＝＋1.<b\"\u2060 ", max_size=5) | st.sampled_from(("", "-33.5", "'-33.5", "-1.", "x"))


@given(st.lists(CELLS, min_size=3, max_size=3))
def test_every_cell_of_a_table_is_made_safe(row: list[str]) -> None:
    """Whatever stands beside it."""
    written = b"".join(table_of("a", "b", "c").written([row])).decode()
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [safe(cell) for cell in row]


def test_a_long_table_is_written_piece_by_piece() -> None:
    """However many rows there are, only some of them are held at a time."""
    pieces = list(table_of("number").written([str(number)] for number in range(1000)))
    assert b"".join(pieces).endswith(b"\r\n999\r\n")
    assert max(map(len, pieces)) < 2000
