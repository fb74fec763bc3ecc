"""Entries read ahead: a fork reads them while the program looks at the site, and loads what an edit needs."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.building.forks import has_two, meanwhile
from chronicle.building.inputs import code_digest, content_key
from chronicle.entries.folder import EntryFile, Folder, Room, read_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from mmap import mmap
    from pathlib import Path

    from chronicle.building.inputs import Ahead
    from chronicle.building.looking import Stamps


_MANY: Final = 5000  # files of a site, from which its entries are worth a fork that reads them
_OF_AN_ENTRY: Final = 2  # of these files, and as many times its bytes are more than enough
_ASKED: Final = 100  # entries whose size stands for that of all


@contextlib.contextmanager
def read_ahead(project: Path, stamps: Stamps, jobs: int) -> Iterator[Ahead | None]:
    """Read a content folder while the program looks at its site: what is yielded gives it. None for a small one.

    The `stamps` are those of the files of the site, if there is one.
    """
    memory = _memory(project, stamps) if has_two(jobs) else None
    if memory is None:
        yield None
        return
    code_digest()  # a part of each key, which is made once
    with meanwhile(partial(_read, project, memory), jobs) as pieces:
        _get_ready()
        yield lambda: _found(next(pieces()), memory)


def _memory(project: Path, stamps: Stamps) -> mmap | None:
    """What is shared with a fork, for as many bytes of entries as the pages have that were made of them, or may have.

    Only what is written to is taken from the system, but some systems grant no more than they have.
    """
    with contextlib.suppress(OSError):
        if stamps:
            size = sum(max(size, 0) for size, _ in stamps.values()) if len(stamps) >= _MANY else -1
        else:
            size = _expected(project)
        if size >= 0:
            from mmap import mmap  # noqa: PLC0415 - a small site needs none

            return mmap(-1, 1 + size)
    return None


def _expected(project: Path) -> int:
    """How many bytes the entries may have that there are, by some of them; -1 if they are few. Raise OSError."""
    places = os.walk(project / "content")
    files = [f"{place}/{name}" for place, _, names in places for name in names if name.endswith(".md")]
    if _OF_AN_ENTRY * len(files) < max(_MANY, 1):
        return -1
    some = files[:: len(files) // _ASKED + 1]
    sizes = [os.lstat(file).st_size for file in some]
    return _OF_AN_ENTRY * len(files) * sum(sizes) // len(some)


def _get_ready() -> None:
    """Load what an edit needs, instead of waiting: it takes no longer than to read the entries of a large site."""
    import chronicle.building.kept  # noqa: PLC0415
    import chronicle.building.printing  # noqa: PLC0415
    import chronicle.pages.plan  # noqa: PLC0415, F401


def _read(project: Path, memory: mmap) -> Iterator[bytes]:
    import pickle  # noqa: PLC0415 - as above

    folder = read_folder(project, room=Room(memoryview(memory)))
    files = []
    for file in folder.entries:
        content = file.content if isinstance(file.content, bytes) else len(file.content)  # which lie there in turn
        files.append((file.path, content, file.stamp, content_key(file.content)))
    yield pickle.dumps((replace(folder, entries=()), files))


def _found(piece: bytes, memory: mmap) -> tuple[Folder, Mapping[str, str]]:
    import pickle  # noqa: PLC0415 - as above

    folder, files = pickle.loads(piece)  # noqa: S301 - of this program or a fork of it
    view, end = memoryview(memory).toreadonly(), 0
    entries, keys = [], {}
    for path, content, stamp, key in files:
        if isinstance(content, int):
            start, end = end, end + content
            content = view[start:end]  # noqa: PLW2901
        entries.append(EntryFile(path=path, content=content, stamp=stamp))
        keys[path] = key
    return replace(folder, entries=tuple(entries)), keys
