"""Counts of people: read, written, joined and added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.counts import MOST, Count, parse_count, spanning, total

numbers = st.integers(0, MOST)
counts = st.tuples(numbers, numbers).map(lambda pair: Count(min(pair), max(pair))) | numbers.map(
    lambda least: Count(least, None)
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3", Count(3, 3)),
        ("1-5", Count(1, 5)),
        ("1–5", Count(1, 5)),
        (" 1 - 5 ", Count(1, 5)),
        ("41+", Count(41, None)),
        ("0", Count(0, 0)),
    ],
)
def test_a_count_is_a_number_a_range_or_an_open_range(text: str, count: Count) -> None:
    """A count is a number, a range with any hyphen, or "at least"."""
    assert parse_count(text) == count


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-3", '"-3" is not a number of people; write 3, 1-5, or 41+ for "at least 41"'),
        ("many", '"many" is not a number of people; write 3, 1-5, or 41+ for "at least 41"'),
        ("٣", '"٣" is not a number of people; write 3, 1-5, or 41+ for "at least 41"'),
        ("5-1", '"5-1" goes from more to less; write 1-5'),
        ("100000001", '"100000001" is more people than can be meant'),
        ("999999999+", '"999999999+" is more people than can be meant'),
    ],
)
def test_what_is_no_count_is_said_in_words(text: str, message: str) -> None:
    """What is no count is refused with the way to write it."""
    with pytest.raises(ValueError, match=r".") as caught:
        parse_count(text)
    assert str(caught.value) == message


@given(counts)
def test_a_count_reads_back_as_itself(count: Count) -> None:
    """A count that is written and read again is the same."""
    assert parse_count(str(count)) == count


def test_claims_span_from_the_least_to_the_greatest() -> None:
    """Several counts of the same people span one range, which is open when one of them is."""
    assert spanning([Count(3, 3), Count(1, 5)]) == Count(1, 5)
    assert spanning([Count(3, 3), Count(41, None)]) == Count(3, None)
    assert spanning([]) is None


def test_counts_of_different_people_add_up() -> None:
    """Counts of different people add up, and the sum is open when one of them is."""
    assert total([Count(3, 3), Count(1, 5)]) == Count(4, 8)
    assert total([Count(3, 3), Count(41, None)]) == Count(44, None)
    assert total([]) is None
