"""Built sites in a real browser: the ones to look at, a few pages of each kind, and what goes wrong while they load."""

from __future__ import annotations

import fcntl
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import rich
from previewing import LONGEST
from sites import build_site, make_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Request

ROOT = Path(__file__).parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Headings that are hard to set.
HARD = {"long": r".{100}", "unbroken": r"\w{30}", "right to left": "[\u0590-\u08ff]"}
HERE = {None, "", "127.0.0.1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built site: its folder, which is called repo, and the address it is served at."""

    folder: Path
    address: str

    def on_disk(self, page: str) -> str:
        """The address of a page opened from disk; of the page for lost addresses, which only a host shows, there."""
        return self.address + page if page == "404.html" else (self.folder / page).as_uri()

    def pages(self) -> dict[str, str]:
        """Every page that a reader reads, by address: not those that only lead on to another."""
        found = {path.relative_to(self.folder).as_posix(): path.read_text("utf-8") for path in self.every("html")}
        return {address: html for address, html in found.items() if kind_of(html)}

    def every(self, suffix: str) -> list[Path]:
        """Its files of one sort."""
        return sorted(self.folder.rglob(f"*.{suffix}"))


# ---- a few pages of each kind


def kind_of(html: str) -> str:
    """The kind of a page, which is the class of its body; empty for a page that only leads on."""
    match = re.search(r'<body class="([\w-]+)', html)
    return match[1] if match and 'http-equiv="refresh"' not in html else ""


def parts_of(html: str) -> set[tuple[str, str]]:
    """What a page is made of: each element with each class it bears, and what makes its heading hard to set."""
    parts = {("heading", name) for name, mark in HARD.items() if re.search(mark, heading_of(html))}
    for tag, attributes in re.findall(r"<([a-z][a-z0-9-]*)([^>]*)>", html):
        match = re.search(r'class="([^"]*)"', attributes)
        parts |= {(tag, name) for name in ["", *(match[1].split() if match else [])]}
    return parts


def heading_of(html: str) -> str:
    """The text of a page's heading."""
    match = re.search(r"(?s)<h1[^>]*>(.*?)</h1>", html)
    return re.sub(r"<[^>]*>", "", match[1]) if match else ""


def samples(pages: dict[str, str]) -> list[str]:
    """For each kind of page a few, which between them have everything that any page of the kind has.

    A new kind of page, and a new element on one, joins by itself: nothing is named here.
    """
    kinds: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for address, html in sorted(pages.items(), key=lambda item: (-len(item[1]), item[0])):
        kinds.setdefault(kind_of(html), {})[address] = parts_of(html)
    return [address for kind in kinds.values() for address in cover(kind)]


def cover(pages: dict[str, set[tuple[str, str]]]) -> Iterator[str]:
    """A few pages that have every part of any: each time the one that has most of those that are still missing."""
    missing = set[tuple[str, str]]().union(*pages.values())
    while missing:
        yield (address := max(pages, key=lambda each: len(pages[each] & missing)))
        missing -= pages[address]


# ---- sites to look at


def demo(folder: Path, language: str = "en") -> None:
    """A copy of this repository's own chronicle, in a language."""
    shutil.copytree(ROOT / "content", folder / "content")
    config = (ROOT / "chronicle.toml").read_text("utf-8")
    assert 'language = "en"' in config
    (folder / "chronicle.toml").write_text(config.replace('language = "en"', f'language = "{language}"'), "utf-8")


SITES: dict[str, Callable[[Path], object]] = {
    "demo": demo,
    "arabic": lambda folder: demo(folder, "ar"),
    "rich": lambda folder: make_site(folder, rich.FILES),
}


def built(name: str, shared: Path) -> Path:
    """The folder of a built site; the first of all workers that asks for it builds it."""
    project = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not project.exists():
            project.mkdir()
            SITES[name](project)
            build_site(project, output="repo", base_url="http://localhost/repo/", drafts=True)
    return project / "repo"


# ---- a window


def opened(
    browser: Browser, url: str, *, width: int = 1280, scheme: str = "light", script: bool = True
) -> tuple[Page, list[str]]:
    """A page, and everything that goes wrong in it, also later: requests to other hosts, failures, errors."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    faults: list[str] = []

    def note(request: Request) -> None:
        if urlsplit(request.url).hostname not in HERE:
            faults.append(f"asked for {request.url}")

    def fail(request: Request) -> None:
        # Leaving a page stops what it still asks for; that is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"failed: {request.url}: {request.failure}")

    page.on("request", note)
    page.on("requestfailed", fail)
    page.on(
        "response",
        lambda response: faults.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(url)
    return page, faults


@contextmanager
def window(browser: Browser, *, script: bool = True) -> Iterator[tuple[Page, list[str]]]:
    """An empty window to open many pages in, one after the other."""
    page, faults = opened(browser, "about:blank", script=script)
    yield page, faults
    page.close()


def until(page: Page, expression: str) -> None:
    """Wait until something is true in a page.

    It is asked from here each time: Playwright's `wait_for_function` asks in the page, and what is not true at once is
    then refused by the policy of the page.
    """
    deadline = time.monotonic() + LONGEST
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


def resized(page: Page, width: int) -> None:
    """Make the window as wide as a phone or a desk has it."""
    page.set_viewport_size({"width": width, "height": 900})
