"""Reading the content folder: regular files inside it, nothing skipped in silence."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import time
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from chronicle.entries.positions import has_position
from chronicle.problems import Problem, did_you_mean, shortened
from chronicle.text.slugs import RESERVED, file_name, is_slug, name_fault, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Each kind of entry and its folder, in the content and on the site. `kinds.FOLDERS` adds the classes; kept apart
# so that a build in which nothing changed need not load what parses entries. Notes lie at the root of the site.
KIND_FOLDERS: Final = {
    "incident": "incidents",
    "location": "locations",
    "actor": "actors",
    "article": "articles",
    "note": "notes",
}
INCIDENTS: Final = f"content/{KIND_FOLDERS['incident']}/"  # how the paths of all of them begin
ENTRY_FOLDERS: Final = tuple(KIND_FOLDERS.values())
_HOMES: Final = frozenset(f"content/{name}" for name in (*ENTRY_FOLDERS, "media"))
_A_FILE: Final = "is a file, and a folder belongs here; take it away, or call it otherwise"
LARGEST: Final = 1024 * 1024  # bytes of one entry; its parts have limits of their own
DEEPEST: Final = 12  # folders inside folders
MEDIA_ENDINGS: Final = frozenset(".jpg .jpeg .png .gif .webp .avif .pdf .mp3 .mp4 .webm .txt .csv".split())
PICTURES: Final = frozenset(".jpg .jpeg .png .gif .webp .avif".split())
_MEDIA_NAME: Final = re.compile(r"content/media/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
LARGEST_MEDIA: Final = 50 * 1024 * 1024  # bytes; a site on GitHub Pages may have 1 GB in all
# O_NOFOLLOW and O_NONBLOCK: what was a file a moment ago may be a link or a pipe now.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
CLUTTER: Final = frozenset({"README.md", "Thumbs.db", "desktop.ini"})  # what is no entry wherever it lies
_SETTLED: Final = 3_000_000_000  # nanoseconds after which a change has another time: FAT knows every second one


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFile:
    """The `content` of an entry; `path` is relative to the project, with forward slashes.

    `stamp` stands for what the system said of the file: while it says the same, these are its bytes. 0 when it was too
    young for that.
    """

    path: str
    content: bytes | memoryview
    stamp: int = field(default=0, repr=False, compare=False)

    @property
    def data(self) -> bytes:
        """The content as bytes."""
        return bytes(self.content)  # of bytes no copy is made

    @property
    def folder(self) -> str:
        """The folder of its kind, such as `incidents`."""
        return self.path.split("/")[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file below `content/media`; width and height in pixels, 0 when it is no picture."""

    path: str
    digest: str
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """Its path below `content`, which is also its address: `media/base.jpg`."""
        return self.path.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Everything found in the content folder, sorted by path."""

    entries: tuple[EntryFile, ...] = ()
    media: tuple[MediaFile, ...] = ()
    problems: tuple[Problem, ...] = ()


class Room:
    """Memory that files are read into, one behind the other, without a copy: it may be shared with another process."""

    def __init__(self, memory: memoryview) -> None:
        self._free = memory

    def read(self, handle: int, size: int) -> memoryview | None:
        """What an open file holds, if that is so many bytes and finds room; else it is as it was."""
        found = self._free[:size]
        if size <= LARGEST and size < len(self._free) and os.readv(handle, [self._free[: size + 1]]) == size:
            self._free = self._free[size:]
            return found.toreadonly()
        os.lseek(handle, 0, os.SEEK_SET)
        return None


def read_folder(project: Path, before: Folder | None = None, room: Room | None = None) -> Folder:
    """Read `content/` of a project. What cannot be read is a problem; nothing is raised.

    Entry files that are as they were `before` by their stamps are not read again. Where there is `room`, the contents
    of the others lie there, in their order.
    """
    known = {file.path: file for file in before.entries if file.stamp} if before else {}
    entries: list[EntryFile] = []
    media: list[MediaFile] = []
    problems: list[Problem] = []
    if fault := _content_fault(project / "content"):
        return Folder(problems=(fault,))
    for path in _files(project, "content", problems):
        if path in known and _stamp_now(project, path) == known[path].stamp:
            entries.append(known[path])
            continue
        folder = path.split("/", 2)[1] if path.count("/") > 1 else ""
        problem = _place_problem(path, folder)
        if problem:
            problems.append(problem)
            continue
        try:
            if folder == "media":
                media.append(_media_file(project, path))
            else:
                entries.append(_entry_file(project, path, room))
        except OSError as error:
            problems.append(Problem(path=path, code="unreadable", message=f"cannot be read: {error.strerror}"))
    return Folder(entries=tuple(entries), media=tuple(media), problems=(*problems, *_twice(entries)))


def _content_fault(folder: Path) -> Problem | None:
    """Why nothing can be read in the content folder at all."""
    if fault := no_folder(folder):
        return Problem(path="content", code="not-a-file", message=fault)
    if folder.is_dir():
        return None
    message = "is not here, and all entries lie in it; put the folder back, or make it"
    return Problem(path="content", code="unreadable", message=message)


def no_folder(path: Path) -> str:
    """Why what stands in the place of a folder is none; empty for a folder, and where nothing stands."""
    if path.is_symlink():
        return "is a link; put the folder itself here"
    return _A_FILE if path.exists() and not path.is_dir() else ""


def _files(project: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """The paths of all regular files below a folder, sorted; links and devices are problems."""
    try:
        with os.scandir(project / folder) as found:
            items = sorted(found, key=lambda item: item.name)
    except OSError as error:
        problems.append(Problem(path=folder, code="unreadable", message=f"cannot be read: {error.strerror}"))
        return
    for item in items:
        path = f"{folder}/{item.name}"
        if item.name.startswith(".") or item.name in CLUTTER:
            continue
        if not item.name.isprintable():
            shown = path.encode("unicode_escape", "surrogateescape").decode("ascii", "replace")
            problems.append(
                Problem(path=shown, code="file-name", message="the file name has characters no name may have")
            )
        elif item.is_symlink():
            message = "is a link; put the file itself here"
            problems.append(Problem(path=path, code="not-a-file", message=message))
        elif item.is_dir() and path.count("/") > DEEPEST:
            problems.append(Problem(path=path, code="folder-depth", message="lies too deep; use fewer sub-folders"))
        elif item.is_dir():
            yield from _files(project, path, problems)
        elif item.is_file(follow_symlinks=False):
            yield path
        else:
            problems.append(Problem(path=path, code="not-a-file", message="is no ordinary file; take it away"))


def _place_problem(path: str, folder: str) -> Problem | None:
    """What is wrong with where a file lies and what it is called."""
    if path in _HOMES:  # all that should lie in it would be missing
        return Problem(path=path, code="entry-place", message=_A_FILE)
    if folder == "media":
        return _media_problem(path, PurePosixPath(path).suffix)
    if not path.endswith(".md"):
        message = "is no entry (their names end in .md) and is left out"
        return Problem(path=path, level="warning", code="not-an-entry", message=message)
    if folder not in ENTRY_FOLDERS:
        message = f"lies in none of the folders {', '.join(ENTRY_FOLDERS)}{did_you_mean(folder, ENTRY_FOLDERS)}"
        return Problem(path=path, code="entry-place", message=message)
    stem = _stem(path)
    if not is_slug(stem):
        words = "is a name that cannot be used" if stem in RESERVED else "must be made of a-z, 0-9 and single hyphens"
        message = f"the file name {words}; rename it"
        return Problem(path=path, code="file-name", message=message, hint=f"{slugify(stem)}.md")
    return None


def _media_problem(path: str, ending: str) -> Problem | None:
    if not _MEDIA_NAME.fullmatch(path):
        message = "the name of a media file is made of A-Z, a-z, 0-9, dots, hyphens and underscores; rename it"
        return Problem(path=path, code="file-name", message=message, hint=_media_name(path))
    for part in path.split("/")[2:]:
        if fault := name_fault(part):
            message = f"{shortened(part)} {fault}; rename it"
            return Problem(path=path, code="file-name", message=message, hint=_media_name(path))
    if ending.lower() not in MEDIA_ENDINGS:
        kinds = " ".join(sorted(MEDIA_ENDINGS))
        return Problem(path=path, code="media-kind", message=f"is of a kind that is not published; allowed are {kinds}")
    return None


def _media_name(path: str) -> str:
    """What a media file may be called: its name, or its whole path where a folder needs another one too."""
    *folders, name = path.split("/")
    named = [*folders[:2], *map(file_name, folders[2:])]
    return file_name(name) if named == folders else "/".join((*named, file_name(name)))


def _stem(path: str) -> str:
    """The name of an entry's file without its ending."""
    return path[path.rindex("/") + 1 : -len(".md")]


def _entry_file(project: Path, path: str, room: Room | None) -> EntryFile:
    """A regular file with its bytes, if these are no more than may be."""
    moment = time.time_ns()
    handle = os.open(f"{project}/{path}", _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no ordinary file")
        found = room.read(handle, status.st_size) if room else None
        content = _content(handle, status.st_size) if found is None else found
    finally:
        os.close(handle)
    if len(content) > LARGEST:
        raise OSError(0, f"it is larger than {LARGEST // 1024} kB")
    is_settled = moment - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED
    return EntryFile(path=path, content=content, stamp=_stamp(status) if is_settled else 0)


def _content(handle: int, size: int) -> bytes:
    """What an open file holds, and no more than proves that this is too much."""
    data = os.read(handle, min(size, LARGEST) + 1)
    # It may grow as it is read, and a disk may give less than it is asked for.
    while len(data) != size and len(data) <= LARGEST and (more := os.read(handle, LARGEST)):
        data += more
    return data


def _stamp(status: os.stat_result) -> int:
    return hash((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))


def _stamp_now(project: Path, path: str) -> int:
    with contextlib.suppress(OSError):  # whoever reads it says what is wrong
        return _stamp(os.lstat(f"{project}/{path}"))
    return 0


def _media_file(project: Path, path: str) -> MediaFile:
    if (project / path).stat().st_size > LARGEST_MEDIA:
        raise OSError(0, f"it is larger than {LARGEST_MEDIA // 1024 // 1024} MB")
    with (project / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    width, height = (0, 0)
    if PurePosixPath(path).suffix.lower() in PICTURES:
        import imagesize  # noqa: PLC0415 - it brings half of the library along, and most starts see no picture

        width, height = imagesize.get(str(project / path))
    return MediaFile(path=path, digest=digest, width=max(int(width), 0), height=max(int(height), 0))


def positioned(project: Path, media: Iterable[MediaFile]) -> Iterator[str]:
    """The paths of the pictures that say where they were taken."""
    for file in media:
        if PurePosixPath(file.path).suffix.lower() in PICTURES and has_position((project / file.path).read_bytes()):
            yield file.path


def _twice(entries: list[EntryFile]) -> list[Problem]:
    """Two files of one kind with one name, in different sub-folders."""
    first: dict[tuple[str, str], str] = {}
    problems = []
    for file in entries:
        key = (file.folder, _stem(file.path))
        other = first.setdefault(key, file.path)
        if other != file.path:
            message = f"has the same name as {other}; names are unique within a kind, rename one"
            problems.append(Problem(path=file.path, code="duplicate-slug", message=message))
    return problems
