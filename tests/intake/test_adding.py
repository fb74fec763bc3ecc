"""Adding a source to a file of an editor's: what is there stays, and what cannot be done safely is told."""

from __future__ import annotations

import pytest

from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import parse_entry
from chronicle.entries.records import Claim, Source
from chronicle.intake.adding import Change, proposal_of, with_source
from chronicle.intake.known import Match
from chronicle.problems import Problem
from chronicle.text.counts import parse_count

PATH = "content/incidents/a.md"
TEXT = """\ufeff---\r
title: "Mine"   # as I like it\r
colour: red\r
date: 2023-10-16\r
sources:  # the papers\r
  - publisher: 'AFP'\r
    url: https://example.org/\r
\r
status: draft\r
---\r
\r
Text.\r
"""
SOURCE = Source(article="reuters-a")
CLAIM = Claim(killed=parse_count("3"), source="reuters-a", who="police")


def match_of(text: str, *, claims: tuple[Claim, ...] = (CLAIM,)) -> Match:
    """The match of an incident with this text."""
    incident, _ = parse_entry(Incident, text.removeprefix("\ufeff").replace("\r\n", "\n"), PATH)
    assert incident is not None
    return Match(incident=incident, reason="", differences=(), source=SOURCE, claims=claims)


def test_only_the_lines_meant_change() -> None:
    """Comments, order, unknown keys, quotes, line ends and the byte order mark are those of the editor."""
    change = with_source(TEXT.encode(), match_of(TEXT))
    assert isinstance(change, Change)
    wanted = TEXT.replace(
        "sources:  #", "casualties:\r\n- {killed: 3, source: reuters-a, who: police}\r\nsources:  #"
    ).replace("example.org/\r\n", "example.org/\r\n  - {article: reuters-a}\r\n")
    assert change.after.decode() == wanted
    assert change.before == TEXT.encode()
    assert change.incident.sources[1:] == (SOURCE,)
    assert change.incident.casualties == (CLAIM,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\n{title: A, date: 2023}\n---\n", "the front matter is written in braces"),
        (
            "---\ntitle: A\ndate: 2023\n...\n---\n",
            "its front matter is written in a way that no line can be added to",
        ),
    ],
)
def test_what_cannot_be_added_safely_is_told_with_its_lines(text: str, reason: str) -> None:
    """Nothing is written, and the editor can add the lines by hand."""
    found = with_source(text.encode(), match_of(text))
    assert isinstance(found, Problem)
    assert (found.path, found.level, found.code) == (PATH, "error", "source-not-added")
    assert found.message == (
        f"was left as it is: {reason}; add to sources: `- {{article: reuters-a}}`, and to casualties: "
        "`- {killed: 3, source: reuters-a, who: police}`"
    )


@pytest.mark.parametrize(
    ("data", "reason"), [(b"\xff", "it is not UTF-8 text"), (b"---\ntitle: [\n---\n", "it cannot be read any more")]
)
def test_a_file_that_broke_meanwhile_is_left(data: bytes, reason: str) -> None:
    """What is no entry any more is not patched."""
    found = with_source(data, match_of(TEXT))
    assert isinstance(found, Problem)
    assert found.message.startswith(f"was left as it is: {reason}; ")


def test_a_known_incident_that_nobody_asked_to_change_is_a_warning() -> None:
    """The seed's line says what to add, and how to let the program do it."""
    problem = proposal_of(match_of(TEXT, claims=()), "seeds/a.txt")
    assert (problem.path, problem.level) == ("seeds/a.txt", "warning")
    assert problem.message == (
        f"tells of {PATH}; add to sources: `- {{article: reuters-a}}`, or import with --add-sources"
    )
