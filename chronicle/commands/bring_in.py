"""`chronicle import`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle.commands.options import QUIET, clean_failures
from chronicle.commands.printing import print_problems
from chronicle.terminal import Asking, Progress, is_terminal

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command("import")
@click.argument("seeds", metavar="SEED...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--add-sources", is_flag=True, help="Add the article to incidents that are there and that it tells of.")
@click.option("--only-incidents", is_flag=True, help="Write nothing of articles that report no incident.")
@click.option("--interactive", "-i", is_flag=True, help="Ask about each incident: accept, edit, skip or quit.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option(
    "--json",
    "as_lines",
    is_flag=True,
    help="Print one JSON object for each article, and for each seed that gives none.",
)
@QUIET
@clean_failures
def import_command(
    seeds: tuple[Path, ...],
    add_sources: bool,
    only_incidents: bool,
    interactive: bool,
    dry_run: bool,
    as_lines: bool,
    quiet: bool,
) -> None:
    """Draft entries from articles; each value keeps its sentence, and nothing is ever overwritten.

    A SEED is a text, a web page or a feed, a folder of them, or - for standard input.
    """
    # Imported late: the other commands need neither the importer nor its gazetteer.
    from chronicle.desk.importing.bringing_in import bring_in  # noqa: PLC0415
    from chronicle.desk.importing.imported import Outcome, Wishes, stopped, summary  # noqa: PLC0415
    from chronicle.intake.disk import find_seeds  # noqa: PLC0415
    from chronicle.intake.report import as_json  # noqa: PLC0415
    from chronicle.intake.review import describe, describe_result  # noqa: PLC0415

    if interactive:
        _must_be_able_to_ask({"--json": as_lines, "--only-incidents": only_incidents})
    progress = Progress(find_seeds(Path.cwd(), seeds), is_shown=not (quiet or as_lines or interactive))

    def tell(outcome: Outcome) -> None:
        progress.clear()
        if as_lines:
            click.echo(json.dumps(as_json(outcome.report), ensure_ascii=False))
        elif interactive and outcome.report.article:
            click.echo(describe_result(outcome.report, outcome.added) + "\n")
        elif not quiet:
            click.echo(describe(outcome.report, outcome.added) + "\n")

    today = dt.datetime.now(dt.UTC).date()
    wishes = Wishes(today=today, is_trial=dry_run, adds_sources=add_sources, only_incidents=only_incidents)
    asking = Asking() if interactive else None
    result = bring_in(Path.cwd(), progress, wishes, tell, asking)
    progress.clear()
    print_problems(result.problems)
    if not (quiet or as_lines):
        click.echo(summary(result, is_trial=dry_run))
    if asking and (result.was_interrupted or asking.was_broken_off):
        raise click.Abort
    if result.was_interrupted:
        click.echo(stopped(progress.done, progress.total, wishes), err=True)
        raise SystemExit(1)
    if not result.is_done:
        raise SystemExit(1)


def _must_be_able_to_ask(flags: Mapping[str, bool]) -> None:
    for flag, is_given in flags.items():
        if is_given:
            raise click.UsageError(f"--interactive and {flag} do not go together.")
    if not is_terminal("stdin"):
        raise click.UsageError("--interactive needs a terminal to ask on.")
