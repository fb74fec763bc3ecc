"""`chronicle serve`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle.building.guarding import PREVIEW
from chronicle.building.inputs import Options
from chronicle.commands.clock import latest_day
from chronicle.commands.options import DRAFTS, QUIET, clean_failures
from chronicle.commands.printing import ending_of, print_problems, say
from chronicle.problems import counted, printable

if TYPE_CHECKING:
    from chronicle.desk.serving.preview import Built
    from chronicle.problems import Problem


@click.command("serve")
@DRAFTS
@click.option("--search", is_flag=True, help="Make the full-text index too, which takes its time with each change.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen at; 8000, or the next that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@QUIET
@clean_failures
def serve_command(drafts: bool, search: bool, port: int | None, host: str, opens: bool, quiet: bool) -> None:
    """Show the site in a browser on this computer, and follow each change; problems stand in the page.

    Nothing is written to site/: a preview may hold drafts. Ctrl-C ends it.
    """
    from chronicle.desk.serving.requests import is_loopback  # noqa: PLC0415 - the other commands need none of it
    from chronicle.desk.serving.session import ServeError, Talk, no_chronicle, serve  # noqa: PLC0415

    project = Path.cwd()
    if problem := no_chronicle(project):
        print_problems([problem])
        raise SystemExit(1)
    if not is_loopback(host):
        words = "all drafts too" if drafts else "before it is published"
        say(f"Everybody on the network of {printable(host)} can read this site, {words}.")
    told = _Told(quiet=quiet, opens=opens)
    talk = Talk(started=told.started, built=told.built, say=say)

    def options() -> Options:
        return Options(output=PREVIEW, drafts=drafts, full_text=search, today=latest_day())

    try:
        serve(project, host, port, options, talk)
    except ServeError as error:
        raise click.ClickException(printable(str(error))) from None
    if not quiet:
        click.echo("The preview has ended.")


class _Told:
    """What was printed so far: the same problems are not listed again with each build."""

    def __init__(self, *, quiet: bool, opens: bool) -> None:
        self._quiet = quiet
        self._opens = opens
        self._address = ""
        self._problems: tuple[Problem, ...] = ()
        self._notice = ""

    def started(self, address: str) -> None:
        """The preview listens."""
        self._address = address
        if not self._quiet:
            click.echo(f"The site is at {address} and follows each change. Ctrl-C ends.")

    def built(self, built: Built) -> None:
        """A build is done, or has failed."""
        result = built.result
        if result.problems != self._problems:
            print_problems(result.problems)
        if result.notice and result.notice != self._notice:
            say(result.notice)
        self._problems, self._notice = result.problems, result.notice
        for line in built.trace.splitlines():
            say(printable(line))
        if built.fault:
            say(printable(f"{built.fault}; {_left(built)}"))
        elif not (result.is_done and self._quiet):
            ending = ending_of(result.problems, is_done=result.is_done, summary=_summary(built), aim=_left(built))
            click.echo(ending, err=not result.is_done)
        if self._opens and built.has_site:
            self._opens = False
            if not webbrowser.open(self._address):
                say(f"No browser could be opened: open {self._address} yourself.")


def _left(built: Built) -> str:
    return "the last good site stays" if built.has_site else "there is no site yet"


def _summary(built: Built) -> str:
    result = built.result
    time = f"in {built.seconds:.1f} s"
    if not (result.rendered or result.written or result.removed):
        return f"Looked again {time}: nothing changed." if not built.is_first else f"Looked through it {time}."
    pages = counted(result.rendered, "page")
    return f"Built {time}: {pages} rendered, {result.written} written, {result.removed} removed."
