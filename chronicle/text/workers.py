"""Work on strangers' texts in processes of its own: what takes too long, crashes or fills the memory ends alone.

A worker is forked where that is safe, else started anew. It knows nothing of the program but the work it is sent,
lets nothing of its own reach the terminal, and ends when the program does, however that ends.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import signal
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chronicle.text.worker import NO_MEMORY, EndedError, Reason, no_signals, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

WALL: Final = 20.0  # seconds by the clock for one piece: on a busy machine, processor time is a tenth of that

Item = TypeVar("Item")
Made = TypeVar("Made")

_BATCH: Final = 16  # pieces that are sent at once
_WORTH: Final = 64  # pieces that are worth one more process
_AHEAD: Final = 1024  # pieces that are asked for ahead
_STEP: Final = 4  # of them, before the workers are looked at again


def each(
    work: Callable[[Item], Made], items: Iterable[Item], *, seconds: float, jobs: int = 0
) -> Iterator[tuple[int, Made | EndedError]]:
    """What a function makes of each item, with the item's number, as it is made.

    The function lies in a module by its name. An item may take so many `seconds` of processor time. Items are asked for
    while the workers are busy, so that none waits for one. Without `jobs` there are as many workers as processors, if
    the items are worth it.
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
        self._process = context.Process(target=serve, args=(theirs, self._place), daemon=True)
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
        # Until it says that it has begun the next piece, it is at that one, too.
        number = max(0, self._place[0] - self._answered) if self._place else 0
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
        if code == NO_MEMORY:
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
        while self._has_more() or self._at_work:
            while self._has_more() and len(self._at_work) < self._strong() and self._employ():
                pass
            ready = self._ready()
            for connection in ready:
                yield from self._answered(self._at_work[connection])
            for worker in [] if ready else list(self._at_work.values()):
                if worker.deadline <= time.monotonic():
                    at_hand, _ = self._lost(worker, is_gone=False)
                    yield at_hand[0], EndedError("time")

    def _ready(self) -> list[Any]:
        """The connections of those who have answered; of none when the time of one is up."""
        from multiprocessing.connection import wait  # noqa: PLC0415 - as above

        while not (ready := wait(list(self._at_work), 0)) and len(self._waiting) < _AHEAD and self._ask(_STEP):
            pass
        if ready:
            return ready
        first = min(worker.deadline for worker in self._at_work.values())
        return wait(list(self._at_work), max(0.0, first - time.monotonic()))

    def _has_more(self) -> bool:
        return bool(self._waiting) or self._ask(_BATCH)

    def _ask(self, count: int) -> bool:
        """Ask for so many more pieces; whether there are any."""
        coming = list(itertools.islice(self._coming, count))
        self._waiting.extend(coming)
        return bool(coming)

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
