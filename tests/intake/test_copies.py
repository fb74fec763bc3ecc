"""Copies: two articles that carry one agency's text are one origin."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest
from intake.imports import import_seed

from chronicle.entries.kinds import Article, Entry, Incident
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.copies import Copy, Texts, agency_of
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.review import describe
from chronicle.intake.words import ENGLISH
from chronicle.text.frontmatter import Text

if TYPE_CHECKING:
    from chronicle.intake.importing import SeedReport

TODAY = dt.date(2023, 11, 2)
SENTENCES = (
    "A car bomb exploded in Tikrit on Monday, killing two people, police said.",
    "The bomb went off near a market on the road to Mosul.",
    "Police closed the road and searched the houses around it.",
    "A doctor at the hospital said that three people were wounded.",
    "Nobody had claimed the attack by the evening of that day.",
    "The town was held by Islamic State until the year 2015.",
)
STORY = " ".join(SENTENCES)
WIRE = f"date: 2023-10-17\nTIKRIT, Oct 17 (Reuters) - {STORY}\n"
PAPER = f"date: 2023-10-18\nTIKRIT, Oct 17 - {STORY}\n"


def article(*, publisher: str = "Reuters", via: str = "", rights: str = "full", body: str = STORY) -> Article:
    """A known article."""
    return Article(
        path="content/articles/a.md", title="A", publisher=publisher, via=via, rights=rights, text=Text.of(f"{body}\n")
    )


def found(known: Article, *sentences: str) -> Copy | None:
    """The copy that a text of these sentences is."""
    texts = Texts(ENGLISH)
    texts.add(known)
    return texts.find((" ".join(sentences),))


def imported(data: str, *entries: Entry) -> SeedReport:
    """The import of an article into a chronicle of these entries."""
    seed = Seed(path="seeds/b.txt", data=data.encode())
    return import_seed(seed, Catalogue(world(), entries), rights="full", today=TODAY)


def test_the_same_text_is_a_copy_whatever_its_signs() -> None:
    """Case, quotes and escapes of Markdown make no difference."""
    known = article(body=STORY.replace("Islamic State", "\\[Islamic\\_State\\] &lt;").replace("_", " ") + "  ")
    copy = found(known, *(sentence.replace("Police", "POLICE") for sentence in SENTENCES))
    assert copy is not None
    assert (copy.path, copy.agency, copy.share) == (known.path, "Reuters", 1.0)


@pytest.mark.parametrize(("number", "is_copy"), [(6, True), (5, True), (4, False)])
def test_four_of_five_sentences_make_a_copy(number: int, *, is_copy: bool) -> None:
    """A paper may change a little; a third of it changed is another text."""
    own = tuple(f"This is the sentence number {each} of our own reporter." for each in range(6 - number))
    assert bool(found(article(), *SENTENCES[:number], *own)) == is_copy


def test_a_copy_may_be_cut_short() -> None:
    """The first sentences of an agency's text are the agency's."""
    assert found(article(), *SENTENCES[:3])


def test_a_long_story_that_holds_a_short_report_is_no_copy() -> None:
    """A paper's own work stays an origin of its own."""
    own = tuple(f"This is the sentence number {each} of our own reporter." for each in range(9))
    assert found(article(body=" ".join(SENTENCES[:2])), *SENTENCES[:2], *own) is None


def test_of_an_excerpt_its_own_sentences_count() -> None:
    """The lead and the evidence of a known article stand in the whole text of the new one."""
    known = article(rights="excerpt", body="\n\n".join((SENTENCES[0], SENTENCES[3])))
    assert found(known, *SENTENCES)
    assert found(known, *SENTENCES[:3]) is None


def test_one_short_sentence_is_no_copy() -> None:
    """What anybody may write says nothing; a lead of eight words and more, word for word, does."""
    seven, eight = "Nobody claimed the attack by the evening.", "Nobody claimed the attack by the next evening."
    assert found(article(body=seven), seven) is None
    assert found(article(body=eight), eight)
    assert found(article(rights="excerpt", body="The police closed the road."), "The police closed the road.") is None
    assert found(article(rights="excerpt", body=SENTENCES[0]), SENTENCES[0])
    assert found(article(body="Police came."), "Police came.") is None


def test_an_article_that_names_its_agency_goes_first() -> None:
    """Of several known articles with one text the one that says whose it is decides."""
    texts = Texts(ENGLISH)
    texts.add(dataclasses.replace(article(publisher="Daily"), path="content/articles/daily.md"))
    texts.add(article(publisher="Weekly", via="AFP"))
    copy = texts.find((STORY,))
    assert copy is not None
    assert (copy.path, copy.agency) == ("content/articles/a.md", "AFP")


def test_whose_text_it_is() -> None:
    """The agency named, or the publisher if that is one."""
    names = [("Reuters", ""), ("Daily", "AFP"), ("Daily", ""), ("", "")]
    assert [agency_of(article(publisher=name, via=via)) for name, via in names] == ["Reuters", "AFP", "", ""]


def test_a_copy_without_credit_gets_the_agency_and_drafts_no_incident() -> None:
    """It is a further source of the incident, and no further origin."""
    first = imported(WIRE)
    report = imported(PAPER, *first.entries)
    assert report.article is not None
    assert (report.article.publisher, report.article.via) == ("", "Reuters")
    assert [file.path.split("/")[1] for file in report.files] == ["articles"]
    assert [match.incident.slug for match in report.additions] == ["2023-10-16-tikrit"]
    assert "copy of content/articles/reuters-2023-10-17-" in " ".join(describe(report).split())


def test_what_a_copy_tells_again_is_not_drafted_even_when_the_incident_was_changed() -> None:
    """An editor who moved or deleted the incident need not see it a second time."""
    first = imported(WIRE)
    kept = (entry for entry in first.entries if "/incidents/" not in entry.path)
    report = imported(PAPER, *kept)
    assert (report.left_out, report.additions) == ((True,), ())
    assert [file.path.split("/")[1] for file in report.files] == ["articles"]


def test_a_copy_is_a_source_of_an_incident_whose_place_an_editor_corrected() -> None:
    """The sentence is the same, so the incident is, wherever it is now said to have been."""
    first = imported(WIRE)
    moved = [
        dataclasses.replace(entry, locations=("samarra",)) if isinstance(entry, Incident) else entry
        for entry in first.entries
    ]
    (match,) = imported(PAPER, *moved).additions
    assert match.reason == (
        f"{moved[-1].path} tells it in the same sentence; the same day (2023-10-16); both car bombing"
    )
    assert match.differences == ("place: Tikrit (known: samarra)",)


def test_an_excerpt_is_enough_to_know_what_was_told() -> None:
    """The sentence that tells the incident stands in it; the others need not."""
    first = imported(WIRE)
    article, lead = first.entries[-1], SENTENCES[0]
    kept = (
        dataclasses.replace(article, rights="excerpt", text=Text.of(f"{lead}\n"))
        if isinstance(article, Article)
        else article
    )
    report = imported(PAPER, kept)
    assert (report.left_out, report.additions) == ((True,), ())


def test_what_a_copy_tells_of_its_own_is_drafted() -> None:
    """An incident in a paragraph that the paper added is a new one."""
    first = imported(WIRE)
    own = "In a separate attack on Sunday, gunmen kidnapped four people in Basra, officials told the paper."
    report = imported(PAPER + f"\n{own}\n", *first.entries)
    assert report.copy is not None
    assert [file.path for file in report.files if "/incidents/" in file.path] == [
        "content/incidents/2023-10-15-basra.md"
    ]


def test_an_agency_credits_nobody() -> None:
    """Two versions of an agency's own story need no `via`."""
    first = imported(WIRE)
    report = imported(WIRE.replace("evening of that day", "evening of the day"), *first.entries)
    assert report.copy is not None
    assert report.article is not None
    assert report.article.via == ""


@pytest.mark.parametrize(
    ("data", "add"),
    [(WIRE, "`via: Reuters` to it"), (PAPER, "`via` to both, with the name of whose text it is")],
)
def test_a_known_text_without_agency_is_told(data: str, add: str) -> None:
    """Where nobody says whose text it is, two papers would count as two origins."""
    report = imported(data, article(publisher="Daily"))
    (problem,) = (each for each in report.problems if each.code == "copy-without-agency")
    assert problem.message == f"content/articles/a.md carries the same text and names no agency; add {add}"


def test_thousands_of_articles_are_searched_in_no_time() -> None:
    """Sentences are looked up, not compared one by one."""
    texts = Texts(ENGLISH)
    for number in range(3000):
        body = " ".join(f"This is sentence {each} of the article number {number}." for each in range(10))
        texts.add(article(body=body))
    texts.add(article(publisher="AFP"))
    before = time.process_time()
    copies = [texts.find((STORY,)) for _ in range(100)]
    assert all(copy is not None and copy.agency == "AFP" for copy in copies)
    assert time.process_time() - before < 1
