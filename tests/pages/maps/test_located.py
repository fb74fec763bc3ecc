"""Which places have a map, and where maps of many places show the incidents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import CONFIG, incident, linked, location

from chronicle.config import parse_config
from chronicle.pages.edition import Edition, edition
from chronicle.pages.maps.located import (
    located,
    locator_pages,
    map_of,
    marks_of,
    overview_map,
    overview_pages,
)
from chronicle.pages.maps.overview import Mark, circles, frame_of
from chronicle.pages.maps.precision import RADII
from chronicle.pages.maps.projection import Frame, World
from chronicle.text.wording import language

FILES = {
    "locations/iraq.md": location(
        "Iraq", kind="country", coordinates="[33, 44]", precision="country", country_code="IQ"
    ),
    "locations/anbar.md": location("Anbar", kind="province", parent="iraq", coordinates="[32.8, 41.6]"),
    "locations/base.md": location("Base", kind="base", parent="anbar", coordinates="[33.8, 42.4]", precision="exact"),
    "locations/hut.md": location("Hut", parent="anbar"),
    "incidents/a.md": incident(date="2023-10-01", locations="[base]"),
    "incidents/b.md": incident(date="2023-10-02", locations="[hut, anbar]"),
    "incidents/c.md": incident(date="2023-10-03", locations="[nowhere known]"),
    "incidents/d.md": incident(date="2023-10-04", locations="[base, hut]"),
}


@pytest.fixture(scope="module")
def made() -> Edition:
    """The edition of a few places."""
    chronicle, _ = linked(FILES)
    config, _ = parse_config(CONFIG)
    assert config
    return edition(chronicle, config, language("en"))


def test_each_place_with_coordinates_has_a_file_and_no_other(made: Edition) -> None:
    """No map is drawn of a place whose position nobody knows."""
    pages = list(locator_pages(made))
    assert [page.address for page in pages] == [f"locations/{slug}.svg" for slug in ("anbar", "base", "iraq")]
    assert all(page.draw and page.draw(page.view).startswith(b"<svg ") for page in pages)
    assert {page.view.country for page in pages} == {"IQ"}  # from the country they lie in


def test_the_words_of_a_map_keep_the_precision(made: Edition) -> None:
    """A dot, a circle with its radius, or the whole country: the caption says which."""
    captions = {
        slug: map_.caption for slug in made.chronicle.places if (map_ := map_of(made, made.chronicle.places[slug]))
    }
    assert captions == {
        "anbar": "The circle (110 km) marks the area, not an exact position.",
        "base": "The dot marks the exact position.",
        "hut": "The position of Hut is not known; the map shows Anbar. "
        "The circle (110 km) marks the area, not an exact position.",
        "iraq": "The map shows the country as a whole, not a position in it.",
    }
    hut = map_of(made, made.chronicle.places["hut"])
    assert hut
    assert (hut.address, hut.alt) == ("locations/anbar.svg", "Map: where Anbar lies")
    assert map_of(made, made.chronicle.places["nowhere-known"]) is None


def test_an_incident_counts_once_at_each_place_or_around_it(made: Edition) -> None:
    """A place without position counts where it lies; what lies nowhere is told apart."""
    where = located(made)
    assert where.at == {"base": ("a", "d"), "anbar": ("b", "d")}
    assert where.nowhere == ("c",)
    assert [(mark.name, mark.count) for mark in marks_of(made, where)] == [("Anbar", 2), ("Base", 2)]
    shown = overview_map(made, where)
    assert shown
    assert shown.caption == "2 places on the map. 1 incident is not on the map."
    (page,) = overview_pages(made, where)
    assert page.draw
    assert page.draw(page.view).count(b"<circle") == 2


@pytest.mark.parametrize(("code", "circles", "numbers"), [("IQ", 0, 1), ("", 1, 0)])
def test_a_country_as_a_whole_has_a_number_and_no_circle(code: str, circles: int, numbers: int) -> None:
    """A circle in the middle of a country would be taken for a place; one without an outline to tint is an area."""
    files = {
        "locations/iraq.md": location("Iraq", kind="country", country_code=code, coordinates="[33, 44]"),
        "incidents/a.md": incident("One", locations="[iraq]"),
        "incidents/b.md": incident("Two", locations="[iraq]"),
    }
    config, _ = parse_config(CONFIG)
    assert config
    made = edition(linked(files)[0], config, language("en"))
    (page,) = overview_pages(made, located(made))
    assert page.draw
    drawn = page.draw(page.view).decode()
    assert (drawn.count('<circle class="a"'), drawn.count('<path class="w"')) == (circles, numbers)
    assert len(re.findall('<text class="t"[^>]*>2</text>', drawn)) == numbers


def test_the_docs_say_how_large_an_area_is() -> None:
    """The table in the reference has the radius of each precision but the exact one."""
    text = (Path(__file__).parents[3] / "docs" / "format.md").read_text("utf-8")
    rows = dict(re.findall(r"(?m)^\| (\w+)(?:, or not said)? \|[^|]*?(\d+) km", text))
    assert {precision: int(radius) for precision, radius in rows.items()} == {
        precision: radius for precision, radius in RADII.items() if precision != "exact"
    }


def test_without_places_there_is_no_overview() -> None:
    """Nothing to show, no map."""
    chronicle, _ = linked({"incidents/a.md": incident()})
    config, _ = parse_config(CONFIG)
    assert config
    empty = edition(chronicle, config, language("en"))
    assert list(overview_pages(empty, located(empty))) == []
    assert overview_map(empty, located(empty)) is None


def mark(latitude: float, longitude: float, precision: str = "exact", count: int = 1) -> Mark:
    """A mark somewhere."""
    return Mark("x", f"{latitude} {longitude}", latitude, longitude, precision, "", count)


@pytest.mark.parametrize(
    "marks",
    [
        (mark(33, 44),),
        (mark(-17, 179), mark(-18, -179), mark(-16, 178)),
        (mark(-75, -150), mark(-75, 30), mark(-70, 120)),
        (mark(60, -130), mark(-40, 175), mark(0, 20)),
    ],
)
def test_every_mark_lies_in_the_frame(marks: tuple[Mark, ...]) -> None:
    """The frame holds them all, across the 180th meridian, around a pole, and around the world."""
    frame = frame_of(marks)
    assert isinstance(frame, World if len({mark.longitude for mark in marks} & {20.0, 175.0}) == 2 else Frame)
    for circle in circles(frame, marks):
        assert frame.shows(circle.x, circle.y, 5)


def test_a_small_circle_is_drawn_over_a_large_one() -> None:
    """Counts are told by size, areas by their size in kilometres, and none hides another."""
    marks = (mark(33, 44, count=100), mark(33, 44.1, count=1), mark(33, 44, "province", 1))
    drawn = circles(frame_of(marks), marks)
    assert [circle.mark.count for circle in drawn] == [1, 100, 1]
    assert [circle.is_area for circle in drawn] == [True, False, False]
