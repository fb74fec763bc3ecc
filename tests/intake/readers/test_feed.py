"""Feeds: each item is an article, known again by itself; what cannot be read is one line."""

from __future__ import annotations

import datetime as dt

import pytest

from chronicle.intake.readers import RawText, read_seed_text
from chronicle.problems import Problem

TEXT = "Two policemen were wounded on Monday near the market, the police said."
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Basra Daily</title>'
    "<language>en-gb</language>%s</channel></rss>"
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Basra Daily</title>%s</feed>'


def item(number: int, text: str = TEXT, more: str = "") -> str:
    """An item of an RSS feed."""
    return (
        f"<item><title>Story {number}</title><link>https://b.example/{number}</link><guid>b-{number}</guid>"
        f"<pubDate>Tue, 05 Mar 2024 23:30:00 +0300</pubDate><description>{text}</description>{more}</item>"
    )


def read(feed: str, encoding: str = "utf-8") -> tuple[tuple[RawText, ...], tuple[Problem, ...]]:
    """What a feed comes to."""
    return read_seed_text("seeds/feed.xml", feed.encode(encoding))


def test_each_item_is_an_article() -> None:
    """The items come in the feed's order, with what the feed says of them."""
    (first, second), problems = read(RSS % (item(1) + item(2)))
    assert problems == ()
    assert (first.title, second.title, first.text) == ("Story 1", "Story 2", TEXT)
    assert (first.published, first.publisher, first.url) == (dt.date(2024, 3, 5), "Basra Daily", "https://b.example/1")
    assert (first.language, first.seed, first.part) == ("en", "seeds/feed.xml", "item 1 “Story 1”")


def test_an_item_is_known_again_in_a_feed_that_grew() -> None:
    """The digest is the item's own: neither other items nor its place in the feed change it."""
    old, _ = read(RSS % item(1))
    new, _ = read(RSS % (item(2) + item(1)))
    assert old[0].sha256 == new[1].sha256 != new[0].sha256


def test_the_full_text_goes_before_the_summary() -> None:
    """`content:encoded` is HTML and is read like a page: paragraphs, without captions and other boxes."""
    encoded = (
        f"<content:encoded><![CDATA[<p>KIRKUK - {TEXT}</p><figure><figcaption>A car</figcaption></figure>"
        "<script>x()</script><p>One died.<br><br>He was 30.</p><div class='share'>Share</div>]]></content:encoded>"
    )
    ((raw,), _) = read(RSS % item(1, "Short.", encoded))
    assert raw.text == f"KIRKUK - {TEXT}\n\nOne died.\n\nHe was 30."


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<content type="html">&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;</content>', "Two & three."),
        (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two.</p><p>Three.</p></div></content>',
            "Two.\n\nThree.",
        ),
        ("<summary>Two men.\n\nThree men.</summary>", "Two men.\n\nThree men."),
    ],
)  # fmt: skip
def test_atom_is_read_in_all_its_forms(content: str, text: str) -> None:
    """Text, escaped HTML and XHTML; an entry without a day of publication has that of its last change."""
    entry = f"<entry><title>A</title><id>1</id><updated>2024-03-05T01:00:00+03:00</updated>{content}</entry>"
    (raw,), problems = read(ATOM % entry)
    assert (raw.text, raw.published, raw.language, problems) == (text, dt.date(2024, 3, 5), "en", ())


def test_an_item_of_another_paper_names_it() -> None:
    """A feed that gathers others' stories says whose they are."""
    ((raw,), _) = read(RSS % item(1, more='<source url="https://n.example/rss">The Northern Post</source>'))
    assert raw.publisher == "The Northern Post"


def test_an_item_without_text_is_told_and_the_others_go_on() -> None:
    """The line says which item it was."""
    texts, problems = read(RSS % (item(1, "") + item(2) + item(3, "&lt;img src=x onerror=y&gt;")))
    assert [raw.title for raw in texts] == ["Story 2"]
    assert [(problem.level, problem.message) for problem in problems] == [
        ("warning", "item 1 “Story 1” has no text; it is left out"),
        ("warning", "item 3 “Story 3” has no text; it is left out"),
    ]


def test_an_item_that_is_too_much_is_left_out_alone() -> None:
    """The limits of a page hold for each item."""
    texts, (problem,) = read(RSS % (item(1, "&lt;b&gt;" * 300 + TEXT) + item(2)))
    assert [raw.title for raw in texts] == ["Story 2"]
    assert problem.message == (
        "item 1 “Story 1” has tags nested more than 200 deep; save the article's text as .txt; it is left out"
    )


def test_of_a_very_long_feed_the_head_is_read() -> None:
    """The rest is told, not dropped in silence."""
    texts, (problem,) = read(RSS % "".join(item(number) for number in range(600)))
    assert (len(texts), problem.message) == (500, "has 600 items; only the first 500 were read")


def test_a_feed_with_a_slip_is_read_with_a_warning() -> None:
    """An ampersand that is not escaped costs no article."""
    texts, (problem,) = read(RSS % item(1).replace("Story", "Blood & tears"))
    assert [(raw.title, raw.text) for raw in texts] == [("Blood & tears 1", TEXT)]
    assert (problem.level, problem.code) == ("warning", "feed-form")


def test_a_reference_to_no_letter_costs_no_feed() -> None:
    """Old systems write an emoji as its halves; a control is a space, and what Windows wrote stays what it was."""
    texts, problems = read(RSS % item(1).replace("Story", "B&#xd83d;&#56832;m&#7;b&#0;s&#xFFFE;&#1114112; &#146;"))
    assert ([raw.title for raw in texts], problems) == (["B😀m b s ’ 1"], ())


def test_a_title_that_nobody_sees_is_none() -> None:
    """The article is called after its first sentence then."""
    texts, _ = read(RSS % item(1).replace("Story 1", "&#x3164;&#x200b;"))
    assert [raw.title for raw in texts] == [""]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel><item>'
)
DOCTYPE = "declares a document type (<!DOCTYPE or <!ENTITY), which feeds do not need; delete it"


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (LAUGHS.encode() + b"<title>&b;</title></item></channel></rss>", "seed-doctype", DOCTYPE),
        (b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss version="2.0"/>', "seed-doctype", DOCTYPE),
        (LAUGHS.encode("utf-16"), "seed-doctype", DOCTYPE),
        (b'<?xml version="1.0" encoding="utf-7"?>' + LAUGHS[21:].encode("utf-7"), "seed-encoding",
         "says that it is utf-7, but is not; save it as UTF-8 and say so in its first line"),
        ((RSS % item(1, "Caf\u00e9")).encode("latin-1"), "seed-encoding",
         "says that it is UTF-8, but is not; save it as UTF-8 and say so in its first line"),
        ((RSS % "").encode(), "seed-format", "is a feed without items"),
        (b"<feedback>x</feedback>", "seed-format", "is XML, but no RSS or Atom feed"),
        (b"\x01<<>>", "seed-format",
         "is no feed that can be read: not well-formed (invalid token) in line 1; save it again from its address"),
    ],
)  # fmt: skip
def test_a_feed_that_cannot_be_read_is_one_line(data: bytes, code: str, message: str) -> None:
    """A bomb, a lie about the encoding, or rubbish: nothing is read of it."""
    assert read_seed_text("a.xml", data) == ((), (Problem(path="a.xml", code=code, message=message),))


def test_a_document_type_inside_quoted_html_is_no_bomb() -> None:
    """Papers put whole pages into their items."""
    (raw,), problems = read(RSS % item(1, f"<![CDATA[<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>]]>"))
    assert (raw.text, problems) == (TEXT, ())


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_a_feed_is_read_in_the_encoding_it_names(encoding: str) -> None:
    """Old papers send what their systems write."""
    (raw,), problems = read((RSS % item(1, "Взрыв.")).replace("UTF-8", encoding), encoding)
    assert (raw.text, problems) == ("Взрыв.", ())
