"""KML: what is written is valid, says when and where, and is read again."""

from __future__ import annotations

import functools
import io
from importlib.resources import files
from typing import Any

import pytest
from exchange_facts import ABOUT, changed, facts, lost_in
from fastkml.kml import KML
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chronicle.exchange.facts import Area, Facts, PlaceFacts
from chronicle.exchange.format import About
from chronicle.exchange.kml import COLUMNS, LOSSES, layout
from chronicle.exchange.reading import read
from chronicle.text.dates import parse_when

TAG = "{http://www.opengis.net/kml/2.2}"


def written(*incidents: Facts, about: About = ABOUT) -> bytes:
    """The whole file."""
    return b"".join(layout(about).written(incidents))


@functools.cache
def standard() -> etree.XMLSchema:
    """The schema of KML 2.2 (OGC 07-147r2), as fastkml carries it."""
    path = str(files("fastkml") / "schema" / "ogckml22.xsd")
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


def placemarks(data: bytes) -> list[etree._Element]:
    """The placemarks of a valid file."""
    root = etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False))
    assert standard().validate(root), standard().error_log
    return list(root.iter(f"{TAG}Placemark"))


def read_again(placemark: etree._Element) -> Facts:
    """The incident that a placemark tells."""
    cells = {each.get("name", ""): each.text or "" for each in placemark.iter(f"{TAG}SimpleData")}
    cells["title"] = placemark.findtext(f"{TAG}name", "")
    if point := placemark.findtext(f".//{TAG}coordinates", ""):
        cells["longitude"], cells["latitude"] = point.split(",")
    found = read(cells).facts
    assert found
    return found


def only(incident: Facts, about: About = ABOUT) -> str:
    """The one placemark."""
    return next(line for line in written(incident, about=about).decode().splitlines() if line.startswith("<Placemark"))


def test_a_placemark_says_what_happened_where_and_when() -> None:
    """The document opens with its fields; a placemark has its point with longitude first."""
    iraq = Area(name="Iraq", id="iraq", kind="country")
    base = PlaceFacts(name="Base", id="base", coordinates=(33.5, -0.00001), precision="exact", within=(iraq,))
    incident = Facts(id="a", title="Rockets & ]]>", date=parse_when("2023-10"), places=(base,), summary="2 < 3.")
    lines = written(incident, about=About(title="A & B", description="Of <b>war</b>.", url="https://e.org/")).decode()
    assert lines.splitlines() == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2">',
        "<Document>",
        "<name>A &amp; B</name>",
        "<description>Of &amp;lt;b&gt;war&amp;lt;/b&gt;.</description>",
        (
            '<Style id="area"><IconStyle><color>80ffffff</color></IconStyle>'
            "<LabelStyle><scale>0</scale></LabelStyle></Style>"
        ),
        '<Schema name="incident" id="incident">',
        *(
            f'<SimpleField type="{"int" if column.kind == "integer" else "string"}" name="{column.name}"/>'
            for column in COLUMNS
        ),
        "</Schema>",
        "<Placemark><name>Rockets &amp; ]]&gt;</name><description>2 &amp;lt; 3.",
        (
            "https://e.org/incidents/a.html</description>"
            "<TimeSpan><begin>2023-10-01</begin><end>2023-10-31</end></TimeSpan>"
            '<ExtendedData><SchemaData schemaUrl="#incident"><SimpleData name="id">a</SimpleData>'
            '<SimpleData name="date">2023-10</SimpleData><SimpleData name="date_from">2023-10-01</SimpleData>'
            '<SimpleData name="date_to">2023-10-31</SimpleData><SimpleData name="date_precision">month</SimpleData>'
            '<SimpleData name="location">Base</SimpleData><SimpleData name="location_id">base</SimpleData>'
            '<SimpleData name="location_precision">exact</SimpleData><SimpleData name="country">Iraq</SimpleData>'
            '<SimpleData name="within">Iraq</SimpleData><SimpleData name="locations">Base</SimpleData>'
            '<SimpleData name="location_ids">base</SimpleData><SimpleData name="summary">2 &lt; 3.</SimpleData>'
            '<SimpleData name="url">https://e.org/incidents/a.html</SimpleData></SchemaData></ExtendedData>'
            "<Point><coordinates>-0.00001,33.5</coordinates></Point></Placemark>"
        ),
        "</Document>",
        "</kml>",
    ]


@pytest.mark.parametrize(
    ("date", "time", "expected"),
    [
        ("2023-10-19", "", "<TimeStamp><when>2023-10-19</when></TimeStamp>"),
        ("2023-10-19", "21:40", "<TimeStamp><when>2023-10-19</when></TimeStamp>"),
        ("2023-10-19", "21:40Z", "<TimeStamp><when>2023-10-19T21:40:00Z</when></TimeStamp>"),
        ("2023-10-19", "21:40+03:00", "<TimeStamp><when>2023-10-19T21:40:00+03:00</when></TimeStamp>"),
        ("2023-10-19", "21:40+14:30", "<TimeStamp><when>2023-10-19</when></TimeStamp>"),
        ("2023-10-19~", "21:40Z", "<TimeStamp><when>2023-10-19</when></TimeStamp>"),
        ("2023", "", "<TimeSpan><begin>2023-01-01</begin><end>2023-12-31</end></TimeSpan>"),
        ("2023-10-19/2023-11", "", "<TimeSpan><begin>2023-10-19</begin><end>2023-11-30</end></TimeSpan>"),
        ("2023-10-19/..", "21:40Z", "<TimeSpan><begin>2023-10-19</begin></TimeSpan>"),
    ],
)
def test_the_time_is_never_more_exact_than_it_is_known(date: str, time: str, expected: str) -> None:
    """A day is a stamp, with its hour if the offset is known; what may have been on several days is a span."""
    incident = Facts(id="a", title="T", date=parse_when(date), time=time)
    assert expected in only(incident)
    assert len(placemarks(written(incident))) == 1


@pytest.mark.parametrize(("precision", "is_area"), [("exact", False), ("locality", False), ("district", True)])
def test_the_middle_of_an_area_looks_like_no_point(precision: str, is_area: bool) -> None:  # noqa: FBT001
    """What is known no better than to a district has a style of its own."""
    place = PlaceFacts(name="P", id="p", coordinates=(1.0, 2.0), precision=precision)
    line = only(Facts(id="a", title="T", date=parse_when("2023"), places=(place,)))
    assert ("<styleUrl>#area</styleUrl>" in line) == is_area
    assert '<Style id="area">' in written().decode()


def test_without_a_position_or_an_address_there_is_none() -> None:
    """A placemark without a point stays in the list; a chronicle without an address has no links."""
    place = PlaceFacts(name="P", id="p")
    line = only(Facts(id="a", title="T\x01\ufffe", date=parse_when("2023"), places=(place,)), About(title="Log"))
    assert line.startswith("<Placemark><name>T</name><TimeSpan>")
    assert "<Point>" not in line


@given(st.lists(facts(), max_size=3))
def test_it_is_valid_and_loses_exactly_what_is_said(incidents: list[Facts]) -> None:
    """KML 2.2 by its schema; whatever is not in the list of losses is the same after writing and reading."""
    for placemark, incident in zip(placemarks(written(*incidents)), incidents, strict=True):
        assert changed(incident, read_again(placemark)) == lost_in(LOSSES, incident)


def test_another_reader_sees_the_same() -> None:
    """Fastkml finds the name, the point and the span."""
    place = PlaceFacts(name="P", id="p", coordinates=(33.5, 42.25), precision="country")
    data = written(Facts(id="a", title="T", date=parse_when("2023-10/.."), places=(place,)))
    document: Any = KML.parse(io.BytesIO(data)).features[0]
    (found,) = document.features
    assert (found.name, found.geometry.coords, found.style_url.url) == ("T", ((42.25, 33.5),), "#area")
    assert (str(found.begin), found.end) == ("2023-10-01", None)
