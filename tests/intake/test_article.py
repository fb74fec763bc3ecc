"""Articles: headline, dates, dateline, agency and noise."""

from __future__ import annotations

import datetime as dt

import pytest

from chronicle.intake.article import ArticleText, read_article
from chronicle.intake.dateline import read_dateline
from chronicle.intake.readers import RawText, read_text
from chronicle.intake.sentences import split_sentences
from chronicle.intake.words import ENGLISH


def article(text: str) -> ArticleText:
    """The article in a text."""
    raw = read_text("seeds/a.txt", text.encode())
    assert isinstance(raw, RawText)
    return read_article(raw, ENGLISH)


@pytest.mark.parametrize(
    ("head", "place", "day", "agency"),
    [
        ("ANBAR (Iraq), Oct 20 — ", "ANBAR (Iraq)", dt.date(2023, 10, 20), ""),
        ("BAGHDAD (Reuters) – ", "BAGHDAD", None, "Reuters"),
        ("Kunduz, Afghanistan, (Xinhua) - ", "Kunduz, Afghanistan", None, "Xinhua"),
        ("BEIRUT/DAMASCUS, Oct. 19 (AP) -- ", "BEIRUT/DAMASCUS", dt.date(2023, 10, 19), "AP"),
        ("(AFP) - ", "", None, "AFP"),
        ("BOGOTA, 20 October 2023 (EFE) .- ", "BOGOTA", dt.date(2023, 10, 20), "EFE"),
        ("Colombo – 20 Oct 2023 — ", "Colombo", dt.date(2023, 10, 20), ""),
        ("KANDAHAR, Afghanistan: ", "KANDAHAR, Afghanistan", None, ""),
    ],
)
def test_datelines(head: str, place: str, day: dt.date | None, agency: str) -> None:
    """A dateline gives place, day and agency, and the story follows it."""
    found = read_dateline(head + "A bomb exploded.", dt.date(2023, 10, 20), ENGLISH)
    assert found is not None
    assert (found.place, found.day, found.agency, found.rest) == (place, day, agency, "A bomb exploded.")


def test_a_dash_in_a_sentence_is_no_dateline() -> None:
    """A first sentence with a dash stays whole."""
    assert (
        read_dateline("The attack on Monday — the third this week — killed two.", dt.date(2023, 10, 20), ENGLISH)
        is None
    )


def test_dateline_of_new_years_eve() -> None:
    """A December dateline above a story of January is of the year before."""
    assert article("Published: 1 January 2021\n\nABUJA, Dec 31 — Gunmen shot a man.").dateline_day == dt.date(
        2020, 12, 31
    )


def test_a_day_that_can_be_read_in_two_ways_is_the_one_near_the_dateline() -> None:
    """The day goes before the month, unless only the other reading fits the dateline."""
    assert article("5/7/2023\n\nALLEN, Texas, May 7 — A man was shot.").published == dt.date(2023, 5, 7)
    assert article("5/7/2023\n\nABUJA, July 4 — A man was shot.").published == dt.date(2023, 7, 5)
    assert article("5/7/2023\n\nABUJA — A man was shot.").published == dt.date(2023, 7, 5)


def test_head_lines_are_no_story() -> None:
    """A headline and a date above the story are facts, not paragraphs."""
    found = article("Gunmen kill two\nTuesday, 3 March 2020\n\nQUITO (EFE) - Two men were shot.\n\nPolice came.")
    assert (found.title, found.published) == ("Gunmen kill two", dt.date(2020, 3, 3))
    assert found.paragraphs == ("Two men were shot.", "Police came.")


def test_agency_at_the_tail() -> None:
    """`— AFP` after the last sentence is the agency and leaves the text."""
    found = article("date: 2020-03-03\nQUITO, March 3 — Two men were shot. — AFP")
    assert (found.agency, found.paragraphs) == ("AFP", ("Two men were shot.",))


def test_the_armed_forces_of_the_philippines_are_no_agency() -> None:
    """`AFP` in a sentence names no agency unless somebody told it."""
    assert article("date: 2020-03-03\nJOLO, March 3 — The AFP said two men were shot.").agency == ""
    assert article("date: 2020-03-03\nJOLO, March 3 — Two men were shot, police told AFP.").agency == "AFP"


def test_noise_is_removed_and_reported() -> None:
    """Lines and fragments of the page around the article are cut out and kept in the report."""
    found = article(
        "date: 2020-03-03\nLIMA, March 3 — A bus fell into a river.\n\nAdvertisement\n\nItem 1 of 14\n\n"
        "Five held over robbery in port\n\nTwelve people died. Slideshow (3 Images)\n\n"
        "Tags Peru Accident A nurse said so."
    )
    assert found.paragraphs == ("A bus fell into a river.", "Twelve people died.", "A nurse said so.")
    assert found.removed[1:] == (
        "Advertisement", "Item 1 of 14", "Five held over robbery in port", "Slideshow (3 Images)", "Tags Peru Accident",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ahmed Salman; Editing by Jane Porter)",
        "(With inputs from agencies)",
        "Associated Press writer Ana Cruz in Lima contributed to this report.",
        "(This story has not been edited by NDTV staff and is published from a syndicated feed.)",
        "Image source, Reuters",
        "Purchase Licensing Rights",
    ],
)
def test_the_lines_below_a_story_are_no_part_of_it(line: str) -> None:
    """They are kept in the report."""
    found = article(f"date: 2020-03-03\nLIMA, March 3 — A bus fell into a river.\n\nTwelve people died.\n\n{line}")
    assert found.paragraphs == ("A bus fell into a river.", "Twelve people died.")
    assert found.removed[-1] == line


def test_who_wrote_a_story_is_cut_off_behind_its_last_sentence() -> None:
    """Where it stands in brackets."""
    found = article("date: 2020-03-03\nLIMA, March 3 — A bus fell. (Reporting by Ana Cruz; Editing by Jo Roe)")
    assert found.paragraphs == ("A bus fell.",)


def test_a_date_glued_to_a_time_is_the_publication() -> None:
    """`March 3, 20207:02 AM` of a page's head is understood."""
    assert article("A bus fell into a river in Peru\nMarch 3, 20207:02 AM\nLIMA (AP) - It fell.").published == dt.date(
        2020, 3, 3
    )


def test_what_has_no_full_stop_is_cut_between_words() -> None:
    """No piece has a space at its ends, and each stands where it says."""
    paragraph = f"{'word ' * 300}end {'x' * 2500}"
    found = split_sentences((paragraph,), ENGLISH)
    assert " ".join(sentence.text for sentence in found[:2]) == paragraph.partition(" x")[0]
    for sentence in found:
        assert sentence.text == sentence.text.strip()
        assert len(sentence.text) <= 1000
        assert paragraph.startswith(sentence.text, sentence.start)
    assert sum(len(sentence.text.replace(" ", "")) for sentence in found) == len(paragraph.replace(" ", ""))


def test_sentences_know_abbreviations() -> None:
    """Titles, initials and countries do not end a sentence; offsets point into the paragraph."""
    paragraph = "Lt. Gen. Roy A. Cruz met U.S. troops. “We won.” He left at 4 p.m. on Sunday."
    found = split_sentences((paragraph,), ENGLISH)
    assert [sentence.text for sentence in found] == [
        "Lt. Gen. Roy A. Cruz met U.S. troops.", "“We won.”", "He left at 4 p.m. on Sunday.",
    ]  # fmt: skip
    assert all(paragraph[each.start : each.start + len(each.text)] == each.text for each in found)
