"""`chronicle init`."""

from __future__ import annotations

from pathlib import Path

import click

from chronicle.commands.clock import today
from chronicle.commands.options import QUIET, clean_failures
from chronicle.problems import counted, printable


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The name of the chronicle; the folder's name if left out.")
@click.option("--url", default="", metavar="URL", help="The address its site will have, if it is known.")
@QUIET
@clean_failures
def init_command(folder: Path, title: str, url: str, quiet: bool) -> None:
    """Start a new chronicle in DIR: settings, folders, examples, and what its editors need on GitHub."""
    from chronicle.desk.starting import StartError, beginning, next_steps, start  # noqa: PLC0415 - the other commands need not load it

    try:
        files = start(folder, beginning(title or folder.resolve().name, url, today()))
    except StartError as error:
        raise click.ClickException(printable(str(error))) from None
    if not quiet:
        where = printable(str(folder))
        click.echo(f"Started a chronicle in {where}: {counted(len(files), 'file')}. README.md says how to go on.")
        for line in next_steps(folder):
            click.echo(printable(line))
