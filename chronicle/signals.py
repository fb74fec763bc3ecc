"""Being told to end: Ctrl-C, TERM and HUP are one exception, and wait while something must be done as a whole."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
_AGAIN: Final = 1.0  # seconds; what `timeout` and some shells send twice in a moment was meant once
_SOON: Final = 0.005  # seconds


class Ended(KeyboardInterrupt):
    """The program was told to end."""


class _Told:
    """What was told by signals so far, and in how many blocks that have to wait for their end they came."""

    number = 0
    since = 0.0
    is_waiting = False
    held = 0


def heed() -> None:
    """From now on, and in this process alone, a signal to end raises Ended, a second one ends the program at once."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # as nohup and `&` in scripts have it
            signal.signal(number, _tell)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _tell_again)
        usual = sys.unraisablehook

        def lost(what: sys.UnraisableHookArgs) -> None:
            """What is raised in a call from C, or while a value is thrown away, goes no further: raise it again."""
            if isinstance(what.exc_value, Ended):
                signal.setitimer(signal.ITIMER_REAL, _SOON)
            else:
                usual(what)

        sys.unraisablehook = lost


def code() -> int:
    """The exit code of a program that was told to end, as shells count: 128 and the number of the signal."""
    return 128 + (_Told.number or signal.SIGINT)


def told_by() -> str:
    """What told it, in words; empty when nothing did."""
    if not _Told.number:
        return ""
    return "Ctrl-C" if _Told.number == signal.SIGINT else signal.Signals(_Told.number).name


@contextlib.contextmanager
def held(*, is_last: bool = False) -> Iterator[None]:
    """A block that is gone through to its end; Ended is raised behind it.

    What is the last thing that a command does is not ended any more, nor what is told of it.
    """
    _Told.held += 1
    try:
        yield
    except BaseException:
        _Told.held -= 1
        raise
    if not is_last:
        _Told.held -= 1
        _give_way_unless_held()


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """A part of a held block that can be ended nevertheless."""
    before = _Told.held
    try:
        _Told.held = 0
        give_way()
        yield
    finally:
        _Told.held = before


def give_way() -> None:
    """Raise Ended if that was told and had to wait: a held block can end here."""
    if _Told.is_waiting:
        _Told.is_waiting = False
        raise Ended


def _give_way_unless_held() -> None:
    if not _Told.held:
        give_way()


def _tell(number: int, _frame: Any) -> None:  # noqa: ANN401 - a frame
    now = time.monotonic()
    if not _Told.number:
        _Told.number, _Told.since, _Told.is_waiting = number, now, True
        _give_way_unless_held()
    elif now - _Told.since >= _AGAIN:
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)


def _tell_again(_number: int, _frame: Any) -> None:  # noqa: ANN401 - a frame
    _Told.is_waiting = True
    _give_way_unless_held()
