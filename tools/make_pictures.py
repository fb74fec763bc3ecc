"""Makes the pictures in docs/ of the demonstration's pages, in Chromium.

    python tools/make_pictures.py

Needs `make test`'s tools. Look at what changed before you commit it: a picture is a promise of how pages look.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
INCIDENT: Final = "incidents/2023-10-19-ain-al-asad-air-base.html"
# name of the picture → page, width, height, colours, language
PICTURES: Final = {
    "home": ("index.html", 1120, 760, "light", "en"),
    "incident": (INCIDENT, 1120, 820, "light", "en"),
    "incident-phone-dark": (INCIDENT, 360, 720, "dark", "en"),
    "map-phone": ("map.html", 360, 720, "light", "en"),
    "incident-phone-arabic": (INCIDENT, 360, 720, "light", "ar"),
}


def built(folder: Path, language: str) -> Path:
    """The demonstration's site in a language."""
    project = folder / language
    shutil.copytree(ROOT / "content", project / "content")
    settings = (ROOT / "chronicle.toml").read_text("utf-8").replace('language = "en"', f'language = "{language}"')
    (project / "chronicle.toml").write_text(settings, "utf-8")
    subprocess.run([sys.executable, "-m", "chronicle", "build", "--no-search"], cwd=project, check=True)
    return project / "site"


def take(browser: Browser, site: Path, name: str) -> None:
    """One picture."""
    page_name, width, height, colours, _ = PICTURES[name]
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if colours == "dark" else "light"
    )
    page.goto((site / page_name).as_uri())
    page.wait_for_timeout(1000)  # the map comes in steps
    page.screenshot(path=str(ROOT / "docs" / f"{name}.png"))
    page.close()


def main() -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        sites = {language: built(Path(temporary), language) for language in ("en", "ar")}
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (*_, language) in PICTURES.items():
            take(browser, sites[language], name)
        browser.close()


if __name__ == "__main__":
    main()
