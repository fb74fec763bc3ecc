"""Looking at an output folder: which files lie in it, how large they are, and when they were written."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.building.guarding import OutputError
from chronicle.building.manifests import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLUTTER: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# A file changed again within this time can keep its time stamp: such a stamp proves nothing.
_RACY: Final = 50_000_000  # nanoseconds
_BY_HANDLE: Final = os.scandir in os.supports_fd  # not on Windows

# Size and time of a file when it was seen or written, by its address; a size of -1 proves nothing.
Stamps = Mapping[str, list[int]]


class Seen(NamedTuple):
    """The files that lay in a folder a while after this `moment`, in nanoseconds: size and time by address."""

    files: dict[str, list[int]]
    moment: int


def seen_in(folder: Path) -> Seen:
    """Look at an output folder."""
    moment = time.time_ns()
    return Seen(files_in(folder), moment)


def files_in(folder: Path) -> dict[str, list[int]]:
    """Size and time of every file below the output folder but the manifest; links and devices are not ours."""
    found: dict[str, list[int]] = {}
    above = [""]  # the folders that are still to be looked into, as the beginnings of addresses
    while above:
        start = above.pop()
        with _listed(f"{folder}/{start}") as items:
            for item in items:
                name = item.name
                if item.is_dir(follow_symlinks=False):
                    above.append(f"{start}{name}/")
                elif name not in CLUTTER:
                    status = item.stat(follow_symlinks=False)
                    if not stat.S_ISREG(status.st_mode):
                        message = "is a link or a device; delete it, or choose another --output"
                        raise OutputError(f"{folder.name}/{start}{name} {message}")
                    found[start + name] = seen_of(status)
    found.pop(MANIFEST, None)
    return found


@contextlib.contextmanager
def _listed(folder: str) -> Iterator[Iterable[os.DirEntry[str]]]:
    """What is in a folder, if it is there; by its handle where that can be, so no path is looked up for each file."""
    handle: str | int = folder
    try:
        if _BY_HANDLE:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        yield list(os.scandir(handle))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and error.filename == folder:
            yield ()
            return
        if isinstance(handle, int) and error.filename != folder:  # it is the name in the folder, or the handle
            error.filename = f"{folder}{error.filename if isinstance(error.filename, str) else ''}"
        raise
    finally:
        if isinstance(handle, int):
            os.close(handle)


def seen_of(status: os.stat_result) -> list[int]:
    """The size and the time of a file."""
    return [status.st_size, status.st_mtime_ns]


def stamp_of(seen: list[int], now: int) -> list[int]:
    """The stamp of a file, of which it is known at this moment what it holds."""
    size, time_of = seen
    return [size if now - time_of > _RACY else -1, time_of]
