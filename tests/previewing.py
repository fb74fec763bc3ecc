"""`chronicle serve` as a program of its own, its server alone, and raw requests to them."""

from __future__ import annotations

import http.client
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chronicle.desk.serving.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chronicle.desk.serving.board import Board

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-m", "chronicle")
LONGEST = 60.0  # seconds for whatever is waited for; a test that is right waits far less


@dataclass(slots=True)
class Running:
    """The program: the lines that it prints are read as they come."""

    process: subprocess.Popen[str]
    lines: queue.Queue[str | None] = field(default_factory=queue.Queue)
    said: list[str] = field(default_factory=list)
    address: str = ""

    def read(self) -> None:
        """Pass each line on; None is the end."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, pattern: str) -> str:
        """The next line in which a pattern occurs."""
        with suppress(queue.Empty):
            while (line := self.lines.get(timeout=LONGEST)) is not None:
                self.said.append(line)
                if re.search(pattern, line):
                    return line
        raise AssertionError(f"no line with {pattern!r}; there were {self.said}")

    def end(self, number: int = signal.SIGINT) -> tuple[int, list[str]]:
        """Ask the program to end: its exit code, and all that it said."""
        self.process.send_signal(number)
        code = self.process.wait(LONGEST)
        while (line := self.lines.get(timeout=LONGEST)) is not None:
            self.said.append(line)
        return code, self.said


@contextmanager
def running(
    project: Path, *options: str, program: Sequence[str] = PROGRAM, first: str = "The site is at "
) -> Iterator[Running]:
    """The program at a free port, once it has said its first line."""
    command = [*program, "serve", "--port", "0", *options]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    found = Running(process)
    reader = threading.Thread(target=found.read, daemon=True)
    reader.start()
    try:
        found.address = found.until(first).split()[4]
        yield found
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        reader.join()
        assert process.stdout
        process.stdout.close()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    text: str


def asked(address: str, target: str, method: str = "GET", **headers: str) -> Reply:
    """The answer to a request whose target is sent as it is written; `_` in the name of a header is a hyphen."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=LONGEST)
    connection.putrequest(method, target, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    reply = connection.getresponse()
    content = reply.read() if reply.getheader("Content-Length") else b""  # without a length it goes on for ever: events
    found = Reply(reply.status, dict(reply.getheaders()), content.decode())
    connection.close()
    return found


def sent(address: str, request: bytes) -> bytes:
    """The answer to these very bytes."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), LONGEST) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@contextmanager
def listening(folder: Path, board: Board, host: str = "127.0.0.1") -> Iterator[Server]:
    """A server at a free port."""
    with Server(host, 0, folder, board) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        board.close()
        server.shutdown()
