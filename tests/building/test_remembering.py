"""What is known of a site when nothing changed: by size and time of all files at once, or else file by file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from sites import PAGES_ONLY, build_site, incident, make_site, write

from chronicle.building import ahead, looking
from chronicle.building.build import build
from chronicle.building.inputs import Inputs, Options, read_inputs
from chronicle.building.manifests import MANIFEST
from chronicle.text import workers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=[ahead._MANY, 0], ids=["small", "large"])  # noqa: SLF001 - a small site as a large one
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A site whose time stamps are beyond doubt; of a large one the entries are read ahead."""
    monkeypatch.setattr(looking, "_RACY", -1)
    monkeypatch.setattr(ahead, "_MANY", request.param)
    monkeypatch.setattr(workers, "can_fork", lambda: sys.platform == "linux")  # the tests' threads hold nothing
    make_site(tmp_path, {"incidents/a.md": incident(), "incidents/b.md": incident("B"), "chronicle.toml": PAGES_ONLY})
    build_site(tmp_path)
    return tmp_path


def is_as_left(project: Path) -> bool:
    """Whether a build finds nothing changed without looking at the records of the files."""
    result = build_site(project)
    assert (result.rendered, result.output is not None) == (0, True)
    return bool(result.output and result.output.is_as_left)


def test_a_site_that_nobody_touched_is_as_it_was_left(project: Path) -> None:
    """After a build of all, after edits that write, add and remove pages, and each time again."""
    assert is_as_left(project)
    write(project, {"incidents/b.md": incident("Other")})
    assert build_site(project).written
    assert is_as_left(project)
    write(project, {"incidents/c.md": incident("C")})
    assert build_site(project).written
    assert is_as_left(project)
    (project / "content/incidents/c.md").unlink()
    assert build_site(project).removed
    assert is_as_left(project)
    assert is_as_left(project)


def test_a_file_with_another_time_is_looked_at_once(project: Path) -> None:
    """It is the same as before, and the next build knows that."""
    os.utime(project / "site/index.html", (1, 1))
    assert not is_as_left(project)
    assert is_as_left(project)


@pytest.mark.parametrize("name", ["index.html", "incidents/a.html"])
def test_a_file_that_somebody_changed_is_made_again(project: Path, name: str) -> None:
    """Also one that is gone, and one that has the size it had."""
    path = project / "site" / name
    whole = path.read_bytes()
    for change in (lambda: path.write_bytes(whole[::-1]), path.unlink, lambda: path.write_bytes(b"")):
        change()
        assert build_site(project).rendered == 1
        assert path.read_bytes() == whole
        assert is_as_left(project)


def test_the_manifest_of_another_moment_is_not_the_one_that_was_left(project: Path) -> None:
    """One that the cache knows, as it was while a build was at work: what it calls unfinished is made again."""
    path = project / "site" / MANIFEST
    before = path.read_bytes()
    write(project, {"incidents/b.md": incident("Other")})
    build_site(project)
    path.write_bytes(before)
    assert build_site(project).output
    assert path.read_bytes() != before
    assert is_as_left(project)


# ---- what the same program has at hand


def test_who_has_the_last_build_at_hand_sees_every_change_nevertheless(project: Path) -> None:
    """Of an entry with the size and time it had, of the site, and of its manifest."""
    entry, page = project / "content/incidents/b.md", project / "site/incidents/a.html"
    write(project, {"incidents/b.md": incident("Other")})
    footing = build(project, Options()).footing
    assert footing
    assert build(project, Options(), footing=footing).rendered == 0
    status = entry.stat()
    entry.write_bytes(entry.read_bytes().replace(b"Other", b"Othex"))
    os.utime(entry, ns=(status.st_atime_ns, status.st_mtime_ns))
    result = build(project, Options(), footing=footing)
    assert result.footing
    assert "Othex" in (project / "site/incidents/b.html").read_text("utf-8")
    whole = page.read_bytes()
    page.write_bytes(whole[::-1])
    assert build(project, Options(), footing=result.footing).rendered == 1
    manifest = (project / "site" / MANIFEST).read_bytes()
    (project / "site" / MANIFEST).write_bytes(manifest.replace(b'":"', b'":"0', 3))
    assert build(project, Options(), footing=result.footing).is_done
    assert page.read_bytes() == whole
    assert (project / "site" / MANIFEST).read_bytes() == manifest


def test_inputs_share_what_is_the_same(project: Path) -> None:
    """Files and their keys; what is new, gone or other has its own."""
    write(project, {"incidents/c.md": incident("C"), "incidents/d.md": incident("D")})
    before = read_inputs(project)
    write(project, {"incidents/b.md": incident("Other"), "incidents/e.md": incident("E")})
    (project / "content/incidents/d.md").unlink()
    after = read_inputs(project)
    assert isinstance(before, Inputs)
    assert isinstance(after, Inputs)
    shared = after.sharing(before)
    assert (shared, shared.keys, shared.name(Options())) == (after, after.keys, after.name(Options()))
    old = {file.path: file for file in before.folder.entries}
    same = [file.path for file in shared.folder.entries if file.path in old and old[file.path].data is file.data]
    assert same == ["content/incidents/a.md", "content/incidents/c.md"]
