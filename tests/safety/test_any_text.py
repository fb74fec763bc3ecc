"""Any text in any field: nothing of it is live, and every format says it as it was written."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import sqlite3
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest
from hostile import MEDIA, PAYLOADS, bodies_of, config_of, files_of, live, raw_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import make_site, said, tree

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.exchange.cells import items_of, plain, with_markup
from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pieces of payloads, so that what is drawn is nearly one, and what formats and engines mean something by.
PIECES: Final = sorted(
    {piece for payload in PAYLOADS for piece in payload.replace(">", "> ").replace('"', '" ').split(" ")}
)
SIGNS: Final = [
    "<",
    ">",
    "&",
    '"',
    "'",
    "`",
    "=",
    ";",
    ",",
    "\\",
    "|",
    "[[",
    "]]",
    "](",
    "![",
    "{{",
    "}}",
    "{%",
    "#",
    " ",
    "\u2060",
    "\u200b",
    "\u202e",
    "@",
    "+",
]
TEXTS: Final = st.lists(
    st.sampled_from(PIECES) | st.sampled_from(SIGNS) | st.text(max_size=4),
    min_size=1,
    max_size=12,
).map("".join)  # fmt: skip
SPACE: Final = "{http://www.opengis.net/kml/2.2}"


@contextlib.contextmanager
def built(text: str) -> Iterator[Path | None]:
    """A site with the text in every field, every body and every word of the settings; none where it is no text."""
    folder = Path(tempfile.mkdtemp())
    try:
        files = {"chronicle.toml": config_of(text), **MEDIA, **files_of(0, text), **bodies_of(0, text)}
        result = build(make_site(folder, files), Options())
        assert all(line == printable(line) for line in said(result.problems))
        yield folder / "site" if result.is_done else None
    finally:
        shutil.rmtree(folder)


def is_a_line(text: str) -> bool:
    """Whether an entry can hold it as a line of text: nothing unprintable but what writing needs, and something."""
    shown = all(unicodedata.category(char) not in {"Cc", "Cs", "Cn", "Zl", "Zp"} for char in text)
    return shown and bool(text.split()) and len(text) < 2000


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS.filter(is_a_line))
def test_any_text_is_a_text_everywhere(text: str) -> None:
    """Pages are dead, XML, JSON, CSV, KML and SQLite are read by strict readers, and all say the same."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    with built(text) as site:
        if site is None:
            return
        assert live(site) == {}
        assert raw_in(site) == {}
        files = tree(site)
        assert all(ET.fromstring(data) for name, data in files.items() if name.endswith((".xml", ".svg")))  # noqa: S314
        assert all(json.loads(data) for name, data in files.items() if name.endswith((".json", ".geojson")))
        assert titles_in_csv(files["data/v1/incidents.csv"])["i-000"] == [line, line, (line,)]
        assert titles_in_json(files["data/v1/incidents.json"])["i-000"] == [line, line, (line,)]
        assert titles_in_database(site / "data/v1/chronicle.db")["i-000"] == [line, line, (line,)]
        kml = ET.fromstring(files["data/v1/incidents.kml"])  # noqa: S314 - our own
        names = [mark.findtext(f"{SPACE}name") for mark in kml.iter(f"{SPACE}Placemark")]
        assert line in names


def titles_in_csv(data: bytes) -> dict[str, list[object]]:
    """Title, summary and tags of each incident."""
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
    return {row["id"]: [plain(row["title"]), plain(row["summary"]), items_of(plain(row["tags"]))] for row in rows}


def titles_in_json(data: bytes) -> dict[str, list[object]]:
    """Title, summary and tags of each incident."""
    items = json.loads(data)["incidents"]
    return {item["id"]: [item["title"], item.get("summary"), tuple(item.get("tags") or ())] for item in items}


def titles_in_database(path: Path) -> dict[str, list[object]]:
    """Title, summary and tags of each incident."""
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.text_factory = lambda data: with_markup(data.decode())
        rows = base.execute("SELECT id, title, summary, tags FROM incidents").fetchall()
    return {slug: [title, summary, tuple(json.loads(tags or "[]"))] for slug, title, summary, tags in rows}


@pytest.mark.parametrize("text", ["\0", "\x1b[31m", "\u0085", "\ud800", "\uffff", "\u2028", " "])
def test_what_is_no_text_is_an_error_or_a_space(text: str) -> None:
    """What no format can hold never gets as far as a file."""
    with built(f"a{text}b".encode("utf-8", "replace").decode()) as site:
        assert site is None or live(site) == {}
