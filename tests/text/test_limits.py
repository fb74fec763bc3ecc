"""The limit on time: it ends what takes too long, wherever that is, and leaves nothing behind."""

from __future__ import annotations

import gc
import signal
from typing import TYPE_CHECKING, Literal

import pytest

from chronicle.text.limits import TooSlowError, time_limit

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def busy_collector() -> Iterator[None]:
    """A callback of the collector that takes long, as those of tools that watch a program do."""

    def callback(phase: Literal["start", "stop"], info: dict[str, int]) -> None:
        del phase, info
        sum(range(200_000))

    gc.callbacks.append(callback)
    yield
    gc.callbacks.remove(callback)


def make_waste() -> None:
    """Make what only the collector can take away, without an end."""
    while True:
        waste: list[object] = []
        waste.append(waste)


@pytest.mark.usefixtures("busy_collector")
def test_the_limit_ends_what_makes_much_waste() -> None:
    """It is not lost in a callback of the collector, which swallows what is raised there."""
    with pytest.raises(TooSlowError), time_limit(0.1):
        make_waste()
    assert gc.isenabled()


def test_what_ends_in_time_leaves_no_timer() -> None:
    """The timer, its handler and the collector are as before."""
    before = signal.getsignal(signal.SIGVTALRM)
    with time_limit(5):
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert gc.isenabled()
