"""What the program is built on is as docs/dependencies.md says: packages, bounds, licences, advisories."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from sites import incident, make_site

from chronicle.building.inputs import LIBRARIES, version_of

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# What may be used and passed on freely, in a program under another licence too.
FREE: Final = {
    "Apache-2.0",
    "Apache-2.0 AND CNRI-Python",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-3-Clause AND ISC",
    "ISC",
    "MIT",
    "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later",
    "MPL-2.0",
    "PSF-2.0",
}
# How packages name their licence that do not yet do it by its sign in the list of SPDX.
OLDER: Final = {
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading of the page, without its head."""
    text = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    assert len(rows) > 2, heading
    return rows[2:]


OURS: Final = {row[0]: row for row in table("What the program needs")}
THEIRS: Final = {row[0]: row for row in table("What those bring along")}
ADVISORIES: Final = table("Advisories")
BOUNDS: Final[dict[str, Requirement]] = {
    canonicalize_name(each.name): each for each in map(Requirement, PROJECT["dependencies"])
}


def needed(distribution: str) -> set[str]:
    """The packages that a package needs on this computer."""
    found = map(Requirement, metadata.requires(distribution) or [])
    return {
        str(canonicalize_name(each.name)) for each in found if not each.marker or each.marker.evaluate({"extra": ""})
    }


def closure() -> dict[str, set[str]]:
    """Every package that is installed for the program, with those that it needs itself."""
    found: dict[str, set[str]] = {}
    waiting = set(BOUNDS)
    while waiting:
        name = waiting.pop()
        found[name] = needed(name)
        waiting |= found[name] - found.keys()
    return found


INSTALLED: Final = closure()


def licence(distribution: str) -> str:
    """The licence that a package names, by its sign."""
    said = metadata.metadata(distribution)
    for field in ("License-Expression", "License"):
        if field in said and said[field] in FREE:
            return said[field]
    classes = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or [] if each.startswith("License")]
    if classes == ["BSD License"]:  # which of them, the text of the licence says
        files = [path.locate() for path in metadata.files(distribution) or [] if "LICENSE" in path.name.upper()]
        text = " ".join(Path(str(path)).read_text("utf-8") for path in files)
        return "BSD-3-Clause" if re.search(r"endorse\s+or\s+promote", text) else "BSD-2-Clause"
    return OLDER.get(classes[0] if classes else "", f"unknown: {classes}")


def test_the_page_has_each_package_that_the_project_names() -> None:
    """In order, with its bound, a reason, and nothing else."""
    assert list(OURS) == sorted(BOUNDS)
    assert {name: f">={row[2]}" for name, row in OURS.items()} == {
        name: str(each.specifier) for name, each in BOUNDS.items()
    }
    assert all(row[1] and row[3] for row in OURS.values())


def test_nothing_is_installed_that_nobody_knows() -> None:
    """What a package brings along stands on the page with who brings it; what stands there is installed, or on some."""
    brought = INSTALLED.keys() - BOUNDS.keys()
    assert brought <= THEIRS.keys()
    assert {name for name in THEIRS.keys() - brought if THEIRS[name][3] != "yes"} == set()
    for name in brought:
        bringing = {other for other, needs in INSTALLED.items() if name in needs}
        assert any(re.search(rf"\b{re.escape(other)}\b", THEIRS[name][1]) for other in bringing), name
    assert list(THEIRS) == sorted(THEIRS)


@pytest.mark.parametrize("name", sorted(INSTALLED))
def test_each_licence_is_known_and_free(name: str) -> None:
    """As the package itself says it."""
    row = OURS.get(name) or THEIRS[name]
    written = row[4] if name in OURS else row[2]
    assert written in FREE
    assert licence(name) == written


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_what_is_installed_is_allowed(name: str) -> None:
    """Nobody tests with what nobody gets."""
    assert BOUNDS[name].specifier.contains(metadata.version(name))


def test_a_version_is_known_without_the_metadata() -> None:
    """The name of a folder beside the library says the same; what is not installed has no version."""
    assert {name: version_of(name) for name in LIBRARIES} == {name: metadata.version(name) for name in LIBRARIES}
    assert version_of("no-such-library") == ""


@pytest.mark.parametrize(("name", "advisory", "mended"), [row[:3] for row in ADVISORIES])
def test_no_version_with_a_known_hole_is_allowed(name: str, advisory: str, mended: str) -> None:
    """A bound is not below what mends it; of what others bring along, the installed version is not."""
    assert re.fullmatch(r"CVE-\d{4}-\d{4,}|GHSA(-[23456789cfghjmpqrvwx]{4}){3}|RUSTSEC-\d{4}-\d{4}", advisory)
    lowest = OURS[name][2] if name in OURS else metadata.version(name)
    assert name in OURS or name in THEIRS
    assert Version(lowest) >= Version(mended)


ASKS_NOBODY: Final = """
import sys
def look(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}:
        print("asked", event, arguments, file=sys.stderr, flush=True)
        raise SystemExit(9)
sys.addaudithook(look)
from chronicle.cli import main
main(sys.argv[1:])
"""
PAGE_OF_A_PAPER: Final = """<!doctype html><html><head><title>Fire</title><base href="http://127.0.0.1:9/">
<link rel="canonical" href="http://127.0.0.1:9/a"><meta property="og:url" content="http://127.0.0.1:9/a">
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><link rel=stylesheet href="//127.0.0.1:9/x.css">
<script src="http://127.0.0.1:9/x.js"></script></head><body><article><h1>Fire in Harbour Town</h1>
<p>2024-05-01</p>{words}<img src="http://127.0.0.1:9/x.png"></article></body></html>"""
FEED: Final = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>
<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><rss version="2.0"><channel><title>t</title>
<item><title>Fire</title><link>http://127.0.0.1:9/a</link><description>{words}</description></item></channel></rss>"""


def test_nobody_is_asked(tmp_path: Path) -> None:
    """Not while importing pages and feeds that name other hosts at each place, nor while checking and building."""
    words = "<p>" + "A fire broke out in a warehouse of the harbour. " * 20 + "</p>"
    project = make_site(tmp_path, {"incidents/a.md": incident("Fire", body="![x](http://127.0.0.1:9/x.png)")})
    (project / "page.html").write_text(PAGE_OF_A_PAPER.format(words=words), "utf-8")
    (project / "feed.xml").write_text(FEED.format(words="Text. " * 50), "utf-8")
    plain = FEED.replace("<!DOCTYPE", "<!--").replace("]>", "-->")
    (project / "plain.xml").write_text(plain.format(words="A fire in a warehouse. " * 50), "utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", ASKS_NOBODY, *words]
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    for words_ in (["import", "page.html"], ["import", "feed.xml"], ["import", "plain.xml"], ["check"], ["build"]):
        done = run(*words_)
        assert "asked" not in done.stderr, words_
        assert done.returncode in {0, 1}
    assert len(list((project / "content").rglob("*.md"))) > 1
