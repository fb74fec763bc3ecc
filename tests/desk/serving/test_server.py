"""The server of a preview, asked by raw requests."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from previewing import LONGEST, asked, listening, sent

from chronicle.desk.serving import connections
from chronicle.desk.serving import server as serving
from chronicle.desk.serving.board import Board
from chronicle.desk.serving.state import Sign, State
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "index.html": b"<body>home</body>",
    "404.html": b"<body>lost</body>",
    "incidents/index.html": b"<body>all</body>",
    "incidents/a.html": b"<body>a</body>",
    "feed.xml": b"<feed/>",
    ".chronicle-manifest.json": b"{}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site, beside which lies what nobody may read."""
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    for name, content in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "site"


@pytest.fixture
def board() -> Board:
    """A board that says that the site stands."""
    board = Board()
    board.post(State(site="s-1", signs={"incidents/a.html": Sign("content/incidents/a.md", ("draft",))}))
    return board


@pytest.fixture
def address(folder: Path, board: Board) -> Iterator[str]:
    """The address of a server of that site."""
    with listening(folder, board) as server:
        yield server.address


def test_a_page_comes_with_its_bar_and_its_headers(address: str, folder: Path) -> None:
    """The file stays as it was built."""
    reply = asked(address, "/incidents/a.html")
    assert reply.status == 200
    assert 'data-source="content/incidents/a.md" data-notes="draft"' in reply.text
    assert (folder / "incidents/a.html").read_bytes() == FILES["incidents/a.html"]
    assert reply.headers["Content-Length"] == str(len(reply.text.encode()))
    assert reply.headers["Server"] == "chronicle"
    assert {name: reply.headers[name] for name in reply.headers if name.startswith(("X-", "Ref", "Cac", "Cross"))} == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    policy = reply.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self' file:; script-src 'self' file: 'wasm-unsafe-eval'; ")
    assert not any(name.lower().startswith("access-control") for name in reply.headers)


def test_a_folder_is_its_first_page_and_never_a_list(address: str, folder: Path) -> None:
    """Without the slash at its end it leads to the address with one."""
    assert "all" in asked(address, "/incidents/").text
    moved = asked(address, "/incidents?q=1")
    assert (moved.status, moved.headers["Location"]) == (301, "/incidents/?q=1")
    (folder / "media").mkdir()
    assert asked(address, "/media/").status == asked(address, "/media").status == 404


def test_an_unknown_address_shows_the_page_of_the_site_for_it(address: str, folder: Path) -> None:
    """As GitHub Pages does; where the site has none, a line."""
    assert (asked(address, "/none.html").status, "lost" in asked(address, "/none.html").text) == (404, True)
    (folder / "404.html").unlink()
    assert asked(address, "/none.html").text == "There is no page at this address.\n"


def test_what_is_no_page_is_sent_as_it_is(address: str) -> None:
    """A feed gets no bar."""
    reply = asked(address, "/feed.xml")
    assert (reply.text, reply.headers["Content-Type"]) == ("<feed/>", "application/xml")


def test_a_site_that_begins_below_the_top_is_found_there_too(address: str, board: Board) -> None:
    """404.html asks for its style sheet where the public site has it."""
    assert asked(address, "/log/incidents/a.html").status == 404
    board.post(State(site="s-1", base="log/"))
    assert asked(address, "/log/incidents/a.html").status == asked(address, "/incidents/a.html").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/incidents/../../secret.txt",
        "/%00",
        "/out.txt",
        "/up/secret.txt",
        "/.chronicle-manifest.json",
        "/.chronicle/board.py",
        "/.chronicle/overlay.html",
        "/.chronicle/../state.py",
        "//secret.txt",
        "/pipe",
    ],
)
def test_nothing_outside_the_site_is_read(address: str, folder: Path, target: str) -> None:
    """However it is asked for, also by links that lie in the site."""
    (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "up").symlink_to(folder.parent)
    os.mkfifo(folder / "pipe")
    reply = asked(address, target)
    assert reply.status == 404
    assert "secret" not in reply.text
    assert str(folder.parent) not in reply.text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_was_led_here_gets_nothing(address: str, host: str) -> None:
    """A page elsewhere cannot read a preview under its own name."""
    for target in ("/", "/.chronicle/events", "/.chronicle/serve.js"):
        reply = asked(address, target, Host=host.format(port=urlsplit(address).port))
        assert (reply.status, reply.text) == (403, f"This preview is at {address}\n")


def test_the_host_must_be_said_once(address: str) -> None:
    """Not at all, and twice, is refused."""
    netloc = urlsplit(address).netloc.encode()
    assert b" 403 " in sent(address, b"GET / HTTP/1.0\r\n\r\n")
    twice = b"Host: " + netloc + b"\r\nHost: evil.example\r\n"
    assert b" 403 " in sent(address, b"GET / HTTP/1.1\r\n" + twice + b"\r\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND"])
def test_only_get_and_head_are_answered(address: str, method: str) -> None:
    """What a request says of itself is not repeated."""
    reply = asked(address, "/", method)
    assert (reply.status, reply.headers["Allow"], reply.text) == (405, "GET, HEAD", "Method Not Allowed\n")


def test_head_has_the_headers_of_get_and_no_content(address: str) -> None:
    """Pages, files and the news."""
    for target in ("/", "/feed.xml", "/none.html", "/.chronicle/serve.css"):
        head, get = asked(address, target, "HEAD"), asked(address, target)
        assert (head.status, head.text) == (get.status, "")
        assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert asked(address, "/.chronicle/events", "HEAD").text == ""


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 70000 + b" HTTP/1.0\r\n\r\n", b"414"),
        (b"GET / HTTP/1.0\r\nX: " + b"a" * 70000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.0\r\n" + b"X: a\r\n" * 200 + b"\r\n", b"431"),
        (b"<script>\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
    ],
)
def test_a_request_that_is_none_is_refused_in_few_words(address: str, request_: bytes, status: bytes) -> None:
    """Too long, too many headers, no HTTP."""
    reply = sent(address, request_)
    assert reply.startswith(b"HTTP/1.0 " + status)
    assert b"script" not in reply.partition(b"\r\n\r\n")[2]
    assert b"nosniff" in reply


def test_a_slow_client_holds_nobody_up(address: str) -> None:
    """Each connection has a thread of its own."""
    parts = urlsplit(address)
    slow = [socket.create_connection((parts.hostname, parts.port)) for _ in range(20)]
    for connection in slow:
        connection.sendall(b"GET / HT")
    assert asked(address, "/").status == 200
    for connection in slow:
        connection.close()


def test_a_client_that_takes_too_long_is_let_go(folder: Path, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that never ends is ended by the server."""
    monkeypatch.setattr(serving.Answer, "timeout", 0.1)
    with listening(folder, board) as server:
        assert sent(server.address, b"GET / HTTP/1.0\r\nHost: ") == b""


def test_the_oldest_of_too_many_connections_goes(folder: Path, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that asks nothing, for the next one; where pages wait in every place, the next one is closed at once."""
    monkeypatch.setattr(connections, "MOST", 2)
    with listening(folder, board) as server:
        parts = urlsplit(server.address)
        held = [socket.create_connection((parts.hostname, parts.port), LONGEST) for _ in range(2)]
        assert asked(server.address, "/").status == 200
        assert held[0].recv(1) == b""
        pages = [News(server.address) for _ in range(2)]
        assert held[1].recv(1) == b""
        with socket.create_connection((parts.hostname, parts.port), LONGEST) as late:
            assert late.recv(1) == b""
        assert [page.next()["site"] for page in pages] == ["s-1", "s-1"]
        for page in pages:
            page.close()
        for connection in held:
            connection.close()
        assert _in_the_end(lambda: asked(server.address, "/").status == 200)


def _in_the_end(is_so: Any) -> bool:  # noqa: ANN401 - a question
    """Whether something becomes true in the time that anything may take."""
    waiting = threading.Event()
    for _ in range(int(LONGEST / 0.05)):
        try:
            if is_so():
                return True
        except (OSError, http.client.HTTPException):
            pass
        waiting.wait(0.05)
    return False


# ---- news


class News:
    """A page that waits for news."""

    def __init__(self, address: str, **headers: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=LONGEST)
        self._connection.request(
            "GET", "/.chronicle/events", headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        self.reply = self._connection.getresponse()

    def next(self) -> dict[str, Any]:
        """The next report."""
        while not (line := self.reply.readline()).startswith(b"data: "):
            assert line
        found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
        return found

    def close(self) -> None:
        """The page is closed."""
        self.reply.close()
        self._connection.close()


def test_a_page_gets_the_state_at_once_and_each_one_that_follows(address: str, board: Board) -> None:
    """As events of a stream."""
    news = News(address, Origin=address.rstrip("/"), Sec_Fetch_Site="same-origin")
    assert news.reply.headers["Content-Type"] == "text/event-stream"
    assert (news.next()["site"], news.reply.headers["Access-Control-Allow-Origin"]) == ("s-1", None)
    board.post(State(site="s-2", problems=((Problem(path="a", message="</script>\n", code="x"), None),)))
    report = news.next()
    assert (report["site"], report["problems"][0]["message"]) == ("s-2", "</script>\\n")
    news.close()


@pytest.mark.parametrize("header", ["Origin=https://evil.example", "Origin=null", "Sec_Fetch_Site=cross-site"])
def test_another_page_gets_no_news(address: str, header: str) -> None:
    """Its browser says who asks."""
    name, _, value = header.partition("=")
    assert asked(address, "/.chronicle/events", **{name: value}).status == 403


def test_a_page_that_was_closed_leaves_nothing_behind(
    folder: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as may wait can come again and again; one more is told to wait."""
    monkeypatch.setattr(serving, "MOST_LISTENERS", 2)
    monkeypatch.setattr(serving, "_LOOK", 0.02)
    with listening(folder, board) as server:
        for _ in range(3):
            pages = [News(server.address) for _ in range(2)]
            assert [page.next()["site"] for page in pages] == ["s-1", "s-1"]
            assert asked(server.address, "/.chronicle/events").status == 503
            for page in pages:
                page.close()
            assert _in_the_end(lambda: asked(server.address, "/.chronicle/events", "HEAD").status == 200)
            assert _in_the_end(lambda: server.listeners._value == 2)  # noqa: SLF001


def test_a_quiet_connection_is_tried(folder: Path, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment is sent now and then: who lost the connection is noticed."""
    monkeypatch.setattr(serving, "_LOOK", 0.01)
    with listening(folder, board) as server:
        news = News(server.address)
        news.next()
        assert [news.reply.readline() for _ in range(2)] == [b"\n", b":\n"]
        news.close()


# ---- before there is a site


def test_until_there_is_a_site_each_page_waits_for_it(folder: Path) -> None:
    """What a page would load is not there yet either; the bar's own files are."""
    with listening(folder, Board()) as server:
        page = asked(server.address, "/incidents/a.html")
        assert (page.status, "<h1>No site yet</h1>" in page.text) == (503, True)
        assert asked(server.address, "/feed.xml").status == 503
        assert asked(server.address, "/.chronicle/serve.js").status == 200


def test_the_address_is_one_for_a_browser_on_this_computer(folder: Path) -> None:
    """An address that stands for all is none to open."""
    for host, shown in (("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("localhost", "localhost")):  # noqa: S104
        with listening(folder, Board(), host) as server:
            assert server.address == f"http://{shown}:{server.server_port}/"
