"""Patching: an item is added to a list of an entry, and nothing else changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from chronicle.text.patching import Written, with_item, with_line, with_line_before, with_written, without_lines
from chronicle.text.yaml_text import flow_text

if TYPE_CHECKING:
    from chronicle.text.yaml_text import Plain

ITEM: Final[Plain] = {"article": "new"}
ORDER = ("title", "casualties", "sources", "status", "evidence")


def patched(front: str, order: tuple[str, ...] = ORDER) -> str:
    """The front matter with the item in `sources`."""
    text = with_item(f"---\n{front}\n---\n\nText\n", "sources", ITEM, order)
    return text.removeprefix("---\n").removesuffix("\n---\n\nText\n")


@pytest.mark.parametrize(
    ("front", "result"),
    [
        ("title: A\nstatus: draft", "title: A\nsources:\n- {article: new}\nstatus: draft"),
        ("title: A", "title: A\nsources:\n- {article: new}"),
        ("status: draft", "sources:\n- {article: new}\nstatus: draft"),
        ("title: A\n\n# open\nstatus: draft", "title: A\nsources:\n- {article: new}\n\n# open\nstatus: draft"),
        ("sources: []\ntitle: A", "sources: [{article: new}]\ntitle: A"),
        ("sources: [ ]  # none", "sources: [{article: new} ]  # none"),
        ("sources: [ # none\n]", "sources: [{article: new} # none\n]"),
        ("sources:\ntitle: A", "sources:\n- {article: new}\ntitle: A"),
        ("sources:  # none\ntitle: A", "sources:  # none\n- {article: new}\ntitle: A"),
        ("sources: ~  # none\ntitle: A", "sources: [{article: new}]  # none\ntitle: A"),
        ("sources: [{article: a}]", "sources: [{article: a}, {article: new}]"),
        ("sources: [ {article: a}, ]", "sources: [ {article: a}, {article: new}, ]"),
        (
            "sources: [\n  {article: a}, # one\n  {article: 'b'} # two\n]\ntitle: A",
            "sources: [\n  {article: a}, # one\n  {article: 'b'}, {article: new} # two\n]\ntitle: A",
        ),
        ("sources:\n- {article: a}\ntitle: A", "sources:\n- {article: a}\n- {article: new}\ntitle: A"),
        (
            "sources:\n    - article: a\n      title: B\n    # more\n\ntitle: A",
            "sources:\n    - article: a\n      title: B\n    - {article: new}\n    # more\n\ntitle: A",
        ),
        (
            "sources:\n- {article: a} # a\n# b\n- title: |-\n    # no\n  article: b\n# c\ntitle: A",
            "sources:\n- {article: a} # a\n# b\n- title: |-\n    # no\n  article: b\n- {article: new}\n# c\ntitle: A",
        ),
    ],
)  # fmt: skip
def test_an_item_is_added_in_the_way_the_list_is_written(front: str, result: str) -> None:
    """No list, an empty one, one in a line or in lines of any depth; comments stay where they were."""
    assert patched(front) == result


def test_a_list_without_an_order_is_begun_at_the_end() -> None:
    """A key that no order knows comes last."""
    assert patched("title: A\nstatus: draft", ()) == "title: A\nstatus: draft\nsources:\n- {article: new}"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(ending: str, mark: str) -> None:
    """What an editor's program wrote is kept, and the new line ends like those around it."""
    text = f"{mark}---\nsources:\n- {{article: a}}\n---\nText\u2028 and\x85more\n".replace("\n", ending)
    new = text.replace(f"a}}{ending}", f"a}}{ending}- {{article: new}}{ending}")
    assert with_item(text, "sources", ITEM) == new


def test_characters_that_yaml_takes_for_line_ends_do_not_move_the_place() -> None:
    """A value before the list may hold any of them."""
    front = "title: 'a\u2028b\x85c'\nsources: [{title: 'é😀\u2029', article: a}]"
    assert patched(front) == front.replace("a}]", "a}, {article: new}]")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Text", "the front matter has no end"),
        ("---\ntitle: A\n", "the front matter has no end"),
        ("---\n{title: A}\n---\n", "the front matter is written in braces"),
        ("---\nsources: Reuters\n---\n", "sources is no list"),
        ("---\nsources: [\n---\n", "the front matter cannot be read"),
    ],
)
def test_what_cannot_be_patched_is_refused(text: str, reason: str) -> None:
    """The reason is said in words."""
    with pytest.raises(ValueError, match=reason):
        with_item(text, "sources", ITEM)


def test_front_matter_without_keys_gets_its_first() -> None:
    """Comments alone are kept above the list."""
    assert with_item("---\n# nothing\n---\n", "sources", ITEM) == "---\nsources:\n- {article: new}\n# nothing\n---\n"


def with_value(text: str, line: int, column: int, value: str) -> str:
    """The text with another value at a place, in quotes where it needs some."""
    return with_written(text, [Written(line=line, column=column, text=flow_text(value))])


@pytest.mark.parametrize(
    ("front", "place", "value", "result"),
    [
        ("titel: A # why\ndate: 2024", (2, 1), "title", "title: A # why\ndate: 2024"),
        ("locations: [Harbour Town, 'B']", (2, 13), "harbour-town", "locations: [harbour-town, 'B']"),
        ("locations: [A, 'The B']", (2, 16), "the-b", "locations: [A, the-b]"),
        ('a:\n- {actor: "X", role: other}', (3, 11), "y: z", "a:\n- {actor: 'y: z', role: other}"),
        ("title: A # B", (2, 8), "A # B", "title: 'A # B' # B"),
        ("title: ´A\u2028b", (2, 8), "c", "title: c"),
        ("tags:\n- a\n- # b", (4, 2), "c", "tags:\n- a\n- c # b"),
        ("tags:", (2, 6), "c", "tags: c"),
    ],
)  # fmt: skip
def test_a_value_or_a_key_is_written_anew_where_it_stands(
    front: str, place: tuple[int, int], value: str, result: str
) -> None:
    """In a line or in a list; its comment and all the rest stay; quotes come where they are needed."""
    text = with_value(f"---\n{front}\n---\n\nText\n", *place, value)
    assert text == f"---\n{result}\n---\n\nText\n"


def test_a_tab_behind_the_fence_does_not_hide_the_fields() -> None:
    """What readers of front matter take for part of the fence is no YAML."""
    assert with_value("---\n\t\na: b\n---\n", 3, 4, "c") == "---\n\t\na: c\n---\n"


@pytest.mark.parametrize("place", [(2, 2), (3, 1), (9, 1), (2, 8)])
def test_where_no_value_of_one_line_begins_nothing_is_changed(place: tuple[int, int]) -> None:
    """A place inside a word, an empty line, one outside, and a value that goes on in the next line."""
    with pytest.raises(ValueError, match="there is no value of one line at"):
        with_value("---\ntitle: A\n  goes on\n---\n", *place, "x")


def test_what_is_meant_is_written_as_it_stands() -> None:
    """A list in its brackets takes the place of a text, a text that of a list; a comment stays, or goes with it."""
    text = "---\na: b # c\nd: [e, f]\n---\n"
    assert with_written(text, [Written(line=2, column=4, text="[b]")]) == "---\na: [b] # c\nd: [e, f]\n---\n"
    over = Written(line=2, column=4, text='"b # c"', over_comment=True)
    assert with_written(text, [over]) == '---\na: "b # c"\nd: [e, f]\n---\n'
    both = [Written(line=3, column=1, text="long"), Written(line=3, column=4, text="e")]
    assert with_written(text, both) == "---\na: b # c\nlong: e\n---\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_line_is_changed_put_in_or_taken_out(mark: str, ending: str) -> None:
    """The line ends and the byte order mark stay; a new line ends as the first one does."""
    text = f"{mark}a{ending}b{ending}c"
    assert with_line(text, 1, "x") == f"{mark}x{ending}b{ending}c"
    assert with_line(text, 3, "x") == f"{mark}a{ending}b{ending}x"
    assert with_line_before(text, 1, "x") == f"{mark}x{ending}a{ending}b{ending}c"
    assert with_line_before(text, 3, "x") == f"{mark}a{ending}b{ending}x{ending}c"
    assert with_line_before(text, 4, "x") == f"{mark}a{ending}b{ending}c{ending}x{ending}"
    assert without_lines(text, 2) == f"{mark}c"
