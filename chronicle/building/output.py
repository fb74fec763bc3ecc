"""The output folder: guarded, written file by file, and remembered in a manifest of its own.

The manifest says which files are ours and what each was made from, so that nothing that somebody else put there is
ever touched. What it says is believed when the cache knows it: it may be damaged, or have come with a repository.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.building.guarding import OutputError, guarded
from chronicle.pages.page import Sum

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

MANIFEST: Final = ".chronicle-manifest.json"
TEMPORARY: Final = ".chronicle-tmp"
CLUTTER: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# A file changed again within this time can keep its time stamp: such a stamp proves nothing.
_RACY: Final = 50_000_000  # nanoseconds
_DIGEST_SIZE: Final = 12  # bytes


@dataclass(frozen=True, slots=True)
class Record:
    """What the manifest says of a file: the digest of its bytes, and the parts of the key it was made from."""

    sha: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Size and time of a file when it was written; a size of -1 proves nothing."""

    size: int
    time: int


@dataclass(slots=True)
class Output:
    """The output folder as it was found: our records, and the files that are still as we left them.

    `manifest` is the digest of the manifest's bytes, `is_known` whether the cache knows it.
    """

    folder: Path
    records: dict[str, Record]
    manifest: str
    is_known: bool
    trusted: set[str] = field(default_factory=set)
    written: int = 0
    removed: int = 0
    sums: dict[str, Sum] = field(default_factory=dict, repr=False)

    def is_whole(self) -> bool:
        """Whether every file of the manifest is there as it was written."""
        return self.is_known and self.trusted == set(self.records) != set()

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
        if self.is_known and not self.folder.is_dir():
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

    def save_manifest(self, content: bytes) -> None:
        """Put the manifest in place unless it is there already."""
        with naming(self.folder / MANIFEST) as path:
            if not path.is_file() or path.read_bytes() != content:
                make_folder(self.folder)
                _replace(path, (content,))
        self.manifest, self.is_known = digest(content), True

    def stamps(self, addresses: Iterator[str]) -> dict[str, Stamp]:
        """The stamps of these files, to be kept in the cache."""
        now = time.time_ns()
        found = {}
        for address in addresses:
            status = (self.folder / address).stat()
            proves = now - status.st_mtime_ns > _RACY
            found[address] = Stamp(status.st_size if proves else -1, status.st_mtime_ns)
        return found


def manifest(records: Mapping[str, Record]) -> bytes:
    """The manifest that says these."""
    # A line a file, put together here: the encoder's own indenting is many times slower.
    lines = [f"{json.dumps(name)}:{json.dumps([item.sha, *item.parts])}" for name, item in sorted(records.items())]
    return ('{"format":1,"files":{\n' + ",\n".join(lines) + "\n}}\n").encode()


def open_output(project: Path, name: str, stamps: Mapping[str, Stamp], known: Collection[str] = ()) -> Output:
    """Look at the output folder; `known` are the digests of its manifests. Raise OutputError when it is not ours."""
    folder = guarded(project, name)
    records, found_manifest = _read_manifest(folder)
    found = dict(_files(folder, folder))
    is_known = found_manifest in set(known) - {""}
    if not is_known:
        # A manifest that is lost, damaged or not from here: the cache still knows what was written. A name counts when
        # there is such a file in the folder, and what a file was made from does not: it is made again and compared.
        ours = {address: Record("") for address in found if address in stamps}
        records = ours | {address: Record(record.sha) for address, record in records.items() if address in found}
        stamps = {}
    found.pop(MANIFEST, None)
    for address in [address for address in found if _is_temporary(address)]:
        (folder / address).unlink()  # left by a build that was ended
        del found[address]
    foreign = sorted(set(found) - set(records))
    if foreign:
        example = f"{name}/{foreign[0]}"
        message = f"{name} holds {len(foreign)} files that Chronicle did not write, such as {example!r}"
        raise OutputError(f"{message}; move them away, or choose another --output")
    for address in set(records) - set(found):
        if (folder / address).is_dir():
            raise OutputError(f"{name}/{address} is a folder where a page must be; delete it")
    output = Output(folder, records, found_manifest, is_known)
    for address, status in found.items():
        if _is_as_written(folder / address, status, records[address], stamps.get(address)):
            output.trusted.add(address)
    return output


def digest(content: bytes) -> str:
    """What the manifest calls a file's bytes."""
    return hashlib.blake2b(content, digest_size=_DIGEST_SIZE).hexdigest()


def _read_manifest(folder: Path) -> tuple[dict[str, Record], str]:
    """What the manifest says, as far as it can be read, and the digest of its bytes."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        return {}, ""
    try:
        files = json.loads(content)["files"]
        records = {str(address): Record(str(sha), tuple(map(str, parts))) for address, (sha, *parts) in files.items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        records = {}
    return records, digest(content)


def _is_temporary(address: str) -> bool:
    return address.rpartition("/")[2].startswith(".") and address.endswith(TEMPORARY)


def _files(folder: Path, top: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below the output folder, by address; links and devices are not ours."""
    try:
        items = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for item in items:
        address = os.path.relpath(item.path, top).replace(os.sep, "/")
        if item.is_dir(follow_symlinks=False):
            yield from _files(top / address, top)
        elif item.name not in CLUTTER:
            status = item.stat(follow_symlinks=False)
            if not stat.S_ISREG(status.st_mode):
                raise OutputError(f"{top.name}/{address} is a link or a device; delete it, or choose another --output")
            yield address, status


def _is_as_written(path: Path, status: os.stat_result, record: Record, stamp: Stamp | None) -> bool:
    """By size and time where the stamp proves something, else by content; what was never finished is not."""
    if not record.sha:
        return False
    if stamp and stamp.size >= 0 and (stamp.size, stamp.time) == (status.st_size, status.st_mtime_ns):
        return True
    with naming(path):
        return digest(path.read_bytes()) == record.sha


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


def filled(temporary: Path, pieces: Iterable[bytes]) -> str:
    """Write a file that a server may read, piece by piece; the digest of its bytes."""
    seen = hashlib.blake2b(digest_size=_DIGEST_SIZE)
    with temporary.open("wb") as file:
        for piece in pieces:
            seen.update(piece)
            file.write(piece)
    temporary.chmod(0o644)
    return seen.hexdigest()


@contextlib.contextmanager
def standing_for(path: Path, temporary: Path) -> Iterator[None]:
    """Work on a file that takes the place of another: when it fails it is deleted, and the error names the other."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(OSError):  # what cannot be deleted now, the next build deletes
            temporary.unlink()
        if isinstance(error, OSError) and str(error.filename) in {"None", str(temporary), str(temporary.parent)}:
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
