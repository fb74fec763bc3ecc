"""A site of hostile entries: nothing in any of its files runs, loads or leads away, and each format says it all."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import sqlite3
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import pytest
from hostile import (
    BREAKS,
    LINES,
    MEDIA,
    PAYLOADS,
    config_of,
    fields_of,
    files_of,
    is_harmless,
    live,
    raw_in,
    site_files,
)
from rich import FILES as RICH
from sites import build_site, make_site, page, tree

from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import KINDS
from chronicle.exchange.cells import items_of, plain, with_markup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OUTSIDE: Final = {"project/chronicle.toml", "project/content", "project/site", "project/.chronicle"}
# What holds no words that somebody wrote: choices, numbers, dates, codes, addresses and references, which are judged.
JUDGED: Final = set(
    "date time grade status part_of follows duplicate_of added noindex aliases kind parent coordinates precision "
    "country_code wikidata geonames published url archived language sha256 rights order".split()
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all payloads, and of every sort of thing that an entry can hold."""
    project = tmp_path_factory.mktemp("hostile") / "project"
    build_site(make_site(project, {**RICH, **site_files()}))
    assert {path.relative_to(project.parent).as_posix() for path in project.iterdir()} == OUTSIDE
    assert [path.name for path in project.parent.iterdir()] == ["project"]
    return project / "site"


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """The title of each hostile incident."""
    found = {f"i-{number:03}": line for number, line in enumerate(LINES)}
    return found | {f"p-{number:03}": line for number, line in enumerate(LINES) if len(files_of(number, line)) > 1}


def test_every_field_of_words_has_a_payload() -> None:
    """A field that is added to a kind of entry joins, or is one whose values are judged."""
    laid = "".join(str(text) for text in files_of(0, LINES[0]).values())
    for name, kind in KINDS.items():
        for field in entry_fields(kind):
            assert f"\n{field.name}: " in laid or field.name in JUDGED, f"{name}.{field.name}"
    assert "evidence" in fields_of("")


def test_nothing_is_live_in_any_page(site: Path) -> None:
    """No element, handler, style, scheme or request of a payload is in any page or picture."""
    assert live(site) == {}


def test_no_file_has_a_payload_letter_by_letter(site: Path) -> None:
    """Whoever takes a piece of any file for HTML finds no element of a payload in it, nor what an engine makes."""
    assert raw_in(site) == {}


def test_every_name_of_a_file_is_plain(site: Path) -> None:
    """Whatever things are called, their files are not called so."""
    names = [name for name in tree(site) if not name.startswith(".chronicle-")]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._/-]{1,120}", name)] == []


def test_words_are_shown_as_they_were_written(site: Path, titles: dict[str, str]) -> None:
    """What is made harmless is not lost: a reader sees every sign of a title."""
    for slug, title in titles.items():
        heading = re.search(r"(?s)<h1[^>]*>(.*?)</h1>", page(site, f"incidents/{slug}.html", output="."))
        assert heading
        assert Text(heading[1]).text == title, slug


# ---- files for machines


def test_every_xml_is_well_formed(site: Path) -> None:
    """Feeds, sitemap, pictures and KML are read by a strict parser, and hold what was written."""
    files = [name for name in tree(site) if name.endswith((".xml", ".svg", ".kml"))]
    assert len(files) > 100
    for name in files:
        ET.fromstring((site / name).read_bytes())  # noqa: S314 - our own


def test_every_json_is_json(site: Path) -> None:
    """JSON of all sorts is read again, line by line where it is lines, and no text in it is markup or a formula."""
    for name, data in tree(site).items():
        if name.endswith((".json", ".geojson", ".jsonl")) and not name.startswith((".chronicle-", "pagefind/")):
            for line in data.decode().splitlines() if name.endswith("l") else [data.decode()]:
                json.loads(line)
            assert not re.search('[<>\u2028\u2029]|(?<!\\\\)"[=+@-]', data.decode()), name


def test_json_says_what_was_written(site: Path, titles: dict[str, str]) -> None:
    """Titles, summaries, tags and names of publishers are the same, sign for sign."""
    told = {item["id"]: item for item in json.loads((site / "data/v1/incidents.json").read_bytes())["incidents"]}
    assert {slug: told[slug]["title"] for slug in titles} == titles
    for number, line in enumerate(LINES):
        item = told[f"i-{number:03}"]
        assert [item["summary"], *item["tags"], item["sources"][0]["publisher"]] == [line] * 3


def test_csv_says_what_was_written(site: Path, titles: dict[str, str]) -> None:
    """Every table is read by a plain reader; a cell that was made safe is the same again, in lists too."""
    text = (site / "data/v1/incidents.csv").read_bytes().decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}
    assert {slug: plain(rows[slug]["title"]) for slug in titles} == titles
    assert {plain(rows[slug]["summary"]) for slug in titles if slug[0] == "i"} == set(LINES)
    assert {items_of(plain(rows[slug]["tags"])) for slug in titles if slug[0] == "i"} == {(line,) for line in LINES}


def test_no_cell_of_any_table_is_computed(site: Path) -> None:
    """In no column of no table does a cell begin like a formula, also for whom a semicolon or a tab divides cells."""
    number = re.compile(r"-\d+(?:\.\d+)?\Z")
    tables = [name for name in tree(site) if name.endswith((".csv", ".tsv"))]
    assert len(tables) > 3
    for name in tables:
        text = (site / name).read_bytes().decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not re.match("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell) or number.match(cell), (name, cell)


def test_sqlite_says_what_was_written(site: Path, titles: dict[str, str]) -> None:
    """The database is whole, and each text is the same again."""
    with contextlib.closing(sqlite3.connect(site / "data/v1/chronicle.db")) as base:
        base.text_factory = lambda data: with_markup(data.decode())
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        told = dict(base.execute("SELECT id, title FROM incidents").fetchall())
        assert {slug: told[slug] for slug in titles} == titles
        bodies = base.execute("SELECT text FROM incidents WHERE id LIKE 'b-___' ORDER BY id").fetchall()
        assert len(bodies) == len(PAYLOADS)
        assert all(payload[:5] in text for payload, (text,) in zip(PAYLOADS, bodies, strict=True))


def test_kml_says_what_was_written(site: Path, titles: dict[str, str]) -> None:
    """A placemark is called as the incident, and what describes it has no markup after one more reading."""
    space = "{http://www.opengis.net/kml/2.2}"
    root = ET.fromstring((site / "data/v1/incidents.kml").read_bytes())  # noqa: S314 - our own
    marks = root.findall(f".//{space}Placemark")
    assert set(titles.values()) <= {mark.findtext(f"{space}name") for mark in marks}
    assert [mark for mark in marks if "<" in (mark.findtext(f"{space}description") or "")] == []
    assert root.findall(f".//{space}NetworkLink") == []


# ---- addresses


class Text(HTMLParser):
    """The text of a piece of HTML, as a reader sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        """Keep it."""
        self.text += data


class Addresses(HTMLParser):
    """Every address in a page."""

    NAMES: Final = frozenset("href src srcset action formaction data poster cite background ping xlink:href".split())

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what leads somewhere, and what a page says of itself."""
        values = {name: value or "" for name, value in attrs}
        self.found += [value for name, value in values.items() if name in self.NAMES]
        if tag == "meta" and values.get("property") in {"og:url", "og:image"}:
            self.found.append(values["content"])
        if tag == "meta" and values.get("http-equiv") == "refresh":
            self.found.append(values["content"].partition("url=")[2])


KEYS: Final = re.compile(r"(?i)url|href|uri|sameas|address|path|license|homepage|archived|home_page|image|logo|\Aid\Z")


def in_json(value: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Every text under a key that names an address."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from in_json(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from in_json(item, key)
    elif isinstance(value, str) and KEYS.search(key):
        yield value


def addresses_in(name: str, data: bytes) -> Iterator[str]:
    """Every address in a file of a site."""
    if name.endswith((".html", ".svg")):
        yield from Addresses(data.decode()).found
        for text in re.findall(r'(?s)<script type="application/[a-z+]+"[^>]*>(.*?)</script>', data.decode()):
            yield from in_json(json.loads(text))
    elif name.endswith((".xml", ".kml")):
        for element in ET.fromstring(data).iter():  # noqa: S314 - our own
            yield from (value for key, value in element.attrib.items() if key.endswith(("href", "src", "schemaUrl")))
            yield from [element.text or ""] if element.tag.rpartition("}")[2] in {"loc", "href", "uri", "link"} else []
    elif name.endswith((".json", ".geojson")):
        yield from in_json(json.loads(data))
    elif name.endswith(".csv"):
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            yield from (
                item for key, cell in row.items() if cell and KEYS.search(key) for item in items_of(plain(cell))
            )


def test_every_address_is_one_of_the_web_or_of_the_site(site: Path) -> None:
    """Whatever somebody wrote into any field, no file leads to another scheme than http, https and mailto."""
    count, bad = 0, []
    for name, data in tree(site).items():
        if name.startswith((".chronicle-", "pagefind/")):
            continue
        for address in addresses_in(name, data):
            count += 1
            if not is_harmless(address) and address not in LINES:  # the id of the feed is a name that the settings give
                bad.append((name, address))
    assert bad == []
    assert count > 50_000


def test_the_database_has_addresses_of_the_web_alone(site: Path) -> None:
    """In its columns of addresses, too."""
    with contextlib.closing(sqlite3.connect(site / "data/v1/chronicle.db")) as base:
        found = [row[0] for row in base.execute("SELECT url FROM sources UNION SELECT archived FROM sources") if row[0]]
        found += [row[0] for row in base.execute("SELECT url FROM incidents")]
    assert found
    assert [address for address in found if not re.match("https?://[a-z]", address)] == []


@pytest.mark.parametrize("number", range(len(BREAKS)))
def test_nothing_in_the_settings_runs(tmp_path: Path, number: int) -> None:
    """Words of the settings are words in pages, feeds and data as well."""
    text = " ".join(BREAKS[number].split())
    build_site(make_site(tmp_path, {"chronicle.toml": config_of(text), **files_of(number, text), **MEDIA}))
    assert live(tmp_path / "site") == {}
    assert raw_in(tmp_path / "site") == {}
    assert text in Text(page(tmp_path, "index.html")).text
