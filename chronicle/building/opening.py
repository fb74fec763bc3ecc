"""Opening an output folder: whose the files in it are, and which of them are as they were written."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from chronicle.building.guarding import OutputError, guarded
from chronicle.building.looking import files_in, stamp_of
from chronicle.building.manifests import MANIFEST, Record, records_in
from chronicle.building.output import TEMPORARY, Output, digest, naming

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from chronicle.building.looking import Stamps


def open_output(  # noqa: PLR0913, PLR0917 - what may be known of it
    project: Path,
    name: str,
    stamps: Stamps,
    known: Collection[str] = (),
    left: str = "",
    before: Output | None = None,
) -> Output:
    """Look at the output folder; `known` are the digests of its manifests. Raise OutputError when it is not ours.

    `left` is the digest of the manifest that was in place when the stamps were taken, of all its files; `before` is the
    output of an earlier build, whose records are those of the same manifest.
    """
    folder = guarded(project, name)
    content, now = _manifest_in(folder), time.time_ns()
    sha = "" if content is None else digest(content)
    found = files_in(folder)
    is_known = sha in set(known) - {""}
    found.pop(MANIFEST, None)
    at_hand = before.records if before and before.manifest == sha else None
    if is_known and sha == left and found and found == stamps:
        return Output(
            folder,
            sha,
            is_known,
            stamps,
            is_as_left=True,
            _content=content or b"",
            _says=at_hand,
            _found=at_hand,
            _records=at_hand,
        )
    said = records = records_in(content or b"") if at_hand is None else at_hand
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
                    written[address] = stamp_of(seen, now)
    return written
