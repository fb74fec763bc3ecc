"""Problems for programs: JSON, commands for GitHub's runner, and the table in a job's summary."""

from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chronicle.desk.checking.formats import LONGEST_TABLE, as_json, folder_in, summary_table, workflow_commands
from chronicle.problems import Problem, in_order, printable

DATE = Problem(
    path="content/incidents/b.md",
    line=3,
    column=7,
    field="date",
    code="date-form",
    message='"19/10/2023" is not a date',
    hint="date: 2023-10-19",
)
FOLDER = Problem(path="content/a,b: 5%.md", level="warning", code="file-name", message="has 100% of what\nno name\rmay")

# Texts that mean something to the runner, to Markdown or to HTML, and every other character.
MARKUP = (
    "</td> </table> </code> </pre> <img/src=x> &#10; [a](https://b.example) ![a](b.png) https://c.example @nobody #1"
).split()
HOSTILE = st.lists(
    st.sampled_from(
        (
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "::error::x",
            "##[error]x",
            "::stop-commands::x",
            "%0A",
            "%",
            ":",
            ",",
            "|",
            "`",
            *MARKUP,
        )
    )
    | st.text(max_size=5),
    max_size=6,
).map("".join)
PROBLEMS = st.builds(
    Problem,
    path=HOSTILE,
    line=st.integers(0, 3),
    column=st.integers(0, 3),
    level=st.sampled_from(["error", "warning", "question"]),
    field=HOSTILE,
    message=HOSTILE,
    code=HOSTILE,
    hint=HOSTILE,
)


# ---- JSON


def test_json_holds_counts_and_all_fields() -> None:
    """The keys and their order are a promise to programs; a level, a line or a hint that is not there is still said."""
    assert list(json.loads(as_json([DATE, FOLDER], 12)).items()) == [
        ("entries", 12),
        ("errors", 1),
        ("warnings", 1),
        ("questions", 0),
        (
            "problems",
            [
                {
                    "path": "content/a,b: 5%.md",
                    "line": 0,
                    "column": 0,
                    "level": "warning",
                    "field": "",
                    "message": "has 100% of what\nno name\rmay",
                    "code": "file-name",
                    "hint": "",
                    "meant": "",
                },
                {
                    "path": "content/incidents/b.md",
                    "line": 3,
                    "column": 7,
                    "level": "error",
                    "field": "date",
                    "message": '"19/10/2023" is not a date',
                    "code": "date-form",
                    "hint": "date: 2023-10-19",
                    "meant": "",
                },
            ],
        ),
    ]
    assert (
        as_json([], 0) == '{\n  "entries": 0,\n  "errors": 0,\n  "warnings": 0,\n  "questions": 0,\n  "problems": []\n}'
    )


@given(st.lists(PROBLEMS))
def test_json_gives_back_what_was_found(problems: list[Problem]) -> None:
    """The problems can be made anew from the JSON, which holds nothing that a terminal or an encoding can trip over."""
    text = as_json(problems, 1)
    assert tuple(Problem(**fields) for fields in json.loads(text)["problems"]) == in_order(problems)
    assert re.fullmatch(r"[ -~\n]*", text)


# ---- commands for the runner


def test_a_problem_is_a_command_with_its_place() -> None:
    """File, line, column and code stand in the command; message and corrected line are its text."""
    place = "file=content/incidents/b.md,line=3,col=7,title=date-form"
    said = 'date: "19/10/2023" is not a date%0A→ date: 2023-10-19'
    assert workflow_commands([DATE]) == (f"::error {place}::{said}",)
    two = dataclasses.replace(DATE, hint="---\ndate: 2023-10-19")
    assert workflow_commands([two])[0].endswith("%0A→ ---%0Adate: 2023-10-19")
    assert "<pre>---&#10;date: 2023-10-19</pre>" in summary_table([two], "1 error")


def test_a_command_escapes_what_ends_it() -> None:
    """Colons and commas in a path, percent signs and line ends anywhere; a file as a whole has no line."""
    assert workflow_commands([FOLDER]) == (
        "::warning file=content/a%2Cb%3A 5%25.md,title=file-name::has 100%25 of what\\nno name\\rmay",
    )


def test_a_chronicle_in_a_folder_of_its_repository_is_found() -> None:
    """The runner's paths begin at the top of the repository; outside of a runner nothing is put before them."""
    assert folder_in("/home/runner/repo", Path("/home/runner/repo/record/iraq")) == "record/iraq/"
    assert folder_in("/home/runner/repo", Path("/home/runner/repo")) == ""
    assert folder_in("/elsewhere", Path("/home/runner/repo")) == ""
    assert folder_in("", Path("/home/runner/repo")) == ""
    assert workflow_commands([DATE], "record/")[0].startswith("::error file=record/content/incidents/b.md,line=3,")


@given(PROBLEMS)
def test_no_text_can_start_a_command(problem: Problem) -> None:
    """A problem is one line and one command, read as the runner does: all that it says can be read back."""
    (line,) = workflow_commands([problem])
    assert line.splitlines() == [line]
    command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
    assert command
    assert command[1] == {"question": "notice"}.get(problem.level, problem.level)
    properties = dict(part.split("=", 1) for part in command[2].split(",") if part)
    assert set(properties) <= {"file", "line", "col", "title"}
    assert unescaped(properties.get("file", "")) == printable(problem.path)
    assert unescaped(properties.get("title", "")) == printable(problem.code)
    assert unescaped(command[3]).startswith(
        printable(f"{problem.field}: {problem.message}" if problem.field else problem.message)
    )


def unescaped(text: str) -> str:
    """As the runner does it."""
    for escaped, char in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escaped, char)
    return text


# ---- the summary of a job


def test_the_summary_is_the_outcome_and_a_table() -> None:
    """Each problem is a row: level, place, message with the corrected line below, and code; errors come first."""
    assert summary_table([DATE, FOLDER], "1 error and 1 warning; nothing was built") == (
        "**1 error and 1 warning; nothing was built**\n"
        "\n"
        "<table>\n"
        "<tr><th>Level</th><th>Where</th><th>What is wrong</th><th>Code</th></tr>\n"
        "<tr><td>error</td><td><code>content/incidents/b.md:3:7</code></td>"
        "<td><code>date: &quot;19/10/2023&quot; is not a date</code><pre>date: 2023-10-19</pre></td>"
        "<td><code>date-form</code></td></tr>\n"
        "<tr><td>warning</td><td><code>content/a,b: 5%.md</code></td>"
        "<td><code>has 100% of what\\nno name\\rmay</code></td><td><code>file-name</code></td></tr>\n"
        "</table>\n"
        "\n"
    )


def test_a_summary_without_problems_says_so() -> None:
    """There is no empty table."""
    assert summary_table([], "Checked 2 entries: no errors.") == "**Checked 2 entries: no errors.**\n\n"


def test_a_summary_is_never_larger_than_github_takes() -> None:
    """What has no room is counted."""
    problems = [Problem(path=f"{number:05}.md", code="c", message="x" * 900) for number in range(1200)]
    text = summary_table(problems, "1200 errors; nothing was built")
    left = 1200 - text.count("\n<tr><td>")
    assert LONGEST_TABLE - 1000 < len(text.encode()) < LONGEST_TABLE + 300
    assert text.endswith(
        f"</table>\n\nThe table has no room for {left} more: run `chronicle check --format json` to see them.\n\n"
    )


class Table(HTMLParser):
    """The tags of a table in their order, and the text in each cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only plain tags are written."""
        assert attrs == []
        self.tags.append(tag)
        if tag in {"code", "pre"}:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        """Text belongs to the innermost element."""
        if self.tags[-1:] and self.tags[-1] in {"code", "pre"}:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """An end is written down as such."""
        self.tags.append("/" + tag)


@given(PROBLEMS)
def test_no_text_can_leave_its_cell(problem: Problem) -> None:
    """A row has the same tags whatever the texts are, each text is read back, and no blank line lets Markdown in."""
    opening, table, rest = summary_table([problem], "1 error").split("\n\n", 2)
    assert (opening, rest) == ("**1 error**", "")
    assert len(table.splitlines()) == 4
    found = Table(table.splitlines()[2])
    hint = ["pre", "/pre"] if problem.hint else []
    cells = [
        ["td", "/td"],
        ["td", "code", "/code", "/td"],
        ["td", "code", "/code", *hint, "/td"],
        ["td", "code", "/code", "/td"],
    ]
    assert found.tags == ["tr", *(tag for cell in cells for tag in cell), "/tr"]
    assert found.texts[-1] == printable(problem.code)
    assert printable(problem.message) in found.texts[1]
