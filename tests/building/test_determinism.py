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
    "locations/iraq.md": location("Iraq", names="{ar: العراق}"),
    "locations/anbar.md": location("Anbar", parent="iraq", spellings="[Al Anbar]"),
    "incidents/a.md": incident(
        "Rockets",
        locations="[anbar, Nowhere, Elsewhere]",
        types="[bombing, Odd]",
        actors="[G, H, I]",
        tags="[x, y, z]",
        body="In Anbar, [[Iraq]].",
        media="[{file: media/a.png, alt: A}]",
    ),
    "incidents/b.md": incident("İstanbul ılık", "2023-10", locations="[ANBAR, Iraq]", body="[[Rockets]]"),
    "articles/r.md": entry("Text.", title="R", publisher="AFP", published="2023-10-20"),
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
