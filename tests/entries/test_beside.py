"""Entries beside the content folder are told: nothing reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import CONFIG, build_site, incident, make_site, said

from chronicle.entries.beside import entries_beside

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "---\ntitle: Fire\n---\n"
WORDS = "lies beside content, where nothing is read; move"


def lay(folder: Path, *paths: str, text: str = ENTRY) -> Path:
    """A project with these files, named from its top."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("incidents/2024/fire.md", f"incidents: warning: has entries and {WORDS} them into content/incidents/"),
        ("contents/incidents/fire.md", f"contents: warning: has entries and {WORDS} them into content/"),
        ("Content/notes/about.md", f"Content: warning: has entries and {WORDS} them into content/"),
        ("fire.md", f"fire.md: warning: is an entry and {WORDS} it into a folder of content"),
    ],
)
@pytest.mark.parametrize("text", [ENTRY, f"\ufeff{ENTRY}", ENTRY.replace("\n", "\r\n")])
def test_an_entry_at_the_top_is_told(tmp_path: Path, path: str, told: str, text: str) -> None:
    """With the folder that it was meant for."""
    assert said(entries_beside(lay(tmp_path, path, text=text))) == [f"{told} [entry-place]"]


def test_what_else_lies_beside_the_content_is_nobodys_mistake(tmp_path: Path) -> None:
    """Documents, other folders of texts, hidden ones, and links."""
    lay(
        tmp_path,
        "README.md",
        "docs/guide.md",
        "content/incidents/fire.md",
        ".github/incidents/fire.md",
        "contents/x.md",
    )
    lay(tmp_path, "CONTRIBUTING.md", "notes/todo.md", text="# Notes\n")
    (tmp_path / "incidents").symlink_to(tmp_path / "docs")
    assert said(entries_beside(tmp_path)) == []


def test_a_build_tells_it_and_is_made(tmp_path: Path) -> None:
    """It is a warning, also when the file came after the last build."""
    make_site(tmp_path, {"chronicle.toml": CONFIG, "incidents/a.md": incident()})
    assert said(build_site(tmp_path).problems) == []
    lay(tmp_path, "incidents/b.md")
    told = [f"incidents: warning: has entries and {WORDS} them into content/incidents/ [entry-place]"]
    assert said(build_site(tmp_path).problems) == told
    assert said(build_site(tmp_path).problems) == told
