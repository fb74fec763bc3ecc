"""`chronicle schema`."""

from __future__ import annotations

import click

from chronicle.commands.options import clean_failures
from chronicle.entries.folder import KIND_FOLDERS


@click.command("schema")
@click.argument("kind", type=click.Choice(list(KIND_FOLDERS)))
@clean_failures
def schema_command(kind: str) -> None:
    """Print the JSON Schema of an entry kind, made from the table that parses it."""
    from chronicle.desk.editor_files import schema_text  # noqa: PLC0415 - the other commands need not load it

    click.echo(schema_text(kind), nl=False)
