"""What Markdown is spared changes nothing: HTML, references and faults are those of the library as it comes."""

from __future__ import annotations

import gc
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.blockprocessors import HRProcessor
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor

from chronicle.text import markdown_inline, markdown_site, markdown_sparing
from chronicle.text.markdown_site import Found, extensions
from chronicle.text.markdown_sparing import Sparing
from chronicle.text.markup import MarkupError, Prose, render
from chronicle.text.sanitising import left_out, sanitised

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMONSTRATION = sorted((Path(__file__).parent.parent.parent / "content").rglob("*.md"))
SCRAPS = r"""
* ** *** _ __ ___ *a* **b** _c_ a*b *a* ***c*** `x` ` `` ``` ~~~ \ \\ \* \` \[ \| \_ [ ] ( ) ! ![ [[ ]] [[a]] [[a|b]]
[[a\|b]] [[kind:a]] [a](b) [a](<b> "t") [a](https://e.org/) ![p](q.png) ![p](https://e.org/q.png) [a][b] [a][] [a]
![p][b] ![p] [b]: [b]:c [b]:<https://e.org> [^ [^1] [^1]: [^n]: [^1][^n] < > <b> </b> <div> </div> <p> <br> <hr/> <!--
--> <!-- --- <? ?> <![CDATA[ ]]> </> <script> </script> <details> <summary> <https://e.org> <me@e.org> <span
a='b'> & &amp;
&#42; &#x2a; &#42 &lt; &copy; # ## ### = === - --- - * + 1. 2. 10. 1) > >> | |-|-| |:-:|--| a|b --|-- ||
{#id} {.c} : :: klzzwxh:0000 amp é ½ ² ١. “ ” — word word word 3 12. + ~a~ "t" 't' ://
""".split()
ODD = [  # what the library puts into the text itself, and signs that are more than they look
    "\x02", "\x03", "\x02klzzwxh:0000\x03", "\x02klzzwxh:", "\x02wzxhzdk:0\x03", "\x0242\x03", "\x02amp\x03",
    "///Footnotes Go Here///", "\u1fef", "\u037e", "\xa0", "\u2028", "\x85", "\x0b", "\x0c", "\0", "\u200f", "e\u0301",
]  # fmt: skip
SPACES = [
    " ",
    "  ",
    "   ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\n\n\n",
    "  \n",
    "\n    ",
    "\n  ",
    "\n> ",
    "\n- ",
    "\r\n",
    "\r",
    "\n\n    ",
    " \n\n ",
]
LINES = [
    "| a | b |\n|---|:-:|\n| 1 | *2* |\n",
    "[^1]: A *note*\n\n    more of it\n",
    "```\n*code* <b>\n```\n",
    "[b]: https://e.org/ 'T'\n",
    "Term\n===\n",
    "1. one\n2. two\n\n    inner\n",
    "- one\n    - two\n- three\n",
    "> quoted\nlazy\n> > more\n",
    "<div>\n*raw*\n</div>\n\n",
]
pieces = st.sampled_from([*SCRAPS, *SCRAPS, *SPACES, *SPACES, *ODD, *LINES]) | st.text(max_size=3)
soup = st.lists(pieces, max_size=40).map("".join)


def plain(found: Found) -> markdown.Markdown:
    """Markdown as it comes, with the same extensions."""
    return markdown.Markdown(extensions=extensions(found), output_format="html")


def expected(body: str) -> tuple[str, Prose]:
    """What the library makes of a body, before and after it is cleaned."""
    found = Found()
    html = plain(found).convert(body)
    clean = sanitised(html)
    faults = (*found.faults, *left_out(html, clean))
    return html, Prose(html=clean, references=tuple(found.references), faults=faults)


def assert_same(body: str) -> None:
    """Markup and prose are the library's, also after other bodies."""
    html, prose = expected(body)
    found = Found()
    sparing = markdown.Markdown(extensions=[*extensions(found), Sparing()], output_format="html")
    assert sparing.convert(body) == html
    assert render(body) == prose


@given(soup)
def test_any_soup_comes_out_the_same(body: str) -> None:
    """Also of text that looks like what the library puts in for a piece that it has found."""
    assert_same(body)


@given(st.lists(st.text("|||---: \\`ab", max_size=8), min_size=2, max_size=5).map("\n".join))
def test_anything_like_a_table_comes_out_the_same(body: str) -> None:
    """With escapes and code in its head, its rows, and the line between."""
    assert_same(body)


@given(st.text("*_`[]()!<>&;\\|#-=+:^\n 1.a\t~\"'", max_size=60))
def test_any_row_of_signs_comes_out_the_same(body: str) -> None:
    """Signs close to each other, with nothing between them."""
    assert_same(body)


@given(st.text(max_size=40))
def test_any_text_comes_out_the_same(body: str) -> None:
    """Whatever Unicode has."""
    assert_same(body)


@pytest.mark.parametrize("path", DEMONSTRATION, ids=lambda path: path.stem)
def test_the_demonstration_comes_out_the_same(path: Path) -> None:
    """Bodies as they are written."""
    assert_same(path.read_text("utf-8").partition("\n---\n")[2])


def test_a_sign_that_is_escaped_in_the_words_of_a_picture_comes_out_the_same() -> None:
    """Where nothing else of the text has such a sign."""
    assert_same(r"![a\_b](p.jpg) c")


def test_the_library_is_as_it_is_expected() -> None:
    """A version with other patterns or blocks is not spared the work that it may need; whoever brings it looks here."""
    md = plain(Found())
    assert markdown_inline.is_known(md)
    assert markdown_sparing.has_known_blocks(md)


def test_an_unknown_pattern_is_run_by_the_library() -> None:
    """With it, inline text is left to the library's own walk."""
    md = plain(Found())
    md.inlinePatterns.register(SimpleTagInlineProcessor(r"()(~[a-z]+)", "s"), "struck", 1)
    md.parser.blockprocessors.register(HRProcessor(md.parser), "another", 1)
    Sparing().extendMarkdown(md)
    assert isinstance(md.treeprocessors["inline"], InlineProcessor)
    assert md.convert("a ~b") == "<p>a <s>~b</s></p>"


TOLD = "[^1] [[a]] [b](javascript:x) *c* <b>\n\n[^1]: n\n\n[a]: https://e.org\n"
DEEP = "".join("    " * depth + "- x\n" for depth in range(400))


def test_a_body_that_is_too_deep_leaves_nothing_behind() -> None:
    """The next one is converted as if it were the first."""
    with pytest.raises(MarkupError, match=r"\Aits Markdown is nested too deeply\Z"):
        render(TOLD + DEEP)
    for body in ("[^1] [a] [[b]]\n\n- c\n\nd", TOLD):
        assert_same(body)


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt, RecursionError, ValueError])
@pytest.mark.parametrize(
    "place", ["markdown_writing.sanitised", "markdown_inline.InlineText._walk", "markdown_site._number_footnote"]
)
def test_a_body_that_raises_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException], place: str
) -> None:
    """Wherever that is."""
    render("x")
    with monkeypatch.context() as patch:

        def fail(*_: object) -> None:
            raise error

        patch.setattr(f"chronicle.text.{place}", fail)
        with pytest.raises((error, MarkupError)):
            render(TOLD)
    for body in ("[^1] [a] [[b]]\n\n- c\n\nd", TOLD):
        assert_same(body)


def texts_of(thing: object) -> Iterator[str]:
    """All texts that an object holds, but for those of code."""
    seen: set[int] = set()
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type | ModuleType | FunctionType | CodeType):
            continue
        seen.add(id(each))
        if isinstance(each, str):
            yield each
        if isinstance(each, re.Match):
            yield each.string
        waiting += gc.get_referents(each)


def test_nothing_of_a_body_is_kept() -> None:
    """A body may be large, and none of our business any more."""
    blocks = "a\n***\nb\n\nc\n---\nd\n\n| a | b |\n|---|---|\n| c | d |\n\n1. e\n\n<p>f</p>\n\n```\ng\n```\n"
    for body in (TOLD, f"{blocks}***h\n\n*g* `h` [[a]]"):
        render(re.sub(r"\b([a-h])\b", r"\1marked", body))
    assert markdown_site._IDLE  # noqa: SLF001 - what is kept
    assert [text for text in texts_of(markdown_site._IDLE) if "marked" in text] == []  # noqa: SLF001


def test_threads_convert_side_by_side() -> None:
    """Each with a converter of its own."""
    bodies = [f"[[a{number}]] *b* [c](d{number})\n\n[^1]\n\n[^1]: {number}" for number in range(40)] * 5
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(render, bodies))
    assert made == [expected(body)[1] for body in bodies]
