"""The full-text index: a record of each page that is read goes to Pagefind, what it makes becomes files of the site.

Pages are made meanwhile, and all is put in place together, so that the pages and the index of a site always agree. The
index is kept beside the cache, which knows its files and the digest of the records: while their text stays the same,
nothing is run.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chronicle.building.cache import FOLDER
from chronicle.building.inputs import code_digest, pagefind_version
from chronicle.building.output import naming
from chronicle.building.pagefind import BROKEN, PagefindError, parts_of, record_of, running
from chronicle.pages import addresses
from chronicle.pages.page import Page, Site
from chronicle.pages.records import KINDS
from chronicle.text.workers import processors

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from chronicle.building.cache import Cache
    from chronicle.building.output import Output
    from chronicle.building.stages import Proof
    from chronicle.building.task import Task
    from chronicle.building.templates import Templates

PLACE: Final = f"{FOLDER}/full-text"
MISSING: Final = (
    'no full text: Pagefind is not installed; pip install "chronicle-incidents[search]", or build with --no-search'
)
_NAME: Final = re.compile(r"(?:(?:fragment|index)/)?[a-z0-9][A-Za-z0-9_.-]*")
_INDEX: Final = "index"
_ROW: Final = "full text"  # of the cache: what is known of the index
_MANY: Final = 2000  # records that take more than a few seconds


class Indexed(NamedTuple):
    """The pages that wait for the index, with its files if it was made, and what to say of that."""

    pages: tuple[Page, ...] = ()
    notice: str = ""
    has_failed: bool = False


class Indexing(NamedTuple):
    """What waits for the index; what can be printed meanwhile, and in how many processes."""

    indexed: Callable[[], Indexed]
    proof: Proof
    jobs: int


class Index(NamedTuple):
    """The files of an index: name → (size, digest); and its name for each record, by address."""

    files: dict[str, tuple[int, str]]
    ids: dict[str, str]


@contextlib.contextmanager
def indexing(task: Task, proof: Proof) -> Iterator[Indexing]:
    """The full-text index in the making, if there is to be one: what Pagefind is told it indexes in one thread.

    Raise TemplateFault when a record cannot be made.
    """
    jobs = task.options.jobs
    if proof.is_indexed and not pagefind_version():
        yield Indexing(partial(Indexed, notice=MISSING), proof, jobs)
        return
    if not (proof.records and proof.templates and proof.site):
        yield Indexing(Indexed, proof, jobs)
        return
    # No text depends on the rest of the site: a new title does not index again.
    site = Site(title="", description="", language=proof.site.language, direction=proof.site.direction, url="", menu=())
    with contextlib.ExitStack() as stack:
        try:
            finish, is_at_work = _begun(stack, task, proof.records, proof.templates, site)
        except (PagefindError, OSError) as failure:
            finish, is_at_work = partial(_refused, failure), False
        waiting = tuple(page for page in proof.pages if page.address == addresses.SEARCH)
        others = tuple(page for page in proof.pages if page.address != addresses.SEARCH)
        if is_at_work:  # it takes longer than all pages, and one processor is its own
            jobs = max(1, (jobs or processors()) - 1)
        yield Indexing(partial(_indexed, finish, waiting), replace(proof, pages=others), jobs)


def _begun(
    stack: contextlib.ExitStack, task: Task, records: Sequence[Page], templates: Templates, site: Site
) -> tuple[Callable[[], Indexed], bool]:
    """What gives the files of the index, and whether Pagefind is at work for them. Raise PagefindError or OSError."""
    folder, notice = stack.enter_context(_place(task.project))
    made_from = _digest(records, templates, site)
    kept = None if notice else _kept(folder, made_from, task.output, task.cache)
    make = partial(Index, *kept) if kept else stack.enter_context(_making(folder, records, templates, site, task.say))

    def finish() -> Indexed:
        index = make()
        files = [_page(folder, name, sha, is_kept=not notice) for name, (_, sha) in index.files.items()]
        if not notice:
            task.cache.put("state", _ROW, {"digest": made_from, "files": index.files, "ids": index.ids})
            task.cache.save()
        return Indexed((Page(address=addresses.TEXT_TABLE, content=_table(records, index)), *files), notice)

    return finish, kept is None


def _refused(failure: Exception) -> Indexed:
    raise failure


def _indexed(finish: Callable[[], Indexed], waiting: tuple[Page, ...]) -> Indexed:
    """What waited, and knows now whether there is an index, and its files."""
    try:
        made = finish()
    except PagefindError as failure:
        return Indexed(waiting, f"no full text this time: {failure}", has_failed=True)
    except OSError as error:
        notice = f"no full text this time: {error.filename or PLACE}: {error.strerror or error}"
        return Indexed(waiting, notice, has_failed=True)
    return made._replace(pages=(*map(_knowing, waiting), *made.pages))


@contextlib.contextmanager
def _place(project: Path) -> Iterator[tuple[Path, str]]:
    """The folder of the index; one for this build alone, and why, where something else is in its place."""
    kept = project / PLACE
    for path in (kept.parent, kept):
        if path.is_symlink() or path.is_file():
            with tempfile.TemporaryDirectory(prefix="chronicle-") as folder:
                what = "a link" if path.is_symlink() else "a file"
                yield (
                    Path(folder),
                    f"the full text is made anew each time: {path.relative_to(project)} is {what}; delete it",
                )
            return
    yield kept, ""


def _page(folder: Path, name: str, sha: str, *, is_kept: bool) -> Page:
    """A file of the index: a copy of what is kept, or the bytes of what will be gone."""
    address = f"{addresses.FULL_TEXT}/{name}"
    if is_kept:
        return Page(address=address, copy_of=f"{PLACE}/{_INDEX}/{name}", copy_digest=sha)
    return Page(address=address, content=(folder / _INDEX / name).read_bytes(), copy_digest=sha)


def _knowing(page: Page) -> Page:
    """The search page knows that there is an index."""
    return page._replace(view=page.view._replace(is_indexed=True))


def _table(records: Sequence[Page], index: Index) -> bytes:
    """What the index calls each page: by that a script joins what was found to the tables of incidents and places."""
    table = {
        kind: [[index.ids.get(page.address, ""), *page.view.days] for page in records if page.view.kind == kind]
        for kind in KINDS
    }
    return (
        f"(window.chronicle = window.chronicle || {{}}).texts = {json.dumps(table, separators=(',', ':'))};\n".encode()
    )


@contextlib.contextmanager
def _making(
    folder: Path, records: Sequence[Page], templates: Templates, site: Site, say: Callable[[str], None]
) -> Iterator[Callable[[], Index]]:
    """The index of these records in the making; what is yielded waits for it. Raise PagefindError or OSError, then too.

    Pagefind numbers the pages in this order, which is that of the tables for scripts. Each run has a folder of its own,
    and its index is put in place when it is whole.
    """
    if len(records) >= _MANY:
        say(f"indexing the text of {len(records)} pages; this takes a while (--no-search leaves it out)")
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name != _INDEX:
            shutil.rmtree(path, ignore_errors=True)
    run_folder = Path(tempfile.mkdtemp(prefix="run-", dir=folder))
    try:
        texts = ((page.address, templates.render(page, page.view, site)) for page in records)
        with running(run_folder, texts, site.language.partition("-")[0]) as files:
            yield lambda: _placed(files(), run_folder, folder)
    finally:
        shutil.rmtree(run_folder, ignore_errors=True)


def _placed(files: Mapping[str, bytes], run_folder: Path, folder: Path) -> Index:
    """The files of an index put in place of the last one. Raise PagefindError or OSError."""
    index = _read(files)
    for name, content in files.items():
        path = run_folder / _INDEX / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with naming(path):
            path.write_bytes(content)
    if (folder / _INDEX).is_symlink() or (folder / _INDEX).is_file():
        (folder / _INDEX).unlink()
    elif (folder / _INDEX).exists():
        shutil.rmtree(folder / _INDEX)
    (run_folder / _INDEX).replace(folder / _INDEX)
    return index


def _digest(records: Sequence[Page], templates: Templates, site: Site) -> str:
    """All that the index depends on. Records are frozen values: their repr says all of them."""
    sha = hashlib.blake2b(repr((pagefind_version(), code_digest(), site)).encode(), digest_size=16)
    for page in records:
        line = f"\0{page.address}\0{templates.digest(page.template)}\0{page.view!r}"
        sha.update(line.encode("utf-8", "surrogatepass"))
    return sha.hexdigest()


def _read(files: Mapping[str, bytes]) -> Index:
    """What is to be known of an index. Raise PagefindError when something of it is missing or cannot be read."""
    ids, there, wanted = {}, set(), set()
    try:
        for name, content in files.items():
            if name.endswith(".pf_meta"):
                wanted |= set(parts_of(content))
            elif "/" in name:
                there.add(name.rpartition("/")[2].partition(".")[0].rpartition("_")[2])
            if name.startswith("fragment/"):
                ids[record_of(content)] = name.removeprefix("fragment/").partition(".")[0]
    except (ValueError, LookupError, TypeError, AttributeError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise PagefindError(BROKEN) from error
    if not wanted <= there:
        raise PagefindError(BROKEN)
    known = {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()}
    return Index(files=known, ids=ids)


def _are_ours(folder: Path, names: Collection[str]) -> bool:
    """Whether these are names that an index has, in folders of ours: a chronicle may bring a cache along."""
    folders = {folder, folder / _INDEX, *(folder / _INDEX / name.rpartition("/")[0] for name in names)}
    return all(map(_NAME.fullmatch, names)) and not any(map(os.path.islink, folders))


def _is_file(path: Path, size: int) -> bool:
    """Whether a file of this size is there, and no link to one."""
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_size == size


def _kept(folder: Path, made_from: str, output: Output, cache: Cache) -> Index | None:
    """The last index, if it was made from the same and all of it is there; what will be copied is looked at."""
    try:
        made: Any = cache.get("state", _ROW) or {}
        if made["digest"] != made_from:
            return None
        files = {str(name): (int(size), str(sha)) for name, (size, sha) in made["files"].items()}
        ids = {str(address): str(name) for address, name in made["ids"].items()}
        is_whole = _are_ours(folder, files) and all(
            _is_file(folder / _INDEX / name, size)
            and (output.holds(f"{addresses.FULL_TEXT}/{name}", sha) or _sha256(folder / _INDEX / name) == sha)
            for name, (size, sha) in files.items()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return Index(files=files, ids=ids) if is_whole else None


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
