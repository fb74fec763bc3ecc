"""`Connections`: who is connected, how long each may take to ask, and who is let go when others come."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

MOST: Final = 128
_SHARE: Final = 4  # one file in so many of those that the system allows is a connection: pages are files too
PATIENCE: Final = 10.0  # seconds for a client to say all of what it asks


class Stage(IntEnum):
    """What a connection is at; the lower, the sooner it goes when there are too many."""

    ASKING = 0
    ANSWERED = 1
    LISTENING = 2  # a page that is open, which are few: it stays


@dataclass(frozen=True, slots=True, order=True)
class _Guest:
    """A connection's stage, and since when it is here."""

    stage: Stage
    since: float


class Connections:
    """The connections of a server. Their threads may not be waited for, so one is let go by shutting its socket.

    A connection leaves before its socket is closed: another one could have its number by then.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._guests: dict[socket.socket, _Guest] = {}
        files = os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else MOST * _SHARE
        self._most = min(MOST, max(files // _SHARE, 1))

    def enter(self, connection: socket.socket) -> bool:
        """Take a connection in, for which the oldest one goes that has not asked yet, or else that is being answered.

        Whether there is room: not when nobody can go.
        """
        with self._lock:
            if len(self._guests) >= self._most and not self._let_go():
                return False
            self._guests[connection] = _Guest(Stage.ASKING, time.monotonic())
            return True

    def reach(self, connection: socket.socket, stage: Stage) -> None:
        """A connection is at its next stage, unless it was let go meanwhile."""
        with self._lock:
            if guest := self._guests.get(connection):
                self._guests[connection] = replace(guest, stage=stage)

    def leave(self, connection: socket.socket) -> None:
        """A connection ends."""
        with self._lock:
            self._guests.pop(connection, None)

    def end_late(self) -> None:
        """Let all go that take too long to ask, also those that send a letter now and then."""
        latest = time.monotonic() - PATIENCE
        with self._lock:
            for connection, guest in list(self._guests.items()):
                if guest.stage is Stage.ASKING and guest.since < latest:
                    self._shut(connection)

    def _let_go(self) -> bool:
        connection, guest = min(self._guests.items(), key=lambda item: item[1], default=(None, None))
        if connection is None or guest is None or guest.stage is Stage.LISTENING:
            return False
        self._shut(connection)
        return True

    def _shut(self, connection: socket.socket) -> None:
        del self._guests[connection]
        with contextlib.suppress(OSError):  # the client was quicker
            connection.shutdown(socket.SHUT_RDWR)
