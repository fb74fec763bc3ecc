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


def test_a_readers_choice_of_colours_is_remembered(browser: Browser, demo: Site) -> None:
    """It holds on the next page too, and who chooses what the device wants follows the device again."""
    page, faults = opened(browser, demo.address + "index.html")
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    button = page.get_by_role("button", name="Dark", exact=True)
    assert (page.evaluate(scheme), button.get_attribute("aria-pressed")) == ("light dark", "false")
    button.click()
    assert (page.evaluate(scheme), button.get_attribute("aria-pressed")) == ("dark", "true")
    page.goto(demo.address + "methods.html")
    assert (page.evaluate(scheme), button.get_attribute("aria-pressed")) == ("dark", "true")
    button.click()
    page.reload()
    assert (page.evaluate(scheme), button.get_attribute("aria-pressed")) == ("light dark", "false")
    assert faults == []
    page.close()


def test_without_script_there_is_no_dead_switch(browser: Browser, demo: Site) -> None:
    """The button for colours needs a script, and is not seen without."""
    page, _ = opened(browser, demo.address + "index.html", script=False)
    assert not page.locator(".colours").is_visible()
    page.close()


def test_an_address_that_was_never_there_leads_home(browser: Browser, demo: Site) -> None:
    """404.html is served at any depth: its links begin at the top of the host."""
    page, _ = opened(browser, demo.address + "404.html")
    links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == ["/repo/index.html", "/repo/incidents/index.html", "/repo/locations/index.html"]
    page.close()
