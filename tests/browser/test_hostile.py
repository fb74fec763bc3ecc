"""Hostile entries in a real browser: nothing runs, loads or leads away, with the policy of the pages and without it.

The policy is the second wall. So it must have nothing to refuse, and a copy of the site that has none must be as quiet.
"""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from browsing import Site
from hostile import BREAKS, ELEMENTS, LINES, PAYLOADS, config_of, site_files
from playwright.sync_api import expect
from serving import served
from sites import build_site, make_site

from chronicle.exchange.cells import safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

META: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
ATTRIBUTION: Final = "<img src=x onerror=pwned=1> &amp; <b>people</b>"
MAP: Final = f'\n[map]\ntiles = "{{address}}repo/{{{{z}}}}/{{{{x}}}}/{{{{y}}}}.png"\nattribution = "{ATTRIBUTION}"\n'

# Tells of whatever of a payload runs, and of what the policy refuses: it would have run.
WATCH: Final = """
Object.defineProperty(window, "pwned", {
  set() { report("ran: " + location.href); },
  get() { report("called: " + location.href); return () => 0; },
});
addEventListener("securitypolicyviolation", (event) =>
  report(`refused: ${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${location.href}`));
for (const name of ["alert", "confirm", "prompt", "open", "print"])
  window[name] = () => report(name + ": " + location.href);
"""
# What a reader can do to every element, and where the browser itself says that each link leads.
TOUCH: Final = """
() => {
  const events = ["mouseover", "mouseenter", "pointerover", "focus", "focusin", "blur", "toggle", "beforetoggle",
    "error", "load", "animationstart", "begin", "start", "wheel", "keydown", "slotchange", "close", "copy"];
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const name of events) element.dispatchEvent(new Event(name, { bubbles: false }));
    for (const { name, value } of element.attributes) {
      if (/^on|^srcdoc$/i.test(name)) found.push(`${element.localName} ${name}=${value}`);
    }
    if (/^(iframe|object|embed|base|math|video|audio|applet|frame|template)$/.test(element.localName) &&
      element.id !== "explorer-form") found.push(element.localName);
    const drawn = element.href && element.href.baseVal;
    const address = drawn === undefined ? element.href || element.src : drawn;
    if (address) {
      const { protocol } = new URL(address, document.baseURI);
      if (!["http:", "https:", "mailto:", location.protocol].includes(protocol)) found.push(address);
    }
  }
  return found;
}
"""


class Watched:
    """A window in which everything that goes on is noted."""

    def __init__(self, browser: Browser) -> None:
        context = browser.new_context(reduced_motion="reduce")
        self.faults: list[str] = []
        context.expose_binding("report", lambda _, text: self.faults.append(text))
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        self.page.on("dialog", self.answer)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error} {self.page.url}"))
        self.page.on("popup", lambda popup: self.faults.append(f"popup: {popup.url}"))
        self.page.on("download", lambda download: self.faults.append(f"download: {download.url}"))
        self.page.on("request", lambda request: self.note(request.url))

    def answer(self, dialog: Dialog) -> None:
        """A dialog is a script's doing."""
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def note(self, url: str) -> None:
        """Only this computer is asked, and blobs that the page itself made."""
        if urlsplit(url).hostname not in {None, "127.0.0.1"} or urlsplit(url).scheme in {"data", "ftp", "ws"}:
            self.faults.append(f"asked for {url}")

    def visit(self, url: str) -> None:
        """Open a page, touch everything in it, and stay there."""
        self.page.goto(url)
        self.faults += [f"{what} in {url}" for what in self.page.evaluate(TOUCH)]
        if self.page.url.partition("#")[0] != url.partition("#")[0]:
            self.faults.append(f"went from {url} to {self.page.url}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all payloads with an index of its full text, and beside it a copy whose pages carry no policy."""
    project = make_site(tmp_path_factory.mktemp("hostile"), site_files())
    build_site(project, output="public/repo", base_url="http://localhost/repo/", full_text=True)
    shutil.copytree(project / "public/repo", project / "public/bare")
    for path in (project / "public/bare").rglob("*.html"):
        data, count = META.subn(b"", path.read_bytes())
        assert count == 1 or path.name != "index.html"
        path.write_bytes(data)
    return project / "public"


@contextmanager
def standing(folder: Path, way: str) -> Iterator[Site]:
    """The site on a server, from disk, or on a server without its policy."""
    name = "bare" if way == "bare" else "repo"
    with served(folder, {}) as address:
        root = (folder / name).as_uri() + "/" if way == "disk" else f"{address}{name}/"
        yield Site(folder=folder / name, address=root)


# Of the pages that differ by their payload alone, without a policy each is opened, else each eighth.
WAYS: Final = {"server": 8, "disk": 8, "bare": 1}


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A watched window, in which nothing must have gone on."""
    window = Watched(browser)
    yield window
    assert window.faults == []
    window.page.context.close()


@pytest.mark.parametrize(
    "html",
    ["<img src=x onerror=pwned=1>", "<script>pwned()</script>", "<a onmouseover=pwned=1>x</a>", "<iframe>"],
)
def test_the_watch_sees_what_runs(browser: Browser, tmp_path: Path, html: str) -> None:
    """What these tests would miss, they would not prove."""
    (tmp_path / "x.html").write_text(f"<!doctype html><title>x</title>{html}", "utf-8")
    window = Watched(browser)
    window.visit((tmp_path / "x.html").as_uri())
    window.page.wait_for_timeout(100)
    assert window.faults
    window.page.context.close()


@pytest.mark.parametrize("way", WAYS)
def test_nothing_runs_in_any_entry(watched: Watched, folder: Path, way: str) -> None:
    """Each payload in each field, and as a body, in a page that is opened and touched."""
    with standing(folder, way) as site:
        pages = [f"incidents/b-{number:03}.html" for number in range(len(PAYLOADS))]
        pages += [f"incidents/i-{number:03}.html" for number in range(0, len(LINES), 3)]
        for page in pages[:: WAYS[way]]:
            watched.visit(site.address + page)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_runs_in_any_other_kind_of_page(watched: Watched, folder: Path, way: str) -> None:
    """Home, lists, archives, types, actors, places, sources, articles, notes, those that were withdrawn, data, maps."""
    with standing(folder, way) as site:
        every = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.*ml")}
        whole = [
            name
            for name in every
            if re.fullmatch(r".*index\.html|[a-z0-9]*\.html|(?:[a-z]+/)?[a-z]+\.(?:ht|x)ml", name)
        ]
        others = sorted(name for name in every.difference(whole) if not name.startswith(("incidents/", "assets/")))
        for name in (*sorted(whole), *others[:: 12 * WAYS[way]]):
            if not name.endswith(".xml"):
                watched.visit(site.address + name)
        for number in range(0, len(ELEMENTS + BREAKS), 8):
            watched.visit(f"{site.address}locations/l-{number:03}.svg")


@pytest.mark.parametrize("way", WAYS)
def test_nothing_runs_in_the_search(watched: Watched, folder: Path, way: str) -> None:
    """Words are typed, facets are opened and chosen, the full text is searched, and payloads stand in the address."""
    page = watched.page
    with standing(folder, way) as site:
        watched.visit(site.address + "search.html")
        expect(page.locator("#rows tbody tr")).to_have_count(50)
        for words in ("pwned", "<script>", "javascript:", "constructor", "'\"><img src=x onerror=pwned=1>"):
            page.locator("#words").fill(words)
            page.wait_for_timeout(150)
        page.locator("#words").fill("pwned")
        expect(page.locator("#rows tbody tr").first).to_be_visible()
        while page.locator("#facets button").count():
            page.locator("#facets button").first.click()
        page.locator("#facets input").first.check()
        if way != "disk":
            page.locator("#in-text").check()
            expect(page.locator("#hits li").first).to_be_visible()
            assert page.locator("#hits img, #hits script, #hits svg").count() == 0
        watched.faults += page.evaluate(TOUCH)
        for query in (
            "?q=<script>pwned=1</script>&sort=constructor&place=__proto__&type=constructor&page=1e9",
            "?q=%00%ff&in=text",
        ):
            page.goto(f"{site.address}search.html{query}#<img src=x onerror=pwned=1>")
            watched.faults += page.evaluate(TOUCH)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_runs_in_the_map(watched: Watched, folder: Path, way: str) -> None:
    """Every place is opened in the list and in a popup, and payloads stand in the address."""
    page = watched.page
    with standing(folder, way) as site:
        watched.visit(site.address + "map.html")
        expect(page.locator("#map-places details").first).to_be_visible()
        page.locator("#map-more").click()
        numbers = range(0, len(ELEMENTS + BREAKS), 12)
        for slug in [*(f"l-{number:03}" for number in numbers), "constructor", "tostring", "then"]:
            page.goto(f"{site.address}map.html#place={slug}")
            page.reload()
            expect(page.locator(".leaflet-popup h3")).to_be_visible()
            watched.faults += page.evaluate(TOUCH)
        assert page.locator(".leaflet-popup img, .leaflet-popup script").count() == 0
        for state in (
            "type=constructor&grade=__proto__",
            "at=NaN,1e99,x",
            "place=<img src=x onerror=pwned=1>",
            "from=%00&to=x",
        ):
            page.goto(f"{site.address}map.html#{state}")
            page.reload()
            expect(page.locator("#map-places")).to_be_attached()
            watched.faults += page.evaluate(TOUCH)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_runs_in_the_timeline(watched: Watched, folder: Path, way: str) -> None:
    """It is zoomed in until single incidents are drawn, and each of its types is chosen."""
    page = watched.page
    with standing(folder, way) as site:
        watched.visit(site.address + "timeline.html")
        for _ in range(6):
            page.get_by_role("button", name="Zoom in").or_(page.locator("#axis button[value=in]")).first.click()
        for option in page.locator("#axis select option").all()[:40]:
            page.locator("#axis select").select_option(option.get_attribute("value"))
        watched.faults += page.evaluate(TOUCH)
        page.goto(f"{site.address}timeline.html#type=__proto__&from=<img>&to=9999999-99-99")
        watched.faults += page.evaluate(TOUCH)


def test_the_attribution_of_a_tile_server_is_words(
    browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Leaflet reads it as HTML, so it is given HTML that says the same."""
    folder = tmp_path_factory.mktemp("tiles")
    with served(folder, {}) as address:
        files = {**site_files(LINES[:3], PAYLOADS[:3]), "chronicle.toml": config_of("T") + MAP.format(address=address)}
        build_site(make_site(tmp_path, files))
        shutil.copytree(tmp_path / "site", folder / "repo")
        window = Watched(browser)
        window.visit(f"{address}repo/map.html")
        expect(window.page.locator(".leaflet-control-attribution")).to_have_text(ATTRIBUTION)
        assert window.faults == []
        window.page.context.close()


def test_a_table_made_in_the_browser_is_as_safe_as_one_of_the_site(browser: Browser, folder: Path) -> None:
    """The cells of the search page's own CSV are those of the data files."""
    with standing(folder, "server") as site:
        page = browser.new_page()
        page.goto(site.address + "search.html")
        cells: list[Any] = page.evaluate("lines => lines.map(chronicle.finding.cell)", [*LINES, "-1.5", "", "1 < 2"])
        page.close()
    quoted = [cell[1:-1].replace('""', '"') if cell.startswith('"') and len(cell) > 1 else cell for cell in cells]
    assert quoted == [safe(line) for line in (*LINES, "-1.5", "", "1 < 2")]
