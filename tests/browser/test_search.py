"""The search page in a real browser: the table of incidents, its filters and its address, and the full text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from browsing import Site, opened
from playwright.sync_api import expect
from serving import served
from sites import build_site, entry, incident, location, make_site

from chronicle.exchange.cells import safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# What Pagefind needs beyond the strictest policy: to run its WebAssembly.
POLICY = {"Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"}
MARKUP = "<img src=x onerror=pwned=1>"
FILES: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq"),
    "locations/asad.md": location(
        "Ain al-Asad", parent="iraq", spellings="[ʿAyn al-Assad, Khān]", names="{ar: عين الأسد}"
    ),
    "locations/syria.md": location("Syria"),
    "articles/wire.md": entry(
        "The convoy left at dawn.", title="A convoy leaves", publisher="AFP", published="2023-10-20"
    ),
    "incidents/rockets.md": incident(
        "Rockets hit the base",
        "2023-10-19",
        f"A convoy burned near {MARKUP} the &lt;mark&gt; gate. Of all hangars one stood.",
        locations="[asad]",
        types="[rocket-attack]",
        actors="[Guard]",
        grade="likely",
        casualties="[{killed: 2-5, injured: 7}]",
    ),
    "incidents/formula.md": incident(
        "=1+1, “a” cell", "2022", locations="[syria]", types="[bombing]", casualties="[{killed: 41+}]"
    ),
    "incidents/markup.md": incident(
        f"Bombing {MARKUP}", "2021-03", locations="[syria]", types="[bombing]", grade="claimed"
    ),
    **{
        f"incidents/m-{n:02}.md": incident(f"Shelling {n}", f"2020-01-{n % 28 + 1:02}", types="[shelling]")
        for n in range(60)
    },
}


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an index of its full text, served under /repo/."""
    project: Path = make_site(tmp_path_factory.mktemp("searched"), FILES)
    build_site(project, output="public/repo", base_url="http://localhost/repo/", full_text=True)
    with served(project / "public", POLICY) as address:
        yield Site(folder=project / "public/repo", address=f"{address}repo/")


@pytest.fixture
def page(browser: Browser, searched: Site) -> Iterator[Page]:
    """The search page, which must load and work without a fault."""
    found, faults = opened(browser, searched.address + "search.html")
    yield found
    assert faults == []
    assert found.evaluate("window.pwned") is None
    found.close()


def says(page: Page, words: str) -> None:
    """The page says how much was found, within the time of a wait."""
    expect(page.locator("#status")).to_have_text(words)


def titles(page: Page) -> list[str]:
    """The headlines that are shown."""
    return page.locator("#results .headline:visible").all_inner_texts()


def column(page: Page, number: int) -> list[str]:
    """A column of the table."""
    return page.locator(f"#rows tbody td:nth-child({number})").all_inner_texts()


def test_words_are_found_in_titles_and_in_spellings_of_places(page: Page) -> None:
    """All words count, in any order, without marks and case; a spelling of a place finds its incidents."""
    says(page, "63 incidents")
    for words in ("BASE rockets", "ayn assad", "khan rock", "عين الاسد", "iraq"):
        page.fill("#words", words)
        says(page, "1 incident")
        assert titles(page) == ["Rockets hit the base"]
    for words in ("“Rockets” hit", "al-Asad,", '"ain al-asad"', "al asad", "(rockets)", "ʻAyn", "BASE!"):
        page.fill("#words", words)
        says(page, "1 incident")
    page.fill("#words", "a-b-asad")
    says(page, "0 incidents")
    page.fill("#words", "rockets syria")
    says(page, "0 incidents")


def test_filters_narrow_and_count(page: Page) -> None:
    """A place counts what lies below it; values of one filter add up, filters narrow each other."""
    iraq = page.get_by_role("checkbox", name="Iraq 1")
    bombing, shelling = page.get_by_role("checkbox", name="Bombing"), page.get_by_role("checkbox", name="Shelling")
    iraq.check()
    says(page, "1 incident")
    iraq.uncheck()
    bombing.check()
    says(page, "2 incidents")
    assert page.locator("label", has=page.get_by_role("checkbox", name="Claimed")).locator(".data").inner_text() == "1"
    shelling.check()
    says(page, "62 incidents")
    shelling.uncheck()
    page.fill("#from", "2021-03-20")
    page.fill("#to", "2021-12-31")
    page.press("#to", "Tab")
    says(page, "1 incident")  # the month of the incident reaches into the range
    page.get_by_role("button", name="Clear all filters").click()
    says(page, "63 incidents")


def test_the_table_is_sorted_both_ways(page: Page) -> None:
    """Each column sorts, says so, and leaves what is not known last."""
    killed = page.locator("th[data-key=killed]")
    killed.get_by_role("button").click()
    assert (killed.get_attribute("aria-sort"), column(page, 3)[:3]) == ("descending", ["at least 41", "2 to 5", "–"])
    killed.get_by_role("button").click()
    assert (killed.get_attribute("aria-sort"), column(page, 3)[:3]) == ("ascending", ["2 to 5", "at least 41", "–"])
    page.locator("th[data-key=title] button").click()
    assert titles(page)[0] == "=1+1, “a” cell"
    page.locator("th[data-key=date] button").click()
    assert titles(page)[0] == "Rockets hit the base"
    page.locator("th[data-key=date] button").click()
    assert column(page, 1)[0] == "1 January 2020"


def test_the_address_keeps_the_state(page: Page, searched: Site) -> None:
    """What is chosen stands in the address, the back button takes it back, and an address opens what it says."""
    page.get_by_role("checkbox", name="Shelling").check()
    page.get_by_role("button", name="Next page").click()
    assert page.locator("#place").inner_text() == "51 to 60 of 60"
    assert page.url == searched.address + "search.html?type=shelling&page=2"
    page.go_back()
    assert page.locator("#place").inner_text() == "1 to 50 of 60"
    page.go_back()
    says(page, "63 incidents")
    page.goto(searched.address + "search.html?q=shelling&type=shelling&year=2020&from=2020-01-10&sort=title&page=1")
    says(page, "38 incidents")
    assert page.input_value("#words") == "shelling"
    assert page.input_value("#from") == "2020-01-10"
    assert page.get_by_role("checkbox", name="Shelling").is_checked()
    assert titles(page)[:2] == ["Shelling 9", "Shelling 10"]


def test_an_address_that_says_nonsense_opens_the_page(page: Page, searched: Site) -> None:
    """Unknown values, pages and sort keys in an address are as good as none."""
    page.goto(searched.address + "search.html?type=x&year=abc&from=tomorrow&sort=constructor&page=-3&in=x")
    says(page, "63 incidents")


def test_the_keyboard_is_enough(page: Page) -> None:
    """From the words to a filter, which keeps the focus, and on to a headline."""
    page.focus("#words")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    says(page, "17 incidents")
    box = page.get_by_role("checkbox", name="Shelling")
    box.focus()
    page.keyboard.press("Space")
    says(page, "15 incidents")
    assert page.evaluate("document.activeElement.id") == "choice-type-shelling"
    page.locator("#rows .headline").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/m-*.html")


def test_the_last_page_of_results_keeps_the_focus(page: Page) -> None:
    """Who turns pages by keyboard is told where they are, and can turn back; at the end nothing more happens."""
    page.get_by_role("button", name="Next page").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").last).to_have_text("51 to 63 of 63")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "on"
    assert page.locator("#on").get_attribute("aria-disabled") == "true"
    assert page.url.endswith("?page=2")
    page.get_by_role("button", name="Previous page").press("Enter")
    expect(page.locator("#place")).to_have_text("1 to 50 of 63")


def test_all_values_of_a_filter_are_shown_and_the_first_new_one_has_the_focus(browser: Browser, tmp_path: Path) -> None:
    """A button that is gone leaves no reader at the top of the page."""
    build_site(make_site(tmp_path, {f"incidents/y{n}.md": incident("Fire", f"20{n:02}-01-01") for n in range(12)}))
    page, faults = opened(browser, (tmp_path / "site/search.html").as_uri())
    page.get_by_role("button", name="Show all 12").press("Enter")
    assert page.evaluate("document.activeElement.id") == "choice-year-2003"
    assert faults == []
    page.close()


def test_what_is_shown_can_be_taken_as_a_table(page: Page) -> None:
    """The CSV has every incident that is left, no formula, no markup, and empty cells for what is not known."""
    page.get_by_role("checkbox", name="Syria").check()
    page.locator("th[data-key=date] button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    data = download.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (
        header
        == (
            "address title date first_day last_day places types actors grade "
            "killed_least killed_most injured_least injured_most"
        ).split()
    )
    place = "http://localhost/repo/incidents/"
    assert rows == [
        [
            f"{place}markup.html",
            f"Bombing {safe(MARKUP)}",
            "March 2021",
            "2021-03-01",
            "2021-03-31",
            "Syria",
            "Bombing",
            "",
            "claimed",
        ]
        + [""] * 4,
        [
            f"{place}formula.html",
            "'=1+1, “a” cell",
            "2022",
            "2022-01-01",
            "2022-12-31",
            "Syria",
            "Bombing",
            "",
            "",
            "41",
        ]
        + [""] * 3,
    ]


# ---- the full text


def test_the_full_text_is_searched(page: Page, searched: Site) -> None:
    """What stands in bodies is found, with its kind, and shown as text; filters and the address go with it."""
    page.get_by_label("Full text").check()
    page.fill("#words", "convoy")
    says(page, "2 pages")
    expect(page.locator("#hits li")).to_have_count(2)
    assert sorted(titles(page)) == ["A convoy leaves", "Rockets hit the base"]
    assert page.url == searched.address + "search.html?q=convoy&in=text"
    page.get_by_role("checkbox", name="Incident 1").check()
    says(page, "1 page")
    expect(page.locator("#hits li")).to_have_count(1)
    hit = page.locator("#hits li")
    assert hit.locator("mark").all_inner_texts() == ["convoy"]
    assert f"near {MARKUP} the <mark> gate" in hit.locator(".excerpt").inner_text()
    assert "19 October 2023" in hit.inner_text()
    assert "Ain al-Asad" in hit.inner_text()
    hit.locator(".headline").click()
    page.wait_for_url("**/repo/incidents/rockets.html")


def test_a_title_is_never_markup(page: Page, searched: Site) -> None:
    """A title that looks like markup is shown as it was written."""
    page.goto(searched.address + "search.html?q=bombing+img&in=text")
    page.wait_for_selector("#hits li")
    assert titles(page)[0] == f"Bombing {MARKUP}"


@pytest.mark.parametrize("words", ["ayn assad", "khan", "عين"])
def test_a_spelling_finds_its_incident(page: Page, searched: Site, words: str) -> None:
    """Every spelling of its places finds an incident, and stands in no excerpt."""
    page.goto(f"{searched.address}search.html?q={words}&in=text&kind=incident")
    says(page, "1 page")
    page.wait_for_selector("#hits li")
    assert titles(page) == ["Rockets hit the base"]
    assert "Assad" not in page.locator(".excerpt").inner_text()


def test_few_letters_ask_nothing(page: Page) -> None:
    """Below three letters neither the program nor the index is loaded."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Full text").check()
    for words in ("", "a", "co", "1 2 3"):
        page.fill("#words", words)
        page.wait_for_timeout(400)
        says(page, "Write at least three letters to search the full text.")
    assert [url for url in asked if "pagefind" in url or "texts.js" in url] == []


def test_ten_are_shown_and_then_more(page: Page, searched: Site) -> None:
    """The hits come ten at a time; the focus goes to the first new one."""
    page.goto(searched.address + "search.html?q=shelling&in=text&type=shelling")
    says(page, "60 pages")
    expect(page.locator("#hits li")).to_have_count(10)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#hits li")).to_have_count(20)
    place = "[...document.querySelectorAll('#hits .headline')].indexOf(document.activeElement)"
    assert page.evaluate(place) == 10
    page.evaluate("more.click(); more.click()")  # the second before the first is answered
    expect(page.locator("#hits li")).to_have_count(30)
    for count in (40, 50, 60):
        page.get_by_role("button", name="Show more").press("Enter")
        expect(page.locator("#hits li")).to_have_count(count)
    assert (page.evaluate(place), page.locator("#more").is_hidden()) == (50, True)


# ---- where something is missing


def test_from_disk_the_table_works_and_the_text_says_why_not(browser: Browser, searched: Site) -> None:
    """Opened as a file: words, filters, address; the full text says that it needs the web, and where to look."""
    page, faults = opened(browser, searched.on_disk("search.html"))
    page.fill("#words", "ayn")
    says(page, "1 incident")
    assert page.url.endswith("search.html?q=ayn")
    page.get_by_label("Full text").check()
    assert page.locator("#why").inner_text().startswith("The full text can be searched on the web only")
    page.go_back()
    says(page, "1 incident")
    page.locator("#rows .headline").click()
    page.wait_for_url("**/incidents/rockets.html")
    assert faults == []
    page.close()


def test_a_site_without_index_says_so(browser: Browser, demo: Site) -> None:
    """Where the full text was left out the page says that, and asks for nothing; the strictest policy holds."""
    page, faults = opened(browser, demo.address + "search.html?in=text")
    assert page.locator("#why").inner_text().startswith("The full text is not part of this copy of the site.")
    page.get_by_label("Titles and places").check()
    says(page, "3 incidents")
    assert faults == []
    page.close()


def test_without_script_the_lists_are_named(browser: Browser, demo: Site) -> None:
    """Without script a sentence says what is needed, and links lead to the complete lists."""
    page, _ = opened(browser, demo.address + "search.html", script=False)
    links = page.locator("#lists a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    folders = ("incidents", "locations", "types", "actors", "sources")
    assert links == [f"{folder}/index.html" for folder in folders]
    page.close()


@pytest.mark.parametrize("query", ["", "?sort=-killed", "?in=text&q=convoy"])
def test_what_scripts_write_fits_a_phone(page: Page, searched: Site, query: str) -> None:
    """Rows, ranges of the dead and hits are no wider than a small window, with the filters open."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(searched.address + "search.html" + query)
    expect(page.locator("#results .headline:visible").first).to_be_visible()
    page.locator(".facets summary").click()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
