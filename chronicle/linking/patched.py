"""A table with a few items changed, laid over the table before: nothing else of that is read or copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Ordered(Mapping[str, T], Generic[T]):
    """A table that knows its keys, in their order, before any of its items."""

    __slots__ = ()
    keys_in_order: dict[str, None]

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_in_order)

    def __len__(self) -> int:
        return len(self.keys_in_order)

    def __contains__(self, key: object) -> bool:
        return key in self.keys_in_order


@dataclass(frozen=True, slots=True, eq=False)
class Patched(Ordered[T]):
    """`changes` are laid over `base`, None takes away; `keys_in_order` are the keys that there are."""

    base: Mapping[str, T]
    changes: Mapping[str, T | None]
    keys_in_order: dict[str, None]

    def __getitem__(self, key: str) -> T:
        if key not in self.changes:
            return self.base[key]
        item = self.changes[key]
        if item is None:
            raise KeyError(key)
        return item


def patched(table: Mapping[str, T], changes: Mapping[str, T | None], order: Iterable[str]) -> Mapping[str, T]:
    """The table with these items changed, None for those that are gone, and its keys in this order."""
    if not changes:
        return table
    base, earlier = _layers(table)
    return Patched(base, {**earlier, **changes}, dict.fromkeys(order))


def differing(before: Mapping[str, T], after: Mapping[str, T]) -> set[str]:
    """The keys with another item, or with an item in one of the tables only; what lies below both is not compared."""
    (base, earlier), (other_base, later) = _layers(before), _layers(after)
    keys = {*earlier, *later} if base is other_base else {*before, *after}
    pairs = ((key, before.get(key), after.get(key)) for key in keys)
    return {key for key, one, other in pairs if one is not other and one != other}


def _layers(table: Mapping[str, T]) -> tuple[Mapping[str, T], Mapping[str, T | None]]:
    return (table.base, table.changes) if isinstance(table, Patched) else (table, {})
