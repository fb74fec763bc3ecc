"""Reading the content folder: every file is an entry, a media file, or a problem."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from chronicle.entries import folder as reading
from chronicle.entries.folder import LARGEST, EntryFile, MediaFile, read_folder
from chronicle.problems import shown

GIF = b"GIF89a\x03\x00\x02\x00\x00\x00\x00;"


def laid(project: Path, files: dict[str, bytes]) -> Path:
    """A project with these files below `content`."""
    (project / "content").mkdir()
    for name, data in files.items():
        path = project / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return project


def told(project: Path) -> list[str]:
    """What is wrong with the content folder of a project."""
    return [shown(problem, None) for problem in read_folder(project).problems]


def test_entries_are_read_from_all_folders_in_order(tmp_path: Path) -> None:
    """Entries lie in the folder of their kind or below it, and come sorted by path."""
    project = laid(
        tmp_path, {"notes/about.md": b"c", "incidents/2023/b.md": b"b", "incidents/a.md": b"a", "actors/a.md": b"d"}
    )
    found = read_folder(project)
    assert found.entries == (
        EntryFile(path="content/actors/a.md", content=b"d"),
        EntryFile(path="content/incidents/2023/b.md", content=b"b"),
        EntryFile(path="content/incidents/a.md", content=b"a"),
        EntryFile(path="content/notes/about.md", content=b"c"),
    )
    assert [file.folder for file in found.entries] == ["actors", "incidents", "incidents", "notes"]
    assert found.problems == ()


def test_clutter_is_no_entry(tmp_path: Path) -> None:
    """Hidden files and folders, README.md and what desktops leave behind are passed over."""
    clutter = ["README.md", "incidents/README.md", ".hidden/a.md", "incidents/.a.md.swp", "media/Thumbs.db"]
    found = read_folder(laid(tmp_path, dict.fromkeys(clutter, b"")))
    assert (found.entries, found.media, found.problems) == ((), (), ())


def test_media_have_their_digest_and_size(tmp_path: Path) -> None:
    """A picture has width and height, another file, or a picture that cannot be read, has none."""
    project = laid(tmp_path, {"media/a.GIF": GIF, "media/b/broken.jpg": b"\xff\xd8\xff", "media/c.csv": b"1,2"})
    found = read_folder(project)
    assert found.media == (
        MediaFile(path="content/media/a.GIF", digest=hashlib.sha256(GIF).hexdigest(), width=3, height=2),
        MediaFile(path="content/media/b/broken.jpg", digest=hashlib.sha256(b"\xff\xd8\xff").hexdigest()),
        MediaFile(path="content/media/c.csv", digest=hashlib.sha256(b"1,2").hexdigest()),
    )
    assert [file.name for file in found.media] == ["media/a.GIF", "media/b/broken.jpg", "media/c.csv"]
    assert found.problems == ()


def test_a_missing_content_folder_is_a_problem(tmp_path: Path) -> None:
    """Without a content folder there is one problem that says so."""
    assert told(tmp_path) == [
        "content: error: is not here, and all entries lie in it; put the folder back, or make it [unreadable]"
    ]
    (tmp_path / "content").write_bytes(b"")
    assert told(tmp_path) == [
        "content: error: is a file, and a folder belongs here; take it away, or call it otherwise [not-a-file]"
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "a.md",
            "error: lies in none of the folders incidents, locations, actors, articles, notes [entry-place]",
        ),
        (
            "events/a.md",
            "error: lies in none of the folders incidents, locations, actors, articles, notes [entry-place]",
        ),
        (
            "incidents",
            "error: is a file, and a folder belongs here; take it away, or call it otherwise [entry-place]",
        ),
        ("media", "error: is a file, and a folder belongs here; take it away, or call it otherwise [entry-place]"),
        ("a.txt", "warning: is no entry (their names end in .md) and is left out [not-an-entry]"),
        ("incidents/a", "warning: is no entry (their names end in .md) and is left out [not-an-entry]"),
        (
            "media/a.svg",
            (
                "error: is of a kind that is not published; allowed are .avif .csv .gif .jpeg .jpg .mp3 .mp4 .pdf .png "
                ".txt .webm .webp [media-kind]"
            ),
        ),
        (
            "incidents/con.md",
            "error: the file name is a name that cannot be used; rename it [file-name]\n  → x-con.md",
        ),
    ],
)
def test_a_file_in_the_wrong_place_is_told(tmp_path: Path, name: str, said: str) -> None:
    """A file that is nothing a chronicle knows is told with what would be right."""
    assert told(laid(tmp_path, {name: b""})) == [f"content/{name}: {said}"]


@pytest.mark.parametrize(
    ("name", "said"), [(b"a\nb.md", "a\\nb.md"), (b"a\xff.md", "a\\udcff.md"), (b"\xe2\x80\xaea.md", "\\u202ea.md")]
)
def test_a_file_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: bytes, said: str) -> None:
    """A line end, a broken letter or a change of direction in a file name is a problem."""
    project = laid(tmp_path, {"incidents/ok.md": b""})
    path = os.path.join(os.fsencode(project), b"content/incidents", name)  # noqa: PTH118 - bytes
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    assert told(project) == [
        f"content/incidents/{said}: error: the file name has characters no name may have [file-name]"
    ]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link to a file or folder is a problem, wherever it leads."""
    project = laid(tmp_path, {"incidents/a.md": b""})
    (project / "content" / "incidents" / "b.md").symlink_to("/etc/passwd")
    (project / "content" / "locations").symlink_to("incidents")
    assert told(project) == [
        "content/incidents/b.md: error: is a link; put the file itself here [not-a-file]",
        "content/locations: error: is a link; put the file itself here [not-a-file]",
    ]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A pipe, which would be waited on for ever, is a problem."""
    project = laid(tmp_path, {"incidents/a.md": b""})
    os.mkfifo(project / "content" / "incidents" / "b.md")
    assert told(project) == ["content/incidents/b.md: error: is no ordinary file; take it away [not-a-file]"]


def test_what_turns_into_a_pipe_is_not_waited_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is a pipe by the time it is read is a problem."""
    project = laid(tmp_path, {"incidents/a.md": b""})
    path = project / "content" / "incidents" / "a.md"
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(reading, "_files", lambda *_: ["content/incidents/a.md"])
    assert told(project) == ["content/incidents/a.md: error: cannot be read: it is no ordinary file [unreadable]"]


def test_a_disk_may_give_an_entry_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than was asked for is not the end of a file, and what it grows by meanwhile belongs to it."""
    project = laid(tmp_path, {"notes/a.md": b"x" * 100})
    really = os.read

    def growing(handle: int, most: int) -> bytes:
        if not os.lseek(handle, 0, os.SEEK_CUR):
            with (project / "content/notes/a.md").open("ab") as file:
                file.write(b"more")
        return really(handle, min(most, 40))

    monkeypatch.setattr(os, "read", growing)
    assert [file.data for file in read_folder(project).entries] == [b"x" * 100 + b"more"]


def test_what_is_as_it_was_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what has another stamp is, though its size and time be the same; and what is new, or a link now."""
    monkeypatch.setattr(reading, "_SETTLED", -(10**18))
    project = laid(tmp_path, {"notes/a.md": b"a", "notes/b.md": b"b", "notes/c.md": b"c", "notes/d.md": b"d"})
    before = read_folder(project)
    other = project / "content/notes/b.md"
    times = other.stat()
    time.sleep(0.02)  # a clock's tick
    other.write_bytes(b"B")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    (project / "content/notes/c.md").unlink()
    (project / "content/notes/d.md").rename(project / "d.md")
    (project / "content/notes/d.md").symlink_to(project / "d.md")
    (project / "content/notes/e.md").write_bytes(b"e")
    after = read_folder(project, before)
    assert [file.data for file in after.entries] == [b"a", b"B", b"e"]
    assert [file for file in after.entries if any(file is old for old in before.entries)] == [before.entries[0]]
    assert after == read_folder(project)


def test_a_file_written_a_moment_ago_is_read_again(tmp_path: Path) -> None:
    """It may be written once more and have the same stamp."""
    project = laid(tmp_path, {"notes/a.md": b"a"})
    before = read_folder(project)
    assert read_folder(project, before).entries[0] is not before.entries[0]


def test_an_entry_has_a_size_limit(tmp_path: Path) -> None:
    """An entry of a megabyte is read, a larger one is a problem."""
    project = laid(tmp_path, {"notes/a.md": b"x" * LARGEST, "notes/b.md": b"x" * (LARGEST + 1)})
    assert told(project) == ["content/notes/b.md: error: cannot be read: it is larger than 1024 kB [unreadable]"]
    assert [file.path for file in read_folder(project).entries] == ["content/notes/a.md"]


def test_folders_have_a_depth_limit(tmp_path: Path) -> None:
    """Folders inside folders without end are a problem, not an accident."""
    project = laid(tmp_path, {"incidents/" + "a/" * 30 + "b.md": b""})
    assert told(project) == [
        f"content/incidents/{'a/' * 11}a: error: lies too deep; use fewer sub-folders [folder-depth]"
    ]


def test_the_content_folder_itself_is_no_link(tmp_path: Path) -> None:
    """What lies outside the project is not read, not even all of it at once."""
    (tmp_path / "elsewhere" / "notes").mkdir(parents=True)
    (tmp_path / "elsewhere" / "notes" / "about.md").write_bytes(b"x")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "content").symlink_to(tmp_path / "elsewhere")
    assert read_folder(tmp_path / "project").entries == ()
    assert told(tmp_path / "project") == ["content: error: is a link; put the folder itself here [not-a-file]"]


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Foto Müller.JPG", "Foto-Muller.JPG"),
        ("фото 1.png", "foto-1.png"),
        ("صورة.jpg", "swrh.jpg"),
        ("日本.jpg", "RiBen.jpg"),
        ("gate (2).jpg", "gate-2.jpg"),
        ("con.jpg", "x-con.jpg"),
        ("Fotos 2023/gate.jpg", "content/media/Fotos-2023/gate.jpg"),
    ],
)
def test_a_name_for_a_media_file_keeps_its_letters(tmp_path: Path, name: str, proposed: str) -> None:
    """They are transliterated as those of entries are; under the name that is proposed nothing is told."""
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
    (line,) = told(laid(tmp_path / "before", {f"media/{name}": GIF}))
    assert line.endswith(f"[file-name]\n  → {proposed}")
    after = proposed.removeprefix("content/media/")
    assert told(laid(tmp_path / "after", {f"media/{after}": GIF})) == []


def test_a_media_file_has_a_name_fit_for_an_address(tmp_path: Path) -> None:
    """A name that an address or a page could misread is refused, with the name to give it."""
    assert told(laid(tmp_path, {"media/a #1&lt.png": GIF})) == [
        (
            "content/media/a #1&lt.png: error: the name of a media file is made of A-Z, a-z, 0-9, dots, hyphens and "
            "underscores; rename it [file-name]\n  → a-1-lt.png"
        )
    ]
