"""Markdown's tree → HTML in fewer steps: line ends between blocks, escapes undone, and the tree written.

A tree that is not as plain as nearly all are is left to the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown.serializers import RE_AMP, to_html_string
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import STX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

    import markdown

_ENDED: Final = frozenset(
    "a blockquote code div em h1 h2 h3 h4 h5 h6 li ol p pre strong sup table tbody td th thead tr ul".split()
)
_EMPTY: Final = frozenset({"br", "hr", "img"})  # these have neither an end nor anything inside


class Pretty(PrettifyTreeprocessor):
    """In the place of the library's `prettify`, which asks of each element twice whether it is a block."""

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802 - as the library calls it
        """Break the lines around blocks; `elem` is one, or the root."""
        if elem.tag not in {"code", "pre"}:
            blocks = self.md.block_level_elements
            inner = [child for child in elem if child.tag in blocks]
            if inner and inner[0] is elem[0] and not (elem.text and elem.text.strip()):
                elem.text = "\n"
            for child in inner:
                self._prettifyETree(child)
        if not (elem.tail and elem.tail.strip()):
            elem.tail = "\n"


class NoUnescaping(UnescapeTreeprocessor):
    """In the place of the library's `unescape`: whoever writes the tree sees whether there is anything to do."""

    def run(self, root: Element) -> None:
        """Leave all as it is."""


def writer(md: markdown.Markdown) -> Callable[[Element], str]:
    """What makes HTML of the tree of a converter, whose escapes are not undone."""
    unescape = UnescapeTreeprocessor(md).run

    def written(root: Element) -> str:
        html = _written(root)
        if html is None:
            unescape(root)
            html = to_html_string(root)
        return html

    return written


def _written(root: Element) -> str | None:
    """The HTML of a plain tree; None when it is not plain."""
    pieces: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            pieces.append(element)
            continue
        tag, text, tail = element.tag, element.text or "", element.tail or ""
        start = f"{tag}{_attributes(items)}" if (items := element.items()) else tag
        if STX in start or STX in text or STX in tail:
            return None  # an escape, or what stands for raw HTML
        if text:
            text = _escaped(text)
        if tail and tail != "\n":
            tail = _escaped(tail)
        if tag in _ENDED:
            if len(element):
                pieces.append(f"<{start}>{text}")
                waiting.append(f"</{tag}>{tail}")
                waiting.extend(reversed(element))
            else:
                pieces.append(f"<{start}>{text}</{tag}>{tail}")
        elif tag in _EMPTY and not text and not len(element):
            pieces.append(f"<{start}>{tail}")
        else:
            return None
    return "".join(pieces)


def _attributes(items: Iterable[tuple[str, str]]) -> str:
    values = [(name, _escaped(value).replace('"', "&quot;")) for name, value in sorted(items)]
    return "".join([f' {name}="{value}"' for name, value in values])


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text
