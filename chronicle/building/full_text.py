"""The full-text index: a record of each page that is read goes to Pagefind, what it makes becomes files of the site.

This is done before anything is printed, so that the pages and the index of a site always agree. The index is kept
below the cache with the digest of the records: while their text stays the same, nothing is run.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from chronicle.building.cache import FOLDER
from chronicle.building.inputs import code_digest, pagefind_version
from chronicle.building.pagefind import PagefindError, record_of, run, wanted_files
from chronicle.pages import addresses
from chronicle.pages.page import Page, Site
from chronicle.pages.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from chronicle.building.stages import Proof
    from chronicle.building.templates import Templates

PLACE: Final = f"{FOLDER}/full-text"
MISSING: Final = (
    'no full text: Pagefind is not installed; pip install "chronicle-incidents[search]", or build with --no-search'
)
_NAME: Final = re.compile(r"(?:(?:fragment|index)/)?[a-z0-9][A-Za-z0-9_.-]*")
_MADE: Final = "made.json"
_MANY: Final = 2000  # records that take more than a few seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A proof with the files of its index; or without any, and what to say of that."""

    proof: Proof
    notice: str = ""
    has_failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The files of an index: name → (size, digest); and its name for each record, by address."""

    files: dict[str, tuple[int, str]]
    ids: dict[str, str]


def with_full_text(project: Path, proof: Proof, say: Callable[[str], None]) -> Indexed:
    """The proof with its full-text index, if there is to be one. Raise TemplateFault when a record cannot be made."""
    if proof.is_indexed and not pagefind_version():
        return Indexed(proof=proof, notice=MISSING)
    if not (proof.records and proof.templates and proof.site):
        return Indexed(proof=proof)
    # No text depends on the rest of the site: a new title does not index again.
    site = Site(title="", description="", language=proof.site.language, direction=proof.site.direction, url="", menu=())
    try:
        index = _index(project / PLACE, proof.records, proof.templates, site, say)
    except PagefindError as failure:
        return Indexed(proof=proof, notice=f"no full text this time: {failure}", has_failed=True)
    except OSError as error:
        notice = f"no full text this time: {error.filename or PLACE}: {error.strerror or error}"
        return Indexed(proof=proof, notice=notice, has_failed=True)
    pages = [
        *(_knowing(page) for page in proof.pages),
        Page(address=addresses.TEXT_TABLE, content=_table(proof.records, index)),
        *(
            Page(address=f"{addresses.FULL_TEXT}/{name}", copy_of=f"{PLACE}/index/{name}", copy_digest=sha)
            for name, (_, sha) in index.files.items()
        ),
    ]
    return Indexed(proof=replace(proof, pages=tuple(sorted(pages, key=lambda page: page.address))))


def _knowing(page: Page) -> Page:
    """The search page knows that there is an index."""
    return replace(page, view=replace(page.view, is_indexed=True)) if page.address == addresses.SEARCH else page


def _table(records: Sequence[Page], index: Index) -> bytes:
    """What the index calls each page: by that a script joins what was found to the tables of incidents and places."""
    table = {
        kind: [[index.ids.get(page.address, ""), *page.view.days] for page in records if page.view.kind == kind]
        for kind in KINDS
    }
    return (
        f"(window.chronicle = window.chronicle || {{}}).texts = {json.dumps(table, separators=(',', ':'))};\n".encode()
    )


def _index(
    folder: Path, records: Sequence[Page], templates: Templates, site: Site, say: Callable[[str], None]
) -> Index:
    """The index of these records, as it was kept or made now."""
    if folder.parent.is_symlink():
        raise OSError(errno.ELOOP, "is a link; delete it", FOLDER)
    made_from = _digest(records, templates, site)
    kept = _kept(folder, made_from)
    if kept:
        return kept
    if len(records) >= _MANY:
        say(f"indexing the text of {len(records)} pages; this takes a while (--no-search leaves it out)")
    if folder.exists():
        shutil.rmtree(folder)
    for page in records:
        path = folder / "records" / page.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(templates.render(page, site))
    run(folder, site.language.partition("-")[0])
    shutil.rmtree(folder / "records")
    index = _read(folder / "index")
    made = {"digest": made_from, "files": index.files, "ids": index.ids}
    (folder / _MADE).write_text(json.dumps(made), "utf-8")
    return index


def _digest(records: Sequence[Page], templates: Templates, site: Site) -> str:
    """All that the index depends on. Records are frozen values: their repr says all of them."""
    sha = hashlib.blake2b(repr((pagefind_version(), code_digest(), site)).encode(), digest_size=16)
    for page in records:
        line = f"\0{page.address}\0{templates.digest(page.template)}\0{page.view!r}"
        sha.update(line.encode("utf-8", "surrogatepass"))
    return sha.hexdigest()


def _read(folder: Path) -> Index:
    files, ids = {}, {}
    for name in wanted_files(folder):
        content = (folder / name).read_bytes()
        files[name] = (len(content), hashlib.sha256(content).hexdigest())
        if name.startswith("fragment/"):
            ids[record_of(content)] = name.removeprefix("fragment/").partition(".")[0]
    return Index(files=files, ids=ids)


def _are_ours(folder: Path, names: Collection[str]) -> bool:
    """Whether these are names that an index has, in folders of ours: a chronicle may bring a cache along."""
    folders = {folder, folder / "index", *(folder / "index" / name.rpartition("/")[0] for name in names)}
    return all(map(_NAME.fullmatch, names)) and not any(map(os.path.islink, folders))


def _is_file(path: Path, size: int) -> bool:
    """Whether a file of this size is there, and no link to one."""
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_size == size


def _kept(folder: Path, made_from: str) -> Index | None:
    """The last index, if it was made from the same and all of it is there."""
    try:
        made: Any = json.loads((folder / _MADE).read_bytes())
        if made["digest"] != made_from:
            return None
        files = {str(name): (int(size), str(sha)) for name, (size, sha) in made["files"].items()}
        is_whole = _are_ours(folder, files) and all(
            _is_file(folder / "index" / name, size) for name, (size, _) in files.items()
        )
        ids = {str(address): str(name) for address, name in made["ids"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return Index(files=files, ids=ids) if is_whole else None
