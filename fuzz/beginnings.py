"""What fuzzing begins with: the entries of this repository, and the texts that stand in its tests."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
LONGEST: Final = 8192  # bytes of an input: what needs more to be found is found by a test of its own
_MOST: Final = 150  # entries
_SHORTEST_ARTICLE: Final = 120  # bytes
_LONGEST_WORD: Final = 24  # bytes of a word that is put into inputs


def own_files(pattern: str) -> tuple[bytes, ...]:
    """The smallest files of this repository at such paths."""
    found = sorted((path.stat().st_size, path) for path in ROOT.glob(pattern))
    return tuple(path.read_bytes() for size, path in found[:_MOST] if size <= LONGEST)


def bodies() -> tuple[bytes, ...]:
    """The texts of entries."""
    return tuple(each.split(b"\n---\n", 1)[-1].strip() for each in own_files("content/*/**/*.md"))


def texts_of(*patterns: str) -> tuple[bytes, ...]:
    """Every text and every bytes that stands in these tests."""
    found: dict[bytes, None] = {}
    for pattern in patterns:
        for path in sorted(ROOT.glob(f"tests/{pattern}")):
            found |= dict.fromkeys(_constants(path.read_text("utf-8")))
    return tuple(each for each in found if len(each) <= LONGEST)


def articles() -> tuple[bytes, ...]:
    """Articles as text: those of this repository and of the tests."""
    told = (each for each in texts_of("intake/*.py") if len(each) > _SHORTEST_ARTICLE and b" " in each)
    return (*own_files("seeds/*"), *told)


def pages() -> tuple[bytes, ...]:
    """Articles as pages, as a paper would have them."""
    page = (
        b"<html><head><title>%(title)b</title><meta property='article:published_time' content='2023-10-20'></head>"
        b"<body><article><h1>%(title)b</h1>%(story)b</article></body></html>"
    )
    return tuple(page % {b"title": _title(each), b"story": _paragraphs(each)} for each in articles())


def feeds() -> tuple[bytes, ...]:
    """Articles as items of feeds."""
    feed = (
        b"<rss version='2.0'><channel><title>Gazette</title><language>en</language><item><title>%(title)b</title>"
        b"<link>https://e.org/a</link><pubDate>Fri, 20 Oct 2023 10:00:00 +0300</pubDate>"
        b"<description>%(story)b</description></item></channel></rss>"
    )
    return tuple(feed % {b"title": _title(each), b"story": _escaped(_paragraphs(each))} for each in articles())


def _title(article: bytes) -> bytes:
    return _escaped(article.strip().partition(b"\n")[0][:100])


def _paragraphs(article: bytes) -> bytes:
    return b"".join(b"<p>%b</p>" % _escaped(each) for each in article.split(b"\n\n"))


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")


def words_of(seeds: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The words of some inputs: what is put together anew."""
    return tuple(sorted({word for seed in seeds for word in seed.split() if 1 < len(word) <= _LONGEST_WORD}))[:2000]


@cache
def _constants(source: str) -> tuple[bytes, ...]:
    tree = ast.parse(source)
    documentation = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and isinstance(node.body[0], ast.Expr)
    }
    return tuple(_constant_bytes(node for node in ast.walk(tree) if node not in documentation))


def _constant_bytes(nodes: Iterator[ast.AST]) -> Iterator[bytes]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.encode("utf-8", "surrogatepass")
        elif isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield node.value
