"""HTML → safe HTML, by an allow-list: the only place that knows the sanitiser."""

from __future__ import annotations

import re
from typing import Final

import nh3

from chronicle.text.links import web_address

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


def sanitised(html: str) -> str:
    """What is allowed of some HTML: no script, no handler, nothing from elsewhere.

    Quotes in its texts are written as in templates: only real attributes look like attributes.
    """
    pieces = _TAG.split(_NO_SOURCE.sub("", _CLEANER.clean(html)))
    pieces[::2] = [text.replace('"', "&quot;") for text in pieces[::2]]
    return "".join(pieces)


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
