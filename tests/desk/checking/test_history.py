"""git's dates beside those that entries have: asked about when both cannot be right, and used for nothing else."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from repositories import run
from sites import build_site, incident, make_site, said, tree, write

from chronicle.building.inputs import Options
from chronicle.desk.checking.check import check

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.date(2024, 5, 4)


def commit(site: Path, day: str) -> None:
    """Commit everything as on a day."""
    run(site, "add", "-A")
    command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "x"]
    subprocess.run(command, cwd=site, check=True, env={**os.environ, "GIT_AUTHOR_DATE": f"{day}T12:00:00"})


def asked(site: Path) -> list[str]:
    """What is asked about dates."""
    checked = check(site, Options(), now=NOW)
    lines = said(question.problem() for question in checked.questions)
    return [line for line in lines if "added" in line or "update" in line]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty chronicle in a repository."""
    site = make_site(tmp_path / "site", {})
    run(site, "init", "-q", "-b", "main")
    return site


@pytest.mark.parametrize(
    ("fields", "question"),
    [
        ({"added": "2024-05-01"}, ""),
        ({"added": "2024-05-02"}, ""),
        ({"added": "2024-05"}, ""),
        ({"added": "2023-11-01"}, ""),
        ({"status": "draft"}, ""),
        ({"added": "2024-05-03"}, (":5:8: question: added: says 2024-05-03, and git has this file since 2024-05-01; "
            "which is right? [added-disagrees]")),
        ({}, (":1:1: question: added: is missing, so no list of changes names this incident; git has its file since "
            "2024-05-01 [added-missing]")),
        ({"added": "2024-05-01", "updates": "[{date: 2024-05-02, text: a}]"}, ""),
        ({"added": "2024-05-01", "updates": "[{date: 2025-05-01, text: a}, {date: 2024-05-01, text: b}]"},
            (":6:18: question: updates.0.date: says 2025-05-01, and git saw the last change of this file on "
            "2024-05-01; is it a slip? [update-disagrees]")),
    ],
)  # fmt: skip
def test_dates_that_cannot_both_be_right_are_asked_about(site: Path, fields: dict[str, str], question: str) -> None:
    """Added after git had the file, changed after git saw the last change; a day between two clocks is nothing."""
    write(site, {"incidents/a.md": incident(**fields)})
    commit(site, "2024-05-01")
    assert asked(site) == ([f"incidents/a.md{question}"] if question else [])


def test_an_update_that_is_not_committed_yet_is_none_of_gits(site: Path) -> None:
    """Who has just written it has not committed it."""
    write(site, {"incidents/a.md": incident(added="2024-05-01")})
    commit(site, "2024-05-01")
    write(site, {"incidents/a.md": incident(added="2024-05-01", updates="[{date: 2024-05-04, text: a}]")})
    assert asked(site) == []
    commit(site, "2024-05-04")
    assert asked(site) == []


def test_a_record_that_never_says_when_is_asked_once(site: Path) -> None:
    """Not once for each of ten thousand incidents; where some do, the others are named."""
    write(site, {"incidents/a.md": incident("A"), "incidents/b.md": incident("B")})
    commit(site, "2024-05-01")
    assert asked(site) == [
        (
            "incidents: question: no incident says when it was added, so no list of changes names new ones; write "
            "added: into each [added-missing]"
        )
    ]
    write(site, {"incidents/a.md": incident("A", added="2024-05-01")})
    assert [line.partition(":")[0] for line in asked(site)] == ["incidents/b.md"]


def test_pages_are_the_same_whatever_git_says(site: Path) -> None:
    """Only `added` and `updates` reach them."""
    write(site, {"incidents/a.md": incident()})
    build_site(site)
    before = tree(site / "site")
    commit(site, "2011-01-01")
    build_site(site, output="again")
    assert tree(site / "again") == before


def test_a_shallow_clone_is_noticed_and_said(site: Path, tmp_path: Path) -> None:
    """What git does not have there says nothing about an entry."""
    write(site, {"incidents/a.md": incident()})
    commit(site, "2024-05-01")
    run(site, "commit", "-q", "--allow-empty", "-m", "y")
    run(tmp_path, "clone", "-q", "--depth=1", f"file://{site}", "shallow")
    checked = check(tmp_path / "shallow", Options(), now=NOW)
    (notice,) = checked.notices
    assert notice.startswith("git has only the newest commits here: dates of change were not compared with it (git fe")
    assert "added-missing" not in {question.code for question in checked.questions}


@pytest.mark.parametrize("clock", ["999999999999999 +0000", "253402300800 +0000", "soon"])
def test_a_commit_of_no_possible_day_is_passed_over(site: Path, clock: str) -> None:
    """Whoever makes a commit writes its date, and it stays in the history."""
    write(site, {"content/incidents/a.md": incident(added="2024-05-01")})
    run(site, "add", "-A")
    who = f"T <t@example.org> {clock}"
    text = f"tree {run(site, 'write-tree')}\nauthor {who}\ncommitter {who}\n\nx\n"
    words = ("git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin")
    made = subprocess.run(words, cwd=site, check=True, input=text.encode(), capture_output=True)
    run(site, "update-ref", "HEAD", made.stdout.decode().strip())
    assert asked(site) == []


def test_a_history_that_cannot_be_read_is_said_and_fails_nothing(site: Path) -> None:
    """A check of the entries does not need it."""
    write(site, {"content/incidents/a.md": incident()})
    commit(site, "2024-05-01")
    tree_name = run(site, "rev-parse", "HEAD^{tree}")
    (site / ".git" / "objects" / tree_name[:2] / tree_name[2:]).unlink()
    checked = check(site, Options(), now=NOW)
    assert checked.is_done
    assert [notice.partition(": ")[0] for notice in checked.notices] == [
        "dates of change were not compared with git's, which fails here"
    ]


def test_without_git_there_is_nothing_to_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, a repository without commits, no git at all."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    site = make_site(tmp_path, {"incidents/a.md": incident()})
    assert asked(site) == []
    run(site, "init", "-q")
    assert asked(site) == []
    monkeypatch.setenv("PATH", "")
    assert asked(site) == []
    assert check(site, Options(), now=NOW).notices == ()
