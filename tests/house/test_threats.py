"""docs/threats.md names tests that exist, for every threat against which something stands."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "threats.md").read_text("utf-8").partition("\n## Threats\n")[2]
ROWS: Final = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| threat ")
]


def test_there_are_threats() -> None:
    """Each with what stands against it, where that is tested, and what is left."""
    assert len(ROWS) > 20
    assert all(len(row) == 4 and row[0] and row[1] for row in ROWS)
    assert [row[0] for row in ROWS if not row[2] and not row[3]] == []


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_what_is_said_to_be_tested_is(row: list[str]) -> None:
    """Each name is a test of that file."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row[2])
    assert len(named) == row[2].count("`") / 2
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
