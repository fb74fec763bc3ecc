"""The program as a process of its own: `chronicle`, and `python -m chronicle`."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress

from chronicle import signals


class _Leaving:
    """The very last thing that the process does: it ends with its code, and takes nothing apart that is in memory.

    Python would give back value by value what the system takes back as a whole: of a large chronicle that takes longer
    than many an edit.
    """

    code: int | None = None  # None while no command has come to an end; then Python ends as it is used to
    ended: SystemExit | None = None  # it holds what the command had in hand where it ended, so that stays, too

    def __call__(self) -> None:
        if self.code is not None:
            with suppress(OSError):  # what cannot be printed was said where it was printed
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(self.code)


def run() -> None:
    """Run the command that the command line names, and exit with its code."""
    leaving = _Leaving()
    atexit.register(leaving)  # before all others, so it is called behind them, when no other thread is left
    try:
        signals.heed()  # before anything else: what follows takes a tenth of a second
        with signals.held():  # commands can be ended, and say so; what is around them is done in a moment
            from chronicle import streams  # noqa: PLC0415

            streams.settle()
            from chronicle.cli import main  # noqa: PLC0415
            from chronicle.commands.options import mistakes_told  # noqa: PLC0415

            with mistakes_told():
                main(prog_name="chronicle")
    except KeyboardInterrupt:
        leaving.code = signals.code()
        sys.exit(leaving.code)
    except SystemExit as ended:
        leaving.code, leaving.ended = ended.code if isinstance(ended.code, int) else None, ended
        raise


if __name__ == "__main__":
    run()
