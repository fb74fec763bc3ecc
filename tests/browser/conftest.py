"""What the browser tests share: one Chromium for each worker, and sites that are built once for all of them."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from browsing import FLAGS, SITES, Site, built, samples
from playwright.sync_api import Browser, expect, sync_playwright
from previewing import LONGEST
from serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The strictest policy a host could send: nothing of the page's own may be written inline.
POLICY = {"Content-Security-Policy": "default-src 'self'"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the tests fail when it is missing."""
    chromium = shutil.which("chromium")
    assert chromium, "the browser tests need the program chromium"
    expect.set_options(timeout=1000 * LONGEST)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run see."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sites"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def standing(name: str, shared: Path) -> Iterator[Site]:
    """A site, built and served under /repo/."""
    folder = built(name, shared)
    with served(folder.parent, POLICY) as address:
        yield Site(folder=folder, address=f"{address}repo/")


@pytest.fixture(scope="session")
def demo(shared: Path) -> Iterator[Site]:
    """The demonstration: this repository's own chronicle."""
    with standing("demo", shared) as site:
        yield site


@pytest.fixture(scope="session")
def rich(shared: Path) -> Iterator[Site]:
    """A site with every sort of entry, drafts too."""
    with standing("rich", shared) as site:
        yield site


@pytest.fixture(scope="session", params=sorted(SITES))
def site(request: pytest.FixtureRequest, shared: Path) -> Iterator[Site]:
    """Each of the sites in turn."""
    with standing(request.param, shared) as site:
        yield site


@pytest.fixture
def pages(site: Site) -> list[str]:
    """The addresses of a few pages of each kind."""
    return samples(site.pages())
