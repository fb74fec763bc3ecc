"""`chronicle publish`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle.commands.clock import latest_day
from chronicle.commands.options import QUIET, clean_failures, not_empty
from chronicle.commands.printing import ending_of, finish, print_problems, say
from chronicle.problems import printable

if TYPE_CHECKING:
    from chronicle.desk.publishing.publish import Publication


@click.command("publish")
@click.option("--remote", default="", callback=not_empty, metavar="NAME", help="The remote to push to; usually origin.")
@click.option(
    "--branch", default="", callback=not_empty, metavar="NAME", help="The branch that Pages serves; usually gh-pages."
)
@click.option("--dry-run", is_flag=True, help="Do everything but the push.")
@click.option(
    "--allow-lost",
    multiple=True,
    metavar="ADDRESS",
    help="A page of an entry that may vanish, such as incidents/x.html; several times.",
)
@click.option(
    "--take-over", is_flag=True, help="Replace what is on the branch although it was not published from here."
)
@QUIET
@clean_failures
def publish_command(
    remote: str, branch: str, dry_run: bool, allow_lost: tuple[str, ...], take_over: bool, quiet: bool
) -> None:
    """Build the site strictly and push it to the branch that GitHub Pages serves."""
    # Imported late: a build in which nothing changed needs nothing of what reads entries.
    from chronicle.desk.git import GitError  # noqa: PLC0415
    from chronicle.desk.publishing.judging import PublishError, report  # noqa: PLC0415
    from chronicle.desk.publishing.publish import Stopped, Wishes, publish  # noqa: PLC0415

    wishes = Wishes(remote=remote, branch=branch, only_try=dry_run, allow_lost=allow_lost, take_over=take_over)
    try:
        done = publish(Path.cwd(), wishes, latest_day(), say=_silent if quiet else _say)
    except (GitError, PublishError) as error:
        raise click.ClickException(_lines(str(error))) from None
    if isinstance(done, Stopped):
        print_problems(done.problems)
        ending = ending_of(done.problems, is_done=False, summary="", aim=f"nothing was published; {done.way}")
        finish(ending, is_done=False, quiet=quiet)
        return
    if done.notice:
        say(_lines(done.notice))
    if done.where.remark:
        say(_lines(f"Note: {done.where.remark}"))
    if not quiet:
        click.echo(_lines("\n".join([*_told(done, dry_run=dry_run), *report(done.size)])))


def _told(done: Publication, *, dry_run: bool) -> list[str]:
    """What was published, and where readers find it."""
    first = f"Published to {done.place} from {done.source}: {done.change}."
    if dry_run:
        first = f"Nothing was pushed (--dry-run). To {done.place} from {done.source}: {done.change}."
    if not done.commit:
        first = f"Nothing changed: {done.place} holds this site already."
    address = done.where.address or 'not known: write url = "https://…/" into chronicle.toml'
    return [first, f"Address: {address}"]


def _say(text: str) -> None:
    say(_lines(text))


def _silent(_: str) -> None:
    """Say nothing of what goes well."""


def _lines(text: str) -> str:
    """Text of several lines, safe for a terminal."""
    return "\n".join(map(printable, text.split("\n")))
