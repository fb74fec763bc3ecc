"""Entries beside the content folder are told: nothing reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import CONFIG, build_site, incident, make_site, said

from chronicle.entries.beside import entries_beside

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "---\ntitle: Fire\n---\n"
ENTRY = "---\ntitle: Fire\ndate: 2024-05-01\n---\nText: none.\n"
WORDS = "lies beside content, where nothing is read; move"


def lay(folder: Path, *paths: str, text: str = ENTRY) -> Path:
    """A project with these files, named from its top."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("incidents/2024/fire.md", ENTRY, f"incidents: warning: has entries and {WORDS} them into content/incidents/"),
        ("contents/incidents/fire.md", ENTRY, f"contents: warning: has entries and {WORDS} them into content/"),
        ("Content/notes/about.md", NOTE, f"Content: warning: has entries and {WORDS} them into content/"),
        ("notes/about.md", NOTE, f"notes: warning: has entries and {WORDS} them into content/notes/"),
        ("fire.md", ENTRY, f"fire.md: warning: is an entry and {WORDS} it into a folder of content"),
    ],
)
@pytest.mark.parametrize(("mark", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n")])
def test_an_entry_at_the_top_is_told(  # noqa: PLR0913, PLR0917 - the parts of a file
    tmp_path: Path, path: str, text: str, told: str, mark: str, end: str
) -> None:
    """With the folder that it was meant for."""
    assert said(entries_beside(lay(tmp_path, path, text=mark + text.replace("\n", end)))) == [f"{told} [entry-place]"]


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
    lay(tmp_path, "ideas.md", text=NOTE)
    (tmp_path / "incidents").symlink_to(tmp_path / "docs")
    assert said(entries_beside(tmp_path)) == []


@pytest.mark.parametrize(
    "front",
    [
        "title: Buy milk\ntags: [home]",
        "title: Draft\nlayout: post\ndate: 2024-05-01",
        "created: 2024-05-01",
        "",
        "- a\n- b",
    ],
)
def test_front_matter_of_other_programs_is_none_of_ours(tmp_path: Path, front: str) -> None:
    """An entry has the fields of its kind and no others."""
    lay(tmp_path, "notes/a.md", "articles/b.md", "incidents/c.md", "index.md", text=f"---\n{front}\n---\nText\n")
    assert said(entries_beside(tmp_path)) == []


def test_a_build_tells_it_and_is_made(tmp_path: Path) -> None:
    """It is a warning, also when the file came after the last build."""
    make_site(tmp_path, {"chronicle.toml": CONFIG, "incidents/a.md": incident()})
    assert said(build_site(tmp_path).problems) == []
    lay(tmp_path, "incidents/b.md")
    told = [f"incidents: warning: has entries and {WORDS} them into content/incidents/ [entry-place]"]
    assert said(build_site(tmp_path).problems) == told
    assert said(build_site(tmp_path).problems) == told
