"""Views of the search page, and of the records that the full-text index is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chronicle.pages.page import Link
    from chronicle.pages.views.parts import ProseView


class SearchView(NamedTuple):
    """search.html: `is_indexed` says that the full text is part of this copy; `lists` are complete without script.

    `incidents` and `pages` say how many were found, a pattern for each plural category of the language.
    """

    name: str
    is_indexed: bool
    lists: tuple[Link, ...]
    incidents: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]


class RecordView(NamedTuple):
    """record.html: what the full-text index knows of a page.

    `names` are found but never shown; `days` are the first and last of an article.
    """

    kind: str
    title: str
    prose: ProseView
    when: str = ""
    where: str = ""
    days: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
