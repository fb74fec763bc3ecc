"""What files for machines show: feeds and the sitemap."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One incident in the feed; `updated` is RFC 3339."""

    id: str
    title: str
    address: str
    updated: str
    published: str
    summary: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """What feed.xml shows."""

    id: str
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """sitemap.xml: absolute addresses."""

    addresses: tuple[str, ...]
