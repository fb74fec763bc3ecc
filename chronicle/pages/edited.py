"""The pages of a few incidents, as they are in the whole plan: what an edit of texts needs, and of modules no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.incident_pages import incident_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.linking.chronicle import LinkedIncident
    from chronicle.pages.edition import Edition
    from chronicle.pages.page import Page


def edited_pages(edition: Edition, slugs: Iterable[str]) -> tuple[Page, ...]:
    """The pages of these incidents, as they are in the whole plan if no text leads to a page that is no entry's."""
    incidents = {slug: edition.chronicle.incidents[slug] for slug in slugs}
    hidden = frozenset(addresses.incident(slug) for slug, incident in incidents.items() if is_hidden(incident))
    return tuple(asking(incident_pages(edition, incidents), hidden))


def is_hidden(incident: LinkedIncident) -> bool:
    """Whether its page asks search engines to leave it out."""
    return incident.entry.noindex or not incident.is_listed


def asking(pages: Iterable[Page], hidden: frozenset[str]) -> Iterator[Page]:
    """The pages, of which some ask search engines to leave them out; so do the years of a list that such a page has."""
    if not hidden:
        yield from pages
        return
    for page in pages:
        yield page._replace(head=page.head._replace(noindex=True)) if page.head and asks(page.address, hidden) else page


def asks(address: str, hidden: frozenset[str]) -> bool:
    """Whether the page at an address is hidden, or a year of a list that is."""
    folder = address.rpartition("/")[0]
    return address in hidden or ("/" in folder and f"{folder}.html" in hidden)
