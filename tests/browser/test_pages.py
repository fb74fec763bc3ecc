"""A reader finds the way: by clicking, by keyboard, and from an address that was never there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browsing import opened

if TYPE_CHECKING:
    from browsing import Site
    from playwright.sync_api import Browser


def test_a_reader_walks_from_the_first_page_to_a_place(browser: Browser, demo: Site) -> None:
    """Home → an incident → its place → the tree of places, by clicking."""
    page, faults = opened(browser, demo.address + "index.html")
    page.locator(".headline").first.click()
    assert "/incidents/" in page.url
    page.locator(".facts dd a[href*='locations/']").first.click()
    assert "/locations/" in page.url
    page.get_by_role("link", name="Locations", exact=True).click()
    assert page.url.endswith("/locations/index.html")
    assert faults == []
    page.close()


def test_the_keyboard_reaches_the_text_first(browser: Browser, demo: Site) -> None:
    """The first stop of the tabulator is the skip link, and it leads to the text."""
    page, _ = opened(browser, demo.address + "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()


def test_an_address_that_was_never_there_leads_home(browser: Browser, demo: Site) -> None:
    """404.html is served at any depth: its links begin at the top of the host."""
    page, _ = opened(browser, demo.address + "404.html")
    links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == ["/repo/index.html", "/repo/incidents/index.html", "/repo/locations/index.html"]
    page.close()
