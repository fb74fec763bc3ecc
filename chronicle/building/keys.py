"""Keys: what a page was made from, part by part; the same code decides what is rendered and says why."""

from __future__ import annotations

import hashlib
from binascii import b2a_base64
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from chronicle.building.manifests import Record
    from chronicle.pages.page import Page, Site

_SHORT: Final = 100  # characters of what is worth keeping
_EMPTY: Final = frozenset({"''", "()", "None", "False"})  # as half of what a page could show: they stand for themselves


def key_parts(page: Page, view: NamedTuple, site: Site, template_digest: str, code: str) -> tuple[str, ...]:
    """The digests of everything a rendered page is made from, in the order of `part_names`."""
    return (*frame(site, template_digest, code), *_digests([page.head, *view]))


@lru_cache(maxsize=64)
def frame(site: Site, template_digest: str, code: str) -> tuple[str, str]:
    """The first of these parts: what is the same on all pages of a template."""
    return _digest((code, template_digest)), _digest(site)


def basis_of(page: Page, site: Site, template_digest: str, code: str) -> str:
    """While this is the same, all parts are, though the view is not made; "-" for a page that has no basis."""
    return _digest((frame(site, template_digest, code), page.head, page.basis())) if page.basis else "-"


def drawing_parts(page: Page, view: NamedTuple, code: str, files: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The digests of everything a drawn file is made from; `files` are those of the files that it seals."""
    return tuple(_digests([code, *view, *([files] if page.seal else [])]))


def part_names(page: Page, view: NamedTuple) -> tuple[str, ...]:
    """What each part of the key stands for."""
    before = ("code or template", "site", "page") if page.template else ("code",)
    return (*before, *view._fields, *(["files"] if page.seal else []))


def reason(page: Page, view: NamedTuple, parts: tuple[str, ...], record: Record | None, *, is_trusted: bool) -> str:
    """Why a page must be rendered; empty when it need not be."""
    if record is None:
        return "new page"
    if not is_trusted:
        return "its file is missing or was changed"
    before = record.parts
    if before == parts:
        return ""
    if len(before) != len(parts):
        return "it was not finished, or shows something else now"
    changed = [name for name, old, new in zip(part_names(page, view), before, parts, strict=True) if old != new]
    return f"changed: {', '.join(changed)}"


def _digest(value: object) -> str:
    return _digests([value])[0]


def _digests(values: Iterable[object]) -> list[str]:
    """The digests of values made of frozen dataclasses, tuples, texts and numbers: their repr says all of it."""
    return [_usual(said) if len(said) < _SHORT else _digest_of(said) for said in map(repr, values)]


def _digest_of(text: str) -> str:
    """Its SHA-256, as far as it goes into eight letters."""
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return b2a_base64(sha[:6], newline=False).decode()


@lru_cache(maxsize=4096)  # most parts of most views are empty, or as on many pages
def _usual(said: str) -> str:
    return said if said in _EMPTY else _digest_of(said)
