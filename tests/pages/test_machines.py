"""What machines read: sitemap, JSON, robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sites import build_site, incident, make_site, page

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sitemap_names_every_page_that_is_read(tmp_path: Path) -> None:
    """With a url the sitemap names the pages of entries and lists; redirects and 404.html are not in it."""
    make_site(tmp_path, {"incidents/a.md": incident(aliases="[old.html]", locations="[x]")})
    build_site(tmp_path)
    root = ET.fromstring(page(tmp_path, "sitemap.xml"))  # noqa: S314 - our own
    found = [
        (item.text or "").removeprefix("https://example.org/log/") for item in root.iter() if item.tag.endswith("loc")
    ]
    assert found == [
        "2023/10/19.html",
        "2023/10/index.html",
        "2023/index.html",
        "actors/index.html",
        "articles/index.html",
        "changes.html",
        "data.html",
        "feeds.html",
        "incidents/a.html",
        "incidents/index.html",
        "index.html",
        "locations/index.html",
        "locations/x.html",
        "methods.html",
        "search.html",
        "sources/index.html",
        "sources/reuters.html",
        "timeline.html",
        "types/index.html",
    ]
    assert page(tmp_path, "robots.txt").splitlines()[2] == "Sitemap: https://example.org/log/sitemap.xml"
