"""Every link of a built site resolves: at the root of a host, below a folder, and from the disk."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from sites import PICTURE, Links, build_site, entry, incident, location, make_site, tree

from chronicle.pages.lists import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "chronicle.toml": (
        'format = 1\ntitle = "Log"\ndescription = "A log."\nurl = "https://example.org/repo/"\n'
        '[repository]\nurl = "https://git.example/o/r"\n'
    ),
    "locations/iraq.md": location("Iraq", kind="country", coordinates="[33, 44]", precision="country"),
    "locations/anbar/anbar.md": location(
        "الأنبار", parent="iraq", names="{en: Anbar}", aliases="[locations/al-anbar.html]"
    ),
    "locations/anbar/base.md": location("Ain al-Asad", parent="anbar", body="A base in [[iraq]]."),
    "actors/us.md": location("US forces", kind="state-force", body="See [[Rockets]]."),
    "actors/cjtf.md": location("CJTF", parent="us", aliases="[cjtf.html]"),
    "articles/2023/r.md": entry(
        "Text with [[base]].",
        title="Три атаки",
        publisher="Рейтерс",
        via="AFP",
        published="2023-10-20",
        url="https://paper.example/1",
        archived="https://archive.example/1",
        language="ru",
    ),
    "notes/about.md": entry(
        "[[Rockets]] [[Нигде]] [file](../media/list.pdf) [home](https://x.example) <mail@x.example>[^1]\n\n[^1]: Note.",
        title="About",
    ),
    "incidents/2023/10/rockets.md": incident(
        "Rockets",
        "2023-10-19",
        "In Ain al-Asad, الأنبار and [[Drones]]. ![A base](../media/sub/base.png)\n\n## Part\n\n[^a]\n\n[^a]: N",
        locations="[base, 東京, '???']",
        types="[rocket-attack, Sonstiges Ärgernis]",
        actors="[{actor: us, role: target}, {actor: 'Группа', role: claimed}]",
        casualties="[{killed: 1-5, source: r}, {injured: 3, source: BBC}]",
        sources="[{article: r}, {url: 'https://bbc.example/1', publisher: BBC, archived: 'https://archive.example/2'}]",
        media="[{file: media/sub/base.png, alt: Base}, {file: media/list.pdf, alt: List}]",
        aliases="[old.html, incidents/old/index.html]",
        updates="[{date: 2023-10-20, kind: correction, text: Better}]",
        evidence="[{field: date, quote: On Thursday}]",
    ),
    "incidents/drones.md": incident("Drones", "2023-10-20/2023-10-21", locations="[base]", part_of="rockets"),
    "incidents/month.md": incident("Month", "2023-11", follows="drones", locations="[base]"),
    "incidents/year.md": incident("Year", "2022", duplicate_of="drones"),
    "incidents/open.md": incident("Open", '"2023-12-01~/.."'),
    "incidents/draft.md": incident("Draft", "2024-01-01", status="draft", locations="[Hidden]"),
    "incidents/gone.md": incident("Gone", "2024-01-01", status="withdrawn", types="[bombing]", locations="[Past]"),
    "media/sub/base.png": PICTURE,
    "media/list.pdf": b"%PDF-1.4",
}
for _date in ("2015", "2016-05~", "2017-12-31/2019-01-02", "2018-02-28", "2018~/2018-03", "2020-03-01/.."):
    FILES[f"incidents/dam-{len(FILES)}.md"] = incident("At the dam", f'"{_date}"', locations="[Dam]")
ANCHORS = re.compile(r'<a id="(\d\d)">').findall
for _number in range(LONGEST - 1):
    FILES[f"incidents/many-{_number:03}.md"] = incident(f"No. {_number}", "2021-05-05", locations="[base]")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A rich little site, by address."""
    return built(tmp_path_factory.mktemp("crawl"), FILES)


@pytest.fixture(scope="module")
def without_days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same without pages of days, and with days that only ranges have, one of them in two months."""
    ranges = {
        "incidents/range.md": incident("Range", "2023-09-29/2023-10-02"),
        "incidents/about.md": incident("About", '"2023-10-20~"'),
    }
    return built(
        tmp_path_factory.mktemp("days"),
        {**FILES, **ranges, "chronicle.toml": f"{FILES['chronicle.toml']!s}[archive]\ndays = false\n"},
    )


def built(folder: Path, files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """The site of these files, by address."""
    build_site(make_site(folder, files))
    return tree(folder / "site")


def pages(site: dict[str, bytes]) -> dict[str, Links]:
    """The links of every HTML page."""
    return {name: Links(data.decode()) for name, data in site.items() if name.endswith(".html")}


def inside(link: str) -> bool:
    """Whether a link names neither host nor scheme."""
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def test_the_site_has_all_kinds_of_pages(site: dict[str, bytes]) -> None:
    """What is crawled below is a site of every kind of page."""
    assert {
        "locations/anbar.html",
        "locations/base/2021.html",
        "locations/dam.html",
        "locations/x-a03b221c.html",
        "locations/dongjing.html",
        "sources/reyters.html",
        "actors/gruppa.html",
        "2023/10/20.html",
        "incidents/old/index.html",
        "media/sub/base.png",
    } <= set(site)
    assert not any("hidden" in name or "draft" in name for name in site)


@pytest.mark.parametrize(
    ("base", "name_of_site"),
    [("https://example.org/", "site"), ("https://example.org/repo/", "site"), ("https://example.org/", "without_days")],
)
def test_no_link_is_broken_on_a_host(request: pytest.FixtureRequest, base: str, name_of_site: str) -> None:
    """At the top of a host and below a folder each link leads to a file of the site, and each anchor to an id."""
    site: dict[str, bytes] = request.getfixturevalue(name_of_site)
    found = pages(site)
    broken = []
    for name, links in found.items():
        if name == "404.html":
            continue
        for _, _, value, _ in links.found:
            if not inside(value):
                continue
            target, _, anchor = urljoin(base + name, value).partition("#")
            address = unquote(target.removeprefix(base))
            if address not in site or (anchor and address in found and unquote(anchor) not in found[address].ids):
                broken.append((name, value))
    assert broken == []


def test_no_link_is_broken_from_the_disk(site: dict[str, bytes]) -> None:
    """Opened as files, each link names a file in full: no folder, no address from the root."""
    broken = []
    for name, links in pages(site).items():
        if name == "404.html":
            continue
        for _, _, value, _ in links.found:
            path = unquote(urlsplit(value).path)
            if inside(value) and path and posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) not in site:
                broken.append((name, value))
    assert broken == []


def test_days_without_pages_are_found_in_their_months(without_days: dict[str, bytes]) -> None:
    """Calendars and lists lead to each day in the list of its month, where it is told most exactly, once."""
    assert not [name for name in without_days if re.fullmatch(r"\d{4}/\d{2}/\d{2}\.html", name)]
    months = {name: data.decode() for name, data in without_days.items() if re.fullmatch(r"\d{4}/\d{2}/.*", name)}
    cells = {name: re.findall(r'<td class="heat-\d"><a href="[^"#]*#(\d\d)"', html) for name, html in months.items()}
    assert cells["2023/09/index.html"] == ["29", "30"]
    assert cells["2023/10/index.html"] == ["01", "02", "19", "20", "21"]
    for name, html in months.items():
        assert sorted(ANCHORS(html)) == cells[name], name
    groups = months["2023/10/index.html"].split('<li class="day">')
    titles = {day: re.findall(r'dir="auto" href="[^"]*">([^<]*)', each) for each in groups for day in ANCHORS(each)}
    assert titles == {"01": ["Range"], "02": ["Range"], "19": ["Rockets"], "20": ["About"], "21": ["Drones"]}
    assert '<a href="2023/10/index.html#19"><time datetime="2023-10-19">' in without_days["index.html"].decode()


def test_the_page_for_lost_addresses_leads_into_the_site(site: dict[str, bytes]) -> None:
    """404.html is shown at any depth: its links begin with the folder of the site."""
    links = [value for _, _, value, _ in Links(site["404.html"].decode()).found if inside(value)]
    anchors = [link for link in links if link.startswith("#")]
    assert anchors == ["#main"]
    assert [link for link in links if link not in anchors and link.removeprefix("/repo/") not in site] == []
    assert all(link.startswith("/repo/") for link in links if link not in anchors)


def test_only_sources_and_canonical_links_name_another_host(site: dict[str, bytes]) -> None:
    """A full address stands in an <a> to a source, to the entry's file or as its permanent address, or is canonical."""
    outside = {
        (tag, attribute, rel) if rel == "canonical" else (tag, attribute, urlsplit(value).hostname or value)
        for links in pages(site).values()
        for tag, attribute, value, rel in links.found
        if not inside(value)
    }
    assert outside == {
        ("link", "href", "canonical"),
        ("a", "href", "example.org"),  # the permanent address of an incident
        ("a", "href", "git.example"),
        ("a", "href", "paper.example"),
        ("a", "href", "archive.example"),
        ("a", "href", "bbc.example"),
        ("a", "href", "x.example"),
        ("a", "href", "mailto:mail@x.example"),
    }


def test_no_page_asks_another_host_for_anything(site: dict[str, bytes]) -> None:
    """Nothing is loaded from elsewhere: not by elements, not by style sheets, not by redirects."""
    for name, links in pages(site).items():
        for tag, attribute, value, rel in links.found:
            assert tag == "a" or rel == "canonical" or inside(value), (name, tag, attribute, value)
    # The map library's style names pictures for controls that the map does not have.
    styles = [data.decode() for name, data in site.items() if re.search(r"(?<!leaflet)\.css$|\.svg$", name)]
    styles += [
        style
        for data in site.values()
        for style in re.findall(r"<style.*?</style>|style=\"[^\"]*", data.decode("utf-8", "replace"))
    ]
    for style in styles:
        without_names = style.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]|@import|url\(", without_names)


def test_no_page_needs_a_script(site: dict[str, bytes]) -> None:
    """The site reads completely without scripts, and nothing in it is an event handler."""
    for name, data in site.items():
        if name.endswith((".html", ".svg")):
            assert not re.search(rb"<[^>]*\son[a-z]+\s*=", data), name
            assert b"javascript:" not in data, name


def test_canonical_links_and_sitemap_name_pages_of_the_site(site: dict[str, bytes]) -> None:
    """Each full address of the site in canonical links, sitemap and feed leads to one of its files."""
    texts = [data.decode() for name, data in site.items() if name.endswith((".html", ".xml", "robots.txt"))]
    named = {found for text in texts for found in re.findall(r"https://example\.org/repo/([^\s\"<>&}#]*)", text)}
    assert sorted(unquote(address) for address in named if unquote(address) not in site) == [""]


def test_every_page_has_one_heading_a_title_and_a_language(site: dict[str, bytes]) -> None:
    """Each page has exactly one first heading, and says what it is and in which language."""
    for name, data in site.items():
        if name.endswith(".html"):
            text = data.decode()
            assert len(re.findall(r"<h1[ >]", text)) == 1, name
            assert re.search("<title>[^<]+</title>", text), name
            assert '<html lang="en" dir="ltr">' in text, name
            ids = re.findall(r'\sid="([^"]*)"', text)
            assert len(ids) == len(set(ids)), name


def test_a_published_folder_needs_no_other_program(site: dict[str, bytes]) -> None:
    """GitHub Pages is told to serve the files as they are."""
    assert site[".nojekyll"] == b""
