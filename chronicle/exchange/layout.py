"""`Layout`: a file that is a head, a record of each item in their order, and a tail; written whole, or edited."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Item = TypeVar("Item")

_BATCH: Final = 200  # records that are written at once
_PIECE: Final = 1 << 20  # bytes that are read at once


class OldFileError(Exception):
    """An old file is not what the new one could be made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout(Generic[Item]):
    """How a file is written: the same pieces make it from its items, or from the file that it was.

    Either something stands `between` two records or something `after` each, the last one as well. It ends in a line
    feed; a file whose records have it within is not edited.
    """

    record: Callable[[Item], str]
    head: str = ""
    between: str = ""
    after: str = ""
    tail: str = ""

    def written(self, items: Iterable[Item]) -> Iterator[bytes]:
        """The file, piece by piece."""
        return self._whole(_bytes(self.record(item)) for item in items)

    def edited(
        self, path: Path, was: Mapping[str, str], now: Mapping[str, str], tell: Callable[[str], Item]
    ) -> Iterator[bytes]:
        """The file with other records, piece by piece: those in both tables of what stands for each are taken over.

        Both tables are in the order of the records. Raise OldFileError, also later, when the file has other records
        than `was` says or these stand in another order.
        """
        try:
            with path.open("rb", _PIECE) as file:
                yield from self._whole(self._taken_over(file, was, now, tell))
        except OSError as error:  # of reading: nothing is written here
            raise OldFileError from error

    def joined(self, part: Layout[Item], paths: Sequence[Path]) -> Iterator[bytes]:
        """The file with the records of all these files, piece by piece; each is such a `part`, with one record or more.

        Raise OldFileError, also later, when one is not.
        """
        yield _bytes(self.head)
        try:
            for path in paths:
                if path != paths[0]:
                    yield _bytes(self.between)
                yield from part._inside(path)
        except OSError as error:  # as above
            raise OldFileError from error
        yield _bytes(self.tail)

    def _inside(self, path: Path) -> Iterator[bytes]:
        """All that stands between the head and the tail of a file."""
        head, tail = _bytes(self.head), _bytes(self.tail)
        with path.open("rb") as file:
            if file.read(len(head)) != head:
                raise OldFileError
            left = os.fstat(file.fileno()).st_size - len(head) - len(tail)
            while piece := file.read(min(max(left, 0), _PIECE)):
                left -= len(piece)
                yield piece
            if left or file.read() != tail:
                raise OldFileError

    def _taken_over(
        self, file: BinaryIO, was: Mapping[str, str], now: Mapping[str, str], tell: Callable[[str], Item]
    ) -> Iterator[bytes]:
        old = zip(was, self._records(file, len(was)), strict=True)
        for name, line in now.items():
            if was.get(name) != line:
                yield _bytes(self.record(tell(name)))
                continue
            record = next((record for before, record in old if before == name), None)
            if record is None:
                raise OldFileError
            yield record
        for _ in old:  # to its end, where it is seen whether all was as it should be
            pass

    def _records(self, file: BinaryIO, count: int) -> Iterator[bytes]:
        """The records in a file that has so many."""
        head, end, tail = (_bytes(text) for text in (self.head, self.between or self.after, self.tail))
        if file.read(len(head)) != head:
            raise OldFileError
        ended = count - bool(self.between)  # behind the last one there may be the tail
        record = b""
        for line in file:
            record += line
            if record.endswith(end) and ended > 0:
                yield record[: -len(end)]
                record, ended = b"", ended - 1
        last = record[: len(record) - len(tail)]
        if ended or record != last + tail or (end in last if self.between else last):
            raise OldFileError
        if self.between:
            yield last

    def _whole(self, records: Iterable[bytes]) -> Iterator[bytes]:
        between, after = _bytes(self.between), _bytes(self.after)
        yield _bytes(self.head)
        left, before = iter(records), b""
        while batch := [*islice(left, _BATCH)]:
            yield before + (after + between).join(batch) + after
            before = between
        yield _bytes(self.tail)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
