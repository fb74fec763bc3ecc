"""What a chronicle has that a new entry can name. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.entries.kinds import KINDS, earlier_slugs, kind_of
from chronicle.linking.names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chronicle.config import Config
    from chronicle.entries.kinds import Entry
    from chronicle.linking.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a new entry can name: entries by kind, types (slug → label), grades, media.

    `paths` are the files of entries, by kind and slug; `earlier` those of entries that were renamed, by what they were.
    """

    entries: tuple[Entry, ...]
    names: Mapping[str, Names]
    paths: Mapping[tuple[str, str], str]
    earlier: Mapping[tuple[str, str], str]
    types: Mapping[str, str]
    grades: tuple[str, ...]
    media: frozenset[str] = frozenset()


def known_of(
    config: Config, entries: Iterable[Entry], paths: Mapping[tuple[str, str], str], media: Iterable[str] = ()
) -> Known:
    """What a chronicle has; `paths` (kind and slug → file) name files that cannot be read, too."""
    there = tuple(entries)
    return Known(
        entries=there,
        names={kind: names_of(entry for entry in there if isinstance(entry, cls)) for kind, cls in KINDS.items()},
        paths=paths,
        earlier={(kind_of(entry), slug): entry.path for entry in there for slug in earlier_slugs(entry)},
        types={each.slug: each.label for each in config.types},
        grades=tuple(each.slug for each in config.grades),
        media=frozenset(media),
    )
