"""Plain text as Markdown: what was written is what is read."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.intake.plain import escape
from chronicle.text.characters import FORBIDDEN
from chronicle.text.markup import render

WHOLE = ("&lt;", "&#65", "http://a.b", "[^1]:", "1. ", "- ")
MARKUP = st.sampled_from([*"#>-+*_`~[]()<&;!|\\=:.^{}\"' 1a/", *WHOLE])
PARAGRAPHS = st.lists(st.one_of(st.lists(MARKUP, max_size=24).map("".join), st.text(max_size=30)), max_size=4)


def shown(markdown: str) -> str:
    """What a reader sees of a body, one paragraph after the other."""
    prose = render(markdown)
    assert prose.references == ()
    assert prose.faults == ()
    assert set(re.findall(r"<(\w+)", prose.html)) <= {"p"}
    return html.unescape(re.sub(r"</?p>", "", prose.html.replace("</p>\n<p>", "\n\n")))


@given(PARAGRAPHS)
def test_escaped_text_is_shown_as_it_was_written(paragraphs: list[str]) -> None:
    """Whatever an article contains, rendering its escaped text gives back the text."""
    lines = (" ".join(FORBIDDEN.sub(" ", paragraph).split()) for paragraph in paragraphs)
    text = "\n\n".join(line for line in lines if line)
    assert shown(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("- Two died [sic] at <home>.", r"\- Two died \[sic\] at &lt;home>."),
        ("1. The AT&T tower", r"1\. The AT&T tower"),
        ("5.5 million of 24-year-olds (or so)", "5.5 million of 24-year-olds (or so)"),
        (r"*a* `b` \c", r"\*a\* \`b\` \\c"),
    ],
)
def test_ordinary_text_stays_readable(text: str, escaped: str) -> None:
    """Only what Markdown would read as markup is escaped."""
    assert escape(text) == escaped
