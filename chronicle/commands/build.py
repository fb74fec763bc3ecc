"""`chronicle build`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.commands.clock import latest_day
from chronicle.commands.options import BASE_URL, DRAFTS, QUIET, STRICT, clean_failures
from chronicle.commands.printing import ending_of, finish, print_problems, say
from chronicle.problems import counted

if TYPE_CHECKING:
    from chronicle.building.task import Result


@click.command("build")
@click.option("--output", default="site", show_default=True, metavar="DIR", help="The folder to write the site to.")
@BASE_URL
@DRAFTS
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that convert Markdown and make pages, else one a processor; the site is the same.",
)
@STRICT
@click.option("--no-search", is_flag=True, help="Build without the full-text index.")
@click.option("--explain", is_flag=True, help="Say why each page was rendered.")
@QUIET
@clean_failures
def build_command(
    output: str,
    base_url: str,
    drafts: bool,
    jobs: int | None,
    strict: bool,
    no_search: bool,
    explain: bool,
    quiet: bool,
) -> None:
    """Build the site from content/ into site/; only what changed is made anew."""
    options = Options(
        output=output,
        base_url=base_url,
        drafts=drafts,
        full_text=not no_search,
        today=latest_day(),
        jobs=jobs or 0,
    )
    gc.disable()  # until the process ends: after a build there is nothing left to do that makes much to collect
    result = build(Path.cwd(), options, strict=strict, say=say)
    print_problems(result.problems)
    if result.notice:
        click.echo(result.notice, err=True)
    if explain:
        for address, why in result.reasons:
            click.echo(f"{address}: {why}")
    summary, aim = _build_summary(result, output), f"{output} was left as it was"
    ending = ending_of(result.problems, is_done=result.is_done, summary=summary, aim=aim)
    finish(ending, is_done=result.is_done, quiet=quiet)


def _build_summary(result: Result, output: str) -> str:
    if not (result.rendered or result.written or result.removed):
        return f"Nothing changed: {counted(result.pages, 'file')} in {output}. Open {output}/index.html."
    return (
        f"Built {counted(result.pages, 'file')} from {counted(result.entries, 'entry', 'entries')}: "
        f"{counted(result.rendered, 'page')} rendered, {result.written} written, {result.removed} removed. "
        f"Open {output}/index.html."
    )
