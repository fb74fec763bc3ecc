"""What leads from one thing to the next and comes back to where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def circles(following: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Each circle once, from its first slug by name round to that again; what follows each slug is given.

    Each slug is passed once, however long the chains.
    """
    judged: set[str] = set()
    for slug in following:
        chain: dict[str, None] = {}
        at = slug
        while at in following and at not in judged and at not in chain:
            chain[at] = None
            at = following[at]
        judged |= chain.keys()
        if at in chain:
            circle = [*chain][[*chain].index(at) :]
            first = circle.index(min(circle))
            yield (*circle[first:], *circle[: first + 1])


def in_words(circle: tuple[str, ...]) -> str:
    """What is wrong with a circle."""
    return f"goes in a circle: {' → '.join(circle)}"
