"""What a page may load is written at its beginning, word for word: a looser policy is no slip of a test's own judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import build_site, incident, make_site, tree

from chronicle.pages.policy import policy_of

if TYPE_CHECKING:
    from pathlib import Path

POLICY = (
    "default-src 'self' file:; script-src 'self' file: 'wasm-unsafe-eval'; img-src 'self' file:{tiles}; "
    "object-src 'none'; base-uri 'none'; form-action 'self' file:"
)


@pytest.mark.parametrize(
    ("tiles", "host"),
    [
        ("", ""),
        ("https://tiles.example.org/{z}/{x}/{y}.png", " https://tiles.example.org"),
        ("https://{s}.tiles.example.org:8080/{z}", " https://*.tiles.example.org:8080"),
        ("https://a.example; script-src *//{z}/{x}/{y}", ""),
        ("https://{z}{x}{y}", ""),
    ],
)
def test_a_policy_allows_the_site_and_the_host_of_its_tiles(tiles: str, host: str) -> None:
    """No script in a page, no other host, no frame of another, no base; what is no host adds nothing."""
    assert policy_of(tiles) == POLICY.format(tiles=host)


def test_each_page_begins_with_its_policy(tmp_path: Path) -> None:
    """Before anything that could load something; behind the encoding alone."""
    build_site(
        make_site(tmp_path, {"incidents/a.md": incident(aliases="[incidents/old.html]", locations="[Testville]")})
    )
    pages = {name: data.decode() for name, data in tree(tmp_path / "site").items() if name.endswith(".html")}
    assert len(pages) > 10
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(tiles="").replace(chr(39), "&#39;")}">'
    for name, text in pages.items():
        head = text.partition("<head>")[2].replace("\n", "")
        assert head.startswith(f'<meta charset="utf-8">{meta}'), name
