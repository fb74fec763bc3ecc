"""Publishing, from the project's folder to the branch that Pages serves: the whole story on one screen.

Nothing of the user's repository changes but git's store of objects; what is public changes with the push at the end.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.building.build import build
from chronicle.building.cache import FOLDER, Cache
from chronicle.building.inputs import Inputs, Options, read_inputs
from chronicle.building.reading import each_entry
from chronicle.config import FILE as SETTINGS
from chronicle.config import Config, parse_config
from chronicle.desk import git
from chronicle.desk.checking.earlier import read_earlier
from chronicle.desk.checking.promises import promised
from chronicle.desk.checking.since import gone, successor
from chronicle.desk.publishing import pages_branch as branch
from chronicle.desk.publishing.judging import (
    DOMAIN,
    RECORD,
    Change,
    PublishError,
    Size,
    Whereabouts,
    change,
    domain_in,
    file_of,
    record_of,
    size_faults,
    size_of,
    whereabouts,
)
from chronicle.desk.publishing.source_commit import is_in_history, source_of
from chronicle.problems import Problem, in_order

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from chronicle.building.task import Result
    from chronicle.desk.publishing.pages_branch import Place, Public
    from chronicle.desk.publishing.source_commit import Source
    from chronicle.entries.kinds import Entry

OUTPUT: Final = Options().output


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line decides. `allow_lost` are addresses that may go, `take_over` a branch not of ours."""

    remote: str = ""
    branch: str = ""
    only_try: bool = False
    allow_lost: tuple[str, ...] = ()
    take_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was published: where to and from which commit, where readers find it, and what changed.

    Without a commit nothing did. `notice` is what the build said.
    """

    place: str
    source: str
    where: Whereabouts
    size: Size
    change: Change
    commit: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What in the entries is to be mended first; `way` is what else there is to say."""

    problems: tuple[Problem, ...]
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a publication stands on: where to, from which commit, what is public now, and at which address."""

    place: Place
    source: Source
    before: Public
    where: Whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """The site as it will be public: path → blob; what of it the program adds, path → bytes; the pages' sizes."""

    blobs: Mapping[str, str]
    added: Mapping[str, bytes]
    sizes: Mapping[str, int]

    def tree(self) -> dict[str, str]:
        """Each path with its mode and blob."""
        return {path: f"{branch.FILE}{name}" for path, name in self.blobs.items()}


def publish(project: Path, wishes: Wishes, today: dt.date, say: Callable[[str], None]) -> Publication | Stopped:
    """Build a project strictly and push the site.

    Raise PublishError or GitError: what is public stays as it was.
    """
    inputs = read_inputs(project)
    if isinstance(inputs, Problem) or (config := parse_config(inputs.config)[0]) is None:
        return Stopped(problems=build(project, Options(today=today), strict=True).problems, way=_CHECK)
    ground = _ground(project, inputs, config, wishes)
    base_url = "" if config.url else ground.where.base
    result = build(project, Options(base_url=base_url, full_text=True, today=today), strict=True, say=say)
    if not result.is_done:
        return Stopped(problems=result.problems, way=_CHECK)
    _refuse_unfinished(project, ground, result)
    promises, lost = _promises(ground, inputs, result, wishes)
    if lost:
        return Stopped(problems=lost, way=_WAYS_OUT)
    site = _site(project, ground, result, promises)
    commit = _commit(project, ground, site)
    if commit:
        say(f"{'trying to push' if wishes.only_try else 'pushing'} to {ground.place}")
        branch.push(ground.place, commit, ground.before.commit, only_try=wishes.only_try)
    return Publication(
        place=str(ground.place),
        source=str(ground.source),
        where=ground.where,
        size=size_of(site.sizes),
        change=change(ground.before.files, site.tree()),
        commit=commit,
        notice=result.notice,
    )


def _ground(project: Path, inputs: Inputs, config: Config, wishes: Wishes) -> _Ground:
    """Everything that can be known before the build. Raise PublishError where it must not go on."""
    repository = git.repository(project)
    place = branch.place_of(repository, wishes.remote or config.publish_remote, wishes.branch or config.publish_branch)
    source = source_of(repository, inputs)
    if place.branch == source.branch or (config.repository and place.branch == config.branch):
        raise PublishError(f"{place.branch} is the branch of your entries; publish to another one, such as gh-pages")
    branch.require_author(repository)
    before = branch.public(place)
    if before.files.keys() & {SETTINGS, f"{repository.inside}{SETTINGS}"}:
        raise PublishError(f"{place} holds a {SETTINGS}, so it is no site; publish to another branch, such as gh-pages")
    if not wishes.take_over:
        _refuse_foreign(place, before, source)
    domain = domain_in(before.domain or b"")
    where = whereabouts(config.url, domain, place.url, is_first=not before.commit)
    return _Ground(place=place, source=source, before=before, where=where)


def _refuse_foreign(place: Place, before: Public, source: Source) -> None:
    """What was not published from here, or from what is here, is not replaced unasked."""
    if before.commit and before.promised is None:
        raise PublishError(
            f"{place} was not published by this command (files there: {len(before.files):,}). Publish to another "
            "branch with --branch; or with --take-over, which replaces them: they stay in the history of the branch"
        )
    if before.source and not is_in_history(place.repository, before.source, source.commit):
        shallow = " (this is a shallow clone: git fetch --unshallow)" if place.repository.is_shallow() else ""
        raise PublishError(
            f"what is public was made from commit {before.source[:10]}, which is not in your history{shallow}: "
            "somebody may have published newer entries; git pull. If it is to be replaced all the same: --take-over"
        )


def _refuse_unfinished(project: Path, ground: _Ground, result: Result) -> None:
    """A site without the search that it should have, or of files that changed meanwhile, is not what was asked for."""
    if not result.is_settled:
        raise PublishError(f"{result.notice}; run this again, or write full_text = false under [search]")
    inputs = read_inputs(project)
    if isinstance(inputs, Problem) or source_of(ground.place.repository, inputs) != ground.source:
        raise PublishError("another commit was checked out while the site was built; run this again")


_CHECK: Final = "chronicle check --strict says the same"
_WAYS_OUT: Final = "a page that has to go for good, such as by a court's order, is named: --allow-lost ADDRESS"


def _promises(ground: _Ground, inputs: Inputs, result: Result, wishes: Wishes) -> tuple[set[str], tuple[Problem, ...]]:
    """The addresses that must stay from now on, and what is wrong where one that had to stay is gone."""
    before, there, allowed = set(ground.before.promised or ()), result.files.keys(), set(wishes.allow_lost)
    if kept := sorted(allowed & there):
        raise PublishError(f"{kept[0]} is still a page of the site; delete its entry first, and what names it")
    project = ground.place.repository.project
    with contextlib.closing(Cache(project / FOLDER / "cache.sqlite")) as cache:  # as the build left it
        entries = [entry for entry, _ in each_entry(inputs.folder.entries, cache, [])]
        lost = sorted(before - there - allowed)
        problems = _lost(ground, inputs, entries, lost, cache) if lost else ()
    return (set(promised(entries)) | before) & there, problems


def _lost(
    ground: _Ground, inputs: Inputs, entries: Iterable[Entry], lost: Iterable[str], cache: Cache
) -> tuple[Problem, ...]:
    """A problem for each lost address, with the file that promised it where git has the commit that was published."""
    repository, by_path = ground.place.repository, {entry.path: entry for entry in entries}
    earlier, owners = None, {}
    if is_in_history(repository, ground.before.source, ground.source.commit):
        earlier = read_earlier(repository.project, inputs, ground.before.source)
        owners = promised([entry for entry, _ in each_entry(earlier.inputs.folder.entries, cache, [])])
    problems = []
    for address in lost:
        path = owners.get(address) or file_of(address)
        heir = by_path.get(path) or (successor(path, by_path, inputs, earlier) if earlier else None)
        problems.append(gone(address, path, heir))
    return in_order(problems)


def _site(project: Path, ground: _Ground, result: Result, promises: set[str]) -> _Site:
    """The site that was built, with what Pages and the next publication need beside it."""
    algorithm = branch.algorithm_of(ground.place.repository)
    read = branch.read_site(project / OUTPUT, result.files, algorithm)
    sizes = {address: size for address, (_, size) in read.items()}
    if faults := size_faults(sizes):
        raise PublishError("\n".join(faults))
    added = {RECORD: record_of(promises)}
    if ground.before.domain is not None:
        added[DOMAIN] = ground.before.domain
    blobs = {address: name for address, (name, _) in read.items()}
    blobs |= {path: branch.blob(content, algorithm) for path, content in added.items()}
    return _Site(blobs=blobs, added=added, sizes=sizes)


def _commit(project: Path, ground: _Ground, site: _Site) -> str:
    """A commit of the site upon what is public; none when that is the same."""
    before, repository = ground.before, ground.place.repository
    if site.tree() == before.files:
        return ""
    known = {facts.removeprefix(branch.FILE) for facts in before.files.values()}
    new = {path: name for path, name in site.blobs.items() if path not in site.added and name not in known}
    branch.store_files(repository, project / OUTPUT, new)
    for content in site.added.values():
        branch.store(repository, content)
    title = f"Publish the site made from {ground.source}"
    return branch.commit_of(repository, site.tree(), before.commit, title, ground.source.commit)
