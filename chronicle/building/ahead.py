"""Entries read ahead: a fork reads them while the program looks at the site, and loads what an edit needs."""

from __future__ import annotations

import contextlib
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


@contextlib.contextmanager
def read_ahead(project: Path, stamps: Stamps, jobs: int) -> Iterator[Ahead | None]:
    """Read a content folder while the program looks at its site: what is yielded gives it. None for a small one.

    The `stamps` are those of the files of the site.
    """
    memory = _memory(stamps) if len(stamps) >= _MANY and has_two(jobs) else None
    if memory is None:
        yield None
        return
    code_digest()  # a part of each key, which is made once
    with meanwhile(partial(_read, project, memory), jobs) as pieces:
        _get_ready()
        yield lambda: _found(next(pieces()), memory)


def _memory(stamps: Stamps) -> mmap | None:
    """What is shared with a fork, for as many bytes of entries as the pages have that were made of them.

    Only what is written to is taken from the system, but some systems grant no more than they have.
    """
    from mmap import mmap  # noqa: PLC0415 - a small site needs none

    with contextlib.suppress(OSError):
        return mmap(-1, 1 + sum(max(size, 0) for size, _ in stamps.values()))
    return None


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
