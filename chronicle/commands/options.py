"""What several commands share: their options, and how their failures end."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Callable

BASE_URL = click.option(
    "--base-url", default="", metavar="URL", help="The site's address; overrides url in chronicle.toml."
)
DRAFTS = click.option("--drafts", is_flag=True, help="Include entries whose status is draft.")
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="Print problems only.")


def clean_failures(command: Callable[..., None]) -> Callable[..., None]:
    """A file that cannot be read or written ends in one line, not in a traceback."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:  # noqa: ANN401 - a command's own
        try:
            command(*args, **options)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(printable(f"{where}{error.strerror or error}")) from None

    return run
