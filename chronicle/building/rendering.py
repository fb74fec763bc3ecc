"""Pages → files in the staging folder: each page is made anew if it must be."""

from __future__ import annotations

import contextlib
import re
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chronicle.building.copying import copied
from chronicle.building.forks import WORTH_A_FORK, head_start, shared_out
from chronicle.building.inputs import code_digest
from chronicle.building.keys import basis_of, drawing_parts, frame, key_parts, reason
from chronicle.building.manifests import Record
from chronicle.building.output import digest, digest_in
from chronicle.exchange.layout import OldFileError
from chronicle.pages import addresses
from chronicle.text.workers import processors

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from chronicle.building.output import Output
    from chronicle.building.stages import Proof
    from chronicle.building.staging import Staging
    from chronicle.pages.page import Page, Sum


# `Made` as it goes through a pipe: the number of the page, the record's text, why, whether it is laid, and a large
# file's sum, which is not to be read again for it.
_Sent = tuple[int, str, str, bool, "Sum | None"]
_YEAR: Final = re.compile(r"(?:\A|/)(\d{4})[-/.]")  # in the address of an incident, a day, or a list
_WORTH: Final = 250  # pages that are worth one more process
_LISTED: Final = 100_000  # entries that such pages tell of after an edit, when most of them are long lists


class Made(NamedTuple):
    """What came of a page: what the manifest is to say of it, why it was rendered if it was, and whether it is laid."""

    address: str
    record: Record
    why: str = ""
    is_new: bool = False


def rendered(  # noqa: PLR0913, PLR0917 - what there is, and what is asked for
    project: Path, proof: Proof, output: Output, staging: Staging, jobs: int, first: int = 0
) -> list[Made]:
    """What came of each page but the seals, in the order of the pages; what is new lies in the staging folder.

    There the files have the numbers of the pages, from `first` on.

    What is large is streamed: it may be larger than the memory. Views are made here, and thrown away at once.
    """
    pages = dict(enumerate((page for page in proof.pages if not page.seal), first))
    # Few pages are others after an edit, and who looks at all of them in a fork copies what they are made from.
    made = {number: kept for number, page in pages.items() if (kept := _kept(page, proof, output))}
    order = sorted(pages, key=lambda number: _place(pages[number]))
    items = [(number, pages[number]) for number in order if number not in made]
    streams = [page for _, page in items if page.stream]
    # What is left as it was may not be what another file is to have now.
    joining = {number: page for number, page in items if page.joins and proof.has_machines}
    others = [item for item in items if item[0] not in joining]
    jobs = (jobs or processors()) if proof.pieces.are_shared() else 1
    make = partial(_made, project, proof, output, staging)
    is_large = proof.entries >= WORTH_A_FORK
    early: list[_Sent] = []
    if streams:
        small = [item for item in others if not item[1].stream]
        with head_start(make, small, jobs if is_large and not proof.is_part else 1, proof.pieces.reopen) as made_so_far:
            # All that stands for incidents is counted before forks need it, which each would do it.
            repr((streams[0].view, streams[0].was))
            early = made_so_far()
        done = {number for number, *_ in early}
        others = [item for item in others if item[0] not in done]
    large = len(streams) - len(joining) if is_large else 0
    worth = max(1, _LISTED // proof.entries) if proof.is_part else _WORTH
    laid: dict[str, Path] = {}
    shared = shared_out(make, others, min(jobs, len(others) // worth + large), proof.pieces.reopen, large)
    joined = (make(item, [laid.get(name, output.folder / name) for name in item[1].joins]) for item in joining.items())
    for number, text, why, is_new, known in chain(early, shared, joined):
        address = pages[number].address
        made[number] = Made(address, Record(text), why, is_new)
        if known:
            output.sums[address] = known
        if known and is_new:
            laid[address] = Path(staging.name(number))
    return [made[number] for number in pages]


def _place(page: Page) -> tuple[int, str]:
    """Where a page comes in the order of work.

    The large files first, then those that are copied: who takes one of them takes less of the rest. Pages of a year
    together: they show the same. Behind these the pages of all years.
    """
    year = _YEAR.search(page.address)
    is_large = page.stream or page.address == addresses.INCIDENT_TABLE
    return 0 if is_large else 1 if page.copy_of else 2, year[1] if year else "all"


def _kept(page: Page, proof: Proof, output: Output) -> Made | None:
    """A page that stays as it is, if that can be told without making its view."""
    old = output.records.get(page.address) if page.address in output.trusted else None
    if not (old and proof.templates and proof.site):
        return None
    if page.template and old.frame != frame(proof.site, proof.templates.digest(page.template), code_digest()):
        return None
    if addresses.is_for_machines(page.address) and not proof.has_machines:
        return Made(page.address, old)
    if page.show:
        is_same = page.address in proof.untouched or (page.basis and old.basis == _basis(page, proof))
        return Made(page.address, old) if is_same else None
    _, why = _decided(page, page.view, proof, old, is_trusted=True)
    return None if why else Made(page.address, old)


def _made(  # noqa: PLR0913, PLR0917 - what there is, and what is asked for
    project: Path, proof: Proof, output: Output, staging: Staging, item: tuple[int, Page], files: Sequence[Path] = ()
) -> _Sent:
    number, page = item
    old = output.records.get(page.address)
    is_trusted = page.address in output.trusted
    basis = _basis(page, proof)
    view = page.shown()
    parts, why = _decided(page, view, proof, old, is_trusted=is_trusted)
    if old and not why:
        return number, Record.of(old.sha, parts, basis).text, "", False, None
    kept = output.kept(page.address)
    made = _from_files(page, output, staging, number, files)
    if made is None:
        pieces = _pieces(project, page, view, proof)
        if isinstance(pieces, bytes):
            made = staging.lay(number, page.address, pieces)
        else:
            with contextlib.closing(pieces):  # what it has open is closed here, where somebody hears of what fails
                made = staging.stream(number, page.address, pieces)
    sha = digest_in(made)
    is_rendered = page.template or page.draw or page.stream
    why = why if is_rendered else ""
    return number, Record.of(sha, parts, basis).text, why, sha != kept, made if page.stream else None


def _from_files(page: Page, output: Output, staging: Staging, number: int, files: Sequence[Path]) -> Sum | None:
    """A large file made from those that it joins, or from the one that is there if that is known to be what it was."""
    old = output.records.get(page.address) if page.edit and page.was and page.address in output.trusted else None
    if page.join and files:
        pieces = page.join(page.view, files)
    elif page.edit and old and old.parts == drawing_parts(page, page.was, code_digest()):
        pieces = page.edit(page.was, page.view, output.folder / page.address)
    else:
        return None
    try:
        with contextlib.closing(pieces):
            return staging.stream(number, page.address, pieces)
    except OldFileError:
        return None


def _basis(page: Page, proof: Proof) -> str:
    if page.template and proof.templates and proof.site:
        return basis_of(page, proof.site, proof.templates.digest(page.template), code_digest())
    return "-"


def _decided(
    page: Page,
    view: Any,  # noqa: ANN401 - a named tuple, or nothing
    proof: Proof,
    old: Record | None,
    *,
    is_trusted: bool,
) -> tuple[tuple[str, ...], str]:
    """The key of a page, and why it must be made anew (empty: it need not be)."""
    if page.draw or page.stream:
        parts = drawing_parts(page, view, code_digest())
    elif page.template and proof.templates and proof.site:
        parts = key_parts(page, view, proof.site, proof.templates.digest(page.template), code_digest())
    else:
        parts = (page.copy_digest or digest(page.content or b""),)
        return parts, "" if is_trusted and old and old.parts == parts else "copied"
    return parts, reason(page, view, parts, old, is_trusted=is_trusted)


def _pieces(project: Path, page: Page, view: object, proof: Proof) -> bytes | Generator[bytes, None, None]:
    """The bytes of a page, or of a large one piece by piece."""
    if page.stream:
        return page.stream(view)
    if page.copy_of:
        return copied(project, page)
    if page.draw:
        return page.draw(view)
    if page.template:
        if not (proof.templates and proof.site):
            raise LookupError(page.template)  # better no site than one with an empty page
        return proof.templates.render(page, view, proof.site)
    return page.content or b""


def sealed(page: Page, output: Output, records: dict[str, Record], *, stays: bool) -> str:
    """Make a file that says what others are, now that they are in place; why that was needed, if it was.

    It `stays` as it is where these do.
    """
    parts = drawing_parts(page, page.view, code_digest(), tuple(records[address].sha for address in page.sealed))
    old, is_trusted = output.records.get(page.address), page.address in output.trusted
    why = "" if stays and is_trusted else reason(page, page.view, parts, old, is_trusted=is_trusted)
    if old and not why:
        records[page.address] = old
    elif page.seal:
        content = page.seal(page.view, {address: output.sum(address, records[address].sha) for address in page.sealed})
        records[page.address] = Record.of(output.write(page.address, (content,)), parts)
    return why
