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
from typing import TYPE_CHECKING, Final

from chronicle.building.guarding import OutputError, guarded
from chronicle.building.looking import Stamps, files_in, seen_of
from chronicle.building.manifests import MANIFEST, Record, manifest, manifest_after, records_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from chronicle.pages.page import Sum

TEMPORARY: Final = ".chronicle-tmp"
# A file changed again within this time can keep its time stamp: such a stamp proves nothing.
_RACY: Final = 50_000_000  # nanoseconds
_DIGEST_SIZE: Final = 12  # bytes
_READABLE: Final = 0o644  # by a server, whatever the editor's umask is
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(slots=True)
class Output:
    """The output folder as it was found: our records, and the files that are still as we left them, with their stamps.

    `manifest` is the digest of the manifest's bytes, `is_known` whether the cache knows it. If all `is_as_left`, the
    records are read from those bytes when somebody asks for them.
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
        path = self.folder / address
        make_folder(path.parent)
        kept = self.kept(address)
        self.sums.pop(address, None)
        sha = _replace(path, pieces, kept)
        self.written += sha != kept
        return sha

    def check(self) -> None:
        """Raise OSError when the folder is gone: without its manifest nobody would know whose a new file is."""
        if self.is_known and not (self.folder / MANIFEST).is_file():
            raise FileNotFoundError(errno.ENOENT, "was deleted while it was written to; build again", str(self.folder))

    def kept(self, address: str) -> str:
        """The digest of a file that is in place as it was written; empty for any other."""
        return self.records[address].sha if address in self.trusted else ""

    def sum(self, address: str) -> Sum:
        """Size and SHA-256 of a file that is in place, read once however many ask."""
        if address not in self.sums:
            self.sums[address] = self._summed(address)
        return self.sums[address]

    def _summed(self, address: str) -> Sum:
        from chronicle.pages.page import Sum  # noqa: PLC0415 - a build in which nothing changed needs no pages

        sha, size = hashlib.sha256(), 0
        with naming(self.folder / address) as path, path.open("rb") as file:
            while piece := file.read(1 << 20):
                sha.update(piece)
                size += len(piece)
        return Sum(size=size, sha256=sha.hexdigest())

    def remove(self, address: str) -> None:
        """Delete a file of ours, and folders that are empty then."""
        path = self.folder / address
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            self.removed += 1
        for parent in path.parents:
            if parent == self.folder or not remove_empty(parent):
                break

    def save_manifest(self, records: Mapping[str, Record], tell: Callable[[str], None]) -> None:
        """Put the manifest that says these in place unless it is there already; its digest is told before."""
        content = manifest(records) if self._says is None else manifest_after(self._content, self._says, records)
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
        for name, record in records.items():
            # What is the same as it was found was not written, and its stamp proves more than a new one would.
            is_as_found = name in self.trusted and (record is (old := found[name]) or record.sha == old.sha)
            stamps[name] = self.trusted[name] if is_as_found else _stamp(seen_of((self.folder / name).stat()), now)
        return stamps


def open_output(project: Path, name: str, stamps: Stamps, known: Collection[str] = (), left: str = "") -> Output:
    """Look at the output folder; `known` are the digests of its manifests. Raise OutputError when it is not ours.

    `left` is the digest of the manifest that was in place when the stamps were taken, of all its files.
    """
    folder = guarded(project, name)
    content, now = _manifest_in(folder), time.time_ns()
    sha = "" if content is None else digest(content)
    found = files_in(folder)
    is_known = sha in set(known) - {""}
    found.pop(MANIFEST, None)
    if is_known and sha == left and found and found == stamps:
        return Output(folder, sha, is_known, stamps, is_as_left=True, _content=content or b"")
    said = records = records_in(content or b"")
    if not is_known:
        # A manifest that is lost, damaged or not from here: the cache still knows what was written. A name counts when
        # there is such a file in the folder, and what a file was made from does not: it is made again and compared.
        ours = {address: Record() for address in found if address in stamps}
        records = ours | {address: Record(record.sha) for address, record in records.items() if address in found}
        stamps = {}
    for address in [address for address in found if _is_temporary(address)]:
        (folder / address).unlink()  # left by a build that was ended
        del found[address]
    if foreign := sorted(found.keys() - records.keys()):
        example = f"{name}/{foreign[0]}"
        message = f"{name} holds {len(foreign)} files that Chronicle did not write, such as {example!r}"
        raise OutputError(f"{message}; move them away, or choose another --output")
    for address in records.keys() - found.keys():
        if (folder / address).is_dir():
            raise OutputError(f"{name}/{address} is a folder where a page must be; delete it")
    trusted = _as_written(folder, found, records, stamps, now)
    return Output(
        folder,
        sha,
        is_known,
        trusted,
        _content=content or b"",
        _says=said if is_known else None,
        _found=records,
        _records=records,
    )


def _manifest_in(folder: Path) -> bytes | None:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        return None


def digest(content: bytes) -> str:
    """What the manifest calls a file's bytes."""
    return hashlib.blake2b(content, digest_size=_DIGEST_SIZE).hexdigest()


def _is_temporary(address: str) -> bool:
    return address.endswith(TEMPORARY) and address.rpartition("/")[2].startswith(".")


def _as_written(folder: Path, found: Stamps, records: Mapping[str, Record], stamps: Stamps, now: int) -> Stamps:
    """The files that are as they were written, with their stamps: by these where they prove something, else by content.

    What was never finished is not. `now` is a moment before the folder was looked at.
    """
    written = {}
    for address, seen in found.items():
        record = records[address]
        if not record.text:
            continue
        if stamps.get(address) == seen:
            written[address] = seen
        else:
            with naming(folder / address) as path:
                if digest(path.read_bytes()) == record.sha:
                    written[address] = _stamp(seen, now)
    return written


def _stamp(seen: list[int], now: int) -> list[int]:
    """The stamp of a file, of which it is known at this moment what it holds."""
    size, time_of = seen
    return [size if now - time_of > _RACY else -1, time_of]


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
        sha = filled(temporary, pieces)
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


def filled(temporary: Path, pieces: Iterable[bytes]) -> str:
    """Write a file that a server may read, piece by piece; the digest of its bytes."""
    seen = hashlib.blake2b(digest_size=_DIGEST_SIZE)
    with temporary.open("wb") as file:
        for piece in pieces:
            seen.update(piece)
            file.write(piece)
    temporary.chmod(_READABLE)
    return seen.hexdigest()


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


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, to be read by a server whatever the editor's umask is; as files are."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def remove_empty(folder: Path) -> bool:
    """Remove a folder in which nothing is left; whether it was one."""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
