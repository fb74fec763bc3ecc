"""Opening an output folder: whose the files in it are, and which of them are as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chronicle.building.guarding import OutputError
from chronicle.building.looking import stamp_of
from chronicle.building.manifests import MANIFEST, Record, records_in
from chronicle.building.output import TEMPORARY, Output, digest, naming
from chronicle.problems import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from chronicle.building.looking import Seen, Stamps


class Known(NamedTuple):
    """What the cache knows of an output folder: the stamps of its files, and the digests of its manifests.

    `left` is the one of the manifest that was in place when the stamps were taken, of all its files. `output` is that
    of an earlier build, if it is at hand; its records are those of the same manifest.
    """

    stamps: Stamps
    manifests: Collection[str] = ()
    left: str = ""
    output: Output | None = None


def open_output(folder: Path, name: str, seen: Seen, known: Known) -> Output:
    """The output folder of this name, as it was seen. Raise OutputError when it is not ours."""
    content, found, stamps = _manifest_in(folder), seen.files, known.stamps
    sha = "" if content is None else digest(content)
    is_known = sha in set(known.manifests) - {""}
    at_hand = known.output.records if known.output and known.output.manifest == sha else None
    if is_known and sha == known.left and found and found == stamps:
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
        message = f"{name} holds {counted(len(foreign), 'file')} that Chronicle did not write, such as {example!r}"
        raise OutputError(f"{message}; move them away, or choose another --output")
    for address in records.keys() - found.keys():
        if (folder / address).is_dir():
            raise OutputError(f"{name}/{address} is a folder where a page must be; delete it")
    trusted = _as_written(folder, found, records, stamps, seen.moment)
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
