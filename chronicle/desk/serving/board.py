"""`Board`: where the build leaves what it came to, and pages wait for it."""

from __future__ import annotations

import threading

from chronicle.desk.serving.state import State


class Board:
    """The state of a preview, shared by threads: the build posts, requests look and wait."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._state = State()
        self._number = 0
        self.is_closed = False

    @property
    def state(self) -> State:
        """The latest state."""
        return self._state

    def post(self, state: State) -> None:
        """Replace the state, and wake who waits."""
        with self._news:
            self._state = state
            self._number += 1
            self._news.notify_all()

    def wait(self, number: int, seconds: float) -> tuple[int, State]:
        """The latest state and its number: at once if that is not `number`, else when there is one or time is up."""
        with self._news:
            self._news.wait_for(lambda: self.is_closed or self._number != number, seconds)
            return self._number, self._state

    def close(self) -> None:
        """Nothing comes any more."""
        with self._news:
            self.is_closed = True
            self._news.notify_all()
