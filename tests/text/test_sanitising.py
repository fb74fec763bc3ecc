"""What is told of a tree without a parser is what the sanitiser makes of its HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st
from markdown.serializers import to_html_string

from chronicle.text import markdown_writing
from chronicle.text.markup import render
from chronicle.text.sanitising import sanitised, sanitised_tree

if TYPE_CHECKING:
    import pytest

TAGS = (
    "a blockquote br code div em h1 h2 hr img li ol p pre script strong sup svg table tbody td th thead tr ul".split()
)
# What Markdown puts into an element; into the others, words.
USUAL = {
    "div": ["p", "ul", "ol", "table", "pre", "blockquote", "h2", "hr", "div"],
    "blockquote": ["p", "ol"],
    "li": ["p", "ul", "a", "em"],
    "ul": ["li"],
    "ol": ["li"],
    "table": ["thead", "tbody"],
    "thead": ["tr"],
    "tbody": ["tr"],
    "tr": ["th", "td"],
    "pre": ["code"],
}
WORDLESS = ["br", "hr", "ol", "pre", "table", "tbody", "thead", "tr", "ul"]
WORDS = ["a", "em", "strong", "code", "br", "sup"]
USUALLY = {"div": {"class": "footnote"}, "li": {"id": "fn:1"}, "sup": {"id": "fnref:1"}}
TEXTS = ["", "\n", "a", " b ", "\n\n", '"c"', "d & e", "<f>", "&amp;", "&copy;", "R&D", "&#60;", "</p>", "<!--", "]]>"]
ODD_TEXTS = ["\xa0", "\r", "\0", "\x02", "\x0b", "\x0c", "\ufeff", "e\u0301", "\u2028", "\U0001f600"]
SIGNS = {"\x02zz\x03": "&nbsp;"}
CLASSES = ["align-left", "a", "footnote", "footnote-ref", "footnote-backref"]
IDS = ["fn:1", "fnref:1", "fnref2:3", "fn:a b", "fn:", "#fn:1"]
LINKS = [
    "ref:0", "ref:x", "#fn:1", "#fnref2:1", "#fn:a", "#x", "https://example.org", "http://a.b.example/c_d/~e?f=g#h", "https://e.org/a&b",
    "https://xn--a.org/", "http://1.2.3.4.5/", "https://e.org:99999/", "https://E.org/", "https://e.org/ a", "//e.org/",
    "https://e.org/a\nb", "https://e.org/'a'", "mailto:a@b.org", "https://e.org./", "https://-e-.org", "javascript:a",
    "https://e.org/%41", f"https://e.org/{'a' * 2000}",
]  # fmt: skip
names = st.sampled_from(["href", "title", "class", "id", "onclick"])
attributes = st.dictionaries(names, st.sampled_from([*LINKS, *CLASSES, *IDS]), min_size=1) | st.fixed_dictionaries(
    {"href": st.sampled_from(LINKS), "class": st.sampled_from(CLASSES)}
)
words = st.sampled_from([*TEXTS, *ODD_TEXTS, *SIGNS, *["a", "\n", ""] * 20])


@st.composite
def trees(draw: st.DrawFn, tag: str = "div", depth: int = 0) -> Element:
    """An element, mostly with what is usual in it."""

    def seldom() -> bool:
        return draw(st.integers(0, 19)) == 0

    named = draw(attributes if tag == "a" or seldom() else st.just(USUALLY.get(tag, {}))) if depth else {}
    made = Element(tag, named)
    made.text = draw(words) if tag not in WORDLESS or seldom() else ""
    made.tail = "\n" if draw(st.booleans()) else draw(words)
    for _ in range(draw(st.integers(0, 3)) if tag not in {"br", "hr"} and depth < 5 else 0):
        made.append(draw(trees(draw(st.sampled_from(TAGS if seldom() else USUAL.get(tag, WORDS))), depth + 1)))
    return made


@given(trees())
def test_a_tree_is_written_as_its_html_is_sanitised(root: Element) -> None:
    """Whatever stands in it, and in what; or nothing is told of it."""
    told = sanitised_tree(root, SIGNS)
    root.tail = ""
    html = to_html_string(root)[len("<div>") : -len("</div>")].strip()
    for sign, meant in SIGNS.items():
        html = html.replace(sign, meant)
    assert told is None or told == sanitised(html)


def test_what_markdown_mostly_makes_is_told() -> None:
    """Else all of it would be parsed again."""
    link = Element("a", {"href": "https://example.org/a", "title": "b"})
    link.text = 'c & "d"'
    words = Element("p")
    words.append(link)
    root = Element("div")
    root.append(words)
    assert sanitised_tree(root, SIGNS) == '<p><a href="https://example.org/a">c &amp; &quot;d&quot;</a></p>'


def test_footnotes_take_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """One text of nine has some: their numbers, classes and ways back are told, too."""
    monkeypatch.delattr(markdown_writing, "sanitised")
    assert render("a[^n]\n\n[^n]: b *c*\n").html == (
        '<p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>\n'
        '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n'
        '<p>b <em>c</em>&nbsp;<a class="footnote-backref" href="#fnref:1">\u21a9</a></p>\n</li>\n</ol>\n</div>'
    )
