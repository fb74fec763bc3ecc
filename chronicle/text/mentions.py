"""Names in a text: the first mention of each becomes a link, outside of links, headings and code."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tags in which a name can stand: those of elements inside which no links are made, and those with attributes.
_TAG: Final = re.compile(r'<(?:(/?)(?:a|code|pre|h[2-6])(?=[ >])|[a-z0-9]+ )[^">]*(?:"[^"]*"[^">]*)*>')
_GAP: Final = re.compile(r"\W")
_JOINED: Final = frozenset({"_", "&", "<"})  # before what is part of a word, an entity, a tag


def with_mentions(html: str, mentions: tuple[tuple[str, str], ...]) -> str:
    """Sanitised HTML with the first mention of each (name, address) linked; of several names of one address, one."""
    written = [(_in_html(name), address) for name, address in mentions]
    nearest = {name: at for name, _ in written if (at := _next(html, name, 0)) >= 0}
    addresses = {name: address for name, address in written if name in nearest}
    left = {address for address in addresses.values() if f'href="{address}"' not in html}
    if not left:
        return html
    done: list[str] = []
    start = 0  # of what is not done
    for name, at in _mentioned(html, nearest):
        if addresses[name] in left:
            left.discard(addresses[name])
            done += html[start:at], f'<a href="{addresses[name]}">{name}</a>'
            start = at + len(name)
            if not left:
                break
    return "".join((*done, html[start:]))


def _mentioned(html: str, nearest: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Each name that stands in the open, and where; where several begin, the longest, and none inside another.

    `nearest` is where each stands first.
    """
    shut = _shut(html)
    begin, end = next(shut)
    while nearest:
        at, _, name = min([(at, -len(name), name) for name, at in nearest.items()])
        while end <= at:
            begin, end = next(shut)
        start = end if begin <= at else at + len(name)
        if at < begin:
            yield name, at
        for other in [other for other, place in nearest.items() if place < start]:
            nearest[other] = _next(html, other, start)
            if nearest[other] < 0:
                del nearest[other]


def _shut(html: str) -> Iterator[tuple[int, int]]:
    """From where to where no links are made; the last is beyond the text."""
    closed = begin = 0
    for tag in _TAG.finditer(html):
        if tag[1] is not None:
            begin = begin if closed else tag.start()
            closed += -1 if tag[1] else 1
            if not closed:
                yield begin, tag.end()
        elif not closed:
            yield tag.span()
    yield (begin, len(html) + 1) if closed else (len(html) + 1, len(html) + 1)
    yield len(html) + 1, len(html) + 2


def _next(html: str, name: str, start: int) -> int:
    """Where a name stands next as whole words, and not in a tag; what follows a & is an entity."""
    while (at := html.find(name, start)) >= 0:
        before, after = html[at - 1 : at], html[at + len(name) : at + len(name) + 1]
        is_part = before.isalnum() or before in _JOINED or after.isalnum() or after == "_"
        if not is_part and not html.endswith("</", 0, at):
            return at
        gap = _GAP.search(html, at)  # no name begins within a word
        if not gap:
            break
        start = gap.end()
    return -1


@lru_cache(maxsize=16384)
def _in_html(name: str) -> str:
    """The name as it is written in a text."""
    return escape(name, quote=False).replace('"', "&quot;")
