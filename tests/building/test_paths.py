"""What is written lies where it belongs: own files of a theme, media, and links where files must be."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sites import build_site, failed, incident, make_site, said, tree, write

from chronicle.building.build import build
from chronicle.building.inputs import Options

if TYPE_CHECKING:
    from pathlib import Path

DEVICE = "is a name that Windows keeps for a device; rename it [file-name]"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("data/texts.js", "its page assets/data/texts.js is also claimed by a page of the site itself"),
        ("data/incidents.js", "its page assets/data/incidents.js is also claimed by a page of the site itself"),
        ("types.css", "its page assets/types.css is also claimed by a page of the site itself"),
        ("Style.css", "its page assets/Style.css is also claimed by templates/assets/style.css"),
        ("con.css", "its page 'assets/con.css' has an address that is not allowed"),
        ("a.", "its page 'assets/a.' has an address that is not allowed"),
        ("a:b.css", "its page 'assets/a:b.css' has an address that is not allowed"),
        ("<b>.css", "its page 'assets/<b>.css' has an address that is not allowed"),
        ("a" * 246 + ".css", f"its page 'assets/{'a' * 246}.css' has an address that is not allowed"),
    ],
)
def test_a_file_of_a_theme_takes_no_place_of_another(tmp_path: Path, name: str, fault: str) -> None:
    """Neither that of what the site writes itself, nor of a file of the theme, nor one that some system cannot hold."""
    make_site(tmp_path, {f"templates/assets/{name}": "own"})
    (problem,) = failed(tmp_path)
    assert problem.startswith(f"templates/assets/{name}: error: {fault}")
    assert not (tmp_path / "site").exists()


def test_what_is_hidden_among_templates_is_not_published(tmp_path: Path) -> None:
    """A theme may be a repository, with whatever its author keeps in it."""
    hidden = [".env", ".git/config", "assets/.env", "assets/.git/config", "assets/fonts/.cache/x"]
    make_site(tmp_path, {f"templates/{name}": "secret" for name in hidden})
    assert build_site(tmp_path).problems == ()
    assert not [name for name, data in tree(tmp_path / "site").items() if data == b"secret"]


def test_a_folder_of_templates_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not passed over, as if nothing were in it."""
    make_site(tmp_path, {"templates/assets/own.css": "", "templates/base.html": "{% extends 'theme/base.html' %}"})
    listed = os.scandir

    def denied(path: str) -> object:
        if str(path).endswith("templates/assets") and str(path).startswith(str(tmp_path)):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return listed(path)

    monkeypatch.setattr("os.scandir", denied)
    assert failed(tmp_path) == ["templates/assets: error: cannot be read: Permission denied [unreadable]"]


@pytest.mark.parametrize("name", [b"\xff.css", b"a\nb.css", b"\x1b[2J"])
def test_a_template_whose_name_cannot_be_shown_is_told(tmp_path: Path, name: bytes) -> None:
    """Its name is written out."""
    make_site(tmp_path, {"templates/assets/own.css": ""})
    path = os.fsencode(tmp_path / "templates/assets") + b"/" + name
    with open(path, "wb"):  # noqa: PTH123 - a name in bytes
        pass
    (problem,) = failed(tmp_path)
    assert problem.endswith("error: the file name has characters no name may have [file-name]")
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("CON.jpg", f'"CON.jpg" {DEVICE}'),
        ("aux/a.png", f'"aux" {DEVICE}'),
        ("lpt1.tar.txt", f'"lpt1.tar.txt" {DEVICE}'),
        ("x./a.png", '"x." ends in a dot or a space, which Windows takes away; rename it [file-name]'),
        ("a" * 197 + ".txt", f'"{"a" * 59}…" is longer than 200 bytes; rename it [file-name]'),
    ],
)
def test_a_media_file_has_a_name_for_every_system(tmp_path: Path, name: str, fault: str) -> None:
    """Whoever checks the chronicle out can build it, and there is room for a temporary name beside it."""
    make_site(tmp_path, {f"media/{name}": "x"})
    assert failed(tmp_path) == [f"media/{name}: error: {fault}"]


def test_the_longest_names_are_written(tmp_path: Path) -> None:
    """A slug of 120 letters, a media file and a file of a theme of 200 bytes."""
    slug, media, own = "a" * 120, "b" * 196 + ".txt", "c" * 196 + ".css"
    files: dict[str, str | bytes] = {f"incidents/{slug}.md": incident(), f"media/{media}": "b"}
    made = tree(make_site(tmp_path, {**files, f"templates/assets/{own}": "c"}))
    build_site(tmp_path)
    assert len(made) == 4
    assert {f"incidents/{slug}.html", f"media/{media}", f"assets/{own}"} <= set(tree(tmp_path / "site"))


def test_a_name_that_only_looks_temporary_stays(tmp_path: Path) -> None:
    """Only hidden files with the ending of our temporary ones are taken away."""
    make_site(tmp_path, {"templates/assets/x.chronicle-tmp": "own"})
    build_site(tmp_path)
    write(tmp_path, {"site/assets/.x.chronicle-tmp": "half"})
    assert build_site(tmp_path).written == 0
    assert (tmp_path / "site/assets/x.chronicle-tmp").read_text("utf-8") == "own"
    assert not (tmp_path / "site/assets/.x.chronicle-tmp").exists()


def test_each_file_of_a_site_is_claimed_once(tmp_path: Path) -> None:
    """Whatever writes it: with the full text there is no address twice, and no file but those and the manifest."""
    make_site(tmp_path, {"incidents/a.md": incident(body="Text."), "media/a.txt": "x", "templates/assets/own.css": "y"})
    result = build(tmp_path, Options(full_text=True))
    assert result.is_done, said(result.problems)
    assert set(tree(tmp_path / "site")) == {*result.files, ".chronicle-manifest.json"}
    assert len({name.casefold() for name in result.files}) == len(result.files) == result.pages


@pytest.mark.parametrize("name", ["content", "templates", "chronicle.toml", "content/incidents", "templates/assets"])
def test_a_link_is_nowhere_followed(tmp_path: Path, name: str) -> None:
    """Whatever of a chronicle is a link, nothing is built, and no command writes to where it leads."""
    project = make_site(tmp_path / "project", {"incidents/a.md": incident(), "templates/assets/own.css": "x"})
    (project / name).rename(tmp_path / "elsewhere")
    (project / name).symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path / "elsewhere")
    (problem,) = failed(project)
    assert problem.partition(": ")[0] in {name, name.removeprefix("content/")}
    assert "[not-a-file]" in problem
    (project / "a.csv").write_text("date,title,place\n2023-01-01,Fire,Here\n", "utf-8")
    for words in (["new", "incident", "Fire", "--date", "2023", "--no-ask"], ["import", "a.csv"], ["check", "--fix"]):
        command = [sys.executable, "-m", "chronicle", *words]
        subprocess.run(command, cwd=project, capture_output=True, check=False)
    assert tree(tmp_path / "elsewhere") == before
