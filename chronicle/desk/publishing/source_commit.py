"""The commit that a site is made from: the files that are built must be as they are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.config import FILE
from chronicle.desk.checking.earlier import SOURCES
from chronicle.desk.git import GitError, git, line_of
from chronicle.desk.publishing.judging import PublishError
from chronicle.problems import shortened

if TYPE_CHECKING:
    from chronicle.building.inputs import Inputs
    from chronicle.desk.git import Repository

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A commit, and the branch that is checked out; no branch when HEAD is detached."""

    commit: str
    branch: str

    def __str__(self) -> str:
        return f"{self.commit[:10]} ({self.branch or 'detached HEAD'})"


def source_of(repository: Repository, inputs: Inputs) -> Source:
    """The commit that the inputs are made from. Raise PublishError when they are not as they are there."""
    try:
        commit = line_of(git(repository.project, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
    except GitError:
        raise PublishError("nothing is committed yet; git add -A, then git commit") from None
    uncommitted = _uncommitted(repository, inputs)
    if uncommitted:
        named = ", ".join(uncommitted[:_SHOWN])
        more = f" and {len(uncommitted) - _SHOWN} more" if len(uncommitted) > _SHOWN else ""
        raise PublishError(
            f"not committed: {named}{more}; what is public must be in the history, so that it can be traced: "
            "git add and git commit them, or git stash --include-untracked"
        )
    if unseen := _unseen(repository):
        raise PublishError(
            f"git was told not to look at {shortened(unseen)}, so it cannot say whether that is committed: "
            "git update-index --no-assume-unchanged --no-skip-worktree FILE, or git sparse-checkout disable"
        )
    return Source(commit=commit, branch=_branch(repository))


def is_in_history(repository: Repository, older: str, newer: str) -> bool:
    """Whether a commit is among the ancestors of another one; one that is not here is not."""
    try:
        git(repository.project, "merge-base", "--is-ancestor", older, newer)
    except GitError:
        return False
    return True


def _branch(repository: Repository) -> str:
    try:
        return line_of(git(repository.project, "symbolic-ref", "--quiet", "--short", "HEAD"))
    except GitError:
        return ""


def _unseen(repository: Repository) -> str:
    """A source that git skips when it looks for changes (a small letter or S in its list), or nothing."""
    printed = line_of(git(repository.project, "ls-files", "-v", "-z", "--", *SOURCES))
    found = (record[2:] for record in printed.split("\0") if record[:1].islower() or record[:1] == "S")
    return next(found, "")


def _uncommitted(repository: Repository, inputs: Inputs) -> list[str]:
    """What the site is made from and is not in HEAD as it is, also what git was told to ignore."""
    read = {FILE, *(entry.path for entry in inputs.folder.entries), *(media.path for media in inputs.folder.media)}
    read |= {f"templates/{name}" for name in inputs.own_templates}
    words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching")
    printed = line_of(git(repository.project, *words, "--", *SOURCES))
    found = []
    for record in filter(None, printed.split("\0")):
        state, path = record[:2], record[3:].removeprefix(repository.inside)
        is_untracked = state in {"??", "!!"}
        below = path if path.endswith("/") else f"{path}/"
        if not is_untracked or path in read or any(each.startswith(below) for each in read):
            found.append(shortened(path).strip('"'))
    return found
