"""Corrections: what a problem proposes, as a text and as a line."""

from __future__ import annotations

import dataclasses

import pytest

from chronicle.problems import Problem
from chronicle.text.correcting import HINTS, corrected, with_hints

TEXT = "---\ntitle: A # why\ndate: 1.5.2024\n---\n"
PROBLEM = Problem(path="x.md", line=3, column=7, message="is no date", code="date-form", meant="2024-05-01")


def test_the_hint_is_the_whole_line() -> None:
    """What is meant is shown in its line, with everything else that stands there."""
    (found,) = with_hints(TEXT, [dataclasses.replace(PROBLEM, line=2, column=8, meant='"B"')])
    assert found.hint == 'title: "B" # why'


def test_without_a_place_for_it_nothing_is_proposed() -> None:
    """A value of several lines, or a place where none begins, has no corrected line."""
    (found,) = with_hints(TEXT, [dataclasses.replace(PROBLEM, column=2)])
    assert (found.hint, found.meant) == ("", "")


def test_what_is_proposed_is_put_in_its_place() -> None:
    """A value where it stands, a line instead of a line."""
    assert corrected(TEXT, PROBLEM) == TEXT.replace("1.5.2024", "2024-05-01")
    by_line = dataclasses.replace(PROBLEM, meant="", hint="date: 2024")
    assert corrected(TEXT, by_line) == TEXT.replace("1.5.2024", "2024")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (TEXT, Problem(path="x.md", line=2, message="is empty", code="empty")),
        ("\r", Problem(path="x.md", line=1, message="is missing", code="fence-missing")),
        (TEXT, Problem(path="x.md", line=9, message="is odd", code="text-odd", hint="title: a")),
        ("# A\n---\n", Problem(path="x.md", line=1, message="is no fence", code="fence-missing")),
        ("", Problem(path="x.md", line=1, message="is no fence", code="fence-missing", hint="---")),
    ],
)
def test_where_nothing_is_proposed_nothing_is_corrected(text: str, problem: Problem) -> None:
    """A problem without a proposal, one outside the file, and a fence that cannot be put in."""
    with pytest.raises(ValueError, match="nothing is proposed"):
        corrected(text, problem)


def test_only_the_first_hints_of_a_text_are_made() -> None:
    """Each reads the whole text; what more there is to correct is still said."""
    text = "---\n" + "".join(f"k{number}: x\n" for number in range(HINTS + 5)) + "---\n"
    problems = [
        Problem(path="a.md", line=number + 2, column=len(f"k{number}: ") + 1, code="x", message="m", meant="y")
        for number in range(HINTS + 5)
    ]
    found = with_hints(text, problems)
    assert [problem.hint for problem in found] == [*(f"k{number}: y" for number in range(HINTS)), *[""] * 5]
    assert all(problem.meant for problem in found)
