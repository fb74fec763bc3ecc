"""Web pages: no paragraph of an article is lost, nothing around it is taken, and its metadata is used."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import ALL, DATELINE, JUNK, LAYOUTS, STORY

from chronicle.intake.article import ArticleText, read_article
from chronicle.intake.readers import RawText, read_seed_text
from chronicle.intake.words import ENGLISH


def page(html: str, encoding: str = "utf-8") -> RawText:
    """The article of a page."""
    (raw,), problems = read_seed_text("seeds/a.html", html.encode(encoding))
    assert problems == ()
    return raw


def article(html: str) -> ArticleText:
    """The same, cleaned."""
    return read_article(page(html), ENGLISH)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_paragraph_of_a_page_is_kept_and_nothing_else(layout: str) -> None:
    """However a page is laid out, its article is its paragraphs: the first, the short ones and the last too."""
    found = article(LAYOUTS[layout])
    assert found.paragraphs == STORY
    assert (found.dateline_place, found.agency) == ("KIRKUK, Iraq", "Reuters")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_boxes_around_an_article_are_not_read(layout: str) -> None:
    """Newsletters, other stories, captions, authors and footers never reach the text."""
    assert [words for words in JUNK if words in page(LAYOUTS[layout]).text] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_says_what_its_article_is(layout: str) -> None:
    """Title, day, publisher, address and language come from the page's head."""
    raw = page(LAYOUTS[layout])
    assert (raw.title, raw.published) == ("Bomb kills three policemen near Kirkuk", dt.date(2024, 3, 4))
    assert (raw.publisher, raw.url, raw.language) == (
        "The Northern Post",
        "https://post.example/news/kirkuk-bomb",
        "en",
    )


WORDS = st.lists(st.text(st.characters(codec="utf-8", categories=["Ll"]), min_size=1), min_size=3, max_size=12)


@settings(deadline=None)
@given(st.lists(WORDS.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=8, unique=True))
def test_every_word_of_an_articles_paragraphs_survives(paragraphs: list[str]) -> None:
    """Long or short, in any letters: what stands in a page's `article` is read."""
    found = page(f"<html><body><article>{''.join(f'<p>{text}</p>' for text in paragraphs)}</article></body></html>")
    assert found.text.split() == " ".join(paragraphs).split()


def test_all_layouts_hold_the_story() -> None:
    """The layouts are what the other tests believe them to be."""
    assert DATELINE + STORY[0] == ALL[0]
    assert len(LAYOUTS) > 15


LINKED = (
    '<html><head><title>Old title</title><script type="application/ld+json">%s</script></head>'
    "<body><article><h1>Old title</h1><p>Two policemen were wounded on Monday near the market, they said.</p>"
    "</article></body></html>"
)


def test_linked_data_goes_before_the_pages_head() -> None:
    """What a page says to machines of its article is more exact than its title."""
    raw = page(
        LINKED % '{"@type": "ReportageNewsArticle", "headline": "Two &amp; wounded", "datePublished": '
        '"2024-03-05T00:30:00+03:00", "publisher": {"name": "Basra Daily"}, "url": "https://b.example/1", '
        '"inLanguage": "ar-IQ"}'
    )
    assert (raw.title, raw.published, raw.publisher) == ("Two & wounded", dt.date(2024, 3, 5), "Basra Daily")
    assert (raw.url, raw.language) == ("https://b.example/1", "ar")


def test_linked_data_is_read_out_of_its_wrapping() -> None:
    """Pages that were made as XHTML hide scripts from old parsers."""
    assert (
        page(LINKED % '\n//<![CDATA[\n{"@type": "NewsArticle", "headline": "New title"}\n//]]>\n').title == "New title"
    )


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 5_000,
        "<!-- null -->",
        '{"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00Z"}',
        '{"@type": 5}',
        '{"@type": "NewsArticle", "headline": [], "publisher": [7], "url": {}}',
        '{"@type": "NewsArticle", "datePublished": "2024-13-45", "url": "javascript:alert(1)", "publisher": "//a.io"}',
    ],
)
def test_rubbish_in_linked_data_says_nothing(script: str) -> None:
    """What is not known stays empty: an address is no publisher, a script no address, month 13 no date."""
    raw = page(LINKED % script)
    assert (raw.title, raw.published, raw.publisher, raw.url) == ("Old title", None, "", "")


def test_a_day_that_a_page_only_seems_to_say_is_not_taken() -> None:
    """A date in the text or the footer is no day of publication."""
    raw = page(
        "<html><body><p>26 November 2026</p><article><h1>A war</h1><p>The war began on 20 March 2003.</p></article>"
        '<time datetime="2020-01-01">2020</time><p>© 2019 News</p></body></html>'
    )
    assert raw.published is None


@pytest.mark.parametrize(
    "said",
    [
        '<meta name="DC.date.issued" content="2024-03-05">',
        '<meta itemprop="datePublished" content="20240305T101500Z">',
        '<meta name="date" content="2023-01-01"><meta name="pubdate" content="Tue, 05 Mar 2024 10:15:00 +0300">',
        '<link rel="canonical" href="https://n.example/2024/03/05/port">',
        '<time datetime="2020-01-01">then</time><time itemprop="datePublished" datetime="2024-03-05T10:15">now</time>',
        '<time datetime="2020-01-01">2020</time><h1>Port</h1><div>Jane <time datetime="2024-03-05">5/3</time></div>',
        "<h1>Port</h1><p>By Jane Field</p><p>Published: 5 March 2024</p>",
    ],
)
def test_the_day_of_publication_is_where_pages_say_it(said: str) -> None:
    """In the head, a marked `time`, the address, or a line between the headline and the text."""
    assert page(
        f"<html><body>{said}<article><p>Two men were shot in the port of Basra.</p></article></body></html>"
    ).published == (dt.date(2024, 3, 5))


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [('<meta charset="windows-1256">', "cp1256"), ("<meta charset=utf-7>", "utf-8"), ("", "cp1252"), ("", "utf-16")],
)
def test_a_page_is_read_in_its_own_encoding(declared: str, encoding: str) -> None:
    """What the page says counts when it can be true, else what its bytes are."""
    words = "قتل ثلاثة جنود." if encoding == "cp1256" else "The café’s owner was killed."
    assert page(f"<html><head>{declared}</head><body><article><p>{words}</p></article>", encoding).text == words


@pytest.mark.parametrize(
    "body",
    [
        "<noscript>You need JavaScript to run this app.</noscript><div id=root></div>",
        "<ul>" + "<li><a href=x>Minister opens the new bridge</a></li>" * 20 + "</ul>",
        "<form><input><select><option>Choose.</option></select></form>",
    ],
)
def test_a_page_without_an_article_is_one_problem(body: str) -> None:
    """A shell that loads its text later, or a list of links, drafts nothing."""
    texts, (problem,) = read_seed_text("a.html", f"<html><body>{body}</body></html>".encode())
    assert (texts, problem.code) == ((), "seed-empty")


def test_nothing_of_a_script_or_style_is_text() -> None:
    """Code in the middle of an article is not read."""
    found = page(
        "<article><p>Two men were shot.</p><script>var a = 'shot.';</script><style>p {}</style><p>One died.</p>"
    )
    assert found.text == "Two men were shot.\n\nOne died."


def test_text_laid_out_in_lines_keeps_its_paragraphs() -> None:
    """Agency copy in `pre` has empty lines between its paragraphs."""
    found = page(
        "<html><body><pre>QUITO (EFE) - Two men\nwere shot on Monday in the port.\n\nPolice came.</pre></body></html>"
    )
    assert found.text == "QUITO (EFE) - Two men were shot on Monday in the port.\n\nPolice came."
