"""The staging folder: new files of a site lie there until all of them are made, and then go to their places.

So a template that fails, a full disk or Ctrl-C on the way leaves the old site as it was.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from chronicle.building.output import TEMPORARY, filled, make_folder, naming, remove_empty, standing_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from chronicle.building.output import Output


class Staging:
    """New files by their number, in a folder of the output: nothing can be renamed from one disk to another."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._folder = output.folder / TEMPORARY
        self._is_new = not output.folder.exists()
        self._made: set[Path] = set()

    def lay(self, number: int, address: str, pieces: Iterable[bytes]) -> str:
        """Write what is to stand at an address, unless it stands there already; the digest of its bytes."""
        file = self._file(number)
        with standing_for(self._output.folder / address, file):
            make_folder(self._folder)
            sha = filled(file, pieces)
            if sha == self._output.kept(address):
                file.unlink()
        return sha

    def put(self, number: int, address: str) -> None:
        """Give a file its place."""
        path = self._output.folder / address
        if path.parent not in self._made:
            make_folder(path.parent)
            self._made.add(path.parent)
        self._output.sums.pop(address, None)
        with naming(path):
            self._file(number).replace(path)
        self._output.written += 1

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

    def _file(self, number: int) -> Path:
        return self._folder / f".{number}{TEMPORARY}"
