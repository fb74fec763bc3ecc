"""`chronicle serve` in a real browser: what an editor sees while writing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe import AXE, violations
from browsing import opened, resized, until
from playwright.sync_api import expect
from previewing import listening, running
from sites import incident, location, make_site, write

from chronicle.desk.serving.board import Board
from chronicle.desk.serving.state import State
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from previewing import Running

HOSTILE = "</script><script>window.pwned = 1</script><img src=x onerror=window.pwned=1>"
LONG = "\n\n".join(f"Paragraph {number}. " + "Words of a long account. " * 12 for number in range(40))
PROBLEM = Problem(path="content/incidents/a.md", line=2, message="is odd", code="odd")
PAGE = "incidents/fire.html"


def fire(title: str = "Fire", **fields: str) -> dict[str, str]:
    """A long entry, to be reviewed."""
    fields = {"locations": "[port]", "needs_review": "[types]", "status": "draft"} | fields
    return {"incidents/fire.md": incident(title, body=LONG, **fields)}


def broken(line: str = "title: Fire: day two") -> dict[str, str]:
    """The same entry with a line that is wrong."""
    return {name: text.replace('title: "Fire"', line) for name, text in fire().items()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A chronicle with one long draft."""
    return make_site(tmp_path, {**fire(), "locations/port.md": location("Port", coordinates="[51, 0]")})


@pytest.fixture
def program(project: Path) -> Iterator[Running]:
    """The preview, built."""
    with running(project, "--drafts") as found:
        found.until("^Built")
        yield found


@pytest.fixture
def page(browser: Browser, program: Running) -> Iterator[Page]:
    """The page of the draft, in which nothing may go wrong."""
    found, faults = opened(browser, program.address + PAGE)
    yield found
    found.close()
    assert faults == []


def bar(page: Page, part: str) -> str:
    """A part of the bar, as it is read."""
    expect(page.locator(f"#chronicle-serve {part}")).to_be_visible()
    return page.locator(f"#chronicle-serve {part}").inner_text()


def test_a_page_says_its_file_and_state(page: Page) -> None:
    """In a bar at the end of the window, also on a page of no entry."""
    assert bar(page, ".source") == "content/incidents/fire.md"
    assert bar(page, ".notes") == "draft · to review: types"
    page.goto(page.url.replace(PAGE, "index.html"))
    assert bar(page, ".source") == "made from 2 entries"
    expect(page.locator("#chronicle-serve .notes")).to_be_hidden()


def test_a_page_is_loaded_anew_when_its_entry_changes(page: Page, project: Path) -> None:
    """And stays where it was scrolled to."""
    page.evaluate("window.scrollTo(0, 1500)")
    write(project, fire("Smoke"))
    expect(page.locator("h1")).to_have_text("Smoke")
    until(page, "window.scrollY === 1500")


def test_problems_are_listed_while_the_last_good_page_stays(page: Page, project: Path) -> None:
    """With file, line, the line and the corrected one; they go when they are mended, and the page is loaded anew."""
    panel = page.locator("#chronicle-serve .problems")
    expect(panel).to_be_hidden()
    write(project, broken())
    expect(panel).to_be_visible()
    expect(panel.locator(".place code")).to_have_text("content/incidents/fire.md:2:8")
    expect(panel.locator(".message")).to_have_text('title: the value has a ":" in it; put it in quotes')
    expect(panel.locator(".line")).to_have_text("title: Fire: day two")
    expect(panel.locator(".hint pre")).to_have_text('title: "Fire: day two"')
    expect(panel.locator("h2")).to_have_text("1 error")
    expect(page.locator("h1")).to_have_text("Fire")
    write(project, fire("Mended"))
    expect(page.locator("h1")).to_have_text("Mended")
    expect(panel).to_be_hidden()


def test_the_list_goes_when_all_is_as_it_was(page: Page, project: Path) -> None:
    """Then there is nothing to load anew."""
    write(project, broken())
    expect(page.locator("#chronicle-serve .problems")).to_be_visible()
    page.evaluate("window.stays = true")
    write(project, fire())
    expect(page.locator("#chronicle-serve .problems")).to_be_hidden()
    expect(page.locator("#chronicle-serve .count")).to_be_hidden()
    assert page.evaluate("window.stays") is True


def test_what_stands_in_an_entry_is_shown_as_text(page: Page, project: Path) -> None:
    """Markup in a line that is wrong runs nowhere."""
    write(project, broken(f"title: Fire: {HOSTILE}"))
    expect(page.locator("#chronicle-serve .line")).to_have_text(f"title: Fire: {HOSTILE}")
    expect(page.locator("#chronicle-serve .hint pre")).to_have_text(f'title: "Fire: {HOSTILE}"')
    assert page.evaluate("window.pwned") is None
    assert page.locator("#chronicle-serve img").count() == 0


def test_a_list_that_was_closed_stays_closed_until_there_is_something_new(page: Page, project: Path) -> None:
    """Also on the next page; the count opens it again."""
    panel, count = page.locator("#chronicle-serve .problems"), page.locator("#chronicle-serve .count")
    write(project, broken())
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(count).to_be_focused()
    page.goto(page.url.replace(PAGE, "index.html"))
    expect(count).to_have_text("1 error")
    expect(panel).to_be_hidden()
    count.click()
    expect(panel).to_be_visible()
    count.click()
    write(project, broken("titel: Fire"))
    expect(panel).to_be_visible()


def test_warnings_are_a_count_that_opens_their_list(page: Page, project: Path) -> None:
    """They come up to nobody by themselves."""
    panel, count = page.locator("#chronicle-serve .problems"), page.locator("#chronicle-serve .count")
    write(project, fire(colour="red"))
    expect(count).to_have_text("1 warning")
    expect(panel).to_be_hidden()
    count.click()
    expect(panel.locator(".message")).to_contain_text("colour: is not a field")
    expect(panel.locator(".says")).to_have_text("The site is built all the same.")


def test_the_corrected_line_can_be_copied(page: Page, project: Path) -> None:
    """By a button, as it is written."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(project, broken())
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == 'title: "Fire: day two"'


def test_a_first_build_that_fails_has_a_page_of_its_own(browser: Browser, project: Path) -> None:
    """It lists the problems, and becomes the page that was asked for when they are mended."""
    write(project, broken())
    with running(project, "--drafts") as program:
        program.until("there is no site yet")
        page, faults = opened(browser, program.address + PAGE)
        expect(page.locator("h1")).to_have_text("No site yet")
        expect(page.locator("#chronicle-serve .place code")).to_have_text("content/incidents/fire.md:2:8")
        write(project, fire())
        expect(page.locator("h1")).to_have_text("Fire")
        page.close()
    assert [fault for fault in faults if "503" not in fault] == []


def test_axe_finds_nothing_on_the_page_before_there_is_a_site(browser: Browser, project: Path) -> None:
    """Its heading and the list."""
    write(project, broken())
    with running(project) as program:
        page, _ = opened(browser, program.address)
        expect(page.locator("#chronicle-serve .problems")).to_be_visible()
        page.evaluate(AXE)
        assert violations(page) == []
        page.close()


def test_a_page_that_outlives_the_preview_says_so(browser: Browser, program: Running) -> None:
    """Instead of looking as if it were up to date."""
    page, _ = opened(browser, program.address + PAGE)
    expect(page.locator("#chronicle-serve .source")).to_be_visible()
    until(page, "document.querySelector('#chronicle-serve').shadowRoot.querySelector('.lost').hidden")
    program.end()
    expect(page.locator("#chronicle-serve .lost")).to_have_text("The preview has ended: run chronicle serve again")
    page.close()


def test_a_build_that_takes_long_is_said(browser: Browser, tmp_path: Path) -> None:
    """Until it is done; the list of problems is left as it is meanwhile."""
    board = Board()
    with listening(tmp_path, board) as server:
        page, _ = opened(browser, server.address)
        board.post(State(is_busy=True, problems=((PROBLEM, None),)))
        expect(page.locator("#chronicle-serve .busy")).to_have_text("Building…")
        page.get_by_role("button", name="Close").click()
        board.post(State(problems=((PROBLEM, None),)))
        expect(page.locator("#chronicle-serve .busy")).to_be_hidden()
        expect(page.locator("#chronicle-serve .problems")).to_be_hidden()
        page.close()


def test_the_full_text_works_under_the_policy_of_a_preview(browser: Browser, project: Path) -> None:
    """Where it is asked for; the search page says that it is left out where not."""
    with running(project, "--drafts", "--search") as program:
        program.until("^Built")
        page, faults = opened(browser, program.address + "search.html")
        page.get_by_label("Full text").check()
        page.fill("#words", "paragraph")
        expect(page.locator("#hits li")).to_have_count(1)
        page.close()
    assert faults == []


def test_a_page_that_nobody_sees_takes_no_connection(page: Page, program: Running, project: Path) -> None:
    """A browser opens six to a host; when it is seen again it is loaded anew, if it must be."""
    see = """state => {
        Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(see, "hidden")
    write(project, fire("Smoke"))
    program.until("^Built")
    expect(page.locator("h1")).to_have_text("Fire")
    page.evaluate(see, "visible")
    expect(page.locator("h1")).to_have_text("Smoke")


def test_the_page_for_a_lost_address_has_its_style(browser: Browser, program: Running) -> None:
    """Its links lead to where the public site begins on its host."""
    page, faults = opened(browser, program.address + "incidents/none.html")
    expect(page.locator("h1")).to_have_text("This page does not exist")
    assert faults == [f"404 {page.url}", *(fault for fault in faults if fault.startswith("Failed to load"))]
    page.get_by_role("link", name="Archive").first.click()
    assert re.search("/log/incidents/index.html$", page.url)
    assert bar(page, ".source") == "made from 2 entries"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_axe_finds_nothing_in_the_list_and_the_bar(
    browser: Browser, program: Running, project: Path, scheme: str, direction: str
) -> None:
    """On a phone and on a desk, in light and dark, beside words that run either way; nothing leaves the window."""
    page, _ = opened(browser, program.address + PAGE, scheme=scheme)
    write(project, broken())
    expect(page.locator("#chronicle-serve .problems")).to_be_visible()
    page.evaluate("direction => document.documentElement.dir = direction", direction)
    page.evaluate(AXE)
    for width in (360, 1280):
        resized(page, width)
        assert violations(page, scheme) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()


def test_the_bar_hides_nothing_of_a_page_and_is_not_printed(page: Page) -> None:
    """The end of the page stands above it; on paper the page is alone."""
    for width in (360, 1280):
        resized(page, width)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        foot = page.evaluate("document.querySelector('footer').getBoundingClientRect().bottom")
        edge = page.evaluate(
            "document.querySelector('#chronicle-serve').shadowRoot.querySelector('.bar').getBoundingClientRect().top"
        )
        assert foot <= edge
    page.emulate_media(media="print")
    expect(page.locator("#chronicle-serve .bar")).to_be_hidden()
