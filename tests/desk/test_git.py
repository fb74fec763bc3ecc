"""git is asked in fixed words, and what it cannot do is said in a line."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from repositories import run

from chronicle.desk.git import GitError, git, repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a chronicle in a sub-folder, whose entries have names of all sorts."""
    top = tmp_path / "repo"
    (top / "record" / "content").mkdir(parents=True)
    run(top, "init", "-q", "-b", "main")
    (top / "record" / "content" / "a b\né.md").write_bytes(b"one\n\nthree")
    (top / "record" / "content" / "empty.md").write_bytes(b"")
    (top / "record" / "content" / "link.md").symlink_to("empty.md")
    (top / "other.md").write_text("x", "utf-8")
    run(top, "add", "-A")
    run(top, "commit", "-q", "-m", "first")
    return top


def test_files_of_a_commit_are_read_as_they_are(top: Path) -> None:
    """Paths count from the chronicle, whatever is in them; links are no entries; contents come byte for byte."""
    repo = repository(top / "record")
    files = repo.files(repo.commit("HEAD"), "content")
    assert list(files) == ["content/a b\né.md", "content/empty.md"]
    contents = repo.contents(files.values())
    assert [contents[blob] for blob in files.values()] == [b"one\n\nthree", b""]


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "-h", "HEAD:content", ""])
def test_a_revision_that_is_none_is_a_line(top: Path, name: str) -> None:
    """Also one that looks like an option, or names a folder."""
    with pytest.raises(GitError, match=r'^there is no commit ".*" here; name one that is, such as HEAD~1'):
        repository(top / "record").commit(name)


def test_a_shallow_clone_is_noticed(top: Path, tmp_path: Path) -> None:
    """What is missing there is said to be missing, not never to have been."""
    run(top, "commit", "-q", "--allow-empty", "-m", "second")
    run(tmp_path, "clone", "-q", "--depth=1", f"file://{top}", "shallow")
    repo = repository(tmp_path / "shallow" / "record")
    assert repo.is_shallow()
    assert not repository(top).is_shallow()
    with pytest.raises(GitError, match="this is a shallow clone: git fetch --unshallow gets the rest"):
        repo.commit("HEAD~1")


def test_a_hook_of_git_does_not_say_which_repository_is_meant(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a linked worktree and in a submodule git tells its hooks one, and takes their folder for its top."""
    run(top, "worktree", "add", "-q", "../linked")
    linked = tmp_path / "linked"
    monkeypatch.setenv("GIT_DIR", run(linked, "rev-parse", "--absolute-git-dir"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    for place in (linked, top):
        repo = repository(place / "record")
        assert repo.inside == "record/"
        assert list(repo.files(repo.commit("HEAD"), "content")) == ["content/a b\né.md", "content/empty.md"]


def test_a_blob_that_is_missing_is_a_line(top: Path) -> None:
    """A disk may have lost it."""
    repo = repository(top / "record")
    blob = repo.files(repo.commit("HEAD"), "content")["content/empty.md"]
    (top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitError, match=r"^the repository is damaged: \w+ is missing; git fsck says more$"):
        repo.contents([blob])


def test_a_repository_whose_files_lie_elsewhere_is_a_line(top: Path, tmp_path: Path) -> None:
    """Its settings may say so; then the chronicle lies in none."""
    (tmp_path / "elsewhere").mkdir()
    run(top, "config", "core.worktree", str(tmp_path / "elsewhere"))
    with pytest.raises(GitError, match="work tree"):
        repository(top / "record")


def test_no_repository_and_no_git_are_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each says what to do."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(GitError, match=r"^this chronicle lies in no git repository; make one: git init$"):
        repository(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match=r"^git is not installed; install it and run this again$"):
        repository(tmp_path)


def test_what_looks_like_a_repository_in_a_clone_is_not_read(top: Path, tmp_path: Path) -> None:
    """Its settings would start programs, also for a command that only looks."""
    planted, proof = top / "record", tmp_path / "ran"
    shutil.copytree(top / ".git", planted, dirs_exist_ok=True)
    run(planted, "--git-dir=.", "config", "core.bare", "false")
    run(planted, "--git-dir=.", "config", "core.worktree", str(planted))
    run(planted, "--git-dir=.", "--work-tree=.", "add", "-f", "content")
    run(planted, "--git-dir=.", "--work-tree=.", "commit", "-q", "-m", "planted")
    (planted / "info").mkdir(exist_ok=True)
    (planted / "info" / "attributes").write_text("* filter=evil\n", "utf-8")
    run(planted, "--git-dir=.", "config", "filter.evil.process", f"touch '{proof}'")
    run(planted, "--git-dir=.", "config", "core.fsmonitor", f"touch '{proof}'")
    (planted / "content" / "empty.md").write_bytes(b"changed")
    with pytest.raises(subprocess.CalledProcessError):
        run(planted, "status")
    assert proof.exists()  # git by itself believes it
    proof.unlink()
    with pytest.raises(GitError, match=r"^HEAD, objects and refs lie in this folder"):
        repository(planted)
    with pytest.raises(GitError):
        git(planted, "status")
    assert not proof.exists()
