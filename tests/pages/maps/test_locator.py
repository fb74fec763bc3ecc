"""The locator map: as exact as the place is known, readable by machines, the same every time."""

from __future__ import annotations

import math
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.entries.kinds import PRECISIONS
from chronicle.pages.maps.basemap import Box, near
from chronicle.pages.maps.drawing import Rectangle
from chronicle.pages.maps.framing import HEIGHT, WIDTH, shapes_in
from chronicle.pages.maps.labels import beside, country_names
from chronicle.pages.maps.locator import LEAST_RADIUS, LocatorView, draw_locator
from chronicle.pages.maps.projection import EARTH, Frame

SVG: Final = "{http://www.w3.org/2000/svg}"
BASE: Final = LocatorView(
    name="Ain al-Asad & <co>",
    latitude=33.786,
    longitude=42.441,
    precision="exact",
    country="IQ",
    language="en",
    title="Map of <Ain>",
    description="The dot.",
    kilometres="{number} km",
)
HARD = [
    ("Suva", -18.14, 178.44, "locality", "FJ"),
    ("Fiji", -17.8, 178.0, "country", "FJ"),
    ("Russia", 61.0, 99.0, "country", "RU"),
    ("South Pole", -90.0, 0.0, "exact", ""),
    ("Antarctica", -80.0, 20.0, "country", "AQ"),
    ("Pitcairn", -25.07, -130.1, "vicinity", "PN"),
    ("Nauru", -0.53, 166.93, "country", "NR"),
    ("Mid-Atlantic", -5.0, -25.0, "province", ""),
    ("Nowhere", 0.0, 0.0, "country", "XX"),
    ("Anadyr", 64.7, -180.0, "district", ""),
]


def view(name: str, latitude: float, longitude: float, precision: str, country: str) -> LocatorView:
    """A view of a place."""
    return BASE._replace(name=name, latitude=latitude, longitude=longitude, precision=precision, country=country)


def classes(svg: bytes) -> list[str]:
    """The classes of all elements."""
    return [element.get("class", "") for element in ET.fromstring(svg).iter()]  # noqa: S314 - our own file


@pytest.mark.parametrize("place", HARD, ids=[place[0] for place in HARD])
def test_a_map_is_sound_wherever_the_place_is(place: tuple[str, float, float, str, str]) -> None:
    """It is XML with title and description, has numbers only, and never a streak from side to side."""
    svg = draw_locator(view(*place))
    tree = ET.fromstring(svg)  # noqa: S314 - our own file
    assert tree.findtext(f"{SVG}title") == "Map of <Ain>"
    assert tree.findtext(f"{SVG}desc") == "The dot."
    assert b"nan" not in svg.replace(b"Nanumea", b"")
    assert len(svg) < 25_000
    assert draw_locator(view(*place)) == svg


@pytest.mark.parametrize("precision", [word for word in PRECISIONS if word != "exact"])
def test_what_is_not_exact_is_an_area(precision: str) -> None:
    """A point stands only for an exact position; anything coarser is a circle to scale or the whole country."""
    assert "p" in classes(draw_locator(BASE))
    found = classes(draw_locator(BASE._replace(precision=precision)))
    assert "p" not in found
    assert ("w" if precision == "country" else "a") in found


def test_an_area_is_drawn_to_scale() -> None:
    """The circle of a province has its radius in kilometres, measured by the scale bar."""
    svg = ET.fromstring(draw_locator(BASE._replace(precision="province")))  # noqa: S314 - our own file
    circle = svg.find(f"{SVG}circle[@class='a']")
    bar = svg.find(f"{SVG}path[@class='k']")
    assert circle is not None
    assert bar is not None
    units = float(bar.get("d", "").partition("h")[2].partition("v")[0])
    assert float(circle.get("r", "")) / units * 200 == pytest.approx(110, rel=0.02)


def test_a_country_that_no_outline_is_known_to_be_is_an_area() -> None:
    """At sea, and without a code, it is none of the outlines that have no code either."""
    svg = ET.fromstring(draw_locator(view("Nowhere", -5.0, -25.0, "country", "")))  # noqa: S314 - our own file
    circle = svg.find(f"{SVG}circle[@class='a']")
    assert circle is not None
    assert float(circle.get("r", "")) > LEAST_RADIUS


def test_the_names_of_countries_are_those_of_the_language() -> None:
    """Names come from CLDR; the place keeps its own."""
    svg = draw_locator(BASE._replace(language="ar")).decode()
    assert "العراق" in svg
    assert "Ain al-Asad &amp; &lt;co&gt;" in svg


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(-300, 300), st.floats(-200, 200))
def test_a_point_of_the_drawing_is_a_position_and_back(
    latitude: float, longitude: float, right: float, down: float
) -> None:
    """The projection and its inverse agree everywhere."""
    frame = Frame(latitude=latitude, longitude=longitude, reach=2000, width=WIDTH, height=HEIGHT)
    x, y = frame.place(*frame.position(WIDTH / 2 + right, HEIGHT / 2 + down))
    assert (x, y) == pytest.approx((WIDTH / 2 + right, HEIGHT / 2 + down), abs=0.01)


def test_distances_around_the_middle_are_true() -> None:
    """One degree north of the middle is as far in the drawing as on the globe."""
    frame = Frame(latitude=33, longitude=44, reach=400, width=WIDTH, height=HEIGHT)
    _, y = frame.place(34, 44)
    assert (HEIGHT / 2 - y) / frame.unit == pytest.approx(math.radians(1) * EARTH, rel=0.001)


@pytest.mark.parametrize("latitude", [31.5, 47.0, 10.0])
@pytest.mark.parametrize("longitude", [34.5, 15.0, 105.0])
def test_names_stand_inside_and_apart(latitude: float, longitude: float) -> None:
    """No name of a country is cut by the edge or touches another one or what is taken."""
    frame = Frame(latitude=latitude, longitude=longitude, reach=700, width=WIDTH, height=HEIGHT)
    taken = [Rectangle(400, 280, 560, 360)]
    names = [(country.code * 3, rings) for country, rings in shapes_in(frame).items()]
    boxes = [words.covers for words in country_names(frame, names, taken)]
    assert boxes
    for number, box in enumerate(boxes):
        assert frame.shows(box.left, box.top)
        assert frame.shows(box.right, box.bottom)
        assert not any(box.meets(other) for other in [*boxes[:number], *taken])


def test_a_name_without_room_is_left_out() -> None:
    """The page says it anyway; a cut name would be worse."""
    frame = Frame(latitude=0, longitude=0, reach=400, width=WIDTH, height=HEIGHT)
    mark = Rectangle(470, 310, 490, 330)
    assert beside(frame, "x" * 90, mark, []) is None
    right = beside(frame, "Suva", mark, [])
    assert right
    assert right.x > 490
    left = beside(frame, "Suva", mark, [right.covers])
    assert left
    assert left.x < 470


def test_a_far_away_ring_is_not_turned_inside_out() -> None:
    """A country around the point opposite to the middle is not drawn at all."""
    frame = Frame(latitude=-41, longitude=176, reach=6000, width=WIDTH, height=HEIGHT)
    assert not {"ES", "PT", "FR"} & {country.code for country in shapes_in(frame)}
    assert near(41, -4, 1)(Box(-10, 35, 4, 44))
