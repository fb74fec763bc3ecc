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
from sites import CONFIG, entry, incident, location

from chronicle.config import EventType, Grade, parse_config
from chronicle.entries.folder import MediaFile
from chronicle.entries.kinds import FOLDERS, Actor, Article, Incident, Location, Note
from chronicle.entries.parsing import parse_entry
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
from chronicle.linking.damage import KeptError
from chronicle.linking.keeping import (
    OUTLINES,
    WHOLE,
    few_outlined,
    kept_anew,
    kept_rows,
    linked_from,
    texts_in,
)
from chronicle.linking.linked import Linked
from chronicle.linking.linking import BodyText, Material, link_to_follow
from chronicle.linking.names import Names, Target
from chronicle.linking.outlines import outlines_of
from chronicle.linking.packing import packer, unpacker
from chronicle.linking.references import problem_at
from chronicle.linking.relinking import differences, relinked
from chronicle.problems import Problem
from chronicle.text.counts import Count, parse_count
from chronicle.text.dates import When, parse_when
from chronicle.text.frontmatter import EMPTY, Text
from chronicle.text.markup import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chronicle.text.frontmatter import Front

SETTINGS, _ = parse_config(CONFIG)
TODAY = dt.date(2023, 6, 1)
MEDIA = (MediaFile(path="content/media/harbour.png", digest="d", width=3, height=2),)
NO_TEXTS = texts_in({})
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
    Text: TEXT.map(Text.of),
}


def kept(linked: Linked) -> dict[str, dict[str, bytes]]:
    """All rows by table and key."""
    rows: dict[str, dict[str, bytes]] = {name: {} for name in (*TABLES, OUTLINES, WHOLE)}
    for name, key, row in kept_rows(linked):
        rows[name][key] = row
    return rows


def rows_of(rows: Mapping[str, Mapping[str, bytes]]) -> Callable[[str, str], bytes]:
    """What gives one of these rows."""
    return lambda name, key: rows[name][key]


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
def anything_linked(draw: st.DrawFn) -> Linked:
    """A chronicle of items that are of the right classes, and nothing more; each entry has a path of its own."""
    tables: dict[str, dict[str, Any]] = {}
    for name in TABLES:
        made = draw(st.dictionaries(TEXT, values_of(CLASSES[name]), max_size=2))
        tables[name] = {slug: with_path(item, f"{name}/{slug}") for slug, item in made.items()}
    media = draw(values_of(tuple[MediaFile, ...]))
    outlines = outlines_of(tables["incidents"])
    return Linked(
        chronicle=Chronicle(order=(*tables["incidents"],), media=media, outlines=outlines, **tables),
        problems=draw(values_of(tuple[Problem, ...])),
        names=draw(values_of(dict[str, Names])),
        asked=draw(values_of(frozenset[str])),
        guessed=draw(values_of(dict[str, tuple[tuple[str, str], ...]])),
        hidden=draw(values_of(frozenset[str])),
        today=draw(values_of(dt.date | None)),
    )


def with_path(item: Any, path: str) -> Any:  # noqa: ANN401 - an item of any table
    """The item, its entry, if it has one, with this path."""
    known = getattr(item, "entry", None)
    return replace(item, entry=replace(known, path=path)) if known else item


# ---- values from files


def material(files: Mapping[str, bytes], **options: Any) -> Material:  # noqa: ANN401 - fields of it
    """What is linked of these files."""
    assert SETTINGS
    entries = []
    for path, data in files.items():
        made, found = parse_entry(FOLDERS[path.split("/")[1]], data.decode(), path)
        assert made, found
        entries.append(made)
    bodies = {
        made.path: BodyText(digest=made.body, references=render(made.body).references, line=9)
        for made in entries
        if made.body
    }
    return Material(config=SETTINGS, entries=tuple(entries), bodies=bodies, media=MEDIA, today=TODAY, **options)


def demonstration() -> dict[str, bytes]:
    """The entries that come with the program."""
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "content").rglob("*.md")}


def rich_entries() -> dict[str, bytes]:
    """Some with everything that an entry can hold."""
    return in_content(
        {name: text for name, text in rich.FILES.items() if isinstance(text, str) and name.endswith(".md")}
    )


def few_entries() -> dict[str, bytes]:
    """Two incidents at a place, of which one is told in a note and in the other."""
    return in_content(
        {
            "incidents/one.md": incident("One", "2023-01-01", "See [[two]].", locations="[base]", types="[odd]"),
            "incidents/two.md": incident("Two", "2023-01-02", "Text.", locations="[base]", time='"10:00"'),
            "locations/base.md": location("Base"),
            "notes/about.md": entry("About [[two]].", title="About"),
        }
    )


def in_content(files: Mapping[str, str]) -> dict[str, bytes]:
    """The files of these texts, which lie below `content`."""
    return {f"content/{name}": text.encode() for name, text in files.items()}


def few() -> Linked:
    """These, linked."""
    return link_to_follow(material(few_entries()))


# ---- the same again


def assert_same(found: Linked, wanted: Linked) -> None:
    """Equal in everything, also in what equality leaves out: the order of tables, and how entries are written."""
    assert found == wanted
    for name in TABLES:
        table, other = getattr(found.chronicle, name), getattr(wanted.chronicle, name)
        assert [*table] == [*other], name
        assert [*map(written, table.values())] == [*map(written, other.values())], name
    assert kept(found) == kept(wanted)


def written(item: Any) -> Front | None:  # noqa: ANN401 - an item of any table
    """How the entry of an item is written, if it has one."""
    known = getattr(item, "entry", None)
    return known.written if known else None


@given(anything_linked())
def test_anything_linked_is_the_same_again(linked: Linked) -> None:
    """Whatever its items hold."""
    items = [item for name in TABLES for item in getattr(linked.chronicle, name).values()]
    texts = {item.entry.path: item.entry.text for item in items if getattr(item, "entry", None)}
    assert_same(linked_from(rows_of(kept(linked)), texts.__getitem__), linked)


@pytest.mark.parametrize("files", [demonstration(), rich_entries()], ids=["demonstration", "rich"])
def test_a_real_chronicle_is_the_same_again(files: dict[str, bytes]) -> None:
    """Also when it is kept a second time."""
    linked = link_to_follow(material(files))
    again = linked_from(rows_of(kept(linked)), texts_in(files))
    assert_same(again, linked)
    assert_same(linked_from(rows_of(kept(again)), texts_in(files)), linked)


# ---- read when asked for


class Asked(dict[str, bytes]):
    """Rows, or files, that say what was asked of them."""

    def __init__(self, rows: Mapping[str, bytes]) -> None:
        super().__init__(rows)
        self.asked: list[str] = []

    def __getitem__(self, key: str) -> bytes:
        self.asked.append(key)
        return super().__getitem__(key)


def test_a_row_is_read_when_its_item_is_asked_for_and_once() -> None:
    """The keys of a table, their order and their number need no row; the same item is the same object."""
    files = Asked(few_entries())
    rows = {name: Asked(table) for name, table in kept(few()).items()}
    incidents = linked_from(rows_of(rows), texts_in(files)).chronicle.incidents
    assert ([*incidents], len(incidents), "two" in incidents, "three" in incidents) == (["one", "two"], 2, True, False)
    assert incidents.get("three") is None
    assert rows["incidents"].asked == files.asked == []
    two = incidents["two"]
    assert two.entry.title == "Two"
    assert incidents.get("two") is two
    assert [*incidents.values()][1] is two
    assert (rows["incidents"].asked, files.asked[0]) == (["two", "one"], "content/incidents/two.md")
    with pytest.raises(KeyError, match="three"):
        incidents["three"]


def test_outlines_are_read_without_the_incidents() -> None:
    """Those that stand in one row are read with each other, and once."""
    rows = {name: Asked(table) for name, table in kept(few()).items()}
    chronicle = linked_from(rows_of(rows), NO_TEXTS).chronicle
    assert ([*chronicle.outlines], rows[OUTLINES].asked) == (["one", "two"], [])
    assert {slug: outline.title for slug, outline in chronicle.outlines.items()} == {"one": "One", "two": "Two"}
    assert len(rows[OUTLINES].asked) == len(set(rows[OUTLINES].asked))
    assert rows["incidents"].asked == []


def test_who_needs_few_outlines_has_them_made_of_their_incidents() -> None:
    """No row of many is read for them."""
    rows = {name: Asked(table) for name, table in kept(few()).items()}
    chronicle = few_outlined(linked_from(rows_of(rows), NO_TEXTS).chronicle)
    assert chronicle.outlines["two"] == few().chronicle.outlines["two"]
    assert (rows[OUTLINES].asked, rows["incidents"].asked) == ([], ["two"])


def test_a_problem_of_a_kept_entry_has_its_line_and_column() -> None:
    """How it is written is in its file."""
    files = few_entries()
    kept_one = linked_from(rows_of(kept(few())), texts_in(files)).chronicle.incidents["one"].entry
    problem = problem_at(kept_one, "types.0", "type-unknown", "is odd")
    line = files[kept_one.path].decode().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :] == "odd]"


def test_an_entry_whose_file_is_not_what_it_was_has_no_text() -> None:
    """The file of today may say anything; the entry is known by the rest."""
    one = linked_from(rows_of(kept(few())), texts_in({})).chronicle.incidents["one"]
    assert (one.entry.text, one.entry.title) == (EMPTY, "One")


# ---- after an edit


def patch(
    rows: dict[str, dict[str, bytes]], changes: Mapping[str, Mapping[str, bytes | None]]
) -> dict[str, dict[str, bytes]]:
    """The rows with changes put over them."""
    return {
        name: {key: row for key, row in {**table, **changes[name]}.items() if row is not None}
        for name, table in rows.items()
    }


def edited() -> dict[str, bytes]:
    """The few entries when one got another text, one is gone, and one has come."""
    files = few_entries()
    two = files["content/incidents/two.md"]
    del files["content/incidents/one.md"]
    new = two.replace(b"Two", b"Three")
    return {**files, "content/incidents/two.md": two + b"More.\n", "content/incidents/three.md": new}


def test_an_edit_is_kept_by_the_rows_that_it_changes() -> None:
    """The rows after it are those of what was linked after it; what is as it was has no row."""
    before, after = few(), link_to_follow(material(edited()))
    differing = differences(before.chronicle, after.chronicle)
    changes = kept_anew(before, after, differing)
    assert patch(kept(before), changes) == kept(after)
    assert (changes["incidents"]["one"], changes["notes"], "media" in changes[WHOLE]) == (None, {}, False)
    text = replace(before.chronicle.incidents["one"], later="")
    same = replace(before, chronicle=replace(before.chronicle, incidents={**before.chronicle.incidents, "one": text}))
    assert {name: [*table] for name, table in kept_anew(before, same, [("incidents", "one")]).items() if table} == {
        "incidents": ["one"]  # its outline says the same
    }


def test_an_edit_can_be_followed_on_what_was_kept() -> None:
    """It comes to what it comes to on the very values: of an entry that was edited no text is needed."""
    files, after = few_entries(), edited()
    changed = {path for path in {*files, *after} if files.get(path) != after.get(path)}
    entries = {made.path: made for made in material(after).entries}
    before = few()
    again = linked_from(
        rows_of(kept(before)), texts_in({path: data for path, data in files.items() if path not in changed})
    )
    found = []
    for linked in (before, again):
        was = {item.entry.path: item.entry for item in linked.chronicle.incidents.values()}
        edit = {path: (was.get(path), entries.get(path)) for path in changed}
        found.append(relinked(linked, material(after), edit))
    assert found[0]
    assert found[1]
    assert differences(again.chronicle, found[1].chronicle) == differences(before.chronicle, found[0].chronicle)
    assert found[1] == found[0]


# ---- damage


def broken(data: bytes) -> list[bytes]:
    """What a row may become."""
    return [b"", b"x", b"[]", b"{}", b"7", b"\xff", data[:-1], data[:-1] + b",1]", b"[" * 100_000, b'["a"]', b"[[0]]"]


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_row_is_said(name: str) -> None:
    """Whatever stands there instead, or nothing: it is the same error, when the item is asked for."""
    rows = kept(link_to_follow(material(rich_entries())))
    slug, data = next(iter(rows[name].items()))
    for table in ({}, *({**rows[name], slug: odd} for odd in broken(data))):
        found = getattr(linked_from(rows_of({**rows, name: table}), NO_TEXTS).chronicle, name)
        with pytest.raises(KeptError, match=f"^what is kept of {slug} is damaged$"):
            found[slug]


def test_a_damaged_row_of_outlines_is_said() -> None:
    """Also one that is a whole row of others."""
    rows = kept(few())
    key = next(key for key, data in rows[OUTLINES].items() if b"Two" in data)
    for table in ({}, *({**rows[OUTLINES], key: odd} for odd in broken(rows[OUTLINES][key]))):
        outlines = linked_from(rows_of({**rows, OUTLINES: table}), NO_TEXTS).chronicle.outlines
        with pytest.raises(KeptError, match=r"^what is kept of two is damaged$"):
            outlines["two"]


@pytest.mark.parametrize("odd", [None, b"", b"x", b"7", b"\xff", b"[" * 100_000])
def test_what_is_beside_the_tables_is_read_at_once(odd: bytes | None) -> None:
    """Nothing comes of it when one of its rows is damaged or missing."""
    rows = kept(few())
    for name in rows[WHOLE]:
        whole = {key: odd if key == name else row for key, row in rows[WHOLE].items()}
        with pytest.raises(KeptError, match=r"^what is kept of a chronicle is damaged$"):
            linked_from(rows_of({**rows, WHOLE: {key: row for key, row in whole.items() if row is not None}}), NO_TEXTS)


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda some: st.lists(some, max_size=30)))
def test_no_list_is_an_error_of_another_sort(data: Any) -> None:  # noqa: ANN401 - JSON
    """A row of anything is an item of anything, or that error."""
    rows = {**kept(few()), "incidents": {"one": json.dumps(data).encode()}}
    try:
        found = linked_from(rows_of(rows), NO_TEXTS).chronicle.incidents["one"]
    except KeptError:
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
