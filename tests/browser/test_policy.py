"""The policy that each page carries: what is written into a page neither runs nor loads, on a server and from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import served

if TYPE_CHECKING:
    from browsing import Site
    from playwright.sync_api import Browser

# What somebody could try who got markup into a page; the answer are the directives that refused it.
ATTEMPTS = """
async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.head.append(script);
  const button = document.createElement("button");
  button.setAttribute("onclick", "window.ran = true");
  document.body.append(button);
  button.click();
  const style = document.createElement("style");
  style.textContent = "body { display: none }";
  document.head.append(style);
  for (const [name, url] of [["img", "https://127.0.0.2/x.png"], ["iframe", "https://127.0.0.2/"]]) {
    const element = document.createElement(name);
    element.src = url;
    document.body.append(element);
  }
  await fetch("https://127.0.0.2/").catch(() => {});
  await new Promise(resolve => setTimeout(resolve, 300));
  return [window.ran ?? null, getComputedStyle(document.body).display, [...new Set(refused)].sort()];
}
"""
REFUSED = [
    None,
    "block",
    ["connect-src", "frame-src", "img-src", "script-src-attr", "script-src-elem", "style-src-elem"],
]


@pytest.mark.parametrize("page", ["index.html", "search.html", "map.html", "404.html"])
def test_a_server_need_say_nothing(browser: Browser, demo: Site, page: str) -> None:
    """The page itself forbids what it does not need, and its own scripts run."""
    with served(demo.folder.parent, {}) as address:
        window = browser.new_page()
        window.goto(f"{address}repo/{page}")
        assert window.evaluate(ATTEMPTS) == REFUSED
        assert window.get_by_role("button", name="Dark", exact=True).is_visible()
        window.close()


def test_from_disk_it_is_the_same(browser: Browser, demo: Site) -> None:
    """Where there is no host, the site's own files are loaded and nothing else."""
    window = browser.new_page()
    window.goto((demo.folder / "index.html").as_uri())
    assert window.evaluate(ATTEMPTS) == REFUSED
    assert window.get_by_role("button", name="Dark", exact=True).is_visible()
    window.close()
