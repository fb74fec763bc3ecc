"""The disk as a program sees it: every operation below a folder is counted, and fails when it is told to."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import chronicle

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    import pytest

PACKAGE: Final = str(Path(chronicle.__file__).parent)
BY_PATH: Final = (
    "open stat lstat scandir listdir mkdir rmdir unlink remove rename replace chmod readlink link symlink utime"
).split()
BY_HANDLE: Final = {"fstat", "open", "stat", "scandir", "mkdir", "rmdir", "unlink"}
SQL: Final = ("execute", "executemany", "executescript", "commit")
TORN: Final = -1  # in the place of an error: a write that takes only some of the bytes, which is none

Place = tuple[str, ...]


class Disk:
    """What is done below `folder` while it is watched: operation by operation, each with the lines that asked for it.

    The operations whose numbers `fails` names fail with `error`; a write that fails has written a part before.
    """

    def __init__(self, folder: Path, error: int, fails: Container[int]) -> None:
        self.folder, self.error, self.fails = str(folder.resolve()), error, fails
        self.places: list[Place] = []
        self.failed: list[str] = []
        self.is_on = False
        self._handles: dict[int, str] = {}

    def passes(self, name: str, path: str) -> bool:
        """Count an operation; whether it may go on."""
        if not self.is_on:
            return True
        self.places.append((name, *_askers()))
        if len(self.places) - 1 in self.fails and (self.error != TORN or name == "write"):
            self.failed.append(f"{name} {path}")
            return False
        return True

    def fault(self, path: str) -> OSError:
        """The error that the system would raise."""
        return OSError(self.error, os.strerror(self.error), path)

    def knows(self, path: object) -> str:
        """The path as a text if it is below the folder; a handle stands for what was opened."""
        if isinstance(path, int):
            return self._handles.get(path, "")
        try:
            text = os.fsdecode(path)  # type: ignore[arg-type]
        except TypeError:
            return ""
        return text if os.path.abspath(text).startswith(self.folder) else ""  # noqa: PTH100 - Path would ask the disk

    def _wrapped(self, name: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def operation(path: Any = ".", *args: Any, **options: Any) -> Any:  # noqa: ANN401
            handle = options.get("dir_fd")
            known = f"{self.knows(handle)}/{path}" if handle is not None else self.knows(path)
            if known and not self.passes(name, known):
                raise self.fault(path if isinstance(path, (str, bytes, os.PathLike)) else known)  # type: ignore[arg-type]
            found = really(path, *args, **options)
            if known and name == "open":
                self._handles[found] = known
            return Items(self, found) if known and name == "scandir" else found

        return operation

    def _written(self, really: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
        def write(handle: int, data: Any) -> int:  # noqa: ANN401 - any buffer
            known = self.knows(handle)
            if not known or self.passes("write", known):
                return really(handle, data)
            part = really(handle, bytes(data)[: len(data) // 2])
            if self.error == TORN:
                return part or really(handle, data)
            raise OSError(self.error, os.strerror(self.error))

        return write

    def _closed(self, really: Callable[[int], None]) -> Callable[[int], None]:
        def close(handle: int) -> None:
            self.forget(handle)
            really(handle)

        return close

    def forget(self, handle: int) -> None:
        """What the number of a file that was closed stands for next is another matter."""
        self._handles.pop(handle, None)

    def _opened(self, really: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> Any:  # noqa: ANN401
            known = self.knows(file)
            if not known:
                return really(file, mode, buffering, *args, **options)
            if not isinstance(file, int) and not self.passes("open", known):
                raise self.fault(os.fspath(file))
            raw = File(self, file, mode.replace("b", "").replace("t", ""), known)
            whole: Any = (
                io.BufferedRandom(raw)
                if "+" in mode
                else (io.BufferedReader if "r" in mode else io.BufferedWriter)(raw)
            )
            if "b" in mode:
                return whole
            text = io.TextIOWrapper(
                whole, *args, **{name: value for name, value in options.items() if name != "opener"}
            )
            text.mode = mode  # type: ignore[misc]
            return text

        return opened

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """From now on, until the patch is undone."""
        for name in (*BY_PATH, "fstat", "read"):
            patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
        patch.setattr(os, "write", self._written(os.write))
        patch.setattr(os, "close", self._closed(os.close))
        opened = self._opened(io.open)
        patch.setattr(io, "open", opened)
        patch.setattr("builtins.open", opened)
        patch.setattr(sqlite3, "connect", self._connected(sqlite3.connect))
        patch.setattr(fcntl, "flock", self._locked(fcntl.flock))
        self.is_on = True

    def _connected(self, really: Callable[..., Any]) -> Callable[..., Any]:
        def connect(name: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401
            known = self.knows(name) if str(name) != ":memory:" else ""
            if not known:
                return really(name, *args, **options)
            if not self.passes("connect", known):
                raise _of_sqlite("unable to open database file", sqlite3.SQLITE_CANTOPEN)
            disk = self

            class Base(sqlite3.Connection):
                """A connection that fails as the disk below it does."""

            for asked in SQL:
                setattr(Base, asked, _failing(disk, known, asked))
            return really(name, *args, factory=Base, **options)

        return connect

    def _locked(self, really: Callable[..., Any]) -> Callable[..., Any]:
        def flock(file: Any, how: int) -> Any:  # noqa: ANN401
            handle = file if isinstance(file, int) else file.fileno()
            if self.knows(handle) and not self.passes("flock", self.knows(handle)):
                raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
            return really(file, how)

        return flock


class File(io.FileIO):
    """A file whose reads and writes are counted."""

    def __init__(self, disk: Disk, file: int | str, mode: str, path: str) -> None:
        super().__init__(file, mode)
        self._disk, self._path = disk, path

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Write all; or a part, and then fail."""
        if self._disk.passes("write", self._path):
            return super().write(data)
        part = super().write(bytes(data)[: len(data) // 2])
        if self._disk.error == TORN:
            return part or super().write(data)
        raise OSError(self._disk.error, os.strerror(self._disk.error))

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Read a piece."""
        self._check()
        return super().readinto(buffer)

    def readall(self) -> bytes:
        """Read all."""
        self._check()
        return super().readall()

    def close(self) -> None:
        """Close it, as the system's own does."""
        if not self.closed:
            self._disk.forget(self.fileno())
        super().close()

    def _check(self) -> None:
        if not self._disk.passes("read", self._path):
            raise OSError(self._disk.error, os.strerror(self._disk.error))


class Items:
    """What a folder holds, each item asking the disk as the system's own does."""

    def __init__(self, disk: Disk, items: Iterator[os.DirEntry[str]]) -> None:
        self._disk, self._items = disk, items

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Item:
        return Item(self._disk, next(self._items))

    def close(self) -> None:
        """Let go of the folder."""
        self._items.close()  # type: ignore[attr-defined]


class Item:
    """An item of a folder."""

    def __init__(self, disk: Disk, item: os.DirEntry[str]) -> None:
        self._disk, self._item, self.name, self.path = disk, item, item.name, item.path

    def __fspath__(self) -> str:
        return self.path

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """What the disk knows of it."""
        if not self._disk.passes("item.stat", f"./{self.path}"):  # of a folder opened by its handle this is the name
            raise self._disk.fault(self.path)
        return self._item.stat(follow_symlinks=follow_symlinks)

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Asks nothing: a folder's list tells."""
        return self._item.is_dir(follow_symlinks=follow_symlinks)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Asks nothing, as above."""
        return self._item.is_file(follow_symlinks=follow_symlinks)

    def is_symlink(self) -> bool:
        """Asks nothing, as above."""
        return self._item.is_symlink()


def _failing(disk: Disk, path: str, name: str) -> Callable[..., Any]:
    def asked(base: sqlite3.Connection, *args: Any) -> Any:  # noqa: ANN401
        if not disk.passes(name, path):
            sqlite3.Connection.rollback(base)  # as SQLite does by itself
            raise _of_sqlite("disk I/O error", sqlite3.SQLITE_IOERR)
        return getattr(sqlite3.Connection, name)(base, *args)

    return asked


def _of_sqlite(message: str, code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


def _askers() -> Iterator[str]:
    """The three innermost lines of the package that led here."""
    frame, found = sys._getframe(2), 0  # noqa: SLF001 - quicker than a traceback by far
    while frame and found < 3:
        name = frame.f_code.co_filename
        if name.startswith(PACKAGE):
            yield f"{name[len(PACKAGE) + 1 :]}:{frame.f_lineno}"
            found += 1
        frame = frame.f_back  # type: ignore[assignment]
