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
    addresses = {written: address for name, address in mentions if (written := _in_html(name)) in html}
    left = set(addresses.values()).difference(re.findall(r'href="([^"]*)"', html))
    if not left:
        return html
    closed = 0
    pieces = _PIECES.split(html)
    for number, piece in enumerate(pieces):
        tag = _TAG.match(piece) if number % 2 else None
        if tag and tag[2] in _CLOSED:
            closed += -1 if tag[1] else 1
        elif not number % 2 and not closed and piece.strip():
            pieces[number] = _with_links(piece, addresses, left)
            if not left:
                break
    return "".join(pieces)


def _with_links(text: str, addresses: dict[str, str], left: set[str]) -> str:
    """The text with links to what is left, which becomes less."""
    names = [name for name in addresses if name in text]
    done: list[str] = []
    start = 0
    while left and (found := _first(names, text, start)):
        done += text[start : found.start()], _linked(found[0], addresses, left)
        start = found.end()
    return "".join((*done, text[start:]))


def _first(names: list[str], text: str, start: int) -> re.Match[str] | None:
    """The first name in a text from there on; where several begin, the longest."""
    found = [match for name in names if (match := _whole(name).search(text, start))]
    return min(found, key=lambda match: (match.start(), -match.end()), default=None)


def _linked(name: str, addresses: dict[str, str], left: set[str]) -> str:
    address = addresses[name]
    if address not in left:
        return name
    left.discard(address)
    return f'<a href="{address}">{name}</a>'


def _in_html(name: str) -> str:
    """The name as the sanitiser writes it in a text."""
    return escape(name, quote=False)


@lru_cache(maxsize=16384)
def _whole(name: str) -> re.Pattern[str]:
    """The name as whole words; what follows a & is an entity. A pattern that begins with letters is found quickly."""
    letters = re.escape(name)
    return re.compile(rf"{letters}(?<![\w&]{letters})(?!\w)")
