"""Markdown becomes safe HTML, with the references in it left open."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.answers import resolved
from chronicle.text.characters import FORBIDDEN
from chronicle.text.limits import time_limit
from chronicle.text.markup import Fault, MarkupError, Prose, Reference, render


class Seen(HTMLParser):
    """The tags and attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


SCRAPS = """
<script> </script> <script src=//evil.org/x.js> <img src=x onerror=alert(1)> <img
src="https://evil.org/p.png"> <a href="javascript:alert(1)"> <a href=" jav&#x09;ascript:alert(1)"> </a> <svg
onload=alert(1)> <math> <style> @import <iframe src=//evil.org> <b onclick=x> ![a](https://evil.org/p.png)
![a](media/x.jpg) [a](javascript:alert(1)) [a](https://a.org) [a](JaVaScRiPt:alert(1)) [a](data:text/html,x)
<javascript:alert(1)> <https://a.org> [a]: javascript:alert(1) [[Baghdad]] [[javascript:x|y]] " ' > < &
&lt;script&gt; &#106;avascript: ` ``` ~~~ | --- # * - 1. [^1] [^1]: [^"onload=x]: <!-- --> <![CDATA[ ]]> <?php
?> <base href=//evil.org> <link rel=stylesheet href=//evil.org> <meta http-equiv=refresh> <form
action=//evil.org> <input> <video src=//evil.org> <td background=//evil.org> <a href="ref:0" onmouseover=x> <p
style="background:url(//evil.org)"> \\ \t
""".split()
PLAIN = set(
    "a abbr blockquote br caption cite code dd del details div dl dt em h2 h3 h4 h5 h6 hr img ins kbd li mark ol p pre "
    "q s samp small strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)  # written down again: whoever lets one more through has thought twice
ELEMENTS = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image
img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu meta meter nav nobr
noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rp rt ruby s
samp script search section select slot small source strike strong style sub summary sup svg table tbody td template
textarea tfoot th thead time title tr track tt u ul var video wbr x-own xmp
""".split()
soup = st.lists(st.sampled_from([*SCRAPS, " ", "\n", "\n\n", "    "]) | st.text(max_size=4), max_size=30).map("".join)
ALLOWED_LINKS = ("https://", "http://", "mailto:", "ref:", "#fn")


@given(soup)
def test_nothing_that_runs_or_loads_gets_through(body: str) -> None:
    """No script, no handler, no other scheme and no picture of another site is left of any soup."""
    seen = Seen(render(body).html)
    assert seen.tags <= PLAIN
    allowed = {"href", "src", "alt", "id", "class", "start", "open", "scope", "tabindex"}
    assert {name for name, _ in seen.attributes} <= allowed
    assert {value for name, value in seen.attributes if name == "tabindex"} <= {"0"}
    assert all(value.startswith("ref:") for name, value in seen.attributes if name == "src")
    assert all(value.lower().startswith(ALLOWED_LINKS) for name, value in seen.attributes if name == "href")


@pytest.mark.parametrize("tag", ELEMENTS)
@pytest.mark.parametrize("before", ["", "Text ", "<table><tr><td>"])
def test_of_an_element_nothing_is_left_but_its_name(tag: str, before: str) -> None:
    """Also of those that are allowed: no handler, style, name or class, and no address of another scheme."""
    names = "onclick style class id name href src srcset action formaction background poster data ping target rel is"
    laid = " ".join(f'{name}="javascript:x"' for name in names.split())
    seen = Seen(render(f"{before}<{tag} {laid} autofocus contenteditable data-x=x>x</{tag}>").html)
    assert seen.tags <= PLAIN
    assert [each for each in seen.attributes if each not in {("tabindex", "0"), ("class", "")}] == []


@given(soup)
def test_each_open_reference_has_a_meaning_or_is_marked_missing(body: str) -> None:
    """Whatever an entry says, no `ref:` is left when its references are answered."""
    answered = Seen(resolved(render(body).html, (), ""))
    assert not [value for name, value in answered.attributes if value.startswith("ref:") and name in {"href", "src"}]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("", ""),
        ("A *b* **c** `d`", "<p>A <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("# One\n\n###### Six", "<h2>One</h2>\n<h3>Six</h3>"),
        ("x<script>alert(1)</script>", "<p>x</p>"),
        ("<b onclick=x>y</b>", "<p>y</p>"),
        ("<!-- c -->", ""),
        ("[a](https://a.org/ 'title')", '<p><a href="https://a.org/">a</a></p>'),
        ("<me@a.org>", '<p><a href="mailto:me@a.org">me@a.org</a></p>'),
        ("[a](mailto:me@a.org)", '<p><a href="mailto:me@a.org">a</a></p>'),
        ("[top](#top)", "<p><a>top</a></p>"),
        ("`[[Baghdad]]`", "<p><code>[[Baghdad]]</code></p>"),
        ("[[ ]]", "<p>[[ ]]</p>"),
        ('<a href="ref:abc">x</a>', "<p><a>x</a></p>"),
        ('<img src="media/x.jpg" alt="y">', "<p></p>"),
        ("![](data:image/png;base64,xx)", "<p><a>data:image/png;base64,xx</a></p>"),
        ("```\n<b>\n```", '<pre tabindex="0"><code>&lt;b&gt;\n</code></pre>'),
    ],
)
def test_markdown_becomes_plain_safe_html(body: str, html: str) -> None:
    """Headings begin below the title and skip no level, what is not allowed is gone, what is code stays code."""
    assert render(body).html == html


def test_tables_keep_their_alignment() -> None:
    """The alignment of a column is a class, for inline styles are refused."""
    html = render("| a | b |\n|:-:|---|\n| 1 | 2 |").html
    assert '<th class="align-center">a</th>\n<th>b</th>' in html
    assert '<td class="align-center">1</td>\n<td>2</td>' in html


def test_a_wiki_link_is_a_reference() -> None:
    """A wiki link is left open, with its target and its words; a kind before the name is not shown."""
    assert render("[[Ain  al-Asad|the base]] [[location:baghdad]]") == Prose(
        html='<p><a href="ref:0">the base</a> <a href="ref:1">baghdad</a></p>',
        references=(
            Reference(kind="wiki", target="Ain al-Asad", label="the base"),
            Reference(kind="wiki", target="location:baghdad", label=""),
        ),
    )


def test_a_wiki_link_in_a_table_may_have_words() -> None:
    """In a table the bar of a wiki link is written with a backslash."""
    prose = render("| a |\n|---|\n| [[b\\|c]] |")
    assert prose.references == (Reference(kind="wiki", target="b", label="c"),)


def test_links_and_pictures_of_the_site_are_references() -> None:
    """A link without a scheme is a page of the site, a picture without one a file of it."""
    assert render('[Methods](methods.html) ![The base](media/b.jpg "t")') == Prose(
        html='<p><a href="ref:0">Methods</a> <img alt="The base" src="ref:1"></p>',
        references=(
            Reference(kind="page", target="methods.html", label=""),
            Reference(kind="media", target="media/b.jpg", label="The base"),
        ),
    )


@pytest.mark.parametrize(
    ("body", "html", "fault"),
    [
        (
            "[a](javascript:x)",
            "<p><a>a</a></p>",
            Fault("link-form", 'link "javascript:x" must begin with https:// or http://', "javascript:x"),
        ),
        (
            "[a](https://u@a.org/)",
            '<p><a href="https://u@a.org/">a</a></p>',
            Fault(
                "link-form",
                'link "https://u@a.org/" has a user name in it, which readers would send along',
                "https://u@a.org/",
            ),
        ),
        (
            "![a](https://b.org/c.png)",
            '<p><a href="https://b.org/c.png">a</a></p>',
            Fault(
                "picture-remote",
                'picture "https://b.org/c.png" is on another site; put it in content/media',
                "https://b.org/c.png",
            ),
        ),
    ],
)
def test_links_that_cannot_stay_are_faults(body: str, html: str, fault: Fault) -> None:
    """A bad link loses its target, a picture of another site becomes a link to it, and both are told."""
    assert render(body) == Prose(html=html, faults=(fault,))


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("<h1>Fire</h1>", "<h2>Fire</h2>"),
        ("On <time datetime=2024-05-01>1 May</time>", "<p>On 1 May</p>"),
        (
            "<table><caption>Dead</caption><colgroup><col></colgroup><tr><td>1</td></tr></table>",
            '<table tabindex="0"><caption>Dead</caption><tbody><tr><td>1</td></tr></tbody></table>',
        ),
    ],
)
def test_html_that_only_says_what_words_are_is_not_told(body: str, html: str) -> None:
    """All of the words stay, and a heading is one below the title of the page."""
    assert render(body) == Prose(html=html)


PICTURE_LOST = "a picture written in HTML is left out; write ![what it shows](media/name.jpg)"
LINK_LOST = "the address of a link is left out; write [words](address), with the address of a page or a file"


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ('a <img width="300" alt="Image" src="media/gate.jpg" />', {"<img": PICTURE_LOST}),
        ("[b](b.md) <a href='../incidents/x.html'>link</a>", {"../incidents/x.html": LINK_LOST}),
        ("[a](#below)", {"#below": LINK_LOST}),
        (
            "<svg width=9><g><path d='x'/></g></svg>",
            {"<svg": "the element <svg> is left out, and all that stands in it"},
        ),
        ("a <Reuters> b", {"<Reuters": 'the element <reuters> is left out; to show a "<", write "&lt;"'}),
        ("<script>\nalert(1)\n\nmore text", {"<script": "the element <script> is left out, and all that stands in it"}),
        (
            "<iframe src=x></iframe> <video src=x></video> <video src=y></video>",
            {
                "<iframe": "the element <iframe> is left out, and all that stands in it",
                "<video": 'the element <video> is left out; to show a "<", write "&lt;"',
            },
        ),
    ],
)
def test_html_that_is_left_out_is_told(body: str, lost: dict[str, str]) -> None:
    """Each sort of it once, with how it is written: what an editor wrote and a reader does not get."""
    assert render(body).faults == tuple(Fault("html-left-out", words, sign) for sign, words in lost.items())


@pytest.mark.parametrize(
    "body",
    [
        "`<script>` and a < b",
        "a <!-- note: <Reuters>, <img src='x'>, <a href='x'> --> b",
        "<details open><summary>More</summary>\n<p>a<p>b</details>",
        '<a href="https://example.org/">x</a> <me@example.org>',
        "<b>bold</b> and <font color=red>red</font>",
        "<table><tr><td>1</table>",
        "    <script>x</script>\n\n| a |\n|:-|\n| b |\n\nc[^1]\n\n[^1]: d",
    ],
)
def test_of_html_that_stays_nothing_is_told(body: str) -> None:
    """Nor of what was only to change how words look."""
    assert not render(body).faults


def test_two_versions_of_a_text_are_told() -> None:
    """As git leaves them in a file; signs alone are no conflict."""
    marks = "One.\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> main\n"
    assert [fault.code for fault in render(marks).faults] == ["conflict-marks"]
    assert not render("`<<<<<<< HEAD`\n\n>>>>>>> quoted\n").faults
    with time_limit(5):
        assert not render("<<<<<<< HEAD\n" * 15_000).faults


def test_footnotes_are_numbered() -> None:
    """Whatever a footnote is called, its links lead to it and back."""
    html = render("a[^my note] b[^2]\n\n[^my note]: One\n[^2]: Two\n").html
    seen = Seen(html)
    places = {value for name, value in seen.attributes if name == "id"}
    links = {value for name, value in seen.attributes if name == "href"}
    assert places == {"fn:1", "fn:2", "fnref:1", "fnref:2"}
    assert links == {f"#{place}" for place in places}


@pytest.mark.parametrize("body", [">" * 40 + " x", "- " * 40 + "x", "- * " * 20, "1. " * 20_000])
def test_deep_nesting_is_refused(body: str) -> None:
    """Forty quotes or list marks in front of one line are too many."""
    with pytest.raises(MarkupError, match=r"\Aa line is nested more than 40 deep\Z"):
        render(body)


@pytest.mark.parametrize(
    "body",
    [
        "-" * 60,
        "* " * 60,
        f"A\n\n  {'-  ' * 50}\nB",
        f"{'A title ' * 9}\n{'-' * 72}",
        f"```\n{'-' * 60}\n```",
        "+-----" * 9 + "+",
        "1." * 60,
    ],
)
def test_a_rule_of_many_signs_is_no_nesting(body: str) -> None:
    """Only behind white space does a sign begin an item, and not where signs are all there is."""
    assert render(body).html


def test_nesting_that_no_line_shows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """When Markdown itself gives up on the depth, that is said in words."""

    def give_up(_self: object, _body: str) -> str:
        raise RecursionError

    monkeypatch.setattr("markdown.Markdown.convert", give_up)
    with pytest.raises(MarkupError, match=r"\Aits Markdown is nested too deeply\Z"):
        render("x")


def test_link_definitions_cannot_grow_without_end() -> None:
    """A long definition that is used many times is refused before it fills the memory."""
    body = "[a] " * 3_000 + '\n\n[a]: https://e.org/ "' + "x" * 3_000 + '"\n'
    with pytest.raises(MarkupError, match=r"\Aits link definitions are too long for the number of links"):
        render(body)


@pytest.mark.parametrize(
    "number", ["0", "7", "x1b", "00011", "x0000000007f", "xd800", "xfdd0", "xffff", "x1fffe", "x110000", "999999999"]
)
def test_a_reference_to_no_letter_is_none(number: str) -> None:
    """In words, in an attribute, and in a table: a page holds no control character."""
    html = render(
        f'a&#{number};b <ol title="c&#{number};d" start="&#{number};"></ol>\n\nf | g\n--|--\n&#{number}; | i'
    ).html
    assert FORBIDDEN.search(html) is None
    assert html.count("\ufffd") == 2
    assert render(f"`&#{number};`").html == f"<p><code>&amp;#{number};</code></p>"


def test_a_reference_may_have_no_end() -> None:
    """As browsers read it; and what Windows wrote is what it was."""
    assert render("<p>a &#7b &#x1b, &#146; &#38;#7;</p>").html == "<p>a \ufffdb \ufffd, ’ &amp;#7;</p>"


def test_headings_have_no_gaps() -> None:
    """Whatever level an editor begins with, the page's own heading is followed by the next level."""
    assert render("## A\n\n#### B\n\n# C").html == "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>"
