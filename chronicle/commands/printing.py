"""What several commands print: problems, counts, the last line."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from chronicle.desk.quoting import quoted
from chronicle.problems import counted, error_count, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chronicle.problems import Problem


def say(text: str) -> None:
    """Print a line that is no result."""
    click.echo(text, err=True)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each problem with its line of the file."""
    for problem, line in quoted(Path(), problems):
        text = shown(problem, line)
        click.echo(without_commands(text) if os.environ.get("GITHUB_ACTIONS") else text, err=True)


def print_row_problems(problems: Iterable[Problem]) -> None:
    """Print the problems of tables, in the order they come: a row is no line that could be shown beside them."""
    for problem in problems:
        text = shown(problem, None)
        click.echo(without_commands(text) if os.environ.get("GITHUB_ACTIONS") else text, err=True)


def without_commands(text: str) -> str:
    """The text with no line that the runner of GitHub Actions takes for a command: entries may come from strangers.

    It obeys `::` at the beginning of a line, behind any spaces, and `##[` anywhere.
    """
    return re.sub(r"(?m)^(\s*):(?=:)", r"\1: ", text).replace("##[", "## [")


def ending_of(problems: Sequence[Problem], questions: int = 0, *, is_done: bool, summary: str, aim: str) -> str:
    """The last line: what was done with what is left to mend, or what was found and so not done."""
    errors = error_count(problems)
    warnings = len(problems) - errors
    found = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    if is_done:
        found += [counted(questions, "question")] * bool(questions)
        return " ".join([summary, *(f"{number}." for number in found)])
    strictly = "" if errors else " (--strict)"
    return f"{' and '.join(found)}{strictly}; {aim}"


def finish(ending: str, *, is_done: bool, quiet: bool) -> NoReturn:
    """Say the last line, and exit."""
    if not (is_done and quiet):
        click.echo(ending, err=not is_done)
    raise SystemExit(int(not is_done))
