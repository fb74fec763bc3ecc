"""HTML → safe HTML, by an allow-list: the only place that knows the sanitiser."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import nh3

from chronicle.text.characters import with_letters
from chronicle.text.links import LONGEST, web_address
from chronicle.text.markup import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

_TAGS: Final = frozenset(
    "a abbr blockquote br caption cite code dd del details div dl dt em h2 h3 h4 h5 h6 hr img ins kbd li mark ol p pre "
    "q s samp small strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
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


def sanitised(html: str) -> str:
    """What is allowed of some HTML: no script, no handler, nothing from elsewhere.

    Quotes in its texts are written as in templates: only real attributes look like attributes. A reference to what can
    be no letter is the sign that HTML has for one to a NUL.
    """
    html = with_letters(html, lambda _number: "\ufffd")
    pieces = _TAG.split(_NO_SOURCE.sub("", _CLEANER.clean(_FIRST_HEADING.sub(r"<\1h2", html))))
    pieces[::2] = [text.replace('"', "&quot;") for text in pieces[::2]]
    return "".join(pieces)


_FIRST_HEADING: Final = re.compile(r"<(/?)h1(?=[\s/>])", re.ASCII | re.IGNORECASE)  # a page has its title already
_NO_SOURCE: Final = re.compile(r'<img(?: alt="[^"]*")?>')  # what is left of a picture that was refused
_TAG: Final = re.compile(r'(<[^">]*(?:"[^"]*"[^">]*)*>)')


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

_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED),
    attributes=_ATTRIBUTES,
    attribute_filter=_kept_attribute,
    allowed_classes=_CLASSES,
    set_tag_attribute_values=_SCROLLED,
    url_schemes={"http", "https", "mailto", "ref"},
    strip_comments=True,
    link_rel=None,
)


def left_out(html: str, clean: str) -> list[Fault]:
    """What `sanitised` took out of HTML, in words for its editor, each sort once."""
    html = _UNSEEN.sub(r"<\1>", html)
    gone = (_elements(html) - _elements(clean)).keys() - _LOOKS
    words = {tag: _LOST.get(tag, _LOST_WITH_TEXT if tag in _DROPPED else _LOST_TAG) for tag in sorted(gone)}
    faults = [Fault("html-left-out", text.format(tag=tag), _as_written(tag, html)) for tag, text in words.items()]
    if "a" not in gone and html.count(" href=") > clean.count(" href="):
        lost = Counter(_ADDRESS.findall(html)) - Counter(_ADDRESS.findall(clean))
        faults.append(Fault("html-left-out", _LOST["a"], next(iter(lost), "")))
    return faults


def _elements(html: str) -> Counter[str]:
    return Counter(name.lower() for name in _ELEMENT.findall(html))


def _as_written(tag: str, html: str) -> str:
    return next(f"<{name}" for name in _ELEMENT.findall(html) if name.lower() == tag)


_ADDRESS: Final = re.compile(r""" href=["']?([^"'\s>]*)""")
_ELEMENT: Final = re.compile(r"<([a-zA-Z][\w-]*)(?=[\s/>])", re.ASCII)
# Comments, and what is left out with its element.
_UNSEEN: Final = re.compile(
    rf"<!--.*?(?:-->|\Z)|<({'|'.join(sorted(_DROPPED))})(?=[\s/>]).*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_LOOKS: Final = frozenset(
    "address article aside b bdi big body center col colgroup data figure figcaption font footer h1 header hgroup html "
    "i label main nav section span strike time tt wbr".split()
)
_LOST_TAG: Final = 'the element <{tag}> is left out; to show a "<", write "&lt;"'
_LOST_WITH_TEXT: Final = "the element <{tag}> is left out, and all that stands in it"
_LOST: Final = {
    "a": "the address of a link is left out; write [words](address), with the address of a page or a file",
    "img": "a picture written in HTML is left out; write ![what it shows](media/name.jpg)",
}


# ---- told from a tree

_BLOCKS: Final = frozenset("blockquote div h2 h3 h4 h5 h6 hr ol p pre table ul".split())
_WORDS: Final = frozenset("a br code em strong sup".split())
# What may stand in what, so that a parser finds the tree again: nothing that begins ends what it is in.
_INSIDE: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("blockquote", "div", "li"), _BLOCKS | _WORDS),
    **dict.fromkeys(("a", "code", "em", "h2", "h3", "h4", "h5", "h6", "p", "strong", "sup", "td", "th"), _WORDS),
    **dict.fromkeys(("br", "hr"), frozenset()),
    **dict.fromkeys(("ol", "ul"), frozenset({"li"})),
    **dict.fromkeys(("tbody", "thead"), frozenset({"tr"})),
    "pre": frozenset({"code"}),
    "table": frozenset({"tbody", "thead"}),
    "tr": frozenset({"td", "th"}),
}
_WORDLESS: Final = frozenset("br hr ol pre table tbody thead tr ul".split())  # a parser moves words out of there
_STARTS: Final = {tag: f'<{tag} tabindex="0">' if tag in _SCROLLED else f"<{tag}>" for tag in _INSIDE}
_ENDS: Final = {tag: "" if tag in {"br", "hr"} else f"</{tag}>" for tag in _INSIDE}
_PLAIN_LINK: Final = re.compile(
    r"(?:ref|#fn(?:ref\d*)?):\d{1,6}|https?://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9._~/?#!$()*+,;=:-]*)?",
    re.ASCII,
)
_ENTITY: Final = re.compile(r"&[#\w]")
_ODD: Final = ("\x02", "\0", "\r", "\xa0")  # Markdown's sign for an escape or raw HTML, and what a parser changes


class _OddError(Exception):
    """The tree is not plain."""


def sanitised_tree(root: Element, signs: Mapping[str, str]) -> str | None:
    """What `sanitised` makes of the HTML in a tree of Markdown's, written without a parser; None where that takes one.

    Nearly every tree is plain: its elements are allowed, stand where they may, and have no attribute to be judged.
    The `signs` are what stands in texts of the tree for other texts, which are HTML and safe.
    """
    pieces = [text := root.text or ""]
    try:
        _put(root, pieces)
    except _OddError:
        return None
    html = "".join(pieces).strip()
    if "\x02" in html:
        for sign, meant in signs.items():
            html = html.replace(sign, meant)
    return None if text.strip() or any(sign in html for sign in _ODD) else html


def _put(element: Element, pieces: list[str]) -> None:
    """Write what is inside of an element, all but its text."""
    inside, is_wordless = _INSIDE[element.tag], element.tag in _WORDLESS
    for child in element:
        tag, text, tail = child.tag, child.text, child.tail
        if tag not in inside:
            raise _OddError
        if (tail and tail != "\n" and is_wordless) or (text and tag in _WORDLESS and (text != "\n" or tag == "pre")):
            raise _OddError
        start = _start(tag, items) if (items := child.items()) else _STARTS[tag]
        if text:
            start += _escaped(text)
        tail = _escaped(tail) if tail else ""
        if len(child):
            if tag == "a" and child.find(".//a") is not None:
                raise _OddError
            pieces.append(start)
            _put(child, pieces)
            pieces.append(_ENDS[tag] + tail)
        else:
            pieces.append(start + _ENDS[tag] + tail)


def _start(tag: str, items: Iterable[tuple[str, str]]) -> str:
    """The start of an element with attributes, in the library's order; the title of a link is none that is allowed."""
    kept = {name: value for name, value in items if (tag, name) != ("a", "title")}
    if any(not _is_plain(tag, name, value) for name, value in kept.items()):
        raise _OddError
    return "".join([_STARTS[tag][:-1], *(f' {name}="{value}"' for name, value in sorted(kept.items())), ">"])


def _is_plain(tag: str, name: str, value: str) -> bool:
    """Whether an attribute is allowed, and no other than it was when it is sanitised."""
    if (tag, name) == ("a", "href"):
        return bool(_PLAIN_LINK.fullmatch(value)) and len(value) <= LONGEST
    if name == "class":
        return value in _CLASSES.get(tag, ())
    return name == "id" and tag in {"li", "sup"} and bool(_VALUES["id"].match(value))


def _escaped(text: str) -> str:
    if "&" in text:
        if _ENTITY.search(text):
            raise _OddError
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text
