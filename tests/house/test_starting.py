"""`chronicle init` writes a chronicle that works at once, and never touches what is there."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from chronicle.cli import main
from chronicle.desk.starting import StartError, beginning, start

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2024, 5, 1)


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
