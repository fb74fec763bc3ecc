"""Markdown → safe HTML and the references in it; the only place that knows Markdown and the sanitiser.

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
import nh3
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from chronicle.text.links import has_scheme, web_address

MOST_EXPANDED: Final = 8_000_000  # characters that a body's link definitions can grow to where they are used
DEEPEST: Final = 40  # quotes and list marks in front of one line

WIKI_LINK: Final = r"\[\[([^\[\]|\\\n]{1,200})(?:\\?\|([^\[\]\n]{1,200}))?\]\]"
_NESTED = re.compile(rf"(?m)^(?:[ \t]*(?:[>*+-]|\d{{1,9}}[.)])){{{DEEPEST}}}")
_DEFINITION = re.compile(r"(?m)^ {0,3}\[[^\]\n]+\]:(?:.*\n?){1,3}")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS: Final = frozenset(
    "a abbr blockquote br cite code dd del details div dl dt em h2 h3 h4 h5 h6 hr img ins kbd li mark ol p pre q s "
    "samp small strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "*": set(),
    "a": {"href"},
    "img": {"src", "alt"},
    "li": {"id"},
    "sup": {"id"},
    "ol": {"start"},
    "details": {"open"},
    "th": {"scope"},
}
_ALIGNED: Final = {f"align-{side}" for side in ("left", "center", "right")}
_CLASSES: Final = {
    "th": _ALIGNED,
    "td": _ALIGNED,
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
}
# What is wider than the page is moved in its place, by keyboard too.
_SCROLLED: Final = {"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}}
_DROPPED: Final = frozenset({"script", "style", "template", "iframe", "object", "noscript", "title", "svg", "math"})


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
    if _NESTED.search(body):
        raise MarkupError(f"a line is nested more than {DEEPEST} deep")
    longest = max((len(found[0]) for found in _DEFINITION.finditer(body)), default=0)
    if longest * body.count("[") > MOST_EXPANDED:
        raise MarkupError("its link definitions are too long for the number of links; shorten them")
    found = _Found()
    converter = markdown.Markdown(
        extensions=[
            TableExtension(),
            FootnoteExtension(BACKLINK_TEXT="↩"),
            SaneListExtension(),
            FencedCodeExtension(),
            _SiteExtension(found),
        ],
        output_format="html",
    )
    try:
        html = converter.convert(body)
    except RecursionError:
        raise MarkupError("its Markdown is nested too deeply") from None
    return Prose(html=_sanitised(html), references=tuple(found.references), faults=tuple(found.faults))


def _sanitised(html: str) -> str:
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_kept_attribute,
        allowed_classes={tag: set(names) for tag, names in _CLASSES.items()},
        set_tag_attribute_values=_SCROLLED,
        url_schemes={"http", "https", "mailto", "ref"},
        strip_comments=True,
        link_rel=None,
    )
    return _NO_SOURCE.sub("", clean)


_NO_SOURCE: Final = re.compile(r'<img(?: alt="[^"]*")?>')  # what is left of a picture that was refused


def _kept_attribute(_tag: str, name: str, value: str) -> str | None:
    """The value of an allowed attribute, or None to drop it: raw HTML comes only through here."""
    if name == "href" and not _OWN_LINK.match(value):
        return web_address(value).url or None
    form = _VALUES.get(name)
    return value if form is None or form.match(value) else None


_OWN_LINK: Final = re.compile(r"mailto:|ref:\d{1,6}\Z|#fn(?:ref\d*)?:[\w.-]{1,40}\Z", re.ASCII)
_VALUES: Final = {
    "src": re.compile(r"ref:\d{1,6}\Z", re.ASCII),
    "id": re.compile(r"fn(?:ref\d*)?:[\w.-]{1,40}\Z", re.ASCII),
    "start": re.compile(r"\d{1,6}\Z", re.ASCII),
    "scope": re.compile(r"(?:row|col)\Z"),
}


# ---- what Markdown is taught


class _Found:
    """Collects references and faults during one conversion."""

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self.faults: list[tuple[str, str]] = []

    def refer(self, kind: str, target: str, label: str) -> str:
        self.references.append(Reference(kind=kind, target=target, label=label))
        return f"ref:{len(self.references) - 1}"


class _SiteExtension(Extension):
    def __init__(self, found: _Found) -> None:
        super().__init__()
        self._found = found

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name Markdown calls
        # After code (190); before escapes (180: a | in a table is written \|), references and links.
        md.inlinePatterns.register(_WikiLinks(WIKI_LINK, md, self._found), "wiki_link", 185)
        # After inline text has become elements (20).
        md.treeprocessors.register(_Links(md, self._found), "site_links", 5)


class _WikiLinks(InlineProcessor):
    def __init__(self, pattern: str, md: markdown.Markdown, found: _Found) -> None:
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

    def __init__(self, md: markdown.Markdown, found: _Found) -> None:
        super().__init__(md)
        self._found = found
        self._footnotes: dict[str, int] = {}

    def run(self, root: Element) -> None:
        _rank_headings([element for element in root.iter() if element.tag in _HEADINGS])
        for element in root.iter():
            self._number_footnote(element)
            if element.tag in {"td", "th"}:
                _align(element)
            elif element.tag == "a":
                self._judge_link(element)
            elif element.tag == "img":
                self._judge_picture(element)

    def _number_footnote(self, element: Element) -> None:
        """Footnotes by number: their names may have spaces, which no address may."""
        for attribute in ("id", "href"):
            if found := _FOOTNOTE.match(element.get(attribute) or ""):
                number = self._footnotes.setdefault(found[2], len(self._footnotes) + 1)
                element.set(attribute, f"{found[1]}{number}")

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


_FOOTNOTE: Final = re.compile(r"(#?fn(?:ref\d*)?:)(.+)", re.DOTALL)


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
