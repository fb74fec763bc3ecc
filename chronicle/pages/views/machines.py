"""What files for machines show: feeds and the sitemap."""

from __future__ import annotations

from typing import NamedTuple


class FeedEntry(NamedTuple):
    """An incident, or a change of one, in feeds. `digest` stands for all of it, so that a feed's key is quick to make.

    `updated` and `published` are RFC 3339; `types` are (slug, label); `point` is "latitude longitude", empty when the
    place is an area or not known; `date` is EDTF.
    """

    id: str
    title: str
    address: str
    updated: str
    published: str
    summary: str
    content: str
    types: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    point: str
    date: str
    places: tuple[str, ...]
    grade: str
    digest: str

    def __repr__(self) -> str:
        return self.digest


class FeedView(NamedTuple):
    """What feed.xml shows: `page` is the address that says the same to people."""

    id: str
    title: str
    updated: str
    page: str
    entries: tuple[FeedEntry, ...]


class JsonFeed(NamedTuple):
    """What feed.json is drawn from; without the address of a site (`url`) its links are relative."""

    title: str
    description: str
    language: str
    url: str
    entries: tuple[FeedEntry, ...]


class SitemapView(NamedTuple):
    """sitemap.xml: absolute addresses."""

    addresses: tuple[str, ...]
