"""Plain text as Markdown: what a reporter wrote is shown as it was written, not read as markup. Pure."""

from __future__ import annotations

import re
from typing import Final

_INLINE: Final = re.compile(r"[\\`*_\[\]]")
_ENTITY: Final = re.compile(r"&(?=#|[A-Za-z][-.A-Za-z0-9]*;)")
_LEADING: Final = re.compile(r"(?m)^(?:([#>+-])|(\d{1,9})([.)])(?=\s|\Z|\d+[.)]))")
_FENCE: Final = re.compile(r"(?m)^~")


def escape(text: str) -> str:
    """Markdown that renders as the text: paragraphs of one line each, without white space at their ends."""
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    text = _INLINE.sub(r"\\\g<0>", text)
    text = _LEADING.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", text)
    return _FENCE.sub("&#126;", text)
