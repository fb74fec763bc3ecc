"""What a hostile page, a program on the same computer or a crooked client gets of a preview that runs: nothing."""

from __future__ import annotations

import os
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from previewing import LONGEST, PROGRAM, ROOT, asked, listening, running, sent
from sites import incident, make_site

from chronicle.desk.serving import connections
from chronicle.desk.serving.board import Board
from chronicle.desk.serving.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "what-nobody-may-read"  # noqa: S105 - no password
AT_ONCE = 5.0  # seconds within which a page must come, whoever else is there: half of what one who hangs is given


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle beside which lies what nobody may read, and in whose preview somebody laid links to it."""
    top = tmp_path_factory.mktemp("attacked")
    (top / "secret.txt").write_text(SECRET, "utf-8")
    return make_site(top / "record", {"incidents/a.md": incident("Fire")})


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    """The address of the program, as an editor runs it."""
    with running(project) as program:
        program.until("^Built")
        shown = project / ".chronicle" / "preview"
        (shown / "out.txt").symlink_to(project.parent / "secret.txt")
        (shown / "up").symlink_to(project.parent)
        (shown / "zero.txt").symlink_to("/dev/zero")
        (shown / "round").symlink_to("round")
        os.mkfifo(shown / "pipe.html")
        yield program.address


def head_of(reply: bytes) -> tuple[int, str]:
    """The status of an answer, and all of its headers."""
    head = reply.partition(b"\r\n\r\n")[0].decode("latin-1")
    found = re.match(r"HTTP/1\.0 (\d{3}) ", head)
    assert found, reply[:200]
    return int(found[1]), head


def raw(address: str, line: str, *headers: str, body: bytes = b"") -> bytes:
    """The answer to a request of these very lines."""
    return sent(address, "\r\n".join([line, *headers, "", ""]).encode("latin-1") + body)


def connected(address: str) -> socket.socket:
    """A connection that asks nothing yet."""
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), LONGEST)


# ---- names that were led here


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1:{port}.evil.example",
        "127.0.0.1:{port}@evil.example",
        "evil@127.0.0.1:{port}",
        "127.0.0.1:{port},evil.example",
        "127.0.0.1:{port}:80",
        "127.0.0.1:0{port}",
        "127.0.0.1:+{port}",
        "127.0.0.1:",
        "127.0.0.1",
        "127.1:{port}",
        "2130706433:{port}",
        "0x7f000001:{port}",
        "127.0.0.2:{port}",
        "0.0.0.0:{port}",
        "[::]:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "[localhost]:{port}",
        "[[::1]]:{port}",
        "localhost.:{port}",
        "localhost.evil.example:{port}",
        "\x00",
        "",
    ],
)
def test_a_name_that_was_led_here_gets_one_line(address: str, host: str) -> None:
    """Neither a page nor news nor a file of the bar; the line names the right address and nothing of the computer."""
    for target in ("/", "/.chronicle/events", "/.chronicle/serve.js", "/none"):
        reply = raw(address, f"GET {target} HTTP/1.1", f"Host: {host.format(port=urlsplit(address).port)}")
        assert head_of(reply)[0] == 403
        assert reply.endswith(f"\r\n\r\nThis preview is at {address}\n".encode())


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}"])
def test_the_names_of_this_computer_get_the_page(address: str, host: str) -> None:
    """In any case of letters."""
    assert asked(address, "/", Host=host.format(port=urlsplit(address).port)).status == 200


@pytest.mark.parametrize(
    "lines", [(), ("{own}", "Host: evil.example"), ("Host: evil.example", "{own}"), ("{own}",) * 2]
)
def test_a_host_is_said_once(address: str, lines: tuple[str, ...]) -> None:
    """Of two, each program would believe another one; in a continued line too."""
    own = f"Host: {urlsplit(address).netloc}"
    assert head_of(raw(address, "GET / HTTP/1.1", *(line.format(own=own) for line in lines)))[0] == 403
    assert head_of(raw(address, "GET / HTTP/1.1", own, " evil.example"))[0] == 403
    assert head_of(raw(address, "GET / HTTP/1.1", own.replace(":", " :", 1)))[0] == 403


# ---- what lies outside of the site


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/..",
        "/../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/%252e%252e/%252e%252e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/..%5c..%5csecret.txt",
        "/..\\..\\secret.txt",
        "/incidents/..;/..;/secret.txt",
        "/incidents/../../../secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt",
        "//secret.txt",
        "///etc/passwd",
        "/%2fetc/passwd",
        "/%00",
        "/index.html%00.txt",
        "/index.html%0d%0aX-Evil:%20yes",
        "/C:/Windows/win.ini",
        "/index.html::$DATA",
        "/file:///etc/passwd",
        "/out.txt",
        "/up/secret.txt",
        "/up/record/chronicle.toml",
        "/zero.txt",
        "/round",
        "/pipe.html",
        "/.chronicle-manifest.json",
        "/.chronicle/cache.sqlite",
        "/.chronicle/preview.lock",
        "/.chronicle/%2e%2e/chronicle.toml",
        "/.CHRONICLE/serve.js",
        "/chronicle.toml",
        "/content/incidents/a.md",
        "/" + "a" * 5000,
        "/" + "a/" * 5000,
        "/" + "%2e%2e%2f" * 2000 + "secret.txt",
        "http://evil.example/",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "*",
        "secret.txt",
        "127.0.0.1:80",
    ],
)
def test_nothing_is_read_but_the_site(address: str, project: Path, target: str) -> None:
    """However it is written, also by links and pipes in the folder; no answer says where the folder lies."""
    reply = raw(address, f"GET {target} HTTP/1.1", f"Host: {urlsplit(address).netloc}")
    assert head_of(reply)[0] == 404
    for said in (SECRET, "root:", str(project), str(project.parent), "[data]", "X-Evil"):
        assert said.encode() not in reply


@pytest.mark.parametrize(
    "target",
    [
        "/incidents?\rX-Evil:yes",
        "/incidents?%0d%0aX-Evil:yes",
        "/incidents\r\n X-Evil:yes",
        "/incidents?\x0bx",
        "/incidents?//evil.example",
        "//evil.example/incidents",
        "//incidents",
    ],
)
def test_no_answer_leads_elsewhere_or_has_a_header_of_the_request(address: str, target: str) -> None:
    """What is asked for comes back in one header only, and there as one line that begins at this server."""
    _, head = head_of(raw(address, f"GET {target} HTTP/1.1", f"Host: {urlsplit(address).netloc}"))
    assert "\nX-Evil" not in head
    assert re.search(r"\rX|\x0b", head) is None
    assert all(line.startswith("Location: /incidents/") for line in head.split("\r\n") if line.startswith("Location"))


# ---- other methods, other origins


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "get", "G\xcbT", "<b>"]
)
def test_there_is_nothing_but_get_and_head(address: str, method: str) -> None:
    """A question whether another page may ask is not answered either, also not for a private network."""
    lines = ["Origin: https://evil.example", "Access-Control-Request-Method: GET"]
    lines += ["Access-Control-Request-Private-Network: true", f"Host: {urlsplit(address).netloc}", "X-Mine: echo"]
    reply = raw(address, f"{method} /.chronicle/events HTTP/1.1", *lines)
    assert head_of(reply)[0] == 405
    assert reply.endswith(b"\r\n\r\nMethod Not Allowed\n")
    assert b"access-control" not in reply.lower()
    assert b"echo" not in reply


@pytest.mark.parametrize(
    "lines",
    [
        ("Origin: https://evil.example",),
        ("Origin: null",),
        ("Origin: http://localhost:{port}",),
        ("Origin: https://127.0.0.1:{port}",),
        ("Origin: http://127.0.0.1:{port}/",),
        ("Origin: http://127.0.0.1:1",),
        ("Origin: http://127.0.0.1:{port}.evil.example",),
        ("Origin: http://127.0.0.1:{port}", "Origin: https://evil.example"),
        ("Sec-Fetch-Site: cross-site",),
        ("Sec-Fetch-Site: same-site",),
        ("Sec-Fetch-Site: none",),
        ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"),
        ("Origin: http://127.0.0.1:{port}", "Sec-Fetch-Site: cross-site"),
    ],
)
def test_news_are_for_pages_of_the_preview(address: str, lines: tuple[str, ...]) -> None:
    """Whoever else asks is told so; a header that stands twice is believed by nobody."""
    said = [line.format(port=urlsplit(address).port) for line in lines]
    reply = raw(address, "GET /.chronicle/events HTTP/1.1", f"Host: {urlsplit(address).netloc}", *said)
    assert head_of(reply)[0] == 403
    assert reply.endswith(b"\r\n\r\nOnly pages of this preview may ask.\n")


# ---- requests that are none, or more than one


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /\r\n\r\n", 403),  # HTTP/0.9: no Host
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        (b"GET / HTTP/3\r\n\r\n", 400),
        (b"GET / HTTP/-1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1.1\r\n\r\n", 400),
        (b"GET / HTTP/1." + b"1" * 100 + b"\r\n\r\n", 400),
        (b"GET / HTTP/\xb2.\xb2\r\n\r\n", 400),
        (b"GET  /  x HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 99 + b"\r\n\r\n", 400),
        (bytes(range(256)) * 9 + b"\r\n\r\n", 400),
        (b"A" * 200_000, 414),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"\xff: \xff\r\n" * 50 + b"\r\n", 403),
    ],
)
def test_what_is_no_request_is_refused_in_three_words(address: str, request_: bytes, status: int) -> None:
    """Other protocols, other versions, too much of anything."""
    with connected(address) as connection:
        try:
            connection.sendall(request_)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has answered already, and hears no more
        reply = b"".join(iter(lambda: connection.recv(65536), b""))
    assert head_of(reply)[0] == status
    assert len(reply) < 700


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((), b"GET /feed.xml HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        (("Content-Length: 5",), b"hello"),
        (
            ("Content-Length: 5", "Transfer-Encoding: chunked"),
            b"0\r\n\r\nGET /feed.xml HTTP/1.1\r\nHost: {host}\r\n\r\n",
        ),
        (("Content-Length: 0", "Content-Length: 44"), b"GET /feed.xml HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        (("Connection: keep-alive",), b"GET /feed.xml HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        (("Expect: 100-continue", "Content-Length: 5"), b""),
        (("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: x"), b""),
        (("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example", "X-Original-URL: /../secret.txt"), b""),
        (("Range: bytes=" + ",".join(f"{at}-{at}" for at in range(200)),), b""),
        (("If-Modified-Since: Thu, 26 Nov 2099 00:00:00 GMT", "If-None-Match: *"), b""),
    ],
)
def test_a_connection_has_one_request_and_one_answer(address: str, headers: tuple[str, ...], body: bytes) -> None:
    """A body is not read, nothing after a request is taken for a second one, and an answer is always whole."""
    host = urlsplit(address).netloc
    reply = raw(address, "GET / HTTP/1.1", f"Host: {host}", *headers, body=body.replace(b"{host}", host.encode()))
    assert (head_of(reply)[0], reply.count(b"HTTP/1.0 ")) == (200, 1)
    assert (
        reply.partition(b"\r\n\r\n")[2]
        == sent(address, f"GET / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode()).partition(b"\r\n\r\n")[2]
    )


def test_head_never_has_a_body(address: str) -> None:
    """Of pages, files, mistakes and refusals."""
    for target in ("/", "/feed.xml", "/none.html", "/../x", "/.chronicle/serve.css", "/incidents"):
        for host in (urlsplit(address).netloc, "evil.example"):
            assert raw(address, f"HEAD {target} HTTP/1.1", f"Host: {host}").endswith(b"\r\n\r\n")


# ---- those who only wait


def seconds_for_a_page(address: str) -> float:
    """How long a page takes."""
    began = time.monotonic()
    assert asked(address, "/").status == 200
    return time.monotonic() - began


@pytest.mark.parametrize(
    "beginning",
    [b"", b"GET / HTTP/1.1\r\nHost: 127", b"GET /feed.xml HTTP/1.1\r\nHost: {host}\r\n\r\n"],
    ids=["silent", "half-open", "not reading"],
)
def test_three_hundred_who_hang_hold_nobody_up(address: str, beginning: bytes) -> None:
    """The oldest of them go for the newest: whether they ask nothing, ask half of it, or take no answer."""
    beginning = beginning.replace(b"{host}", urlsplit(address).netloc.encode())
    with ExitStack() as held:
        for _ in range(300):
            held.enter_context(connected(address)).send(beginning)
        assert max(seconds_for_a_page(address) for _ in range(5)) < AT_ONCE


def test_a_page_that_is_open_stays_when_many_come(address: str) -> None:
    """It is no client that hangs: it waits for news."""
    with ExitStack() as held:
        page = held.enter_context(connected(address))
        page.sendall(f"GET /.chronicle/events HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n\r\n".encode())
        assert page.recv(10) == b"HTTP/1.0 2"
        for _ in range(200):
            held.enter_context(connected(address))
        assert seconds_for_a_page(address) < AT_ONCE
        page.settimeout(0.2)
        with pytest.raises(TimeoutError):
            b"".join(iter(lambda: page.recv(65536), b""))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server in this process, which waits for nobody."""
    monkeypatch.setattr(connections, "PATIENCE", 0.2)
    (tmp_path / "index.html").write_bytes(b"home")
    board = Board()
    board.post(State(site="s"))
    with listening(tmp_path, board) as server:
        yield server.address


def test_a_letter_now_and_then_buys_no_time(small: str) -> None:
    """All of a request must come in time, not each piece of it."""
    began = time.monotonic()
    with connected(small) as slow:
        slow.settimeout(LONGEST)
        threading.Thread(target=_trickled, args=(slow,), daemon=True).start()
        try:
            while slow.recv(65536):
                pass
        except ConnectionError:
            pass  # a letter came after the end
        assert 0.2 <= time.monotonic() - began < LONGEST / 4


def _trickled(connection: socket.socket) -> None:
    try:
        for letter in b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50:
            connection.send(bytes([letter]))
            time.sleep(0.02)
    except OSError:
        pass  # it was closed


def test_where_the_system_allows_few_files_the_oldest_goes(tmp_path: Path) -> None:
    """A preview answers also when it cannot have another connection."""
    files = make_site(tmp_path / "few", {"incidents/a.md": incident("Fire")})
    limits = "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60)); "
    limited = (sys.executable, "-c", f"{limits}from chronicle.cli import main; main(sys.argv[1:])")
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] > 60
    with running(files, program=limited) as program, ExitStack() as held:
        program.until("^Built")
        for _ in range(100):
            held.enter_context(connected(program.address))
        assert max(seconds_for_a_page(program.address) for _ in range(5)) < AT_ONCE
        assert program.end() == (0, [*program.said[:-1], "The preview has ended."])


# ---- where it can be reached


def test_nobody_but_this_computer_can_ask(address: str) -> None:
    """It listens at the one address that it says, and at no other one."""
    where = urlsplit(address)
    assert where.hostname == "127.0.0.1"
    for other in ("127.0.0.2", "127.1.1.1"):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((other, where.port or 0), 1)


def test_whoever_lets_others_in_is_told(tmp_path: Path) -> None:
    """Before it begins, in a line; with drafts, that they are read too. Names of others stay unknown."""
    files = make_site(tmp_path / "open", {"incidents/a.md": incident("Fire")})
    for options, words in (((), "before it is published"), (("--drafts",), "all drafts too")):
        with running(files, "--host", "0.0.0.0", *options) as program:  # noqa: S104 - what is tested
            assert program.said[0] == f"Everybody on the network of 0.0.0.0 can read this site, {words}."
            program.until("^(Built|Looked)")
            port = urlsplit(program.address).port
            assert asked(program.address, "/", Host=f"evil.example:{port}").status == 403
            assert asked(program.address, "/", Host=f"192.168.1.7:{port}").status == 200
            program.end()


@pytest.mark.parametrize("what", ["a folder that is a link", "a preview that is a link", "a lock that is a link"])
def test_a_chronicle_that_brings_its_own_preview_writes_nowhere_else(tmp_path: Path, what: str) -> None:
    """What lies in a repository may be a stranger's."""
    outside, folder = tmp_path / "outside", make_site(tmp_path / "record", {"incidents/a.md": incident("Fire")})
    outside.mkdir()
    if what.startswith("a folder"):
        (folder / ".chronicle").symlink_to(outside)
    else:
        (folder / ".chronicle").mkdir()
        name = "preview" if what.startswith("a preview") else "preview.lock"
        (folder / ".chronicle" / name).symlink_to(outside / ("" if name == "preview" else "lock"))
    done = subprocess.run(
        ["timeout", "--signal=INT", "4", *PROGRAM, "serve", "--port", "0"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert list(outside.iterdir()) == []
    assert "link" in done.stderr
    assert "Traceback" not in done.stderr
    assert str(tmp_path) not in done.stderr


def test_a_page_that_a_chronicle_brings_along_is_not_shown(tmp_path: Path) -> None:
    """What lies where a preview is built and was not built is left alone, and nothing of it is served."""
    files = {"incidents/a.md": incident("Fire"), ".chronicle/preview/index.html": "<script src=x.js></script>"}
    folder = make_site(tmp_path, files)
    with running(folder) as program:
        program.until("that Chronicle did not write")
        assert [asked(program.address, target).status for target in ("/", "/index.html", "/x.js")] == [503] * 3
        assert "x.js" not in asked(program.address, "/").text
        program.end()
    assert (folder / ".chronicle/preview/index.html").read_text("utf-8") == files[".chronicle/preview/index.html"]


def test_no_file_becomes_a_script_that_stays(address: str) -> None:
    """What a browser would keep, and let answer for all previews at this port, it says so; a page gets the file."""
    assert asked(address, "/assets/theme.js").status == 200
    assert asked(address, "/assets/theme.js", **{"Service-Worker": "script"}).status == 403


def test_pages_that_are_open_make_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes takes the place of one that is being answered, never that of a page that waits for news."""
    monkeypatch.setattr(connections, "MOST", 2)
    room = connections.Connections()
    with ExitStack() as stack:
        (first, page), (second, client), (third, _) = [
            [stack.enter_context(end) for end in socket.socketpair()] for _ in range(3)
        ]
        assert room.enter(first)
        room.reach(first, connections.Stage.LISTENING)
        assert room.enter(second)
        room.reach(second, connections.Stage.ANSWERED)
        assert room.enter(third)
        assert client.recv(1) == b""
        room.reach(third, connections.Stage.LISTENING)
        assert not room.enter(second)
        page.settimeout(0)
        with pytest.raises(BlockingIOError):
            page.recv(1)
