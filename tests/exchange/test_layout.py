"""A file that is made from the one that it was is the one that is written whole, or is refused."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from exchange_facts import ABOUT, facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronicle.exchange.cells import table
from chronicle.exchange.facts import PlaceFacts
from chronicle.exchange.formats import FORMATS
from chronicle.exchange.json_text import collection
from chronicle.exchange.layout import Layout, OldFileError
from chronicle.exchange.places import PlaceEntry

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import Format

PLACE = PlaceEntry(place=PlaceFacts(name="Iraq", id="iraq", kind="country", country_code="IQ"))
LAYOUTS: dict[str, Layout[str]] = {
    "table": table(["name"], lambda text: [text]),
    "collection": collection('{"items":', str),
    "lines": Layout(record=ascii, after="\n"),
    "ended": Layout(record=lambda text: f"<a>{text}", head="<all>\n", after="</a>\n", tail="</all>\n"),
}
WAS = {"a": "1", "b": "two\nlines", "c": '"3"', "d": ""}
NOWS = {
    "nothing": WAS,
    "another": {**WAS, "b": "2"},
    "the first": {**WAS, "a": "x,\ny"},
    "the last": {**WAS, "d": "4"},
    "added": {"0": "0", **WAS, "e": "5"},
    "added within": {"a": "1", "aa": "1", "b": "two\nlines", "c": '"3"', "d": ""},
    "gone": {"b": "two\nlines", "d": ""},
    "moved": {"a": "1", "d": "4", "b": "two\nlines", "c": '"3"'},
    "all others": dict.fromkeys("abcd", "x"),
    "none left": {},
}


def edited(layout: Layout[str], file: bytes, was: dict[str, str], now: dict[str, str]) -> bytes:
    """What becomes of a file; what stands for an item is the item."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(file)
        return b"".join(layout.edited(path, was, now, now.__getitem__))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("now", NOWS.values(), ids=NOWS)
def test_an_edited_file_is_the_one_written_whole(layout: Layout[str], now: dict[str, str]) -> None:
    """Whatever of it came, went, moved, or is another one."""
    before = b"".join(layout.written(WAS.values()))
    assert edited(layout, before, WAS, now) == b"".join(layout.written(now.values()))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize(
    "was", [{}, {"a": "1"}, {**WAS, "e": "5"}, {"a": "1", "c": '"3"', "d": ""}], ids=["none", "one", "more", "fewer"]
)
def test_a_file_with_another_number_of_records_is_refused(layout: Layout[str], was: dict[str, str]) -> None:
    """Then nobody knows which is which."""
    before = b"".join(layout.written(WAS.values()))
    with pytest.raises(OldFileError):
        edited(layout, before, was, WAS)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_file_that_is_cut_off_or_longer_is_refused(layout: Layout[str]) -> None:
    """Or has another head."""
    before = b"".join(layout.written(WAS.values()))
    broken = [before[:-1], before + b"x", b"x" + before if layout.head else before[:-1], b""]
    for file in broken:
        with pytest.raises(OldFileError):
            edited(layout, file, WAS, {**WAS, "b": "2"})


def test_records_that_would_change_places_are_refused() -> None:
    """They are taken over in their order."""
    layout = LAYOUTS["lines"]
    with pytest.raises(OldFileError):
        edited(layout, b"".join(layout.written(WAS.values())), WAS, dict(reversed(WAS.items())))


def test_a_row_with_the_end_of_a_line_in_a_cell_is_refused() -> None:
    """Where it ends cannot be told from its line."""
    layout, was = LAYOUTS["table"], {"a": "two\r\nlines", "b": "2"}
    with pytest.raises(OldFileError):
        edited(layout, b"".join(layout.written(was.values())), was, {**was, "b": "3"})


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """As one that cannot be read."""
    with pytest.raises(OldFileError):
        next(LAYOUTS["lines"].edited(tmp_path / "file", {}, {}, str))


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_refused() -> None:
    """A disk may fail behind the first byte."""
    with pytest.raises(OldFileError):
        list(LAYOUTS["table"].edited(Path("/proc/self/mem"), WAS, WAS, WAS.__getitem__))


# ---- joined


def parts(folder: Path, layout: Layout[str], *items: list[str]) -> list[Path]:
    """Files, each of these items."""
    paths = [folder / str(number) for number in range(len(items))]
    for path, own in zip(paths, items, strict=True):
        path.write_bytes(b"".join(layout.written(own)))
    return paths


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("items", [[["1"]], [["1", "two\nlines"], ["3"], ["", "5"]]], ids=["one", "three"])
@pytest.mark.parametrize("piece", [1, 1 << 20])
def test_a_file_joined_of_others_is_the_one_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: Layout[str], items: list[list[str]], piece: int
) -> None:
    """Whatever stands between their records, and behind another head than theirs."""
    monkeypatch.setattr("chronicle.exchange.layout._PIECE", piece)
    paths = parts(tmp_path, layout, *items)
    for whole in (layout, replace(layout, head=f"\ufeff{layout.head}#tag\n")):
        assert b"".join(whole.joined(layout, paths)) == b"".join(whole.written([each for own in items for each in own]))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_part_that_is_damaged_is_refused(tmp_path: Path, layout: Layout[str]) -> None:
    """As far as its head, its tail and its length tell; and one that is not there."""
    (path,) = parts(tmp_path, layout, ["1", "2"])
    whole = path.read_bytes()
    ends = [whole[:-1], whole + b"x", b""] if layout.tail else [b""] if layout.head else []
    for content in [*ends, *([b"x" + whole] if layout.head else [])]:
        path.write_bytes(content)
        with pytest.raises(OldFileError):
            list(layout.joined(layout, [path]))
    path.unlink()
    with pytest.raises(OldFileError):
        list(layout.joined(layout, [path]))


# ---- every format


@pytest.mark.parametrize("form", FORMATS, ids=[form.slug for form in FORMATS])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(facts(), max_size=3, unique_by=lambda each: each.id))
def test_a_format_says_nothing_else_of_the_chronicle(form: Format, items: list[Facts]) -> None:
    """So its file stays as it is when anything else is said of that."""
    about = replace(ABOUT, description="Of war.", language="ar", license="CC BY 4.0", places=(PLACE,))
    told = b"".join(form.layout(about.only(form.says)).written(items))
    assert told == b"".join(form.layout(about).written(items))


@pytest.mark.parametrize("form", FORMATS, ids=[form.slug for form in FORMATS])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(facts(), facts(), st.sampled_from(("same", "edited", "added", "gone"))), max_size=4))
def test_every_format_is_edited_as_it_is_written(form: Format, steps: list[tuple[Facts, Facts, str]]) -> None:
    """Whatever texts its records hold; or it is refused."""
    layout = form.layout(ABOUT)
    was = {f"i{number}": old for number, (old, _, step) in enumerate(steps) if step != "added"}
    now = {
        f"i{number}": old if step == "same" else new for number, (old, new, step) in enumerate(steps) if step != "gone"
    }
    was, now = ({name: replace(each, id=name) for name, each in items.items()} for items in (was, now))
    before, after = ({name: repr(each) for name, each in items.items()} for items in (was, now))
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("chronicle.exchange.sqlite_editing._FEW", 9)
        path = Path(folder) / "file"
        path.write_bytes(b"".join(layout.written(was.values())))
        try:
            found = b"".join(layout.edited(path, before, after, now.__getitem__))
        except OldFileError:
            return
        assert found == b"".join(layout.written(now.values()))
