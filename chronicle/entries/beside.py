"""Entries beside the content folder, where nothing is read: most likely they were meant to be in it."""

from __future__ import annotations

import itertools
import os
import re
from typing import TYPE_CHECKING, Final

from chronicle.entries.fields import fits
from chronicle.entries.folder import CLUTTER, ENTRY_FOLDERS
from chronicle.entries.kinds import FOLDERS
from chronicle.problems import Problem, closest
from chronicle.text.frontmatter import LONGEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from chronicle.entries.kinds import Entry

_MOST: Final = 1000  # files of a folder that are looked at; what else lies beside the content may be large
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
        if item.is_file() and _is_entry(item.path, FOLDERS.values()):
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
    tops = {name: folder} if name in FOLDERS else {each: f"{folder}/{each}" for each in FOLDERS}
    files = (
        (f"{place}/{file}", FOLDERS[name])
        for name, top in tops.items()
        for place, _, names in os.walk(top)
        for file in sorted(names)
    )
    return any(_is_entry(path, [kind]) for path, kind in itertools.islice(files, _MOST))


def _is_entry(path: str, kinds: Collection[type[Entry]]) -> bool:
    """Whether a file is called as entries are, and has the fields of one of these kinds and no others.

    Other programs have front matter too: what has fields of its own was not meant for us.
    """
    if not path.endswith(".md") or os.path.islink(path) or os.path.basename(path) in CLUTTER:  # noqa: PTH114, PTH119
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - no path for each of them
            front = _FRONT.match(file.read(LONGEST))
    except OSError:  # it is not to be read in any case
        return False
    keys = {key.decode("utf-8", "replace") for key in _KEY.findall(front[1])} if front else set()
    return any(fits(kind, keys) for kind in kinds)
