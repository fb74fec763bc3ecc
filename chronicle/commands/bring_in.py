"""`chronicle import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle import signals
from chronicle.commands.clock import today
from chronicle.commands.options import QUIET, clean_failures
from chronicle.commands.printing import print_problems, print_row_problems
from chronicle.problems import printable
from chronicle.terminal import Asking, Progress, RowProgress, is_terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.desk.importing.imported import Wishes
    from chronicle.desk.importing.rows import RowOutcome, TableWishes
    from chronicle.intake.tables.mapping import Mapping as Columns
    from chronicle.problems import Problem


@click.command("import")
@click.argument("seeds", metavar="SEED...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--add-sources", is_flag=True, help="Add the article to incidents that are there and that it tells of.")
@click.option("--only-incidents", is_flag=True, help="Write nothing of articles that report no incident.")
@click.option("--preset", metavar="NAME", help="What the columns of a table mean: acled, ucdp, gtd, timeline, table.")
@click.option(
    "--mapping", metavar="FILE", type=click.Path(path_type=Path), help="A file that says what a table's columns mean."
)
@click.option("--drafts", is_flag=True, help="Make the incidents of a table drafts.")
@click.option("--interactive", "-i", is_flag=True, help="Ask about each incident: accept, edit, skip or quit.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option(
    "--json",
    "as_lines",
    is_flag=True,
    help="Print one JSON object for each article, for each seed that gives none, and for each row of a table.",
)
@QUIET
@clean_failures
def import_command(
    seeds: tuple[Path, ...],
    add_sources: bool,
    only_incidents: bool,
    preset: str | None,
    mapping: Path | None,
    drafts: bool,
    interactive: bool,
    dry_run: bool,
    as_lines: bool,
    quiet: bool,
) -> None:
    """Draft entries from articles, and make entries of the rows of tables; nothing is ever overwritten.

    A SEED is a text, a web page or a feed, a table (CSV, Excel, JSON, GeoJSON), a folder of them, or - for standard
    input. Each value of a draft keeps its sentence.
    """
    # Imported late: the other commands need neither the importer nor its gazetteer.
    from chronicle.desk.importing.imported import Wishes  # noqa: PLC0415
    from chronicle.desk.importing.rows import TableWishes  # noqa: PLC0415
    from chronicle.intake.disk import find_seeds, is_table  # noqa: PLC0415

    if interactive:
        _must_be_able_to_ask({"--json": as_lines, "--only-incidents": only_incidents})
    found = find_seeds(Path.cwd(), seeds)
    tables = tuple(seed for seed in found if isinstance(seed, Path) and is_table(seed))
    articles = tuple(seed for seed in found if seed not in tables)
    if (preset or mapping or drafts) and not tables:
        raise click.UsageError("--preset, --mapping and --drafts are for tables, and no seed is one.")
    day = today()
    is_done = True
    if tables:
        columns = _columns(preset, mapping)
        rows = TableWishes(today=day, is_trial=dry_run, are_drafts=drafts, mapping=columns)
        is_done = _import_tables(tables, rows, as_lines=as_lines, quiet=quiet)
    if articles:
        wishes = Wishes(today=day, is_trial=dry_run, adds_sources=add_sources, only_incidents=only_incidents)
        is_done &= _import_articles(articles, wishes, interactive=interactive, as_lines=as_lines, quiet=quiet)
    if not is_done:
        raise SystemExit(1)


def _import_tables(tables: tuple[Path, ...], wishes: TableWishes, *, as_lines: bool, quiet: bool) -> bool:
    """Whether all rows could be imported."""
    from chronicle.desk.importing.rows import table_summary, types_to_name  # noqa: PLC0415
    from chronicle.desk.importing.tables import bring_tables  # noqa: PLC0415

    progress = RowProgress(is_shown=not (quiet or as_lines))

    def tell(outcome: RowOutcome) -> None:
        if as_lines:
            click.echo(json.dumps(outcome.as_json()))

    result = bring_tables(Path.cwd(), tables, wishes, tell, progress.move)
    progress.clear()
    print_row_problems(result.problems)
    if not (quiet or as_lines):
        if types := types_to_name(result):
            click.echo(types + "\n", err=True)
        click.echo(table_summary(result, wishes))
    if result.was_interrupted:
        click.echo(printable(f"Stopped after {progress.said}; the same command goes on."), err=True)
        raise SystemExit(signals.code())
    return result.is_done


def _import_articles(
    seeds: tuple[Path | Problem, ...], wishes: Wishes, *, interactive: bool, as_lines: bool, quiet: bool
) -> bool:
    """Whether all articles could be imported."""
    from chronicle.desk.importing.bringing_in import bring_in  # noqa: PLC0415
    from chronicle.desk.importing.imported import Outcome, stopped, summary  # noqa: PLC0415
    from chronicle.intake.report import as_json  # noqa: PLC0415
    from chronicle.intake.review import describe, describe_result  # noqa: PLC0415

    progress = Progress(seeds, is_shown=not (quiet or as_lines or interactive))

    def tell(outcome: Outcome) -> None:
        progress.clear()
        if as_lines:
            click.echo(json.dumps(as_json(outcome.report)))
        elif interactive and outcome.report.article:
            click.echo(describe_result(outcome.report, outcome.added) + "\n")
        elif not quiet:
            click.echo(describe(outcome.report, outcome.added) + "\n")

    asking = Asking() if interactive else None
    result = bring_in(Path.cwd(), progress, wishes, tell, asking)
    progress.clear()
    print_problems(result.problems)
    if not (quiet or as_lines):
        click.echo(summary(result, is_trial=wishes.is_trial))
    if asking and (result.was_interrupted or asking.was_broken_off):
        raise click.Abort
    if result.was_interrupted:
        click.echo(stopped(progress.done, progress.total, wishes), err=True)
        raise SystemExit(signals.code())
    return result.is_done


def _columns(preset: str | None, path: Path | None) -> Columns | None:
    """The mapping that was asked for; nothing when the columns are to show what they mean."""
    from chronicle.intake.tables.presets import mapping_in, presets  # noqa: PLC0415
    from chronicle.problems import did_you_mean  # noqa: PLC0415

    if preset and path:
        raise click.UsageError("--preset and --mapping do not go together.")
    if preset:
        known = presets()
        if preset not in known:
            guess = did_you_mean(preset, known)
            raise click.UsageError(f"--preset {preset}: there are {', '.join(sorted(known))}{guess}.")
        return known[preset]
    found = mapping_in(path) if path else None
    if isinstance(found, tuple):
        print_problems(found)
        raise SystemExit(1)
    return found


def _must_be_able_to_ask(flags: Mapping[str, bool]) -> None:
    for flag, is_given in flags.items():
        if is_given:
            raise click.UsageError(f"--interactive and {flag} do not go together.")
    if not is_terminal("stdin"):
        raise click.UsageError("--interactive needs a terminal to ask on.")
