"""Corrections: a text with what a problem proposes, and the proposal as a whole line, ready to paste. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from chronicle.text.fences import FENCE
from chronicle.text.frontmatter import Document, parse_document
from chronicle.text.line_ends import lines_of
from chronicle.text.patching import Written, with_line, with_line_before, with_written, without_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.problems import Problem

HINTS: Final = 20  # of one entry
_OVER_COMMENT: Final = frozenset({"text-cut"})  # what is meant holds the comment behind the value


def corrected(text: str, problem: Problem) -> str:
    """The text of an entry with what a problem proposes. Raise ValueError, in words, where that cannot be done."""
    if problem.meant:
        return all_corrected(text, [problem])
    is_inside = 0 < problem.line <= len(lines_of(text))
    if problem.code == "fence-missing" and is_inside:
        return _fenced(text, problem)
    if not problem.hint or not is_inside:
        raise ValueError("nothing is proposed")
    return with_line(text, problem.line, problem.hint)


def all_corrected(text: str, problems: Iterable[Problem]) -> str:
    """The text with what is meant by several problems, each at another place. Raise ValueError, in words."""
    return with_written(
        text,
        (
            Written(
                line=problem.line,
                column=problem.column,
                text=problem.meant,
                over_comment=problem.code in _OVER_COMMENT,
            )
            for problem in problems
        ),
    )


def with_hints(text: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of an entry; the first ones with the corrected line that follows from what was meant.

    A line that is proposed already stays where the front matter can be read with it: the value may go on below, and a
    field that is added may stand there already.
    """
    told = tuple(problems)
    proposing = [problem for problem in told if problem.meant][:HINTS]  # each reads the whole text anew
    return tuple(_with_hint(text, problem) if problem in proposing else problem for problem in told)


def _with_hint(text: str, problem: Problem) -> Problem:
    if problem.hint and isinstance(parse_document(with_line(text, problem.line, problem.hint), ""), Document):
        return problem
    try:
        line = lines_of(corrected(text, problem))[problem.line - 1]
    except ValueError:
        return dataclasses.replace(problem, meant="")
    return dataclasses.replace(problem, hint=line.rstrip("\r\n"))


def _fenced(text: str, problem: Problem) -> str:
    lines = lines_of(text)
    here = lines[problem.line - 1].removeprefix("\ufeff")
    if not problem.hint:
        first = next((number for number, line in enumerate(lines) if line.strip("\ufeff\r\n\t ")), 0)
        if here.strip() or not first:
            raise ValueError("nothing is proposed")
        return without_lines(text, first)
    if problem.hint == FENCE != here.rstrip():
        return with_line(text, problem.line, FENCE)
    return with_line_before(text, problem.line + (problem.line > 1), FENCE)
