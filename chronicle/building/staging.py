"""The staging folder: new files of a site lie there until all of them are made, and then go to their places.

So a template that fails, a full disk or Ctrl-C before that leaves the old site as it was.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chronicle.building.forks import shared_out
from chronicle.building.output import (
    TEMPORARY,
    digest_in,
    filled,
    make_folder,
    remove_empty,
    standing_for,
    sum_of,
    write_whole,
)
from chronicle.text.workers import processors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chronicle.building.output import Output
    from chronicle.pages.page import Sum

_TOGETHER: Final = 256  # replaced files that are let go of at once; a program may have some thousand open
_HANDS: Final = 8
_MANY: Final = 4096  # files that are worth one more process
_WORTH: Final = 16  # files that are worth one more hand


class Staging:
    """New files by their number, in a folder of the output: nothing can be renamed from one disk to another."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._folder = output.folder / TEMPORARY
        self._is_new = not output.folder.exists()
        self._made: set[str] = set()
        self._is_there = False

    def lay(self, number: int, address: str, content: bytes) -> Sum:
        """Write what is to stand at an address, unless it stands there already."""
        made = sum_of((content,))
        if digest_in(made) != self._output.kept(address):
            with self._laying(number, address) as name:
                write_whole(name, content)
        return made

    def stream(self, number: int, address: str, pieces: Iterable[bytes]) -> Sum:
        """The same piece by piece."""
        with self._laying(number, address) as name:
            file = Path(name)
            written = filled(file, pieces)
            if digest_in(written) == self._output.kept(address):
                file.unlink()
        return written

    @contextlib.contextmanager
    def _laying(self, number: int, address: str) -> Iterator[str]:
        name = self.name(number)
        with standing_for(f"{self._output.folder}/{address}", name):
            if not self._is_there:
                make_folder(self._folder)
                self._is_there = True
            yield name

    def put(self, files: Sequence[tuple[int, str]], jobs: int = 1) -> None:
        """Give files of these numbers their places.

        A replaced file is held until it is gone from its folder, and let go of beside others: a disk that is told of
        each deleted file is waited for, while nothing else in the folder can be changed.
        """
        parts = [files[start : start + _TOGETHER] for start in range(0, len(files), _TOGETHER)]
        self._output.written += sum(shared_out(self._put_part, parts, min(jobs or processors(), len(files) // _MANY)))

    def _put_part(self, files: Sequence[tuple[int, str]]) -> int:
        """The same for some of them; how many they are."""
        held: list[int] = []
        there = self._output.records
        try:
            for number, address in files:
                if address in there:
                    with contextlib.suppress(OSError, AttributeError):  # it is gone, or there are no such handles here
                        held.append(os.open(f"{self._output.folder}/{address}", os.O_PATH | os.O_NOFOLLOW))
                self._put(number, address)
        finally:
            _let_go(held)
        return len(files)

    def _put(self, number: int, address: str) -> None:
        folder = address.rpartition("/")[0]
        if folder not in self._made:
            make_folder(self._output.folder / folder)
            self._made.add(folder)
        name, place = self.name(number), f"{self._output.folder}/{address}"
        try:
            os.replace(name, place)  # noqa: PTH105 - paths of tens of thousands of files take their time
        except OSError as error:
            if error.filename in {None, name}:
                error.filename, error.filename2 = place, None
            raise

    @contextlib.contextmanager
    def cleared(self) -> Iterator[None]:
        """Whatever happens in the block, nothing is left of the folder after it."""
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # what cannot be deleted now, the next build deletes
                for file in self._folder.iterdir():
                    file.unlink()
                self._folder.rmdir()
            if self._is_new:
                remove_empty(self._output.folder)

    def name(self, number: int) -> str:
        """Where a new file lies."""
        return f"{self._folder}/.{number}{TEMPORARY}"


def _let_go(held: list[int]) -> None:
    """Close these handles, and leave none in the list: whatever ends the program here, none is closed twice."""
    handles = held[:]
    held.clear()
    hands = min(_HANDS, len(handles) // _WORTH) or 1
    helping = []
    for hand in range(1, hands):
        thread = threading.Thread(target=_close, args=(handles[hand::hands],))
        try:
            thread.start()
        except RuntimeError:  # there may be no more threads
            _close(handles[hand::hands])
        else:
            helping.append(thread)
    _close(handles[::hands])
    for thread in helping:
        thread.join()


def _close(handles: list[int]) -> None:
    for handle in handles:
        os.close(handle)
