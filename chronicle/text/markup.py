"""Markdown → safe HTML and the references in it; the only place where Markdown is called.

Links whose target is an entry, a page or a file of the site stay open: they become `href="ref:N"`, so that
the HTML can be kept when a target's address or title changes. `chronicle.text.answers` puts
them in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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
from chronicle.text.sanitising import sanitised

MOST_EXPANDED: Final = 8_000_000  # characters that a body's link definitions can grow to where they are used
DEEPEST: Final = 40  # quotes and list marks in front of one line

WIKI_LINK: Final = r"\[\[([^\[\]|\\\n]{1,200})(?:\\?\|([^\[\]\n]{1,200}))?\]\]"
_NESTED = re.compile(rf"\n(?:[ \t]*(?:[>*+-]|\d{{1,9}}[.)])){{{DEEPEST}}}")
_DEFINITION = re.compile(r"(?m)^ {0,3}\[[^\]\n]+\]:(?:.*\n?){1,3}")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link to something of the site. `kind` is `wiki` (an entry's name), `page` (an address) or `media`."""

    kind: str
    target: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body as safe HTML; `references[N]` is what `ref:N` in it means; `faults` are (code, what was found)."""

    html: str
    references: tuple[Reference, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


class MarkupError(ValueError):
    """A body that cannot be converted within its limits."""


def render(body: str) -> Prose:
    """Convert a body, whatever that costs (`converting` says what it may). Raise MarkupError when it is too deep."""
    if not body:
        return Prose(html="")
    _check_limits(body)
    try:
        converter = _IDLE.pop()
    except IndexError:
        converter = _Converter()
    prose = converter.prose(body)
    _IDLE.append(converter)  # not when it raised: who knows what is left in it
    return prose


def _check_limits(body: str) -> None:
    if _NESTED.search("\n" + body):
        raise MarkupError(f"a line is nested more than {DEEPEST} deep")
    if "]:" not in body:
        return
    longest = max((len(found[0]) for found in _DEFINITION.finditer(body)), default=0)
    if longest * body.count("[") > MOST_EXPANDED:
        raise MarkupError("its link definitions are too long for the number of links; shorten them")


class _Converter:
    """Markdown as it is here; to make it costs as much as a short body."""

    def __init__(self) -> None:
        self._found = Found()
        self._markdown = markdown.Markdown(
            extensions=[*extensions(self._found), Sparing()],
            output_format="html",
        )

    def prose(self, body: str) -> Prose:
        """One body converted; nothing of it is kept. Raise MarkupError."""
        try:
            html = self._markdown.convert(body)
        except RecursionError:
            raise MarkupError("its Markdown is nested too deeply") from None
        found = self._found
        prose = Prose(html=sanitised(html), references=tuple(found.references), faults=tuple(found.faults))
        found.clear()
        self._markdown.reset()
        return prose


_IDLE: Final[list[_Converter]] = []  # one, unless threads convert at the same time


def extensions(found: Found) -> list[Extension]:
    """What Markdown is extended by; references and faults go into `found`."""
    return [
        TableExtension(),
        FootnoteExtension(BACKLINK_TEXT="↩"),
        SaneListExtension(),
        FencedCodeExtension(),
        _SiteExtension(found),
    ]


# ---- what Markdown is taught


class Found:
    """Collects references and faults during one conversion."""

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self.faults: list[tuple[str, str]] = []

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
            self._found.faults.append(("link-form", f'link "{target[:60]}" {address.fault}'))
        if address.level == "error":
            del link.attrib["href"]

    def _judge_picture(self, picture: Element) -> None:
        source = (picture.get("src") or "").strip()
        picture.attrib.pop("title", None)
        if not has_scheme(source) and source:
            picture.set("src", self._found.refer("media", source, picture.get("alt") or ""))
            return
        self._found.faults.append(
            ("picture-remote", f'picture "{source[:60]}" is on another site; put it in content/media')
        )
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
