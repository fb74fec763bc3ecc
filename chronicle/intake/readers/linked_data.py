"""JSON-LD → what a page says of its own article to machines. Pure."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from chronicle.intake.readers.raw import cleaned
from chronicle.text.links import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_NAME: Final = 120  # characters of a publisher's name
LONGEST_TITLE: Final = 250  # characters of a headline
MOST_NODES: Final = 5_000

_ARTICLES: Final = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle "
    "ReviewNewsArticle AskPublicNewsArticle BlogPosting LiveBlogPosting SocialMediaPosting Report".split()
)
_DAY: Final = re.compile(r"\s*(\d{4})([-/]?)(\d\d)\2(\d\d)(?!\d)")
_LANGUAGE: Final = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_]|\s*\Z)")

_NO_DAY: Final = dt.date(1970, 1, 1)  # what a clock says that was never set, as do the years before it
_AROUND: Final = " \t\r\n/*"

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedArticle:
    """An article as its page describes it; what is not said is empty."""

    title: str = ""
    published: dt.date | None = None
    publisher: str = ""
    url: str = ""
    language: str = ""
    body: str = ""


def linked_article(scripts: Iterable[str]) -> LinkedArticle:
    """The article in the JSON-LD of a page: the first one with its text, else the first one."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    named = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    found = [_article(node, named) for node in nodes if _ARTICLES.intersection(_texts(node.get("@type")))]
    return next((article for article in found if article.body), found[0] if found else LinkedArticle())


def _article(node: dict[str, Json], named: dict[str, dict[str, Json]]) -> LinkedArticle:
    return LinkedArticle(
        title=title_in(_text(node.get("headline")) or _text(node.get("name"))),
        published=day_in(_text(node.get("datePublished"))),
        publisher=name_in(_name(node.get("publisher"), named)),
        url=address_in(_text(node.get("url")) or _identity(node.get("mainEntityOfPage"))),
        language=language_in(_text(node.get("inLanguage"))),
        body=cleaned(_text(node.get("articleBody"))).strip(),
    )


def _loaded(script: str) -> Json:
    """The JSON of a script, out of the comments and CDATA in which old pages wrap it."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>")):
        script = script.strip(_AROUND).removeprefix(opening).removesuffix(closing)
    try:
        found: Json = json.loads(script.strip(_AROUND), strict=False)
    except (ValueError, RecursionError):
        return None
    return found


def _nodes(value: Json) -> Iterator[dict[str, Json]]:
    """Every object that a page describes, the outermost first."""
    waiting, number = [value], 0
    while waiting and number < MOST_NODES:
        value, number = waiting.pop(0), number + 1
        if isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher") if key in value]
        elif isinstance(value, list):
            waiting += value[:MOST_NODES]


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(each) for each in (value if isinstance(value, list) else [value]))


def _text(value: Json) -> str:
    """A text, or the first of several."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else ""


def _name(value: Json, named: dict[str, dict[str, Json]]) -> str:
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict) and "name" not in first:
        first = named.get(_identity(first), first)
    return _text(first.get("name")) if isinstance(first, dict) else _text(first)


def _identity(value: Json) -> str:
    return _text(value.get("@id")) if isinstance(value, dict) else _text(value)


# ---- values as publishers write them


def line_in(text: str) -> str:
    """A text on one line, its HTML entities read."""
    return " ".join(cleaned(html.unescape(text)).split())


def title_in(text: str) -> str:
    """A headline, or nothing when it is too long for one."""
    title = line_in(text)
    return title if len(title) <= LONGEST_TITLE else ""


def name_in(text: str) -> str:
    """A publisher's name without a slogan behind it; an address is none."""
    name = re.split(r"\s[|–—-]\s", line_in(text))[0]
    is_name = name and len(name) <= LONGEST_NAME and not re.search(r"[@/]", name)
    return name if is_name else ""


def day_in(text: str) -> dt.date | None:
    """The day of a time as ISO 8601 or e-mails write it, in the zone in which it is written."""
    try:
        if found := _DAY.match(text):
            day = dt.date(int(found[1]), int(found[3]), int(found[4]))
        else:
            day = parsedate_to_datetime(text).date() if text else _NO_DAY
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return day if day > _NO_DAY else None


def address_in(text: str) -> str:
    """A web address that an entry may have, or nothing."""
    found = web_address(line_in(text))
    return "" if found.level else found.url


def language_in(text: str) -> str:
    """The primary tag of a language such as `en-GB`, or nothing."""
    found = _LANGUAGE.match(text)
    return found[1].lower() if found else ""
