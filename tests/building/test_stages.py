"""Entries that a cache remembers are those that their files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sites import make_site, said

from chronicle.building.cache import Cache
from chronicle.building.inputs import Inputs, read_inputs
from chronicle.building.reading import each_entry

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.problems import Problem


def test_the_same_text_in_two_folders_is_two_kinds_of_entry(tmp_path: Path) -> None:
    """What a cache keeps of a text is of the kind that its folder makes it, with the line its body begins on."""
    text = "---\ntitle: A\naliases: [b.html]\n---\n\nText.\n"
    inputs = read_inputs(make_site(tmp_path, {"articles/a.md": text, "notes/a.md": text}))
    assert isinstance(inputs, Inputs)
    cache = Cache(None)
    read = [[*each_entry(inputs.folder.entries, cache, [])] for _ in range(2)]
    cache.close()
    assert [[(type(entry).__name__, line) for entry, line in each] for each in read] == [
        [("Article", 6), ("Note", 6)]
    ] * 2
    assert read[0] == read[1]
    assert [entry.written for entry, _ in read[0]] == [entry.written for entry, _ in read[1]]


def test_a_text_is_held_once(tmp_path: Path) -> None:
    """An entry has the bytes of its file and no copy, whether it is read or remembered."""
    inputs = read_inputs(make_site(tmp_path, {"notes/a.md": "---\ntitle: A\n---\n\nText.\n"}))
    assert isinstance(inputs, Inputs)
    (file,) = inputs.folder.entries
    cache = Cache(None)
    for _ in range(2):
        ((entry, _line),) = each_entry([file], cache, [])
        assert entry.text.data is file.data
    cache.close()


def test_what_is_wrong_with_an_entry_is_told_by_every_build(tmp_path: Path) -> None:
    """A warning is no less true when the same bytes were read before."""
    inputs = read_inputs(make_site(tmp_path, {"notes/a.md": "---\ntitle: A\norder: 2\nodrer: 1\n---\n"}))
    assert isinstance(inputs, Inputs)
    cache = Cache(None)
    for _ in range(2):
        problems: list[Problem] = []
        assert [*each_entry(inputs.folder.entries, cache, problems)]
        assert said(problems) == [
            'notes/a.md:4:1: warning: odrer: is not a field (did you mean "order"?) [unknown-key]',
        ]
    cache.close()
