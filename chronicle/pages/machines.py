"""What machines read: the sitemap, the JSON index of all incidents, robots.txt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.inert import inert
from chronicle.pages.page import Page
from chronicle.pages.views.machines import SitemapView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.linking.chronicle import LinkedIncident
    from chronicle.pages.edition import Edition
    from chronicle.text.counts import Count


def sitemap_page(edition: Edition, pages: Iterable[Page]) -> Page:
    """The sitemap (sitemaps.org 0.9) of all pages that are read, but for those that search engines are to leave out."""
    read = (page.head for page in pages if page.head and page.address.endswith(".html"))
    found = sorted(head.canonical for head in read if not head.noindex)
    return edition.page("sitemap.xml", "sitemap.xml", edition.config.title, SitemapView(addresses=tuple(found)))


def data_page(edition: Edition) -> Page:
    """All incidents as JSON: `date` as in the entry (EDTF), `from` and `to` the first and last day it can mean."""
    chronicle = edition.chronicle
    records = (_record(edition, chronicle.incidents[slug]) for slug in chronicle.order)
    # A line a record, put together here: the encoder's own indenting is many times slower.
    lines = [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records]
    title = json.dumps(edition.config.title, ensure_ascii=False)
    text = f'{{"version":1,"title":{title},"incidents":[\n' + ",\n".join(lines) + "\n]}\n"
    return Page(address=addresses.DATA, content=inert(text).encode())


def _record(edition: Edition, incident: LinkedIncident) -> dict[str, object]:
    entry = incident.entry
    return {
        "id": entry.slug,
        "address": addresses.incident(entry.slug),
        "title": entry.title,
        "date": str(entry.date),
        "from": entry.date.first.isoformat(),
        "to": None if entry.date.open_ended else entry.date.last.isoformat(),
        "locations": [_place(edition, slug) for slug in incident.places],
        "types": list(incident.types),
        "actors": [{"id": slug, "role": role} for slug, role in incident.actors],
        "killed": _range(incident.killed),
        "injured": _range(incident.injured),
        "grade": incident.grade.slug if incident.grade else None,
        "sources": [{"publisher": item.publisher, "url": item.url or None} for item in incident.citations],
        "summary": entry.summary or None,
    }


def _place(edition: Edition, slug: str) -> dict[str, object]:
    place = edition.chronicle.places[slug]
    latitude, longitude = place.entry.coordinates if place.entry and place.entry.coordinates else (None, None)
    precision = place.entry.precision if place.entry else ""
    return {"id": slug, "name": place.name, "lat": latitude, "lon": longitude, "precision": precision or None}


def _range(count: Count | None) -> list[int | None] | None:
    """[least, greatest]; a greatest of null is open."""
    return [count.least, count.greatest] if count else None


def robots_page(edition: Edition) -> Page:
    """robots.txt: everybody may read everything."""
    lines = ["User-agent: *", "Allow: /"]
    if edition.config.url and not edition.config.noindex:
        lines.append(f"Sitemap: {edition.config.url}sitemap.xml")
    return Page(address="robots.txt", content=("\n".join(lines) + "\n").encode())
