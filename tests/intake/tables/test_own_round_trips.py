"""Our own tables, through the import: what is lost is exactly what is said to be, and the same bytes come again."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from exchange_facts import ABOUT, changed, facts, lost_in
from hypothesis import given
from hypothesis import strategies as st

from chronicle.exchange.facts import Facts, PlaceFacts
from chronicle.exchange.formats import BY_SLUG
from chronicle.exchange.reading import Read, read
from chronicle.intake.tables.mapping import OWN, mapped
from chronicle.intake.tables.opening import open_table
from chronicle.intake.tables.presets import preset_for
from chronicle.intake.tables.row import Row, Table
from chronicle.text.dates import parse_when


def written(slug: str, incidents: list[Facts]) -> bytes:
    """The whole file of a format."""
    return b"".join(BY_SLUG[slug].layout(ABOUT).written(incidents))


def read_again(slug: str, data: bytes) -> list[Facts]:
    """The incidents in a file, imported without a word of warning."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / BY_SLUG[slug].file
        path.write_bytes(data)
        table = open_table(path.name, path)
        assert isinstance(table, Table)
        with table:
            mapping = preset_for(table)
            assert mapping.name == OWN
            for row in table.rows:
                assert isinstance(row, Row)
                result = read(mapped(row, mapping))
                assert result.facts
                assert result == Read(facts=result.facts)
                found.append(result.facts)
    return found


@pytest.mark.parametrize("slug", ["csv", "geojson", "hxl"])
@given(incidents=st.lists(facts(), min_size=1, max_size=3))
def test_what_was_imported_is_written_the_same(slug: str, incidents: list[Facts]) -> None:
    """The same bytes come again, and of each incident nothing is lost but what is said to be."""
    data = written(slug, incidents)
    found = read_again(slug, data)
    assert written(slug, found) == data
    losses = BY_SLUG[slug].losses
    assert [changed(*pair) for pair in zip(incidents, found, strict=True)] == [
        lost_in(losses, each) for each in incidents
    ]


@pytest.mark.parametrize("slug", ["csv", "geojson", "hxl"])
@pytest.mark.parametrize("position", [(0.00001, -1e-7), (0, 0)])
def test_a_position_close_to_nought_comes_again(slug: str, position: tuple[float, float]) -> None:
    """A number that JSON writes with an exponent is the same number, and so is a buoy at 0, 0."""
    place = PlaceFacts(name="P", id="p", coordinates=position, precision="exact")
    incident = Facts(id="a", title="T", date=parse_when("2023"), places=(place,))
    assert read_again(slug, written(slug, [incident])) == [incident]
