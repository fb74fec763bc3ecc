"""What is done in workers takes nothing along: neither time, nor memory, nor the program."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chronicle.text import worker, workers
from chronicle.text.worker import EndedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

METHODS = ("fork", "spawn") if sys.platform == "linux" else ("spawn",)


@pytest.fixture(params=METHODS, autouse=True)
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each way in which a process is started; none is left over."""
    name: str = request.param
    if name == "fork" and threading.active_count() > 1:
        pytest.skip("this process has threads")
    workers.dismiss()
    monkeypatch.setattr(workers, "_method", lambda: name)
    yield name
    workers.dismiss()


def reason_of(work: Callable[..., object], item: object, seconds: float = 5) -> str:
    """Why a piece of work ended."""
    with pytest.raises(EndedError) as caught:
        workers.one(work, item, seconds=seconds)
    return caught.value.reason


@pytest.mark.parametrize("jobs", [1, 3])
def test_each_item_gets_its_result(jobs: int) -> None:
    """However many workers there are, every number comes back with what was made of its item."""
    items = [str(number) for number in range(300)]
    assert dict(workers.each(int, items, seconds=5, jobs=jobs)) == dict(enumerate(range(300)))


def test_items_are_asked_for_ahead_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the only worker is busy, so that nothing waits for the next items; they do not fill the memory."""
    monkeypatch.setattr(workers, "_AHEAD", 100)
    asked: list[float] = []

    def coming() -> Iterator[float]:
        for number in range(1000):
            asked.append(number)
            yield 0.2 if number == 0 else 0

    made = workers.each(time.sleep, coming(), seconds=5, jobs=1)
    assert next(made) == (0, None)
    assert 100 <= len(asked) < 150
    assert len(list(made)) == len(asked) - 1 == 999


def test_what_computes_too_long_is_ended() -> None:
    """By the system, in the middle of a function that never asks whether it should end; what waits is done."""
    made = dict(workers.each(sum, [range(9), range(10**12), range(3)], seconds=0.1))
    assert (made[0], made[2]) == (36, 3)
    assert isinstance(made[1], EndedError)
    assert made[1].reason == "time"


def test_what_waits_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time by the clock is limited as well."""
    monkeypatch.setattr(workers, "WALL", 1.0)
    began = time.monotonic()
    assert reason_of(time.sleep, 60) == "time"
    assert time.monotonic() - began < 20


def test_what_crashes_is_ended_and_the_rest_is_done() -> None:
    """A fault in the code of a library ends the worker alone."""
    items: list[bytes | int] = [b"a", 0, b"b"]
    made = dict(workers.each(text_at, items, seconds=5))
    assert (made[0], made[2]) == (b"a", b"b")
    assert isinstance(made[1], EndedError)
    assert made[1].reason == "crash"


def text_at(place: bytes | int) -> bytes:
    """What lies in the memory there; nobody may look at 0."""
    return ctypes.string_at(place)


def test_only_what_crashes_is_blamed() -> None:
    """Answers come several at once, and still it is known which piece a worker was at; the others are done."""
    crashing = {3, 4, 17, 39}
    items: list[bytes | int] = [0 if number in crashing else b"%d" % number for number in range(40)]
    made = list(workers.each(text_at, items, seconds=5, jobs=2))
    assert sorted(number for number, _ in made) == list(range(40))
    assert {number for number, each in made if isinstance(each, EndedError)} == crashing
    assert all(each == b"%d" % number for number, each in made if number not in crashing)


def test_what_took_long_is_told_at_once() -> None:
    """Its answer does not wait for the next piece of the same worker."""
    began = time.monotonic()
    answered = [time.monotonic() - began for _ in workers.each(time.sleep, [0.1, 3], seconds=5, jobs=1)]
    assert answered[0] < answered[1] - 2


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no forks")
def test_who_is_killed_between_two_pieces_was_at_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at the last one, which is counted from behind."""
    monkeypatch.setattr(workers, "_method", lambda: "fork")
    killed = workers._Worker()  # noqa: SLF001 - the moment is too short to be met
    killed.send(time.sleep, 5, [(7, 0.1), (8, 60), (9, 60)])
    assert killed.receive() == [(7, None)]
    killed.end()
    assert killed._place  # noqa: SLF001
    killed._place[0] = 0  # noqa: SLF001
    assert killed.take_at_hand() == (8, 60)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count memory")
def test_what_fills_the_memory_is_ended() -> None:
    """It gets no more than its share."""
    assert len(workers.one(bytes, worker.MEMORY // 4, seconds=5)) == worker.MEMORY // 4
    assert reason_of(bytes, worker.MEMORY * 2) == "memory"


def test_an_exception_has_a_name() -> None:
    """What a library did not expect either is told, and the worker works on."""
    assert reason_of(int, "x") == "error"
    assert workers.one(int, "1", seconds=5) == 1


def test_who_kills_a_worker_blames_no_item(tmp_path: Path) -> None:
    """What was at hand in a worker that was killed is done by another one."""
    marks = [tmp_path / "a", tmp_path / "b"]
    (made,) = workers.each(killed_once, [tuple(map(str, marks))], seconds=5)
    assert made == (0, "done")


def killed_once(marks: tuple[str, ...]) -> str:
    """End the process at the first call."""
    for mark in marks[:1]:
        if not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_one_worker_is_kept_for_what_comes_one_by_one() -> None:
    """The process is the same for the next item, and another one after it had to be ended."""
    first = workers.one(process, "", seconds=5)
    assert workers.one(process, "", seconds=5) == first
    assert reason_of(os._exit, 1) == "crash"
    assert workers.one(process, "", seconds=5) != first


def process(_item: str) -> int:
    """The number of the worker's process."""
    return os.getpid()


def test_a_worker_has_nothing_open_of_the_program(tmp_path: Path) -> None:
    """Neither its locks nor its output, which would stay open as long as the worker lives."""
    with (tmp_path / "lock").open("w") as lock:
        high = os.dup2(lock.fileno(), 200)  # behind the worker's own pipe, too
        found = workers.one(open_files, "", seconds=5)
        os.close(high)
        assert os.fspath(tmp_path / "lock") not in found
        assert lock.writable()
    assert found[:3] == [os.devnull] * 3


def open_files(_item: str) -> list[str]:
    """What the process has open, by number."""
    folder = Path("/proc/self/fd")
    numbers = sorted(int(link.name) for link in folder.iterdir())
    return [os.fspath((folder / str(number)).readlink()) for number in numbers if (folder / str(number)).is_symlink()]


PROGRAM = textwrap.dedent(
    """
    import os, sys, threading
    from chronicle.text import workers

    def begin():
        for _ in workers.each(sum, [range(10**12)] * 200, seconds=60, jobs=2):
            pass

    if __name__ == "__main__":
        workers._method = lambda: sys.argv[1]
        start = workers._Worker.send

        def send(worker, *args):
            start(worker, *args)
            print(worker._process.pid, flush=True)

        workers._Worker.send = send
        begin()
    """
)


def is_alive(number: int) -> bool:
    """Whether there is such a process, and not only its remains."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_the_program(tmp_path: Path, method: str, number: signal.Signals) -> None:
    """However the program is ended, its workers end as well, and say nothing."""
    (tmp_path / "program.py").write_text(PROGRAM.replace("seconds=60", "seconds=1"), "utf-8")
    command = [sys.executable, "program.py", method]
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, cwd=tmp_path, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as program:
        assert program.stdout
        assert program.stderr
        pids = [int(program.stdout.readline()) for _ in range(2)]
        assert all(map(is_alive, pids))
        os.killpg(program.pid, number) if number != signal.SIGKILL else program.kill()
        program.wait(20)
        said = program.stderr.read().decode()
    assert "Worker" not in said
    assert said.count("Traceback") <= (number == signal.SIGINT)  # the program's own
    ends = time.monotonic() + 20
    while any(map(is_alive, pids)):
        assert time.monotonic() < ends
        time.sleep(0.05)


BEGINNING = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from chronicle.text import workers

    if __name__ == "__main__":
        workers._method = lambda: sys.argv[1]
        worker = workers._Worker()
        lines = Path(f"/proc/{worker._process.pid}/status").read_text().splitlines()
        kept_off = (int(line.split()[1], 16) for line in lines if line.startswith(("SigBlk:", "SigIgn:")))
        print(any(each >> 1 & 1 for each in kept_off))
        worker.end()
    """
)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_signal_meets_a_worker_that_begins(tmp_path: Path, method: str) -> None:
    """Ctrl-C goes to all processes of a terminal: from its first moment a worker keeps it off."""
    (tmp_path / "program.py").write_text(BEGINNING, "utf-8")
    command = [sys.executable, "program.py", method]
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")
