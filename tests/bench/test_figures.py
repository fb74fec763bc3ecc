"""Figures: precision, recall and F1, the pairs with the greatest sum, and the table."""

from __future__ import annotations

import itertools

import pytest
from figures import AIMS, Share, Tally, add_up, as_numbers, pair, table
from hypothesis import given
from hypothesis import strategies as st
from labels import Place, distance, name_key
from news_rules import ROWS, SHARES
from stress_rules import MUC4_ROWS


def test_f1_is_the_harmonic_mean() -> None:
    """Half of what was predicted and all that was labelled give two thirds; nothing gives 0."""
    tally = Tally(right=2, predicted=4, labelled=2)
    assert (tally.precision, tally.recall, round(tally.value, 4)) == (0.5, 1.0, 0.6667)
    assert (Tally().precision, Tally().recall, Tally().value, Share().value) == (0, 0, 0, 0)


def test_figures_add_up_by_row() -> None:
    """Rows keep their order, and one that no part has stays empty."""
    parts = [{"b": Tally(right=1, predicted=1, labelled=2)}, {"b": Tally(predicted=3, labelled=1)}]
    found = add_up(parts, ("a", "b"), Tally())
    assert list(found.items()) == [("a", Tally()), ("b", Tally(right=1, predicted=4, labelled=3))]


@given(
    st.integers(0, 4).flatmap(
        lambda columns: st.lists(st.lists(st.integers(0, 9), min_size=columns, max_size=columns), max_size=4)
    )
)
def test_no_other_pairs_have_a_greater_sum(scores: list[list[int]]) -> None:
    """The pairs are one to one, have a score each, and add up to the most there is."""
    pairs = pair(scores)
    columns = len(scores[0]) if scores else 0
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(scores[row][column] > 0 for row, column in pairs)
    padded = [[*row, *[0] * len(scores)] for row in scores]  # a row may stay alone
    best = max(
        (
            sum(padded[row][column] for row, column in enumerate(order))
            for order in itertools.permutations(range(columns + len(scores)), len(scores))
        ),
        default=0,
    )
    assert sum(scores[row][column] for row, column in pairs) == best


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassakeh province", "Hassakeh"),
        ("the Gaza", "Gaza"),
        ("City of Kabul", "Kabul"),
        ("Tāl ‘Afar", "Tal Afar"),
        ("Ain al-Asad", "Ain al Asad"),
        ("Lahore’s", "Lahores"),
    ],
)
def test_names_are_compared_without_marks_and_kinds(one: str, other: str) -> None:
    """Accents, hyphens, apostrophes and the words for a kind of place make no difference."""
    assert name_key(one) == name_key(other)
    assert name_key("Quezon City") != name_key("Mexico City")


def test_distance_is_along_the_surface() -> None:
    """Baghdad and Basra are 450 km apart; without coordinates nothing is known."""
    baghdad = Place(latitude=33.34, longitude=44.4)
    assert distance(baghdad, Place(latitude=30.51, longitude=47.81)) == pytest.approx(449, abs=2)
    assert distance(baghdad, Place()) is None


def test_the_table_shows_figures_beside_their_aims() -> None:
    """A figure under its aim says so, unless there was nothing to find; one without an aim stands alone."""
    found = table(
        "news",
        {
            "type": Tally(right=1, predicted=2, labelled=1),
            "noise removed": Share(right=2, of=2),
            "country": Tally(right=1, predicted=1, labelled=1),
            "agency": Tally(),
        },
    )
    assert found.splitlines() == [
        "news                         P     R    F1  right/predicted/labelled   aim",
        "type                      0.500 1.000 0.667  1/2/1                     0.92  below",
        "noise removed                         1.000  2 of 2                    1.00",
        "country                   1.000 1.000 1.000  1/1/1",
        "agency                    0.000 0.000 0.000  0/0/0                     0.95",
    ]


def test_every_aim_is_that_of_a_row() -> None:
    """An aim that no row has would never be shown."""
    assert set(AIMS) <= {*ROWS, *SHARES, *MUC4_ROWS}


def test_numbers_have_four_places() -> None:
    """The same numbers go out as JSON."""
    found = as_numbers({"type": Tally(right=2, predicted=3, labelled=2), "noise removed": Share(right=1, of=3)})
    assert found == {
        "type": {"right": 2, "predicted": 3, "labelled": 2, "precision": 0.6667, "recall": 1.0, "f1": 0.8},
        "noise removed": {"right": 1, "of": 3, "share": 0.3333},
    }
