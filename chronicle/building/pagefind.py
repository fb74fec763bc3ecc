"""Pagefind, run as a program that is told the records one by one and answers with the index. How is known here only.

It numbers pages in the order in which it is told of them. Of a folder, which it can read as well, that is the order in
which the file system lists it, and two disks seldom make the same bytes. Its own filters and sort keys are not used:
it writes them in an order that differs from run to run. Everything else is the same for the same records in the same
order, with any number of threads. It writes no file: on a full disk it waits without end, or cuts files off.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import os
import re
import subprocess
import sys
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final, cast

from chronicle.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedReader
    from pathlib import Path

BROKEN: Final = "Pagefind made a broken index"
# Of what Pagefind makes, what a search loads; its own user interfaces are not published.
_PROGRAM: Final = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"})
_PARTS: Final = (".pf_meta", ".pf_index", ".pf_fragment")
_HASH: Final = re.compile(rb"_([0-9a-f]{7,})")  # of a fragment or part, in what says of which an index consists
_MARK: Final = b"pagefind_dcd"  # before the content of a compressed part


class PagefindError(Exception):
    """Pagefind did not do its work; the message is one line."""


@contextlib.contextmanager
def running(
    folder: Path, records: Iterable[tuple[str, bytes]], language: str
) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Pagefind at work on records as (address, page), as one language: the texts are mixed.

    What is yielded waits for the files that a search loads, by name. The folder must be empty: it takes settings from
    where it runs. Raise PagefindError or OSError, then too.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    with (folder / "stderr").open("w+b") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pagefind", "--service"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        with process:
            try:
                _ask(cast("IO[bytes]", process.stdin), _requests(records, language))
                yield partial(_made, process, said)
            finally:
                _end(process)


def _made(process: subprocess.Popen[bytes], said: IO[bytes]) -> dict[str, bytes]:
    files = _files(cast("BufferedReader", process.stdout))
    if files is None:
        _end(process)
        process.wait()
        said.seek(0)
        raise PagefindError(_how_ended(process.returncode, said.read().decode("utf-8", "replace")))
    return {name: files[name] for name in _wanted(files)}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close what it reads, which ends it, as the end of this program does."""
    with contextlib.suppress(OSError):
        cast("IO[bytes]", process.stdin).close()


def record_of(fragment: bytes) -> str:
    """The address of the record that a fragment of the index is about."""
    content: Any = json.loads(gzip.decompress(fragment).removeprefix(_MARK))
    return str(content["url"]).removeprefix("/")


def parts_of(meta: bytes) -> list[str]:
    """What the names of an index's fragments and parts must end in; of the fragments in the order of their numbers."""
    return [found.decode() for found in _HASH.findall(gzip.decompress(meta))]


def _requests(records: Iterable[tuple[str, bytes]], language: str) -> Iterator[dict[str, object]]:
    """What it is asked to do."""
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for address, page in records:
        yield {"type": "AddFile", "index_id": 0, "url": f"/{address}", "file_contents": page.decode()}
    yield {"type": "GetFiles", "index_id": 0}


def _ask(stream: IO[bytes], requests: Iterable[dict[str, object]]) -> None:
    """Send everything: it takes requests while it is at work, and keeps its answers until they are read."""
    for number, request in enumerate(requests):
        message = json.dumps({"message_id": number, "payload": request}, ensure_ascii=False)
        try:
            stream.write(base64.b64encode(message.encode()) + b",")
            stream.flush()
        except OSError:  # it has ended; what it said tells why
            return


def _files(stream: BufferedReader) -> dict[str, bytes] | None:
    """The files of its last answer; none if it ended before that. Raise PagefindError for what it could not do."""
    try:
        for answer in _answers(stream):
            if answer["type"] == "Error":
                raise PagefindError(f"Pagefind failed: {shortened(answer['message'], 200)}")
            if answer["type"] == "GetFiles":
                return {
                    str(file["path"]).replace("\\", "/"): base64.b64decode(file["content"]) for file in answer["files"]
                }
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise PagefindError(BROKEN) from error
    return None


def _answers(stream: BufferedReader) -> Iterator[Any]:
    """What it answers, as it comes. There is a comma after each answer."""
    answer = bytearray()
    while piece := stream.read1():
        first, *others = piece.split(b",")
        answer += first
        for other in others:
            yield json.loads(base64.b64decode(answer))["payload"]
            answer = bytearray(other)


def _how_ended(code: int, said: str) -> str:
    """What to say of a run that ended by itself."""
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    how = f"was ended by signal {-code}" if code < 0 else "failed"
    return f"Pagefind {how}{': ' if lines else ''}{shortened(lines[-1], 200) if lines else ''}"


def _wanted(files: dict[str, bytes]) -> list[str]:
    """The names of the files that a search loads. Raise PagefindError when there is nothing to search."""
    try:
        languages = json.loads(files["pagefind-entry.json"])["languages"]
        wasm = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages.values()}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise PagefindError(BROKEN) from error
    if not languages:
        message = "Pagefind found no words"
        raise PagefindError(message)
    return sorted(name for name in files if name in _PROGRAM or name in wasm or name.endswith(_PARTS))
