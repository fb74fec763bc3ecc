"""What machines read: sitemap, JSON, robots.txt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sites import build_site, entry, incident, location, make_site, page

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


def test_the_json_says_of_each_incident_what_is_known(tmp_path: Path) -> None:
    """Dates keep their precision, counts are ranges, unknown is null; only listed incidents are there."""
    make_site(
        tmp_path,
        {
            "locations/base.md": location("Base", coordinates="[33.5, 42.25]", precision="exact"),
            "articles/r.md": entry(title="T", publisher="AFP", url="https://afp.example/1"),
            "incidents/a.md": incident(
                "Rockets",
                '"2023-10~"',
                locations="[base, Nowhere]",
                types="[rocket-attack]",
                actors="[{actor: G, role: target}]",
                casualties="[{killed: 41+, injured: 1-5}]",
                grade="likely",
                sources="[{article: r}]",
                summary="S.",
            ),
            "incidents/b.md": incident("Open", "2023-11-01/.."),
            "incidents/c.md": incident(status="withdrawn"),
            "incidents/d.md": incident(duplicate_of="a"),
            "incidents/e.md": incident(status="draft"),
        },
    )
    build_site(tmp_path)
    data: dict[str, Any] = json.loads(page(tmp_path, "data/v1/incidents.json"))
    assert (data["version"], data["title"]) == (1, "Log")
    assert data["incidents"] == [
        {
            "id": "a",
            "address": "incidents/a.html",
            "title": "Rockets",
            "date": "2023-10~",
            "from": "2023-10-01",
            "to": "2023-10-31",
            "locations": [
                {"id": "base", "name": "Base", "lat": 33.5, "lon": 42.25, "precision": "exact"},
                {"id": "nowhere", "name": "Nowhere", "lat": None, "lon": None, "precision": None},
            ],
            "types": ["rocket-attack"],
            "actors": [{"id": "g", "role": "target"}],
            "killed": [41, None],
            "injured": [1, 5],
            "grade": "likely",
            "sources": [{"publisher": "AFP", "url": "https://afp.example/1"}],
            "summary": "S.",
        },
        {
            "id": "b",
            "address": "incidents/b.html",
            "title": "Open",
            "date": "2023-11-01/..",
            "from": "2023-11-01",
            "to": None,
            "locations": [],
            "types": [],
            "actors": [],
            "killed": None,
            "injured": None,
            "grade": None,
            "sources": [{"publisher": "Reuters", "url": None}],
            "summary": None,
        },
    ]


def test_the_json_can_stand_in_a_script(tmp_path: Path) -> None:
    """Nothing in it can end the script it is put into; what it means stays the same."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident(summary="'</script><!-- & x'")}))
    text = page(tmp_path, "data/v1/incidents.json")
    assert not set(text) & set("<>&")
    assert json.loads(text)["incidents"][0]["summary"] == "</script><!-- & x"
