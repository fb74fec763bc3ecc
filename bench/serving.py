"""A folder served on this machine as a host of static pages serves it: texts packed."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKED = {".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word, with headers of its own."""

    def __init__(self, *arguments: Any, headers: Mapping[str, str], directory: str) -> None:  # noqa: ANN401 - handed on
        self.own_headers = headers
        super().__init__(*arguments, directory=directory)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it is called with
        """Say nothing."""

    def end_headers(self) -> None:
        """Each answer carries the headers that were asked for."""
        for name, value in self.own_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        """A text is sent packed; everything else, folders and what is not there as Python does it."""
        file = Path(self.translate_path(self.path))
        if not file.is_file() or file.suffix not in PACKED:
            super().do_GET()
            return
        data = gzip.compress(file.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{self.guess_type(file)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def served(folder: Path, headers: Mapping[str, str]) -> Iterator[str]:
    """The address, ending in a slash, at which a folder is served for as long as it is used."""
    handler = functools.partial(Handler, headers=headers, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
