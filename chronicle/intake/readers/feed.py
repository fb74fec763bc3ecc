"""Reads feeds, RSS and Atom: each item is an article. Pure; nothing is fetched and no DTD is read."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

import feedparser

from chronicle.intake.readers.paragraphs import MarkupLimitError, find_blocks, parse_markup
from chronicle.intake.readers.raw import LARGEST, TOO_LONG, RawText, cleaned, digest
from chronicle.intake.readers.values import address_in, day_in, language_in, line_in, name_in, title_in
from chronicle.problems import Problem
from chronicle.text.characters import with_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ITEMS: Final = 500

_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*>")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_HEADERS: Final = {"content-type": "application/xml; charset=utf-8"}
_WHERE: Final = re.compile(r"<unknown>:(\d+):\d+: ")


def read_feed(seed: str, text: str) -> tuple[tuple[RawText, ...], tuple[Problem, ...]]:
    """The articles in a feed, in its order, and what is wrong with it."""
    if _declares(text):
        message = "declares a document type (<!DOCTYPE or <!ENTITY), which feeds do not need; delete it"
        return (), (Problem(path=seed, code="seed-doctype", message=message),)
    try:
        found = feedparser.parse(
            io.BytesIO(_joined(_DECLARATION.sub("", text, count=1)).encode("utf-8", "replace")),
            response_headers=_HEADERS,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception:  # noqa: BLE001 - in tags that are not closed its loose parser loses its way in many ways
        message = "is no feed that can be read: its tags are not closed; save it again from its address"
        return (), (Problem(path=seed, code="seed-format", message=message),)
    if not found.entries:
        return (), (Problem(path=seed, code="seed-format", message=_why_nothing(found)),)
    texts: list[RawText] = []
    problems = list(_doubts(seed, found))
    for number, entry in enumerate(found.entries[:MOST_ITEMS], 1):
        read = _read_item(seed, number, entry, found.feed)
        if isinstance(read, RawText):
            texts.append(read)
        else:
            problems.append(read)
    if not texts:
        problems.append(Problem(path=seed, code="seed-empty", message="is a feed whose items have no text to read"))
    return tuple(texts), tuple(problems)


def _joined(text: str) -> str:
    """The text without references to what is no letter: halves are joined, as old systems write emoji."""
    text = with_letters(text, lambda number: chr(number) if number in _HALVES else " ")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_HALVES: Final = range(0xD800, 0xE000)


def _declares(text: str) -> bool:
    """Whether there is a DTD: anywhere but in comments and quoted text."""
    bare = _without(_without(text, "<!--", "-->"), "<![CDATA[", "]]>")
    return bool(re.search(r"<!(?:DOCTYPE|ENTITY)", bare, re.IGNORECASE))


def _without(text: str, opening: str, closing: str) -> str:
    head, *pieces = text.split(opening)
    return head + "".join(piece.partition(closing)[2] for piece in pieces)


def _why_nothing(found: feedparser.FeedParserDict) -> str:
    if found.bozo:
        return f"is no feed that can be read: {_fault(found)}; save it again from its address"
    return "is a feed without items" if found.get("version") else "is XML, but no RSS or Atom feed"


def _fault(found: feedparser.FeedParserDict) -> str:
    fault = line_in(str(found.bozo_exception))
    where = _WHERE.match(fault)
    return f"{_WHERE.sub('', fault)[:80]} in line {int(where[1]) - 1}" if where else fault[:80]  # it adds a first line


def _doubts(seed: str, found: feedparser.FeedParserDict) -> Iterator[Problem]:
    if found.bozo:
        message = f"is no well-formed XML ({_fault(found)}); compare its drafts with the articles"
        yield Problem(path=seed, level="warning", code="feed-form", message=message)
    if len(found.entries) > MOST_ITEMS:
        message = f"has {len(found.entries)} items; only the first {MOST_ITEMS} were read"
        yield Problem(path=seed, level="warning", code="feed-long", message=message)


# ---- one item


def _read_item(
    seed: str, number: int, entry: feedparser.FeedParserDict, feed: feedparser.FeedParserDict
) -> RawText | Problem:
    title = title_in(_bare(_text(entry, "title")))
    part = f"item {number} “{title[:60]}”" if title else f"item {number}"
    try:
        paragraphs = _paragraphs(entry)
    except MarkupLimitError as error:
        return _left_out(seed, f"{part} {error}")
    story = "\n\n".join(paragraphs)
    if not story:
        return _left_out(seed, f"{part} has no text")
    if len(story.encode()) > LARGEST:
        return _left_out(seed, f"{part} {TOO_LONG}")
    link = _text(entry, "link")
    return RawText(
        seed=seed,
        sha256=_digest(_text(entry, "id") or link, title, story),
        text=story,
        title=title,
        published=day_in(_text(entry, "published") or _text(entry, "updated")),
        publisher=name_in(_text(entry.get("source"), "title")) or name_in(_bare(_text(feed, "title"))),
        url=address_in(link),
        language=language_in(_text(feed, "language")),
        part=part,
    )


def _left_out(seed: str, message: str) -> Problem:
    return Problem(path=seed, level="warning", code="item-left-out", message=f"{message}; it is left out")


def _digest(identity: str, title: str, story: str) -> str:
    """The digest of one item: that of its identity, title and text, whatever else stands in the feed."""
    return digest(json.dumps([identity, title, story], ensure_ascii=False).encode("utf-8", "replace"))


def _text(values: Any, key: str) -> str:  # noqa: ANN401 - feedparser's dictionaries are untyped
    """A text in one of feedparser's dictionaries, or nothing."""
    found = values.get(key) if isinstance(values, dict) else None
    return cleaned(found) if isinstance(found, str) else ""


def _bare(text: str) -> str:
    """A title without markup."""
    return " ".join(_TAG.sub(" ", text).split()) if "<" in text else text


def _paragraphs(entry: feedparser.FeedParserDict) -> tuple[str, ...]:
    """The fullest text of an item: its contents, else its summary."""
    contents = [_text(content, "value") for content in entry.get("content", [])]
    return _read_text(max(contents, key=len, default="")) or _read_text(_text(entry, "summary"))


def _read_text(value: str) -> tuple[str, ...]:
    if not value.strip():
        return ()
    if not _TAG.search(value):
        return tuple(line_in(part) for part in re.split(r"\n\s*\n", value) if part.strip())
    return tuple(block.text for block in find_blocks(parse_markup(value)) if block.is_text)
