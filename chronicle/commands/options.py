"""What several commands share: their options, and how they end when they do not come to their own end."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from chronicle import signals
from chronicle.commands.printing import say, without_commands
from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def not_empty(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """A value that is given: an empty one, mostly of a variable that is not set, is no wish for what is usual."""
    if not value and context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE:
        raise click.BadParameter("is empty; give it a value, or leave it out")
    return value


BASE_URL = click.option(
    "--base-url", default="", metavar="URL", help="The site's address; overrides url in chronicle.toml."
)
DRAFTS = click.option("--drafts", is_flag=True, help="Include entries whose status is draft.")
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="Print problems only.")


# What a command that is ended leaves, if nothing else is known of it.
_LEFT: Final = {
    "init": "{folder} holds what it held",
    "new": "nothing was written",
    "import": "what was written is whole; the same command goes on",
    "rename": "nothing was renamed",
    "check": "nothing was changed",
    "build": "every file in {output} is whole; build again",
    "serve": "the site in site/ is as it was",
    "publish": "what is public is whole, the old site or the new one; publish again",
}


def clean_failures(command: Callable[..., None]) -> Callable[..., None]:
    """A command that is ended, or that the computer fails, says so in one line, and what is left to do."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:  # noqa: ANN401 - a command's own
        name = click.get_current_context().command.name or ""
        left = _LEFT.get(name, "nothing was written").format(**options)
        try:
            with signals.heard():
                command(*args, **options)
        except (KeyboardInterrupt, click.Abort) as error:
            if isinstance(error, click.Abort) and not signals.told_by():
                raise  # the end of the input
            end_told(left)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(printable(f"{where}{error.strerror or error}")) from None
        except MemoryError:
            raise click.ClickException(printable(f"there is not enough memory; {left}")) from None
        except RecursionError:
            raise click.ClickException(printable(f"something is nested too deep to be read; {left}")) from None
        except RuntimeError as error:
            if not isinstance(error.__cause__, signals.Ended):
                raise
            end_told(left)  # Python wraps what ends it while a class is made, as modules are loaded

    return run


def end_told(left: str) -> None:
    """Say that the command was told to end, and what is left, and exit with the code of the signal."""
    say(printable(f"Ended by {signals.told_by() or 'Ctrl-C'}; {left}"))
    raise SystemExit(signals.code())


@contextlib.contextmanager
def mistakes_told() -> Iterator[None]:
    """A mistake of the program itself keeps its traceback, safe for a terminal, and a line says what to do with it."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever was not foreseen
        import traceback  # noqa: PLC0415

        for line in traceback.format_exc().splitlines():
            say(without_commands(printable(line)))
        say("This is a mistake in Chronicle, not in your files; report it with these lines. What was written is whole.")
        raise SystemExit(1) from None
