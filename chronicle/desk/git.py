"""git as the desk uses it: each call is one command with fixed words, each failure one line in plain words."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# No question on the terminal that a script would wait for, no words in the user's language, no lock taken to read.
_ENVIRONMENT: Final = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
# A hook or an alias of git's own says by these which repository it runs for. Ours is the one that the folder lies in.
_FOREIGN: Final = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_IMPLICIT_WORK_TREE GIT_COMMON_DIR GIT_PREFIX GIT_INDEX_FILE GIT_OBJECT_DIRECTORY "
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_NAMESPACE GIT_SHALLOW_FILE".split()
)
# A repository's own settings may name a program to run: none is needed here. And a folder that looks like the inside of
# a repository is none: it may be part of what was cloned, with settings that are a stranger's.
_SETTINGS: Final = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "safe.bareRepository=explicit"),
)


class GitError(Exception):
    """What git could not do, in a line; `printed` is all that it said."""

    def __init__(self, line: str, printed: str = "") -> None:
        super().__init__(line)
        self.printed = printed


def git(folder: Path, *words: str, put_in: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """What a git command prints, run in a folder; `put_in` is its standard input. Raise GitError."""
    command = ["git", *_SETTINGS, *words]
    inherited = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environment = {**inherited, **_ENVIRONMENT, **(env or {})}
    try:
        run = subprocess.run(  # noqa: S603 - fixed words, and names that are checked or come after --
            command, cwd=folder, input=put_in, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed; install it and run this again") from None
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace")
        raise GitError(_reason(said) or f"git {words[0]} failed", run.stdout.decode("utf-8", "replace") + said)
    return run.stdout


def line_of(printed: bytes) -> str:
    """What git printed as one line of text."""
    return printed.decode("utf-8", "surrogateescape").rstrip("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The repository that a project lies in; `inside` leads from its top to the project: `record/`, or nothing."""

    project: Path
    inside: str

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision means. Raise GitError."""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        try:
            return line_of(git(self.project, *words))
        except GitError:
            missing = "this is a shallow clone: git fetch --unshallow gets the rest"
            way = missing if self.is_shallow() else "name one that is, such as HEAD~1 or origin/main"
            raise GitError(f'there is no commit "{revision}" here; {way}') from None

    def is_shallow(self) -> bool:
        """Whether older commits are missing, as in most clones made by workflows."""
        return git(self.project, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def files(self, commit: str, folder: str) -> dict[str, str]:
        """The regular files below a folder of the project at a commit: path in the project → name of the blob."""
        printed = git(self.project, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{self.inside}{folder}")
        found = {}
        for record in printed.split(b"\0")[:-1]:
            facts, _, path = record.partition(b"\t")
            mode, _, blob = facts.decode("ascii").split(" ")
            if mode in {"100644", "100755"}:
                found[path.decode("utf-8", "surrogateescape").removeprefix(self.inside)] = blob
        return found

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The bytes of blobs, by name, in one call. Raise GitError when one is missing."""
        names = list(dict.fromkeys(blobs))
        printed = git(self.project, "cat-file", "--batch", put_in="".join(f"{name}\n" for name in names).encode())
        found, at = {}, 0
        for name in names:
            end = printed.index(b"\n", at)
            kind, _, length = printed[at:end].partition(b" ")[2].partition(b" ")
            if kind != b"blob":
                raise GitError(f"the repository is damaged: {name} is missing; git fsck says more")
            size = int(length)
            found[name] = printed[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return found


def repository(project: Path) -> Repository:
    """The repository that holds a project. Raise GitError when there is none."""
    try:
        top = Path(line_of(git(project, "rev-parse", "--show-toplevel")))
    except GitError as error:
        if "not a git repository" in str(error):
            raise GitError("this chronicle lies in no git repository; make one: git init") from None
        if "safe.bareRepository" in str(error):
            raise GitError(
                "HEAD, objects and refs lie in this folder, as they do inside of a git repository: a clone can bring "
                "such along, with settings that start programs, so it is not read; delete them"
            ) from None
        raise
    if not project.resolve().is_relative_to(top.resolve()):
        raise GitError(f"this chronicle does not lie in the work tree of its repository, which is {top}")
    inside = project.resolve().relative_to(top.resolve()).as_posix()
    return Repository(project=project, inside="" if inside == "." else f"{inside}/")


def _reason(printed: str) -> str:
    """The first line with which git says why, without its own prefix."""
    lines = [line for line in printed.splitlines() if line.startswith(("fatal: ", "error: "))]
    return (lines or printed.splitlines() or [""])[0].removeprefix("fatal: ").removeprefix("error: ").strip()
