"""The commands build and check: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from sites import cache_of, entry, incident, location, make_site, tree, write

from chronicle.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PORT = location("Port", coordinates="[51.5, 0.1]")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two entries, and the place where commands run."""
    make_site(tmp_path, {"incidents/a.md": incident(), "notes/about.md": entry("Text.", title="About")})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments)


def test_build_says_what_it_did(project: Path) -> None:
    """The summary counts files, entries, pages rendered, written and removed, and names the first page."""
    result = run("build", "--no-search")
    files = len(tree(project / "site")) - 1
    made = re.search(r"(\d+) pages rendered", result.stdout)
    assert made
    rendered = int(made[1])
    assert sum(name.endswith((".html", ".xml")) for name in tree(project / "site")) <= rendered < files
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"Built {files} files from 2 entries: {rendered} pages rendered, {files} written, 0 removed. "
        "Open site/index.html.\n"
    )
    assert run("build", "--no-search").stdout == f"Nothing changed: {files} files in site. Open site/index.html.\n"
    write(project, {"notes/about.md": entry("Other text.", title="About")})
    assert run("build", "--no-search").stdout == (
        f"Built {files} files from 2 entries: 1 page rendered, 1 written, 0 removed. Open site/index.html.\n"
    )


def test_build_explains_each_page(project: Path) -> None:
    """--explain prints a line for each page rendered, before the summary."""
    run("build")
    write(project, {"notes/about.md": entry("Other text.", title="About")})
    assert run("build", "--explain").stdout.splitlines()[0] == "about.html: changed: prose"


def test_an_error_is_shown_with_its_line_and_a_correction(project: Path) -> None:
    """Path, line, column, field, message and code; then the line and what it should be; nothing is written."""
    write(project, {"incidents/b.md": incident(date="19/10/2023")})
    result = run("build")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        (
            'content/incidents/b.md:3:7: error: date: "19/10/2023" is not a date; '
            "write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or 2023-10-19/.. [date-form]"
        ),
        "    date: 19/10/2023",
        "  → date: 2023-10-19",
        "1 error; site was left as it was",
    ]
    assert not (project / "site").exists()


def test_all_problems_of_all_files_are_said_in_order(project: Path) -> None:
    """One run names every error and warning, sorted by file and line."""
    write(
        project, {"incidents/c.md": incident(date="x"), "incidents/b.md": incident(sources="", colour="red", date="y")}
    )
    result = run("check")
    assert result.exit_code == 1
    places = [line.split(" ")[0:2] for line in result.stderr.splitlines() if line.startswith("content/")]
    assert places == [
        ["content/incidents/b.md:3:7:", "error:"],
        ["content/incidents/b.md:4:1:", "warning:"],
        ["content/incidents/c.md:3:7:", "error:"],
    ]
    assert result.stderr.splitlines()[-1] == "2 errors and 1 warning; nothing was built"


def test_warnings_are_said_and_do_not_stop_the_build(project: Path) -> None:
    """A warning is shown and counted; --strict makes it stop the build."""
    write(project, {"incidents/b.md": incident(sources="")})
    result = run("build")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == (
        "content/incidents/b.md:1:1: warning: sources: "
        "has no source; add sources: with an article, or a publisher and url [source-missing]"
    )
    assert result.stdout.endswith("Open site/index.html. 1 warning.\n")
    before = tree(project / "site")
    write(project, {"incidents/a.md": incident("New")})
    result = run("build", "--strict")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == "1 warning (--strict); site was left as it was"
    assert tree(project / "site") == before
    assert run("check", "--strict").stderr.splitlines()[-1] == "1 warning (--strict); nothing was built"


def test_check_says_that_all_is_well(project: Path) -> None:
    """A check counts the entries and writes no site."""
    write(project, {"incidents/a.md": incident(locations="[port]"), "locations/port.md": PORT})
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Checked 3 entries: no errors.\n", "")
    assert not (project / "site").exists()
    for name in ("incidents/a.md", "locations/port.md"):
        (project / "content" / name).unlink()
    assert run("check").stdout == "Checked 1 entry: no errors.\n"


def test_quiet_prints_problems_only(project: Path) -> None:
    """--quiet leaves out the summary and nothing else."""
    for command in ("build", "check"):
        result = run(command, "--quiet")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    write(project, {"incidents/b.md": incident(date="x")})
    for command in ("build", "check"):
        result = run(command, "-q")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("content/incidents/b.md:3:7: error: date:")


def test_a_date_in_the_future_is_a_warning_of_the_command(project: Path) -> None:
    """Only the command line knows today."""
    write(project, {"incidents/b.md": incident(date="9999-01-01")})
    assert "content/incidents/b.md:3:7: warning: date: 9999-01-01 is in the future" in run("build").stderr


def test_drafts_are_built_on_request(project: Path) -> None:
    """--drafts includes them; without it they are taken away again."""
    write(project, {"incidents/b.md": incident(status="draft")})
    assert run("build", "--drafts").exit_code == 0
    assert (project / "site/incidents/b.html").exists()
    run("build")
    assert not (project / "site/incidents/b.html").exists()


def test_output_and_address_can_be_chosen(project: Path) -> None:
    """--output names the folder, --base-url the address."""
    result = run("build", "--output", "public", "--base-url", "https://other.example/x")
    assert result.stdout.endswith("Open public/index.html.\n")
    assert "https://other.example/x/index.html" in (project / "public/feed.xml").read_text()


@pytest.mark.usefixtures("project")
def test_an_output_that_is_not_ours_is_one_line() -> None:
    """A folder that must not be written to ends the build with exit code 1."""
    result = run("build", "--output", "content")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "content: error: content lies in content, which is not for output; choose another --output [output-folder]",
        "1 error; content was left as it was",
    ]


def test_outside_a_chronicle_commands_say_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without chronicle.toml there is nothing to build, and nothing is made."""
    monkeypatch.chdir(tmp_path)
    for command in ("build", "check"):
        result = run(command)
        assert result.exit_code == 1
        assert result.stderr.splitlines()[0] == (
            "chronicle.toml: error: is not here; go to the folder of a chronicle, or make one: chronicle init DIR "
            "[no-chronicle]"
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["build", "--nonsense"], ["build", "--jobs", "0"], ["nonsense"], ["build", "x"]])
def test_wrong_usage_has_an_exit_code_of_its_own(project: Path, arguments: list[str]) -> None:
    """Options that do not exist end with 2, and nothing is built."""
    assert run(*arguments).exit_code == 2
    assert not (project / "site").exists()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("arguments", [["check", "--since", ""], ["publish", "--remote="], ["publish", "--branch", ""]])
def test_an_empty_name_does_not_stand_for_the_usual_one(arguments: list[str]) -> None:
    """A variable that a script did not set neither pushes anywhere, nor makes a check of a change one of all."""
    name = arguments[1].strip("=")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '{name}': is empty; give it a value, or leave it out" in result.stderr


def test_a_dropped_cache_is_one_line(project: Path) -> None:
    """The command says what happened to the cache, and goes on."""
    run("build")
    cache_of(project).write_bytes(b"garbage" * 500)
    result = run("build")
    assert result.exit_code == 0
    assert result.stderr == "the cache was dropped (file is not a database); everything is made anew\n"


def test_control_characters_never_reach_the_terminal(project: Path) -> None:
    """What an entry or a file name holds is written out."""
    write(project, {"incidents/b.md": '---\ntitle: "T"\ndate: "\\e[31mred\\a\\u202e"\n---\n'})
    (project / "content/incidents/\x1b[31m.md").write_text(incident())
    result = run("build")
    assert result.exit_code == 1
    assert "content/incidents/\\x1b[31m.md: error: the file name has characters" in result.stderr
    assert "content/incidents/b.md:3:" in result.stderr
    assert not set(result.stderr) & set("\x1b\x07\u202e")


def test_the_program_runs_as_a_module(project: Path) -> None:
    """`python -m chronicle` is the same program."""
    done = subprocess.run([sys.executable, "-m", "chronicle", "check"], cwd=project, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"Checked 2 entries: no errors. 1 question." + os.linesep.encode())


def test_check_prints_json_and_nothing_else(project: Path) -> None:
    """--format json: standard output is one JSON object, with problems and without; exit codes are as ever."""
    (project / "content/incidents/a.md").unlink()
    result = run("check", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {"entries": 1, "errors": 0, "warnings": 0, "questions": 0, "problems": []}
    write(project, {"incidents/b.md": incident(date="19/10/2023")})
    result = run("check", "--format", "json", "--quiet")
    assert (result.exit_code, result.stderr) == (1, "1 error; nothing was built\n")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["date-form"]
    write(project, {"incidents/b.md": incident(sources="")})
    assert run("check", "--format", "json").exit_code == 0
    assert run("check", "--format", "json", "--strict").exit_code == 1


def test_check_annotates_a_pull_request(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--format github: a command for each problem, and all of them at the end of the job's summary."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    (project / "content/incidents/a.md").unlink()
    place = {"locations": "[port]"}
    write(project, {"incidents/b.md": incident(sources="", **place), "locations/port.md": PORT})
    said = (
        f"::warning file={project.name}/content/incidents/b.md,line=1,col=1,title=source-missing::"
        "sources: has no source; add sources: with an article, or a publisher and url\n"
    )
    result = run("check", "--format", "github")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == said + "Checked 3 entries: no errors. 1 warning.\n"
    (project / "summary.md").write_text("Before.\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    result = run("check", "--format", "github", "--strict")
    assert (result.exit_code, result.stdout, result.stderr) == (1, said, "1 warning (--strict); nothing was built\n")
    summary = (project / "summary.md").read_text("utf-8")
    assert summary.startswith("Before.\n**1 warning (--strict); nothing was built**\n\n<table>\n")
    assert summary.count("<code>source-missing</code>") == 1


def test_check_asks_and_nothing_fails_for_it(project: Path) -> None:
    """Questions come after the problems, are counted apart, and are no part of --strict, --quiet or a build."""
    asked = (
        "content/incidents/a.md:1:1: question: locations: names no place, so it is on no map and in no list of a "
        "place; add locations: [incident-without-place]\n    ---\n"
    )
    for strict in ([], ["--strict"]):
        result = run("check", *strict)
        assert (result.exit_code, result.stderr) == (0, asked)
        assert result.stdout == "Checked 2 entries: no errors. 1 question.\n"
    assert run("check", "--quiet").stderr == ""
    assert json.loads(run("check", "--format", "json").stdout)["questions"] == 1
    assert "::notice file=content/incidents/a.md,line=1," in run("check", "--format", "github").stdout
    assert run("build", "--strict", "--no-search").stderr == ""
    write(project, {"incidents/b.md": incident(date="x")})
    assert "question" not in run("check").stderr


def test_check_asks_a_few_of_each_kind_on_a_terminal(project: Path) -> None:
    """Ten of one code are printed, the rest is counted; for programs there are all."""
    write(project, {f"incidents/x-{number}.md": incident() for number in range(11)})
    lines = run("check").stderr.splitlines()
    assert sum("[incident-without-place]" in line for line in lines[:-1]) == 10
    assert lines[-1] == "and 2 more [incident-without-place]; --format json has all"
    assert json.loads(run("check", "--format", "json").stdout)["questions"] == 12


def test_check_asks_about_drafts_and_pictures(project: Path) -> None:
    """What a draft uses is used; a picture that holds a position is named."""
    write(
        project,
        {
            "incidents/a.md": incident(locations="[port]", status="draft", media="[{file: media/a.png, alt: A}]"),
            "locations/port.md": PORT,
            "media/a.png": b"<rdf:Description exif:GPSLatitude='51,30N'/>",
            "media/b.txt": b"<rdf:Description exif:GPSLatitude='51,30N'/>",
        },
    )
    assert run("check").stderr == (
        "content/media/a.png: question: says where it was taken, to whoever downloads it; if that can harm somebody, "
        "save it without its position [picture-position]\n"
    )


def test_a_build_in_which_nothing_changed_loads_nothing_that_reads_entries(project: Path) -> None:
    """Neither YAML, Markdown, templates, languages nor processes: it ends before they would have been imported.

    Of the library nothing, either, that takes long and is needed for a picture, a slug or a version only.
    """
    pages, little = ("babel", "jinja2", "markdown", "multiprocessing", "nh3", "yaml"), ("anyascii", "chronicle.config")
    others = ("imagesize", "importlib.metadata", "shutil", "watchfiles")
    program = (
        "import contextlib, sys; from chronicle.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['build', '--quiet'])\n"
        f"print(*(name for name in {(*pages, *little, *others)} if name in sys.modules))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert {*pages, *little} <= set(runs[0].split())
    assert runs[1].split() == []


def test_a_command_is_loaded_when_it_is_asked_for() -> None:
    """The version is known without any."""
    program = (
        "import sys; from chronicle.cli import main; main(['--version'], standalone_mode=False)\n"
        "print(*(name for name in sys.modules if name.startswith('chronicle.')))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert found.splitlines()[1:] == ["chronicle.cli"]


def test_no_line_of_an_entry_is_a_command_to_the_runner_of_github(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It obeys what begins with two colons, behind spaces too, and an older form anywhere; elsewhere lines stay."""
    write(project, {"incidents/b.md": "---\n::error title=x::y a##[error]b\n---\n"})
    assert "    ::error title=x::y a##[error]b\n" in run("build").stderr
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = run("build").stderr
    assert "    : :error title=x::y a## [error]b\n" in said
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in said.splitlines())
