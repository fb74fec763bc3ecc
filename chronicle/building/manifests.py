"""The manifest of an output folder: which files are ours, and what each was made from; a line a file."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MANIFEST: Final = ".chronicle-manifest.json"
_BETWEEN: Final = b",\n"  # the lines
_FEW: Final = 100  # records; to look for more of them in the text takes longer than to write it anew


@dataclass(frozen=True, slots=True)
class Record:
    """What the manifest says of a file: the digest of its bytes, and the basis and the parts of the key of its page.

    They are one text, and taken apart only where they are compared: most never are. It is empty while the file is
    unfinished.
    """

    text: str = ""

    @classmethod
    def of(cls, sha: str, parts: Iterable[str] = (), basis: str = "-") -> Record:
        """The record that says these; none has a blank in it."""
        return cls(" ".join((sha, basis, *parts)))

    @property
    def sha(self) -> str:
        """The digest of the file's bytes."""
        return self.text.partition(" ")[0]

    @property
    def basis(self) -> str:
        """What the parts follow from (`keys.basis_of`); "-" when that is not known."""
        return "".join(self.text.split(" ", 2)[1:2])

    @property
    def frame(self) -> tuple[str, ...]:
        """The first two of the parts, if it is a page of a template (`keys.frame`)."""
        return tuple(self.text.split(" ", 4)[2:4])

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the key that it was made from."""
        return tuple(self.text.split(" ")[2:])


Changes = Mapping[str, Record | None]  # the files of which other things are said; None: they go


def manifest(records: Mapping[str, Record]) -> bytes:
    """The manifest that says these, a line a file."""
    files = {name: record.text for name, record in sorted(records.items())}
    # The encoder's own indenting is many times slower than these separators.
    return (json.dumps({"format": 2, "files": files}, separators=(_BETWEEN.decode(), ":")) + "\n").encode()


def with_changes(before: Mapping[str, Record], changes: Changes) -> dict[str, Record]:
    """What is said of each file after these changes."""
    return {name: record for name, record in {**before, **changes}.items() if record}


def mended(content: bytes, before: Mapping[str, Record], changes: Changes) -> bytes:
    """The manifest after these changes, where `content` is the one of `before`: only their lines are made.

    Empty if that takes longer than to write it anew, or cannot be told line by line.
    """
    if len(changes) > _FEW:
        return b""
    names, pieces, at = sorted(before), [], 0
    for name, record in sorted(changes.items()):  # as the lines are: what is passed is not looked through again
        place = bisect_left(names, name)
        if place == len(names):
            return b""  # behind the last line
        key = f'{json.dumps(names[place])}:"'.encode()  # its own, or that of the line which a new one stands before
        # What stands in quotation marks has neither of these before a quotation mark.
        start = max(content.find(b"\n" + key, max(0, at - 1)), content.find(b"{" + key, 0, len(key) + 40)) + 1
        end = content.find(b'"', start + len(key)) + 1
        if start == 0 or end == 0:
            return b""
        line = f'{json.dumps(name)}:"{record.text}"'.encode() if record else b""
        if name not in before:
            line, end = line + _BETWEEN, start
        elif not record:
            if not content.startswith(_BETWEEN, end):
                return b""  # it is the last line
            end += len(_BETWEEN)
        pieces += [content[at:start], line]
        at = end
    return b"".join((*pieces, content[at:]))


def records_in(content: bytes) -> dict[str, Record]:
    """What a manifest says, as far as it can be read."""
    try:
        # Format 1 had a list of words for each file.
        files = json.loads(content)["files"].items()
        return {name: Record(said if isinstance(said, str) else " ".join(map(str, said))) for name, said in files}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
