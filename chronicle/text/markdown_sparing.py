"""An extension by which Markdown leaves out the work that a text gives no reason for; its HTML stays the same.

Each step that is left out says by which sign it is needed. What the library does with a sign is not known here.
`tests/text/test_markdown_same.py` holds that nothing differs from the library as it comes.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markdown.blockprocessors import BlockProcessor, HRProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

from chronicle.text import markdown_inline
from chronicle.text.markdown_writing import Pretty

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    import markdown

# Steps over all lines, one after the other: which signs they are for, and how many empty lines they add in any case.
_STEPS: Final = (
    ("normalize_whitespace", (STX, ETX, "\r", "\t", "\n "), 2),
    ("fenced_code_block", ("```", "~~~"), 0),
    ("html_block", ("<", "&"), 0),
)
_BLOCKS: Final = (
    "empty indent code table hashheader setextheader hr olist ulist quote footnote reference paragraph".split()
)
# What a block must have in it to be one of these; each with its place among them. Quotes and lists are nested: one
# more call for each would let less of them fit on the stack.
_SIGNS: Final = (("hashheader", "#", 70), ("footnote", "[^", 17), ("reference", "[", 15))
_TABLE: Final = re.compile(r"[^\n]*\n[ |:\\-]*(?:\n|\Z)")  # the line below its head is drawn
# With a line that begins so a block may be more than a paragraph; or with a number.
_MARKS: Final = " \n#=_*+>[-"
_MARKED_LINE: Final = re.compile(r"\n[ \n#=_*+>\[\d-]")


def has_known_blocks(md: markdown.Markdown) -> bool:
    """Whether the blocks of a converter are those that are known here."""
    blocks = md.parser.blockprocessors
    return len(blocks) == len(_BLOCKS) and all(name in blocks for name in _BLOCKS)


class Sparing(Extension):
    """Comes after all other extensions. Where it does not know the library's parts, it leaves them alone."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name Markdown calls
        """Put the sparing parts in the places of the library's."""
        md.block_level_elements = frozenset(md.block_level_elements)  # type: ignore[assignment]  # asked of each element
        if len(md.preprocessors) == len(_STEPS) and all(name in md.preprocessors for name, _, _ in _STEPS):
            steps = [(md.preprocessors[name], signs, [""] * added) for name, signs, added in _STEPS]
            md.preprocessors = (_Needed(steps),)  # type: ignore[assignment]  # walked through, as blocks below
        if has_known_blocks(md):
            blocks = md.parser.blockprocessors
            for name, sign, priority in _SIGNS:
                blocks.register(_NeededBlock(blocks[name], sign), name, priority)
            table: Any = blocks["table"]
            if split := getattr(table, "_split", None):
                table._split = partial(_cells, split)  # noqa: SLF001 - its own is for rows with code
            blocks.register(_Table(table, "|"), "table", 75)
            blocks.register(_Paragraph(blocks["paragraph"]), "plain_paragraph", 110)
            # Walked through for each block, when a registry would make a list of itself.
            md.parser.blockprocessors = tuple(blocks)  # type: ignore[assignment]
        if markdown_inline.is_known(md):
            md.treeprocessors.register(markdown_inline.InlineText(md), "inline", 20)
        md.treeprocessors.register(Pretty(md), "prettify", 10)
        md.registerExtension(self)
        self._md = md

    def reset(self) -> None:
        """Keep nothing of a text that has been converted, beside what the library itself lets go."""
        md: Any = self._md
        md.lines, md.parser.root = [], None
        for block in md.parser.blockprocessors:
            if isinstance(block, HRProcessor):
                block.match = None  # type: ignore[assignment]  # what it found, with the text around it


class _Needed(Preprocessor):
    """The steps over all lines, each only where one of its signs is."""

    def __init__(self, steps: Sequence[tuple[Preprocessor, Sequence[str], list[str]]]) -> None:
        super().__init__()
        self._steps = steps

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        for step, signs, added in self._steps:
            if any(sign[0] in text and sign in text for sign in signs):  # a letter is found sooner
                lines = step.run(lines)
                text = "\n".join(lines)
            else:
                lines = [*lines, *added]
        return lines


class _NeededBlock(BlockProcessor):
    """A block that is looked for only where its sign is."""

    def __init__(self, block: BlockProcessor, sign: str) -> None:
        super().__init__(block.parser)
        self._block = block
        self._sign = sign

    def test(self, parent: Element, block: str) -> bool:
        return self._sign in block and self._block.test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        return self._block.run(parent, blocks)


class _Table(_NeededBlock):
    """A table is looked for only above a line that could divide its head from the rest."""

    def test(self, parent: Element, block: str) -> bool:
        return self._sign in block and bool(_TABLE.match(block)) and self._block.test(parent, block)


def _cells(split: Callable[[str], list[str]], row: str) -> list[str]:
    """The cells of a row: without code and escapes each | is between two."""
    return split(row) if "`" in row or "\\" in row else row.split("|")


class _Paragraph(BlockProcessor):
    """A block that can be nothing but a paragraph: no other is asked about it."""

    def __init__(self, paragraph: BlockProcessor) -> None:
        super().__init__(paragraph.parser)
        self._paragraph = paragraph

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - as the library calls it
        if "\n" in block:
            return not _MARKED_LINE.search("\n" + block) and "|" not in block
        return bool(block) and block[0] not in _MARKS and not block[0].isdecimal()

    def run(self, parent: Element, blocks: list[str]) -> None:
        self._paragraph.run(parent, blocks)
        while blocks and self.test(parent, blocks[0]):
            self._paragraph.run(parent, blocks)
