"""Flat rows: what is written is read again, and what is lost is exactly what is said to be lost."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from exchange_facts import ABOUT, changed, facts, lost_in
from hypothesis import given

from chronicle.exchange.cells import plain
from chronicle.exchange.flat import LOSSES, layout
from chronicle.exchange.reading import Read, read

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts


def row_of(incident: Facts) -> dict[str, str]:
    """The cells of the one row of a CSV, as a program reads them."""
    text = b"".join(layout(ABOUT).written([incident])).decode()
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    return {name: plain(cell) for name, cell in row.items() if cell}


@given(facts())
def test_a_row_loses_exactly_what_is_said(incident: Facts) -> None:
    """Whatever of an incident is not in the list of losses is the same after writing and reading."""
    found = read(row_of(incident))
    assert found.facts
    assert changed(incident, found.facts) == lost_in(LOSSES, incident)


@given(facts())
def test_what_was_read_is_written_the_same(incident: Facts) -> None:
    """Writing, reading and writing again gives the same bytes."""
    found = read(row_of(incident))
    assert found.facts
    assert b"".join(layout(ABOUT).written([found.facts])) == b"".join(layout(ABOUT).written([incident]))
    assert found == Read(facts=found.facts)
