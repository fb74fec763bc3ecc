"""The output folder: guarded, written file by file, and remembered in a manifest of its own.

The manifest says which files are ours and what each was made from, so that nothing that somebody else put there is
ever touched. What it says is believed when the cache knows it: it may be damaged, or have come with a repository.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.building.looking import Stamps, seen_of, stamp_of
from chronicle.building.manifests import MANIFEST, Record, manifest, mended, records_in, with_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from chronicle.building.manifests import Changes
    from chronicle.pages.page import Sum

TEMPORARY: Final = ".chronicle-tmp"
_DIGEST_SIZE: Final = 24  # digits of its SHA-256
_READABLE: Final = 0o644  # by a server, whatever the editor's umask is
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(slots=True)
class Output:
    """The output folder as it was found: our records, and the files that are still as we left them, with their stamps.

    `manifest` is the digest of the manifest's bytes, `is_known` whether the cache knows it. If all `is_as_left`, the
    records are read from those bytes when somebody asks for them. The `sums` are those of files as somebody knew them:
    one counts for a file that has its digest.
    """

    folder: Path
    manifest: str
    is_known: bool
    trusted: Stamps = field(default_factory=dict)
    is_as_left: bool = False
    written: int = 0
    removed: int = 0
    sums: dict[str, Sum] = field(default_factory=dict, repr=False)
    _content: bytes = field(default=b"", repr=False)  # of the manifest that is in place
    _says: Mapping[str, Record] | None = field(default=None, repr=False)  # that content
    _found: Mapping[str, Record] | None = field(default=None, repr=False)
    _records: Mapping[str, Record] | None = field(default=None, repr=False)

    @property
    def records(self) -> Mapping[str, Record]:
        """What is said of each file: as it was found, or as this build has come to."""
        if self._records is None:
            self._records = self._found = self._says = records_in(self._content)
        return self._records

    @records.setter
    def records(self, records: Mapping[str, Record]) -> None:
        self._found = self._found if self._found is not None else self.records
        self._records = records

    def is_whole(self) -> bool:
        """Whether every file of the manifest is there as it was written."""
        return self.is_as_left or (self.is_known and bool(self.records) and self.trusted.keys() == self.records.keys())

    def holds(self, address: str, *parts: str) -> bool:
        """Whether a file is there as it was written, made from these."""
        return address in self.trusted and self.records[address].parts == parts

    def write(self, address: str, pieces: Iterable[bytes]) -> str:
        """Put a file in place unless it is there already, piece by piece; the digest of its bytes."""
        self.check()
        path, kept = self.folder / address, self.kept(address)
        try:
            make_folder(path.parent, within=self.folder if self.is_known else None)
            sha = _replace(path, pieces, kept)
        except FileNotFoundError:
            self.check()
            raise
        self.written += sha != kept
        return sha

    def check(self) -> None:
        """Raise OSError when the folder is gone: without its manifest nobody would know whose a new file is."""
        if self.is_known and not (self.folder / MANIFEST).is_file():
            raise FileNotFoundError(errno.ENOENT, "was deleted while it was written to; build again", str(self.folder))

    def kept(self, address: str) -> str:
        """The digest of a file that is in place as it was written; empty for any other."""
        return self.records[address].sha if address in self.trusted else ""

    def content(self, address: str) -> bytes:
        """What is in a file that is in place as it was written; nothing of any other."""
        kept = self.kept(address)
        with contextlib.suppress(OSError):
            content = (self.folder / address).read_bytes() if kept else b""
            return content if digest(content) == kept else b""
        return b""

    def sum(self, address: str, sha: str) -> Sum:
        """Size and SHA-256 of a file that is in place with this digest; read if they are not among the `sums`."""
        known = self.sums.get(address)
        if known is None or digest_in(known) != sha:
            known = self.sums[address] = self._summed(address)
        return known

    def _summed(self, address: str) -> Sum:
        with naming(self.folder / address) as path, path.open("rb") as file:
            return sum_of(iter(partial(file.read, 1 << 20), b""))

    def remove(self, address: str) -> None:
        """Delete a file of ours, and folders that are empty then."""
        path = self.folder / address
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            self.removed += 1
        for parent in path.parents:
            if parent == self.folder or not remove_empty(parent):
                break

    def save_manifest(self, changes: Changes, tell: Callable[[str], None]) -> None:
        """Put a manifest in place that says what the one there says but for these; its digest is told before."""
        before = self.records if self._says is None else self._says
        changes = {name: record for name, record in changes.items() if before.get(name) != record}
        records = with_changes(before, changes)
        content = (self._says is not None and mended(self._content, before, changes)) or manifest(records)
        sha = digest(content)
        tell(sha)
        with naming(self.folder / MANIFEST) as path:
            if sha != self.manifest or not path.is_file() or path.read_bytes() != content:
                make_folder(self.folder)
                _put(path, content)
        self.manifest, self.is_known, self._content, self._says = sha, True, content, records

    def stamps(self) -> Stamps:
        """The stamps of all files that the records name, to be kept in the cache."""
        now, stamps, records, found = time.time_ns(), {}, self.records, self._found or {}
        folder = str(self.folder)
        for name, record in records.items():
            # What is the same as it was found was not written, and its stamp proves more than a new one would.
            if name in self.trusted and (record is (old := found[name]) or record.sha == old.sha):
                stamps[name] = self.trusted[name]
            else:
                status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - paths of tens of thousands of files take their time
                stamps[name] = stamp_of(seen_of(status), now)
        return stamps


def digest(content: bytes) -> str:
    """What the manifest calls a file's bytes."""
    return hashlib.sha256(content).hexdigest()[:_DIGEST_SIZE]


def digest_in(known: Sum) -> str:
    """The same for a file of which the sum is known."""
    return known.sha256[:_DIGEST_SIZE]


def sum_of(pieces: Iterable[bytes], write: Callable[[bytes], object] = lambda _: None) -> Sum:
    """The sum of these bytes, each of which is written."""
    from chronicle.pages.page import Sum  # noqa: PLC0415 - a build in which nothing changed needs no pages

    sha, size = hashlib.sha256(), 0
    for piece in pieces:
        sha.update(piece)
        size += len(piece)
        write(piece)
    return Sum(size=size, sha256=sha.hexdigest())


@contextlib.contextmanager
def naming(path: Path) -> Iterator[Path]:
    """Whatever the disk refuses names this file: a full disk or one that cannot be read does not say where."""
    try:
        yield path
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def _replace(path: Path, pieces: Iterable[bytes], kept: str = "") -> str:
    """Write a file so that it is whole at every moment; the digest of its bytes. Nothing to do if that is `kept`."""
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    with standing_for(path, temporary):
        sha = digest_in(filled(temporary, pieces))
        if sha == kept:
            temporary.unlink()
        else:
            temporary.replace(path)
    return sha


def _put(path: Path, content: bytes) -> None:
    """Write a file of which all is at hand so that it is whole at every moment."""
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    with standing_for(path, temporary):
        write_whole(str(temporary), content)
        temporary.replace(path)


def filled(temporary: Path, pieces: Iterable[bytes]) -> Sum:
    """Write a file that a server may read, piece by piece."""
    with temporary.open("wb") as file:
        written = sum_of(pieces, file.write)
    temporary.chmod(_READABLE)
    return written


def write_whole(name: str, content: bytes) -> None:
    """Write a file that a server may read, with as few questions to the system as there can be: sites have many."""
    handle = os.open(name, _FLAGS, _READABLE)
    try:
        if os.fstat(handle).st_mode & 0o777 != _READABLE:  # the editor's umask takes something of it away
            os.chmod(name, _READABLE)  # noqa: PTH101 - as above
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


@contextlib.contextmanager
def standing_for(path: Path | str, temporary: Path | str) -> Iterator[None]:
    """Work on a file that takes the place of another: when it fails it is deleted, and the error names the other."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(OSError):  # what cannot be deleted now, the next build deletes
            os.unlink(temporary)  # noqa: PTH108 - of two kinds
        own = {"None", str(temporary), os.path.dirname(temporary)}  # noqa: PTH120 - as above
        if isinstance(error, OSError) and str(error.filename) in own:
            error.filename = str(path)  # a full disk does not say where
        raise


def make_folder(folder: Path, within: Path | None = None) -> None:
    """Make a folder and those above it, to be read by a server whatever the editor's umask is; as files are.

    Raise FileNotFoundError when the one that it is `within` is not there.
    """
    if folder != within and not folder.is_dir():
        make_folder(folder.parent, within)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def remove_empty(folder: Path) -> bool:
    """Remove a folder in which nothing is left; whether it was one."""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
