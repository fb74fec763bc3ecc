"""The program `chronicle`: its commands, put together."""

from __future__ import annotations

import gc

import click

from chronicle.commands.answer import answer_command
from chronicle.commands.bring_in import import_command
from chronicle.commands.build import build_command
from chronicle.commands.check import check_command
from chronicle.commands.new import new_command
from chronicle.commands.publish import publish_command
from chronicle.commands.rename import rename_command
from chronicle.commands.schema import schema_command
from chronicle.commands.serve import serve_command
from chronicle.commands.start import init_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chronicle-incidents", prog_name="chronicle")
def main() -> None:
    """Keep a public record of incidents: from news articles to a dated, cross-linked static site."""
    # Nearly all that a command makes lives until it ends. What dies young is still found; the rest is not looked
    # through again and again, which took a third of the time of a large build.
    gc.set_threshold(100_000, 50, 1000)


for command in (
    init_command,
    new_command,
    import_command,
    rename_command,
    check_command,
    build_command,
    serve_command,
    publish_command,
    schema_command,
    answer_command,
):
    main.add_command(command)
