"""Languages: the one a text is in decides which words it is read with; a folder of data is all a new one needs."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest
from intake.imports import import_seed

from chronicle.intake import gazetteer, language, words
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.language import language_of
from chronicle.intake.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chronicle.intake.importing import SeedReport

GERMAN = (
    "Die Polizei teilte am Montag mit, dass bei einem Anschlag auf einen Markt in Kirkuk zwei Menschen getötet und "
    "sieben weitere verletzt worden seien. Der Sprengsatz sei in einem Wagen versteckt gewesen, der am Rande des "
    "Marktes abgestellt worden war, sagte ein Sprecher. Zu der Tat bekannte sich zunächst niemand. "
)
FRENCH = (
    "BAGDAD, 17 octobre (AFP) - Une voiture piégée a explosé lundi à Tikrit, tuant deux personnes, selon la police. "
    "Les blessés ont été conduits dans les hôpitaux de la ville et de la province voisine, ont dit des habitants qui "
    "avaient vu la fumée au-dessus du marché. "
)


def imported(text: str) -> SeedReport:
    """The report on a text."""
    seed = Seed(path="a.txt", data=f"date: 2023-10-17\n{text}".encode())
    return import_seed(seed, Catalogue(world()), rights="full", today=dt.date(2023, 10, 18))


def test_the_small_words_tell_the_language() -> None:
    """English is known by words such as "the"; a language without a folder is none, and a short text is the first."""
    english = (
        "The police said that two people were killed when a bomb went off in a market in the north of the city. " * 2
    )
    assert language_of(english) == ENGLISH
    assert language_of(GERMAN) is None
    assert language_of("Kirkuk. Tikrit.") == ENGLISH


def test_an_article_in_another_language_is_kept_without_incidents() -> None:
    """What is not understood is not guessed at: the article is drafted, no incident is, and a line says why."""
    report = imported(GERMAN)
    assert report.article is not None
    assert (report.article.language, report.drafts) == ("", ())
    assert "Sprengsatz" in report.article.body
    (problem,) = (each for each in report.problems if each.code == "article-language")
    message = "the text is in none of the languages that are read (English); no incidents are drafted"
    assert (problem.field, problem.message) == ("language", message)


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second language: a copy of the English folder with some French words in it."""
    shutil.copytree(str(words.DATA), tmp_path / "data")
    folder = tmp_path / "data" / "fr"
    shutil.copytree(tmp_path / "data" / "en", folder)
    for name, old, new in (
        (
            "language.toml",
            '  "the",',
            '  "la", "les", "de", "et", "ont", "des", "dans", "qui", "une", "à", "du", "selon",',
        ),
        ("language.toml", '"English"', '"French"'),
        ("times.toml", '["monday"', '["lundi"'),
        ("events.toml", "[types.car-bombing]\nwords = [", "[types.car-bombing]\nwords = ['voiture piégée', "),
        ("casualties.toml", "before = [\n  'killed'", "before = [\n  'tuant', 'killed'"),
        ("numbers.toml", "two = 2", "two = 2\ndeux = 2"),
        ("place_words.toml", 'locative = ["', 'locative = ["à", "'),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    caches = (language.languages, gazetteer.world)
    monkeypatch.setattr(words, "DATA", tmp_path / "data")
    monkeypatch.setattr(language, "DATA", tmp_path / "data")
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("french")
def test_a_folder_of_words_is_all_that_a_language_needs() -> None:
    """French words in a folder of their own make the same rules read French; English is read as before."""
    (draft,) = imported(FRENCH).drafts
    entry = draft.entry
    assert (str(entry.date), draft.event.place_name, entry.types) == ("2023-10-16", "Tikrit", ("car-bombing",))
    assert str(draft.killed) == "2"
    assert [article.language for article in (imported(FRENCH).article,) if article] == ["fr"]
