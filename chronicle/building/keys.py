"""Keys: what a page was made from, part by part; the same code decides what is rendered and says why."""

from __future__ import annotations

import dataclasses
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chronicle.building.manifests import Record
    from chronicle.pages.page import Page, Site

_SHORT: Final = 100  # characters of what is worth keeping


def key_parts(page: Page, site: Site, template_digest: str, code: str) -> tuple[str, ...]:
    """The digests of everything a rendered page is made from, in the order of `part_names`."""
    return (*frame(site, template_digest, code), *(_digest(value) for value in (page.head, *_shown(page))))


@lru_cache(maxsize=64)
def frame(site: Site, template_digest: str, code: str) -> tuple[str, str]:
    """The first of these parts: what is the same on all pages of a template."""
    return _digest((code, template_digest)), _digest(site)


def basis_of(page: Page, site: Site, template_digest: str, code: str) -> str:
    """While this is the same, all parts are, though the view is not made; "-" for a page that has no basis."""
    return _digest((frame(site, template_digest, code), page.head, page.basis())) if page.basis else "-"


def drawing_parts(page: Page, code: str, files: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The digests of everything a drawn file is made from; `files` are those of the files that it seals."""
    return tuple(_digest(value) for value in (code, *_shown(page), *([files] if page.seal else [])))


def _shown(page: Page) -> list[object]:
    return [getattr(page.view, field.name) for field in dataclasses.fields(page.view)]


def part_names(page: Page) -> tuple[str, ...]:
    """What each part of the key stands for."""
    before = ("code or template", "site", "page") if page.template else ("code",)
    return (*before, *(field.name for field in dataclasses.fields(page.view)), *(["files"] if page.seal else []))


def reason(page: Page, parts: tuple[str, ...], record: Record | None, *, is_trusted: bool) -> str:
    """Why a page must be rendered; empty when it need not be."""
    if record is None:
        return "new page"
    if not is_trusted:
        return "its file is missing or was changed"
    if record.parts == parts:
        return ""
    names = part_names(page)
    if len(record.parts) != len(parts):
        return "it was not finished, or shows something else now"
    changed = [name for name, before, now in zip(names, record.parts, parts, strict=True) if before != now]
    return f"changed: {', '.join(changed)}"


def _digest(value: object) -> str:
    """The digest of a value made of frozen dataclasses, tuples, texts and numbers: their repr says all of it."""
    said = repr(value)
    return _usual(said) if len(said) < _SHORT else _digest_of(said)


def _digest_of(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


_usual: Final = lru_cache(maxsize=4096)(_digest_of)  # most parts of most views are empty, or as on many pages
