"""What a command costs: time by the clock, processor time, and the memory of its whole process tree at its peak."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PROC: Final = Path("/proc")
EVERY: Final = 0.05  # seconds between two looks at the memory
_SHARE: Final = 20  # a look may take one part in so many of the time: what is measured must not wait for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds by the clock, seconds of processors (children included), and MB; a memory of None was not measured."""

    wall: float
    processor: float
    memory: float | None


class CommandError(Exception):
    """A command that was measured has failed; the message has what it said last."""


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raise CommandError when it fails.

    Memory is counted as the kernel shares it out (PSS): a page that two processes share is counted once. It is looked
    at again and again, so a peak that is shorter than the time between two looks may be missed.
    """
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=environment)
        with Watch(process.pid) as watch:
            # Not `wait`: only the system knows what the children of this one process took.
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            last = said.read()[-2000:].decode("utf-8", "replace")
            raise CommandError(f"{' '.join(command)}: exit code {process.returncode}\n{last}")
    return Cost(wall=wall, processor=usage.ru_utime + usage.ru_stime, memory=watch.peak)


class Watch:
    """Looks at the memory of a process and all its descendants, as long as the block lasts."""

    def __init__(self, process: int) -> None:
        self.peak: float | None = None
        self._process = process
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Look no more."""
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        rest = 0.0
        while not self._is_over.wait(rest):
            begin = time.perf_counter()
            found = memory_of(self._process)
            if found is not None:
                self.peak = max(self.peak or 0, found)
            rest = max(EVERY, _SHARE * (time.perf_counter() - begin))


def memory_of(process: int) -> float | None:
    """The MB of a process and all its descendants now; None where the system does not tell."""
    sizes = [size for one in _tree(process) if (size := _pss(one)) is not None]
    return sum(sizes) / 1024 if sizes else None


def _tree(process: int) -> Iterable[int]:
    """A process and its descendants, whichever thread of it began them."""
    yield process
    try:
        threads = list((PROC / str(process) / "task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it has ended
        return
    for child in children:
        yield from _tree(int(child))


def _pss(process: int) -> int | None:
    """The kB of one process, each page that is shared divided by those that share it; None where nobody tells."""
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended, or this is no Linux
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), None)


def typical(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    memories = [cost.memory for cost in costs if cost.memory is not None]
    return Cost(
        wall=median(cost.wall for cost in costs),
        processor=median(cost.processor for cost in costs),
        memory=median(memories) if memories else None,
    )
