"""The limit on time: what a stranger's text may cost, in seconds of processor time."""

from __future__ import annotations

import contextlib
import gc
import signal
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class TooSlowError(BaseException):
    """Raised by the timer; not an Exception, so that no library on the way takes it for its own."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End what takes too long: by a timer of processor time, which only the main thread on POSIX can have.

    Raise TooSlowError. Limits do not nest: the inner one would end the outer one. The collector rests meanwhile,
    because what is raised while it calls back is lost, and the limit with it.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: Any) -> None:  # noqa: ANN401 - a frame
        raise TooSlowError

    collects = gc.isenabled()
    gc.disable()
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if collects:
            gc.enable()
