"""What every page shows of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.maps.located import is_any_located
from chronicle.pages.page import Link, Site
from chronicle.pages.policy import policy_of

if TYPE_CHECKING:
    from chronicle.pages.edition import Edition


def site_of(edition: Edition, stylesheet: str = "") -> Site:
    """What every page shows of the site."""
    config = edition.config
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        direction=edition.language.direction,
        url=config.url,
        menu=tuple(Link(label, address) for label, address in config.menu) or _menu(edition),
        stylesheet=stylesheet,
        policy=policy_of(config.tiles),
        data=addresses.DATA if config.data_formats else "",
    )


def _menu(edition: Edition) -> tuple[Link, ...]:
    chronicle, text = edition.chronicle, edition.text
    found = [Link(text("Latest"), addresses.HOME)]
    lists = (
        (text("Map"), addresses.MAP, is_any_located(edition)),
        (text("Timeline"), addresses.TIMELINE, chronicle.order),
        (text("Archive"), addresses.ARCHIVE, chronicle.order),
        (text("Locations"), addresses.TREE, chronicle.places),
        (text("Actors"), addresses.index("actors"), chronicle.actors),
        (text("Types"), addresses.index("types"), chronicle.types),
        (text("Sources"), addresses.index("sources"), chronicle.publishers),
    )
    found += [Link(label, address) for label, address, is_any in lists if is_any]
    if chronicle.order:
        found.append(Link(text("Search"), addresses.SEARCH))
    notes = sorted(chronicle.notes.values(), key=lambda note: (note.entry.order, note.entry.title))
    return (*found, *(Link(note.entry.title, f"{note.entry.slug}.html") for note in notes))
