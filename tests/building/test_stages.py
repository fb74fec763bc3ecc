"""Entries that a cache remembers are those that their files say, and what is linked in a fork is the same."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sites import incident, make_site, said

from chronicle.building import stages
from chronicle.building.cache import Cache
from chronicle.building.inputs import Inputs, Options, read_inputs
from chronicle.building.reading import each_entry
from chronicle.linking.linking import link_to_follow
from chronicle.text import workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from chronicle.linking.linked import Linked
    from chronicle.linking.linking import Beside, Material
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


@pytest.mark.skipif(sys.platform != "linux", reason="forks are safe on Linux alone")
def test_incidents_are_compared_in_a_fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many entries, while the rest is linked; what comes of it is what comes of it here."""
    inputs = read_inputs(
        make_site(tmp_path, {f"incidents/{slug}.md": incident(slug, locations="[Baghdad]") for slug in "abc"})
    )
    assert isinstance(inputs, Inputs)
    here, linked, made = os.getpid(), [], []

    def told(material: Material, beside: Beside) -> Linked:
        def seen(work: Callable[[], Any]) -> AbstractContextManager[Callable[[], Any]]:
            made.append(work)
            return beside(work)

        with beside(os.getpid) as process:
            linked.append((process() == here, link_to_follow(material, seen)))
        return linked[-1][1]

    monkeypatch.setattr(stages, "link_to_follow", told)
    monkeypatch.setattr(workers, "can_fork", lambda: True)  # the tests' threads hold nothing
    for worth in (4, 3):
        monkeypatch.setattr(stages, "WORTH_A_FORK", worth)
        cache = Cache(None)
        stages.understand(inputs, Options(jobs=2), cache)
        cache.close()
    (is_here, one), (is_here_too, other) = linked
    assert (is_here, is_here_too) == (True, False)
    assert one == other
    assert [work() for work in made] == [[(1, 2), (0, 2), (0, 1)]] * 2
    assert one.chronicle.incidents["a"].related == ("b", "c")
