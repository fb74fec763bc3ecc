"""Scores pages of the demonstration with Lighthouse, as a phone sees them; fails when a score is under 98.

make lighthouse
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from serving import served

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = Path(sys.prefix) / "npm" / "node_modules" / ".bin" / "lighthouse"
LEAST = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

# Pages that are looked at where they exist: the first of each pattern.
PAGES = ("index.html", "incidents/2*.html", "locations/[!i]*.html", "map.html", "search.html")


def main() -> int:
    """Build, serve and score; the exit code says whether all scores are high enough."""
    chromium = shutil.which("chromium")
    if not chromium or not LIGHTHOUSE.is_file():
        print("This needs Chromium and Lighthouse: `make lighthouse` installs both.", file=sys.stderr)
        return 2
    scores: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with served(folder, {}) as address:
            site = folder / "repo"
            command = [sys.executable, "-m", "chronicle", "build", "--quiet", "--output", str(site)]
            subprocess.run([*command, "--base-url", f"{address}repo/"], cwd=ROOT, check=True)
            for page in pages(site):
                scores[page] = scored(f"{address}repo/{page}", chromium, folder / "report.json")
    print(table(scores))
    low = [page for page, found in scores.items() if min(found.values()) < LEAST]
    return 1 if low else 0


def pages(site: Path) -> list[str]:
    """The addresses of the pages to score."""
    found = [sorted(site.glob(pattern))[:1] for pattern in PAGES]
    return [path.relative_to(site).as_posix() for paths in found for path in paths]


def scored(url: str, chromium: str, report: Path) -> dict[str, int]:
    """The score of a page in each category, out of 100; what costs points is printed."""
    command = [str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium})
    told = json.loads(report.read_text("utf-8"))
    for name in CATEGORIES:
        for reference in told["categories"][name]["auditRefs"]:
            audit = told["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < LEAST / 100:
                print(f"{url}: {name}: {audit['title']} ({audit['score']:.2f}) {audit.get('displayValue', '')}")
    return {name: round(100 * told["categories"][name]["score"]) for name in CATEGORIES}


def table(scores: dict[str, dict[str, int]]) -> str:
    """The scores as a table in Markdown."""
    lines = [f"| page | {' | '.join(CATEGORIES)} |", "|---|" + "---:|" * len(CATEGORIES)]
    lines += [f"| {page} | {' | '.join(str(found[name]) for name in CATEGORIES)} |" for page, found in scores.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
