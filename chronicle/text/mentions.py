"""Names in a text: the first mention of each becomes a link, outside of links, headings and code."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Final

_PIECES: Final = re.compile(r'(<[^">]*(?:"[^"]*"[^">]*)*>)')
_CLOSED: Final = frozenset({"a", "code", "pre", "h2", "h3", "h4", "h5", "h6"})  # no links are made inside these
_TAG: Final = re.compile(r"<(/?)([a-z0-9]+)")


def with_mentions(html: str, mentions: tuple[tuple[str, str], ...]) -> str:
    """Sanitised HTML with the first mention of each (name, address) linked; of several names of one address, one."""
    if not mentions:
        return html
    addresses = {_in_html(name): address for name, address in mentions}
    pattern = _pattern(tuple(addresses))
    left = set(addresses.values()) - set(re.findall(r'href="([^"]*)"', html))
    closed = 0
    pieces = _PIECES.split(html)
    for number, piece in enumerate(pieces):
        tag = _TAG.match(piece) if number % 2 else None
        if tag and tag[2] in _CLOSED:
            closed += -1 if tag[1] else 1
        elif not number % 2 and not closed and left and piece.strip():
            pieces[number] = pattern.sub(lambda found: _linked(found[0], addresses, left), piece)
    return "".join(pieces)


def _linked(name: str, addresses: dict[str, str], left: set[str]) -> str:
    address = addresses[name]
    if address not in left:
        return name
    left.discard(address)
    return f'<a href="{address}">{name}</a>'


def _in_html(name: str) -> str:
    """The name as the sanitiser writes it in a text."""
    return escape(name, quote=False)


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first; what follows a & is an entity."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![\w&])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
