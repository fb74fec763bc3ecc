"""Reading ahead: what a fork reads while the program looks at the site is what the program would read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sites import PICTURE, build_site, incident, make_site, tree, write

from chronicle.building import ahead
from chronicle.building.cache import Cache
from chronicle.building.inputs import Inputs, read_inputs
from chronicle.text import workers

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.building.looking import Stamps

CONTENT: dict[str, str | bytes] = {
    "incidents/a.md": incident(body="A text."),
    "incidents/b.md": "",
    "incidents/c.md": incident("C", body="x" * 5000),
    "incidents/no slug.md": incident(),
    "media/x.png": PICTURE,
    "notes/about.md": "---\ntitle: A\n---\n",
}


def of_size(size: int) -> Stamps:
    """The stamps of a site of so many bytes."""
    return {"index.html": [size, 1], "a.html": [-1, 1]}


@pytest.mark.skipif(sys.platform != "linux", reason="forks are safe on Linux alone")
@pytest.mark.parametrize("size", [1_000_000, 5000, 100, 0])
def test_what_is_read_ahead_is_what_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Entries with their keys, media and problems; the bytes of those without room, and empty ones, too."""
    monkeypatch.setattr(ahead, "_MANY", 0)
    monkeypatch.setattr(workers, "can_fork", lambda: True)  # the tests' threads hold nothing
    project = make_site(tmp_path, CONTENT)
    here = read_inputs(project)
    with ahead.read_ahead(project, of_size(size), jobs=2) as read:
        assert read
        there = read_inputs(project, ahead=read)
    assert isinstance(here, Inputs)
    assert isinstance(there, Inputs)
    assert (there, there.keys) == (here, here.keys)
    assert [file.data for file in there.folder.entries] == [file.data for file in here.folder.entries]
    in_room = [file.path for file in there.folder.entries if isinstance(file.content, memoryview)]
    assert len(in_room) == {1_000_000: 4, 5000: 3, 100: 2, 0: 1}[size], in_room


@pytest.mark.skipif(sys.platform != "linux", reason="forks are safe on Linux alone")
def test_a_first_build_reads_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a chronicle with many entries: what they may take is told by some of them."""
    monkeypatch.setattr(ahead, "_MANY", 2 * 300)
    monkeypatch.setattr(workers, "can_fork", lambda: True)
    project = make_site(tmp_path, {f"incidents/{number}.md": incident(f"I {number}") for number in range(299)})
    write(project, {"notes.txt": "none"})
    for is_many in (False, True):
        write(project, {"incidents/last.md": incident()} if is_many else {})
        with ahead.read_ahead(project, {}, jobs=2) as read:
            found = read_inputs(project, ahead=read)
        assert bool(read) is is_many
        assert found == read_inputs(project)
        assert isinstance(found, Inputs)
        assert all(isinstance(file.content, memoryview) is is_many for file in found.folder.entries)


@pytest.mark.parametrize(
    ("stamps", "jobs"),
    [(of_size(100), 1), ({}, 2), (of_size(1 << 62), 2)],
    ids=["one processor", "a small site", "more than there can be"],
)
def test_where_nothing_is_read_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamps: Stamps, jobs: int
) -> None:
    """Without a processor or memory for it, and where it would not be worth it."""
    monkeypatch.setattr(ahead, "_MANY", 1)
    monkeypatch.setattr(workers, "can_fork", lambda: True)
    with ahead.read_ahead(tmp_path, stamps, jobs) as read:
        assert read is None


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was built once, and is taken for a large one."""
    monkeypatch.setattr(ahead, "_MANY", 0)
    monkeypatch.setattr(workers, "can_fork", lambda: sys.platform == "linux")
    project = make_site(tmp_path / "project", {f"incidents/{slug}.md": incident(slug) for slug in "abc"})
    build_site(project)
    return project


@pytest.mark.parametrize("is_damaged", [False, True])
def test_an_edit_of_a_large_site_is_followed(large: Path, *, is_damaged: bool) -> None:
    """What was kept is asked for while the entries are read; if it is damaged, all is made anew."""
    write(large, {"incidents/b.md": incident("Other")})
    if is_damaged:
        cache = Cache(large / ".chronicle/cache.sqlite")
        cache.put("linked", "whole/slugs", b"1")
        cache.save()
        cache.close()
    result = build_site(large)
    assert result.proof
    assert (result.proof.is_part, "was dropped" in result.notice) == (not is_damaged, is_damaged)
    clean = make_site(large.parent / "clean", {f"incidents/{slug}.md": incident(slug) for slug in "ac"})
    write(clean, {"incidents/b.md": incident("Other")})
    build_site(clean)
    assert tree(large / "site") == tree(clean / "site")
