"""The server of a preview: it reads one folder, for pages of its own, and tells them what a build came to.

It answers GET and HEAD. An answer ends its connection, so nothing that comes after a request is read.
"""

from __future__ import annotations

import http.server
import os
import select
import shutil
import socket
import socketserver
import sys
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from chronicle.desk.serving.connections import Connections, Stage
from chronicle.desk.serving.dressing import FILES, dressed, overlay_file, without_site
from chronicle.desk.serving.requests import (
    RESERVED,
    address_in,
    content_type,
    file_at,
    headers_for,
    is_from_own_page,
    is_known_host,
)
from chronicle.desk.serving.state import report

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.desk.serving.board import Board
    from chronicle.desk.serving.state import State

EVENTS: Final = f"{RESERVED}events"
MOST_LISTENERS: Final = 32  # pages that wait for news; a browser opens six to a host, and hidden pages do not wait
PATIENCE: Final = 30  # seconds for a client to take a piece of an answer
_LOOK: Final = 1.0  # seconds after which a listener is seen to have gone
_HEARTBEAT: Final = 15  # looks after which something is sent, so that a lost connection ends


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Listens at one address of this computer; each connection has a thread, which nobody waits for at the end."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 512  # more come at once than are taken up at once
    allow_reuse_address = os.name == "posix"  # elsewhere it would let two programs have one port

    def __init__(self, host: str, port: int, folder: Path, board: Board) -> None:
        self.host = host
        self.folder = folder
        self.board = board
        self.listeners = threading.BoundedSemaphore(MOST_LISTENERS)
        self.connections = Connections()
        self.address_family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        super().__init__((str(where[0]), port), Answer)

    @property
    def address(self) -> str:
        """The address of the site, for a browser on this computer."""
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - a name that is compared
        return f"http://{f'[{name}]' if ':' in name and not name.startswith('[') else name}:{self.server_port}/"

    def server_bind(self) -> None:
        """Take the address, without asking what it is called: that can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as it is declared
        """A thread for a connection, unless there are too many."""
        if self.connections.enter(request):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as it is declared
        """The end of a connection."""
        self.connections.leave(request)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """What is done again and again, whether somebody comes or not."""
        self.connections.end_late()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as it is declared
        """A client that went away or was too slow is no error, nor is what the system refuses."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Answer(http.server.BaseHTTPRequestHandler):
    """The answer to one request."""

    server: Server
    timeout = PATIENCE
    default_request_version = "HTTP/1.0"  # also what is no request gets an answer with headers

    def do_GET(self) -> None:
        """Answer with a file of the site, or with what the preview adds."""
        if not self._is_meant():
            self._say(HTTPStatus.FORBIDDEN, f"This preview is at {self.server.address}")
        elif "Service-Worker" in self.headers:  # it would answer for the previews of other chronicles here, too
            self._say(HTTPStatus.FORBIDDEN, "Nothing of a preview outlives it.")
        elif (address := address_in(self.path)) is None:
            self._say(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        elif address == EVENTS:
            self._listen()
        elif address.startswith(RESERVED):
            self._own(address.removeprefix(RESERVED))
        elif not self.server.board.state.site:
            self._wait(address)
        else:
            self._page(address)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the content."""
        self.do_GET()

    def version_string(self) -> str:
        """What answers; not which Python it is."""
        return "chronicle"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it is called with
        """Say nothing: the terminal is for problems."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """A request that is none, in few words and without any of its own."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self.close_connection = True
        self._say(status, status.phrase)

    def parse_request(self) -> bool:
        """Whether what was read is a request; from here on nobody waits for the client."""
        is_one = super().parse_request()
        self.server.connections.reach(self.connection, Stage.ANSWERED)
        return is_one

    # ---- what is asked for

    def _is_meant(self) -> bool:
        hosts = self.headers.get_all("Host") or []
        return len(hosts) == 1 and is_known_host(hosts[0], self.server.host, self.server.server_port)

    def _own(self, name: str) -> None:
        if name in FILES:
            self._send(HTTPStatus.OK, content_type(name), overlay_file(name))
        else:
            self._say(HTTPStatus.NOT_FOUND, "There is nothing at this address.")

    def _wait(self, address: str) -> None:
        """There is no site yet: each page says so, and what it would load fails."""
        if address.endswith(".html"):
            state = self.server.board.state
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, content_type(address), without_site(state.rest))
        else:
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, "There is no site yet.")

    def _page(self, address: str) -> None:
        """A file of the site; the public site may begin below the top of its host, where only 404.html looks for it."""
        state = self.server.board.state
        for wanted in dict.fromkeys((address, address.removeprefix(state.base))):
            if file := file_at(self.server.folder, wanted):
                self._file(file, wanted, state, HTTPStatus.OK)
                return
            if wanted and file_at(self.server.folder, f"{wanted}/index.html"):
                self._redirect()
                return
        if lost := file_at(self.server.folder, "404.html"):
            self._file(lost, address, state, HTTPStatus.NOT_FOUND)
        else:
            self._say(HTTPStatus.NOT_FOUND, "There is no page at this address.")

    def _file(self, file: Path, address: str, state: State, status: HTTPStatus) -> None:
        try:
            stream = file.open("rb")
        except OSError:  # a build has just taken it away
            self._say(HTTPStatus.NOT_FOUND, "There is no page at this address.")
            return
        with stream:
            kind = content_type(file.name)
            if file.suffix == ".html":
                sign = state.signs.get(address, state.rest)
                self._send(status, kind, dressed(stream.read(), sign, state.site))
                return
            self._begin(status, {"Content-Type": kind, "Content-Length": str(os.fstat(stream.fileno()).st_size)})
            if self.command == "GET":
                shutil.copyfileobj(stream, self.wfile)

    def _redirect(self) -> None:
        """A folder's page links to its neighbours, so its address ends in a slash."""
        path, mark, query = self.path.partition("?")
        self._begin(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/{mark}{query}", "Content-Length": "0"})

    # ---- news for pages

    def _listen(self) -> None:
        """Tell a page of the state, again and again, until it is closed."""
        host, *asks = (", ".join(self.headers.get_all(name) or []) for name in ("Host", "Origin", "Sec-Fetch-Site"))
        if not is_from_own_page(host, *asks):
            self._say(HTTPStatus.FORBIDDEN, "Only pages of this preview may ask.")
        elif not self.server.listeners.acquire(blocking=False):
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, "Too many pages wait for news.")
        else:
            self.server.connections.reach(self.connection, Stage.LISTENING)
            try:
                self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream"})
                if self.command != "HEAD":
                    self._tell()
            finally:
                self.server.listeners.release()

    def _tell(self) -> None:
        board, told, looks = self.server.board, -1, 0
        self.wfile.write(b"retry: 1000\n\n")
        while not board.is_closed:
            number, state = board.wait(told, _LOOK)
            if number != told:
                self.wfile.write(f"data: {report(state)}\n\n".encode())
                told, looks = number, 0
                continue
            # A page sends nothing more; what can be read is the end of its connection.
            if select.select([self.connection], [], [], 0)[0]:
                return
            looks += 1
            if looks % _HEARTBEAT == 0:
                self.wfile.write(b":\n\n")

    # ---- answering

    def _begin(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, **headers_for(self.server.board.state.tiles)}.items():
            self.send_header(name, value)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self._begin(status, {"Content-Type": kind, "Content-Length": str(len(content))})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _say(self, status: HTTPStatus, words: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{words}\n".encode())
