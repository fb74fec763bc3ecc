"""The page that says which feeds there are, and what each of them tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.page import Link, Page
from chronicle.pages.views.record import FeedsView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chronicle.pages.edition import Edition


def feeds_page(edition: Edition, subjects: Mapping[str, tuple[Link, Sequence[str]]]) -> Page:
    """The feeds of everything, then those of single locations, actors and types by name."""
    text = edition.text
    whole = (
        (
            Link(text("All incidents"), addresses.FEED),
            text("The incidents that were added or changed last. Atom, which every feed reader knows."),
        ),
        (
            Link(text("Changes"), addresses.CHANGES_FEED),
            text("Corrections, updates and additions, each with what was changed and why. Atom."),
        ),
        (
            Link(text("All incidents (JSON)"), addresses.JSON_FEED),
            text("The same incidents for programs, with the date as exact as it is known. JSON Feed 1.1."),
        ),
    )
    labels = {"locations": text("Locations"), "actors": text("Actors"), "types": text("Types")}
    groups: dict[str, list[Link]] = {folder: [] for folder in labels}
    for address, (link, _) in subjects.items():
        groups[address.partition("/")[0]].append(Link(link.label, address))
    name = text("Feeds")
    view = FeedsView(
        name=name,
        whole=whole,
        groups=tuple(
            (
                labels[folder],
                edition.language.number_text("{number} feed", "{number} feeds", len(found)),
                tuple(sorted(found, key=lambda link: (link.label.casefold(), link.address))),
            )
            for folder, found in groups.items()
            if found
        ),
    )
    return edition.page(addresses.FEEDS, "feeds.html", name, view)
