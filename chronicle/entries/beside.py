"""Entries beside the content folder, where nothing is read: most likely they were meant to be in it."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import CLUTTER, ENTRY_FOLDERS
from chronicle.problems import Problem, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MOST: Final = 1000  # files of a folder that are looked at; what else lies beside the content may be large
_HEADS: Final = (b"---\n", b"---\r\n", b"\xef\xbb\xbf---")  # what entries begin with


def entries_beside(project: Path) -> Iterator[Problem]:
    """A warning for each entry at the top of a project, and for each folder of entries there."""
    try:
        with os.scandir(project) as found:
            items = sorted((item for item in found if item.name.isprintable()), key=lambda item: item.name)
    except OSError:  # whoever reads the settings there says what is wrong
        return
    for item in items:
        if item.is_symlink() or item.name.startswith(".") or item.name in CLUTTER:
            continue
        if item.is_file() and _is_entry(item.path):
            message = "is an entry and lies beside content, where nothing is read; move it into a folder of content"
            yield Problem(path=item.name, level="warning", code="entry-place", message=message)
        elif item.is_dir() and (target := _target(project, item)) and any(map(_is_entry, _below(item.path, target))):
            message = f"has entries and lies beside content, where nothing is read; move them into {target}/"
            yield Problem(path=item.name, level="warning", code="entry-place", message=message)


def _target(project: Path, item: os.DirEntry[str]) -> str:
    """Where a folder at the top was meant to be: a folder of a kind, or `content` with a slip; empty for others."""
    if item.name in ENTRY_FOLDERS:
        return f"content/{item.name}"
    if item.name == "content" or not closest(item.name.casefold(), ("content",)):
        return ""
    content = project / "content"
    # Where capitals make no difference, it is the content.
    return "" if content.exists() and content.samefile(item.path) else "content"


def _below(folder: str, target: str) -> Iterable[str]:
    """The first files below a folder; of one that was meant to be the content, those in folders of entries."""
    tops = [folder] if target != "content" else [os.path.join(folder, name) for name in ENTRY_FOLDERS]  # noqa: PTH118 - as `os.walk` has them
    files = (f"{place}/{name}" for top in tops for place, _, names in os.walk(top) for name in sorted(names))
    return itertools.islice(files, _MOST)


def _is_entry(path: str) -> bool:
    """Whether a file is called as entries are, and begins as they do."""
    if not path.endswith(".md") or os.path.islink(path) or os.path.basename(path) in CLUTTER:  # noqa: PTH114, PTH119
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - no path for each of them
            return file.read(len(_HEADS[-1])).startswith(_HEADS)
    except OSError:  # it is not to be read in any case
        return False
