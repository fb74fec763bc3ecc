"""The map page in a real browser: filters, dates, the address, the keyboard, from disk and under a sub-path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from browsing import opened, until
from playwright.sync_api import Browser, Page, Route, expect
from serving import served
from sites import CONFIG, PICTURE, build_site, incident, location, make_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The strictest policy a host could send: nothing but files of the site.
POLICY: Final = {"Content-Security-Policy": "default-src 'self'"}
FILES: Final = {
    "locations/iraq.md": location(
        "Iraq", kind="country", coordinates="[33, 44]", precision="country", country_code="IQ"
    ),
    "locations/anbar.md": location("Anbar", kind="province", parent="iraq", coordinates="[32.8, 41.6]"),
    "locations/base.md": location("The base", parent="anbar", coordinates="[33.8, 42.4]", precision="exact"),
    "locations/hut.md": location("The hut", parent="anbar"),
    **{
        f"incidents/rocket-{month:02}.md": incident(
            f"Rockets {month}", f"2023-{month:02}-05", locations="[base]", types="[rocket-attack]", grade="likely"
        )
        for month in range(1, 13)
    },
    "incidents/drone.md": incident("A drone", "2024-03-01", locations="[hut]", types="[drone-attack]"),
    "incidents/everywhere.md": incident("Somewhere in Iraq", "2024-04", locations="[iraq]", types="[drone-attack]"),
    "incidents/nowhere.md": incident("Nobody knows where", "2024-04-02", types="[drone-attack]"),
}  # fmt: skip


# The colour in the middle of the basemap.
LAND: Final = """() => {
  const canvas = document.querySelector(".leaflet-land-pane canvas");
  return Array.from(canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data);
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with three places on the map, and one incident that is on none."""
    project = make_site(tmp_path_factory.mktemp("map"), FILES)
    build_site(project, output="public/repo")
    return project / "public" / "repo"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site served under /repo/ on this machine."""
    with served(folder.parent, POLICY) as address:
        yield f"{address}repo/"


def names(page: Page) -> list[str]:
    """The places in the list."""
    return page.locator("#map-places summary span:first-child").all_inner_texts()


def state(page: Page) -> str:
    """What the address says."""
    return str(page.evaluate("location.hash"))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("is_served", [True, False])
def test_the_map_works_from_disk_and_under_a_path(
    browser: Browser, folder: Path, address: str, width: int, *, is_served: bool
) -> None:
    """Nothing fails, nothing else is asked, nothing is wider than the window; near, the finer basemap is there."""
    url = address + "map.html" if is_served else (folder / "map.html").as_uri()
    page, faults = opened(browser, url, width=width)
    expect(page.locator("#map canvas")).to_have_count(2)
    expect(page.locator("#map-status")).to_have_text("Incidents: 14. Places: 3.")
    assert names(page) == ["The base", "Anbar", "Iraq"]
    until(page, "window.chronicle.basemap50m")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert faults == []
    page.close()


def test_filters_change_map_and_list_alike_and_stand_in_the_address(browser: Browser, address: str) -> None:
    """A type, then a grade; back takes one step back; a kept address opens the same state."""
    page, faults = opened(browser, address + "map.html")
    page.select_option("#map-type", "drone-attack")
    assert names(page) == ["Anbar", "Iraq"]
    assert state(page) == "#type=drone-attack"
    page.select_option("#map-grade", "likely")
    assert names(page) == []
    expect(page.locator("#map-status")).to_have_text("Incidents: 0. Places: 0.")
    page.go_back()
    expect(page.locator("#map-status")).to_have_text("Incidents: 2. Places: 2.")
    assert page.input_value("#map-grade") == ""
    page.select_option("#map-grade", "-")
    assert names(page) == ["Anbar", "Iraq"]
    other, _ = opened(browser, page.url)
    assert (other.input_value("#map-type"), names(other)) == ("drone-attack", ["Anbar", "Iraq"])
    other.close()
    page.get_by_role("button", name="Show everything").click()
    assert names(page) == ["The base", "Anbar", "Iraq"]
    assert state(page) == ""
    assert faults == []
    page.close()


def test_the_dates_are_set_by_keyboard(browser: Browser, address: str) -> None:
    """Each end of the range is a slider that says its date; the bars outside of the range fade."""
    page, faults = opened(browser, address + "map.html")
    expect(page.locator("#map-range")).to_have_text("January 2023 – April 2024")
    first, last = page.get_by_role("slider", name="From"), page.get_by_role("slider", name="To")
    first.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "January 2024")
    assert names(page) == ["Anbar", "Iraq"]
    last.focus()
    page.keyboard.press("ArrowLeft")
    assert state(page) == "#from=2024-01-01&to=2024-03-31"
    assert names(page) == ["Anbar"]
    assert page.locator("#map-histogram rect.out").count() == 13
    page.keyboard.press("Home")  # the ends cannot pass each other
    expect(last).to_have_attribute("aria-valuetext", "January 2024")
    assert faults == []
    page.close()


def test_a_slider_is_dragged(browser: Browser, address: str) -> None:
    """The handle of the end moves under the pointer, though both sliders lie on one line."""
    page, _ = opened(browser, address + "map.html")
    box = page.get_by_role("slider", name="To").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    assert re.fullmatch(r"#to=2023-0[789]-3[01]", state(page))
    page.close()


def test_the_dates_of_a_very_long_record_are_in_their_order(browser: Browser, tmp_path: Path) -> None:
    """Years before 100 are years of their own."""
    dates = {f"incidents/a{year}.md": incident("A", f"{year}-05-01", locations="[hut]") for year in ("0033", "2023")}
    build_site(make_site(tmp_path, {"locations/hut.md": location("Hut", coordinates="[33, 44]"), **dates}))
    page, faults = opened(browser, (tmp_path / "site" / "map.html").as_uri())
    expect(page.locator("#map-range")).to_have_text("33 – 2023")
    expect(page.locator("#map-histogram rect")).to_have_count(1991)
    heights = page.locator("#map-histogram rect").evaluate_all("bars => bars.map((bar) => bar.getAttribute('height'))")
    assert [number for number, height in enumerate(heights) if height != "0"] == [0, 1990]
    assert faults == []
    page.close()


def settle(page: Page) -> None:
    """Wait until the map no longer moves by itself: what is pressed meanwhile is moved away, or opened again."""
    expect(page.locator(".leaflet-pan-anim, .leaflet-zoom-anim")).to_have_count(0)


def test_a_circle_tells_its_incidents(browser: Browser, address: str) -> None:
    """A click opens the place with its latest incidents and a way to all of them."""
    page, faults = opened(browser, address + "map.html#place=base")
    popup = page.locator(".leaflet-popup")
    expect(popup.locator("h3")).to_have_text("The base (12)")
    assert popup.locator("li a").all_inner_texts() == [f"Rockets {month}" for month in range(12, 4, -1)]
    settle(page)
    popup.get_by_role("button", name="Close").click()
    expect(popup).to_have_count(0)
    assert state(page) == ""
    centre = page.evaluate("""() => {
      const box = document.getElementById("map").getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    }""")
    page.goto("about:blank")  # else the map that is there may write its own place into the address first
    page.goto(address + "map.html#at=33.8,42.4,7")
    expect(page.locator("#map-places details").first).to_be_visible()  # the circles are there
    settle(page)
    page.mouse.click(*centre)
    expect(popup.locator("h3")).to_have_text("The base (12)")
    settle(page)
    popup.get_by_role("link", name="Rockets 12").click()
    page.wait_for_url("**/incidents/rocket-12.html")
    page.go_back()
    expect(popup.locator("h3")).to_have_text("The base (12)")
    assert faults == []
    page.close()


def test_the_keyboard_does_all_without_the_map(browser: Browser, address: str) -> None:
    """A skip link leads past the map to the list, which opens a place with its incidents and its page."""
    page, faults = opened(browser, address + "map.html")
    page.locator("#map-type").focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Skip the map: the list of places":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "places"
    expect(page.locator("#map-status")).to_have_text("Incidents: 14. Places: 3.")
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.id") == "map-places":  # a list that scrolls is a stop of its own
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    place = page.locator("#map-places details").first
    expect(place.locator("li a")).to_have_count(12)
    assert state(page) == "#place=base"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/rocket-12.html")
    assert faults == []
    page.close()


def test_a_place_that_was_opened_stays_open(browser: Browser, address: str) -> None:
    """A filter changes what the open entry of the list tells, and not that it is open."""
    page, faults = opened(browser, address + "map.html")
    place = page.locator("#map-places details").first
    place.locator("summary").click()
    expect(place.locator("li a")).to_have_count(12)
    page.get_by_role("slider", name="From").focus()
    page.keyboard.press("ArrowRight")
    expect(place.locator("li a")).to_have_count(11)
    expect(place.locator("summary .data")).to_have_text("11")
    page.select_option("#map-type", "drone-attack")
    expect(place.locator("li a")).to_have_count(0)
    page.get_by_role("button", name="Show everything").click()
    expect(page.locator("#map-places details[open] li a")).to_have_count(12)
    assert faults == []
    page.close()


def test_the_map_is_moved_by_keyboard_and_the_address_follows(browser: Browser, address: str) -> None:
    """Arrow keys and plus work on the map, and where it is stands in the address."""
    page, _ = opened(browser, address + "map.html#at=33.000,44.000,5")
    page.locator("#map").focus()
    page.keyboard.press("+")
    until(page, "location.hash.endsWith(',6')")
    page.keyboard.press("ArrowRight")
    until(page, "!location.hash.includes('44.000')")
    page.close()


def test_a_tile_server_that_the_settings_name_is_asked(browser: Browser, tmp_path: Path) -> None:
    """Only then does the map ask another host; its words are shown as words."""
    tiles = '[map]\ntiles = "https://tiles.example.org/{z}/{x}/{y}.png"\nattribution = "© <b>Somebody"\n'
    project = make_site(tmp_path, {**FILES, "chronicle.toml": CONFIG + tiles})
    build_site(project)
    page = browser.new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PICTURE, content_type="image/png")

    page.route("https://tiles.example.org/**", answer)
    page.goto((project / "site" / "map.html").as_uri())
    expect(page.locator(".leaflet-control-attribution")).to_have_text("© <b>Somebody")
    assert asked
    assert all(re.fullmatch(r"https://tiles\.example\.org/\d+/\d+/\d+\.png", url) for url in asked)
    page.close()


def test_without_script_the_map_is_drawn_and_its_circles_are_links(browser: Browser, address: str) -> None:
    """The list of places, the drawn map and the incidents that are on none are all reachable."""
    page, faults = opened(browser, address + "map.html", script=False)
    expect(page.locator("#map-filters")).to_be_hidden()
    assert page.locator("#map-places a").all_inner_texts() == ["The base", "Anbar", "Iraq"]
    page.get_by_role("link", name="The base: 12 incidents").click()
    page.wait_for_url("**/locations/base.html")
    page.go_back()
    page.get_by_role("link", name="1 incident is not on the map").click()
    expect(page.get_by_role("link", name="Nobody knows where")).to_be_visible()
    assert faults == []
    page.close()


def test_the_map_follows_the_reader_s_choice_of_colours(browser: Browser, address: str) -> None:
    """The land is painted anew when the switch is used, and as before when it is used again."""
    page, _ = opened(browser, address + "map.html#at=33.000,44.000,6")
    until(page, "window.chronicle.basemap50m !== undefined")
    pixels = []
    for _ in range(3):
        page.wait_for_timeout(200)  # a canvas is drawn with the next frame
        pixels.append(page.evaluate(LAND))
        page.get_by_role("button", name="Dark").click()
    light, dark, again = (sum(pixel[:3]) for pixel in pixels)
    assert (light > 600, dark < 200, again) == (True, True, light)
    page.close()


def test_a_drawn_map_follows_the_reader_s_choice_of_colours(browser: Browser, folder: Path, address: str) -> None:
    """An image takes its scheme from the page, so the switch reaches it, also under a strict policy."""
    page, _ = opened(browser, address + "map.html", script=False)
    image = page.locator("#drawn-map img")
    light = image.screenshot()
    page.close()
    page, _ = opened(browser, address + "locations/base.html")
    page.evaluate("""() => {
      const image = document.createElement("img");
      image.src = "../map.svg";
      document.querySelector("main").prepend(image);
      return image.decode();
    }""")
    image = page.locator("main > img")
    bright = image.screenshot()
    page.get_by_role("button", name="Dark").click()
    assert image.screenshot() != bright
    page.get_by_role("button", name="Dark").click()
    assert image.screenshot() == bright
    assert len(light) > 2000
    assert (folder / "map.svg").is_file()
    page.close()


def test_paper_shows_the_drawn_map_unless_a_filter_makes_it_false(browser: Browser, address: str) -> None:
    """The drawn map holds every place, so it stands beside the whole list only."""
    page, faults = opened(browser, f"{address}map.html")
    page.emulate_media(media="print")
    expect(page.locator("#drawn-map")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    page.emulate_media(media="screen")
    page.select_option("#map-grade", "likely")
    page.emulate_media(media="print")
    expect(page.locator("#drawn-map")).to_be_hidden()
    expect(page.locator("#map-places")).to_be_visible()
    assert faults == []
    page.close()


def test_dates_have_the_calendar_and_the_digits_of_the_site(browser: Browser, tmp_path: Path) -> None:
    """Also in a language whose readers use others elsewhere."""
    build_site(make_site(tmp_path, {**FILES, "chronicle.toml": f'{CONFIG}language = "fa"\n'}))
    page, faults = opened(browser, (tmp_path / "site/map.html").as_uri())
    words = page.locator("#map-from").get_attribute("aria-valuetext") or ""
    assert re.search(r"20\d\d", words), words
    assert faults == []
    page.close()


def test_on_a_phone_a_popup_is_whole_and_beside_the_buttons(browser: Browser, address: str) -> None:
    """It lies within the map and covers no button."""
    page, faults = opened(browser, address + "map.html#place=base", width=360)
    expect(page.locator(".leaflet-popup h3")).to_be_visible()
    # The map moves to make room.
    until(
        page,
        """() => {
      const [chart, popup, buttons] = ["#map", ".leaflet-popup", ".leaflet-control-zoom"]
        .map((name) => document.querySelector(name).getBoundingClientRect());
      return buttons.right <= popup.left && popup.right <= chart.right;
    }""",
    )
    assert faults == []
    page.close()


def test_without_motion_the_map_jumps(browser: Browser, address: str) -> None:
    """For a popup and by a key, when a reader asked for less motion."""
    page, faults = opened(browser, address + "map.html", width=360)
    page.add_init_script("""new MutationObserver((changes) => {
      for (const { target } of changes) if (target.classList.contains("leaflet-pan-anim")) window.hasGlided = true;
      for (const { target } of changes) if (target.classList.contains("leaflet-map-pane")) window.isWatched = true;
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class", "style"] })""")
    page.goto(address + "map.html#place=base")
    page.reload()
    expect(page.locator(".leaflet-popup h3")).to_be_visible()
    before = page.locator(".leaflet-map-pane").get_attribute("style")
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".leaflet-map-pane")).not_to_have_attribute("style", before or "")
    assert page.evaluate("[window.isWatched, window.hasGlided]") == [True, None]
    assert faults == []
    page.close()


@pytest.mark.parametrize(("latitude", "longitude"), [(78, 15), (64, 177), (-55, -68), (0, 0)])
def test_a_popup_at_the_edge_of_the_world_is_whole(
    browser: Browser, tmp_path: Path, latitude: int, longitude: int
) -> None:
    """The map of a phone moves as far beyond the edge as the popup needs, and back when it is closed."""
    spots = {"here": (latitude, longitude), "north": (70, -100), "south": (-40, 150), "west": (10, -20)}
    places = {f"locations/{name}.md": location(name, coordinates=f"{list(spot)}") for name, spot in spots.items()}
    incidents = {
        f"incidents/{name}-{n}.md": incident("Rockets hit the harbour", f"2023-10-{n + 10}", locations=f"[{name}]")
        for name in spots
        for n in range(8)
    }
    build_site(make_site(tmp_path, {**places, **incidents}))
    page, faults = opened(browser, (tmp_path / "site/map.html").as_uri() + "#place=here", width=360)
    until(
        page,
        """() => {
      if (!document.querySelector(".leaflet-popup") || document.querySelector(".leaflet-pan-anim")) return false;
      const [map, popup] = ["#map", ".leaflet-popup"]
        .map((name) => document.querySelector(name).getBoundingClientRect());
      return map.top <= popup.top && popup.bottom <= map.bottom && map.left <= popup.left && popup.right <= map.right;
    }""",
    )
    settle(page)
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    assert faults == []
    page.close()
