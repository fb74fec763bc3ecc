"""The search page: the instant table of all incidents, and the full text beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.page import Link
from chronicle.pages.views.searching import SearchView

if TYPE_CHECKING:
    from chronicle.pages.edition import Edition
    from chronicle.pages.page import Page


def search_page(edition: Edition) -> Page:
    """The page for searching; whether the full text is indexed is known when the index has been made."""
    text = edition.text
    view = SearchView(
        name=text("Search"),
        is_indexed=False,
        lists=(
            Link(text("All incidents by date"), addresses.ARCHIVE),
            Link(text("Locations"), addresses.TREE),
            Link(text("Types"), addresses.index("types")),
            Link(text("Actors"), addresses.index("actors")),
            Link(text("Sources"), addresses.index("sources")),
        ),
        incidents=edition.language.number_forms("{number} incident", "{number} incidents"),
        pages=edition.language.number_forms("{number} page", "{number} pages"),
    )
    return edition.page(addresses.SEARCH, "search.html", view.name, view)
