"""The map page: what it says without script, what it hands to its script, and what it needs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sites import CONFIG, build_site, incident, linked, location, make_site, page, write

from chronicle.config import parse_config
from chronicle.pages.edition import Edition, edition
from chronicle.pages.maps.basemap import COARSE, countries
from chronicle.pages.maps.located import located
from chronicle.pages.maps.map_page import BasemapView, draw_basemap, map_pages, map_problems
from chronicle.text.wording import language

if TYPE_CHECKING:
    from pathlib import Path

LEAFLET = frozenset({"leaflet.js", "leaflet.css"})
FILES = {
    "locations/iraq.md": location("Iraq", kind="country", coordinates="[33, 44]", country_code="IQ"),
    "locations/base.md": location("Base", parent="iraq", coordinates="[33.8, 42.4]", precision="exact"),
    "incidents/a.md": incident("One", "2023-10-01", locations="[base]"),
    "incidents/b.md": incident("Two", "2023-10-02", locations="[iraq, base]"),
    "incidents/c.md": incident("Three", "2023-10-03"),
}


def made(files: dict[str, str], config: str = CONFIG) -> Edition:
    """The edition of a few files."""
    chronicle, _ = linked(files, config=config)
    settings, _ = parse_config(config)
    assert settings
    return edition(chronicle, settings, language("en"))


def settings_of(html: str) -> dict[str, Any]:
    """What the page hands to its script."""
    block = re.search(r'id="map-settings">(.*?)</script>', html)
    assert block
    found: dict[str, Any] = json.loads(block[1])
    return found


def test_the_page_says_all_without_script(tmp_path: Path) -> None:
    """Counts, the drawn map with links, the list of places, and the way to what is on no map."""
    folder = make_site(tmp_path, FILES)
    build_site(folder)
    html = page(folder, "map.html")
    assert "Incidents: 2. Places: 2." in html
    assert '<a href="unplaced.html">1 incident is not on the map</a>' in html
    assert '<a href="locations/base.html" aria-label="Base: 2 incidents"><circle ' in html
    assert '<a href="locations/base.html">Base</a> <span class="data">2</span>' in html
    assert "Three" in page(folder, "unplaced.html")
    assert '<a href="map.html" aria-current="page">Map</a>' in html


def test_the_script_is_told_sizes_words_and_outlines() -> None:
    """A country is tinted as a whole; no tile server is named unless the settings do it."""
    pages = {page.address: page for page in map_pages(made(FILES), located(made(FILES)), LEAFLET)}
    assert set(pages) == {
        "map.html",
        "assets/data/basemap-110m.js",
        "assets/data/basemap-50m.js",
        "unplaced.html",
    }
    settings = pages["map.html"].shown().settings
    assert settings["outlined"] == {"iraq": "IQ"}
    assert (settings["tiles"], settings["attribution"]) == ("", "")
    tiles = '[map]\ntiles = "https://tiles.example.org/{z}/{x}/{y}.png"\nattribution = "© <b>Somebody"\n'
    own = made(FILES, CONFIG + tiles)
    settings = next(iter(map_pages(own, located(own), LEAFLET))).shown().settings
    assert settings["tiles"] == "https://tiles.example.org/{z}/{x}/{y}.png"
    assert settings["attribution"] == "© <b>Somebody"


def test_settings_cannot_end_their_block(tmp_path: Path) -> None:
    """Whatever the owner writes stays data."""
    tiles = '[map]\ntiles = "https://t.example.org/{z}/{x}/{y}.png"\nattribution = "</script><script>alert(1)"\n'
    folder = make_site(tmp_path, {**FILES, "chronicle.toml": CONFIG + tiles})
    build_site(folder)
    html = page(folder, "map.html")
    assert settings_of(html)["attribution"] == "</script><script>alert(1)"
    assert "<script>alert" not in html


def test_without_a_position_there_is_no_map(tmp_path: Path) -> None:
    """No page, no link in the menu, no list of what is missing from it."""
    folder = make_site(tmp_path, {"incidents/a.md": incident()})
    build_site(folder)
    assert not (folder / "site" / "map.html").exists()
    assert not (folder / "site" / "unplaced.html").exists()
    assert "map.html" not in page(folder, "index.html")


def test_a_theme_without_the_library_says_so_and_draws_the_map() -> None:
    """A checkout that was never installed still builds, with one clear warning."""
    own = made(FILES)
    (problem,) = map_problems(located(own), frozenset({"leaflet.css"}))
    assert (problem.level, problem.code) == ("warning", "map-library")
    assert problem.message == "has no leaflet.js: map.html shows a drawn map that cannot be moved"
    pages = list(map_pages(own, located(own), frozenset()))
    assert [page.address for page in pages] == ["map.html", "unplaced.html"]
    assert pages[0].shown().settings is None
    assert list(map_problems(located(own), LEAFLET)) == []
    assert list(map_problems(located(own)._replace(at={}), frozenset())) == []


def test_the_basemap_comes_as_a_script_that_names_countries() -> None:
    """A page from disk may load a script but no data; names are those of the language."""
    text = draw_basemap(BasemapView(detail=COARSE, language="ar")).decode()
    head, data, names = re.split(
        r"\.basemap110m = |;\n\(window.chronicle = window.chronicle \|\| \{\}\)\.countries = ", text
    )
    assert head == "(window.chronicle = window.chronicle || {})"
    assert len(json.loads(data)["countries"]) == len(countries(COARSE))
    assert json.loads(names.rstrip(";\n"))["IQ"] == "العراق"
    assert b"countries =" not in draw_basemap(BasemapView(detail=COARSE))


def test_a_map_is_made_anew_only_when_it_shows_something_else(tmp_path: Path) -> None:
    """A new title changes no map; new coordinates change the place's own and the overview."""
    folder = make_site(tmp_path, FILES)
    build_site(folder)
    write(folder, {"incidents/a.md": incident("Other", "2023-10-01", locations="[base]")})
    assert not [address for address, _ in build_site(folder).reasons if address.endswith(".svg")]
    write(folder, {"locations/base.md": location("Base", parent="iraq", coordinates="[33.9, 42]", precision="exact")})
    changed = [address for address, _ in build_site(folder).reasons if address.endswith(".svg")]
    assert changed == ["locations/base.svg", "map.svg"]
