"""What is told of a tree without a parser is what the sanitiser makes of its HTML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st
from markdown.serializers import to_html_string

from chronicle.text.sanitising import sanitised, sanitised_tree

TAGS = (
    "a blockquote br code div em h1 h2 hr img li ol p pre script strong sup svg table tbody td th thead tr ul".split()
)
# What Markdown puts into an element; into the others, words.
USUAL = {
    "div": ["p", "ul", "ol", "table", "pre", "blockquote", "h2", "hr"],
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
WORDS = ["a", "em", "strong", "code", "br"]
TEXTS = ["", "\n", "a", " b ", "\n\n", '"c"', "d & e", "<f>", "&amp;", "&copy;", "R&D", "&#60;", "</p>", "<!--", "]]>"]
ODD_TEXTS = ["\xa0", "\r", "\0", "\x02", "\x0b", "\x0c", "\ufeff", "e\u0301", "\u2028", "\U0001f600"]
LINKS = [
    "ref:0", "ref:x", "#fn:1", "https://example.org", "http://a.b.example/c_d/~e?f=g#h", "https://e.org/a&b",
    "https://xn--a.org/", "http://1.2.3.4.5/", "https://e.org:99999/", "https://E.org/", "https://e.org/ a", "//e.org/",
    "https://e.org/a\nb", "https://e.org/'a'", "mailto:a@b.org", "https://e.org./", "https://-e-.org", "javascript:a",
    "https://e.org/%41", f"https://e.org/{'a' * 2000}",
]  # fmt: skip
names = st.sampled_from(["href", "title", "class", "id", "onclick"])
attributes = st.dictionaries(names, st.sampled_from([*LINKS, "align-left", "a"]), min_size=1)
words = st.sampled_from([*TEXTS, *ODD_TEXTS, *["a", "\n", ""] * 20])


@st.composite
def trees(draw: st.DrawFn, tag: str = "div", depth: int = 0) -> Element:
    """An element, mostly with what is usual in it."""

    def seldom() -> bool:
        return draw(st.integers(0, 19)) == 0

    made = Element(tag, draw(attributes) if depth and (tag == "a" or seldom()) else {})
    made.text = draw(words) if tag not in WORDLESS or seldom() else ""
    made.tail = "\n" if draw(st.booleans()) else draw(words)
    for _ in range(draw(st.integers(0, 3)) if tag not in {"br", "hr"} and depth < 5 else 0):
        made.append(draw(trees(draw(st.sampled_from(TAGS if seldom() else USUAL.get(tag, WORDS))), depth + 1)))
    return made


@given(trees())
def test_a_tree_is_written_as_its_html_is_sanitised(root: Element) -> None:
    """Whatever stands in it, and in what; or nothing is told of it."""
    told = sanitised_tree(root)
    root.tail = ""
    assert told is None or told == sanitised(to_html_string(root)[len("<div>") : -len("</div>")].strip())


def test_what_markdown_mostly_makes_is_told() -> None:
    """Else all of it would be parsed again."""
    link = Element("a", {"href": "https://example.org/a", "title": "b"})
    link.text = 'c & "d"'
    words = Element("p")
    words.append(link)
    root = Element("div")
    root.append(words)
    assert sanitised_tree(root) == '<p><a href="https://example.org/a">c &amp; &quot;d&quot;</a></p>'
