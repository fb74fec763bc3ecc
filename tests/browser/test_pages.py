"""The site in a real browser: from disk and under a sub-path, on a phone and on a desk, with and without script."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the demonstration site as `repo`."""
    folder = tmp_path_factory.mktemp("browser")
    output = folder / "repo"
    command = [
        sys.executable,
        "-m",
        "chronicle",
        "build",
        "--output",
        str(output),
        "--base-url",
        "http://localhost/repo/",
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the tests fail when it is missing."""
    chromium = shutil.which("chromium")
    assert chromium, "the browser tests need the program chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site served under /repo/ on this machine."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it is called with
        """Say nothing."""


def opened(browser: Browser, url: str, *, width: int = 1280, scheme: str = "light") -> tuple[Page, list[str]]:
    """A page, and everything that went wrong while it loaded."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    faults: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((url.rsplit("/repo/", 1)[0], "data:")):
            faults.append(f"asked for {request.url}")

    page.on("request", note)
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on(
        "response",
        lambda response: faults.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(url)
    return page, faults


def pages_of(folder: Path) -> list[str]:
    """One page of each kind."""
    site = folder / "repo"
    kinds = ["incidents", "locations", "actors", "types", "sources", "articles"]
    single = [
        next(path for path in sorted((site / kind).glob("*.html")) if path.name != "index.html") for kind in kinds
    ]
    listed = [
        site / "index.html",
        site / "locations" / "index.html",
        site / "incidents" / "index.html",
        site / "about.html",
    ]
    years = sorted(site.glob("2*/index.html")) + sorted(site.glob("2*/*/index.html")) + sorted(site.glob("2*/*/*.html"))
    return [path.relative_to(site).as_posix() for path in (*listed, *single, *years)]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_fits_its_window(browser: Browser, folder: Path, width: int, scheme: str) -> None:
    """From disk: nothing is wider than the window, nothing fails to load, no other host is asked."""
    for name in pages_of(folder):
        page, faults = opened(browser, (folder / "repo" / name).as_uri(), width=width, scheme=scheme)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (name, overflow, faults) == (name, 0, [])
        page.close()


def test_the_site_works_under_a_sub_path(browser: Browser, folder: Path, address: str) -> None:
    """Served under /repo/: every kind of page loads with its style."""
    for name in pages_of(folder):
        page, faults = opened(browser, address + name)
        family = page.evaluate("getComputedStyle(document.body).fontFamily")
        assert (name, "Charter" in family, faults) == (name, True, [])
        page.close()


def test_a_reader_walks_from_the_first_page_to_a_place(browser: Browser, address: str) -> None:
    """Home → an incident → its place → the tree of places, by clicking."""
    page, faults = opened(browser, address + "index.html")
    page.locator(".headline").first.click()
    assert "/incidents/" in page.url
    page.locator(".facts dd a[href*='locations/']").first.click()
    assert "/locations/" in page.url
    page.get_by_role("link", name="Locations", exact=True).click()
    assert page.url.endswith("/locations/index.html")
    assert faults == []
    page.close()


def test_the_keyboard_reaches_the_text_first(browser: Browser, address: str) -> None:
    """The first stop of the tabulator is the skip link, and it leads to the text."""
    page, _ = opened(browser, address + "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()


def test_an_address_that_was_never_there_leads_home(browser: Browser, address: str) -> None:
    """404.html is served at any depth: its links begin at the top of the host."""
    page, _ = opened(browser, address + "404.html")
    links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == ["/repo/index.html", "/repo/incidents/index.html", "/repo/locations/index.html"]
    page.close()
