"""Entries beside the content folder, where nothing is read: most likely they were meant to be in it."""

from __future__ import annotations

import itertools
import os
import re
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import CLUTTER, ENTRY_FOLDERS
from chronicle.problems import Problem, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MOST: Final = 1000  # files of a folder that are looked at; what else lies beside the content may be large
_LONGEST: Final = 1 << 16  # bytes that are looked at: front matter is no longer
_FRONT: Final = re.compile(rb"(?:\xef\xbb\xbf)?---\r?\n(.*?)\n---", re.DOTALL)
_KEY: Final = re.compile(rb"(?m)^([^\s#-][^:\n]*):")


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
        if item.is_file() and _is_entry(item.path, ENTRY_FOLDERS, least=2):
            message = "is an entry and lies beside content, where nothing is read; move it into a folder of content"
            yield Problem(path=item.name, level="warning", code="entry-place", message=message)
        elif item.is_dir() and (target := _target(project, item)) and _has_entries(item.path, target):
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


def _has_entries(folder: str, target: str) -> bool:
    """Whether entries are among the first files below a folder; of one that was meant to be the content, below it."""
    name = target.rpartition("/")[2]
    tops = {name: folder} if name in ENTRY_FOLDERS else {each: f"{folder}/{each}" for each in ENTRY_FOLDERS}
    files = (
        (f"{place}/{file}", name)
        for name, top in tops.items()
        for place, _, names in os.walk(top)
        for file in sorted(names)
    )
    return any(_is_entry(path, [name]) for path, name in itertools.islice(files, _MOST))


def _is_entry(path: str, folders: Iterable[str], least: int = 1) -> bool:
    """Whether a file is called as entries are, and has the fields of those in one of these folders and no others.

    Other programs have front matter too: what has fields of its own was not meant for us, and where no folder says
    that it was, a title alone does not either. So it has `least` fields.
    """
    if not path.endswith(".md") or os.path.islink(path) or os.path.basename(path) in CLUTTER:  # noqa: PTH114, PTH119
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - no path for each of them
            front = _FRONT.match(file.read(_LONGEST))
    except OSError:  # it is not to be read in any case
        return False
    if not front:
        return False
    from chronicle.entries.fields import fits  # noqa: PLC0415 - hardly any project has such a file
    from chronicle.entries.kinds import FOLDERS  # noqa: PLC0415

    keys = {key.decode("utf-8", "replace") for key in _KEY.findall(front[1])}
    return len(keys) >= least and any(fits(FOLDERS[name], keys) for name in folders)
