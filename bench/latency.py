"""How soon `chronicle serve` shows an edit: from the save to the new words in the page that a browser would get."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle_site import address_of
from measuring import memory_of
from scenarios import Bench, edit_body, restore

from chronicle.desk.serving.server import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

EDITS: Final = 10
LONGEST: Final = 1800  # seconds for whatever is waited for: the first build is a cold one
PAUSE: Final = 1.0  # seconds between two edits: nobody saves without having read


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Seconds from save to page, an edit each, and the MB of the preview after the last."""

    seconds: Sequence[float]
    memory: float | None


def serve_latencies(bench: Bench, environment: Mapping[str, str], edits: int = EDITS) -> Served:
    """Serve the record, edit a body again and again, each time of another incident, and wait for its page.

    A page does what the script of the preview does: it listens, and loads itself anew when there is another site.
    """
    rounds = [
        Bench(record=bench.record, folder=bench.folder, round=number, rounds=edits) for number in range(1, edits + 1)
    ]
    seconds = []
    try:
        with _serving(bench.folder, environment) as process:
            address = _address(process)
            sites = _sites(address)
            next(sites)
            for edit in rounds:
                time.sleep(PAUSE)
                words = f"It was edit {edit.round}, at {time.time_ns()}."
                begin = time.perf_counter()
                page = f"/{address_of(edit_body(edit, words))}"
                while next(sites) and words not in _got(address, page):
                    pass
                seconds.append(time.perf_counter() - begin)
            return Served(seconds=seconds, memory=memory_of(process.pid))
    finally:
        for edit in rounds:
            restore(edit)


@contextmanager
def _serving(folder: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The preview at a port that is free; it is ended with the block."""
    command = (sys.executable, "-m", "chronicle", "serve", "--port", "0")
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()  # a shell has what it runs in the background ignore Ctrl-C


def _address(process: subprocess.Popen[str]) -> str:
    """Host and port, from the first line that the preview prints."""
    found = re.search(r"http://(\S+)/", process.stdout.readline()) if process.stdout else None
    if not found:
        raise SystemExit("chronicle serve did not say where it listens")
    return found[1]


def _sites(address: str) -> Iterator[str]:
    """The name of each site that the preview tells of, as it comes; the first is the one that stands."""
    connection = http.client.HTTPConnection(address, timeout=LONGEST)
    connection.request("GET", f"/{EVENTS}")
    name = ""
    with closing(connection), connection.getresponse() as reply:
        for line in reply:
            if line.startswith(b"data: ") and (told := json.loads(line[6:])["site"]) not in {"", name}:
                name = told
                yield name


def _got(address: str, page: str) -> str:
    connection = http.client.HTTPConnection(address, timeout=LONGEST)
    connection.request("GET", page)
    with closing(connection), connection.getresponse() as reply:
        return reply.read().decode()
