"""`chronicle check`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle.building.build import check
from chronicle.building.inputs import Options
from chronicle.commands.options import BASE_URL, DRAFTS, QUIET, STRICT, clean_failures
from chronicle.commands.printing import counted, ending_of, finish, latest_day, print_problems, say
from chronicle.desk.reporting import FORMATS, as_json, first_questions, folder_in, summary_table, workflow_commands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.problems import Problem


@click.command("check")
@BASE_URL
@DRAFTS
@STRICT
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="Print for people, for programs, or for GitHub Actions: annotations, and the job's summary.",
)
@QUIET
@clean_failures
def check_command(base_url: str, drafts: bool, strict: bool, form: str, quiet: bool) -> None:
    """Say everything that is wrong with the entries; build nothing."""
    options = Options(base_url=base_url, drafts=drafts, today=latest_day())
    result = check(Path.cwd(), options, strict=strict, say=say)
    ending = ending_of(
        result,
        strict=strict,
        summary=f"Checked {counted(result.entries, 'entry', 'entries')}: no errors.",
        aim="nothing was built",
    )
    everything = (*result.problems, *result.questions)
    if form == "json":
        click.echo(as_json(everything, result.entries))
    elif form == "github":
        _annotate(everything, ending)
    else:
        print_problems(result.problems)
        questions, more = first_questions(() if quiet else result.questions)
        print_problems(questions)
        for line in more:
            say(line)
    finish(result, ending, quiet=quiet or form == "json")


def _annotate(problems: Iterable[Problem], ending: str) -> None:
    """Commands for the runner of GitHub Actions, which shows some ten, and all problems in the job's summary."""
    for line in workflow_commands(problems, folder_in(os.environ.get("GITHUB_WORKSPACE", ""), Path.cwd())):
        click.echo(line)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(summary_table(problems, ending))
