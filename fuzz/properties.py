"""What must hold of HTML, whatever it was made of: a reading of it that shares nothing with what made it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_LIVE: Final = frozenset(
    "applet base embed form frame frameset iframe link math meta noscript object plaintext portal script style svg "
    "template xmp".split()
)
_LEADING: Final = frozenset(
    "action background cite data formaction href ping poster src srcdoc srcset xlink:href".split()
)
_OTHER_SCHEME: Final = re.compile(r"(?!https?:|mailto:|ref:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_IGNORED: Final = re.compile("[\x00-\x20]")  # what browsers pass over in an address


class Nested(HTMLParser):
    """Some HTML, and what in it is not closed, or closed in another place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open if tag not in {"li", "p"}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        del attrs
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


class Seen(Nested):
    """The elements and attributes of a text that became HTML, and what is wrong with them."""

    def __init__(self, html: str) -> None:
        self.references: list[int] = []
        self.ids: list[str] = []
        self.fragments: set[str] = set()
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge an element."""
        super().handle_starttag(tag, attrs)
        if tag in _LIVE:
            self.faults.append(f"<{tag}>")
        self.faults += [fault for name, value in attrs if (fault := self._fault(tag, name, value or ""))]

    def _fault(self, tag: str, name: str, value: str) -> str:
        if name.startswith("on") or name == "style":
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
        is_link = tag == "a" and name == "href"
        is_wrong = _OTHER_SCHEME.match(bare) if is_link else (_OUTSIDE.match(bare) and not bare.startswith("ref:"))
        return f"<{tag} {name}={value}>" if is_wrong else ""
