"""Work on strangers' texts in processes of its own: what takes too long, crashes or fills the memory ends alone.

A worker is forked where that is safe, else started anew. It knows nothing of the program but the work it is sent,
lets nothing of its own reach the terminal, and ends when the program does, however that ends.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import itertools
import os
import signal
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from mmap import mmap
    from multiprocessing.connection import Connection

MEMORY: Final = 512 * 1024 * 1024  # bytes that a worker may take beside what it began with, where the system counts
WALL: Final = 20.0  # seconds by the clock for one piece: on a busy machine, processor time is a tenth of that

Reason = Literal["time", "memory", "crash", "error"]
Item = TypeVar("Item")
Made = TypeVar("Made")

_BATCH: Final = 16  # pieces that are sent at once
_PATIENCE: Final = 0.05  # seconds after which a worker keeps no answer back for the next one
_WORTH: Final = 64  # pieces that are worth one more process
_NO_MEMORY: Final = 77  # how a worker exits that has none left
_IGNORED: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class EndedError(Exception):
    """Why a piece of work was not done. `detail` is the exception that nobody expected."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason
        self.detail = detail


def each(
    work: Callable[[Item], Made], items: Iterable[Item], *, seconds: float, jobs: int = 0
) -> Iterator[tuple[int, Made | EndedError]]:
    """What a function makes of each item, with the item's number, as it is made.

    The function lies in a module by its name. An item may take so many `seconds` of processor time. Items are asked for
    when a worker waits for them. Without `jobs` there are as many workers as processors, if the items are worth it.
    """
    crew = _Crew(work, seconds, items, jobs)
    try:
        yield from crew.results()
    finally:
        crew.end()


def one(work: Callable[[Item], Made], item: Item, *, seconds: float) -> Made:
    """What a function makes of one item; the worker is kept for the next. Raise EndedError."""
    crew = _Crew(work, seconds, (item,), 1)
    try:
        ((_, made),) = crew.results()
    finally:
        crew.end(keep=True)
    if isinstance(made, EndedError):
        raise made
    return made  # type: ignore[no-any-return]


def processors() -> int:
    """How many processors there are for this program."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def dismiss() -> None:
    """End every worker."""
    for worker in tuple(_alive):
        worker.end()


def forget() -> None:
    """In a fork of the program: these workers are not its own."""
    _alive.clear()
    _idle.clear()


# ---- the side of the program


_alive: Final[set[_Worker]] = set()
_idle: Final[list[_Worker]] = []


class _Worker:
    """A process, and what it was sent and has not answered yet.

    A fork answers several pieces at once, and writes into memory that is shared with the program which one is at hand.
    Another process answers each piece by itself, so that the first without an answer is at hand.
    """

    def __init__(self) -> None:
        import mmap  # noqa: PLC0415 - where there is nothing to do, nothing of it is needed
        import multiprocessing  # noqa: PLC0415
        from multiprocessing import resource_tracker  # noqa: PLC0415

        method = _method()
        self.is_forked = method == "fork"
        context: Any = multiprocessing.get_context(method)
        self.connection, theirs = context.Pipe()
        self._place = mmap.mmap(-1, 1) if self.is_forked else None
        self._process = context.Process(target=_serve, args=(theirs, self._place), daemon=True)
        try:
            if not self.is_forked and sys.platform != "win32":
                resource_tracker.ensure_running()  # as it begins it lets signals through again
            with no_signals():
                self._process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()
        if not _alive:
            atexit.unregister(dismiss)
            atexit.register(dismiss)  # before the library waits for its processes, which ignore what it sends them
        _alive.add(self)
        self.sent: deque[tuple[int, Any]] = deque()
        self._answered = 0  # of what it was sent last
        self.deadline = 0.0

    def send(self, work: Callable[[Any], object], seconds: float, batch: Iterable[tuple[int, Any]]) -> None:
        self.sent = deque(batch)
        self._answered = 0
        if self._place:
            self._place[0] = 0
        self.deadline = time.monotonic() + WALL
        with contextlib.suppress(OSError):  # it is gone, as its end of the pipe will say
            self.connection.send((work, seconds, [item for _, item in self.sent]))

    def receive(self) -> list[tuple[int, Any]]:
        """The next answers. Raise EOFError or OSError when the process is gone."""
        answers = [(self.sent.popleft()[0], made) for made in self.connection.recv()]
        self.deadline = time.monotonic() + WALL
        self._answered += len(answers)
        return answers

    def take_at_hand(self) -> tuple[int, Any]:
        """What the process was at; the others that it has not answered stay."""
        number = self._place[0] - self._answered if self._place else 0
        number = min(number, len(self.sent) - 1)
        at_hand = self.sent[number]
        del self.sent[number]
        return at_hand

    def end(self, *, is_gone: bool = False) -> Reason:
        """End the process, or wait for the end of one that is gone; why it was."""
        _alive.discard(self)
        if self in _idle:
            _idle.remove(self)
        self.connection.close()
        if is_gone:
            self._process.join(WALL)
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        self._process.close()
        if code == _NO_MEMORY:
            return "memory"
        return "time" if code == -getattr(signal, "SIGPROF", 0) else "crash"


class _Crew:
    """The workers at one task. Whose worker died without a reason is given to another one before it is blamed."""

    def __init__(self, work: Callable[[Any], object], seconds: float, items: Iterable[Any], jobs: int) -> None:
        self._work = work
        self._seconds = seconds
        self._coming = enumerate(items)
        self._waiting: deque[tuple[int, Any]] = deque()
        self._given = 0
        self._strength = jobs or processors()
        self._worth = _BATCH if jobs else _WORTH  # items after which one more worker is
        self._at_work: dict[Connection[Any, Any], _Worker] = {}
        self._crashed: set[int] = set()

    def results(self) -> Iterator[tuple[int, Any]]:
        from multiprocessing.connection import wait  # noqa: PLC0415 - as above

        while self._has_more() or self._at_work:
            while self._has_more() and len(self._at_work) < self._strong() and self._employ():
                pass
            first = min(worker.deadline for worker in self._at_work.values())
            ready = wait(list(self._at_work), max(0.0, first - time.monotonic()))
            for connection in ready:
                yield from self._answered(self._at_work[connection])  # type: ignore[index]
            for worker in [] if ready else list(self._at_work.values()):
                if worker.deadline <= time.monotonic():
                    at_hand, _ = self._lost(worker, is_gone=False)
                    yield at_hand[0], EndedError("time")

    def _has_more(self) -> bool:
        if not self._waiting:
            self._waiting.extend(itertools.islice(self._coming, _BATCH))
        return bool(self._waiting)

    def _strong(self) -> int:
        """How many workers the items are worth that have come so far."""
        return min(self._strength, 1 + self._given // self._worth)

    def _employ(self) -> bool:
        """Give a batch to one more worker. Raise OSError when there can be none at all."""
        try:
            worker = _idle.pop() if _idle else _Worker()
        except OSError:
            if not self._at_work:
                raise
            self._strength = len(self._at_work)
            return False
        self._give(worker)
        return True

    def _give(self, worker: _Worker) -> None:
        alone = self._waiting[0][0] in self._crashed
        batch = [self._waiting.popleft() for _ in range(1 if alone else min(_BATCH, len(self._waiting)))]
        self._given += len(batch)
        self._at_work[worker.connection] = worker
        worker.send(self._work, self._seconds, batch)

    def _answered(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        try:
            answers = worker.receive()
        except (EOFError, OSError):
            at_hand, reason = self._lost(worker, is_gone=True)
            if reason == "crash" and at_hand[0] not in self._crashed:
                self._crashed.add(at_hand[0])
                self._waiting.appendleft(at_hand)
            else:
                yield at_hand[0], EndedError(reason)
            return
        if not worker.sent:
            del self._at_work[worker.connection]
            _idle.append(worker)
        yield from answers

    def _lost(self, worker: _Worker, *, is_gone: bool) -> tuple[tuple[int, Any], Reason]:
        """End a worker; what it was at, and why it ended. What it was sent beside that waits again."""
        del self._at_work[worker.connection]
        reason = worker.end(is_gone=is_gone)
        at_hand = worker.take_at_hand()
        self._waiting.extendleft(reversed(worker.sent))
        return at_hand, reason

    def end(self, *, keep: bool = False) -> None:
        """End who is at work, and who is not: a fork is cheap to make, and holds memory of ours while it lives."""
        for worker in list(self._at_work.values()):
            worker.end()
        for worker in [] if keep else list(_idle):
            if worker.is_forked:
                worker.end()


def can_fork() -> bool:
    """Whether a fork is safe: on Linux, while no thread runs that could hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def _method() -> str:
    """How a process is started: a fork takes a tenth of the time."""
    return "fork" if can_fork() else "spawn"


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


# ---- the side of the worker


def ignore_signals() -> None:
    """Leave it to the program to obey what tells it to end."""
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)


def _serve(connection: Connection[Any, Any], place: mmap | None) -> None:  # pragma: no cover - in another process
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
        os._exit(_NO_MEMORY)
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
