"""The program `chronicle`: its commands, put together."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

import click

# Each command and where it is. It is loaded when it is asked for: what the others are made of costs as much as a start.
COMMANDS: Final = {
    "init": "start.init_command",
    "new": "new.new_command",
    "import": "bring_in.import_command",
    "rename": "rename.rename_command",
    "check": "check.check_command",
    "build": "build.build_command",
    "serve": "serve.serve_command",
    "publish": "publish.publish_command",
    "schema": "schema.schema_command",
    "answer": "answer.answer_command",
}


def command(name: str) -> click.Command:
    """The command of this name."""
    module, _, member = COMMANDS[name].partition(".")
    found: click.Command = getattr(import_module(f"chronicle.commands.{module}"), member)
    return found


class Commands(click.Group):
    """The commands of the program."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        """Their names, as the help lists them."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The one of this name, if there is one."""
        return super().get_command(ctx, cmd_name) or (command(cmd_name) if cmd_name in COMMANDS else None)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chronicle-incidents", prog_name="chronicle")
def main() -> None:
    """Keep a public record of incidents: from news articles to a dated, cross-linked static site."""
    # Nearly all that a command makes lives until it ends. What dies young is still found; the rest is not looked
    # through again and again, which took a third of the time of a large build.
    gc.set_threshold(100_000, 50, 1000)
