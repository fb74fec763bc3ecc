"""The files with all places: those that have an entry, and those that are known by name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from chronicle.exchange.places import PLACE_FILES, PLACES_BY_FILE
from chronicle.pages import addresses
from chronicle.pages.data.facts import Teller
from chronicle.pages.data.index import Listed
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator

    from chronicle.exchange.places import PlaceEntry
    from chronicle.linking.chronicle import Chronicle


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Places:
    """All places by id, told one after the other whenever they are asked for; `digest` stands for them all.

    `uncounted` stands for them but for how many incidents they have.
    """

    chronicle: Chronicle
    digest: str
    uncounted: str

    def __iter__(self) -> Iterator[PlaceEntry]:
        return _told(self.chronicle)

    def __repr__(self) -> str:
        return self.digest


class PlacesView(NamedTuple):
    """What a file with all places is written from."""

    file: str
    places: Places


def places_of(chronicle: Chronicle) -> Places:
    """The places of a chronicle."""
    whole, uncounted = hashlib.blake2b(digest_size=12), hashlib.blake2b(digest_size=12)
    for entry in _told(chronicle):
        uncounted.update(repr(replace(entry, here=0, incidents=0)).encode("utf-8", "surrogatepass"))
        whole.update(f"{entry.here} {entry.incidents} ".encode())
    digest = f"{uncounted.hexdigest()} {whole.hexdigest()}"
    return Places(chronicle=chronicle, digest=digest, uncounted=uncounted.hexdigest())


def place_files(places: Places, formats: Collection[str]) -> tuple[tuple[Page, Listed], ...]:
    """The files with all places that belong to these formats."""
    return tuple(
        (
            Page(address=addresses.data(each.file), view=PlacesView(file=each.file, places=places), stream=_written),
            Listed(
                address=addresses.data(each.file),
                format=each.slug,
                media_type=each.media_type,
                holds="locations",
                number=len(places.chronicle.places),
            ),
        )
        for each in PLACE_FILES
        if each.slug in formats
    )


def _told(chronicle: Chronicle) -> Iterator[PlaceEntry]:
    teller = Teller(chronicle)
    return (teller.place_entry(slug) for slug in sorted(chronicle.places))


def _written(view: PlacesView) -> Generator[bytes, None, None]:
    yield from PLACES_BY_FILE[view.file].layout().written(view.places)
