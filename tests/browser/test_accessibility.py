"""Every kind of page keeps the rules that axe can check: WCAG 2.2 AA and good practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from axe import AXE, violations
from browsing import resized, window

if TYPE_CHECKING:
    from browsing import Site
    from playwright.sync_api import Browser

SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def test_axe_finds_nothing(browser: Browser, site: Site, pages: list[str]) -> None:
    """No violation on any kind of page, on a phone and on a desk, in light and in dark."""
    found = []
    with window(browser) as (page, _):
        for name in pages:
            page.goto(site.on_disk(name))
            page.evaluate(AXE)
            for width in (360, 1280):
                resized(page, width)
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    found += [f"{name} at {width} in {scheme}: {line}" for line in violations(page, scheme)]
    assert found == []


def test_axe_finds_a_mistake(browser: Browser) -> None:
    """Grey on white, a picture without words and a page without a language are found, so silence means something."""
    with window(browser) as (page, _):
        page.set_content("<title>x</title><main><h1>x</h1><img src='data:,'><p style='color: #aaa'>faint</p></main>")
        page.evaluate(AXE)
        rules, colors = ({line.partition(":")[0] for line in violations(page, scheme)} for scheme in ("light", "dark"))
    assert ({"color-contrast", "html-has-lang", "image-alt"} <= rules, colors) == (True, {"color-contrast"})
