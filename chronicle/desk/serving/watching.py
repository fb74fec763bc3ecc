"""Watching what a chronicle is built from: content/, templates/ and chronicle.toml, and nothing else."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchfiles import watch

from chronicle.config import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS: Final = ("content", "templates")
# A burst of changes is one: it has ended when nothing changed for so long, or when it goes on and on.
_PAUSE: Final = 50  # milliseconds
_LONGEST: Final = 3000


def is_source(project: Path, path: str) -> bool:
    """Whether a build may read a file: nothing elsewhere, and nothing hidden, as the swap files of editors are."""
    try:
        parts = Path(path).relative_to(project).parts
    except ValueError:
        return False
    return parts == (FILE,) or (
        parts[:1] in {(name,) for name in FOLDERS} and not any(p.startswith(".") for p in parts)
    )


class Watch:
    """The changes of a project. Its top is watched apart: the folders below it may come and go."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._has_changed = threading.Event()
        self._has_ended = threading.Event()
        self._has_other_folders = threading.Event()
        self._are_ready = (threading.Event(), threading.Event())
        self._fault = ""

    def begin(self) -> None:
        """Come back when no change can be missed any more."""
        for event in self._are_ready:
            event.wait()

    def has_changed(self, seconds: float) -> bool:
        """Whether something changed since it was last said, now or until time is up. OSError: nothing is watched."""
        if not self._has_changed.wait(seconds):
            return False
        self._has_changed.clear()
        if self._fault:
            raise OSError(0, f"changes cannot be watched: {self._fault}")
        return True

    def end(self) -> None:
        """Stop watching."""
        self._has_ended.set()
        self._has_other_folders.set()

    def top(self) -> None:
        """Watch the top of the project."""
        for paths in self._changes(self._project, ends=self._has_ended, recursive=False):
            self._are_ready[0].set()
            if any(path.name in FOLDERS for path in paths):
                self._has_other_folders.set()
            if paths:
                self._has_changed.set()
        self._are_ready[0].set()

    def folders(self) -> None:
        """Watch the folders, anew whenever one of them has come or gone."""
        looked_away = False
        while not self._has_ended.is_set():
            self._has_other_folders.clear()
            there = [folder for name in FOLDERS if (folder := self._project / name).is_dir()]
            for paths in self._changes(*there, ends=self._has_other_folders, recursive=True) if there else ():
                self._are_ready[1].set()
                if paths or looked_away:
                    self._has_changed.set()
                looked_away = False
            self._are_ready[1].set()
            self._has_other_folders.wait()
            looked_away = True

    def _changes(self, *folders: Path, ends: threading.Event, recursive: bool) -> Iterator[frozenset[Path]]:
        """What changed, again and again; nothing at all the first time, when the watch has begun."""
        try:
            for changes in watch(
                *folders,
                watch_filter=lambda _, path: is_source(self._project, path),
                debounce=_LONGEST,
                step=_PAUSE,
                rust_timeout=_PAUSE,
                yield_on_timeout=True,
                stop_event=ends,
                recursive=recursive,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                yield frozenset(Path(path) for _, path in changes)
        except FileNotFoundError:
            return  # it went while it was asked for
        except (OSError, RuntimeError) as error:  # such as more folders than the system lets anybody watch
            self._fault = str(error)
            self._has_changed.set()


@contextlib.contextmanager
def watching(project: Path) -> Iterator[Watch]:
    """Watch a project for as long as it is wanted."""
    found = Watch(project.resolve())
    threads = [threading.Thread(target=run, daemon=True) for run in (found.top, found.folders)]
    try:
        for thread in threads:
            thread.start()
        found.begin()
        yield found
    finally:  # Ctrl-C may come while they start
        found.end()
        for thread in threads:
            if thread.is_alive():
                thread.join()
