"""The commands: each parses its options, makes one call, and prints. Click is known here and in `terminal`."""

from __future__ import annotations

import datetime as dt
import functools
import gc
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chronicle.building.build import Result, build, check
from chronicle.building.inputs import Options
from chronicle.desk.questions import MANY, OPTIONS, given_for
from chronicle.desk.reporting import FORMATS, as_json, first_questions, folder_in, summary_table, workflow_commands
from chronicle.desk.starting import StartError, beginning, start
from chronicle.entries.folder import KIND_FOLDERS
from chronicle.problems import Problem, error_count, in_order, printable, shown
from chronicle.terminal import Asking, Progress, conversation, edit_file, is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chronicle-incidents", prog_name="chronicle")
def main() -> None:
    """Keep a public record of incidents: from news articles to a dated, cross-linked static site."""
    # Nearly all that a command makes lives until it ends. What dies young is still found; the rest is not looked
    # through again and again, which took a third of the time of a large build.
    gc.set_threshold(100_000, 50, 1000)


def _clean_failures(command: Callable[..., None]) -> Callable[..., None]:
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


_BASE_URL = click.option(
    "--base-url", default="", metavar="URL", help="The site's address; overrides url in chronicle.toml."
)
_DRAFTS = click.option("--drafts", is_flag=True, help="Include entries whose status is draft.")
_STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_QUIET = click.option("--quiet", "-q", is_flag=True, help="Print problems only.")


@main.command("build")
@click.option("--output", default="site", show_default=True, metavar="DIR", help="The folder to write the site to.")
@_BASE_URL
@_DRAFTS
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    help="Processes to use; the site is the same with any number.",
)
@_STRICT
@click.option("--no-search", is_flag=True, help="Build without the full-text index.")
@click.option("--explain", is_flag=True, help="Say why each page was rendered.")
@_QUIET
@_clean_failures
def build_command(
    output: str,
    base_url: str,
    drafts: bool,
    jobs: int,
    strict: bool,
    no_search: bool,
    explain: bool,
    quiet: bool,
) -> None:
    """Build the site from content/ into site/; only what changed is made anew."""
    del jobs  # accepted from the start: one process builds
    options = Options(output=output, base_url=base_url, drafts=drafts, full_text=not no_search, today=_today())
    result = build(Path.cwd(), options, strict=strict, say=_say)
    _print_problems(result.problems)
    if result.notice:
        click.echo(result.notice, err=True)
    if explain:
        for address, why in result.reasons:
            click.echo(f"{address}: {why}")
    summary, aim = _build_summary(result, output), f"{output} was left as it was"
    _finish(result, _ending(result, strict=strict, summary=summary, aim=aim), quiet=quiet)


@main.command("check")
@_BASE_URL
@_DRAFTS
@_STRICT
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="Print for people, for programs, or for GitHub Actions: annotations, and the job's summary.",
)
@_QUIET
@_clean_failures
def check_command(base_url: str, drafts: bool, strict: bool, form: str, quiet: bool) -> None:
    """Say everything that is wrong with the entries; build nothing."""
    options = Options(base_url=base_url, drafts=drafts, today=_today())
    result = check(Path.cwd(), options, strict=strict, say=_say)
    ending = _ending(
        result,
        strict=strict,
        summary=f"Checked {_count(result.entries, 'entry', 'entries')}: no errors.",
        aim="nothing was built",
    )
    everything = (*result.problems, *result.questions)
    if form == "json":
        click.echo(as_json(everything, result.entries))
    elif form == "github":
        _annotate(everything, ending)
    else:
        _print_problems(result.problems)
        questions, more = first_questions(() if quiet else result.questions)
        _print_problems(questions)
        for line in more:
            _say(line)
    _finish(result, ending, quiet=quiet or form == "json")


@main.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The name of the chronicle; the folder's name if left out.")
@click.option("--url", default="", metavar="URL", help="The address its site will have, if it is known.")
@_QUIET
@_clean_failures
def init_command(folder: Path, title: str, url: str, quiet: bool) -> None:
    """Start a new chronicle in DIR: settings, folders, examples, and the workflow for GitHub Pages."""
    today = dt.datetime.now(dt.UTC).date()
    try:
        files = start(folder, beginning(title or folder.resolve().name, url, today))
    except StartError as error:
        raise click.ClickException(printable(str(error))) from None
    if not quiet:
        click.echo(f"Started a chronicle in {printable(str(folder))}: {_count(len(files), 'file', 'files')}.")
        click.echo(f"Next: cd {printable(str(folder))} && chronicle build")


@main.command("import")
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
@_QUIET
@_clean_failures
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
    from chronicle.desk.bringing_in import bring_in  # noqa: PLC0415
    from chronicle.desk.imported import Outcome, Wishes, stopped, summary  # noqa: PLC0415
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
    _print_problems(result.problems)
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


def _answers(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each question that `new` asks."""
    for name, words in reversed(OPTIONS.items()):
        many = name in MANY
        command = click.option(f"--{name}", name, multiple=many, help=words + " Several times." * many)(command)
    return command


@main.command("new")
@click.argument("new_kind", metavar="KIND", type=click.Choice(list(KIND_FOLDERS)))
@click.argument("title", default="")
@_answers
@click.option("--draft", is_flag=True, help="Write the incident as a draft.")
@click.option("--another", is_flag=True, help="Write it beside the entry that has its name, with a number.")
@click.option("--edit", is_flag=True, help="Open the new file in $EDITOR.")
@click.option("--no-ask", is_flag=True, help="Ask nothing, not even on a terminal.")
@_QUIET
@_clean_failures
def new_command(
    new_kind: str,
    title: str,
    *,
    draft: bool,
    another: bool,
    edit: bool,
    no_ask: bool,
    quiet: bool,
    **options: str | tuple[str, ...] | None,
) -> None:
    """Write a new entry; on a terminal, what is not given is asked for. Nothing is ever overwritten.

    TITLE is the title of an incident, article or note, and the name of a location or actor.
    """
    from chronicle.desk.composing import Wish  # noqa: PLC0415 - the other commands do not need it
    from chronicle.desk.new_entry import new_entry  # noqa: PLC0415

    given, faults = given_for(new_kind, title, options, is_draft=draft)
    wish = Wish(today=dt.datetime.now(dt.UTC).date(), is_draft=draft, is_another=another)
    talk = conversation() if is_terminal("stdin") and not no_ask and not faults else None
    outcome = new_entry(Path.cwd(), new_kind, given, faults, wish, talk)
    _print_problems(outcome.problems)
    for line in outcome.notes:
        click.echo(printable(line), err=True)
    for line in () if quiet else outcome.lines:
        click.echo(printable(line))
    if edit and outcome.path and (fault := edit_file(Path(outcome.path))):
        raise click.ClickException(f"{outcome.path} was written; {fault}")
    raise SystemExit(outcome.exit_code)


@main.command("schema")
@click.argument("kind", type=click.Choice(list(KIND_FOLDERS)))
def schema_command(kind: str) -> None:
    """Print the JSON Schema of an entry kind, made from the table that parses it."""
    from chronicle.entries.kinds import schema_of  # noqa: PLC0415 - the other commands need not load it

    click.echo(json.dumps(schema_of(kind), ensure_ascii=False, indent=2))


def _say(text: str) -> None:
    click.echo(text, err=True)


def _today() -> dt.date:
    """The day in the zone furthest ahead: what is today somewhere on Earth is not in the future."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()


def _print_problems(problems: Iterable[Problem]) -> None:
    lines: dict[str, list[str]] = {}
    for problem in in_order(problems):
        if problem.path not in lines:
            lines[problem.path] = _lines(Path(problem.path))
        text = lines[problem.path]
        line = text[problem.line - 1] if 0 < problem.line <= len(text) else None
        click.echo(shown(problem, line), err=True)


def _lines(path: Path) -> list[str]:
    try:
        if not path.is_file() or path.stat().st_size > 4 * 1024 * 1024:
            return []
        text = path.read_bytes().decode("utf-8-sig", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, ValueError):
        return []


def _annotate(problems: Iterable[Problem], ending: str) -> None:
    """Commands for the runner of GitHub Actions, which shows some ten, and all problems in the job's summary."""
    for line in workflow_commands(problems, folder_in(os.environ.get("GITHUB_WORKSPACE", ""), Path.cwd())):
        click.echo(line)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(summary_table(problems, ending))


def _ending(result: Result, *, strict: bool, summary: str, aim: str) -> str:
    """The last line."""
    errors = error_count(result.problems)
    warnings = len(result.problems) - errors
    found = [_count(errors, "error", "errors")] * bool(errors) + [_count(warnings, "warning", "warnings")] * bool(
        warnings
    )
    if result.is_done:
        found += [_count(len(result.questions), "question", "questions")] * bool(result.questions)
        return " ".join([summary, *(f"{number}." for number in found)])
    strictly = " (--strict)" if strict and not errors else ""
    return f"{' and '.join(found)}{strictly}; {aim}"


def _finish(result: Result, ending: str, *, quiet: bool) -> None:
    """Say the last line, and exit."""
    if not result.is_done:
        click.echo(ending, err=True)
        raise SystemExit(1)
    if not quiet:
        click.echo(ending)


def _build_summary(result: Result, output: str) -> str:
    if not (result.rendered or result.written or result.removed):
        return f"Nothing changed: {_count(result.pages, 'file', 'files')} in {output}. Open {output}/index.html."
    return (
        f"Built {_count(result.pages, 'file', 'files')} from {_count(result.entries, 'entry', 'entries')}: "
        f"{_count(result.rendered, 'page', 'pages')} rendered, {result.written} written, {result.removed} removed. "
        f"Open {output}/index.html."
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
