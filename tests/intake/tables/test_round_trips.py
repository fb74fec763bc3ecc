"""The formats of others, through the mapping that an import uses: what is lost is exactly what is said to be lost."""

from __future__ import annotations

import tempfile
import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from exchange_facts import ABOUT, changed, facts, lost_in
from hypothesis import given

from chronicle.exchange.acled_words import words
from chronicle.exchange.formats import BY_SLUG
from chronicle.exchange.reading import read
from chronicle.intake.tables.mapping import mapped
from chronicle.intake.tables.opening import open_table
from chronicle.intake.tables.presets import preset_for
from chronicle.intake.tables.row import Row, Table

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts


def read_again(slug: str, incident: Facts) -> Facts:
    """An incident after it was written to a file, and the file imported."""
    form = BY_SLUG[slug]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form.file
        path.write_bytes(b"".join(form.layout(ABOUT).written([incident])))
        table = open_table(form.file, path)
        assert isinstance(table, Table)
        with table:
            (row,) = table.rows
    assert isinstance(row, Row)
    mapping = preset_for(table)
    assert mapping.name == slug
    found = read(mapped(row, mapping))
    assert found.facts, found.faults
    assert not found.faults
    return found.facts


@pytest.mark.parametrize("slug", ["acled", "ucdp", "timeline"])
@given(incident=facts())
def test_exactly_what_is_said_is_lost(slug: str, incident: Facts) -> None:
    """Whatever of an incident is not in the list of losses is the same after writing and importing."""
    assert changed(incident, read_again(slug, incident)) == lost_in(BY_SLUG[slug].losses, incident)


def test_the_words_of_acled_are_read_as_they_are_written() -> None:
    """The types that its sub-events are read as are those by which their loss is counted."""
    preset = tomllib.loads(resources.files("chronicle.intake.tables").joinpath("presets/acled.toml").read_text("utf-8"))
    codes = {name: slug for name, slug in preset["codes"]["sub_event_type"].items() if name != "*"}
    assert codes == {name: each.type for name, each in words().sub_events.items()}
