"""`chronicle rename`."""

from __future__ import annotations

from pathlib import Path

import click

from chronicle.commands.options import QUIET, clean_failures
from chronicle.problems import printable


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@QUIET
@clean_failures
def rename_command(old: str, new: str, *, dry_run: bool, quiet: bool) -> None:
    """Give an entry another file name, and so another address: its references change, and its old address leads on.

    OLD is a slug, kind:slug, a path or a name. NEW is a slug, or a path in the folder of the same kind.
    """
    from chronicle.desk.renaming.picking import RenameError  # noqa: PLC0415 - the other commands do not need it
    from chronicle.desk.renaming.rename import rename  # noqa: PLC0415
    from chronicle.desk.renaming.renamed import told  # noqa: PLC0415

    try:
        planned = rename(Path.cwd(), old, new, is_trial=dry_run)
    except RenameError as error:
        for line in f"Error: {error}".split("\n"):
            click.echo(printable(line), err=True)
        raise SystemExit(2 if error.is_usage else 1) from None
    for note in planned.notes:
        click.echo(printable(f"Note: {note}"), err=True)
    for line in () if quiet else told(planned, is_trial=dry_run):
        click.echo(printable(line))
