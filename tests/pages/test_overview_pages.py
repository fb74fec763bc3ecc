"""The pages over many entries: tree, types, sources, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sites import CONFIG, build_site, entry, incident, location, make_site, menu, page, words

if TYPE_CHECKING:
    from pathlib import Path


def test_lists_of_nothing_say_so(tmp_path: Path) -> None:
    """Nothing at all is a site too."""
    build_site(make_site(tmp_path, {}))
    assert words(page(tmp_path, "actors/index.html")) == "Actors Nothing here yet."
    assert words(page(tmp_path, "locations/index.html")) == "Locations Nothing here yet."


def test_the_tree_shows_places_in_places(tmp_path: Path) -> None:
    """Locations stand below their parents by name; those known by name only stand apart."""
    make_site(
        tmp_path,
        {
            "locations/iraq.md": location("Iraq"),
            "locations/b.md": location("Basra", parent="iraq"),
            "locations/a.md": location("Anbar", parent="iraq"),
            "locations/chad.md": location("Chad"),
            "incidents/a.md": incident(locations="[b, Nowhere]"),
        },
    )
    build_site(tmp_path)
    text = words(page(tmp_path, "locations/index.html"))
    assert "within it included. Chad 0 Iraq 1 Anbar 0 Basra 1 Not on the map" in text
    assert text.endswith("known by their name only. Nowhere 1")


def test_types_sources_actors_and_articles_have_lists(tmp_path: Path) -> None:
    """Each list names all of its kind, by name, with the number of incidents."""
    make_site(
        tmp_path,
        {
            "articles/r.md": entry(title="Bases hit", publisher="Reuters", published="2023-10-20"),
            "articles/s.md": entry(title="Undated", publisher="Reuters"),
            "incidents/a.md": incident(types="[bombing, shooting]", actors="[zed]", sources="[{article: r}]"),
            "incidents/b.md": incident(types="[bombing]", actors="[Abe]", sources="[{publisher: AFP}]"),
        },
    )
    build_site(tmp_path)
    lists = {name: words(page(tmp_path, f"{name}/index.html")) for name in ("types", "sources", "actors", "articles")}
    assert lists == {
        "types": "Types Bombing 2 incidents Shooting 1 incident",
        "sources": "Sources AFP 1 incident Reuters 1 incident",
        "actors": "Actors Abe 1 incident zed 1 incident",
        "articles": "Articles Bases hit 1 incident Undated 0 incidents",
    }
    assert (
        words(page(tmp_path, "types/shooting.html"))
        == "Shooting 1 incident Feed 19 October 2023 Thursday Shelling Bombing, Shooting"
    )
    source = words(page(tmp_path, "sources/reuters.html"))
    assert source.startswith(
        "Reuters 1 incident cites its own report. It has no other origin. Incidents that cite it 1 incident"
    )
    assert source.endswith("Articles Bases hit 20 October 2023 Undated")


def test_the_menu_names_what_there_is(tmp_path: Path) -> None:
    """Without a menu of its own a site leads to its lists that are not empty, and to its notes in their order."""
    make_site(
        tmp_path,
        {
            "notes/methods-used.md": entry("Text.", title="Methods", order="2"),
            "notes/about.md": entry("Text.", title="About", order="1"),
            "incidents/a.md": incident(locations="[x]"),
        },
    )
    build_site(tmp_path)
    assert menu(page(tmp_path, "about.html")) == [
        '<a href="index.html">Latest</a>',
        '<a href="timeline.html">Timeline</a>',
        '<a href="incidents/index.html">Archive</a>',
        '<a href="locations/index.html">Locations</a>',
        '<a href="sources/index.html">Sources</a>',
        '<a href="search.html">Search</a>',
        '<a href="about.html" aria-current="page">About</a>',
        '<a href="methods-used.html">Methods</a>',
    ]
    assert menu(page(tmp_path, "locations/index.html"))[3:5] == [
        '<a href="../locations/index.html" aria-current="page">Locations</a>',
        '<a href="../sources/index.html">Sources</a>',
    ]
    assert menu(page(tmp_path, "incidents/a.html"))[3] == '<a href="../locations/index.html">Locations</a>'


def test_a_site_in_another_language_reads_its_way(tmp_path: Path) -> None:
    """The language decides direction and dates."""
    make_site(
        tmp_path,
        {
            "chronicle.toml": 'format = 1\ntitle = "Log"\nlanguage = "ar"\nurl = "https://example.org"\n',
            "incidents/a.md": incident(),
        },
    )
    build_site(tmp_path)
    html = page(tmp_path, "incidents/a.html")
    assert '<html lang="ar" dir="rtl">' in html
    assert "أكتوبر" in html


def test_english_numbers_of_people_are_read_in_their_order_from_the_right_too(tmp_path: Path) -> None:
    """A language without a translation has English words, which would stand behind the number before them."""
    claims = "[{killed: 1-5, injured: 3, source: Reuters}, {killed: 2, source: AFP}]"
    make_site(
        tmp_path,
        {
            "chronicle.toml": f'{CONFIG}language = "fa"\n',
            "incidents/a.md": incident(casualties=claims, locations="[Base]"),
            "incidents/b.md": incident(locations="[Base]"),
        },
    )
    build_site(tmp_path)
    told = {name: page(tmp_path, name) for name in ("incidents/a.html", "index.html", "2023/index.html")}
    assert "<span><bdi>\u20681 to 5\u2069 killed, 3 injured</bdi></span>" in told["2023/index.html"]
    assert '<span class="toll"><bdi>\u2068at least 1\u2069 killed, \u2068at least 3\u2069 injured' in told["index.html"]
    assert all("<strong><bdi>at least 1</bdi></strong>" in told[name] for name in ("index.html", "2023/index.html"))
    assert "<dd><bdi>1 to 5</bdi></dd>" in told["incidents/a.html"]
    assert "<td><bdi>1 to 5</bdi></td>" in told["incidents/a.html"]
