"""The same entries make the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sites import PICTURE, build_site, entry, incident, location, make_site, tree

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq", names="{ar: العراق}", kind="country", coordinates="[33, 44]"),
    "locations/anbar.md": location("Anbar", parent="iraq", spellings="[Al Anbar]", coordinates="[32.8, 41.6]"),
    "locations/hut.md": location("Hut", parent="iraq", coordinates="[33.2, 41.9]", precision="exact"),
    "incidents/a.md": incident(
        "Rockets",
        locations="[anbar, Nowhere, Elsewhere]",
        types="[bombing, Odd]",
        actors="[G, H, I]",
        tags="[x, y, z]",
        body="In Anbar, [[Iraq]].",
        media="[{file: media/a.png, alt: A}]",
    ),
    "incidents/b.md": incident(
        "İstanbul ılık",
        "2023-10",
        locations="[ANBAR, Iraq]",
        types="[bombing, Odd]",
        actors="[G, H, I]",
        sources="[{article: r}, {publisher: AFP}, {publisher: BBC}]",
        added="2023-10-20",
        updates="[{date: 2023-10-21, kind: update, text: U}, {date: 2023-10-21, kind: correction, text: C}]",
        body="[[Rockets]]",
    ),
    **{f"incidents/c{n}.md": incident(f"C{n}", f"2023-1{n % 3}-0{n}", locations="[hut]") for n in range(1, 6)},
    "articles/r.md": entry("Text.", title="R", publisher="Paper", via="AFP", published="2023-10-20"),
    "notes/about.md": entry("[[Rockets]] [[R]]", title="About"),
    "media/a.png": PICTURE,
}
CASES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "time zone": ({"TZ": "Pacific/Kiritimati"}, ()),
    "locale": ({"LANG": "tr_TR.UTF-8", "LC_ALL": "C", "LANGUAGE": "ar"}, ()),
    "hash seed": ({"PYTHONHASHSEED": "1"}, ()),
    "another hash seed": ({"PYTHONHASHSEED": "4711"}, ()),
    "jobs": ({}, ("--jobs", "4")),
    "no UTF-8 mode": ({"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}, ()),
}


@pytest.mark.parametrize("case", CASES)
def test_the_surroundings_reach_no_page(tmp_path: Path, case: str) -> None:
    """Time zone, locale, hash seed, number of jobs and the project's path make no difference."""
    variables, options = CASES[case]
    here = make_site(tmp_path / "here", FILES)
    build_site(here, full_text=True)
    there = make_site(tmp_path / "another/place with spaces", FILES)
    done = subprocess.run(
        [sys.executable, "-m", "chronicle", "build", *options],
        cwd=there,
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree(there / "site") == tree(here / "site")


def test_the_order_of_files_on_the_disk_reaches_no_page(tmp_path: Path) -> None:
    """Files that were made in another order make the same site."""
    build_site(make_site(tmp_path / "one", FILES), full_text=True)
    build_site(make_site(tmp_path / "two", dict(reversed(FILES.items()))), full_text=True)
    assert tree(tmp_path / "one/site") == tree(tmp_path / "two/site")
