"""Cells that hold HTML: the text that a reader would see, and where its links lead. Pure."""

from __future__ import annotations

import html
import re
from typing import Final

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>]*+)>|<!--[^<>]*-->")  # nothing is tried twice
_ADDRESS: Final = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://[^\s()]+\Z", re.IGNORECASE)
_PARAGRAPHS: Final = frozenset("p div ul ol li table tr h1 h2 h3 h4 h5 h6 blockquote pre section article".split())


def without_markup(cell: str) -> str:
    """The text of a cell: paragraphs stay apart, and the address of a link follows its words in brackets."""
    if "<" not in cell:
        return _tidy(html.unescape(cell)) if "&" in cell else cell
    pieces: list[str] = []
    at, address, words_from = 0, "", 0
    for tag in _TAG.finditer(cell):
        pieces.append(cell[at : tag.start()])
        at = tag.end()
        name = (tag[2] or "").lower()
        if name == "a":
            if address and tag[1] and address not in "".join(pieces[words_from:]):
                pieces.append(f" ({address})")
            address, words_from = "" if tag[1] else _address(tag[3]), len(pieces)
        elif name == "br" or name in _PARAGRAPHS:
            pieces.append("\n" if name == "br" else "\n\n")
    pieces.append(cell[at:])
    return _tidy(html.unescape("".join(pieces)))


def _address(attributes: str) -> str:
    found = _ADDRESS.search(attributes)
    address = next(filter(None, found.groups()), "").strip() if found else ""
    return address if _WEB.match(html.unescape(address)) else ""


def _tidy(text: str) -> str:
    """Single spaces in lines, and at most one empty line between them."""
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
