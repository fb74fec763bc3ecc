"""Quotes: short enough to print, and with the value in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chronicle.intake.quotes import LONGEST, quote, quotes

WORDS = st.lists(st.text("abc", min_size=1, max_size=12), min_size=1, max_size=120)


@given(WORDS, st.integers(min_value=0))
def test_a_quote_holds_its_value_word_for_word(words: list[str], number: int) -> None:
    """It is a part of the sentence, of whole words, at most 300 characters long."""
    at = number % len(words)
    text, start = " ".join(words), len(" ".join(words[:at])) + bool(at)
    found = quote(text, (start, start + len(words[at])))
    assert len(found) <= LONGEST
    assert f" {found} " in f" {text} "
    assert words[at] in found.split()


def test_values_far_apart_have_a_quote_each() -> None:
    """A sentence in which the dead stand at the head and the injured at the end is quoted twice."""
    text = "Two died " + "and so on " * 60 + "and nine were hurt"
    head, tail = quotes(text, [(0, 8), (len(text) - 18, len(text))])
    assert head.startswith("Two died")
    assert tail.endswith("nine were hurt")


def test_values_close_to_each_other_share_a_quote() -> None:
    """One quote is enough where it holds them all."""
    text = "Two died and nine were hurt " + "and so on " * 60
    assert len(quotes(text.strip(), [(0, 8), (13, 17)])) == 1
