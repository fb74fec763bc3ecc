"""Files of the project that are copied into the site: the bytes that were seen when it was read, or none."""

from __future__ import annotations

import errno
import hashlib
from typing import TYPE_CHECKING, Final

from chronicle.building.output import naming

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from chronicle.pages.page import Page

_PIECE: Final = 1 << 20  # bytes


def copied(project: Path, page: Page) -> Generator[bytes, None, None]:
    """The bytes of what a page is a copy of, piece by piece. Raise OSError, also for other bytes than it names."""
    sha = hashlib.sha256()
    with naming(project / page.copy_of) as path, path.open("rb") as file:
        while piece := file.read(_PIECE):
            sha.update(piece)
            yield piece
    if sha.hexdigest() != page.copy_digest:
        raise OSError(errno.EAGAIN, "was changed while the site was built; build again", page.copy_of)
