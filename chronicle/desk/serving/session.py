"""`serve`: one session of a preview, from the port that is taken to the Ctrl-C that ends it."""

from __future__ import annotations

import contextlib
import errno
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from chronicle.building.guarding import PREVIEW
from chronicle.building.inputs import read_inputs
from chronicle.building.locks import open_lock
from chronicle.config import FILE
from chronicle.desk.serving.board import Board
from chronicle.desk.serving.preview import Built, Preview
from chronicle.desk.serving.server import Server
from chronicle.desk.serving.watching import watching
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chronicle.building.inputs import Options

PORT: Final = 8000
NEXT: Final = 20  # ports from there on that are tried when nobody asked for a certain one
_LOCK: Final = "preview.lock"


class ServeError(Exception):
    """Why there can be no preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a session says: its address when it listens, what each build came to, and lines in between."""

    started: Callable[[str], None]
    built: Callable[[Built], None]
    say: Callable[[str], None]


def no_chronicle(project: Path) -> Problem | None:
    """The problem that a folder without chronicle.toml is: nothing is written into it."""
    inputs = None if (project / FILE).exists() else read_inputs(project)
    return inputs if isinstance(inputs, Problem) else None


def serve(project: Path, host: str, port: int | None, options: Callable[[], Options], talk: Talk) -> None:
    """Build, serve, and build again with each change, until Ctrl-C or SIGTERM. Raise ServeError when that cannot begin.

    Builds run in this thread, the main one: there a signal ends them.
    """
    board = Board()
    with _until_ended(), _only_one(project) as note, _listening(host, port, project / PREVIEW, board) as server:
        note(server.address)
        talk.started(server.address)
        preview = Preview(project, options, board)
        with watching(project) as watch:
            while True:
                talk.built(preview.build(talk.say))
                while not watch.has_changed(1):  # Windows hears no Ctrl-C in an endless wait
                    pass


@contextlib.contextmanager
def _until_ended() -> Iterator[None]:
    """Leave the block, wherever in it, on Ctrl-C and when the system asks the program to end."""

    def end(_number: int, _frame: Any) -> None:  # noqa: ANN401 - a frame
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _only_one(project: Path) -> Iterator[Callable[[str], None]]:
    """One preview of a chronicle at a time, since it is one folder; it notes its address for a second one to name."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where two previews are the user's own care
    except ImportError:  # pragma: no cover
        yield lambda _: None
        return
    with open_lock(project, _LOCK) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            where = lock.read(200).strip()
            raise ServeError(
                f"this chronicle is served already{f' at {where}' if where else ''}; open that, or end it first"
            ) from None

        def note(address: str) -> None:
            lock.truncate(0)
            lock.write(address)
            lock.flush()

        yield note


@contextlib.contextmanager
def _listening(host: str, port: int | None, folder: Path, board: Board) -> Iterator[Server]:
    """A server at the port, or at the first that is free; its threads end with the block."""
    with _bound(host, port, folder, board) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            board.close()
            server.shutdown()


def _bound(host: str, port: int | None, folder: Path, board: Board) -> Server:
    for tried in range(PORT, PORT + NEXT) if port is None else (port,):
        try:
            return Server(host, tried, folder, board)
        except UnicodeError:
            raise ServeError(f"--host {host} is no address of this computer") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            if error.errno in {errno.EACCES, errno.EPERM}:
                raise ServeError(f"port {tried} may not be taken; choose a --port from 1024 on") from None
            raise ServeError(f"--host {host} is no address of this computer ({error.strerror})") from None
    if port is None:
        raise ServeError(f"the ports {PORT} to {PORT + NEXT - 1} are all taken; choose another --port")
    raise ServeError(f"port {port} is taken; choose another --port, or none for the first that is free")
