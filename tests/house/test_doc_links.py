"""Every link of the documentation, and of the pages that a new chronicle starts with, leads somewhere on GitHub."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt

from chronicle.desk.starting import beginning, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")))
MARKDOWN: Final = MarkdownIt("commonmark").enable("table")
# Links out of the files of a new chronicle: GitHub's own pages of its repository, which no checkout can show.
ON_GITHUB: Final = {
    "README.md": ["../../issues/new/choose", "../../new/main/content/incidents"],
    "content/README.md": ["../../../new/main/content/incidents"],
}


def parts(tokens: list[Token]) -> Iterator[Token]:
    """All tokens, those inside others too."""
    for token in tokens:
        yield token
        yield from parts(token.children or [])


def links(text: str) -> list[str]:
    """Where a page leads to and what pictures it shows, except addresses of the web; never what stands in code."""
    found = [token.attrs.get("href") or token.attrs.get("src") for token in parts(MARKDOWN.parse(text))]
    return [str(link) for link in found if link and not urlsplit(str(link)).scheme]


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page: small letters, no signs, a number for the next alike."""
    tokens = MARKDOWN.parse(text)
    found: dict[str, int] = {}
    for heading, inner in itertools.pairwise(tokens):
        if heading.type == "heading_open":
            words = "".join(part.content for part in inner.children or [] if part.type in {"text", "code_inline"})
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            found[name] = count = found.get(name, -1) + 1
            found |= {f"{name}-{count}": 0} if count else {}
    return set(found)


def broken(page: Path) -> list[str]:
    """The links of a page that lead to no file, or to no heading of one."""
    return [link for link in links(page.read_text("utf-8")) if not leads_somewhere(page, link)]


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether the file is there, and has the heading that is meant."""
    path, _, anchor = unquote(link).partition("#")
    target = page.parent / path if path else page
    if anchor:
        return target.suffix == ".md" and target.is_file() and anchor in anchors(target.read_text("utf-8"))
    return target.exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_the_documentation_leads_somewhere(page: Path) -> None:
    """To a file, and to a heading in it where one is named."""
    assert broken(page) == []


def test_every_link_of_a_new_chronicle_leads_somewhere(tmp_path: Path) -> None:
    """Where a new chronicle has them; what leads out of it leads to GitHub's pages of its repository."""
    start(tmp_path, beginning("New", "", dt.date(2024, 5, 1)))
    pages = {path.relative_to(tmp_path).as_posix(): path for path in sorted(tmp_path.rglob("*.md"))}
    out = {name: sorted({link.partition("?")[0] for link in broken(page)}) for name, page in pages.items()}
    assert {name: found for name, found in out.items() if found} == ON_GITHUB
    for name, found in ON_GITHUB.items():
        # Seen from https://github.com/OWNER/REPOSITORY/blob/main/.
        assert all(link.startswith("../" * (name.count("/") + 2)) for link in found)


def test_links_and_anchors_are_read_as_github_reads_them() -> None:
    """Code holds no links, signs are left out of anchors, and a heading that is there already gets a number."""
    text = (
        "# `a-b`: One & *two*\n\n## Same\n\n## Same\n\n`[no](link.md)` [a](x.md#same) ![b](<y z.png>) [w](https://x/)\n"
    )
    assert anchors(text) == {"a-b-one--two", "same", "same-1"}
    assert links(text) == ["x.md#same", "y%20z.png"]
