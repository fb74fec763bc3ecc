"""Places near each other are found by distance on the globe."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import incident, linked, location

from chronicle.pages.nearby import FARTHEST, kilometres, nearby

SPOTS = st.tuples(
    st.floats(-90, 90, allow_nan=False).map(lambda number: round(number, 3)),
    st.floats(-180, 180, allow_nan=False).map(lambda number: round(number, 3)),
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((33.26, 44.23), (33.79, 42.44), 176.6),  # Baghdad airport, Ain al-Asad
        ((-18.1, 179.9), (-18.1, -179.9), 21.1),  # across the antimeridian
        ((90.0, 0.0), (-90.0, 0.0), 20015.1),
    ],
)
def test_a_distance_is_that_on_the_globe(one: tuple[float, float], other: tuple[float, float], expected: float) -> None:
    """Known distances, within a kilometre."""
    assert kilometres(one, other) == pytest.approx(expected, abs=1)


def near(*spots: tuple[float, float], **fields: str) -> dict[str, list[str]]:
    """The places near each of these, which are called p0, p1 and so on."""
    files = {}
    for number, spot in enumerate(spots):
        files[f"locations/p{number}.md"] = location(f"P{number}", coordinates=str(list(spot)), **fields)
        files[f"incidents/i{number}.md"] = incident(f"I{number}", locations=f"[p{number}]")
    chronicle, _ = linked(files)
    return {slug: [item.slug for item in found] for slug, found in nearby(chronicle.places).items()}


@given(st.lists(SPOTS, min_size=2, max_size=5, unique=True), SPOTS, st.floats(0.01, 1.2))
def test_no_place_within_reach_is_missed(
    spots: list[tuple[float, float]], spot: tuple[float, float], step: float
) -> None:
    """The cells find the same places as comparing each with each; also at the poles and the antimeridian."""
    north, east = max(-90.0, min(90.0, spot[0] + step / 2)), (spot[1] + step + 180) % 360 - 180
    beside = (round(north, 3), round(east, 3))
    everything = list(dict.fromkeys([*spots, spot, beside]))
    expected = {
        f"p{number}": {
            f"p{other}"
            for other, there in enumerate(everything)
            if other != number and kilometres(here, there) <= FARTHEST
        }
        for number, here in enumerate(everything)
    }
    assert {slug: set(found) for slug, found in near(*everything).items()} == expected


def test_the_nearest_comes_first() -> None:
    """Places are told by distance."""
    assert near((33, 44), (33, 44.5), (33.1, 44))["p0"] == ["p2", "p1"]


def test_an_area_is_near_nothing() -> None:
    """The position of a country or province is no point that anything could be near to."""
    assert near((33, 44), (33, 44.1), precision="province") == {}
    assert near((33, 44), (33, 44.1), kind="country") == {}
    assert near((33, 44), (33, 44.1), kind="town", precision="exact") == {"p0": ["p1"], "p1": ["p0"]}
    assert math.isclose(kilometres((33, 44), (33, 44)), 0)
