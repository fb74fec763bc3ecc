"""What must hold of HTML, whatever it was made of: a reading of it that shares nothing with what made it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Final

from chronicle.pages.policy import policy_of

_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_LIVE: Final = frozenset(
    "applet base embed frame frameset iframe math noscript object plaintext portal style xmp".split()
)
_LEADING: Final = frozenset(
    "action background cite data formaction href ping poster src srcdoc srcset xlink:href".split()
)
_OTHER_SCHEME: Final = re.compile(r"(?!https?:|mailto:|ref:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_IGNORED: Final = re.compile("[\x00-\x20]")  # what browsers pass over in an address
_DATA: Final = frozenset({"application/json", "application/ld+json"})
_POLICY: Final = {"http-equiv": "Content-Security-Policy", "content": policy_of()}
_TILES: Final = re.compile(r"(?<=; img-src 'self' file:) https?://[\w.:*-]+(?=;)", re.ASCII)  # the one host


def _own(values: dict[str, str]) -> str:
    """The policy of a page without the host of its map."""
    return _TILES.sub("", values.get("content", ""))


class Seen(HTMLParser):
    """The elements and attributes of some HTML, and what is wrong with them."""

    def __init__(self, html: str, *, is_page: bool = False) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.references: list[int] = []
        self.ids: list[str] = []
        self.fragments: set[str] = set()
        self._open: list[str] = []
        self._is_page = is_page
        self._data = ""
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open if tag not in {"li", "p"}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge an element."""
        values = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        self._data = ""
        if tag == "script" and self._is_page and values.get("type") in _DATA:
            self._data = tag
        elif tag in _LIVE or (tag in {"script", "svg", "form", "link", "meta", "template"} and not self._is_page):
            self.faults.append(f"<{tag}>")
        elif tag == "script" and ("src" not in values or _OUTSIDE.match(values["src"])):
            self.faults.append(f"<script {values}>")
        elif tag == "meta" and "http-equiv" in values and {**values, "content": _own(values)} != _POLICY:
            self.faults.append(f"<meta {values}>")
        self.faults += [fault for name, value in values.items() if (fault := self._fault(tag, name, value))]

    def _fault(self, tag: str, name: str, value: str) -> str:
        if name.startswith("on") or (name == "style" and not self._is_page):
            return f"<{tag} {name}>"
        if name == "id":
            self.ids.append(value)
        if name not in _LEADING:
            return ""
        bare = _IGNORED.sub("", value)
        if reference := re.fullmatch(r"ref:(\d+)", value, re.ASCII):
            self.references.append(int(reference[1]))
        if value.startswith("#"):
            self.fragments.add(value[1:])
        is_link = tag in {"a", "link"} and name == "href"
        is_wrong = _OTHER_SCHEME.match(bare) if is_link else (_OUTSIDE.match(bare) and not bare.startswith("ref:"))
        return f"<{tag} {name}={value}>" if is_wrong else ""

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        """Data for machines is JSON that cannot end its element."""
        if self._data:
            json.loads(data)
            self.faults += ["< in data"] if "<" in data else []
            self._data = ""
