"""An entry counts as written when its text is read back as the same entry; otherwise a line says why it is not."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chronicle.entries.kinds import Incident, Note
from chronicle.entries.parsing import dump, parse_entry
from chronicle.entries.proving import faults_of, written
from chronicle.entries.records import Claim, Source
from chronicle.intake.disk import File, write_files
from chronicle.text.characters import decode
from chronicle.text.counts import Count
from chronicle.text.dates import parse_when
from chronicle.text.frontmatter import Text

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    *["---", "...", "- ", "# ", " #", ": ", ":", "\ufeff", " ", "\t", "\n", "\r", "\r\n", "\x00", "\x07", "\x1b[31m"],
    *["\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\u202e", "\u2066", "\ud800", "\udfff", "\ufffe", "\U000e0001"],
    *["\U0001f600", "e\u0301", '"', "'", "\\", "\\n", "x" * 300, "\u00e4" * 3000, "](x)", "<b>", "![a](b)"],
    *"NO on ~ null 1_000 0o7 010 1e3 12:30 .inf 2023-10-19 % @ ` &a *a !!x << ? | > [ ] { } , =".split(),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=6).map("".join)
is_nfc = functools.partial(unicodedata.is_normalized, "NFC")
PATH = "content/incidents/x.md"


@given(texts, texts, texts, texts)
@example("a\u0301", "\x85", " a ", "---\n---")
def test_what_is_written_is_read_back_as_the_entry_or_refused(one: str, two: str, three: str, four: str) -> None:
    """Whatever stands in a value: nothing is raised, and what has no fault is the entry again, as bytes too."""
    entry = Incident(
        path=PATH,
        title=one,
        date=parse_when("2024"),
        summary=two,
        tags=(three,),
        locations=(four,),
        sources=(Source(publisher=two, title=three, url="https://example.org/"),),
        casualties=(Claim(killed=Count(1, 1), who=four),),
        text=Text.of(three),
    )
    text, faults = written(entry)
    if faults:
        assert all(fault.path == PATH and fault.level == "error" and fault.message for fault in faults)
        return
    decoded = decode(text.encode(), PATH)
    assert isinstance(decoded, str)
    parsed, problems = parse_entry(Incident, decoded, PATH)
    assert not [each for each in problems if each.level == "error"]
    assert parsed == entry or not all(map(is_nfc, (one, two, three, four)))
    assert parsed
    assert dump(parsed) == text


@pytest.mark.parametrize(
    "title",
    [
        *"NO on 1_000 0o7 1e3 12:30 010 ~ null 2023-10-19 - # ? : \U0001f600 --- a:b 'a \"a @a %a !a &a *a".split(),
        *"[a] {a} |a >a `a \u0623\u200c\u0628".split(),
        *("a: b", "a #b", "- a", "# a", "--- a", "a ---", "e" * 300),
    ],
)
def test_odd_words_are_kept(title: str) -> None:
    """What YAML would take for something else is a text, letter by letter."""
    assert written(Note(path="content/notes/x.md", title=title))[1] == ()


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("a\ud800", "yaml-form"),
        ("a\x1bb", "control-character"),
        ("a\n---\nb", "entry-unwritable"),
        (" a", "entry-unwritable"),
        ("e\u0301", ""),
        ("\ufeffa", ""),
    ],
)
def test_what_would_not_stay_is_refused(title: str, why: str) -> None:
    """With the code of the reason."""
    faults = written(Note(path="content/notes/x.md", title=title))[1]
    assert [fault.code for fault in faults] == ([why] if why else [])


def test_a_text_that_cannot_be_converted_is_refused() -> None:
    """As `check` would refuse it."""
    (fault,) = written(Note(path="content/notes/x.md", title="A", text=Text.of(f"{'>' * 50} x\n")))[1]
    assert (fault.code, fault.field) == ("body-markup", "text")


def test_another_text_is_no_text_of_the_entry() -> None:
    """The field that differs is named."""
    note = Note(path="content/notes/x.md", title="A")
    (fault,) = faults_of(note, "---\ntitle: B\n---\n")
    assert (fault.field, fault.message) == ("title", "does not stay the same when it is written and read")


def test_what_reaches_the_disk_is_what_was_proved(tmp_path: Path) -> None:
    """Line ends and all: what is read from there is the entry."""
    note = Note(path="content/notes/x.md", title="A: b", text=Text.of("One\n\u2028two\n\n    code\n"))
    text, faults = written(note)
    assert (write_files(tmp_path, [File(path=note.path, text=text)]), faults) == (None, ())
    assert not faults_of(note, (tmp_path / note.path).read_bytes().decode())
