"""The plan: which files a site consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sites import CONFIG, build_site, entry, incident, location, make_site, menu, page, tree, words

if TYPE_CHECKING:
    from pathlib import Path


def test_a_site_consists_of_these_files(tmp_path: Path) -> None:
    """Every page that is to exist, and nothing else."""
    make_site(
        tmp_path,
        {
            "incidents/sub/folder/a.md": incident(
                locations="[b]", types="[bombing]", actors="[c]", aliases="[old/x.html]"
            ),
            "locations/b.md": location("B"),
            "actors/c.md": location("C"),
            "articles/d.md": entry(title="D"),
            "notes/about.md": entry("Text.", title="About"),
            "notes/README.md": "For editors.",
            "media/e.txt": "E",
        },
    )
    build_site(tmp_path)
    # The files for machines, which have tests of their own, are left out here.
    found = {name for name in tree(tmp_path / "site") if not name.startswith("data/")}
    assert found == set(
        """.chronicle-manifest.json .nojekyll 2023/10/19.html 2023/10/index.html 2023/index.html 404.html about.html
        actors/c.html actors/c.xml actors/index.html articles/d.html data.html articles/index.html
        assets/data/incidents.js assets/data/places.js
        assets/explorer.js assets/favicon.svg assets/finding.js assets/search.js
        assets/style.css assets/theme.js assets/timeline.js search.html timeline.html
        assets/types.css changes.html changes.xml feed.json feed.xml feeds.html
        incidents/a.html incidents/index.html index.html
        locations/b.html locations/b.xml locations/index.html media/e.txt methods.html old/x.html
        robots.txt sitemap.xml sources/index.html
        sources/reuters.html types/bombing.html types/bombing.xml types/index.html""".split()
    )


def test_an_alias_leads_to_the_page(tmp_path: Path) -> None:
    """An earlier address of any kind of entry leads on without script, is not indexed and names the new address."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident("Rockets", aliases="[incidents/old.html, very/old/index.html]"),
            "locations/b.md": location("B", aliases="[b-old.html]"),
            "actors/c.md": location("C", aliases="[c-old.html]"),
            "articles/d.md": entry(title="D", aliases="[d-old.html]"),
            "notes/about.md": entry("Text.", title="About", aliases="[e-old.html]"),
        },
    )
    build_site(tmp_path)
    moved = page(tmp_path, "very/old/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../../incidents/a.html">' in moved
    assert '<link rel="canonical" href="https://example.org/log/incidents/a.html">' in moved
    assert '<meta name="robots" content="noindex">' in moved
    assert words(moved) == "This page has moved Rockets"
    assert '<a href="../../incidents/a.html">Rockets</a>' in moved
    leads = {
        old: page(tmp_path, f"{old}.html").partition("0; url=")[2].partition('"')[0]
        for old in ("incidents/old", "b-old", "c-old", "d-old", "e-old")
    }
    assert leads == {
        "incidents/old": "../incidents/a.html",
        "b-old": "locations/b.html",
        "c-old": "actors/c.html",
        "d-old": "articles/d.html",
        "e-old": "about.html",
    }


def test_the_page_for_lost_addresses_works_at_any_depth(tmp_path: Path) -> None:
    """Links of 404.html begin at the top of the host; the base address of the command line counts."""
    make_site(tmp_path, {})
    build_site(tmp_path)
    assert '<a href="/log/index.html">Latest</a>' in page(tmp_path, "404.html")
    assert '<link rel="stylesheet" href="/log/assets/style.css">' in page(tmp_path, "404.html")
    build_site(tmp_path, base_url="https://other.example/a/b")
    assert '<a href="/a/b/index.html">Latest</a>' in page(tmp_path, "404.html")
    (tmp_path / "chronicle.toml").write_text('format = 1\ntitle = "Log"\n')
    build_site(tmp_path)
    assert '<a href="/index.html">Latest</a>' in page(tmp_path, "404.html")


def test_withdrawn_and_duplicate_entries_keep_their_pages_and_stand_in_no_list(tmp_path: Path) -> None:
    """Their addresses stay; home, archives, places, actors, types, sources, feeds and JSON do not name them.

    The pages about the record itself say that there are such entries.
    """
    fields = {"locations": "[x]", "actors": "[g]", "types": "[bombing]"}
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident("Listed", "2023-10-18", locations="[x]"),
            "incidents/b.md": incident("Taken back", status="withdrawn", **fields),
            "incidents/c.md": incident("Told twice", duplicate_of="a", **fields),
        },
    )
    build_site(tmp_path)
    naming = {address for address, data in tree(tmp_path / "site").items() if b"Taken back" in data}
    assert naming == {"incidents/b.html", "changes.html", "methods.html"}
    naming = {address for address, data in tree(tmp_path / "site").items() if b"Told twice" in data}
    assert naming == {"incidents/a.html", "incidents/c.html", "methods.html"}
    assert not (tmp_path / "site/2023/10/19.html").exists()


def test_a_menu_of_ones_own_replaces_the_usual_one(tmp_path: Path) -> None:
    """[menu] decides words, addresses and order."""
    config = CONFIG + '[menu]\nPlaces = "locations/index.html"\nStart = "index.html"\n'
    build_site(make_site(tmp_path, {"chronicle.toml": config}))
    assert menu(page(tmp_path, "index.html")) == [
        '<a href="locations/index.html">Places</a>',
        '<a href="index.html" aria-current="page">Start</a>',
    ]


def test_a_text_may_link_to_lists_and_archives(tmp_path: Path) -> None:
    """A relative link leads to any page of the site; one that leads nowhere is a warning and shown as missing."""
    body = "[y](../2023/index.html) [l](../locations/index.html#tree) [f](../feed.xml) [no](../2024/index.html)"
    result = build_site(make_site(tmp_path, {"content/incidents/a.md": incident(body=body)}))
    assert [problem.message for problem in result.problems] == [
        'link "../2024/index.html" leads to no page of this site'
    ]
    assert (
        '<a href="../2023/index.html">y</a> <a href="../locations/index.html#tree">l</a> '
        '<a href="../feed.xml">f</a> <span class="missing">no</span>'
    ) in page(tmp_path, "incidents/a.html")
