"""Bodies of every costly construct end: as prose or as an error in words, within the limits, and without a crash."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest

from chronicle.text import converting, workers
from chronicle.text.converting import conversion, conversions
from chronicle.text.frontmatter import LONGEST_BODY
from chronicle.text.markup import MarkupError, Prose, Reference
from chronicle.text.worker import EndedError, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

REPEATED = (
    r"<b>|<div>|<table>|<table><tr><td>|<table><a>|<table>x<b>|<a><b>|<b><p>|<a><p>|<b></i>|<nobr>|<font>|<ul><li>|<pre>|"
    r"<dl><dt>|<svg>|<math><mi>|<template>|<details>|<ruby><rt>|<frameset>|<plaintext>|<textarea>|<script>|</b>|</p>|<|"
    r"<select><option>|</div>|< |<a|<a |<a =|</|<!|<!--|<!-->|<!-- -->|<?|<?x?>|<![|<![CDATA[|<![CDATA[]]>|<!DOCTYPE |"
    r'<a href="|x <b>y</b> |<div>\n\n|&|&amp;|&#|&#x41;|&NotEqualTilde;|[|![|[[|[]|[]( |[a](|[a](<|[a](b "|[a][|[a] |'
    r"](|(|[a](b) |![a](b) |[[a]] |[[a|[a][b]|"
    r"*|**a|*a |_a|*_|*a_|a*|**a*b|__a__|`|``x|`x` |```\n|~~~|``` {|    x\n|\t|# |"
    r"# x\n|x\n===\n|=\n|---\n|- |- x\n|- x\n\n|1. x\n|> x\n|* * * |- > |a\n|a\n\n|a  \n|word. |\\|\\*|<https://x|<a@|"
    r'\x02klzzwxh:0001\x03|\ufeff\u202e|[![<*_`>#-|[^1]|[^1]: x\n|[^1] [^1]: |[r]: x\n|[r]:\n|[r]: x "\n|'
    r"a\u0315\u0300|<p><ul><li><dd>|<table><b><a><p><div></b></a>"
)
MADE = {
    "columns": "|" * 20_000 + "\n" + "|-" * 20_000,
    "rows": "a|b\n-|-\n" + "a|b\n" * 30_000,
    "wide rows": "|".join("a" * 500) + "\n" + "|".join(["-"] * 500) + "\n" + "a|b\n" * 30_000,
    "footnotes": " ".join(f"[^{n}]" for n in range(8_000)) + "\n\n" + "\n".join(f"[^{n}]: x" for n in range(8_000)),
    "footnotes in footnotes": "\n".join(f"[^{n}]: [^{n + 1}]" for n in range(8_000)),
    "a footnote": "[^a] " * 10_000 + "\n\n[^a]: x",
    "definitions": "".join(f"[r{n}]: x\n" for n in range(15_000)),
    "fences": "".join("`" * n + "\nx\n" for n in range(3, 700)),
    "ticks": "".join("`" * n + "x" for n in range(1, 700)),
    "lists": "\n".join("    " * (n % 38) + "- x" for n in range(3_000)),
    "quotes": "\n\n".join(">" * 39 + " x" for _ in range(5_000)),
    "attributes": "<b " + " ".join(f"a{n}=1" for n in range(20_000)) + ">",
    "adopted": "<b>" * 300 + "<p></b>" * 30_000,
    "formatting": "<b><i><u><s><em>" * 8_000 + "<p>" * 40_000,
    "a word": "a" * LONGEST_BODY,
    "a definition used": "[a] " * 2_500 + '\n\n[a]: https://e.org/ "' + "x" * 3_000 + '"\n',
}
PIECES = REPEATED.encode("latin-1").decode("unicode_escape").split("|")
MADE |= {piece: (piece * LONGEST_BODY)[: LONGEST_BODY - 1] for piece in PIECES}


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    """No worker is left."""
    yield
    workers.dismiss()


def test_costly_markdown_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of a hundred constructs, as long as a body may be: nothing crashes, hangs, or takes a gigabyte."""
    monkeypatch.setattr(converting, "SECONDS", 0.05)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes, of which a fork has all
    made = dict(conversions(tuple(MADE.values())))
    words = {str(each) for each in made.values() if isinstance(each, MarkupError)}
    assert len(made) == len(MADE) > 100
    assert words <= {
        "its Markdown takes more than 0.05 seconds to read; simplify it",
        "a line is nested more than 40 deep",
    }
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < len(MADE) * 0.2  # with the start of the next worker
    assert after.ru_maxrss <= max(before.ru_maxrss, own + 600_000)


def test_a_body_is_converted_or_says_why_not() -> None:
    """One by one, as an import asks for them."""
    assert conversion("") == Prose(html="")
    found = conversion("[[a]] *b*")
    assert found == Prose(
        html='<p><a href="ref:0">a</a> <em>b</em></p>', references=(Reference(kind="wiki", target="a", label=""),)
    )
    with pytest.raises(MarkupError, match=r"\Aa line is nested more than 40 deep\Z"):
        conversion(">" * 50)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("time", "its Markdown takes more than 2 seconds to read; simplify it"),
        ("memory", "its Markdown takes more than 512 MB of memory to read; simplify it"),
        ("crash", "its Markdown crashes the program that reads it; simplify it"),
        ("error", "its Markdown cannot be read (KeyError); simplify it"),
    ],
)
def test_what_ends_a_worker_is_said_of_the_body(monkeypatch: pytest.MonkeyPatch, reason: Reason, words: str) -> None:
    """Each reason in words for an editor."""

    def end(*_args: object, **_options: object) -> None:
        raise EndedError(reason, "KeyError")

    monkeypatch.setattr(workers, "one", end)
    with pytest.raises(MarkupError) as caught:
        conversion("x")
    assert str(caught.value) == words
