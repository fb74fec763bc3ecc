"""What the guides tell an editor to write is read without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import CONFIG

from chronicle.config import parse_config
from chronicle.entries.kinds import KINDS, Incident
from chronicle.entries.parsing import entry_from
from chronicle.text.frontmatter import Document, parse_document

DOCS = Path(__file__).parent.parent.parent / "docs"
RECIPE = re.compile(r"(?m)^```yaml (\w+)\n((?:.*\n)*?)^```$")
RECIPES = [
    pytest.param(kind, text, id=f"{path.name} {number}")
    for path in sorted(DOCS.glob("*.md"))
    for number, (kind, text) in enumerate(RECIPE.findall(path.read_text("utf-8")), 1)
]
NEEDED = {"incident": {"title": "A", "date": "2024-05-01"}, "location": {"name": "A"}, "article": {"title": "A"}}


def test_the_cookbook_has_recipes() -> None:
    """The fences are found, so that the test below does not pass over an empty list."""
    assert len(RECIPES) > 15


@pytest.mark.parametrize(("kind", "text"), RECIPES)
def test_a_recipe_is_read_without_a_word(kind: str, text: str) -> None:
    """With what every entry needs beside it; its types and grades are built in."""
    more = "".join(f"{key}: {value}\n" for key, value in NEEDED[kind].items() if not re.search(f"(?m)^{key}:", text))
    document = parse_document(f"---\n{more}{text}---\n", "x.md")
    assert isinstance(document, Document), document
    entry, problems = entry_from(KINDS[kind], document, "x.md")
    assert problems == ()
    if isinstance(entry, Incident):
        config, _ = parse_config(CONFIG)
        assert config
        assert {*entry.types} <= {known.slug for known in config.types}
        assert {entry.grade} <= {"", *(known.slug for known in config.grades)}
