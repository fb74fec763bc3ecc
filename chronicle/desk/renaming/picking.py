"""Which entry an editor means by OLD, and what file by NEW, when an entry is renamed. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import DEEPEST, KIND_FOLDERS
from chronicle.entries.kinds import KINDS, kind_of, slug_of
from chronicle.linking.names import name_of, names_of
from chronicle.pages.addresses import entry_address, note_problem
from chronicle.problems import did_you_mean, shortened
from chronicle.text.slugs import is_slug, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chronicle.entries.kinds import Entry
    from chronicle.linking.names import Target

_FOLDER: Final = re.compile(r"[^\W.][\w.-]*")  # a sub-folder as this program makes one


class RenameError(Exception):
    """Why nothing was renamed, in a line; `is_usage`: the words of the command do not say what is meant."""

    def __init__(self, message: str, *, is_usage: bool = False) -> None:
        super().__init__(message)
        self.is_usage = is_usage


def meant(old: str, entries: Sequence[Entry]) -> Entry:
    """The entry that a path, an address, a slug, `kind:slug` or a name means. Raise RenameError."""
    by_path = _path(old)
    found = [entry for entry in entries if entry.path == by_path]
    if not found and "/" in old:
        folder = by_path.split("/")[1]
        found = [each for each in entries if each.path.split("/")[1] == folder and each.slug == slug_of(by_path)]
    found = found or _named(old, entries)
    if not found:
        names = [word for entry in entries for word in (entry.slug, name_of(entry))]
        raise RenameError(f"there is no entry {shortened(old)}{did_you_mean(old, names)}", is_usage=True)
    if len(found) > 1:
        words = [f"{kind_of(entry)}:{entry.slug}" for entry in found]
        words = words if len(set(words)) == len(words) else [entry.path for entry in found]
        raise RenameError(f"{shortened(old)} can mean {', '.join(words)}; write the one you mean", is_usage=True)
    return found[0]


def _path(text: str) -> str:
    """What a path leads to, seen from the project: below `content` or with it, as an address of a page too."""
    text = text.replace("\\", "/").removeprefix("./")
    text = re.sub(r"\.html\Z", ".md", text)
    return text if text.startswith("content/") else f"content/{text}"


def _named(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that a slug, a name or a spelling means best, of one kind or of all."""
    prefix, colon, rest = text.partition(":")
    kinds = (prefix,) if colon and prefix in KINDS else tuple(KINDS)
    text = rest.strip() if len(kinds) == 1 else re.sub(r"\.(?:md|html)\Z", "", text)
    ranked: dict[int, list[Entry]] = {}
    for kind in kinds:
        there = [entry for entry in entries if kind_of(entry) == kind]
        rank, slugs = names_of(there).ranked(text)
        ranked.setdefault(rank, []).extend(entry for entry in there if entry.slug in slugs)
    return ranked[min(ranked)]


def new_path(new: str, entry: Entry) -> str:
    """The file that NEW means for an entry: a slug, or a path in the folder of its kind. Raise RenameError."""
    kind, text = kind_of(entry), new.strip().replace("\\", "/")
    prefix, colon, rest = text.partition(":")
    text = rest.strip() if colon and prefix == kind else text
    folder, _, name = text.rpartition("/")
    slug = re.sub(r"\.(?:md|html)\Z", "", name) or (entry.slug if folder else "")
    if not is_slug(slug):
        hint = f"; write {slugify(slug)}" if slug else ""
        raise RenameError(f"{shortened(slug)} cannot be the name of an entry{hint}", is_usage=True)
    if kind == "note" and (problem := note_problem(slug, entry.path)):
        raise RenameError(problem.message.partition(";")[0] + f"; write {slugify(slug + ' note')}", is_usage=True)
    if not folder:
        return f"{entry.path.rpartition('/')[0]}/{slug}.md"
    parts = folder.removeprefix("./").removeprefix("content/").rstrip("/").split("/")
    if parts[0] != KIND_FOLDERS[kind]:
        message = (
            f"{shortened(new)} lies in no folder of {KIND_FOLDERS[kind]}; {entry.path} is {_a(kind)} and stays one"
        )
        raise RenameError(message, is_usage=True)
    if len(parts) > DEEPEST or not all(_FOLDER.fullmatch(part) for part in parts):
        raise RenameError(f"{shortened(folder)} cannot be a folder of entries; write a plain name", is_usage=True)
    return f"content/{'/'.join(parts)}/{slug}.md"


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def is_taken(target: Target, path: str, entries: Iterable[Entry], files: Iterable[str]) -> str:
    """Who has the address of an entry already, in words; nothing when it is free for the entry of this path."""
    address = entry_address(target)
    folder = KIND_FOLDERS[target.kind]
    for other in files:
        if other != path and other.split("/")[1] == folder and slug_of(other) == target.slug:
            return f"{other} has this name already"
    for entry in entries:
        if entry.path != path and address in entry.aliases:
            return f"{address} is an earlier address of {entry.path}; choose another name"
    return ""
