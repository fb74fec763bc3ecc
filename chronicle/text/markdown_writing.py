"""Markdown's tree → HTML in fewer steps: line ends between blocks, and a plain tree written as it is sanitised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from markdown.extensions.footnotes import FN_BACKLINK_TEXT, NBSP_PLACEHOLDER
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor

from chronicle.text.sanitising import left_out, sanitised, sanitised_tree

if TYPE_CHECKING:
    import markdown

    from chronicle.text.markup import Fault

FOOTNOTE_END: Final = "↩"  # what leads back from a footnote
_SIGNS: Final = {FN_BACKLINK_TEXT: FOOTNOTE_END, NBSP_PLACEHOLDER: "&nbsp;"}


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


class Cleaning(UnescapeTreeprocessor):
    """In the place of the library's `unescape`, the last that sees a tree: what is plain is written here, and clean."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._html: str | None = None
        md.treeprocessors.register(self, "unescape", 0)

    def run(self, root: Element) -> Element | None:
        """Leave nothing of a tree that is written; the library writes the others."""
        self._html = sanitised_tree(root, _SIGNS)
        return super().run(root) if self._html is None else Element(root.tag)

    def convert(self, body: str) -> tuple[str, list[Fault]]:
        """The safe HTML of a body, and what is left out of it."""
        html = self.md.convert(body)
        clean, self._html = self._html, None  # there is none of an empty body
        if clean is None:
            clean = sanitised(html)
            return clean, left_out(html, clean)
        return clean, []
