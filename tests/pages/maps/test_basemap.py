"""The basemap: whole countries, cut at the 180th meridian, and nothing that draws a streak across the map."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.pages.maps.basemap import COARSE, DETAILED, Box, countries, near, points_of, rings_of

if TYPE_CHECKING:
    from types import ModuleType

Ring = list[tuple[float, float]]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that makes the data."""
    path = Path(__file__).parents[3] / "tools" / "make_basemap.py"
    spec = importlib.util.spec_from_file_location("make_basemap", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def square_kilometres(ring: Ring) -> float:
    """The area of a ring on the globe; holes are negative."""
    total = 0.0
    for (west, south), (east, north) in zip(ring, [*ring[1:], ring[0]], strict=True):
        total += math.radians(east - west) * (math.sin(math.radians(south)) + math.sin(math.radians(north))) / 2
    return total * 6371**2


def rings(detail: str, code: str) -> list[Ring]:
    """The rings of a country in degrees."""
    return [
        points_of(text, country.scale)
        for country in countries(detail)
        if country.code == code
        for text in country.written
    ]


@pytest.mark.parametrize("detail", [COARSE, DETAILED])
def test_no_edge_of_a_ring_crosses_the_map(detail: str) -> None:
    """An edge spans more than 30° only along the pole, and never more than half of the map."""
    for country in countries(detail):
        for ring in (points_of(text, country.scale) for text in country.written):
            for (west, south), (east, north) in zip(ring, [*ring[1:], ring[0]], strict=True):
                assert abs(east - west) <= (180 if south == north == -90 else 30)
                assert -180 <= west <= 180


@pytest.mark.parametrize(
    ("code", "area"),
    # Thousands of square kilometres as they are usually given; Antarctica without its ice shelves.
    [
        ("RU", 17_098),
        ("FJ", 18.3),
        ("AQ", 12_300),
        ("IQ", 438),
        ("ZA", 1_221),
        ("LS", 30.4),
        ("NZ", 268),
        ("US", 9_525),
    ],
)
def test_a_country_keeps_its_area(code: str, area: float) -> None:
    """Cutting and rounding lose nothing, holes stay holes: within 3% of the known area."""
    assert sum(map(square_kilometres, rings(DETAILED, code))) / 1000 == pytest.approx(area, rel=0.03)


@pytest.mark.parametrize("detail", [COARSE, DETAILED])
def test_a_country_lies_in_its_box_and_has_one_entry(detail: str) -> None:
    """The box decides what is decoded, so nothing may lie outside it."""
    codes = [country.code for country in countries(detail) if country.code]
    assert len(codes) == len(set(codes))
    for country in countries(detail):
        for ring in rings_of(country):
            assert country.box.west <= ring.box.west <= ring.box.east <= country.box.east
            assert country.box.south <= ring.box.south <= ring.box.north <= country.box.north


def test_a_ring_across_the_180th_meridian_is_cut_into_pieces_without_bridges(maker: ModuleType) -> None:
    """A comb of three teeth that reach across makes one piece on its side and three on the other."""
    comb = [(170, 0), (-170, 0), (-170, 1), (175, 1), (175, 2), (-170, 2), (-170, 3), (175, 3), (175, 4), (-170, 4),
            (-170, 5), (170, 5)]  # fmt: skip
    pieces = maker.cut(comb)
    assert sorted((round(min(x for x, _ in piece)), round(max(x for x, _ in piece))) for piece in pieces) == [
        (-180, -170), (-180, -170), (-180, -170), (170, 180)
    ]  # fmt: skip
    assert sum(map(maker.area, pieces)) == pytest.approx(maker.area(maker.unwrapped(comb)))


def test_a_ring_around_a_pole_is_closed_through_it(maker: ModuleType) -> None:
    """Its area on the globe is that of the cap it bounds."""
    ring = [(longitude, -70.0) for longitude in range(170, -190, -10)]
    (piece,) = maker.cut([((x + 180) % 360 - 180, y) for x, y in ring])
    cap = 2 * math.pi * 6371**2 * (1 - math.sin(math.radians(70)))
    assert abs(square_kilometres(piece)) == pytest.approx(cap, rel=0.001)
    assert all(abs(one[0] - other[0]) <= 180 for one, other in zip(piece, [*piece[1:], piece[0]], strict=True))


@given(st.floats(-180, 179.9), st.floats(-60, 60), st.lists(st.floats(1, 25), min_size=3, max_size=12))
def test_cutting_keeps_the_area_of_any_star(
    maker: ModuleType, middle: float, height: float, reaches: list[float]
) -> None:
    """Pieces lie between -180° and 180° and add up to the whole, wherever the ring lies."""
    turns = [2 * math.pi * number / len(reaches) for number in range(len(reaches))]
    star = [
        ((middle + reach * math.cos(turn) + 180) % 360 - 180, height + reach * math.sin(turn))
        for turn, reach in zip(turns, reaches, strict=True)
    ]
    pieces = maker.cut(star)
    assert sum(map(maker.area, pieces)) == pytest.approx(maker.area(maker.unwrapped(star)), abs=1e-4)
    for piece in pieces:
        assert all(-180.001 <= x <= 180.001 for x, _ in piece)


@given(st.lists(st.tuples(st.integers(-18000, 18000), st.integers(-9000, 9000)), min_size=3, max_size=20, unique=True))
def test_what_is_written_is_read_back(maker: ModuleType, steps: list[tuple[int, int]]) -> None:
    """Points on the grid survive writing and reading."""
    points = [(x / 100, y / 100) for x, y in steps]
    assert points_of(maker.written(points, 100), 100) == points


def test_a_box_is_met_across_the_180th_meridian_and_at_the_pole() -> None:
    """Nearness is measured around the globe."""
    assert near(-17, 179, 2)(Box(-180, -18, -178, -16))
    assert not near(-17, 179, 2)(Box(-170, -18, -168, -16))
    assert near(89, -70, 5)(Box(100, 85, 110, 86))
