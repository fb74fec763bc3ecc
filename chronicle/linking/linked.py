"""`Linked`: what linking came to, with what is needed to follow an edit without all entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from chronicle.linking.chronicle import Chronicle
    from chronicle.linking.names import Names
    from chronicle.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A chronicle, and everything that is wrong between its entries.

    `names` has the names of each kind of entry; `asked` whatever was looked for and means something, or may be named
    in vain; `guessed` what means nothing in the entry at a path: the kind that it was to mean, and the text. So a name
    that is in neither is nobody's reference. `hidden` are the files of entries that nobody is to read.
    """

    chronicle: Chronicle
    problems: tuple[Problem, ...]
    names: Mapping[str, Names]
    asked: frozenset[str]
    guessed: Mapping[str, tuple[tuple[str, str], ...]]
    hidden: frozenset[str]
    today: dt.date | None
