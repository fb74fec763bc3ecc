"""`chronicle schema`."""

from __future__ import annotations

import json

import click

from chronicle.entries.folder import KIND_FOLDERS


@click.command("schema")
@click.argument("kind", type=click.Choice(list(KIND_FOLDERS)))
def schema_command(kind: str) -> None:
    """Print the JSON Schema of an entry kind, made from the table that parses it."""
    from chronicle.entries.kinds import schema_of  # noqa: PLC0415 - the other commands need not load it

    click.echo(json.dumps(schema_of(kind), ensure_ascii=False, indent=2))
