"""The chronicle as it was at an earlier commit, and the files that have changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from chronicle.config import FILE
from chronicle.desk.git import GitError, Repository, git, line_of, repository
from chronicle.entries.folder import ENTRY_FOLDERS, EntryFile, Folder, MediaFile
from chronicle.text.line_ends import plain
from chronicle.text.slugs import is_slug

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.building.inputs import Inputs

SOURCES: Final = ("content", "templates", FILE)  # what a site is made from


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A commit, what its site was made from, and the files (from the project) that differ from it now."""

    commit: str
    inputs: Inputs
    touched: frozenset[str]


def read_earlier(project: Path, inputs: Inputs, revision: str) -> Earlier:
    """The state that a change since a revision began from. Raise GitError.

    That is where the two parted: what others have added to the revision since is no part of the change.
    """
    repo = repository(project)
    commit = _parted(repo, repo.commit(revision))
    touched = _touched(project, commit)
    files = repo.files(commit, "content") | repo.files(commit, FILE)
    contents = repo.contents(blob for path, blob in files.items() if path in touched and not _is_media(path))
    old = [path for path in files if path in touched and _is_entry(path)]
    entries = [file for file in inputs.folder.entries if file.path not in touched]
    entries += [EntryFile(path=path, content=contents[files[path]]) for path in old]
    media = [MediaFile(path=path, digest=blob) for path, blob in files.items() if _is_media(path)]
    folder = Folder(entries=tuple(sorted(entries, key=lambda file: file.path)), media=tuple(media))
    config = (
        plain(contents[files[FILE]].decode("utf-8", "replace")) if FILE in touched and FILE in files else inputs.config
    )
    return Earlier(
        commit=commit, inputs=replace(inputs, config=config, folder=folder, problems=()), touched=frozenset(touched)
    )


def _parted(repo: Repository, commit: str) -> str:
    try:
        return line_of(git(repo.project, "merge-base", commit, "HEAD"))
    except GitError:
        raise GitError(
            f"{commit[:10]} and what is checked out here have no commit in common"
            + " (this is a shallow clone: git fetch --unshallow gets the rest)" * repo.is_shallow()
        ) from None


def _touched(project: Path, commit: str) -> set[str]:
    """The files that are not as they were, also those that git does not know yet."""
    changed = git(project, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", *SOURCES)
    new = git(project, "ls-files", "--others", "-z", "--", *SOURCES)
    return {path.decode("utf-8", "surrogateescape") for path in (changed + new).split(b"\0") if path}


def _is_media(path: str) -> bool:
    return path.startswith("content/media/")


def _is_entry(path: str) -> bool:
    """Whether a file of an earlier commit was read as an entry then."""
    parts = path.split("/")
    return len(parts) > 2 and parts[1] in ENTRY_FOLDERS and path.endswith(".md") and is_slug(parts[-1][:-3])  # noqa: PLR2004
