"""A row without a title: told with the pattern that could have made one."""

from __future__ import annotations

import datetime as dt

from chronicle.intake.tables.mapping import Mapping
from chronicle.intake.tables.mapping_file import parse_mapping
from chronicle.intake.tables.row import Row
from chronicle.intake.tables.telling import Teller

TEXT = """name = "mine"
title = ["{types} in {location}", "{types}"]
[columns]
headline = "title"
kind = "types"
place = "location"
day = "date"
"""


def test_what_could_make_a_title_is_told() -> None:
    """The last pattern needs the least."""
    mapping = parse_mapping(TEXT, "mine.toml")
    assert isinstance(mapping, Mapping)
    teller = Teller("t.csv", mapping, {}, {})
    told = teller.told(Row(number=2, cells={"day": "2023", "place": "Kut"}), dt.date(2024, 1, 1), takes_records=True)
    assert told is not None
    assert [(each.field, each.message) for each in told.problems] == [
        ("title", 'is missing, and so is a word of "{types}", which could make one')
    ]
