"""What machines read: Atom feed, sitemap, JSON, robots.txt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sites import CONFIG, build_site, entry, incident, location, make_site, page

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
WITHOUT_URL = 'format = 1\ntitle = "Log"\n'


def feed(folder: Path) -> ET.Element:
    """The feed of a built site."""
    return ET.fromstring(page(folder, "feed.xml"))  # noqa: S314 - our own


def texts(item: ET.Element, name: str) -> list[str]:
    """The texts of all elements of a name, in order."""
    return [found.text or "" for found in item.findall(f"{ATOM}{name}")]


def test_the_feed_is_an_atom_feed(tmp_path: Path) -> None:
    """Title, id, times, author, links and categories stand where RFC 4287 wants them."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident(
                "Rockets & <b>drones</b>", summary="A]]> &amp; b", types="[rocket-attack]", added="2023-10-21"
            )
        },
    )
    build_site(tmp_path)
    root = feed(tmp_path)
    assert (root.tag, texts(root, "title"), texts(root, "id")) == (f"{ATOM}feed", ["Log"], ["https://example.org/log/"])
    assert texts(root, "updated") == ["2023-10-21T00:00:00Z"]
    assert [link.attrib["href"] for link in root.findall(f"{ATOM}link")] == [
        "https://example.org/log/index.html",
        "https://example.org/log/feed.xml",
    ]
    (item,) = root.findall(f"{ATOM}entry")
    assert texts(item, "title") == ["Rockets & <b>drones</b>"]
    assert texts(item, "summary") == ["A]]> &amp; b"]
    assert texts(item, "id") == ["https://example.org/log/incidents/a.html"]
    assert (texts(item, "updated"), texts(item, "published")) == (["2023-10-21T00:00:00Z"], ["2023-10-21T00:00:00Z"])
    assert [link.attrib["href"] for link in item.findall(f"{ATOM}link")] == ["https://example.org/log/incidents/a.html"]
    assert [found.attrib["term"] for found in item.findall(f"{ATOM}category")] == ["rocket-attack"]


def test_the_feed_tells_what_was_changed_last(tmp_path: Path) -> None:
    """Entries stand by their last change; drafts, withdrawn and duplicates are not among them."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident("Old, corrected", "2020-01-01", updates="[{date: 2024-01-01, text: x}]"),
            "incidents/b.md": incident("New", "2023-01-01"),
            "incidents/c.md": incident("Added late", "2019-01-01", added="2023-06-01"),
            "incidents/d.md": incident("Draft", status="draft"),
            "incidents/e.md": incident("Withdrawn", status="withdrawn"),
            "incidents/f.md": incident("Duplicate", duplicate_of="a"),
        },
    )
    build_site(tmp_path)
    found = [texts(item, "title")[0] for item in feed(tmp_path).findall(f"{ATOM}entry")]
    assert found == ["Old, corrected", "Added late", "New"]


def test_the_feed_holds_fifty_entries(tmp_path: Path) -> None:
    """Of more incidents, the latest fifty."""
    files = {f"incidents/i-{number:02}.md": incident(date=f"20{number:02}") for number in range(10, 62)}
    build_site(make_site(tmp_path, files))
    items = feed(tmp_path).findall(f"{ATOM}entry")
    assert len(items) == 50
    assert texts(items[-1], "id") == ["https://example.org/log/incidents/i-12.html"]


def test_a_feed_id_from_the_settings_survives_a_new_domain(tmp_path: Path) -> None:
    """With feed.id the ids of feed and entries do not name the domain."""
    make_site(
        tmp_path,
        {"chronicle.toml": CONFIG + '[feed]\nid = "tag:example.org,2023:log"\n', "incidents/a.md": incident()},
    )
    build_site(tmp_path)
    root = feed(tmp_path)
    assert texts(root, "id") == ["tag:example.org,2023:log"]
    assert texts(root.findall(f"{ATOM}entry")[0], "id") == ["tag:example.org,2023:log/incidents/a.html"]


def test_without_url_the_feed_has_relative_links_and_an_id_of_its_own(tmp_path: Path) -> None:
    """A site without address has no sitemap, no canonical links, and says so once."""
    make_site(tmp_path, {"chronicle.toml": WITHOUT_URL, "incidents/a.md": incident()})
    result = build_site(tmp_path)
    assert [problem.message for problem in result.problems] == [
        "is not set: no sitemap, no canonical links, and feeds with relative links"
    ]
    root = feed(tmp_path)
    assert texts(root, "id")[0].startswith("urn:uuid:")
    (item,) = root.findall(f"{ATOM}entry")
    assert item.findall(f"{ATOM}link")[0].attrib["href"] == "incidents/a.html"
    assert texts(item, "id") == [texts(root, "id")[0] + "#a"]
    assert not (tmp_path / "site/sitemap.xml").exists()
    assert "canonical" not in page(tmp_path, "incidents/a.html")
    assert page(tmp_path, "robots.txt") == "User-agent: *\nAllow: /\n"


def test_an_empty_feed_is_a_feed(tmp_path: Path) -> None:
    """Without incidents the feed has the beginning of time as its time."""
    build_site(make_site(tmp_path, {}))
    assert texts(feed(tmp_path), "updated") == ["1970-01-01T00:00:00Z"]


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    """A control character that reaches an XML template leaves the feed well-formed."""
    template = '<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ "L\\u0007o\\ufffeg" }}</title></feed>'
    build_site(make_site(tmp_path, {"templates/feed.xml": template}))
    assert texts(feed(tmp_path), "title") == ["Log"]


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
        "incidents/a.html",
        "incidents/index.html",
        "index.html",
        "locations/index.html",
        "locations/x.html",
        "sources/index.html",
        "sources/reuters.html",
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
