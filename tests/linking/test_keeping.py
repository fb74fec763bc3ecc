"""Keeping: a chronicle as rows is the same chronicle again, read item by item, and nothing odd is taken for one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import rich
from hypothesis import given
from hypothesis import strategies as st
from sites import entry, incident, linked, location

from chronicle.config import EventType, Grade
from chronicle.entries.folder import MediaFile
from chronicle.entries.kinds import Actor, Article, Incident, Location, Note
from chronicle.linking.chronicle import (
    Chronicle,
    LinkedActor,
    LinkedArticle,
    LinkedIncident,
    LinkedNote,
    LinkedText,
    Place,
    Publisher,
    SitePath,
    TypeUse,
)
from chronicle.linking.keeping import TEXTS, WHOLE, chronicle_from, kept, kept_anew
from chronicle.linking.names import Target
from chronicle.linking.packing import packer, unpacker
from chronicle.linking.references import problem_at
from chronicle.linking.relinking import differences
from chronicle.problems import Problem
from chronicle.text.counts import Count, parse_count
from chronicle.text.dates import When, parse_when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.linking.keeping import Rows
    from chronicle.text.frontmatter import Front

ROOT = Path(__file__).parents[2]
CLASSES: dict[str, Any] = {
    "incidents": LinkedIncident,
    "places": Place,
    "actors": LinkedActor,
    "articles": LinkedArticle,
    "publishers": Publisher,
    "types": TypeUse,
    "notes": LinkedNote,
}
TABLES = (*CLASSES,)
# What annotations name, though their modules import it for type checkers only.
NAMES = {
    cls.__name__: cls
    for cls in (Actor, Article, Count, EventType, Grade, Incident, Location, MediaFile, Note, Problem, Target, When)
}

# ---- values made up, of any class

TEXT = st.text(max_size=6)
WHENS = ("2023", "2023-01", "2023-01-02", "2023-01-02~", "2023-01/2023-03", "2022-12-31?/..", "0001-01-01", "9999")
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    type(None): st.none(),
    When: st.sampled_from(WHENS).map(parse_when),
    Count: st.sampled_from(["0", "3", "1-5", "41+"]).map(parse_count),
    dt.date: st.dates(),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a type
    """Any values of a type, as far as the fields of entries and what is linked have such types."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint in LEAVES or origin is Literal:
        return LEAVES[hint] if hint in LEAVES else st.sampled_from(parts)
    if origin in {Union, types.UnionType}:
        return st.one_of([values_of(part) for part in parts])
    if origin is tuple:
        return (
            st.lists(values_of(parts[0]), max_size=2).map(tuple)
            if parts[1:] == (...,)
            else st.tuples(*map(values_of, parts))
        )
    if origin is frozenset:
        return st.frozensets(values_of(parts[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(values_of(parts[0]), values_of(parts[1]), max_size=3)
    hints = get_type_hints(hint, localns=NAMES)
    return st.builds(hint, **{field.name: values_of(hints[field.name]) for field in dataclasses.fields(hint)})


@st.composite
def chronicles(draw: st.DrawFn) -> Chronicle:
    """A chronicle of items that are of the right classes, and nothing more; each entry has a path of its own."""
    tables: dict[str, dict[str, Any]] = {}
    for name in TABLES:
        made = draw(st.dictionaries(TEXT, values_of(CLASSES[name]), max_size=2))
        tables[name] = {slug: with_path(item, f"{name}/{slug}") for slug, item in made.items()}
    order = draw(st.lists(TEXT, max_size=3).map(tuple))
    return Chronicle(order=order, media=draw(values_of(tuple[MediaFile, ...])), **tables)


def with_path(item: Any, path: str) -> Any:  # noqa: ANN401 - an item of any table
    """The item, its entry, if it has one, with this path."""
    known = getattr(item, "entry", None)
    return replace(item, entry=replace(known, path=path)) if known else item


# ---- the same again


def assert_same(found: Chronicle, wanted: Chronicle) -> None:
    """Equal in everything, also in what equality leaves out: the order of tables, and how entries are written."""
    assert found == wanted
    for name in TABLES:
        table, other = getattr(found, name), getattr(wanted, name)
        assert [*table] == [*other], name
        assert [*map(written, table.values())] == [*map(written, other.values())], name
    assert kept(found) == kept(wanted)


def written(item: Any) -> Front | None:  # noqa: ANN401 - an item of any table
    """How the entry of an item is written, if it has one."""
    known = getattr(item, "entry", None)
    return known.written if known else None


def demonstration() -> Chronicle:
    """The chronicle that comes with the program."""
    content = ROOT / "content"
    files = {path.relative_to(content).as_posix(): path.read_text("utf-8") for path in content.rglob("*.md")}
    return linked(files)[0]


def a_rich_chronicle() -> Chronicle:
    """One with everything that an entry can hold."""
    files = {name: text for name, text in rich.FILES.items() if isinstance(text, str) and name.endswith(".md")}
    media = [MediaFile(path="content/media/harbour.png", digest="d", width=3, height=2)]
    return linked(files, config=rich.CONFIG, media=media)[0]


@given(chronicles())
def test_any_chronicle_is_the_same_again(chronicle: Chronicle) -> None:
    """Whatever its items hold."""
    assert_same(chronicle_from(kept(chronicle)), chronicle)


@pytest.mark.parametrize("make", [demonstration, a_rich_chronicle])
def test_a_real_chronicle_is_the_same_again(make: Any) -> None:  # noqa: ANN401
    """Also after it was kept twice."""
    chronicle = make()
    again = chronicle_from(kept(chronicle))
    assert_same(again, chronicle)
    assert_same(chronicle_from(kept(again)), chronicle)


def test_long_rows_are_kept_short() -> None:
    """A row of thousands of slugs is no longer than it must be."""
    chronicle = a_chronicle()
    slugs = tuple(f"2023-01-02-shelling-of-the-base-{number}" for number in range(5000))
    chronicle = replace(chronicle, places={"base": replace(chronicle.places["base"], incidents=slugs)})
    rows = kept(chronicle)
    assert len(rows["places"]["base"]) < sum(map(len, slugs)) // 4
    assert_same(chronicle_from(rows), chronicle)


# ---- read when asked for


def a_chronicle() -> Chronicle:
    """Two incidents at a place, of which one is told in a note and in the other."""
    files = {
        "incidents/one.md": incident("One", "2023-01-01", "See [[two]].", locations="[base]", types="[odd]"),
        "incidents/two.md": incident("Two", "2023-01-02", "Text.", locations="[base]", time='"10:00"'),
        "locations/base.md": location("Base"),
        "notes/about.md": entry("About [[two]].", title="About"),
    }
    return linked(files)[0]


class Asked(dict[str, bytes]):
    """Rows that say what was asked of them."""

    def __init__(self, rows: Mapping[str, bytes]) -> None:
        super().__init__(rows)
        self.asked: list[str] = []

    def __getitem__(self, key: str) -> bytes:
        self.asked.append(key)
        return super().__getitem__(key)


def test_a_row_is_read_when_its_item_is_asked_for_and_once() -> None:
    """The keys of a table, their order and their number need no row; the same item is the same object."""
    rows = {name: Asked(table) for name, table in kept(a_chronicle()).items()}
    incidents = chronicle_from(rows).incidents
    assert ([*incidents], len(incidents), "two" in incidents, "three" in incidents) == (["one", "two"], 2, True, False)
    assert incidents.get("three") is None
    assert rows["incidents"].asked == rows[TEXTS].asked == []
    two = incidents["two"]
    assert two.entry.title == "Two"
    assert incidents.get("two") is two
    assert [*incidents.values()][1] is two
    assert (rows["incidents"].asked, rows[TEXTS].asked[0]) == (["two", "one"], "content/incidents/two.md")
    with pytest.raises(KeyError, match="three"):
        incidents["three"]


def test_a_problem_of_a_kept_entry_has_its_line_and_column() -> None:
    """How an entry is written is kept as text."""
    kept_one = chronicle_from(kept(a_chronicle())).incidents["one"].entry
    problem = problem_at(kept_one, "types.0", "type-unknown", "is odd")
    assert (problem.line, problem.column) == (
        kept_one.written.text[: kept_one.written.text.index("[odd]")].count("\n") + 2,
        9,
    )


# ---- after an edit


def test_an_edit_is_kept_by_the_rows_that_it_changes() -> None:
    """Only they are made anew; what is gone is said; the rows after it are those of the chronicle after it."""
    before = a_chronicle()
    old, two = before.incidents["one"], before.incidents["two"]
    moved = replace(two, entry=replace(two.entry, path="content/incidents/2023/two.md", title="Second"))
    new = replace(two, entry=replace(two.entry, path=old.entry.path, body="Other."))
    after = replace(before, incidents={"two": moved, "three": new}, order=("two", "three"), notes={})
    changes = kept_anew(before, after, differences(before, after))
    rows: dict[str, Any] = {name: dict(table) for name, table in kept(before).items()}
    changed = {(name, key): bool(row) for name, table in changes.items() for key, row in table.items()}
    assert changed == {
        ("incidents", "one"): False,
        ("incidents", "two"): True,
        ("incidents", "three"): True,
        ("notes", "about"): False,
        (TEXTS, "content/incidents/one.md"): True,
        (TEXTS, "content/incidents/two.md"): False,
        (TEXTS, "content/incidents/2023/two.md"): True,
        (TEXTS, "content/notes/about.md"): False,
        (WHOLE, WHOLE): True,
    }
    for name, table in changes.items():
        rows[name] = {key: row for key, row in {**rows[name], **table}.items() if row is not None}
    assert rows == kept(after)
    assert_same(chronicle_from(rows), after)


# ---- damage


def broken(data: bytes) -> list[bytes]:
    """What a row may become."""
    return [b"", b"x", b"[]", b"{}", b"7", b"null", b"\xff", data[:-1], data[:-1] + b",1]", b"[" * 100_000, b'["a"]']


@pytest.mark.parametrize("name", [*TABLES, WHOLE])
def test_a_damaged_row_is_a_value_error(name: str) -> None:
    """Whatever stands there instead, or nothing: it is that error, then or when the item is asked for."""
    rows = kept(a_rich_chronicle())
    key, data = next(iter(rows[name].items()))
    for table in ({}, *({**rows[name], key: odd} for odd in broken(data))):
        with pytest.raises(ValueError, match=r"what is kept of .* is damaged"):
            read_all({**rows, name: table})


def read_all(rows: Rows) -> None:
    """Every item of the chronicle of these rows."""
    chronicle = chronicle_from(rows)
    for name in TABLES:
        assert len(getattr(chronicle, name).values()) == len([*getattr(chronicle, name).values()])


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda some: st.lists(some, max_size=30)))
def test_no_list_is_an_error_of_another_sort(data: Any) -> None:  # noqa: ANN401 - JSON
    """A row of anything is an item of anything, or a ValueError."""
    rows = kept(a_chronicle())
    try:
        found = chronicle_from({**rows, "incidents": {"one": json.dumps(data).encode()}}).incidents["one"]
    except ValueError:
        return
    assert isinstance(found, LinkedIncident)


# ---- the codec


def test_equal_small_values_become_one() -> None:
    """Dates, counts and targets are shared, as they are between entries that were read."""
    text = LinkedText(targets=(Target("incident", "a"), None, Target("incident", "a")))
    found = unpacker(LinkedText)(json.loads(json.dumps(packer(LinkedText)(text))))
    assert found == text
    assert found.targets[0] is found.targets[2]


def test_a_value_of_several_classes_is_of_its_class() -> None:
    """A reference leads to an entry, a file, or a page that is no entry's."""
    problem = problem_at(Incident(path="a.md", title="A", date=parse_when("2023")), "title", "code", "is odd")
    targets = (
        Target("incident", "a"),
        MediaFile(path="content/media/a", digest="d"),
        SitePath(path="2023/index.html", fragment="latest", problem=problem),
        None,
    )
    text = LinkedText(digest="d", targets=targets, by_slug=frozenset({3, 0}))
    found = unpacker(LinkedText)(json.loads(json.dumps(packer(LinkedText)(text))))
    assert (found, [*map(type, found.targets)]) == (text, [*map(type, targets)])


@dataclass(frozen=True, slots=True)
class Single:
    """A class of one field."""

    name: str


def test_a_class_of_one_field_is_kept_like_others() -> None:
    """Its row has one value."""
    assert packer(Single)(Single("abc")) == ["abc"]
    assert unpacker(Single)(["abc"]) == Single("abc")


def test_a_type_that_is_not_known_cannot_be_kept() -> None:
    """It is said when the codec is made, not when something is lost."""
    with pytest.raises(TypeError, match=r"values of list\[str\] cannot be kept"):
        packer(list[str])
