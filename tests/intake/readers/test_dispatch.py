"""Seeds as bytes: what each is taken for, and what is refused in plain words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicle.intake.readers import LARGEST_PAGE, read_seed_text
from chronicle.intake.readers.dispatch import kind_of
from chronicle.problems import Problem

TABLE = "is a table or data, no article; its rows are imported when its name ends in .csv, .xlsx or .json"
LAYER = "is a layer of a map; save it as GeoJSON or CSV, as QGIS can, and its rows are imported"
PACKED = "is a PDF, RTF, e-mail, office or packed file; save the article's text as UTF-8 .txt"
BINARY = "is no text file (it contains NUL bytes); save the article's text as UTF-8 .txt"
XML = "is XML, but no RSS or Atom feed; save the article's text as .txt"
LARGE = "is larger than 5 MB; save the article alone, or its text as .txt"
LONG = "has more than 256 kB of text; that is no single article"
DEEP = "has tags nested more than 200 deep; save the article's text as .txt"
DOCTYPE = "declares entities of its own (<!DOCTYPE … [), which are not read; delete the declaration"
MARKUP = "has more markup than an article; save the article's text as .txt"
NO_ARTICLE = "is a page without an article text (it may load it later, or ask to pay); save the text as .txt"
SENTENCE = b"The soldiers were wounded in the blast near the market on Monday, police said. "


@pytest.mark.parametrize(
    ("seed", "data", "kind"),
    [
        ("a.txt", b"A bomb exploded.", "text"),
        ("a", b"[REPORT] A bomb exploded. 3 < 5", "text"),
        ("a.html", b"A bomb exploded.", "text"),
        ("a.txt", b"<!-- saved from url=(0024)https://news.example/ -->\n<!DOCTYPE html>\n<html>", "page"),
        ("a.txt", b"\xff\xfe" + "<p>A bomb".encode("utf-16-le"), "page"),
        ("a.txt", b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html>", "page"),
        ("a.htm", b"<custom-box>A bomb", "page"),
        ("a.html", b"<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>", "feed"),
        ("stdin", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("stdin", b"<rdf:RDF xmlns='x'>", "feed"),
        ("stdin", b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed"),
        ("stdin", b"<?xml version='1.0'?><kml/>", "xml"),
        ("events.CSV", b"Fire, flood and storm", "table"),
        ("stdin", b"title,date,location\nFire,2024-05-01,Basra\n", "table"),
        ("stdin", b'{"type": "FeatureCollection"}', "table"),
        ("stdin", b"Bombs, guns, drones\nBASRA, May 1, 2024 - A bomb exploded.", "text"),
        ("a.xlsx", b"PK\x03\x04", "document"),
        ("a.pdf", b"text", "document"),
        ("a.jpg", b"\x89PNG\0", "binary"),
        ("a.html", b" \n", "empty"),
    ],
)  # fmt: skip
def test_a_seed_is_what_is_in_it_then_what_it_is_called(seed: str, data: bytes, kind: str) -> None:
    """The ending of a name decides only where the content leaves it open."""
    assert kind_of(seed, data) == kind


@pytest.mark.parametrize(
    ("seed", "data", "code", "message"),
    [
        ("a.txt", b" \n", "seed-empty", "is empty"),
        ("a.txt", b"a\0b", "seed-binary", BINARY),
        ("a.csv", b"a,b\n", "seed-format", TABLE),
        ("a.geojson", b"{}", "seed-format", TABLE),
        ("a.zip", b"PK\x03\x04", "seed-format", PACKED),
        ("a.kml", b"<?xml version='1.0'?><kml/>", "seed-format", LAYER),
        ("a.kmz", b"PK\x03\x04", "seed-format", LAYER),
        ("stdin", b"<?xml version='1.0'?><kml/>", "seed-format", XML),
        ("a.html", b"<p>" + b"x" * LARGEST_PAGE, "seed-large", LARGE),
        ("a.html", b"<html>" + b"<p>" + SENTENCE * 13_000, "seed-large", LONG),
        ("a.html", b"<html>" + b"<div>" * 100_000 + SENTENCE, "seed-markup", MARKUP),
        ("a.html", b"<html>" + b"<b>" * 300 + SENTENCE, "seed-markup", DEEP),
        ("a.html", b"<a " * 40_000, "seed-markup", MARKUP),
        ("a.html", b"<html><a" + b"".join(b" a%d=1" % number for number in range(90_000)), "seed-markup", MARKUP),
        ("a.html", b"<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;", "seed-doctype", DOCTYPE),
        ("a.html", b"<!-- a page -->", "seed-empty", NO_ARTICLE),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else "",
)
def test_a_seed_that_cannot_be_read_is_one_line(seed: str, data: bytes, code: str, message: str) -> None:
    """It says what is wrong and how to mend it; nothing is read from such a seed."""
    assert read_seed_text(f"seeds/{seed}", data) == ((), (Problem(path=f"seeds/{seed}", code=code, message=message),))


def test_a_page_that_takes_too_long_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading of a page ends after some seconds of processor time, whatever is in it."""
    monkeypatch.setattr("chronicle.intake.readers.dispatch.SECONDS", 0.05)
    texts, (problem,) = read_seed_text("a.html", b"<html>" + b"<p>x y. " * 39_000)
    assert (texts, problem.code) == ((), "seed-slow")
    assert problem.message == "takes more than 0.05 seconds to read; save the article's text as .txt"


HEADS = b"|<html><p>|<rss version='2.0'><channel><item><description>|<feed><entry>|\xff\xfe|<article>".split(b"|")
PIECES = (
    b"<|>|<p>|</p>|<item>|</item>|<a |&lt;|&#0;|<br>|<![CDATA[|<!--|]]>|<title>|<script type='application/ld+json'>|"
    b'{"@type":"NewsArticle","articleBody":"|"}|<entry>|BAGHDAD - |police said.|\xe9|\x92|\0|\n|<table>|&amp;|'
    b"<content type='html'>"
).split(b"|")


@settings(deadline=None)
@given(
    st.sampled_from(["a.txt", "a.html", "a.xml", "stdin"]),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=40),
)
def test_any_bytes_give_texts_or_problems(seed: str, head: bytes, pieces: list[bytes]) -> None:
    """Whatever a seed is, it gives something to draft from or a line that says why not, and never an exception."""
    texts, problems = read_seed_text(seed, head + b"".join(pieces))
    assert texts or problems
    assert all(raw.text.strip() and raw.sha256 for raw in texts)
    assert all(problem.path == seed and "\n" not in problem.message for problem in problems)


def test_the_importer_loads_no_library_before_a_seed_needs_it() -> None:
    """Plain text needs neither the reader of pages nor that of feeds."""
    program = (
        "import sys, chronicle.intake.importing, chronicle.desk.importing.bringing_in, chronicle.cli\n"
        "chronicle.intake.proposing.read_seed_text('a.txt', b'A bomb exploded.')\n"
        "print(*{'trafilatura', 'feedparser', 'lxml', 'charset_normalizer'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert found.stdout.split() == []
