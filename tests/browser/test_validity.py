"""Every page, picture and style sheet of the sites is valid by the Nu HTML checker."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from browsing import ROOT

if TYPE_CHECKING:
    from browsing import Site

JAR = Path(sys.prefix) / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OURS = {*(path.name for path in (ROOT / "templates").rglob("*.css")), "types.css"} - {"leaflet.css"}


def complaints(files: list[Path]) -> list[str]:
    """What the checker says of files, one line for each mistake."""
    java = shutil.which("java")
    assert java, "checking the pages needs the program java"
    assert JAR.is_file(), "checking the pages needs the Nu HTML checker: make test installs it"
    command = [java, "-jar", str(JAR), "--errors-only", "--also-check-css", "--also-check-svg", "--format", "gnu"]
    run = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    lines = run.stderr.splitlines()
    assert bool(lines) == bool(run.returncode), run
    return lines


def test_every_file_is_valid(site: Site) -> None:
    """No error in any page, any picture or any style sheet that is our own."""
    styles = [path for path in site.every("css") if path.name in OURS]
    assert complaints([*site.every("html"), *site.every("svg"), *styles]) == []


def test_the_checker_finds_mistakes(tmp_path: Path) -> None:
    """A wrong element, colour or picture is found, so that silence means something."""
    texts = {
        "page.html": "<!doctype html><html lang=en><title>x</title><p><h1>x</h1></p>",
        "style.css": "p { colr: red }",
        "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect wdth="1"/></svg>',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = complaints(sorted(tmp_path.iterdir()))
    assert {name for name in texts if any(name in line for line in found)} == set(texts)
