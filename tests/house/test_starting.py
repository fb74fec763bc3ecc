"""`chronicle init` writes a chronicle that works at once, and never touches what is there."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from repositories import run

from chronicle.cli import main
from chronicle.desk import starting
from chronicle.desk.editor_files import front_matter_settings
from chronicle.desk.starting import StartError, beginning, next_steps, start, starter_files
from chronicle.entries.fields import entry_fields, is_required
from chronicle.entries.kinds import KINDS, schema_of
from chronicle.entries.parsing import parse_entry
from chronicle.problems import shown

TODAY = dt.date(2024, 5, 1)
ROOT = Path(__file__).parents[2]
STARTER = ROOT / "chronicle" / "desk" / "starter"
PICTURES = STARTER / "dot-github" / "pictures"
READMES = ("README.md", "content/README.md")


def test_a_new_chronicle_builds_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, examples and all: neither an error nor a warning, with drafts and without."""
    start(tmp_path / "new", beginning("New", "https://example.org/", TODAY))
    monkeypatch.chdir(tmp_path / "new")
    for command in (["check", "--strict"], ["build", "--strict"], ["build", "--strict", "--drafts"]):
        result = CliRunner().invoke(main, command)
        assert (result.exit_code, result.stderr) == (0, "")


def test_a_title_with_quotes_stays_what_it_is(tmp_path: Path) -> None:
    """The title is written as a TOML text, whatever is in it."""
    start(tmp_path, beginning('The "{url_line}" \\ record', "", TODAY))
    settings = tomllib.loads((tmp_path / "chronicle.toml").read_text("utf-8"))
    assert settings["title"] == 'The "{url_line}" \\ record'
    assert settings["url"] == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (b"a\xffb", "a b"),
        (b"a\nb", "a b"),
        (b"\x1b[2J", "[2J"),
        (b"\x01", "Chronicle"),
        ("م\u200cا".encode(), "م\u200cا"),
        (b"x" * 250, "x" * 200),
    ],
)
def test_a_chronicle_is_called_by_its_folder_whatever_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes, title: str
) -> None:
    """What no title may have is left out, and the new chronicle can be built."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", os.fsdecode(name)]).exit_code == 0
    monkeypatch.chdir(os.fsdecode(name))
    assert tomllib.loads(Path("chronicle.toml").read_text("utf-8"))["title"] == title
    assert CliRunner().invoke(main, ["build"]).exit_code == 0


def test_the_feed_is_named_by_the_host_and_the_day() -> None:
    """A tag URI (RFC 4151) where there is a host, a random UUID where there is none."""
    assert beginning("My record", "https://example.org/x", TODAY).feed_id == "tag:example.org,2024-05-01:my-record"
    assert beginning("My record", "", TODAY).feed_id.startswith("urn:uuid:")


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """Nothing is written beside files that were there before."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(StartError, match=r"is not empty \(it holds mine.txt\); choose a new folder"):
        start(tmp_path, beginning("New", "", TODAY))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_fresh_clone_of_an_empty_repository_is_taken(tmp_path: Path) -> None:
    """A folder with nothing but .git and a licence is as good as empty."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("x", "utf-8")
    assert ".github/workflows/pages.yml" in start(tmp_path, beginning("New", "", TODAY))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["init", "taken"], "Error: taken is a file; choose a new folder\n"),
        (["init", "new", "--url", "ftp://x"], "Error: --url 'ftp://x' must begin with https:// or http://\n"),
    ],
)
def test_a_start_that_cannot_be_made_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    """A mistake on the command line ends in a clear line and exit code 1."""
    (tmp_path / "taken").write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stderr) == (1, message)


@pytest.mark.parametrize("number", [0, 1, 7])
def test_a_start_that_fails_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """In a folder with half of a chronicle none could be started again; what another one put there is not taken."""
    names = beginning("New", "", TODAY)
    files = list(starter_files(names).items())
    (tmp_path / "new/.git").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr(starting, "starter_files", lambda _: dict([*files[:number], ("x/y/z", "\ud800")]))
        with pytest.raises(UnicodeEncodeError):
            start(tmp_path / "new", names)
        assert [path.name for path in (tmp_path / "new").iterdir()] == [".git"]
        patch.setattr(starting, "starter_files", lambda _: dict([*files[:number], ("README.md", meanwhile())]))

        def meanwhile() -> str:
            (tmp_path / "new/README.md").write_text("mine", "utf-8")
            return "ours"

        with pytest.raises(FileExistsError):
            start(tmp_path / "new", names)
    assert (tmp_path / "new/README.md").read_text("utf-8") == "mine"
    (tmp_path / "new/README.md").unlink()
    assert start(tmp_path / "new", names)


# ---- what editors read


def links_of(text: str) -> list[str]:
    """The addresses that a Markdown text leads to or shows."""
    return re.findall(r"\]\(([^)\s]+)\)", text)


def test_the_empty_entry_of_the_link_waits_for_what_must_be_there() -> None:
    """Filled in it is an entry; as it comes, check asks for each value, and for a name."""
    texts = set()
    for name in READMES:
        (link,) = (each for each in links_of((STARTER / name).read_text("utf-8")) if "/new/main/" in each)
        query = parse_qs(urlsplit(link).query, strict_parsing=True)
        assert query["filename"] == ["YYYY-MM-DD-place.md"]
        texts.add(query["value"][0])
    (text,) = texts
    _, problems = parse_entry(KINDS["incident"], text, "content/incidents/x.md")
    assert sorted((each.line, each.field) for each in problems if each.level == "error") == [
        (2, "title"),
        (3, "date"),
        (7, "sources.0.publisher"),
        (7, "sources.0.url"),
    ]
    filled = text.replace('title: ""', 'title: "Fire"').replace("date: \n", "date: 2024-05-01\n")
    filled = filled.replace('publisher: ""', "publisher: Gazette").replace('url: ""', "url: https://example.org/")
    entry, problems = parse_entry(KINDS["incident"], filled, "content/incidents/x.md")
    assert entry
    assert problems == ()


def test_the_messages_in_the_readme_are_those_of_check() -> None:
    """Each row of the table: the line gives the message, and the line to write gives none."""
    rows = re.findall(r"(?m)^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|$", (STARTER / "README.md").read_text("utf-8"))
    assert len(rows) == 4
    for message, wrong, right in rows:
        others = {"title": "title: X", "date": "date: 2024-05-01"}
        others.pop(right.partition(":")[0], "")
        for line, is_wrong in ((wrong, True), (right, False)):
            text = "\n".join(["---", line, *others.values(), "---", ""])
            _, problems = parse_entry(KINDS["incident"], text, "x.md")
            assert (message in " ".join(shown(each, None) for each in problems)) == is_wrong, line


def test_the_example_in_the_readme_is_an_entry() -> None:
    """What is there to be copied has no fault."""
    (example,) = re.findall(r"(?ms)^   ```\n(.*?)^   ```$", (STARTER / "README.md").read_text("utf-8"))
    text = re.sub("(?m)^   ", "", example)
    entry, problems = parse_entry(KINDS["incident"], text, "content/incidents/2024-05-01-harbour-town.md")
    assert entry
    assert problems == ()


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.svg")), ids=lambda path: str(path.name))
def test_a_picture_is_small_and_says_what_it_shows(path: Path) -> None:
    """It is drawn by us: no letters but generic ones, nothing fetched; README and guide tell it in the same words."""
    text = path.read_text("utf-8")
    assert len(text) < 4000
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert set(re.findall('font-family="([^"]*)"', text)) <= {"sans-serif", "monospace"}
    picture = ET.fromstring(text)  # noqa: S314 - our own file
    title = picture.findtext("{http://www.w3.org/2000/svg}title")
    assert f"![{title}](.github/pictures/{path.name})" in (STARTER / "README.md").read_text("utf-8")
    guide = (ROOT / "docs" / "editors.md").read_text("utf-8")
    assert f"![{title}](../chronicle/desk/starter/dot-github/pictures/{path.name})" in guide


# ---- what editors' programs read


def test_the_schemas_are_those_of_the_command(tmp_path: Path) -> None:
    """A file a kind, as `chronicle schema` prints it."""
    start(tmp_path, beginning("New", "", TODAY))
    assert {path.stem for path in (tmp_path / ".schemas").iterdir()} == set(KINDS)
    for kind in KINDS:
        text = (tmp_path / ".schemas" / f"{kind}.json").read_text("utf-8")
        assert text == CliRunner().invoke(main, ["schema", kind]).stdout
        assert json.loads(text) == schema_of(kind)


def test_the_form_in_the_editor_has_the_fields_of_the_table(tmp_path: Path) -> None:
    """Front Matter shows each field that is a line, a choice, a number, yes or no, or a list of lines, and no other."""
    start(tmp_path, beginning("New", "", TODAY))
    settings = json.loads((tmp_path / "frontmatter.json").read_text("utf-8"))
    assert settings == front_matter_settings()
    forms: dict[str, list[dict[str, Any]]] = {
        each["name"]: each["fields"] for each in settings["frontMatter.taxonomy.contentTypes"]
    }
    assert list(forms) == list(KINDS)
    left_out = set()
    for kind, cls in KINDS.items():
        fields = {field.name: field for field in entry_fields(cls)}
        shown_fields = {field["name"]: field for field in forms[kind]}
        assert set(shown_fields) <= set(fields)
        left_out |= set(fields) - set(shown_fields)
        for name, field in shown_fields.items():
            assert field["description"] == fields[name].metadata["doc"]
            assert field.get("required", False) == is_required(fields[name])
            assert field.get("choices") == (fields[name].metadata["kind"].schema.get("enum"))
            assert field["type"] in {"string", "choice", "list", "number", "boolean"}
    assert left_out == {
        "actors", "casualties", "coordinates", "dateline", "evidence", "ids", "media", "names", "sources", "updates",
    }  # fmt: skip
    folders = settings["frontMatter.content.pageFolders"]
    assert [(folder["path"].rpartition("/")[2], folder["contentTypes"]) for folder in folders] == [
        (f"{kind}s", [kind]) for kind in KINDS
    ]


# ---- the hook


@pytest.fixture
def cloned(tmp_path: Path) -> Path:
    """A chronicle in a repository, with the hook turned on and a first commit."""
    folder = tmp_path / "new"
    start(folder, beginning("New", "https://example.org/", TODAY))
    run(folder, "init", "-q")
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", "Begin")
    run(folder, "config", "core.hooksPath", ".githooks")
    return folder


def committed(folder: Path, *, program: bool) -> subprocess.CompletedProcess[str]:
    """Commit everything, with chronicle on the path or without."""
    run(folder, "add", "-A")
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    if program:
        command = tools / "chronicle"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m chronicle "$@"\n', "utf-8")
        command.chmod(0o755)
    path = f"{tools}:/usr/bin:/bin"
    author = {f"GIT_{role}_{what}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **author, "PATH": path, "PYTHONPATH": str(ROOT)}
    command_line = ["git", "-c", "commit.gpgSign=false", "commit", "-q", "-m", "Change"]
    return subprocess.run(command_line, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_in_a_repository_nothing_is_said_either(cloned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git knows when each entry was made, a new chronicle raises no question; what is built is not committed."""
    monkeypatch.chdir(cloned)
    result = CliRunner().invoke(main, ["check", "--strict"])
    assert (result.exit_code, result.stderr, result.stdout) == (0, "", "Checked 6 entries: no errors.\n")
    assert CliRunner().invoke(main, ["build", "--strict"]).stderr == ""
    assert run(cloned, "status", "--porcelain") == ""


def test_the_hook_lets_nothing_in_that_is_wrong(cloned: Path) -> None:
    """A commit with an error is not made, and the error is told; mended, it is made without a word."""
    entry = cloned / "content" / "incidents" / "2024-05-02-x.md"
    entry.write_text("---\ntitle: Fire: two\ndate: 2024-05-02\n---\n", "utf-8")
    done = committed(cloned, program=True)
    assert done.returncode == 1
    assert 'content/incidents/2024-05-02-x.md:2:8: error: title: the value has a ":" in it' in done.stderr
    assert done.stderr.endswith("commit it as it is: git commit --no-verify\n")
    assert run(cloned, "rev-list", "--count", "HEAD") == "1"
    entry.write_text('---\ntitle: "Fire: two"\ndate: 2024-05-02\nsources: [{publisher: X}]\n---\n', "utf-8")
    done = committed(cloned, program=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert run(cloned, "rev-list", "--count", "HEAD") == "2"


def test_the_hook_says_that_it_cannot_check(cloned: Path) -> None:
    """Where the program is not installed the commit is made, with a word."""
    (cloned / "content" / "incidents" / "2024-05-02-x.md").write_text("---\nx\n", "utf-8")
    done = committed(cloned, program=False)
    assert done.returncode == 0
    assert done.stderr.startswith("The entries were not checked: chronicle is not installed here")
    assert run(cloned, "rev-list", "--count", "HEAD") == "2"


def test_a_chronicle_in_a_folder_of_a_repository_is_checked_too(cloned: Path) -> None:
    """The hook finds the chronicle that it lies in; what init says leads there, and names what GitHub does not find."""
    folder = cloned / "paper" / "record"
    start(folder, beginning("Other", "", TODAY))
    hooks, missed = next_steps(folder)[1:]
    assert hooks == "To check before each commit: git config core.hooksPath paper/record/.githooks"
    assert missed.startswith("GitHub runs workflows and shows forms only from .github at the top of a repository")
    run(cloned, "config", "core.hooksPath", hooks.rpartition(" ")[2])
    (folder / "content" / "incidents" / "2024-05-02-x.md").write_text("---\nx\n", "utf-8")
    done = committed(cloned, program=True)
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "content/incidents/2024-05-02-x.md")


def test_what_comes_next_depends_on_git(cloned: Path, tmp_path: Path) -> None:
    """A folder that is a repository already needs no other."""
    assert next_steps(cloned)[1:] == ("To check before each commit: git config core.hooksPath .githooks",)
    (tmp_path / "bare").mkdir()
    line = "To check before each commit: git init && git config core.hooksPath .githooks"
    assert next_steps(tmp_path / "bare")[1:] == (line,)


def test_this_repository_uses_the_same() -> None:
    """The form for reports and the hook are those of a new chronicle."""
    for name in ("dot-github/ISSUE_TEMPLATE", "dot-githooks"):
        own = ROOT / name.replace("dot-", ".")
        theirs = STARTER / name
        assert {path.name: path.read_bytes() for path in own.iterdir()} == {
            path.name: path.read_bytes() for path in theirs.iterdir()
        }
    assert os.access(ROOT / ".githooks" / "pre-commit", os.X_OK)
