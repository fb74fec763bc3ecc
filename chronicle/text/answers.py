"""Open references answered: `href="ref:3"` in the HTML of a body becomes an address of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LINK: Final = re.compile(r'<a(?: class="[^"]*")? href="ref:(\d{1,6})"(?: class="[^"]*")?>(.*?)</a>', re.DOTALL)
_PICTURE: Final = re.compile(r'<img(?: alt="([^"]*)")? src="ref:(\d{1,6})"(?: alt="([^"]*)")?>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where a reference leads: an address made by us, and words in HTML (none: the link keeps its own).

    `width` and `height` in pixels are those of a picture; a file that is no picture has none.
    """

    address: str
    words: str = ""
    width: int = 0
    height: int = 0


def resolved(html: str, answers: tuple[Answer | None, ...], root: str) -> str:
    """The HTML with each `ref:N` answered, `root` before each address; what has no answer is marked missing."""

    def answer(number: str) -> Answer | None:
        return answers[int(number)] if int(number) < len(answers) else None

    def link(found: re.Match[str]) -> str:
        known = answer(found[1])
        if known is None:
            return f'<span class="missing">{found[2]}</span>'
        return f'<a href="{root}{known.address}">{known.words or found[2]}</a>'

    def picture(found: re.Match[str]) -> str:
        known, alt = answer(found[2]), _in_text(found[1] or found[3] or "")
        if known is None:
            return f'<span class="missing">{alt}</span>'
        if not (known.width and known.height):
            return f'<a href="{root}{known.address}">{alt or known.address}</a>'
        return f'<img src="{root}{known.address}" alt="{alt}" width="{known.width}" height="{known.height}">'

    if '"ref:' not in html:
        return html
    return _LINK.sub(link, _PICTURE.sub(picture, html) if 'src="ref:' in html else html)


def _in_text(value: str) -> str:
    """The value of an attribute as a text: in there `<` need not be escaped, and not every sanitiser does."""
    return value.replace("<", "&lt;").replace(">", "&gt;")
