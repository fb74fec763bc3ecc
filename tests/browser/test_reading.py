"""Every kind of page can be read in every way: without script, on any window, from disk, below a path, on paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urldefrag

import pytest
from browsing import opened, resized, samples, window
from playwright.sync_api import expect
from sites import CONFIG, Links, build_site, entry, incident, location, make_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from browsing import Site
    from playwright.sync_api import Browser, Page

WIDTHS = (320, 360, 768, 1280)
LARGE = (320, 640, 1280)  # for text of twice its size; the last is the one at which the next page is opened
PAPER = 680

# Every text of a part of a page, with whether a reader sees it. What only scripts read, what a picture is called, and
# the words on a control, which may be there for a script alone, are none.
NO_TEXTS = "script, style, template, noscript, svg title, svg desc, button, select, label, legend"
TEXTS = """([part, none]) => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const walker = document.createTreeWalker(document.querySelector(part), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement;
    if (!text.data.trim() || element.closest(none)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const shown = element.checkVisibility({visibilityProperty: true, opacityProperty: true});
    texts.push({
      text: text.data.trim(), shown: shown && range.getClientRects().length > 0, color: getComputedStyle(element).color,
    });
  }
  return texts;
}"""

# Every word that is broken where it has no hyphen, though it is not a long one.
BROKEN = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.checkVisibility() || text.parentElement.closest("script, style, pre, code")) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      if (lines.size > 1 && word[0].length < 20) broken.push(word[0]);
    }
  }
  return broken;
}"""

# Every paragraph that begins right at the line below what stands above it.
TOUCHING = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  return Array.from(document.querySelectorAll("main :is(dl, ul, ol, table) + p")).filter(text => {
    const above = text.previousElementSibling, last = above.lastElementChild ?? above;
    const line = [above, last].some(element => parseFloat(getComputedStyle(element).borderBlockEndWidth) > 0);
    const room = text.getBoundingClientRect().top - above.getBoundingClientRect().bottom;
    return line && text.checkVisibility() && above.checkVisibility() && room < 5;
  }).map(text => text.textContent.trim());
}"""

# What a colour, however it is written, comes to on white paper.
PAINTED = """color => {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  for (const style of ["#fff", color]) { context.fillStyle = style; context.fillRect(0, 0, 1, 1); }
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


def test_nothing_fails_and_nothing_is_wider_than_the_window(browser: Browser, site: Site, pages: list[str]) -> None:
    """From disk: every kind of page loads without an error, asks no other host, and fits from a phone to a desk.

    Whoever has all text twice as large scrolls down only, too, with everything opened.
    """
    wide = []
    with window(browser) as (page, faults):
        for name in pages:
            page.goto(site.on_disk(name))
            wide += [f"{name} at {width}: {overflow}" for width, overflow in overflows(page, WIDTHS)]
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
            wide += [f"{name} twice as large at {width}: {overflow}" for width, overflow in overflows(page, LARGE)]
    assert (wide, faults) == ([], [])


def overflows(page: Page, widths: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Each of these widths of a window at which a page is wider, and by how much."""
    for width in widths:
        resized(page, width)
        overflow: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow:
            yield width, overflow


def test_no_word_is_broken_that_has_room(browser: Browser, rich: Site) -> None:
    """On a phone, on a tablet and on paper; what is longer than 20 letters may be."""
    broken = []
    with window(browser) as (page, _):
        for name in samples(rich.pages()):
            page.goto(rich.on_disk(name))
            for width, on_paper in ((320, False), (768, False), (640, True)):
                page.emulate_media(media="print" if on_paper else "screen")
                resized(page, width)
                broken += [f"{name} at {width}: {word}" for word in page.evaluate(BROKEN)]
    assert broken == []


def test_no_text_touches_the_list_above_it(browser: Browser, rich: Site) -> None:
    """Where a list or a table ends with a line, what begins right below it would be read as a part of it."""
    touching = []
    with window(browser) as (page, _):
        for name in samples(rich.pages()):
            page.goto(rich.on_disk(name))
            touching += [f"{name}: {text}" for text in page.evaluate(TOUCHING)]
    assert touching == []


def test_what_has_no_room_beside_words_stands_below_them(browser: Browser, demo: Site) -> None:
    """With text of twice its size on the narrowest phone: the button below a whole title, a feed at the edge."""
    with window(browser) as (page, _):
        page.goto(demo.on_disk("locations/iraq.html"))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        resized(page, 320)
        assert page.evaluate(BROKEN.replace("document.body", "document.querySelector('.masthead')")) == []
        edges = "({left, top}) => [left, top]"
        feed, words = (
            page.locator(where).evaluate(f"element => ({edges})(element.getBoundingClientRect())")
            for where in (".feed", "p:has(> .feed)")
        )
        assert feed[1] > words[1]
        assert feed[0] == words[0]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a folder: a site with a long title, many notes, and places within places, 18 levels deep."""
    title = "Chronicle of violent incidents against humanitarian organisations and medical facilities in the Sahel"
    inner = {
        f"locations/p{level}.md": location(f"Neighbourhood of Khan Bani Saad {level}", parent=f"p{level - 1}")
        for level in range(1, 18)
    }
    notes = {f"notes/n{number}.md": entry(title=f"About the archive, part {number}") for number in range(12)}
    config = CONFIG.replace('title = "', f'title = "{title} ', 1)
    files = {"locations/p0.md": location("Iraq"), **inner, **notes, "chronicle.toml": config}
    build_site(folder := make_site(tmp_path_factory.mktemp("large"), files))
    return (folder / "site").as_uri()


def test_a_long_title_leaves_room_for_the_menu(browser: Browser, large: str) -> None:
    """Beside each other, neither is squeezed so far that words break."""
    for width in (360, 1120, 1280):
        page, _ = opened(browser, f"{large}/index.html", width=width)
        assert page.evaluate(BROKEN) == []
        page.close()


def test_a_deep_tree_of_places_fits_a_phone(browser: Browser, large: str) -> None:
    """The last of 18 levels stands farther in than all others, and its name is whole."""
    page, _ = opened(browser, f"{large}/locations/index.html", width=360)
    starts = page.locator("ul.tree a").evaluate_all("links => links.map((link) => link.getBoundingClientRect().left)")
    assert (len(starts), starts) == (18, sorted(set(starts)))
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate(BROKEN) == []
    page.close()


def test_what_is_counted_fits_the_narrowest_phone(browser: Browser, tmp_path: Path) -> None:
    """With text of twice its size, calendars and numbers beside names of two lines stay within their columns."""
    counts = "[{killed: 9, injured: 32, source: Reuters}]"
    files: dict[str, str | bytes] = {
        f"incidents/n{number}.md": incident(
            date=f"2024-{number % 6 + 1:02}-{number % 28 + 1:02}", locations="[Upper Toruldan]", casualties=counts
        )
        for number in range(102)
    }
    build_site(make_site(tmp_path, {**files, "chronicle.toml": f'{CONFIG}language = "ar"\n'}))
    wide = """() => Array.from(document.querySelectorAll(".calendar, .counted li"))
      .filter(one => Math.max(one.offsetWidth, one.scrollWidth) > one.parentElement.clientWidth)
      .map(one => one.innerText)"""
    with window(browser) as (page, _):
        resized(page, 320)
        for name in ("index.html", "2024/index.html", "2024/02/index.html"):
            page.goto((tmp_path / "site" / name).as_uri())
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.locator(".calendar, .counted li").count() > 0
            assert page.evaluate(wide) == [], name


def test_what_stands_beside_begins_where_the_facts_do(browser: Browser, rich: Site) -> None:
    """With a map above it and without."""
    with window(browser) as (page, _):
        for name in ("incidents/harbour-strike.html", "incidents/year.html"):
            page.goto(rich.on_disk(name))
            first, beside = page.locator(".ledger .column > :first-child").evaluate_all(
                "all => all.map(one => one.matches('aside') ? one.firstElementChild : one)"
                ".map(one => one.getBoundingClientRect().top)"
            )
            assert first == beside, name


def test_forced_colours_underline_the_page_that_is_open(browser: Browser, demo: Site) -> None:
    """And no other item of the menu, though a transparent line has a colour then."""
    with window(browser) as (page, _):
        page.emulate_media(forced_colors="active")
        page.goto(demo.on_disk("map.html"))
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        lines = page.locator(".masthead li a").evaluate_all(
            "links => links.map((link) => [link.textContent, getComputedStyle(link).borderBlockEndColor])"
        )
        assert [name for name, color in lines if color != ground] == ["Map"]


def test_forced_colours_have_no_key_of_shades(browser: Browser, demo: Site) -> None:
    """The days of a calendar are all of one colour then, and the key would tell nothing."""
    with window(browser) as (page, _):
        page.goto(demo.on_disk("2023/10/index.html"))
        assert page.locator(".heat-key").is_visible()
        page.emulate_media(forced_colors="active")
        assert not page.locator(".heat-key").is_visible()


def test_english_numbers_of_people_stand_in_their_order_from_the_right_too(browser: Browser, tmp_path: Path) -> None:
    """Where words stay English in a language from the right, no list, fact or table of the search is mixed up."""
    claims = "[{killed: 1-5, injured: 3-4, source: Reuters}]"
    files: dict[str, str | bytes] = {"incidents/a.md": incident(casualties=claims)}
    build_site(make_site(tmp_path, {**files, "chronicle.toml": f'{CONFIG}language = "fa"\n'}))
    lefts = """element => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = [];
      while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[a-z0-9]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        found.push(range.getBoundingClientRect().left);
      }
      return found;
    }"""
    with window(browser) as (page, _):
        for name, numbers, words in (
            ("2023/index.html", ".item .data span:last-child", 8),
            ("incidents/a.html", ".facts dd:has(> bdi)", 3),
            ("search.html", "#rows .count", 3),
        ):
            page.goto((tmp_path / "site" / name).as_uri())
            found = page.locator(numbers).first.evaluate(lefts)
            assert (len(found), found) == (words, sorted(found)), name


def test_the_site_works_under_a_sub_path(browser: Browser, site: Site, pages: list[str]) -> None:
    """Served under /repo/ with the strictest policy: every kind of page loads with its style and without an error."""
    with window(browser) as (page, faults):
        for name in pages:
            page.goto(site.address + name)
            family = page.evaluate("getComputedStyle(document.body).fontFamily")
            assert (name, "Charter" in family, faults) == (name, True, [])


def test_every_text_is_there_and_every_link_leads_somewhere_without_script(
    browser: Browser, site: Site, pages: list[str]
) -> None:
    """With script off nothing is hidden that only a script would show, and nothing is missing that it would write.

    Each link to a page of the site leads to one, and to a part of it that is there.
    """
    hidden = []
    leads: dict[str, str] = {}
    with window(browser, script=False) as (page, faults):
        for name in pages:
            page.goto(site.address + name)
            texts = page.evaluate(TEXTS, ["main", NO_TEXTS])
            assert texts, name
            hidden += [f"{name}: {text['text'][:60]}" for text in texts if not text["shown"]]
            found = page.locator("a[href], area[href]").evaluate_all(
                "links => links.map(link => [link.href].flat()[0])"
            )
            leads |= {str(link): name for link in found if str(link).startswith(site.address)}
    lost = [f"{name}: {link}" for link, name in leads.items() if not is_there(site, link)]
    assert (hidden, faults, bool(leads), lost) == ([], [], True, [])


def is_there(site: Site, link: str) -> bool:
    """Whether a file of the site, and the part of it that a link names, exist."""
    address, part = urldefrag(link)
    file = site.folder / unquote(address.removeprefix(site.address).partition("?")[0])
    return file.is_file() and (not part or unquote(part) in parts_in(file))


@cache
def parts_in(file: Path) -> set[str]:
    """The parts of a page that a link can lead to; hundreds lead to one page."""
    return Links(file.read_text("utf-8")).ids


def test_paper_has_the_whole_text_alone(browser: Browser, site: Site, pages: list[str]) -> None:
    """Printed, even from a dark screen that the reader chose, a page is dark ink on white without its navigation.

    What is moved in its place on a screen has room on paper, or is broken.
    """
    wrong, cut = [], []
    contrasts: dict[str, float] = {}
    with window(browser) as (page, _):
        page.emulate_media(media="print", color_scheme="dark")
        resized(page, PAPER)
        for name in pages:
            page.goto(site.on_disk(name))
            page.evaluate("document.documentElement.dataset.colours = 'dark'")
            cut += page.locator(".prose pre, .prose table").evaluate_all(
                "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 60))"
            )
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            # A breadcrumb stays: on paper, too, it says where a page belongs. So do the headings of a table.
            shown = page.locator("nav:not(.kicker), footer, .skip, button:not(th button), input, select").evaluate_all(
                "found => found.filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 60))"
            )
            texts = [text for text in page.evaluate(TEXTS, ["body", NO_TEXTS]) if text["shown"]]
            for color in {text["color"] for text in texts}.difference(contrasts):
                contrasts[color] = contrast(page.evaluate(PAINTED, color))
            scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
            faint = [text["text"][:60] for text in texts if contrasts[text["color"]] < 4.5]
            found = (ground, scheme, shown, faint)
            wrong += [(name, *found)] if found != ("rgb(255, 255, 255)", "light", [], []) else []
    assert (wrong, cut) == ([], [])


def test_paper_has_the_evidence_and_the_shape_of_each_grade(browser: Browser, rich: Site) -> None:
    """What a reader opens or sees filled on a screen is not lost in print."""
    with window(browser) as (page, _):
        page.emulate_media(media="print")
        page.goto(rich.on_disk("incidents/harbour-strike.html"))
        assert page.get_by_text("It happened on Thursday.").is_visible()
        shape = "getComputedStyle(document.querySelector('.grade'), '::before').printColorAdjust"
        assert page.evaluate(shape) == "exact"


@pytest.mark.parametrize("name", ["timeline.html", "map.html", "search.html"])
def test_nothing_jumps_when_a_script_begins(browser: Browser, tmp_path: Path, name: str) -> None:
    """The room of what it fills is kept from the start, whatever the longest name of a type."""
    long = "Attack on humanitarian organisations, on medical facilities, and on those who work for them"
    files: dict[str, str | bytes] = {
        "locations/base.md": location("Base", coordinates="[33, 44]"),
        "incidents/other.md": incident(types=f"['{long}']"),
    }
    files |= {
        f"incidents/n{year}.md": incident(date=f"{year}-05-01", types="[bombing]", locations="[base]")
        for year in range(2001, 2021)
    }
    build_site(make_site(tmp_path, files))
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " window.shifts += entry.value })).observe({type: 'layout-shift', buffered: true})"
    )
    # So slow that the page is painted before its scripts come.
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto((tmp_path / "site" / name).as_uri())
    expect(page.get_by_role("status").first).to_contain_text("21" if name != "map.html" else "20")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") < 0.015
    page.close()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_number_is_read_on_each_shade(browser: Browser, tmp_path: Path, media: Literal["screen", "print"]) -> None:
    """The days of a calendar and what their shades mean are dark on light or light on dark, on paper too."""
    files: dict[str, str | bytes] = {
        f"incidents/n{day}-{number}.md": incident(date=f"2023-10-{day:02}")
        for day, most in enumerate((1, 2, 4, 9), 1)
        for number in range(most)
    }
    build_site(make_site(tmp_path, files))
    with window(browser) as (page, _):
        page.emulate_media(media=media)
        page.goto((tmp_path / "site/2023/10/index.html").as_uri())
        shades = page.locator("[class^=heat-]:not(p)").evaluate_all(
            "all => all.map(one => [one.className, getComputedStyle(one.querySelector('a') ?? one).color,"
            " getComputedStyle(one).backgroundColor])"
        )
        assert sorted(name for name, _, _ in shades) == sorted([f"heat-{number}" for number in range(1, 5)] * 2)
        for name, *colours in shades:
            ink, ground = (page.evaluate(PAINTED, colour) for colour in colours)
            assert contrast(ink, ground) >= 4.5, name


def contrast(painted: list[int], ground: Sequence[int] = (255, 255, 255)) -> float:
    """The contrast of two colours (red, green, blue from 0 to 255), by the formula of WCAG."""
    darker, lighter = sorted(map(luminance, (painted, ground)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(painted: Sequence[int]) -> float:
    """How light a colour is, from 0 to 1."""
    channels = [part / 255 for part in painted]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
