"""Pages made in forks of the program: the same site, and what goes wrong in a fork is said as if there were none."""

from __future__ import annotations

import contextlib
import errno
import io
import itertools
import os
import select
import shutil
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from sites import CONFIG, build_site, incident, location, make_site, tree, write

from chronicle.building import chunks, forks, rendering
from chronicle.building.build import build
from chronicle.building.forks import shared_out
from chronicle.building.inputs import Options
from chronicle.building.output import TEMPORARY
from chronicle.text import workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "locations/base.md": location("Base"),
    **{
        f"incidents/{number}.md": incident(
            f"Event {number}", f"2023-10-{number:02}", f"*Text* {number}.", locations="[base]"
        )
        for number in range(1, 29)
    },
}


@pytest.fixture(autouse=True)
def _few_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small site is shared out as a large one is."""
    monkeypatch.setattr(workers, "can_fork", lambda: True)  # the tests' own threads hold nothing that a fork needs
    monkeypatch.setattr(rendering, "_WORTH", 1)
    monkeypatch.setattr(chunks, "_CHUNK", 3)
    monkeypatch.setattr(chunks, "_FEW_CHUNKS", 1)
    monkeypatch.setattr(rendering, "_LISTED", 1)
    monkeypatch.setattr(rendering, "WORTH_A_FORK", 1)


def numbers(jobs: int) -> list[tuple[int, int]]:
    """What some forks made of twenty numbers, with the process that made it."""
    return list(shared_out(lambda number: (number, os.getpid()), range(20), jobs, lambda: None))


def test_something_is_done_in_a_fork_meanwhile() -> None:
    """While the program goes on; it is there when it is asked for."""
    with forks.meanwhile(lambda: [b"%20d" % os.getpid() * 10_000, b"and more"], jobs=2) as made:
        numbers, more = made()
    assert (len(numbers), more) == (200_000, b"and more")
    assert int(numbers[:20]) != os.getpid()


def test_what_fails_in_a_fork_is_done_by_the_program() -> None:
    """Which then fails as if there were no fork, where that is said to somebody."""
    program = os.getpid()

    def only_here() -> list[bytes]:
        if os.getpid() != program:
            raise OSError("not in a fork")
        return [b"made"]

    with forks.meanwhile(only_here, jobs=2) as made:
        assert [*made()] == [b"made"]
    with forks.meanwhile(only_here, jobs=1) as made:
        assert [*made()] == [b"made"]


def test_what_cannot_be_done_in_a_fork_is_done_by_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be no more processes than so many, and a build in which nothing changed needs none."""

    def fork() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    ends: list[int] = []
    really = os.pipe

    def pipe() -> tuple[int, int]:
        ends.extend(made := really())
        return made

    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr(os, "pipe", pipe)
    with forks.meanwhile(lambda: [b"made"], jobs=2) as made:
        for end in ends:
            with pytest.raises(OSError, match="Bad file descriptor"):
                os.fstat(end)
        assert [*made()] == [b"made"]
    assert len(ends) == 2


def test_what_a_fork_could_not_say_to_the_end_is_made_again() -> None:
    """It may be killed at any byte; a piece that came whole may come twice."""
    pieces = [b"one", b"two"]
    sent = b"".join(len(piece).to_bytes(8, "little") + piece for piece in (*pieces, b""))
    whole = [len(sent) - 8 - 11, len(sent) - 8, len(sent)]  # where the pieces end, and all
    for cut in range(len(sent) + 1):
        made = [*forks._pieces(io.BytesIO(sent[:cut]), lambda: pieces)]  # noqa: SLF001
        came = sum(cut >= end for end in whole)
        assert made == (pieces if came == 3 else [*pieces[:came], *pieces])


@contextlib.contextmanager
def none_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One fork is made, and is gone behind the error that ends it."""
    forked: list[int] = []
    really = os.fork

    def fork() -> int:
        forked.append(really())
        return forked[-1]

    monkeypatch.setattr(os, "fork", fork)
    with pytest.raises(KeyError):
        yield
    (process,) = forked
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_fork_that_nobody_asks_is_not_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends the program's own work, also while the fork has more to say than a pipe holds."""
    with none_left(monkeypatch), forks.meanwhile(lambda: [bytes(1 << 20)], jobs=2):
        raise KeyError


def test_a_fork_has_a_head_start_until_it_is_ended() -> None:
    """What it made are the first items; the others are left, and none of them is made by the program meanwhile."""
    reader, writer = os.pipe()

    def work(number: int) -> tuple[int, int]:
        os.write(writer, b".")
        select.select([], [], [], 0.05)
        return number, os.getpid()

    with forks.head_start(work, range(300), 2, lambda: None) as made:
        assert os.read(reader, 1)  # it is at work
        early = made()
    assert [number for number, _ in early] == list(range(len(early)))
    assert 0 < len(early) < 300
    assert {process for _, process in early} != {os.getpid()}
    assert len({process for _, process in early}) == 1
    for end in (reader, writer):
        os.close(end)


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_of_a_head_start_that_fails_nothing_counts(error: type[BaseException]) -> None:
    """The program makes all of it, and fails where somebody hears of it; nor is there one where nothing is forked."""
    begun: list[int] = []
    with forks.head_start(only_in_a_fork(error), range(20), 2, lambda: None) as made:
        assert made() == []
    with forks.head_start(str, range(20), 1, lambda: begun.append(os.getpid())) as made:
        assert made() == []
    assert not begun


def test_a_head_start_that_nobody_ends_is_not_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends the program's own work meanwhile ends the fork behind what it is at."""
    started = time.monotonic()
    with none_left(monkeypatch), forks.head_start(lambda _: time.sleep(1), range(300), 2, lambda: None):
        raise KeyError
    assert time.monotonic() - started < 60  # of 300 seconds


def test_every_item_is_made_once() -> None:
    """Whoever makes it."""
    assert sorted(number for number, _ in numbers(3)) == list(range(20))


def test_each_begins_in_a_part_of_its_own() -> None:
    """Neighbours are made by one process, as long as there are some; the program makes its part."""
    begun = {number: os.pipe() for number in (0, 9)}

    def waits(number: int) -> tuple[int, int]:
        if number in begun:
            os.write(begun[number][1], b"x")
            os.read(begun[9 - number][0], 1)
        return number, os.getpid()

    firsts: dict[int, int] = {}
    for number, process in shared_out(waits, range(20), 2, lambda: None):
        firsts.setdefault(process, number)
    for end in (end for ends in begun.values() for end in ends):
        os.close(end)
    assert sorted(firsts.values()) == [0, 9]
    assert firsts[os.getpid()] == 0


def test_large_items_are_dealt_out() -> None:
    """Each stands alone: here each waits until the other one is begun."""
    begun = [os.pipe(), os.pipe()]

    def waits(number: int) -> tuple[int, int]:
        if number < len(begun):
            os.write(begun[number][1], b"x")
            os.read(begun[1 - number][0], 1)
        return number, os.getpid()

    made = list(shared_out(waits, range(20), 2, lambda: None, large=2))
    for end in (end for ends in begun for end in ends):
        os.close(end)
    assert len({process for number, process in made if number < len(begun)}) == len(begun)
    assert [number for number, process in made if process == os.getpid()][-1] < len(begun)  # what is large comes last


def test_of_few_items_each_is_taken_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """None waits for another: here each waits until the other one is begun."""
    monkeypatch.undo()
    monkeypatch.setattr(workers, "can_fork", lambda: True)
    begun = [os.pipe(), os.pipe()]

    def waits(number: int) -> int:
        os.write(begun[number][1], b"x")
        os.read(begun[1 - number][0], 1)
        return os.getpid()

    assert len({*shared_out(waits, range(2), 2)}) == len(begun)
    for end in (end for ends in begun for end in ends):
        os.close(end)


def test_beside_a_thread_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread may hold a lock, which in the fork nobody would let go."""
    monkeypatch.undo()
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    try:
        assert numbers(3) == [(number, os.getpid()) for number in range(20)]
    finally:
        ends.set()
        thread.join()


def only_in_a_fork(ends: Callable[[], BaseException]) -> Callable[[int], int]:
    """Work that ends like this in a fork; here it waits for one that has begun."""
    program, (begun, end) = os.getpid(), os.pipe()

    def done(number: int) -> int:
        if os.getpid() != program:
            os.write(end, b"x" * 20)
            raise ends()
        os.read(begun, 1)
        return number

    return done


def test_what_is_raised_in_a_fork_is_raised_here_and_no_fork_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a note of where it came from."""
    fork, processes = os.fork, []

    def forked() -> int:
        processes.append(fork())
        return processes[-1]

    monkeypatch.setattr(os, "fork", forked)

    with pytest.raises(LookupError) as raised:
        list(shared_out(only_in_a_fork(LookupError), range(20), 3, lambda: None))
    assert "in done" in raised.value.__notes__[0]
    for process in processes:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
    assert len(processes) == 2


def test_a_fork_that_is_killed_is_a_clear_error() -> None:
    """As the system does when the memory is full."""

    def killed() -> BaseException:  # pragma: no cover - runs in a fork
        os.kill(os.getpid(), signal.SIGKILL)
        return AssertionError("it is still there")

    with pytest.raises(ChildProcessError, match="was ended from outside, perhaps for lack of memory"):
        list(shared_out(only_in_a_fork(killed), range(20), 2, lambda: None))


def share_out() -> object:  # pragma: no cover - runs in a process of its own
    """Something that has begun, with a fork that has much to hand on."""
    work = shared_out(lambda _: bytes(1 << 20), range(20), 2, lambda: None)
    next(work)
    return work


def start_early() -> object:  # pragma: no cover - runs in a process of its own
    """Something that has begun, with a fork that has much to do."""
    started = contextlib.ExitStack()
    started.enter_context(forks.head_start(lambda _: time.sleep(1), range(300), 2, lambda: None))
    return started


@pytest.mark.parametrize("begin", [share_out, start_early])
def test_forks_end_behind_a_program_that_was_killed(begin: Callable[[], object]) -> None:
    """However much they have to do or to hand on: they keep the lock as long as they are there."""
    alive, end = os.pipe()  # all of them have its end
    program = os.fork()
    if not program:  # pragma: no cover - a process of its own
        os.setsid()
        _kept = begin()  # else it would be ended in good order
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(end)
    os.waitpid(program, 0)
    try:
        assert select.select([alive], [], [], 10)[0]
    finally:
        os.close(alive)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program, signal.SIGKILL)


def test_the_site_is_the_same(tmp_path: Path) -> None:
    """Made here or by forks, from nothing or after an edit, also when the HTML of bodies comes from the cache."""
    for name, jobs in (("one", 1), ("two", 2)):
        make_site(tmp_path / name, FILES)
        assert build(tmp_path / name, Options(jobs=jobs)).is_done
        write(
            tmp_path / name,
            {"incidents/7.md": incident("Other", "2023-10-07", "Other."), "chronicle.toml": 'title = "T"\n'},
        )
        result = build(tmp_path / name, Options(jobs=jobs))
        assert (result.is_done, result.converted) == (True, 1)
    assert tree(tmp_path / "one/site") == tree(tmp_path / "two/site")
    assert build_site(tmp_path / "two").rendered == 0


def test_pages_are_made_while_incidents_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, and the site is the same."""
    early: list[int] = []
    staging = tmp_path / f"two/site/{TEMPORARY}"

    @contextlib.contextmanager
    def head_start(*given: Any) -> Iterator[Callable[[], list[tuple[object, ...]]]]:  # noqa: ANN401
        with forks.head_start(*given) as made:

            def later() -> list[tuple[object, ...]]:
                while not (staging.is_dir() and any(staging.iterdir())):
                    time.sleep(0.01)
                found = made()
                early.append(len(found))
                return found

            yield later

    for name, jobs in (("one", 1), ("two", 2)):
        make_site(tmp_path / name, FILES)
        if jobs > 1:
            monkeypatch.setattr(rendering, "head_start", head_start)
        result = build(tmp_path / name, Options(jobs=jobs))
        assert result.rendered == len(result.reasons) == len({address for address, _ in result.reasons})
    assert early[0] > 0
    assert tree(tmp_path / "one/site") == tree(tmp_path / "two/site")


def test_after_an_edit_forks_read_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is that of a clean build, with its files for machines, which are made of incidents that nobody read."""
    make_site(tmp_path, {**FILES, "chronicle.toml": CONFIG})
    build(tmp_path, Options(jobs=2))
    write(tmp_path, {"incidents/9.md": incident("Title", "2023-10-09", "*Text* 9.", locations="[base]")})
    fork, forked = os.fork, itertools.count()
    monkeypatch.setattr(os, "fork", lambda: next(forked) * 0 + fork())
    result = build(tmp_path, Options(jobs=2))
    assert next(forked)
    assert result.proof
    assert result.proof.is_part
    edited = tree(tmp_path / "site")
    shutil.rmtree(tmp_path / "site")
    shutil.rmtree(tmp_path / ".chronicle")
    build(tmp_path, Options(jobs=1))
    assert edited == tree(tmp_path / "site")


def test_a_template_that_fails_in_a_fork_is_a_problem_and_leaves_the_old_site(tmp_path: Path) -> None:
    """It is named with its line, and nothing of what was made before it stays."""
    build_site(make_site(tmp_path, FILES))
    before = tree(tmp_path / "site")
    write(tmp_path, {"templates/incident.html": "fine\n{{ view.title.nonsense }}\n"})
    result = build(tmp_path, Options(jobs=2))
    ((path, line),) = {(problem.path, problem.line) for problem in result.problems if problem.level == "error"}
    assert (result.is_done, path, line) == (False, "templates/incident.html", 2)
    assert tree(tmp_path / "site") == before
    assert not list((tmp_path / "site").rglob("*.chronicle-tmp"))
