"""The same entries make the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
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
    "no assertions and docstrings": ({"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"}, ()),
    "somebody else": ({"HOME": "/nowhere", "USER": "eve", "LOGNAME": "eve", "PWD": "/", "COLUMNS": "20"}, ()),
}
# Runs a build at another time: what asks for it through Python's modules is told so.
LATER = """
import datetime, sys, time
shift = {shift}
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(real() + shift, tz)
real, real_ns = time.time, time.time_ns
datetime.datetime, time.time, time.time_ns = Later, lambda: real() + shift, lambda: real_ns() + shift * 10**9
for name in ("localtime", "gmtime"):
    made = getattr(time, name)
    setattr(time, name, lambda seconds=None, made=made: made(time.time() if seconds is None else seconds))
from chronicle.cli import main
main(["build", "--quiet"])
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as it is here and now."""
    here = make_site(tmp_path_factory.mktemp("here") / "project", FILES)
    build_site(here, full_text=True)
    return tree(here / "site")


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run Python in a folder, with other variables."""
    environment = {**os.environ, **variables}
    return subprocess.run([sys.executable, *words], cwd=folder, env=environment, capture_output=True, check=True)


@pytest.mark.parametrize("case", CASES)
def test_the_surroundings_reach_no_page(tmp_path: Path, case: str, site: dict[str, bytes]) -> None:
    """Time zone, locale, user, hash seed, kind of Python, number of jobs and the project's path make no difference."""
    variables, options = CASES[case]
    there = make_site(tmp_path / "another/place with spaces", FILES)
    run(there, "-m", "chronicle", "build", *options, **variables)
    assert tree(there / "site") == site


@pytest.mark.parametrize("years", [-20, 5, 60])
def test_no_time_reaches_a_page(tmp_path: Path, site: dict[str, bytes], years: int) -> None:
    """A build at another time makes the same bytes, and the day of today stands in none of them."""
    there = make_site(tmp_path / "there", FILES)
    run(there, "-c", LATER.format(shift=years * 365 * 86_400))
    assert tree(there / "site") == site
    day = dt.datetime.now(dt.UTC).date()
    assert [name for name, data in site.items() if str(day).encode() in data or f"{day:%Y%m%d}".encode() in data] == []
    packed_at = [int.from_bytes(data[4:8], "little") for data in site.values() if data.startswith(b"\x1f\x8b")]
    assert packed_at
    assert not [seconds for seconds in packed_at if abs(time.time() - seconds) < 86_400]


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not say on which cores to run")
def test_the_number_of_cores_reaches_no_page(tmp_path: Path, site: dict[str, bytes]) -> None:
    """One core makes what several make."""
    there = make_site(tmp_path, FILES)
    only_one = "import os, runpy; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); "
    run(there, "-c", f"{only_one}from chronicle.cli import main; main(['build', '--quiet'])")
    assert tree(there / "site") == site


def test_a_project_that_is_reached_by_a_link_is_the_same(tmp_path: Path, site: dict[str, bytes]) -> None:
    """The folder of a project may be a link: what it is called reaches no page."""
    make_site(tmp_path / "there", FILES)
    (tmp_path / "link").symlink_to("there")
    run(tmp_path / "link", "-m", "chronicle", "build", PWD=str(tmp_path / "link"))
    assert tree(tmp_path / "there/site") == site


def test_times_modes_and_neighbours_of_files_reach_no_page(tmp_path: Path, site: dict[str, bytes]) -> None:
    """Neither when a file was changed, nor who may read it, nor what editors leave beside it is published."""
    there = make_site(tmp_path, dict(reversed(FILES.items())))
    for number, path in enumerate(sorted((there / "content").rglob("*.md"))):
        path.chmod((0o600, 0o755, 0o444)[number % 3])
        os.utime(path, (number, number * 10**8))
    left = [".a.md.swp", ".#a.md", "#a.md#", "a.md~", "a.md.orig", "4913", ".hidden.md"]
    for name in left:
        (there / "content/incidents" / name).write_bytes(b"---\n---\nsecret")
    result = build_site(there, full_text=True)
    assert {each.path.rpartition("/")[2] for each in result.problems if each.code == "not-an-entry"} == set(left[2:6])
    assert tree(there / "site") == site
