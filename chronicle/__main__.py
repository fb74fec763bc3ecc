"""The program as a process of its own: `chronicle`, and `python -m chronicle`."""

from __future__ import annotations

import sys

from chronicle import signals


def run() -> None:
    """Run the command that the command line names, and exit with its code."""
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
        sys.exit(signals.code())


if __name__ == "__main__":
    run()
