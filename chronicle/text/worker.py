"""The side of a worker: it does what it is sent, with limits of its own, and lets go of all else of the program."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from mmap import mmap
    from multiprocessing.connection import Connection

MEMORY: Final = 512 * 1024 * 1024  # bytes that a worker may take beside what it began with, where the system counts
NO_MEMORY: Final = 77  # how a worker exits that has none left

Reason = Literal["time", "memory", "crash", "error"]

_PATIENCE: Final = 0.05  # seconds after which a worker keeps no answer back for the next one
_IGNORED: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class EndedError(Exception):
    """Why a piece of work was not done. `detail` is the exception that nobody expected."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason
        self.detail = detail


@contextlib.contextmanager
def no_signals() -> Iterator[None]:
    """Start a process that no signal meets before it ignores them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _IGNORED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore_signals() -> None:
    """Leave it to the program to obey what tells it to end."""
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)


def serve(connection: Connection[Any, Any], place: mmap | None) -> None:  # pragma: no cover - in another process
    """Do what is sent until the program is gone. With a `place`, quick answers go together."""
    _leave(connection.fileno())
    with contextlib.suppress(EOFError, OSError):
        while True:
            work, seconds, batch = connection.recv()
            made, began = [], time.monotonic()
            for number, item in enumerate(batch):
                if place:
                    place[0] = number
                made.append(_done(work, item, seconds))
                if not place or number == len(batch) - 1 or time.monotonic() - began > _PATIENCE:
                    connection.send(made)
                    made, began = [], time.monotonic()


def _done(work: Callable[[Any], object], item: object, seconds: float) -> object:  # pragma: no cover
    timer = getattr(signal, "setitimer", lambda *_: None)
    timer(getattr(signal, "ITIMER_PROF", 0), seconds)
    try:
        return work(item)
    except MemoryError:
        os._exit(NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - whatever a library does with a stranger's text
        return EndedError("error", type(error).__name__)
    finally:
        timer(getattr(signal, "ITIMER_PROF", 0), 0)


def _leave(pipe: int) -> None:  # pragma: no cover
    """Let go of what the program has open and obeys; take its own limits."""
    gc.freeze()
    ignore_signals()
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the timer's end is the worker's, in whatever code it is
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in {0, 1, 2} - {pipe}:
        os.dup2(nothing, standard)
    os.closerange(3, pipe)
    os.closerange(max(3, pipe + 1), os.sysconf("SC_OPEN_MAX"))
    _limit_memory()


def _limit_memory() -> None:  # pragma: no cover
    import resource  # noqa: PLC0415 - there is none on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path of anybody's
            begun = int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return  # no Linux: others do not count what RLIMIT_AS limits
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = begun + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
