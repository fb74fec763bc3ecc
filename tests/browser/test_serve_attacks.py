"""What a page of somebody else in the same browser gets of a preview: nothing, also under a name that it led here."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from browsing import FLAGS
from playwright.sync_api import expect
from previewing import running
from serving import served
from sites import CONFIG, PICTURE, file_of, incident, make_site, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from previewing import Running

RUNS = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>"
# Everything by which a page may learn something of another address; what each way came to.
ATTEMPTS = """
async target => {
  const got = {};
  const tried = (name, start) => new Promise(done => {
    const timer = setTimeout(() => done("nothing"), 3000);
    start(said => { clearTimeout(timer); done(said); });
  }).then(said => { got[name] = said; });
  const element = (tag, attribute, path) => done => {
    const made = document.createElement(tag);
    made.onload = () => done("loaded");
    made.onerror = () => done("nothing");
    made[attribute] = target + path;
    if (tag === "link") { made.rel = "stylesheet"; }
    document.head.append(made);
  };
  const asked = options => done => fetch(target, options)
    .then(reply => reply.text()).then(text => done(text ? "read" : "nothing"), () => done("nothing"));
  await Promise.all([
    tried("fetch", asked({})),
    tried("fetch without cors", asked({mode: "no-cors"})),
    tried("post", asked({method: "POST", headers: {"X-A": "b"}})),
    tried("news", done => {
      const source = new EventSource(target + ".chronicle/events");
      source.onmessage = () => done("read");
      source.onerror = () => done("nothing");
    }),
    tried("socket", done => {
      const socket = new WebSocket(target.replace("http", "ws") + ".chronicle/events");
      socket.onopen = () => done("open");
      socket.onerror = () => done("nothing");
    }),
    tried("script", element("script", "src", ".chronicle/serve.js")),
    tried("style", element("link", "href", ".chronicle/serve.css")),
    tried("picture", element("img", "src", "media/a.png")),
    tried("frame", done => {
      const frame = document.createElement("iframe");
      frame.onload = () => {
        try { done(frame.contentDocument ? "read" : "nothing"); } catch { done("nothing"); }
      };
      frame.src = target;
      document.body.append(frame);
    }),
  ]);
  return Object.entries(got).filter(([, said]) => said !== "nothing");
}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle with an incident, a picture and a script."""
    folder = make_site(tmp_path_factory.mktemp("record"), {"incidents/a.md": incident("Fire"), "media/a.png": PICTURE})
    write(folder, {"templates/assets/stays.js": "self.x = 1;"})
    return folder


@pytest.fixture(scope="module")
def program(project: Path) -> Iterator[Running]:
    """The preview, built."""
    with running(project) as found:
        found.until("^Built")
        yield found


def test_a_page_of_another_server_gets_nothing(browser: Browser, program: Running, tmp_path: Path) -> None:
    """Neither what stands there nor whether it stands there, by none of the ways in which pages ask."""
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "index.html").write_text("<!doctype html><title>Evil</title><body>", "utf-8")
    with served(tmp_path / "evil", {}) as address:
        page = browser.new_page()
        page.goto(address)
        assert page.evaluate(ATTEMPTS, address) != []
        assert page.evaluate(ATTEMPTS, program.address) == []
        page.close()


def test_a_name_that_was_led_here_shows_nothing(browser: Browser, program: Running) -> None:
    """As in DNS rebinding: the browser takes evil.example for this computer, and its page for one of that name."""
    chromium, port = shutil.which("chromium"), urlsplit(program.address).port
    led = [*FLAGS, "--host-resolver-rules=MAP evil.example 127.0.0.1"]
    with browser.browser_type.launch(executable_path=chromium, args=led) as other:
        page = other.new_page()
        reply = page.goto(f"http://evil.example:{port}/")
        assert reply
        assert (reply.status, page.inner_text("body")) == (403, f"This preview is at {program.address}\n")
        assert "Fire" not in str(page.evaluate("fetch('/incidents/a.html').then(reply => reply.text())"))


WRONG = [
    (f"incidents/{RUNS.replace('/', '')}.md", "---\ntitle: a\n---\n", "img src=x"),
    ("incidents/b.md", f'---\ntitle: "b"\ndate: "{RUNS}"\n---\n', "date: "),
    ("incidents/b.md", f'---\ntitle: "b"\ndate: 2024-05-01\nlocations: ["{RUNS}"]\n---\n', "locations: "),
    ("incidents/b.md", f'---\ntitle: "b"\ndate: 2024-05-01\n---\n[[{RUNS}]]', "img src=x"),
    ("chronicle.toml", f"{CONFIG}\n[[{RUNS}", "settings cannot be read"),
    ("chronicle.toml", f'{CONFIG}\n"{RUNS}" = 1\n', "is not a setting"),
    ("templates/home.html", f"{{{{ {RUNS} }}}}", "unexpected"),
    ("templates/home.html", f"{{% include '{RUNS}' %}}", "there is no template"),
    ("templates/home.html", f"{{{{ site['{RUNS}'].x }}}}", "img src=x"),
]


def test_what_is_wrong_is_shown_as_text(browser: Browser, program: Running, project: Path) -> None:
    """Names of files, values, settings and templates: their markup makes no element in the list and runs nowhere."""
    page = browser.new_page()
    page.goto(program.address)
    for name, text, shown in WRONG:
        write(project, {name: text})
        expect(page.locator("#chronicle-serve .list")).to_contain_text(shown)
        assert page.locator("#chronicle-serve :is(img, .list script)").count() == 0
        assert page.evaluate("window.pwned") is None
        if name == "chronicle.toml":
            write(project, {name: CONFIG})
        else:
            file_of(project, name).unlink()
        expect(page.locator("#chronicle-serve .count")).to_be_hidden()
    page.close()


def test_no_script_of_a_site_outlives_its_preview(browser: Browser, program: Running) -> None:
    """A service worker would see every preview that is ever served at this port."""
    page = browser.new_page()
    page.goto(program.address)
    stays = "navigator.serviceWorker.register('/assets/stays.js').then(() => 'it stays', error => error.message)"
    assert "A bad HTTP response code (403)" in page.evaluate(stays)
    page.close()
