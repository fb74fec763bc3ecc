"""The timeline in a real browser: its list without script, and its axis with keys, buttons, addresses and fingers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browsing import opened
from playwright.sync_api import expect
from sites import build_site, incident, make_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DATES = {
    "Early": "2019-03-04",
    "Night": "2021-05-31/2021-06-01",
    "Long": "2020-06-01/2022-02-01",
    "Coarse": "2022",
    "Open": "2022-03-01/..",
    "First": "2023-10-18",
    "Second": "2023-10-19",
    "Third": "2023-10-19",
}


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a small timeline on disk."""
    return built(tmp_path_factory.mktemp("timeline"), "en")


def built(folder: Path, language: str) -> str:
    """The address of a timeline in a language."""
    files: dict[str, str | bytes] = {
        f"incidents/{title.lower()}.md": incident(
            title, f'"{date}"', types="[bombing]" if title == "First" else "[shooting]"
        )
        for title, date in DATES.items()
    }
    config = f'format = 1\ntitle = "Log"\nurl = "https://example.org"\nlanguage = "{language}"\n'
    build_site(make_site(folder, {**files, "chronicle.toml": config}))
    return (folder / "site" / "timeline.html").as_uri()


@pytest.fixture
def page(browser: Browser, timeline: str) -> Iterator[Page]:
    """The timeline from disk, with its script; the test fails on any error in it."""
    page, faults = opened(browser, timeline, width=1000)
    yield page
    page.close()
    assert faults == []


def listed(page: Page) -> list[str]:
    """The titles in the list."""
    return page.locator("#times li a").all_inner_texts()


def said(page: Page, text: str) -> None:
    """Wait until the live region says this."""
    expect(page.get_by_role("status")).to_have_text(text)


ALL = ["Third", "Second", "First", "Open", "Coarse", "Night", "Long", "Early"]
WHOLE = "Incidents: 8. 1 January 2019 to 31 December 2023"


def test_without_script_the_list_is_complete_and_nothing_is_dead(browser: Browser, timeline: str) -> None:
    """Every incident, latest first, by year and month; no control that does nothing, and no room for an axis."""
    page, faults = opened(browser, timeline, script=False)
    assert listed(page) == ALL
    assert page.locator("#times h2").all_inner_texts() == ["2023", "2022", "2021", "2020", "2019"]
    assert page.locator("#times section").nth(1).locator("h3").all_inner_texts() == ["March", "Month not known"]
    assert not page.get_by_role("button", name="Zoom in").is_visible()
    assert (
        page.locator("#axis").bounding_box() is None or page.locator("#axis").evaluate("box => box.clientHeight") < 50
    )
    assert faults == []
    page.close()


def test_buttons_zoom_and_the_list_follows(page: Page) -> None:
    """The first view is everything; zooming in keeps the middle, moving leads to what is later, All leads back."""
    said(page, WHOLE)
    assert listed(page) == ALL
    page.get_by_role("button", name="Zoom in").click()
    said(page, "Incidents: 4. 2 April 2020 to 1 October 2022")
    expect(page.locator("#times li")).to_have_count(4)
    assert listed(page) == ["Open", "Coarse", "Night", "Long"]
    page.get_by_role("button", name="Later").click()
    expect(page.locator("#times li").first).to_contain_text("Third")
    page.get_by_role("button", name="All", exact=True).click()
    said(page, WHOLE)
    expect(page.locator("#times li")).to_have_count(8)


def test_the_list_of_a_span_reads_as_the_list_without_script(page: Page, timeline: str) -> None:
    """The script writes the markup that the page has without it."""
    said(page, WHOLE)
    before = page.locator("#times section").nth(1).inner_html()
    page.goto(f"{timeline}#from=2022-03-01&to=2022-12-31")
    expect(page.locator("#times section")).to_have_count(1)
    squeezed = [re.sub(r"\s+", "", html) for html in (before, page.locator("#times section").first.inner_html())]
    assert squeezed[0] == squeezed[1]


def test_keys_zoom_and_move(page: Page) -> None:
    """Plus and minus zoom, arrows move, Home shows everything."""
    said(page, WHOLE)
    page.locator(".drawing").focus()
    page.keyboard.press("+")
    said(page, "Incidents: 4. 2 April 2020 to 1 October 2022")
    page.keyboard.press("ArrowRight")
    said(page, "Incidents: 4. 2 October 2020 to 2 April 2023")
    page.keyboard.press("ArrowLeft")
    said(page, "Incidents: 4. 2 April 2020 to 1 October 2022")
    page.keyboard.press("-")
    said(page, WHOLE)
    page.keyboard.press("+")
    page.keyboard.press("Home")
    said(page, WHOLE)


def test_the_span_and_the_type_stand_in_the_address(page: Page, timeline: str) -> None:
    """What is shown can be sent to somebody; an address that makes no sense shows everything."""
    page.goto(f"{timeline}#from=2023-10-16&to=2023-10-25&type=shooting")
    said(page, "Incidents: 3. 16 October 2023 to 25 October 2023")
    assert listed(page) == ["Third", "Second", "Open"]
    page.get_by_label("Type").select_option("Bombing")
    said(page, "Incidents: 1. 16 October 2023 to 25 October 2023")
    page.wait_for_url("**/timeline.html#from=2023-10-16&to=2023-10-25&type=bombing")
    page.get_by_role("button", name="All", exact=True).click()
    page.wait_for_url("**/timeline.html#type=bombing")
    page.evaluate("location.hash = 'from=tomorrow&to=2023&type=none'")
    said(page, WHOLE)


def test_an_address_is_followed_though_the_one_before_is_written_only_now(browser: Browser, timeline: str) -> None:
    """Between a step to another address and the event that tells of it, the span shown so far may still be written."""
    page = browser.new_page()
    page.add_init_script(
        "const soon = setTimeout; window.late = [];"
        "window.setTimeout = (act, delay) => { if (delay < 200) return soon(act, delay); late.push(act); };"
    )
    page.goto(timeline)
    page.evaluate("location.hash = 'from=2023-10-10&to=2023-10-30'")
    said(page, "Incidents: 4. 10 October 2023 to 30 October 2023")
    page.evaluate("location.hash = 'from=2022-01-01&to=2022-12-31'; late.forEach((act) => act())")
    said(page, "Incidents: 3. 1 January 2022 to 31 December 2022")
    page.evaluate("late.forEach((act) => act())")
    assert page.url.endswith("#from=2022-01-01&to=2022-12-31")
    page.close()


def test_single_incidents_and_spans_lead_to_their_pages(page: Page, timeline: str) -> None:
    """Near enough, each incident is a mark of its own; ranges, coarse dates and open ends differ."""
    page.goto(f"{timeline}#from=2023-10-10&to=2023-10-30")
    said(page, "Incidents: 4. 10 October 2023 to 30 October 2023")
    expect(page.locator(".drawing a .bar")).to_have_count(3)
    page.goto(f"{timeline}#from=2022-01-01&to=2022-12-31")
    expect(page.locator(".drawing .span.coarse")).to_have_count(1)
    expect(page.locator(".drawing .span.open")).to_have_count(1)
    expect(page.locator(".drawing .span:not(.coarse, .open)")).to_have_count(1)
    page.locator(".drawing .span.coarse").click(position={"x": 900, "y": 2})
    assert page.url.endswith("/incidents/coarse.html")


def test_a_bar_is_zoomed_into_and_dragging_moves(page: Page, timeline: str) -> None:
    """A pointer opens a month by its bar, and pulls the axis along."""
    page.goto(f"{timeline}#from=2021-01-01&to=2023-12-31")
    said(page, "Incidents: 7. 1 January 2021 to 31 December 2023")
    page.locator(".drawing .bar").last.click()
    said(page, "Incidents: 4. 1 October 2023 to 31 October 2023")
    box = page.locator(".drawing").bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 600, box["y"] + 50, steps=4)
    page.mouse.up()
    expect(page.get_by_role("status")).to_contain_text("September 2023 to")
    page.mouse.move(box["x"] + 200, box["y"] + 50)
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Control")
    expect(page.get_by_role("status")).to_contain_text("October 2023")


@pytest.mark.parametrize(("first", "names"), [(1450, ["1600", "1800"]), (200, ["500", "1000", "1500"])])
def test_centuries_have_ticks_on_a_phone(browser: Browser, tmp_path: Path, first: int, names: list[str]) -> None:
    """Far enough apart to be read, and none that is cut off at the edge."""
    dates = {f"incidents/y{year}.md": incident("Siege", f"{year:04}-05-01") for year in range(first, 2020, 10)}
    build_site(make_site(tmp_path, dates))
    page, faults = opened(browser, (tmp_path / "site/timeline.html").as_uri(), width=360)
    expect(page.locator(".drawing text:not(.level)")).to_have_text(names)
    assert faults == []
    page.close()


def test_what_the_script_lists_is_told_apart_as_the_language_does_it(browser: Browser, tmp_path: Path) -> None:
    """Types stand in the list of a span as in the whole one: in Arabic with its own comma."""
    files: dict[str, str | bytes] = {
        f"incidents/n{month}.md": incident(date=f"2023-{month:02}-01", types="[bombing, shooting]")
        for month in range(1, 9)
    }
    config = 'format = 1\ntitle = "Log"\nurl = "https://example.org"\nlanguage = "ar"\n'
    build_site(make_site(tmp_path, {**files, "chronicle.toml": config}))
    address = (tmp_path / "site" / "timeline.html").as_uri()
    page, faults = opened(browser, address, width=1000)
    whole = page.locator("#times .data").first.inner_text()
    page.goto(f"{address}#from=2023-02-01&to=2023-02-20")
    expect(page.locator("#times li")).to_have_count(1)
    assert (page.locator("#times .data").inner_text(), whole.count("، "), faults) == (whole, 1, [])
    page.close()


def test_in_a_language_from_the_right_time_runs_to_the_left(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The first bar stands at the right, and the left arrow leads on."""
    page, faults = opened(browser, built(tmp_path_factory.mktemp("rtl"), "ar"), width=1000)
    expect(page.locator(".drawing .bar").first).to_be_visible()
    bars = page.locator(".drawing .bar").evaluate_all("bars => bars.map(bar => Number(bar.getAttribute('x')))")
    assert bars == sorted(bars, reverse=True)
    page.locator(".drawing").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**#from=2020-10-02*")
    assert faults == []
    page.close()
