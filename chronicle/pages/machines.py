"""What search engines read: the sitemap and robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.pages.page import Page
from chronicle.pages.views.machines import SitemapView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.pages.edition import Edition


def sitemap_page(edition: Edition, read: Iterable[str]) -> Page:
    """The sitemap (sitemaps.org 0.9) of the pages at these addresses."""
    found = sorted(edition.canonical(address) for address in read)
    return edition.page("sitemap.xml", "sitemap.xml", edition.config.title, SitemapView(addresses=tuple(found)))


def found_by_search(pages: Iterable[Page]) -> list[str]:
    """The addresses of the pages that are read, but for those that search engines are to leave out."""
    read = ((page.address, page.head) for page in pages if page.head)
    return [address for address, head in read if address.endswith(".html") and not head.noindex]


def robots_page(edition: Edition) -> Page:
    """robots.txt: everybody may read everything."""
    lines = ["User-agent: *", "Allow: /"]
    if edition.config.url and not edition.config.noindex:
        lines.append(f"Sitemap: {edition.config.url}sitemap.xml")
    return Page(address="robots.txt", content=("\n".join(lines) + "\n").encode())
