"""The feeds: Atom of the whole and of single places, actors and types; JSON Feed of the whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import feedparser
from sites import CONFIG, PAGES_ONLY, build_site, incident, location, make_site, page, tree, words, write

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
    assert [found.attrib for found in item.findall(f"{ATOM}category")] == [
        {"term": "rocket-attack", "label": "Rocket attack"}
    ]
    assert texts(item, "content") == ["A]]> &amp; b\n\n19 October 2023 · Rocket attack"]


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


# ---- feeds of single places, actors and types

SITE: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq", coordinates="[33, 44]", precision="country"),
    "locations/base.md": location("Base", parent="iraq", coordinates="[33.79, -42.5]", precision="vicinity"),
    "locations/quiet.md": location("Quiet", coordinates="[1, 2]", precision="exact"),
    "actors/us.md": location("US forces"),
    "incidents/a.md": incident(
        "Rockets",
        '"2023-10~"',
        locations="[base, iraq]",
        types="[rocket-attack]",
        actors="[us]",
        grade="likely",
        summary="At night.",
        tags="[bases, Rocket attack]",
        added="2023-10-21",
    ),
    "incidents/b.md": incident(
        "Drones", locations="[iraq]", types="[bombing]", updates="[{date: 2023-10-22, text: x}]"
    ),
}


def test_each_place_actor_and_type_has_a_feed(tmp_path: Path) -> None:
    """A feed holds the incidents of its page, here and below, latest change first; ids are those of the whole."""
    build_site(make_site(tmp_path, SITE))
    found = {name for name in tree(tmp_path / "site") if name.endswith(".xml") and "/" in name}
    assert found == {
        "actors/us.xml",
        "locations/base.xml",
        "locations/iraq.xml",
        "types/bombing.xml",
        "types/rocket-attack.xml",
    }
    root = ET.fromstring(page(tmp_path, "locations/iraq.xml"))  # noqa: S314 - our own
    top = "https://example.org/log/"
    assert (texts(root, "title"), texts(root, "id")) == (["Log: Iraq"], [f"{top}locations/iraq.xml"])
    assert [link.attrib["href"] for link in root.findall(f"{ATOM}link")] == [
        f"{top}locations/iraq.html",
        f"{top}locations/iraq.xml",
    ]
    assert texts(root, "updated") == ["2023-10-22T00:00:00Z"]
    items = root.findall(f"{ATOM}entry")
    assert [texts(item, "id") for item in items] == [[f"{top}incidents/b.html"], [f"{top}incidents/a.html"]]


def test_every_feed_is_read_without_complaint(tmp_path: Path) -> None:
    """With and without an address of the site, each Atom feed parses, has what RFC 4287 asks for and unique ids."""
    make_site(tmp_path, SITE)
    for config in (CONFIG, WITHOUT_URL, CONFIG + '[feed]\nid = "tag:example.org,2023:log"\n'):
        write(tmp_path, {"chronicle.toml": config})
        build_site(tmp_path)
        feeds = {name: data for name, data in tree(tmp_path / "site").items() if name.endswith(".xml")}
        del feeds["sitemap.xml" if config != WITHOUT_URL else "feed.xml"]
        ids = []
        for name, data in feeds.items():
            feed = feedparser.parse(data)
            assert not feed.bozo, name
            assert feed.version == "atom10"
            assert feed.feed.author
            assert feed.entries, name
            assert all(item.id and item.title and item.updated and item.link for item in feed.entries)
            assert len({item.id for item in feed.entries}) == len(feed.entries)
            ids.append(feed.feed.id)
        assert len(set(ids)) == len(ids)


def test_without_url_the_feed_of_a_place_leads_up(tmp_path: Path) -> None:
    """Relative links of a feed in a folder lead to the top of the site first."""
    build_site(make_site(tmp_path, {**SITE, "chronicle.toml": WITHOUT_URL}))
    root = ET.fromstring(page(tmp_path, "actors/us.xml"))  # noqa: S314 - our own
    assert [link.attrib["href"] for link in root.iter(f"{ATOM}link")] == [
        "../actors/us.html",
        "../actors/us.xml",
        "../incidents/a.html",
    ]
    assert texts(root, "id")[0].endswith("#actors/us.xml")


def test_a_feed_names_a_point_only_where_there_is_one(tmp_path: Path) -> None:
    """A country is no point, whatever its coordinates; the main place decides."""
    build_site(make_site(tmp_path, SITE))
    points = {
        texts(item, "title")[0]: [point.text for point in item.findall("{http://www.georss.org/georss}point")]
        for item in feed(tmp_path).findall(f"{ATOM}entry")
    }
    assert points == {"Rockets": ["33.79 -42.5"], "Drones": []}


def test_a_page_leads_to_its_feed(tmp_path: Path) -> None:
    """Pages of places, actors and types name their feed for feed readers; a place without incidents has none."""
    build_site(make_site(tmp_path, SITE))
    line = '<link rel="alternate" href="../{}" type="application/atom+xml" title="{}">'
    for address, title in (("locations/base", "Base"), ("actors/us", "US forces"), ("types/bombing", "Bombing")):
        assert line.format(f"{address}.xml", title) in page(tmp_path, f"{address}.html")
    for address in ("locations/quiet.html", "incidents/a.html"):
        assert page(tmp_path, address).count("application/atom+xml") == 1


def test_the_feeds_of_single_pages_can_be_left_out(tmp_path: Path) -> None:
    """With feed.pages = false the whole has its feeds, nothing else has, and no page names another."""
    build_site(make_site(tmp_path, {**SITE, "chronicle.toml": CONFIG + "[feed]\npages = false\n"}))
    names = [name for name in tree(tmp_path / "site") if name.endswith(".xml")]
    assert names == ["changes.xml", "feed.xml", "sitemap.xml"]
    assert page(tmp_path, "locations/base.html").count("application/atom+xml") == 1
    assert words(page(tmp_path, "feeds.html")).endswith("in formats for many tools: Data .")


def test_an_edit_renders_only_the_feeds_that_show_it(tmp_path: Path) -> None:
    """A new summary concerns the feeds of the incident's own places, actors and types."""
    make_site(tmp_path, {**SITE, "chronicle.toml": PAGES_ONLY})
    build_site(tmp_path)
    changed = incident("Drones", locations="[iraq]", types="[bombing]", updates="[{date: 2023-10-22, text: x}]")
    write(tmp_path, {"incidents/b.md": changed.replace("title:", "summary: New.\ntitle:")})
    reasons = dict(build_site(tmp_path).reasons)
    assert {name for name in reasons if name.endswith(("xml", "json"))} == {
        "feed.json",
        "feed.xml",
        "locations/iraq.xml",
        "types/bombing.xml",
    }
    assert reasons["feed.json"] == "changed: entries"


# ---- JSON Feed


def test_the_json_feed_says_the_same(tmp_path: Path) -> None:
    """JSON Feed 1.1: ids and addresses of the Atom feed, dates as exact as they are known, nothing that is empty."""
    build_site(make_site(tmp_path, SITE))
    top = "https://example.org/log/"
    assert json.loads(page(tmp_path, "feed.json")) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Log",
        "home_page_url": f"{top}index.html",
        "feed_url": f"{top}feed.json",
        "language": "en",
        "authors": [{"name": "Log"}],
        "items": [
            {
                "id": f"{top}incidents/b.html",
                "url": f"{top}incidents/b.html",
                "title": "Drones",
                "content_text": "19 October 2023 · Iraq · Bombing",
                "date_published": "2023-10-19T00:00:00Z",
                "date_modified": "2023-10-22T00:00:00Z",
                "tags": ["Bombing"],
                "_chronicle": {"date": "2023-10-19", "places": ["Iraq"]},
            },
            {
                "id": f"{top}incidents/a.html",
                "url": f"{top}incidents/a.html",
                "title": "Rockets",
                "content_text": "At night.\n\nabout October 2023 · Base · Rocket attack · Likely",
                "summary": "At night.",
                "date_published": "2023-10-21T00:00:00Z",
                "date_modified": "2023-10-21T00:00:00Z",
                "tags": ["Rocket attack", "bases"],
                "_chronicle": {"date": "2023-10~", "places": ["Base", "Iraq"], "grade": "likely"},
            },
        ],
    }


def test_an_empty_json_feed_has_its_items(tmp_path: Path) -> None:
    """The list that the format asks for is there, without address of the site too."""
    build_site(make_site(tmp_path, {"chronicle.toml": WITHOUT_URL}))
    feed = json.loads(page(tmp_path, "feed.json"))
    assert (feed["items"], feed["home_page_url"]) == ([], "index.html")


# ---- the page of feeds


def test_the_page_of_feeds_says_what_each_tells(tmp_path: Path) -> None:
    """The whole first, then places, actors and types by name; every address on it is a file."""
    build_site(make_site(tmp_path, SITE))
    html = page(tmp_path, "feeds.html")
    assert words(html).endswith(
        "All incidents The incidents that were added or changed last. Atom, which every feed reader knows. "
        "Changes Corrections, updates and additions, each with what was changed and why. Atom. "
        "All incidents (JSON) The same incidents for programs, with the date as exact as it is known. JSON Feed 1.1. "
        "For all incidents at once, in formats for many tools: Data . "
        "Locations Base Iraq Actors US forces Types Bombing Rocket attack"
    )
    assert "<details>" not in html


def test_a_long_list_of_feeds_is_folded(tmp_path: Path) -> None:
    """More than twenty feeds of one kind stand behind their number."""
    files = {f"incidents/a{number}.md": incident(locations=f"[Place {number}]") for number in range(21)}
    build_site(make_site(tmp_path, files))
    assert "Locations 21 feeds Place 0 Place 1 Place 10" in words(page(tmp_path, "feeds.html"))
    assert page(tmp_path, "feeds.html").count("<details>") == 1
