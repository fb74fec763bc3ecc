"""Files in the cache's folder that programs lock, so that one waits for the other."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import IO, TYPE_CHECKING

from chronicle.building.cache import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def open_lock(project: Path, name: str) -> IO[str]:
    """A file to lock, whose text stays. Raise OSError, also for a link: a chronicle may bring one along."""
    folder = project / FOLDER
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "is a link; delete it", f"{FOLDER}")
    folder.mkdir(exist_ok=True)
    # O_NONBLOCK: what looks like a file may be a pipe.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(folder / name, flags, 0o666)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, "is a link; delete it", f"{FOLDER}/{name}") from None
        raise
    return os.fdopen(handle, "r+", encoding="utf-8")


@contextlib.contextmanager
def only_one(project: Path, say: Callable[[str], None]) -> Iterator[None]:
    """One build of a project at a time; a second one says that it waits."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where two builds are the user's own care
    except ImportError:  # pragma: no cover
        yield
        return
    try:
        lock = open_lock(project, "lock")
    except OSError:
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another build of this chronicle is running; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        except OSError:  # a disk without locks
            pass
        yield
