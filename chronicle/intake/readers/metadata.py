"""What a page says of its article outside the text: title, day, publisher, address, language. Pure."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from chronicle.intake.article import read_article
from chronicle.intake.readers.linked_data import LinkedArticle
from chronicle.intake.readers.paragraphs import listed
from chronicle.intake.readers.raw import RawText
from chronicle.intake.readers.values import address_in, day_in, language_in, line_in, name_in, title_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from chronicle.intake.readers.paragraphs import Block
    from chronicle.intake.words import Words

MOST_LINES: Final = 6  # between a headline and its text
LONGEST_DATE: Final = 80  # characters of a line that says when an article was published
_SUFFIX: Final = r"\s+[|–—-]\s+"
_DAY_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d/\d\d/\d\d)/")


def described(tree: HtmlElement, linked: LinkedArticle, title: str, address: str) -> LinkedArticle:
    """What is known of the article: by JSON-LD, else by the page's head, else the title and address found in it."""
    publisher = linked.publisher or name_in(_meta(tree, "og:site_name"))
    title = linked.title or title_in(title or _first(tree, ".//h1", ".//title"))
    address = address_in(_link(tree)) or linked.url or address_in(address)
    return LinkedArticle(
        title=_without_name(title, publisher),
        published=linked.published or _day_in_head(tree, address),
        publisher=publisher,
        url=address,
        language=linked.language or language_in(str(tree.get("lang") or _meta(tree, "og:locale"))),
    )


def _day_in_head(tree: HtmlElement, address: str) -> dt.date | None:
    """The day that the page gives as that of publication; what else stands in it may be any day."""
    said = {_name_of(meta): meta.get("content", "") for meta in reversed(list(tree.iter("meta")))}
    days = [day_in(said[name]) for name in listed("dates") if name in said]
    days += [_day_of(time) for time in tree.iter("time") if _is_publication(time)]
    days += [day_in(match[1]) if (match := _DAY_IN_ADDRESS.search(address)) else None]
    return next((day for day in days if day), None)


def _name_of(meta: HtmlElement) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()


def _is_publication(time: HtmlElement) -> bool:
    return time.get("itemprop") == "datePublished" or "pubdate" in time.attrib


def _day_of(time: HtmlElement) -> dt.date | None:
    return day_in(time.get("datetime") or time.get("content") or "")


def day_below_headline(tree: HtmlElement, blocks: Sequence[Block], first: str, words: Words) -> dt.date | None:
    """The day that stands between the headline and the first paragraph: in a `time`, or in a line of its own."""
    above = list(takewhile(lambda block: block.text != first, blocks))
    headline = max((number for number, block in enumerate(above) if block.tag == "h1"), default=len(above))
    lines = [block.text for block in above[headline + 1 :][:MOST_LINES] if len(block.text) < LONGEST_DATE]
    days = (read_article(RawText(seed="", sha256="", text=f"{line}\n\n{first}"), words).published for line in lines)
    return _time_below_headline(tree, first) or next((day for day in days if day), None)


def _time_below_headline(tree: HtmlElement, first: str) -> dt.date | None:
    seen: list[HtmlElement] = []
    for element in tree.iter("h1", "time", "p"):
        if element.tag == "p" and line_in(str(element.text_content())) == first:
            return next((day for time in seen if (day := _day_of(time))), None)
        seen = (
            []
            if element.tag == "h1"
            else [*seen, element]
            if element.tag == "time" and len(seen) < MOST_LINES
            else seen
        )
    return None


def _meta(tree: HtmlElement, name: str) -> str:
    found = tree.find(f'.//meta[@property="{name}"]')
    return "" if found is None else found.get("content", "")


def _link(tree: HtmlElement) -> str:
    found = tree.find('.//link[@rel="canonical"]')
    return "" if found is None else found.get("href", "")


def _first(tree: HtmlElement, *paths: str) -> str:
    elements = (tree.find(path) for path in paths)
    return next((line_in(str(element.text_content())) for element in elements if element is not None), "")


def _without_name(title: str, publisher: str) -> str:
    """A title without ` | The Daily Star` at its end."""
    return re.sub(rf"{_SUFFIX}{re.escape(publisher)}\Z", "", title) if publisher else title
