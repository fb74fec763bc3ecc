"""The program as a process of its own, as a terminal or a harness runs it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import signal
    from collections.abc import Mapping
    from pathlib import Path

PROGRAM = (sys.executable, "-m", "chronicle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a process ended, and what it printed."""

    code: int
    out: str
    err: str


def ran(folder: Path, *words: str, put_in: bytes = b"", env: Mapping[str, str] | None = None, **more: Any) -> Ran:  # noqa: ANN401 - of Popen
    """A command that comes to its end."""
    done = subprocess.run(
        [*PROGRAM, *words],
        cwd=folder,
        input=put_in,
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=120,
        **more,
    )
    return Ran(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


def ended(folder: Path, *words: str, by: signal.Signals, after: float) -> Ran:
    """A command that gets a signal after so many seconds, if it is not done by then."""
    with subprocess.Popen(
        [*PROGRAM, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(after)
        process.send_signal(by)
        out, err = process.communicate(timeout=60)
        return Ran(code=process.returncode, out=out.decode(), err=err.decode())
