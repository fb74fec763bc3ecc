"""The articles written for measuring: figures that must not fall, and no word of a story that is lost."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from intake.imports import import_seed
from score_import import Measured, measure, read_lines

from chronicle.intake.article import read_article
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.language import language_of
from chronicle.intake.readers import RawText
from chronicle.intake.words import ENGLISH

FOLDER = Path(__file__).parents[2] / "bench" / "articles"
ARTICLES = read_lines(FOLDER / "articles.jsonl")

# Below what is measured now, by a margin for a rule that trades one article for another.
FLOORS = {
    "publication date": 0.98,
    "dateline": 0.95,
    "agency": 0.94,
    "incident strict": 0.86,
    "incident date": 0.95,
    "place within 161 km": 0.90,
    "type": 0.92,
    "killed min": 0.85,
    "injured min": 0.80,
    "article without incident": 0.99,
}


@pytest.fixture(scope="module")
def measured() -> Measured:
    """The figures of all articles."""
    return measure(FOLDER, stress=False)[0]


@pytest.mark.parametrize("row", FLOORS)
def test_no_figure_falls(measured: Measured, row: str) -> None:
    """What the importer finds in the articles written for measuring stays as good as it was."""
    assert measured.figures[row].value >= FLOORS[row]


def letters(*texts: str) -> Counter[str]:
    """How often each letter stands in texts: page dates are glued to words, so words cannot be counted."""
    return Counter(letter for text in texts for letter in re.findall(r"\w", text))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_no_word_is_lost(article: dict[str, str]) -> None:
    """Every word of a seed is in the title, the dateline or the paragraphs, or is told as cut out."""
    raw = RawText(seed="a.txt", sha256="", text=article["text"])
    found = read_article(raw, ENGLISH)
    lost = letters(article["text"]) - letters(found.title, found.dateline, *found.paragraphs, *found.removed)
    assert lost == Counter()


@pytest.mark.parametrize("article", ARTICLES[::6], ids=lambda article: article["id"])
def test_every_quote_stands_in_the_article(article: dict[str, str]) -> None:
    """Each value of a draft has the article's own words behind it, or needs review."""
    seed = Seed(path="a.txt", data=article["text"].encode())
    report = import_seed(seed, Catalogue(world()), rights="full", today=dt.date(2026, 1, 1))
    text = " ".join(article["text"].split())
    for draft in report.drafts:
        entry = draft.entry
        assert all(each.quote in text for each in entry.evidence)
        backed = {each.field for each in entry.evidence} | set(entry.needs_review)
        assert {"date", "locations", "types"} - backed == set()


def test_all_articles_are_known_for_english() -> None:
    """The small words of English are enough for articles of every kind."""
    assert all(language_of(article["text"]) == ENGLISH for article in ARTICLES)
