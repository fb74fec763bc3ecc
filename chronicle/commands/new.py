"""`chronicle new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle.commands.clock import today
from chronicle.commands.options import QUIET, clean_failures
from chronicle.commands.printing import print_problems
from chronicle.desk.new.questions import MANY, OPTIONS, given_for
from chronicle.entries.folder import KIND_FOLDERS
from chronicle.problems import printable
from chronicle.terminal import conversation, edit_file, is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable


def _answers(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each question that `new` asks."""
    for name, words in reversed(OPTIONS.items()):
        many = name in MANY
        command = click.option(
            f"--{name}", name.replace("-", "_"), multiple=many, help=words + " Several times." * many
        )(command)
    return command


@click.command("new")
@click.argument("new_kind", metavar="KIND", type=click.Choice(list(KIND_FOLDERS)))
@click.argument("title", default="")
@_answers
@click.option("--draft", is_flag=True, help="Write the incident as a draft.")
@click.option("--another", is_flag=True, help="Write it beside the entry that has its name, with a number.")
@click.option("--edit", is_flag=True, help="Open the new file in $EDITOR.")
@click.option("--no-ask", is_flag=True, help="Ask nothing, not even on a terminal.")
@QUIET
@clean_failures
def new_command(
    new_kind: str,
    title: str,
    *,
    draft: bool,
    another: bool,
    edit: bool,
    no_ask: bool,
    quiet: bool,
    **options: str | tuple[str, ...] | None,
) -> None:
    """Write a new entry; on a terminal, what is not given is asked for. Nothing is ever overwritten.

    TITLE is the title of an incident, article or note, and the name of a location or actor.
    """
    from chronicle.desk.new.composing import Wish  # noqa: PLC0415 - the other commands do not need it
    from chronicle.desk.new.new_entry import new_entry  # noqa: PLC0415

    answers = {name.replace("_", "-"): value for name, value in options.items()}
    given, faults = given_for(new_kind, title, answers, is_draft=draft)
    wish = Wish(today=today(), is_draft=draft, is_another=another)
    talk = conversation() if is_terminal("stdin") and not no_ask and not faults else None
    outcome = new_entry(Path.cwd(), new_kind, given, faults, wish, talk)
    print_problems(outcome.problems)
    for line in outcome.notes:
        click.echo(printable(line), err=True)
    for line in () if quiet else outcome.lines:
        click.echo(printable(line))
    if edit and outcome.path and (fault := edit_file(Path(outcome.path))):
        raise click.ClickException(f"{outcome.path} was written; {fault}")
    raise SystemExit(outcome.exit_code)
