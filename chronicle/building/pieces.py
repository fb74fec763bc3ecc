"""The HTML of bodies, for templates: from the cache, and in a fork of the program by a connection of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.text import workers
from chronicle.text.converting import conversion

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.building.cache import Cache


class Pieces:
    """The HTML of bodies by their digest: from the cache, where something got lost converted once more."""

    _cache: Cache | None = None
    _body_of: Callable[[str], str] = str

    def read_from(self, cache: Cache, body_of: Callable[[str], str]) -> None:
        """From now on, read from this cache; `body_of` finds the body that a digest is the key of."""
        self._cache, self._body_of = cache, body_of

    def html(self, digest: str) -> str:
        """The HTML of a body."""
        html = self._cache.get("pieces", digest) if self._cache else None
        return html if isinstance(html, str) else conversion(self._body_of(digest)).html

    def are_shared(self) -> bool:
        """Whether a fork of the program can read them, too. What was put into the cache is saved for that."""
        if not self._cache:
            return False
        self._cache.save()
        return self._cache.is_file()

    def reopen(self) -> None:
        """In a fork of the program: it reads on by a connection and workers of its own."""
        workers.forget()
        if self._cache:
            self._cache.reopen()
