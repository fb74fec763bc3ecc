"""Cells of HTML are read as the text that they show."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.intake.tables.markup import without_markup


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Rockets &amp; drones", "Rockets & drones"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<p>One <em>and</em> only.</p><p>Two.<br>Three.</p>", "One and only.\n\nTwo.\nThree."),
        ("a <!-- not this --> b &lt;b&gt;", "a b <b>"),
        (
            'See <a class="x" href="https://example.org/?a=1&amp;b=2">the page</a>.',
            "See the page (https://example.org/?a=1&b=2).",
        ),
        ("<a href='http://example.org'>http://example.org</a>", "http://example.org"),
        ('<a href="javascript:alert(1)">x</a> <A HREF=https://example.org/>y</A>', "x y (https://example.org/)"),
        ("plain  text\nas it is", "plain  text\nas it is"),
    ],
)
def test_html_becomes_the_text_it_shows(cell: str, text: str) -> None:
    """Paragraphs stay apart, and where a link leads is kept."""
    assert without_markup(cell) == text


@given(st.text(st.sampled_from("ab <>&;#/x1\"'\n"), max_size=40).map(lambda text: " ".join(text.split())))
def test_a_text_written_as_html_is_read_as_it_was(text: str) -> None:
    """Whatever is in it."""
    assert without_markup(html.escape(text, quote=False)) == text


def test_a_cell_of_open_tags_is_read_quickly() -> None:
    """As long as a cell can be."""
    assert without_markup("<a href=https://example.org/ " * 4000)
    assert without_markup("x<a href=https://example.org/>" * 4000)
