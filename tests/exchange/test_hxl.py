"""HXL: the hashtags are those of the standard, and humanitarian tools take the file for valid."""

from __future__ import annotations

import csv
import io
import re

import hxl
from exchange_facts import ABOUT, facts
from hypothesis import given
from hypothesis import strategies as st

from chronicle.exchange.facts import Area, Facts, PlaceFacts
from chronicle.exchange.flat import COLUMNS
from chronicle.exchange.hxl import layout
from chronicle.text.dates import parse_when

# The hashtags of the HXL 1.1 dictionary that are for places, people, events and metadata; attributes are free.
CORE = frozenset(
    "adm1 adm2 adm3 adm4 adm5 country geo loc region affected population cause crisis event group impact severity "
    "date description meta status".split()
)


def written(*incidents: Facts) -> bytes:
    """The whole file."""
    return b"".join(layout(ABOUT).written(incidents))


def tagged(data: bytes) -> hxl.Dataset:
    """The file as HXL tools see it."""
    return hxl.data(io.BytesIO(data), hxl.InputOptions(allow_local=True))


def test_the_hashtags_are_those_of_the_standard() -> None:
    """Each is well formed, of the dictionary, and there once; numbers and dates are what the standard wants there."""
    tags = [column.tag for column in COLUMNS if column.tag]
    assert len(set(tags)) == len(tags)
    for column in COLUMNS:
        if column.tag:
            assert re.fullmatch(r"#[a-z]\w*(\+[a-z]\w*)*", column.tag)
            assert re.split("[#+]", column.tag)[1] in CORE
        assert column.tag.startswith("#date") == (column.kind == "date")
        assert column.tag.startswith("#affected") == (column.kind == "integer")
        assert column.tag.endswith("+list") == (column.kind == "list" and column.tag != "")


def test_the_hashtags_are_the_second_line() -> None:
    """First the headings of our own CSV, then the hashtags, some empty, then the incidents."""
    place = PlaceFacts(name="Base", id="base", within=(Area(name="Iraq", id="iraq", kind="country"),))
    incident = Facts(id="a", title="=1", date=parse_when("2023-10"), places=(place,), types=("air-strike", "fire"))
    header, tags, row = csv.reader(io.StringIO(written(incident).decode(), newline=""))
    assert header[:5] == ["id", "title", "date", "date_from", "date_to"]
    assert tags[:5] == ["#event+id", "#event+name", "#meta+date+edtf", "#date+start", "#date+end"]
    assert row[:5] == ["a", "'=1", "2023-10", "2023-10-01", "2023-10-31"]
    assert [name for name, tag in zip(header, tags, strict=True) if not tag] == [
        "locations",
        "location_ids",
        "actor_roles",
        "actor_ids",
        "source_titles",
        "source_dates",
    ]


def test_tools_expand_the_lists() -> None:
    """Every type is counted, however many an incident has."""
    incidents = [
        Facts(id="a", title="A", date=parse_when("2023-10-01"), types=("air-strike", "fire")),
        Facts(id="b", title="B", date=parse_when("2023-10-02"), types=("fire",)),
    ]
    expanded = tagged(written(*incidents)).expand_lists("#event+type", separator=";").count("#event+type")
    assert sorted(row.values for row in expanded) == [["air-strike", 1], ["fire", 2]]


@given(st.lists(facts(), min_size=1, max_size=3))
def test_it_is_valid(incidents: list[Facts]) -> None:
    """Libhxl knows all hashtags and finds neither an error nor a warning."""
    issues: list[hxl.validation.HXLValidationException] = []
    with tagged(written(*incidents)) as source:
        assert source.display_tags == [column.tag for column in COLUMNS]
        hxl.schema(None, callback=issues.append).validate(source)
    assert [(issue.value, issue.message) for issue in issues if issue.rule.severity != "info"] == []
