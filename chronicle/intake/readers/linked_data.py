"""JSON-LD → what a page says of its own article to machines. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.readers.raw import cleaned
from chronicle.intake.readers.values import address_in, day_in, language_in, name_in, title_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

MOST_NODES: Final = 5_000

_ARTICLES: Final = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle "
    "ReviewNewsArticle AskPublicNewsArticle BlogPosting LiveBlogPosting SocialMediaPosting Report".split()
)
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
