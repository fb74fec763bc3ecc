"""Faults: whatever goes wrong on the disk, files stay whole, one line says so, and the next build is right."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sites import PAGES_ONLY, build_site, entry, failed, incident, location, make_site, said, tree, write

from chronicle.building import build as build_module
from chronicle.building.build import build
from chronicle.building.guarding import PREVIEW
from chronicle.building.inputs import Options
from chronicle.building.locks import open_lock
from chronicle.building.manifests import MANIFEST
from chronicle.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2030, 1, 1)
FILES: dict[str, str | bytes] = {
    "locations/base.md": location("Base"),
    "incidents/a.md": incident("First", "2023-10-01", locations="[base]", body="Text."),
    "incidents/b.md": incident("Second", "2023-11-02", locations="[base]"),
}
EDITED: dict[str, str | bytes] = {
    "incidents/a.md": incident("Renamed", "2022-10-01", locations="[base]", body="Other."),
    "incidents/c.md": incident("Third", "2023-12-03", types="[bombing]"),
    "notes/about.md": entry("Text.", title="About"),
}


def edited(folder: Path) -> Path:
    """A project that was built once and edited since."""
    make_site(folder, FILES)
    build_site(folder)
    write(folder, EDITED)
    (folder / "content/incidents/b.md").unlink()
    return folder


@pytest.mark.parametrize("name", ["lock", "preview.lock", "cache.sqlite", ".gitignore", "full-text", "preview"])
def test_a_link_in_the_folder_of_the_cache_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A chronicle from elsewhere may bring one along; what it points to is neither written nor made."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    make_site(tmp_path / "site", FILES)
    (tmp_path / "site/.chronicle").mkdir()
    (tmp_path / "precious").write_text("", "utf-8")
    for target in ("precious", "none"):
        (tmp_path / "site/.chronicle" / name).unlink(missing_ok=True)
        (tmp_path / "site/.chronicle" / name).symlink_to(f"../../{target}")
        assert build(tmp_path / "site", Options(today=TODAY, full_text=name == "full-text")).is_done
        if name == "cache.sqlite":  # what is not from here is taken away
            assert not (tmp_path / "site/.chronicle" / name).is_symlink()
            continue
        with pytest.raises(OSError, match="link"), open_lock(tmp_path / "site", name):
            pass
    assert (tmp_path / "precious").read_bytes() == b""
    assert not (tmp_path / "none").exists()


def test_a_link_in_the_place_of_the_cache_leads_nowhere(tmp_path: Path) -> None:
    """Everything is made without it, and nothing is put where it points."""
    make_site(tmp_path / "site", FILES)
    (tmp_path / "elsewhere/full-text").mkdir(parents=True)
    (tmp_path / "site/.chronicle").symlink_to("../elsewhere")
    done = build(tmp_path / "site", Options(today=TODAY, full_text=True))
    assert done.is_done
    assert done.notice.split("\n") == [
        "no cache: .chronicle cannot be written (it is a link)",
        "the full text is made anew each time: .chronicle is a link; delete it",
    ]
    message = "is not in this chronicle, since .chronicle is a link; delete that"
    assert failed(tmp_path / "site", output=PREVIEW) == [
        f".chronicle/preview: error: .chronicle/preview {message} [output-folder]"
    ]
    assert [path.name for path in (tmp_path / "elsewhere").rglob("*")] == ["full-text"]


def interrupted(number: int, error: BaseException) -> Callable[[str | Path, str | Path], None]:
    """What stands for `os.replace`, which puts files in place, and fails at the file of a number."""
    replace, counter = os.replace, itertools.count()

    def replaced(path: str | Path, target: str | Path) -> None:
        if next(counter) >= number:
            raise error
        replace(path, target)

    return replaced


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
@pytest.mark.parametrize("number", [0, 1, 2, 7, 20])
def test_an_interrupted_build_leaves_whole_files_and_the_next_is_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException
) -> None:
    """After any number of files every file is the old or the new one; the next build equals a clean one."""
    project = edited(tmp_path / "project")
    old = tree(project / "site")
    new = tree(build_clean(tmp_path) / "site")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted(number, error))
        with pytest.raises(type(error)):
            build(project, Options())
    for name, data in tree(project / "site").items():
        assert name == MANIFEST or data in {old.get(name), new.get(name)}
    build_site(project)
    assert tree(project / "site") == new


def build_clean(folder: Path) -> Path:
    """The edited project, built from nothing."""
    files = {name: text for name, text in FILES.items() if name != "incidents/b.md"}
    clean = make_site(folder / "clean", {**files, **EDITED})
    build_site(clean)
    return clean


def test_an_interrupted_build_is_finished_though_the_edit_was_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going back to the old entries after an interrupted build gives the old site, with its manifest."""
    make_site(tmp_path, FILES)
    build_site(tmp_path)
    old = tree(tmp_path / "site")
    for path in (tmp_path / "site").rglob("*"):
        os.utime(path, (1, 1))
    build_site(tmp_path, today=TODAY)  # time stamps beyond doubt
    write(tmp_path, EDITED)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted(1, KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, Options(today=TODAY))
    for name in ("incidents/c.md", "notes/about.md"):
        (tmp_path / "content" / name).unlink()
    make_site(tmp_path, FILES)
    build_site(tmp_path, today=TODAY)
    assert tree(tmp_path / "site") == old


def test_every_new_file_is_known_for_ours_before_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what is made when all others are in place: broken off before the last manifest, the next build goes on."""
    build_site(make_site(tmp_path / "whole", FILES))
    whole = tree(tmp_path / "whole/site")
    project = make_site(tmp_path / "broken", FILES)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted(len(whole), KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            build(project, Options())
    assert tree(project / "site").keys() == whole.keys()
    write(project, {"chronicle.toml": PAGES_ONLY})
    build_site(project)
    assert not [name for name in tree(project / "site") if name.startswith("data/")]


def test_a_half_written_file_never_stands_in_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills up in the middle of a file, the old file stays and nothing is left beside it."""
    project = edited(tmp_path)
    old = tree(project / "site")

    def full(_path: str | Path, _target: str | Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space left"):
            build(project, Options())
    assert tree(project / "site") == old


def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command ends with the system's words and exit code 1, without a traceback."""
    project = edited(tmp_path)
    monkeypatch.chdir(project)
    monkeypatch.setattr(os, "replace", interrupted(3, OSError(errno.ENOSPC, "No space left on device", "x.html")))
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "Error: x.html: No space left on device"
    assert isinstance(result.exception, SystemExit)


def test_ctrl_c_ends_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with a line that says what is left, and the exit code that shells know."""
    project = edited(tmp_path)
    monkeypatch.chdir(project)
    monkeypatch.setattr(os, "replace", interrupted(3, KeyboardInterrupt()))
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 130
    assert result.stderr.endswith("Ended by Ctrl-C; every file in site is whole; build again\n")


def test_an_unreadable_entry_is_an_error_and_nothing_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be opened stops the build and is named."""
    project = edited(tmp_path)
    old = tree(project / "site")
    really = os.open

    def refused(path: str | os.PathLike[str], *args: int) -> int:
        if str(path).endswith("a.md"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return really(path, *args)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        assert failed(project) == ["incidents/a.md: error: cannot be read: Permission denied [unreadable]"]
    assert tree(project / "site") == old


def test_a_folder_that_cannot_be_read_is_all_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What refers to entries in it is not said to be missing."""
    make_site(tmp_path, FILES)
    really = os.scandir

    def refused(path: str | os.PathLike[str]) -> object:
        if str(path).endswith("locations"):
            raise OSError(errno.EMFILE, "Too many open files", str(path))
        return really(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refused)
        assert failed(tmp_path) == ["locations: error: cannot be read: Too many open files [unreadable]"]


def test_a_folder_named_like_an_entry_is_looked_into(tmp_path: Path) -> None:
    """A folder whose name ends in .md is a folder: the entries in it count."""
    make_site(tmp_path, {"incidents/x.md/a.md": incident()})
    assert build_site(tmp_path).entries == 1


def test_links_and_pipes_among_the_entries_are_refused(tmp_path: Path) -> None:
    """Entries are ordinary files inside the project; nothing is opened to find out."""
    make_site(tmp_path, FILES)
    incidents = tmp_path / "content/incidents"
    (incidents / "c.md").symlink_to("/etc/passwd")
    (incidents / "linked").symlink_to("/etc")
    os.mkfifo(incidents / "d.md")
    assert failed(tmp_path) == [
        "incidents/c.md: error: is a link; put the file itself here [not-a-file]",
        "incidents/d.md: error: is no ordinary file; take it away [not-a-file]",
        "incidents/linked: error: is a link; put the file itself here [not-a-file]",
    ]


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    """While another build of the project holds the lock, one says that it waits, and builds what there is then."""
    make_site(tmp_path, FILES)
    build_site(tmp_path)
    heard = []
    with (tmp_path / ".chronicle/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def say(text: str) -> None:
            heard.append(text)
            write(tmp_path, EDITED)
            fcntl.flock(lock, fcntl.LOCK_UN)

        result = build(tmp_path, Options(), say=say)
    assert heard == ["another build of this chronicle is running; waiting for it"]
    assert (result.is_done, result.rendered > 0) == (True, True)
    assert build_site(tmp_path).rendered == 0


def test_what_is_no_chronicle_any_more_after_waiting_is_an_error(tmp_path: Path) -> None:
    """Its settings were deleted while another build held the lock."""
    make_site(tmp_path, FILES)
    build_site(tmp_path)
    with (tmp_path / ".chronicle/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def say(_: str) -> None:
            (tmp_path / "chronicle.toml").unlink()
            fcntl.flock(lock, fcntl.LOCK_UN)

        result = build(tmp_path, Options(), say=say)
    assert [problem.code for problem in result.problems] == ["no-chronicle"]


def test_a_project_without_place_for_a_cache_is_built(tmp_path: Path) -> None:
    """With a file in the place of .chronicle there is no cache and no lock; the site is the same."""
    make_site(tmp_path / "one", FILES)
    make_site(tmp_path / "two", {**FILES, ".chronicle": "a file"})
    build_site(tmp_path / "one", full_text=True)
    result = build_site(tmp_path / "two", full_text=True)
    assert result.notice.startswith("no cache: .chronicle cannot be written (")
    assert result.notice.endswith("the full text is made anew each time: .chronicle is a file; delete it")
    assert tree(tmp_path / "one/site") == tree(tmp_path / "two/site")


NO_FILE = "chronicle.toml: error: is no ordinary file; put the settings themselves here [not-a-file]"


def test_settings_that_cannot_be_read_are_an_error(tmp_path: Path) -> None:
    """No settings, no text in them, or a folder in their place: each is one line."""
    (tmp_path / "content").mkdir()
    assert failed(tmp_path) == [
        (
            "chronicle.toml: error: is not here; go to the folder of a chronicle, or make one: chronicle init DIR "
            "[no-chronicle]"
        )
    ]
    (tmp_path / "chronicle.toml").write_bytes(b"format = 1\ntitle = '\xff'")
    assert failed(tmp_path) == [
        "chronicle.toml:2:1: error: is not UTF-8 text; save the file with the encoding UTF-8 [encoding]"
    ]
    (tmp_path / "chronicle.toml").unlink()
    (tmp_path / "chronicle.toml").mkdir()
    assert failed(tmp_path) == [NO_FILE]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_settings_may_have_the_line_ends_of_any_system(tmp_path: Path, end: str) -> None:
    """As entries may."""
    project = make_site(tmp_path, {"incidents/a.md": incident()})
    text = f'format = 1{end}title = "Harbour"{end}url = ""{end}[archive]{end}days = false{end}'
    (project / "chronicle.toml").write_bytes(text.encode())
    build_site(project)
    assert "Harbour" in (project / "site/index.html").read_text("utf-8")


def test_an_unreadable_template_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that cannot be opened stops the build and is named."""
    make_site(tmp_path, {**FILES, "templates/base.html": "x"})
    really = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.parent == tmp_path / "templates":
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refused)
        assert failed(tmp_path) == ["templates/base.html: error: cannot be read: Permission denied [unreadable]"]


def test_a_body_beyond_its_limits_is_an_error_at_its_place(tmp_path: Path) -> None:
    """Markdown that cannot be converted stops the build, with the line that is too much, also out of a worker."""
    make_site(tmp_path, {**FILES, "incidents/c.md": incident(body="One.\n\nTwo.\n\n" + ">" * 60 + " deep")})
    assert failed(tmp_path) == ["incidents/c.md:11:1: error: text: a line is nested more than 40 deep [markdown]"]


ODD = {
    "See [it](javascript:x).": '10: warning: text: link "javascript:x" must begin with https:// or http:// [link-form]',
    "A ![b](https://b.org/c.png)": (
        '8: warning: text: picture "https://b.org/c.png" is on another site; put it in content/media [picture-remote]'
    ),
    "By <Reuters>": (
        '4: warning: text: the element <reuters> is left out; to show a "<", write "&lt;" [html-left-out]'
    ),
    "<<<<<<< HEAD\n\nA\n\n>>>>>>> main": (
        "1: warning: text: lines of <<<<<<< and >>>>>>> stand in the text: "
        "keep one of the two versions, and delete these [conflict-marks]"
    ),
    "[[Nobody]]": "1: warning: text: [[Nobody]] leads to no entry; it is shown as missing [wiki-link-missing]",
}


@pytest.mark.parametrize(("line", "told"), ODD.items())
def test_what_is_odd_in_a_body_is_told_where_it_stands(tmp_path: Path, line: str, told: str) -> None:
    """Also when the next build takes the text from the cache, and the front matter has grown by a line."""
    body = f"One.\n\nTwo.\n\n{line}"
    for number, more in enumerate(({}, {"types": "[fire]"})):
        make_site(tmp_path, {"incidents/c.md": incident(body=body, **more)})
        found = said(build(tmp_path, Options()).problems)
        assert found == [f"incidents/c.md:{11 + number}:{told}"]


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("javascript:x", "must begin with https:// or http://"),
        ("https://a.org/log?x", "must be the address of a folder, without ? or #"),
        ("https://you@a.org/", "has a user name in it, which readers would send along"),
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str, fault: str) -> None:
    """--base-url is judged like the url in the settings."""
    make_site(tmp_path, {**FILES, "chronicle.toml": f'format = 1\ntitle = "Log"\nurl = "{address}"\n'})
    result = build(tmp_path, Options())
    assert [problem.message for problem in result.problems] == [f'"{address}" {fault}']
    make_site(tmp_path, FILES)
    result = build(tmp_path, Options(base_url=address))
    assert [problem.message for problem in result.problems] == [f"--base-url '{address}' {fault}"]


def test_settings_that_are_no_ordinary_file_are_refused(tmp_path: Path) -> None:
    """A pipe would make the program wait for ever, a link would lead out of the project; nothing is put beside them."""
    for make in (os.mkfifo, lambda path: path.symlink_to("elsewhere.toml"), Path.mkdir):
        (tmp_path / "chronicle.toml").unlink(missing_ok=True)
        make(tmp_path / "chronicle.toml")
        assert failed(tmp_path) == [NO_FILE]
        assert [path.name for path in tmp_path.iterdir()] == ["chronicle.toml"]


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"other"), Path.unlink], ids=["changed", "gone"])
def test_a_file_that_changes_while_the_site_is_built_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    """Only the bytes that were seen first are copied; the next build is right."""
    project = make_site(tmp_path / "project", {**FILES, "media/x.txt": "seen", "media/a.txt": "a"})
    path = project / "content/media/x.txt"
    really = build_module._thought  # noqa: SLF001 - between reading and writing

    def thought(*args: Any) -> Any:  # noqa: ANN401
        change(path)
        return really(*args)

    monkeypatch.chdir(project)
    with monkeypatch.context() as patch:
        patch.setattr(build_module, "_thought", thought)
        result = CliRunner().invoke(main, ["build", "--no-search"])
    said = "was changed while the site was built; build again" if path.exists() else "No such file or directory"
    name = "content/media/x.txt" if path.exists() else str(path)
    assert (result.exit_code, result.stderr) == (1, f"Error: {name}: {said}\n")
    assert "media/x.txt" not in tree(project / "site")
    files = {**FILES, "media/a.txt": "a", **({"media/x.txt": "other"} if path.exists() else {})}
    build_site(make_site(tmp_path / "clean", files))
    build_site(project)
    assert tree(project / "site") == tree(tmp_path / "clean/site")
