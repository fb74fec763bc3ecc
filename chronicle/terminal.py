"""The terminal: what a person sees of a long import, and is asked during one or for a new entry."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import TYPE_CHECKING

import click

from chronicle.problems import Problem, printable
from chronicle.signals import told_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from chronicle.desk.new.interviewing import Talk
    from chronicle.intake.proposing import Decisions, Proposal


def is_terminal(stream: str) -> bool:
    """Whether `stdin`, `stdout` or `stderr` is a person's terminal."""
    return bool(getattr(sys, stream).isatty())


class Asking:
    """Questions on the terminal; the end of the input and Ctrl-C are answers too: they end the import."""

    def __init__(self) -> None:
        self.was_broken_off = False

    def __call__(self, proposal: Proposal) -> Decisions | None:
        """What the editor decides about a seed; None to stop before it."""
        from chronicle.desk.importing.asking import Terminal, ask  # noqa: PLC0415 - only an import asks

        terminal = Terminal(show=click.echo, choose=_choose, edit=self._edit)
        try:
            return ask(proposal, terminal)
        except (click.Abort, KeyboardInterrupt):  # at a question, or while the editor is open
            self.was_broken_off = True
            click.echo()  # ends the line on which ^C stands
            return None

    @staticmethod
    def _edit(text: str) -> str | None:
        try:
            return click.edit(text, extension=".md")
        except click.ClickException as error:
            click.echo(printable(error.message), err=True)
            return None


def conversation() -> Talk:
    """Questions for a new entry on the terminal."""
    from chronicle.desk.new.interviewing import Talk  # noqa: PLC0415 - only `new` asks for entries
    from chronicle.intake.gazetteer import world  # noqa: PLC0415
    from chronicle.intake.spelling import place_key  # noqa: PLC0415

    def choose(keys: Mapping[str, str]) -> str:
        with _said_when_broken_off():
            return _choose(keys)

    return Talk(show=_show, ask=_ask, choose=choose, look_up=lambda name: world().find(place_key(name)))


def edit_file(path: Path) -> str:
    """Open a file in the editor of $VISUAL or $EDITOR and wait; what went wrong, or nothing."""
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        return "$EDITOR is not set: open the file yourself"
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        return f"{printable(error.message)}: open the file yourself"
    return ""


def _show(text: str) -> None:
    for line in text.split("\n"):
        click.echo(printable(line))


def _ask(words: str, default: str) -> str:
    with _said_when_broken_off():
        answer: str = click.prompt(words, default=default, show_default=bool(default))
    return answer.strip()


def _choose(keys: Mapping[str, str]) -> str:
    *others, last = keys
    while True:
        answer: str = click.prompt(f"  {', '.join(keys.values())}", default="", show_default=False)
        if (key := answer.strip().casefold()) in keys:
            return key
        click.echo(
            f"    Answer with {', '.join(others)} or {last}; Ctrl-C ends it." if others else f"    Answer {last}."
        )


@contextlib.contextmanager
def _said_when_broken_off() -> Iterator[None]:
    """Ctrl-C and the end of the input at a question for a new entry, which is written after the last of them."""
    try:
        yield
    except click.Abort:
        click.echo("\nNothing was written." if not told_by() else "")  # below the line on which ^C stands
        raise


class Progress:
    """Seeds as they are taken, with a line on a terminal that says how far it is, elsewhere a line every hundred.

    `done` of the `total` are finished; what is left out of a folder is no seed.
    """

    def __init__(self, seeds: tuple[Path | Problem, ...], *, is_shown: bool) -> None:
        self._seeds = seeds
        self.done = 0
        self.total = sum(not _is_warning(seed) for seed in seeds)
        self._is_shown = is_shown
        self._terminal = is_shown and self.total > 1 and is_terminal("stderr")

    def __iter__(self) -> Iterator[Path | Problem]:
        for seed in self._seeds:
            if _is_warning(seed):
                yield seed
                continue
            if self._terminal:
                path = seed.path if isinstance(seed, Problem) else seed
                line = printable(f"{self.done + 1} of {self.total}: {path}")
                _write_over(line)
            yield seed
            self.done += 1
            if self._is_shown and not self._terminal and self.done % 100 == 0:
                click.echo(f"{self.done} of {self.total}", err=True)
        self.clear()

    def clear(self) -> None:
        """Take the line away, so that what is printed next begins on an empty one."""
        if self._terminal:
            _write_over("")


class RowProgress:
    """How far a table is: a line on a terminal, elsewhere one every ten thousand rows. `said` is the last of it."""

    def __init__(self, *, is_shown: bool) -> None:
        self.said = "0 rows"
        self._is_shown = is_shown
        self._terminal = is_shown and is_terminal("stderr")

    def move(self, seed: str, number: int, stage: str) -> None:
        """So many rows of a table were taken; the `stage` is `look` for a look over it, `write` for the import."""
        if number % 100 and number > 1:
            return
        is_written = stage == "write"
        if is_written:
            self.said = f"{number:,} rows of {seed}"
        if self._terminal:
            line = printable(f"{number:,} {'rows' if is_written else 'rows looked over'}: {seed}")
            _write_over(line)
        elif self._is_shown and is_written and number % 10_000 == 0:
            click.echo(printable(self.said), err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._terminal:
            _write_over("")


def _write_over(line: str) -> None:
    """Put a line in the place of the one that stands there: bytes, since text cannot move a terminal's cursor."""
    cut = line[: shutil.get_terminal_size().columns - 1]
    click.echo(f"\r\x1b[K{cut}".encode("utf-8", "replace"), err=True, nl=False)


def _is_warning(seed: Path | Problem) -> bool:
    return isinstance(seed, Problem) and seed.level == "warning"
