"""The cache: one SQLite file that may be deleted at any time. Never by time stamp, never a pickle.

The values of entries and Markdown converted are kept by the digest of their text and of the code. What is
odd (another version, a wrong checksum, a broken file, one from elsewhere) drops the whole cache, with one line that
says so.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER: Final = ".chronicle"
VERSION: Final = 4
_IGNORE: Final = ".gitignore"
SQLITE: Final = sqlite3.sqlite_version

# With row ids: a tree of rows as long as these, by keys in no order, takes three times as long to be read.
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS documents (key TEXT PRIMARY KEY, data BLOB, checksum BLOB);
CREATE TABLE IF NOT EXISTS bodies (key TEXT PRIMARY KEY, data BLOB, checksum BLOB);
CREATE TABLE IF NOT EXISTS pieces (key TEXT PRIMARY KEY, data BLOB, checksum BLOB);
CREATE TABLE IF NOT EXISTS linked (key TEXT PRIMARY KEY, data BLOB, checksum BLOB);
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, data BLOB, checksum BLOB);
"""
_TEXT: Final = b"\0"
_BYTES: Final = b"\1"
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_TABLES: Final = ("documents", "bodies", "pieces", "linked", "state")


class CacheError(Exception):
    """Something in the cache is not what was put there."""


# ValueError: bytes that are no UTF-8 in what SQLite says of a broken file, or no JSON in a row.
_ODD: Final = (sqlite3.Error, CacheError, ValueError)


class Cache:
    """Values by key in a few tables.

    They are `documents` (values of entries), `bodies` (references), `pieces` (HTML), `linked` (what linking came to),
    and `state`.

    The file lies beside `path`: see `_where`.
    """

    def __init__(self, path: Path | None) -> None:
        self.notice = ""
        self._used: dict[str, set[str]] = {table: set() for table in _TABLES}
        self._path = path
        self._fault: Exception | None = None  # why something could not be put in since the last time it was saved
        self._connection = self._open()
        self._begin()

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return _connected(":memory:")
        try:
            if self._path.parent.is_symlink():
                raise OSError(0, "it is a link")
            self._path.parent.mkdir(exist_ok=True)
            _write_ignore_file(self._path.parent)
            self._path = _where(self._path)
            if self._path.is_symlink():
                raise OSError(0, "it is a link")
            if _is_swept(self._path):
                self.notice = "the cache was dropped (it was not made here); everything is made anew"
        except OSError as error:
            self.notice = f"no cache: {self._path.parent.name} cannot be written ({error.strerror})"
            return _connected(":memory:")
        try:
            return _connected(str(self._path))
        except sqlite3.OperationalError as error:
            if _is_busy(error):
                self.notice = "no cache: another program is using it"
                return _connected(":memory:")
            return self._fresh(_in_words(error))
        except _ODD as error:
            return self._fresh(_in_words(error))

    def _fresh(self, reason: str) -> sqlite3.Connection:
        """An empty cache in place of an odd one; in memory when the file cannot be replaced."""
        self.notice = f"the cache was dropped ({reason}); everything is made anew"
        if self._path is None:
            return _connected(":memory:")
        try:
            if self._path.is_dir():
                raise OSError(0, "it is a folder")
            for name in (self._path.name, f"{self._path.name}-journal", f"{self._path.name}-wal"):
                self._path.with_name(name).unlink(missing_ok=True)
            return _connected(str(self._path))
        except (OSError, *_ODD):
            return _connected(":memory:")

    def get(self, table: str, key: str) -> Any:  # noqa: ANN401 - what JSON gives back
        """The value of a key, or None. An odd row drops the cache."""
        try:
            row = self._connection.execute(f"SELECT data, checksum FROM {table} WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            if not isinstance(row[0], bytes) or _checksum(key, row[0]) != row[1]:
                raise CacheError("a row is damaged")
            value = _value(row[0])
        except sqlite3.ProgrammingError:  # it is closed; the file is none the worse
            return None
        except _ODD as error:
            if not (isinstance(error, sqlite3.Error) and _is_busy(error)):
                self.drop(_in_words(error))
            return None
        self._used[table].add(key)
        return value

    def keep(self, table: str, key: str) -> None:
        """Say that a value is still needed, though nobody asked for it this time."""
        self._used[table].add(key)

    def put(self, table: str, key: str, value: object) -> None:
        """Keep a value; a cache that cannot be written is no reason to stop."""
        data = _data(value)
        row = (key, data, _checksum(key, data))
        self._used[table].add(key)
        self._change(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", row)

    def remove(self, table: str, key: str) -> None:
        """Forget a value."""
        self._change(f"DELETE FROM {table} WHERE key = ?", (key,))

    def _change(self, sql: str, values: tuple[object, ...]) -> None:
        try:
            self._connection.execute(sql, values)
        except _ODD as error:
            self._fault = self._fault or error  # what was put before may be gone, too

    def is_file(self) -> bool:
        """Whether another process can read it: it is not only in memory."""
        with contextlib.suppress(*_ODD):
            return any(name for _, _, name in self._connection.execute("PRAGMA database_list"))
        return False

    def reopen(self) -> None:
        """In a fork of the program: read the same file by a connection of its own. What was not saved is not in it."""
        path, self._path = self._path, None  # whatever is odd here, the file is the program's
        self._inherited = self._connection  # to close that would undo what the program has not saved
        self._connection = _connected(":memory:")
        if path is not None:
            with contextlib.suppress(*_ODD):
                self._connection = _connected(str(path))
                self._begin()

    def drop(self, reason: str) -> None:
        """Throw everything away and go on with an empty cache."""
        self._connection.close()
        self._connection = self._fresh(reason)
        self._begin()

    def forget_unused(self, tables: Iterable[str]) -> None:
        """Delete what this run neither asked for nor put in."""
        with contextlib.suppress(*_ODD):
            for table in tables:
                kept = self._used[table]
                gone = [(key,) for (key,) in self._connection.execute(f"SELECT key FROM {table}") if key not in kept]
                self._connection.executemany(f"DELETE FROM {table} WHERE key = ?", gone)

    def save(self) -> None:
        """Make everything put in since the last time last, or nothing of it."""
        fault, self._fault = self._fault, None
        try:
            if fault:
                raise fault
            self._connection.commit()
            self._begin()
        except _ODD as error:
            self.notice = f"the cache could not be saved ({error})"
            with contextlib.suppress(sqlite3.Error):
                self._connection.rollback()

    def _begin(self) -> None:
        """All that is read from here on is one transaction: the file is not locked for each row."""
        with contextlib.suppress(sqlite3.Error):  # then it is
            self._connection.execute("BEGIN")

    def close(self) -> None:
        """Close the file; what was not saved is gone."""
        self._connection.close()


@contextlib.contextmanager
def kept_in(project: Path, *, makes: bool = True) -> Iterator[Cache]:
    """The cache of a project; what is put in lasts if nothing goes wrong. Who `makes` none takes what is there."""
    is_there = makes or (project / FOLDER).is_dir()
    cache = Cache(project / FOLDER / "cache.sqlite" if is_there else None)
    try:
        yield cache
        cache.save()
    finally:
        cache.close()


def _in_words(error: Exception) -> str:
    return "it is damaged" if isinstance(error, ValueError) else str(error)


def _connected(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=10)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if version not in {0, VERSION} or (version == 0 and tables):
            raise CacheError("it is from another version")
        if version == 0:
            connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")  # all or nothing
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut breaks is noticed by its checksum
    except BaseException:
        connection.close()
        raise
    return connection


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _data(value: object) -> bytes:
    """A value as it is kept: bytes and texts as they are, behind signs with which no JSON begins, the rest as JSON."""
    if isinstance(value, bytes):
        return _BYTES + value
    if isinstance(value, str):
        return _TEXT + value.encode("utf-8", "surrogatepass")
    return _JSON.encode(value).encode("utf-8", "surrogatepass")


def _value(data: bytes) -> Any:  # noqa: ANN401 - what JSON gives back
    if data[:1] == _BYTES:
        return data[1:]
    # Decoded here: the library would first look whether it may be UTF-16.
    text = data.decode("utf-8", "surrogatepass")
    return text[1:] if data[:1] == _TEXT else json.loads(text)


def _checksum(key: str, data: bytes) -> bytes:
    sha = hashlib.sha256(f"{key}\0".encode())
    sha.update(data)
    return sha.digest()[:8]


def _write_ignore_file(folder: Path) -> None:
    # Exclusively: a link that leads to nothing would have a file made where it points.
    with contextlib.suppress(FileExistsError), (folder / _IGNORE).open("x", encoding="utf-8") as file:
        file.write("*\n")


def _where(path: Path) -> Path:
    """The file of the cache that was made here: its name says when our own file in its folder came to be there.

    Nobody can choose that moment. So what came with a repository or an archive has another name, and is never opened.
    A runner of GitHub restores the folder of an earlier run; its workflow takes away what came before that.
    """
    if os.environ.get("GITHUB_ACTIONS"):
        return path
    moment = (path.parent / _IGNORE).lstat().st_ctime_ns
    return path.with_name(f"{path.stem}-{moment:x}{path.suffix}")


def _is_swept(path: Path) -> bool:
    """Delete caches that are not ours; whether there was one."""
    swept = []
    for other in path.parent.glob(f"{path.stem.partition('-')[0]}*"):
        if not other.name.startswith(path.name):
            with contextlib.suppress(OSError):
                other.unlink()
                swept.append(other.suffix)
    return path.suffix in swept
