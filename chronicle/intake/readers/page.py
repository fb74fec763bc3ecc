"""Reads web pages: trafilatura says where the article is, and its paragraphs are read from there. Pure."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

import trafilatura

from chronicle.intake.dateline import agency_named, read_dateline
from chronicle.intake.readers.linked_data import LinkedArticle, linked_article
from chronicle.intake.readers.metadata import day_below_headline, described
from chronicle.intake.readers.paragraphs import HEADINGS, Block, MarkupLimitError, find_blocks, listed, parse_markup
from chronicle.intake.readers.raw import LARGEST, TOO_LONG, RawText, cleaned
from chronicle.intake.readers.values import line_in
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

    from chronicle.intake.words import Words

LONGEST_BEFORE: Final = 3  # paragraphs above those that were found
SHORTEST: Final = 250  # characters from which on trafilatura tells an article from what is around it
_ENOUGH: Final = 0.8  # share of what trafilatura found that our paragraphs must hold
_FULLER: Final = 2  # how many times as long the article in the page's JSON-LD must be to be read instead
_SHORT: Final = 25  # characters; what is shorter can occur in a text by chance
_STORY: Final = "Story."  # stands for what follows a dateline
_LINE_BREAK: Final = "\x0b"
_SENTENCE: Final = re.compile(r"[.!?…:;,][\"”’')\]]*\Z|[\"”]\Z")
_INTERNAL_SUBSET: Final = re.compile(r"<!doctype[^>\[]*\[", re.IGNORECASE)

for _library in ("trafilatura", "htmldate", "courlan", "justext"):  # what they find odd is for us to say
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read_page(seed: str, sha256: str, text: str, words: Words) -> RawText | Problem:
    """The article of a page."""
    if _INTERNAL_SUBSET.search(text[:10_000]):
        message = "declares entities of its own (<!DOCTYPE … [), which are not read; delete the declaration"
        return Problem(path=seed, code="seed-doctype", message=message)
    try:
        return _read(seed, sha256, parse_markup(text), words)
    except MarkupLimitError as error:
        return Problem(path=seed, code="seed-markup", message=str(error))


def _read(seed: str, sha256: str, tree: HtmlElement, words: Words) -> RawText | Problem:
    linked = linked_article(str(script.text or "") for script in tree.iter("script") if _is_linked_data(script))
    document = _extracted(tree)
    blocks = find_blocks(tree)
    paragraphs = _paragraphs(tree, blocks, document, linked, words)
    if not paragraphs:
        message = "is a page without an article text (it may load it later, or ask to pay); save the text as .txt"
        return Problem(path=seed, code="seed-empty", message=message)
    story = "\n\n".join(paragraphs)
    if len(story.encode()) > LARGEST:
        return Problem(path=seed, code="seed-large", message=TOO_LONG)
    found = described(tree, linked, (document and document.title) or "", (document and document.url) or "")
    return RawText(
        seed=seed,
        sha256=sha256,
        text=story,
        title=found.title,
        published=found.published or day_below_headline(tree, blocks, paragraphs[0], words),
        publisher=found.publisher,
        url=found.url,
        language=found.language,
    )


def _is_linked_data(script: HtmlElement) -> bool:
    return script.get("type", "").strip().lower() == "application/ld+json"


def _extracted(tree: HtmlElement) -> Document | None:
    found = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "max_date": None},
    )
    return None if found is None or isinstance(found, dict) else found


# ---- its paragraphs


def _paragraphs(
    tree: HtmlElement, blocks: tuple[Block, ...], document: Document | None, linked: LinkedArticle, words: Words
) -> tuple[str, ...]:
    links = "".join(_squeezed(block.text) for block in blocks if not block.is_text)
    lines = tuple(text for text in _lines(document) if _squeezed(text) not in links)
    extracted = lines if sum(map(len, lines)) >= SHORTEST else ()
    told = _told(linked.body)
    found = _around(blocks, _squeezed(" ".join((*extracted, *told))), words)
    if not _covers(found, extracted):
        found = told if _covers(told, extracted) else extracted
    if len("".join(told)) > _FULLER * len("".join(found)):
        found = told
    return found or _in_place(tree) or lines


def _covers(found: tuple[str, ...], extracted: tuple[str, ...]) -> bool:
    """Whether paragraphs hold nearly all that trafilatura found; it joins some that we keep apart."""
    return len(_squeezed("".join(found))) >= _ENOUGH * len(_squeezed("".join(extracted)))


def _lines(document: Document | None) -> tuple[str, ...]:
    """The paragraphs that trafilatura found, each once: some of its versions repeat what follows a line break."""
    if document is None or document.body is None:
        return ()
    elements = document.body.iter("p", "head", "item", "quote")
    lines = (" ".join(line.split()) for each in elements for line in _own_text(each).split(_LINE_BREAK))
    return tuple(dict.fromkeys(cleaned(line) for line in lines if line))


def _own_text(element: _Element) -> str:
    """The text of an element without that of elements in it that stand for themselves."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append(_LINE_BREAK)
        elif child.tag not in {"p", "item", "quote"}:
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _told(body: str) -> tuple[str, ...]:
    """The paragraphs of `articleBody`, which is text, or HTML against the rules."""
    if re.search(r"</?(?:p|br|div)\b", body):
        return tuple(block.text for block in find_blocks(parse_markup(body)) if block.is_prose)
    return tuple(paragraph for line in body.split("\n") if (paragraph := line_in(line)))


def _around(blocks: tuple[Block, ...], known: str, words: Words) -> tuple[str, ...]:
    """The paragraphs between the first and the last that are known, and what belongs to them directly above."""
    kept = _without_teasers(blocks, [number for number, block in enumerate(blocks) if _is_known(block, known)])
    if not kept:
        return ()
    first, last = _beginning(blocks, kept[0], known, words), _ending(blocks, kept[-1], known)
    inside = range(first, last + 1)
    texts = tuple(
        blocks[number].text
        for number in inside
        if number in kept or (blocks[number].is_text and not blocks[number].is_cell)
    )
    return _with_dateline(texts, words)


def _with_dateline(texts: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """The paragraphs with a dateline that stands alone put before the one that it belongs to."""
    dateline = read_dateline(f"{texts[0]} {_STORY}", None, words)
    if dateline and dateline.rest.strip() == _STORY and len(texts) > 1:
        return (f"{texts[0]} {texts[1]}", *texts[2:])
    return texts


def _without_teasers(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Known blocks from where none is told again: what comes before is a teaser, or the page holds its text twice."""
    texts = [_squeezed(blocks[number].text) for number in kept]
    first = 0
    while any(texts[first] in later for later in texts[first + 1 :]):
        first += 1
    return list(kept[first:])


def _is_known(block: Block, known: str) -> bool:
    text = _squeezed(block.text)
    return len(text) >= _SHORT and block.tag not in HEADINGS and text in known


def _beginning(blocks: Sequence[Block], first: int, known: str, words: Words) -> int:
    """Where the article begins: a dateline above it belongs to it, and so do sentences directly above in its box."""
    lowest = max(first - LONGEST_BEFORE, 0)
    first = next((number for number in range(lowest, first) if _has_dateline(blocks[number], words)), first)
    while first > 0 and _adjoin(blocks[first - 1], blocks[first]) and _is_sentence(blocks[first - 1]):
        if first <= lowest and _squeezed(blocks[first - 1].text) not in known:
            break
        first -= 1
    return first


def _ending(blocks: Sequence[Block], last: int, known: str) -> int:
    """Where it ends: short paragraphs that are known too, and the agency, belong to it."""
    while last + 1 < len(blocks) and _adjoin(blocks[last], blocks[last + 1]):
        text = blocks[last + 1].text
        if not (_squeezed(text) in known or agency_named(text.strip(" ()—–-."))):
            break
        last += 1
    return last


def _adjoin(one: Block, other: Block) -> bool:
    """Whether two blocks lie in one box, or one in the other's."""
    return bool({one.box, one.outer} & {other.box, other.outer})


def _has_dateline(block: Block, words: Words) -> bool:
    return block.is_prose and read_dateline(f"{block.text} {_STORY}", None, words) is not None


def _is_sentence(block: Block) -> bool:
    return block.is_prose and _SENTENCE.search(block.text) is not None


def _in_place(tree: HtmlElement) -> tuple[str, ...]:
    """The paragraphs of the element that a page marks as its article; without one the sentences in its paragraphs."""
    for path in listed("places"):
        for place in tree.xpath(path):
            if found := tuple(block.text for block in find_blocks(place) if block.is_prose):
                return found
    return tuple(
        block.text
        for block in find_blocks(tree)
        if block.is_prose and block.tag in {"p", "pre"} and _SENTENCE.search(block.text)
    )


def _squeezed(text: str) -> str:
    """A text without white space, so that two ways to lay it out are equal."""
    return "".join(text.split())
