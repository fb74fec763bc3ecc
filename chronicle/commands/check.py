"""`chronicle check`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle.building.inputs import Options
from chronicle.commands.clock import latest_day, today
from chronicle.commands.options import BASE_URL, DRAFTS, QUIET, STRICT, clean_failures, end_told, not_empty
from chronicle.commands.printing import ending_of, finish, print_problems, say
from chronicle.desk.checking.formats import (
    FORMATS,
    as_json,
    first_questions,
    folder_in,
    summary_table,
    workflow_commands,
)
from chronicle.problems import counted, in_order, printable

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
@click.option(
    "--since",
    default="",
    callback=not_empty,
    metavar="REV",
    help="Say only what the change since a git revision brings or touches, and what it does to the record.",
)
@click.option("--fix", is_flag=True, help="Mend what is safe in the entries' files first, and show the changes.")
@QUIET
@clean_failures
def check_command(base_url: str, drafts: bool, strict: bool, form: str, since: str, fix: bool, quiet: bool) -> None:
    """Say everything that is wrong with the entries; build nothing."""
    # Imported late: a build in which nothing changed needs nothing of what reads entries.
    from chronicle.desk.checking.check import check  # noqa: PLC0415
    from chronicle.desk.git import GitError, repository  # noqa: PLC0415

    options = Options(base_url=base_url, drafts=drafts, today=latest_day())
    try:
        if fix and since:
            repository(Path.cwd()).commit(since)  # a wrong word is told before files are changed
        unwritten = _mend(is_shown=not quiet, is_result=form == "text") if fix else ()
        asks = not quiet or form != "text"
        result = check(Path.cwd(), options, now=today(), strict=strict, since=since, asks=asks, say=say)
    except GitError as error:
        raise click.UsageError(printable(f"--since: {error}")) from None
    if unwritten:
        result = replace(result, problems=in_order((*unwritten, *result.problems)), is_done=False)
    changed = f", {counted(result.changed, 'file')} changed since {result.since[:10]}" if since else ""
    summary = f"Checked {counted(result.entries, 'entry', 'entries')}{changed}: no errors."
    ending = ending_of(
        result.problems, len(result.questions), is_done=result.is_done, summary=summary, aim="nothing was built"
    )
    if form == "text":
        print_problems(result.problems)
        questions, more = first_questions(result.questions)
        print_problems(questions)
        for line in more:
            say(line)
    else:
        everything = (*result.problems, *(question.problem() for question in result.questions))
        if form == "json":
            click.echo(as_json(everything, result.entries))
        else:
            _annotate(everything, ending)
    for notice in () if quiet else result.notices:
        say(printable(notice))
    finish(ending, is_done=result.is_done, quiet=quiet or form == "json")


def _mend(*, is_shown: bool, is_result: bool) -> tuple[Problem, ...]:
    """Mend what is safe; the diff goes beside the result where that is for programs. What could not be written."""
    from chronicle.desk.fixing.mending import diff, mend  # noqa: PLC0415 - a check alone does not need it

    outcome = mend(Path.cwd())
    for line in outcome.notes:
        say(printable(line))
    for line in diff(outcome.files) if is_shown else ():
        click.echo(line, err=not is_result)
    if is_shown:
        count = sum(file.count for file in outcome.files)
        click.echo(
            f"Made {counted(count, 'change')} in {counted(len(outcome.files), 'file')}."
            if count
            else "Nothing was mended.",
            err=not is_result,
        )
    if outcome.was_interrupted:
        left = f"{counted(outcome.left, 'file')} can still be mended" if outcome.left else "nothing is left to mend"
        end_told(f"{left}; the same command goes on")
    return outcome.problems


def _annotate(problems: Iterable[Problem], ending: str) -> None:
    """Commands for the runner of GitHub Actions, which shows some ten, and all problems in the job's summary."""
    for line in workflow_commands(problems, folder_in(os.environ.get("GITHUB_WORKSPACE", ""), Path.cwd())):
        click.echo(line)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(summary_table(problems, ending))
