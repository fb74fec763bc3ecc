"""Problems for programs: as JSON, as annotations of GitHub Actions, and as the table in a job's summary.

What stands in an entry may come from a stranger's pull request: no text of it can start a command of the runner, or be
more than text in the summary.
"""

from __future__ import annotations

import dataclasses
import html
import json
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from chronicle.problems import Level, Problem, in_order, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from chronicle.linking.questions import Question

FORMATS: Final = ("text", "json", "github")
MOST_QUESTIONS: Final = 10  # of one code that are printed for people
LONGEST_TABLE: Final = 900_000  # bytes; GitHub takes no summary of a step above 1 MiB

_COMMANDS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "question": "notice"}
_HEAD: Final = "<table>\n<tr><th>Level</th><th>Where</th><th>What is wrong</th><th>Code</th></tr>\n"
_END: Final = "</table>\n"


def as_json(problems: Iterable[Problem], entries: int) -> str:
    """One JSON object: the counts, and each problem with all its fields. ASCII: no terminal reads more into it."""
    found = in_order(problems)
    levels = Counter(problem.level for problem in found)
    counts = {"errors": levels["error"], "warnings": levels["warning"], "questions": levels["question"]}
    return json.dumps(
        {"entries": entries, **counts, "problems": [dataclasses.asdict(problem) for problem in found]}, indent=2
    )


def first_questions(questions: Iterable[Question]) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """As many of each code as anybody reads on a terminal, and a line for each code of which there are more."""
    by_code: dict[str, list[Question]] = {}
    for question in sorted(questions, key=attrgetter("path")):
        by_code.setdefault(question.code, []).append(question)
    kept: list[Problem] = []
    for found in by_code.values():
        # All of the file that the last one is in: there they are told by their lines.
        last = found[:MOST_QUESTIONS][-1].path
        kept += in_order(question.problem() for question in found if question.path <= last)[:MOST_QUESTIONS]
    left = {code: len(found) - MOST_QUESTIONS for code, found in sorted(by_code.items())}
    return tuple(kept), tuple(
        f"and {number} more [{code}]; --format json has all" for code, number in left.items() if number > 0
    )


# ---- annotations on the lines of a pull request


def workflow_commands(problems: Iterable[Problem], folder: str = "") -> tuple[str, ...]:
    """A workflow command for each problem; `folder` leads from the repository to the chronicle, such as `record/`."""
    return tuple(_command(problem, folder) for problem in in_order(problems))


def folder_in(workspace: str, project: Path) -> str:
    """What stands before a path of the project in its repository: `record/`, or nothing at its top."""
    inside = project.is_relative_to(workspace) if workspace else False
    return "".join(f"{part}/" for part in project.relative_to(workspace).parts) if inside else ""


def _command(problem: Problem, folder: str) -> str:
    place = {"file": folder + problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    return f"::{_COMMANDS[problem.level]} {properties}::{_data(_said(problem))}"


def _said(problem: Problem) -> str:
    """The message with its field, and what is to stand in place of the line; GitHub shows each line as one."""
    lines = [f"{problem.field}: " * bool(problem.field) + problem.message]
    lines += f"→ {problem.hint.rstrip()}".split("\n") * bool(problem.hint)
    return "\n".join(printable(line) for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


# ---- the summary of a job


def summary_table(problems: Iterable[Problem], outcome: str) -> str:
    """Markdown for a job's summary: the outcome, and all problems as an HTML table.

    No Markdown is read inside HTML until a blank line comes, and there is none; names and numbers are made links
    of by GitHub except in `code` and `pre`, so every text of the entries stands there. Errors come first and questions
    last: where the table ends for want of room, these are what is left out.
    """
    found = sorted(in_order(problems), key=lambda problem: tuple(_COMMANDS).index(problem.level))
    if not found:
        return f"**{outcome}**\n\n"
    rows, size = [], 0
    for problem in found:
        row = _row(problem)
        size += len(row.encode())
        if size > LONGEST_TABLE:
            break
        rows.append(row)
    left = len(found) - len(rows)
    more = (
        f"\nThe table has no room for {left} more: run `chronicle check --format json` to see them.\n" if left else ""
    )
    return f"**{outcome}**\n\n{_HEAD}{''.join(rows)}{_END}{more}\n"


def _row(problem: Problem) -> str:
    where = ":".join([problem.path, *(str(number) for number in (problem.line, problem.column) if number)])
    field = f"{problem.field}: " if problem.field else ""
    proposed = "&#10;".join(map(_text, problem.hint.rstrip().split("\n")))  # no line of Markdown may be blank
    hint = f"<pre>{proposed}</pre>" if problem.hint else ""
    cells = (problem.level, _code(where), _code(field + problem.message) + hint, _code(problem.code))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _text(text: str) -> str:
    return html.escape(printable(text))
