"""Which folder may be an output folder: none that is, holds, or lies in what the site is made from."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PREVIEW: Final = ".chronicle/preview"  # the one folder for output among what is not: nobody publishes it by mistake
_SOURCES: Final = ("content", "templates", "seeds", ".chronicle", ".git", "chronicle")


class OutputError(Exception):
    """An output folder that must not be written to."""


def guarded(project: Path, name: str) -> Path:
    """The output folder's path, if it neither is, holds, nor lies in what the site is made from."""
    if not name.strip() or not name.isprintable():
        raise OutputError(f"{name!r} is no name for a folder; choose another --output")
    folder = project / name
    if folder.is_symlink():
        raise OutputError(f"{name} is a link; choose a folder of its own for --output")
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{name} is a file; choose a folder for --output")
    resolved, root = folder.resolve(), project.resolve()
    above = _identities((resolved, *resolved.parents))
    if resolved in {root, *root.parents} or _identities((resolved,)) & _identities((root, *root.parents)):
        raise OutputError(f"{name} holds the chronicle itself; choose another --output")
    if name == PREVIEW and resolved != root / PREVIEW:
        raise OutputError(f"{name} is not in this chronicle, since .chronicle is a link; delete that")
    if resolved == root / PREVIEW:
        return folder
    for source in _SOURCES:
        if _is_below(resolved, root, source) or _identities((root / source,)) & above:
            raise OutputError(f"{name} lies in {source}, which is not for output; choose another --output")
    return folder


def _is_below(resolved: Path, root: Path, source: str) -> bool:
    """Whether a path is or lies in a folder of the project, by any name that some system takes for that folder's."""
    inside = resolved.relative_to(root).parts if resolved.is_relative_to(root) else ()
    return bool(inside) and inside[0].casefold().rstrip(". ") == source


def _identities(paths: Iterable[Path]) -> set[tuple[int, int]]:
    """What the system calls these folders, as far as they exist: one may have several paths, in capitals or mounted."""
    found = set()
    for path in paths:
        with contextlib.suppress(OSError):
            status = path.stat()
            found.add((status.st_dev, status.st_ino))
    return found
