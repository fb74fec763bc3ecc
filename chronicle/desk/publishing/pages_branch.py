"""The branch that Pages serves: read from the remote, written anew as a commit, pushed. Nothing is checked out."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chronicle.building.output import digest
from chronicle.desk.git import GitError, git, line_of
from chronicle.desk.publishing.judging import DOMAIN, RECORD, PublishError, promised_in
from chronicle.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.desk.git import Repository

FILE: Final = "100644 "  # git's mode of an ordinary file, as it stands before its blob
_SOURCE: Final = "Source-Commit"
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SAID: Final = 300  # characters of what git says
_LONGEST_NAME: Final = 200  # of a branch, which is a file's name in a repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a site is pushed to: a branch of a remote, whose URL may hold a password and is never printed."""

    repository: Repository
    remote: str
    branch: str
    url: str

    @property
    def ref(self) -> str:
        """The branch's full name on the remote."""
        return f"refs/heads/{self.branch}"

    def __str__(self) -> str:
        return f"{self.branch} of {self.remote}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What is on the branch: its commit (empty: there is no such branch), and its files, path → mode and blob.

    Without a record (None) it was not written by this program. `source` is the commit that the site was made from.
    """

    commit: str = ""
    files: Mapping[str, str]
    domain: bytes | None = None
    promised: tuple[str, ...] | None = None
    source: str = ""


def place_of(repository: Repository, remote: str, branch: str) -> Place:
    """The branch to push to. Raise PublishError when there is no such remote or can be no such branch."""
    remotes = line_of(git(repository.project, "remote")).split("\n")
    if remote not in remotes:
        others = f"name one that is, with --remote: {', '.join(remotes)}"
        raise PublishError(
            f"there is no remote {shortened(remote)}; "
            + (others if any(remotes) else f"git remote add {remote} https://github.com/OWNER/REPOSITORY.git")
        )
    try:
        git(repository.project, "check-ref-format", f"refs/heads/{branch}")
    except GitError:
        can_be = False
    else:
        # What git itself makes no branch of: elsewhere such a name would be read as an option or as something else.
        can_be = not branch.startswith(("-", "+", "@", "refs/")) and branch != "HEAD" and len(branch) <= _LONGEST_NAME
    if not can_be:
        raise PublishError(f"{shortened(branch)} can be the name of no branch; the usual one is gh-pages")
    url = line_of(git(repository.project, "remote", "get-url", "--push", remote))
    return Place(repository=repository, remote=remote, branch=branch, url=url)


def require_author(repository: Repository) -> None:
    """Raise PublishError unless git was told who publishes: a name guessed from the machine would be public."""
    try:
        for ident in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            git(repository.project, "-c", "user.useConfigOnly=true", "var", ident)
    except GitError:
        raise PublishError(
            "git was not told who you are, and each publication says so; "
            'git config user.name "Your Name" and git config user.email you@example.org'
        ) from None


def public(place: Place) -> Public:
    """What is on the branch now, fetched without a trace in the user's branches. Raise PublishError."""
    commit = _tip(place)
    if not commit:
        return Public(files={})
    project = place.repository.project
    words = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", "--no-prune"]
    words += ["--no-recurse-submodules", "--no-auto-maintenance"]
    try:
        git(project, *words, place.remote, place.ref)
        printed = git(project, "ls-tree", "-r", "-z", "--full-tree", commit)
    except GitError as error:
        raise PublishError(f"{place} cannot be fetched: {_told(error)}") from None
    files = {}
    for line in line_of(printed).split("\0")[:-1]:
        facts, _, path = line.partition("\t")
        mode, _, name = facts.split(" ")
        files[path] = f"{mode} {name}"
    kept = {name: files[name][len(FILE) :] for name in (DOMAIN, RECORD) if files.get(name, "").startswith(FILE)}
    contents = place.repository.contents(kept.values())
    record = contents[kept[RECORD]] if RECORD in kept else None
    return Public(
        commit=commit,
        files=files,
        domain=contents[kept[DOMAIN]] if DOMAIN in kept else None,
        promised=None if record is None else promised_in(record),
        source=_source(project, commit),
    )


def blob(content: bytes, algorithm: str) -> str:
    """The name that git gives to these bytes."""
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content).hexdigest()


def algorithm_of(repository: Repository) -> str:
    """How git names objects in this repository: sha1, or sha256."""
    return line_of(git(repository.project, "rev-parse", "--show-object-format"))


def read_site(folder: Path, files: Mapping[str, str], algorithm: str) -> dict[str, tuple[str, int]]:
    """Each file of a built site: address → the name of its blob, and its size.

    Raise PublishError when one is not what was built: another build may be writing there.
    """
    found = {}
    for address, sha in files.items():
        content = (folder / address).read_bytes()
        if digest(content) != sha:
            raise PublishError(f"{folder.name}/{address} was changed while it was published; run this again")
        found[address] = (blob(content, algorithm), len(content))
    return found


def store_files(repository: Repository, folder: Path, blobs: Mapping[str, str]) -> None:
    """Put files (address → blob) among git's objects, byte for byte: no filter, no attribute, no line ending."""
    paths = "".join(f"{folder.resolve() / address}\n" for address in blobs).encode("utf-8", "surrogateescape")
    words = ("hash-object", "-w", "--no-filters", "--stdin-paths")
    if line_of(git(repository.project, *words, put_in=paths)).split() != list(blobs.values()):
        raise PublishError(f"{folder.name} was changed while it was published; run this again")


def store(repository: Repository, content: bytes) -> str:
    """Put bytes among git's objects."""
    return line_of(git(repository.project, "hash-object", "-w", "--no-filters", "--stdin", put_in=content))


def commit_of(repository: Repository, files: Mapping[str, str], parent: str, title: str, source: str) -> str:
    """A commit of these files (path → mode and blob) and nothing else, on no branch."""
    listed = "".join(f"{facts}\t{path}\0" for path, facts in files.items()).encode()
    project = repository.project
    # An index of its own, outside of the repository: the user's is not touched.
    with tempfile.TemporaryDirectory(prefix="chronicle-") as folder:
        env = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git(project, "-c", "core.splitIndex=false", "update-index", "-z", "--index-info", put_in=listed, env=env)
        tree = line_of(git(project, "write-tree", env=env))
    message = f"{title}\n\n{_SOURCE}: {source}\n"
    parents = ["-p", parent] if parent else []
    words = ("-c", "user.useConfigOnly=true", "-c", "i18n.commitEncoding=UTF-8", "commit-tree", tree, *parents)
    return line_of(git(project, *words, put_in=message.encode()))


def push(place: Place, commit: str, expected: str, *, only_try: bool) -> None:
    """Push a commit to the branch, if that still is at the commit expected (empty: not there). Raise PublishError."""
    words = ["-c", "push.followTags=false", "-c", "push.recurseSubmodules=no", "push", "--porcelain"]
    words += ["--dry-run"] * only_try
    words += [f"--force-with-lease={place.ref}:{expected}", place.remote, f"{commit}:{place.ref}"]
    try:
        git(place.repository.project, *words)
    except GitError as error:
        if _tip(place) != expected:
            raise PublishError(
                f"{place} moved on while this was published, and was left as it is: "
                "somebody else publishes too; git pull, then run this again"
            ) from None
        raise PublishError(f"{place} was not changed: {_told(error)}") from None


def _tip(place: Place) -> str:
    """The commit at which the branch is on the remote; empty when there is no such branch."""
    try:
        printed = line_of(git(place.repository.project, "ls-remote", place.remote, place.ref))
    except GitError as error:
        raise PublishError(
            f"{place.remote} cannot be reached: {_told(error)}; git fetch {place.remote} must work first"
        ) from None
    found = (line.split("\t") for line in printed.splitlines())
    return next((name for name, ref in found if ref == place.ref), "")


def _source(project: Path, commit: str) -> str:
    """The commit that the site was made from, by the newest message that says so: GitHub writes `CNAME` in between."""
    words = ("log", "-20", "--first-parent", "--no-show-signature", f"--format=%(trailers:key={_SOURCE},valueonly)")
    found = line_of(git(project, *words, commit)).split()
    return found[0] if found and _COMMIT.fullmatch(found[0]) else ""


def _told(error: GitError) -> str:
    """All that git and the remote say, in one line."""
    lines = list(dict.fromkeys(filter(None, map(_plain, error.printed.splitlines()))))
    said = "; ".join(lines) or str(error)
    return said if len(said) <= _SAID else f"{said[: _SAID - 1]}…"


_EMPTY: Final = re.compile(
    r"(To |Done|hint: |Please make sure you have the correct access rights|and the repository exists|"
    r"error: failed to push some refs)"
)
_REFUSED: Final = re.compile(r"!\t[^\t]*\t(.*)")


def _plain(line: str) -> str:
    """A line of git's without its marks; nothing when it says nothing."""
    line = line.strip()
    if refused := _REFUSED.fullmatch(line):
        return refused[1]
    if _EMPTY.match(line):
        return ""
    line = re.sub(r"^(remote: |fatal: |error: |warning: )+", "", line).strip()
    return _without_secrets(line).rstrip(".")


def _without_secrets(line: str) -> str:
    """A line without what in the URL of a remote may be a password: all before its host, and its query."""
    return re.sub(r"(//[^\s?]*)\?[^\s']*", r"\1?…", re.sub(r"//[^\s']*@", "//", line))
