"""Work shared out among the program and forks of it: these have all that it has without being sent it.

A fork that is left behind by a program that was killed keeps its lock, so that the next one waits for its end.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import traceback
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from chronicle.building.chunks import chunked, queue_of, take_all, taken
from chronicle.text import workers
from chronicle.text.worker import ignore_signals, no_signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Made = TypeVar("Made")

WORTH_A_FORK: Final = 1000  # entries, of which something with all of them takes long enough
_LENGTH: Final = 8  # bytes of the length of a piece that a fork sends; behind the last one there is none, 0


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector away: all that a build makes lives until its end, and looking through it finds nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def has_two(jobs: int) -> bool:
    """Whether a fork is safe, and there is a processor for it beside the program's."""
    return workers.can_fork() and min(jobs or 2, workers.processors()) >= 2  # noqa: PLR2004 - one for each


@contextlib.contextmanager
def meanwhile(work: Callable[[], Iterable[bytes]], jobs: int) -> Iterator[Callable[[], Iterator[bytes]]]:
    """Do something in a fork while the program goes on: what is yielded gives the pieces that came of it, one by one.

    It is done here, when it is asked for, where a fork is not safe or cannot be made, or there is no processor for one.
    So it is where it fails there: then all pieces come again, behind those that came whole.
    """
    if not has_two(jobs):
        yield lambda: iter(work())
        return
    reader, writer = os.pipe()
    process = -1
    with contextlib.suppress(OSError), no_signals():  # no memory is left, or as many processes as there may be
        process = os.fork()
        if not process:
            ignore_signals()
    if not process:
        os.close(reader)  # else it would wait for itself to read, once the program does not any more
        _send(work, writer)
    os.close(writer)
    if process < 0:
        os.close(reader)
        yield lambda: iter(work())
        return
    try:
        with open(reader, "rb") as pipe:  # noqa: PTH123 - a pipe has no path
            yield lambda: _pieces(pipe, work)
    finally:
        _ended(process)


def _send(work: Callable[[], Iterable[bytes]], writer: int) -> None:  # pragma: no cover - runs in a fork
    try:
        # All is made before somebody reads it, and let go of as it is read: it may be large.
        made = [*work()][::-1]
        with open(writer, "wb") as pipe:
            while made:
                piece = made.pop()
                pipe.write(len(piece).to_bytes(_LENGTH, "little"))
                pipe.write(piece)
            pipe.write(bytes(_LENGTH))
    finally:
        os._exit(0)


def _pieces(pipe: BinaryIO, work: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    """What was sent, each behind its length; all of it made here when it was cut off by the end of its fork."""
    while len(length := pipe.read(_LENGTH)) == _LENGTH:
        size = int.from_bytes(length, "little")
        if not size:
            return
        if len(piece := pipe.read(size)) < size:
            break
        yield piece
    yield from work()


@contextlib.contextmanager
def head_start(
    work: Callable[[Item], Made], items: Sequence[Item], jobs: int, begin: Callable[[], object]
) -> Iterator[Callable[[], list[Made]]]:
    """Work on items in a fork while the program does something else; what is yielded ends that.

    It gives what was made of the first items: of none where there is no fork, or where one failed. `begin` is as below.
    """
    import pickle  # noqa: PLC0415 - most builds have little to do

    chunks = chunked(items)
    queue = queue_of(range(len(chunks)))
    program = os.getpid()

    def there() -> Iterator[bytes]:
        with _collected():
            for number, chunk in enumerate(taken([queue], chunks)):
                if os.getppid() != program:  # it was killed, and who builds next would wait for the end of this
                    return
                if not number:
                    begin()
                yield pickle.dumps([work(item) for item in chunk])

    def made() -> list[Made]:
        take_all(queue)
        return [each for piece in pieces() for each in pickle.loads(piece)]  # noqa: S301 - of a fork of this program

    with meanwhile(there, jobs) as pieces:
        try:
            yield made
        finally:
            take_all(queue)
            os.close(queue)


def shared_out(
    work: Callable[[Item], Made],
    items: Sequence[Item],
    jobs: int,
    begin: Callable[[], object] = lambda: None,
    large: int = 0,
) -> Iterator[Made]:
    """What a function makes of each item, as it is made. What it raises is raised here, and ends the work.

    It is done in so many processes, of which the program is one; each fork first calls `begin`, to leave alone what
    only one process may use. With one, or on a system without safe forks, all is done here, in the order of the items.
    The first of them may be `large`: each of these is taken by itself.

    Whatever is looked at becomes a copy of its own, since references are counted. So each begins in a part of its own,
    where neighbours are made from the same things, and goes on with what is left of the others'.
    """
    if jobs < 2 or not workers.can_fork():  # noqa: PLR2004 - nobody to share it with
        yield from map(work, items)
        return
    import multiprocessing.connection  # noqa: PLC0415 - as above

    chunks = [*([item] for item in items[:large]), *chunked(items[large:])]
    parts = [queue_of(part) for part in _parts(large, len(chunks), jobs)]
    # Who is here takes no large one while there are others: meanwhile nobody would hear the forks.
    last = queue_of(range(large))
    forks: dict[Any, int] = {}  # by the end of a pipe

    def heard(seconds: float | None = None) -> Iterator[Made]:
        ready: Any
        for ready in multiprocessing.connection.wait(list(forks), seconds):
            made = _received(ready)
            if made is None:
                _ended(forks.pop(ready))
                ready.close()
            else:
                yield from made

    try:
        for part in range(1, jobs):
            reader, process = _fork([last, *parts[part:], *parts[:part]], chunks, work, begin)
            forks[reader] = process
        with _collected():
            for chunk in taken([*parts, last], chunks):
                yield from [work(item) for item in chunk]
                yield from heard(0)
        while forks:
            yield from heard()
    finally:
        for queue in (*parts, last):
            os.close(queue)
        for reader, process in forks.items():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            _ended(process)
            reader.close()


@contextlib.contextmanager
def _collected() -> Iterator[None]:
    """Have the collector look through what comes from now on, and through nothing else: that would be copied."""
    collects = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        if not collects:
            gc.disable()
        gc.unfreeze()


def _ended(process: int) -> None:
    """Wait for the end of a fork. Where the program was started with SIGCHLD ignored, the system has taken it away."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)


def _parts(large: int, count: int, strength: int) -> Iterator[range]:
    """The chunks behind the large ones that each begins with, by number."""
    rest = count - large
    for part in range(strength):
        yield range(large + rest * part // strength, large + rest * (part + 1) // strength)


def _received(reader: Any) -> list[Any] | None:  # noqa: ANN401 - what `wait` says is ready
    """What a fork made of a chunk; None when it has made its last one."""
    try:
        made = reader.recv()
    except EOFError:
        words = "was ended from outside, perhaps for lack of memory; build again, or with --jobs 1"
        raise ChildProcessError(errno.ECHILD, words, "a process that makes pages") from None
    if isinstance(made, BaseException):
        raise made
    return made  # type: ignore[no-any-return]


def _fork(
    queues: Sequence[int], chunks: Sequence[Sequence[Item]], work: Callable[[Item], object], begin: Callable[[], object]
) -> tuple[Connection[Any, Any], int]:
    from multiprocessing.connection import Pipe  # noqa: PLC0415 - as above

    reader, writer = Pipe(duplex=False)
    with no_signals():
        number = os.fork()
        if not number:
            ignore_signals()
    if number:
        writer.close()
        return reader, number
    reader.close()  # else nobody would tell it that the program is gone, and it would wait for it to read
    _serve(queues, writer, chunks, work, begin)
    raise AssertionError  # pragma: no cover - a fork never comes back


def _serve(  # pragma: no cover - runs in a fork
    queues: Sequence[int],
    writer: Connection[Any, Any],
    chunks: Sequence[Sequence[Item]],
    work: Callable[[Item], object],
    begin: Callable[[], object],
) -> None:
    """Take chunks until there are none, and end; nothing of the program is put in order here, it is still at work."""
    try:
        with _collected():
            begin()
            for chunk in taken(queues, chunks):
                writer.send([work(item) for item in chunk])
            writer.send(None)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the program is to know
        with contextlib.suppress(Exception):
            writer.send(_sendable(error))
    finally:
        os._exit(0)


def _sendable(error: BaseException) -> BaseException:  # pragma: no cover - runs in a fork
    """The error with what is known of its place, which does not go through a pipe."""
    error.add_note("".join(traceback.format_exception(error)))
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error
