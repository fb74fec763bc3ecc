"""Markdown as this site has it: wiki links, links that stay open, headings below the page's own; one body converted.

The only place where Markdown is called.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from chronicle.text.links import has_scheme, web_address
from chronicle.text.markdown_sparing import Sparing
from chronicle.text.markdown_writing import FOOTNOTE_END, Cleaning
from chronicle.text.markup import WIKI_LINK, Fault, MarkupError, Prose, Reference

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TWO_VERSIONS: Final = "lines of <<<<<<< and >>>>>>> stand in the text: keep one of the two versions, and delete these"
_OURS: Final = "<<<<<<< "  # what git writes before the first of them


def converted(body: str) -> Prose:
    """A body that is within the limits, converted. Raise MarkupError when it is too deep all the same."""
    try:
        converter = _IDLE.pop()
    except IndexError:
        converter = _Converter()
    prose = converter.prose(body)
    _IDLE.append(converter)  # not when it raised: who knows what is left in it
    return prose


class _Converter:
    """Markdown as it is here; to make it costs as much as a short body."""

    def __init__(self) -> None:
        self._found = Found()
        self._markdown = markdown.Markdown(
            extensions=[*extensions(self._found), Sparing()],
            output_format="html",
        )
        self._cleaning = Cleaning(self._markdown)

    def prose(self, body: str) -> Prose:
        """One body converted; nothing of it is kept. Raise MarkupError."""
        try:
            html, lost = self._cleaning.convert(body)
        except RecursionError:
            raise MarkupError("its Markdown is nested too deeply") from None
        found = self._found
        faults = (*found.faults, *lost)
        if _has_two_versions(body):
            faults = (*faults, Fault("conflict-marks", _TWO_VERSIONS, _OURS))
        prose = Prose(html=html, references=tuple(found.references), faults=faults)
        found.clear()
        self._markdown.reset()
        return prose


def _has_two_versions(body: str) -> bool:
    """Whether there are marks as git writes them into a file where two versions met."""
    if _OURS not in body:  # a letter is found sooner than the end of a line
        return False
    _, mark, rest = f"\n{body}".partition(f"\n{_OURS}")
    return bool(mark) and "\n>>>>>>> " in rest


_IDLE: Final[list[_Converter]] = []  # one, unless threads convert at the same time


def extensions(found: Found) -> list[Extension]:
    """What Markdown is extended by; references and faults go into `found`."""
    return [
        TableExtension(),
        FootnoteExtension(BACKLINK_TEXT=FOOTNOTE_END),
        SaneListExtension(),
        FencedCodeExtension(),
        _SiteExtension(found),
    ]


# ---- what Markdown is taught


class Found:
    """Collects references and faults during one conversion."""

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self.faults: list[Fault] = []

    def clear(self) -> None:
        """Begin anew."""
        self.references = []
        self.faults = []

    def refer(self, kind: str, target: str, label: str) -> str:
        """The address of a new reference."""
        self.references.append(Reference(kind=kind, target=target, label=label))
        return f"ref:{len(self.references) - 1}"


class _SiteExtension(Extension):
    def __init__(self, found: Found) -> None:
        super().__init__()
        self._found = found

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name Markdown calls
        # After code (190); before escapes (180: a | in a table is written \|), references and links.
        md.inlinePatterns.register(_WikiLinks(WIKI_LINK, md, self._found), "wiki_link", 185)
        # After inline text has become elements (20).
        md.treeprocessors.register(_Links(md, self._found), "site_links", 5)


class _WikiLinks(InlineProcessor):
    def __init__(self, pattern: str, md: markdown.Markdown, found: Found) -> None:
        super().__init__(pattern, md)
        self._found = found

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name Markdown calls
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        target = unicodedata.normalize("NFC", " ".join(m[1].split()))
        label = " ".join((m[2] or "").split())
        if not target:
            return None, None, None
        link = Element("a", {"href": self._found.refer("wiki", target, label)})
        link.text = label or target.rpartition(":")[2].strip() or target
        return link, m.start(0), m.end(0)


class _Links(Treeprocessor):
    """Headings below the page's own, alignment as classes, links and pictures judged."""

    def __init__(self, md: markdown.Markdown, found: Found) -> None:
        super().__init__(md)
        self._found = found

    def run(self, root: Element) -> None:
        footnotes: dict[str, int] = {}
        headings = []
        for element in root.iter():
            tag = element.tag
            if tag in _HEADINGS:
                headings.append(element)
            elif tag in {"td", "th"}:
                _align(element)
            elif tag in _LINKED:
                _number_footnote(element, footnotes)
                if tag == "a":
                    self._judge_link(element)
            elif tag == "img":
                self._judge_picture(element)
        _rank_headings(headings)

    def _judge_link(self, link: Element) -> None:
        target = (link.get("href") or "").strip()
        if target.startswith(("#", "ref:")) or not target:
            return
        if target.startswith(("mailto:", AMP_SUBSTITUTE)):  # <me@example.org> is written in entities
            return
        if not has_scheme(target):
            link.set("href", self._found.refer("page", target, ""))
            return
        address = web_address(target)
        if address.level:
            self._found.faults.append(Fault("link-form", f'link "{target[:60]}" {address.fault}', target))
        if address.level == "error":
            del link.attrib["href"]

    def _judge_picture(self, picture: Element) -> None:
        source = (picture.get("src") or "").strip()
        picture.attrib.pop("title", None)
        if not has_scheme(source) and source:
            picture.set("src", self._found.refer("media", source, picture.get("alt") or ""))
            return
        message = f'picture "{source[:60]}" is on another site; put it in content/media'
        self._found.faults.append(Fault("picture-remote", message, source))
        alt = picture.get("alt") or source
        picture.tag, picture.text = "a", alt
        address = web_address(source)
        picture.attrib.clear()
        if address.url:
            picture.set("href", address.url)


_LINKED: Final = frozenset({"a", "li", "sup"})  # what can lead to a footnote or back
_FOOTNOTE: Final = re.compile(r"(#?fn(?:ref\d*)?:)(.+)", re.DOTALL)


def _number_footnote(element: Element, numbers: dict[str, int]) -> None:
    """Footnotes by number: their names may have spaces, which no address may."""
    for attribute in ("id", "href"):
        if found := _FOOTNOTE.match(element.get(attribute) or ""):
            number = numbers.setdefault(found[2], len(numbers) + 1)
            element.set(attribute, f"{found[1]}{number}")


def _rank_headings(headings: list[Element]) -> None:
    """Headings below the page's own, without gaps, whatever level the editor began with."""
    levels = sorted({heading.tag for heading in headings})
    before = 1
    for heading in headings:
        before = min(levels.index(heading.tag) + 2, before + 1)
        heading.tag = f"h{min(before, 6)}"


def _align(cell: Element) -> None:
    style = cell.attrib.pop("style", "")
    side = style.partition("text-align:")[2].strip(" ;")
    if side:
        cell.set("class", f"align-{side}")
