"""Work in chunks, whose numbers lie in pipes: who reads one takes that chunk, in whatever process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Item = TypeVar("Item")

_CHUNK: Final = 32  # items that are taken at once
_FEW_CHUNKS: Final = 64  # below so many items each is taken by itself: they are few because each takes long
_MOST_CHUNKS: Final = 1024  # whose numbers fit into the smallest pipe that nobody has read from yet
_NUMBER: Final = 4  # bytes of such a number


def chunked(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Neighbours together: what they are made from is often the same. Of few none may wait for another."""
    size = max(min(_CHUNK, len(items) // _FEW_CHUNKS), -(-len(items) // _MOST_CHUNKS), 1)
    return [items[start : start + size] for start in range(0, len(items), size)]


def queue_of(part: Iterable[int]) -> int:
    """A pipe that holds the numbers of the chunks of a part."""
    queue, end = os.pipe()
    os.write(end, b"".join(number.to_bytes(_NUMBER, "little") for number in part))
    os.close(end)
    return queue


def taken(queues: Iterable[int], chunks: Sequence[Sequence[Item]]) -> Iterator[Sequence[Item]]:
    """Chunks that nobody else has taken, until there are none."""
    for queue in queues:
        while number := os.read(queue, _NUMBER):
            yield chunks[int.from_bytes(number, "little")]


def take_all(queue: int) -> None:
    """Leave nothing for anybody else."""
    while os.read(queue, 1 << 16):
        pass
