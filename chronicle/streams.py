"""The standard streams of the process: whoever closed one, or reads no more of it, does not end the work."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, Final, TextIO

from chronicle.problems import printable

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


_NAMES: Final = ("standard input", "standard output", "standard error")


class _Outlet(io.FileIO):
    """An output whose reader may leave; what comes then is dropped. That nothing more fits is said once."""

    is_over = False

    def write(self, data: ReadableBuffer, /) -> int:
        """Write what somebody reads."""
        if not self.is_over:
            try:
                return super().write(data)
            except OSError as error:
                self.is_over = True
                if error.errno not in {errno.EPIPE, errno.EIO}:  # EIO: the terminal is gone
                    raise OSError(error.errno, error.strerror, _NAMES[self.fileno()]) from None
        return memoryview(data).nbytes


class _Printed(io.TextIOWrapper):
    """What is printed: the last of those who see to it that no control character of a file reaches a terminal.

    Bytes are no text to it: what a program reads is written as bytes.
    """

    def write(self, text: str, /) -> int:
        """Write text with every control and direction character written out, but for the ends of lines."""
        if not text.replace("\n", "").isprintable():
            text = "\n".join(map(printable, text.split("\n")))
        return super().write(text)


def settle() -> None:
    """Make streams that are there whatever the program was started with, and can print every sign."""
    if os.name != "posix":
        return
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:  # closed: the next file that is opened would take its place, and get what is printed
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - by descriptor, to the end
    sys.stdout = _outlet(sys.stdout, 1)
    sys.stderr = _outlet(sys.stderr, 2)


def _outlet(usual: TextIO | None, number: int) -> TextIO:
    return _Printed(
        io.BufferedWriter(_Outlet(number, "wb", closefd=False)),
        encoding=usual.encoding if usual else "utf-8",
        errors="backslashreplace",
        line_buffering=usual.line_buffering if isinstance(usual, io.TextIOWrapper) else True,
    )
