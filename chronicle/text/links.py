"""Every URL that reaches a page is judged here."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal, NamedTuple
from urllib.parse import quote, urlsplit

LONGEST: Final = 2000  # what browsers and archives still take
SCHEMES: Final = frozenset({"http", "https"})

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:", re.ASCII)
_IMPOSSIBLE = re.compile('["<>\\\\^`{|}\x00-\x1f\x7f]')
# Most addresses: a host of letters and a path without escapes. Whatever else is judged part by part.
_PLAIN = re.compile(r"https?://(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+(?:/[A-Za-z0-9._~/?#!$&'()*+,;=:-]*)?", re.ASCII)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "/?#[]@!$&'()*+,;=%:~"  # RFC 3986: reserved characters keep their meaning


class WebAddress(NamedTuple):
    """What a URL in an entry comes to: a `url` fit for a page, or none and the reason in `fault`."""

    url: str
    fault: str = ""
    level: Literal["", "warning", "error"] = ""


def web_address(text: str) -> WebAddress:
    """Judge a URL that leads to another site: http or https with a host, nothing hidden in it."""
    text = text.strip()
    if _PLAIN.fullmatch(text) and len(text) <= LONGEST:
        return WebAddress(url=text)
    fault = _fatal(text)
    if fault:
        return WebAddress(url="", fault=fault, level="error")
    url = quote(
        _STRAY_PERCENT.sub("%25", text), safe=_KEPT
    )  # non-ASCII and spaces as percent-escapes: the same resource
    if urlsplit(text).username is not None:
        return WebAddress(url=url, fault="has a user name in it, which readers would send along", level="warning")
    if " " in text:
        return WebAddress(url=url, fault="has a space in it (written as %20 on the page)", level="warning")
    return WebAddress(url=url)


def _fatal(text: str) -> str:
    if _IMPOSSIBLE.search(text) or not (text.isascii() or all(map(_is_seen, text))):
        return "has a character that no address can have"
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not a web address"
    if parts.scheme.lower() not in SCHEMES:
        return "must begin with https:// or http://"
    if " " in parts.netloc:
        return "has a space in the name of its host"
    return "" if host and all(host.removesuffix(".").split(".")) else "names no host"


def _is_seen(char: str) -> bool:
    """Whether it is no control, no sign that turns directions, no half of a character, no space of another kind."""
    return char in _JOINERS or char == " " or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


_JOINERS: Final = "\u200c\u200d"  # Persian and Indic words are written with them


def has_scheme(text: str) -> bool:
    """Whether the text names a scheme (`https:`, `javascript:`) or a host (`//`) of its own."""
    return bool(_SCHEME.match(text)) or text.startswith(("//", "\\"))
