"""The lines that problems speak of, read again from their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.problems import Problem, in_order
from chronicle.text.line_ends import with_lf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LARGEST: Final = 4 * 1024 * 1024  # bytes of a file of which a line is shown


def quoted(project: Path, problems: Iterable[Problem]) -> tuple[tuple[Problem, str | None], ...]:
    """The problems in order, each with its line; None where there is none."""
    files: dict[str, list[str]] = {}
    found = []
    for problem in in_order(problems):
        if problem.path not in files:
            files[problem.path] = _lines(project / problem.path)
        lines = files[problem.path]
        found.append((problem, lines[problem.line - 1] if 0 < problem.line <= len(lines) else None))
    return tuple(found)


def _lines(path: Path) -> list[str]:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return []
        return with_lf(path.read_bytes().decode("utf-8-sig", "replace")).split("\n")
    except (OSError, ValueError):
        return []
