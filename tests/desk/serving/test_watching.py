"""What of a project is watched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from previewing import LONGEST
from sites import incident, make_site

from chronicle.desk.serving import watching as module
from chronicle.desk.serving.watching import Watch, is_source, watching

TOP = Path("/chronicle")


@pytest.mark.parametrize(
    "path", ["chronicle.toml", "content", "content/incidents/a.md", "content/media/x.png", "templates/assets/site.css"]
)
def test_what_a_build_reads_is_watched(path: str) -> None:
    """Entries, media, templates and settings."""
    assert is_source(TOP, f"{TOP}/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "site/index.html",
        ".chronicle/cache.sqlite",
        ".chronicle/preview/content/x.html",
        ".git/index",
        "seeds/x.txt",
        "README.md",
        "sub/chronicle.toml",
        "content/incidents/.a.md.swp",
        "content/incidents/.#a.md",
        "content/.git/x.md",
        "templates/.base.html.kate-swp",
        "../content/a.md",
        "/elsewhere/content/a.md",
    ],
)
def test_nothing_else_is_watched(path: str) -> None:
    """What is written by builds, by git, or by an editor while it is open."""
    assert not is_source(TOP, os.path.normpath(f"{TOP}/{path}") if not path.startswith("/") else path)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one entry."""
    return make_site(tmp_path, {"incidents/a.md": incident()})


def settled(watch: Watch) -> int:
    """How often changes are told until there is none for half a second."""
    times = 0
    while watch.has_changed(0.5):
        times += 1
    return times


def test_a_change_is_told(project: Path) -> None:
    """Settings and entries; what is no source is not told."""
    with watching(project) as watch:
        for name in ("content/incidents/a.md", "chronicle.toml"):
            (project / name).write_text("x", "utf-8")
            assert watch.has_changed(LONGEST)
        settled(watch)
        (project / "site").mkdir()
        (project / "site/index.html").write_text("x", "utf-8")
        (project / "content/incidents/.a.md.swp").write_text("x", "utf-8")
        assert not watch.has_changed(0.5)


def test_many_changes_are_few(project: Path) -> None:
    """A checkout of many files is one burst, or two if the computer is busy with something else."""
    with watching(project) as watch:
        for number in range(500):
            (project / f"content/incidents/m-{number}.md").write_text("x", "utf-8")
        assert watch.has_changed(LONGEST)
        assert settled(watch) < 5


def test_a_file_that_another_takes_the_place_of_is_a_change(project: Path) -> None:
    """Most editors write a new file and give it the name of the old one; the next change is seen all the same."""
    with watching(project) as watch:
        for name in ("content/incidents/a.md", "chronicle.toml"):
            for _ in range(2):
                (project / ".new").write_text("x", "utf-8")
                (project / ".new").replace(project / name)
                assert watch.has_changed(LONGEST)


def test_folders_may_come_and_go(project: Path) -> None:
    """As they do when another branch is checked out."""
    with watching(project) as watch:
        (project / "templates/assets").mkdir(parents=True)
        assert watch.has_changed(LONGEST)
        shutil.rmtree(project / "content")
        assert watch.has_changed(LONGEST)
        (project / "content/incidents").mkdir(parents=True)
        assert watch.has_changed(LONGEST)
        settled(watch)
        for name in ("templates/assets/site.css", "content/incidents/b.md"):
            (project / name).write_text("x", "utf-8")
            assert watch.has_changed(LONGEST)


def test_a_project_without_folders_is_watched(tmp_path: Path) -> None:
    """The first folder that comes is seen."""
    with watching(tmp_path) as watch:
        (tmp_path / "content").mkdir()
        assert watch.has_changed(LONGEST)


def test_a_watch_that_the_system_refuses_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more folders are asked for than may be watched, for example."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(module, "watch", refuse)
    with watching(project) as watch, pytest.raises(OSError, match="changes cannot be watched"):
        watch.has_changed(LONGEST)
