"""`chronicle answer`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from chronicle.commands.clock import today
from chronicle.commands.options import clean_failures
from chronicle.commands.printing import print_problems, say
from chronicle.problems import printable


@click.command("answer")
@click.argument(
    "event", required=False, envvar="GITHUB_EVENT_PATH", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@clean_failures
def answer_command(event: Path | None) -> None:
    """Print the comment that answers a report: the entry that comes of it, and a link to add it on GitHub.

    EVENT is GitHub's file of an event of an issue that was made with the form "Report an incident"; in a workflow it
    is known. Nothing is written.
    """
    from chronicle.desk.checking.formats import folder_in  # noqa: PLC0415
    from chronicle.desk.reports.replying import EventError, read_issue, reply  # noqa: PLC0415 - the other commands do not need it

    if event is None:
        raise click.UsageError("name the file of an event, or set GITHUB_EVENT_PATH")
    try:
        issue = read_issue(event)
    except EventError as error:
        raise click.ClickException(printable(str(error))) from None
    folder = folder_in(os.environ.get("GITHUB_WORKSPACE", ""), Path.cwd())
    answer = reply(Path.cwd(), issue, folder, today())
    if not isinstance(answer, str):
        print_problems(answer)
        raise SystemExit(1)
    if answer:
        click.echo(answer.encode("utf-8", "replace"), nl=False)  # for GitHub, not for a terminal
    else:
        say("This issue was not made with the form: there is nothing to answer.")
