"""Heads: headline, date, byline and dateline as papers and their pages print them, apart or glued together."""

from __future__ import annotations

import pytest

from chronicle.intake.article import ArticleText, read_article
from chronicle.intake.readers import RawText
from chronicle.intake.words import ENGLISH

STORY = "A bomb exploded in a market of the town on Monday, killing two people, police said."


def read(text: str) -> ArticleText:
    """The article in a text."""
    return read_article(RawText(seed="a.txt", sha256="", text=text), ENGLISH)


@pytest.mark.parametrize(
    ("head", "day", "title", "place"),
    [
        (
            "Bomb in market\nMonday, March 4, 2019\n\nKANO, Nigeria (AFP) - ",
            "2019-03-04",
            "Bomb in market",
            "KANO, Nigeria",
        ),
        ("Bomb in market\n2019-03-04T08:15:00Z\nKANO, March 4 — ", "2019-03-04", "Bomb in market", "KANO"),
        ("Bomb in market\nPublished: 4 Mar 2019\n\nKANO, March 4 — ", "2019-03-04", "Bomb in market", "KANO"),
        ("Bomb in market\nPublished on: 04/03/2019 - 13:22\n\n", "2019-03-04", "Bomb in market", ""),
        ("Bomb in market\n04-03-2019\n\n", "2019-03-04", "Bomb in market", ""),
        ("Who bombed the market?\nMarch 4, 2019\n", "2019-03-04", "Who bombed the market?", ""),
        ("Army: “We will find them”\nBy Ahmed Ali\nMarch 4, 2019\n", "2019-03-04", "Army: “We will find them”", ""),
        ("Bomb in market\n04.03.2019\n\nKANO\n\n", "2019-03-04", "Bomb in market", "KANO"),
        (
            "Bomb in market - policeMarch 4, 20198:41 AMUpdated an hour ago\n",
            "2019-03-04",
            "Bomb in market - police",
            "",
        ),
        ("Bomb in market Monday, March 4, 2019 Kano, March 4 (IANS) ", "2019-03-04", "Bomb in market", "Kano"),
        (
            "2019-03-04T11:20:00Z Bomb in market - rescuers KANO, March 4 — ",
            "2019-03-04",
            "Bomb in market - rescuers",
            "KANO",
        ),
        (
            "Bomb in market\nBy Our Correspondents | Updated March 04, 2019\n\nKANO, March 4: ",
            "2019-03-04",
            "Bomb in market",
            "KANO",
        ),
        (
            "Bomb in market\n(The Daily Star) - March 4, 2019 - 12:00am\n\nKANO, Nigeria — ",
            "2019-03-04",
            "Bomb in market",
            "KANO, Nigeria",
        ),
        (
            "Bomb in market\nAda Musa - The Daily Star\nMarch 4, 2019 | 12:00am\n\nKANO CITY — ",
            "2019-03-04",
            "Bomb in market",
            "KANO CITY",
        ),
        (
            "Source: Xinhua   2019-03-04 23:18:44\n\nKANO, Nigeria, March 4 (Xinhua) -- ",
            "2019-03-04",
            "",
            "KANO, Nigeria",
        ),
        (
            "Headline: Bomb in market\nDate: 4 March 2019 14:55 CET\n\nKano (dpa) - ",
            "2019-03-04",
            "Bomb in market",
            "Kano",
        ),
        (
            "Kano Chronicle — Monday, March 4, 2019\n\nBomb in market\n\nKANO, March 4 – ",
            "2019-03-04",
            "Bomb in market",
            "KANO",
        ),
        ("KANO, March 4. /TASS/. ", "", "", "KANO"),
        ("KANO. March 4. 2019 (Interfax) - ", "2019-03-04", "", "KANO"),
        ("(ANSA) - Kano, March 4, 2019 - ", "2019-03-04", "", "Kano"),
        ("Bomb in market\n\nMarch 4, 2019\n\nKANO, Nigeria (AP) _ ", "2019-03-04", "Bomb in market", "KANO, Nigeria"),
        ("Bomb in market\n\nMarch 4, 2019\n\nKano, March 4 (PTI): ", "2019-03-04", "Bomb in market", "Kano"),
        (
            "Bomb in market  March 4, 20196:48 PM  KANO (Nigeria), March 4 (Bernama) -- ",
            "2019-03-04",
            "Bomb in market",
            "KANO (Nigeria)",
        ),
        ("March 4 (Reuters) - ", "", "", ""),
        ("date 2019-03-04 KANO, Nigeria Two people: ", "2019-03-04", "", "KANO, Nigeria"),
    ],
)
def test_heads_of_many_papers(head: str, day: str, title: str, place: str) -> None:
    """Whatever stands above a story, or is glued to it, the story is left whole and the head is read."""
    found = read(head + STORY)
    assert (str(found.published or ""), found.title, found.dateline_place) == (day, title, place)
    assert found.paragraphs[-1].endswith(STORY)


@pytest.mark.parametrize(
    ("tail", "day"),
    [
        ("\n\nCopyright 2019 The Associated Press. All rights reserved. March 4, 2019", "2019-03-04"),
        (" AP-ES-03-04-19 1412EST", "2019-03-04"),
        ("\n\nPublished in Dawn, March 4th, 2019", "2019-03-04"),
        (" --Indo-Asian News Service sk/dg 4 March 2019", "2019-03-04"),
    ],
)
def test_a_date_behind_the_story(tail: str, day: str) -> None:
    """Some papers say at the end when they printed it."""
    assert str(read(STORY + tail).published) == day


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"{STORY} — Reuters", "Reuters"),
        (f"{STORY} EFE", "EFE"),
        (f"{STORY}\n\n(PNA)", "PNA"),
        (f"{STORY} A doctor told the Associated Press that more would die.", "AP"),
        (f"{STORY}\n\nOur Standards: The Thomson Reuters Trust Principles.", "Reuters"),
        (f"{STORY} The Armed Forces of the Philippines (AFP) said so.", ""),
        (f"AFP: bomb was home-made\n\n{STORY}", ""),
    ],
)
def test_credits(text: str, agency: str) -> None:
    """An agency is credited at the end, by those who spoke to it, or by its mark; AFP may be an army."""
    assert read(text).agency == agency


def test_a_story_that_names_an_agency_in_a_list_is_kept() -> None:
    """Only a short last line is a credit."""
    text = f"{STORY} It was reported by a radio, a paper and others. (Ada Musa / MindaNews)"
    assert "It was reported by a radio" in read(text).body


@pytest.mark.parametrize(
    ("glued", "noise"),
    [
        ("Tags Nigeria Kano Boko Haram Attack", "Tags Nigeria Kano Boko Haram Attack"),
        (
            "Read more: Nigeria's oil chief says field will not reopen soon",
            "Read more: Nigeria's oil chief says field will not reopen soon",
        ),
        ("Slideshow (3 Images)", "Slideshow (3 Images)"),
        (
            "Item 1 of 6 People mourn in Kano, Nigeria, March 4, 2019.",
            "Item 1 of 6 People mourn in Kano, Nigeria, March 4, 2019.",
        ),
        ("Advertisement", "Advertisement"),
        ("Story continues below", "Story continues below"),
        ("Also read Farmers of the delta end strike", "Also read Farmers of the delta end strike"),
        ("Share this on: Facebook Twitter Email", "Share this on: Facebook Twitter Email"),
    ],
)
def test_noise_in_a_paragraph(glued: str, noise: str) -> None:
    """What a page put between two sentences goes, and is told; the sentences stay."""
    found = read(f"date: 2019-03-04\n\n{STORY} {glued} The attackers fled in a car, witnesses said. Nobody was held.")
    assert noise in found.removed
    assert found.paragraphs == (f"{STORY} The attackers fled in a car, witnesses said. Nobody was held.",)


@pytest.mark.parametrize(
    "noise",
    [
        "Read more: Mali's peace deal, one year on",
        "RELATED: Govt and rebels to meet again",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "Sign up for our Morning Edition newsletter.",
        "Enditem",
        "Desert News Agency shows only parts of its service on its website. Contact us for a subscription.",
    ],
)
def test_noise_behind_the_last_sentence(noise: str) -> None:
    """What a page glues to a story's end goes."""
    found = read(f"date: 2019-03-04\n\n{STORY} Nobody was held. {noise}")
    assert (found.paragraphs, found.removed[-1]) == ((f"{STORY} Nobody was held.",), noise)


@pytest.mark.parametrize(
    "sentence",
    [
        "More from the mosque were taken to hospital.",
        "Read more than 20 names, the imam said.",
        "Video: police showed a film of the attack in which two died.",
        "“It was a terrible sight,” said one witness",
        "Officials WATCH Kabul closely because everyone there knows Taliban fighters are near.",
        "Two policemen died on the spot, a doctor said. (Reuters)",
        "The army publishes only some of its losses.",
        "This post at the border was hidden behind a wall.",
        "Before the bomb went off, soldiers had said: get the children out.",
    ],
)
def test_sentences_that_look_like_noise_stay(sentence: str) -> None:
    """A sentence of the story is never cut for its first word, nor for its credit."""
    found = read(f"date: 2019-03-04\n\n{STORY}\n\n{sentence}\n\nNobody was held.")
    assert sentence.removesuffix(" (Reuters)") in found.body


@pytest.mark.parametrize(
    "line",
    [
        "Before you go: our paper lives on what its readers give.",
        "Wherever you travel: get our Desert News app",
        "This video was blocked because you have not accepted cookies.",
    ],
)
def test_a_line_of_the_page_is_none_of_the_story(line: str) -> None:
    """What asks a reader for money or consent, or to install something, goes and is told."""
    found = read(f"date: 2019-03-04\n\n{STORY}\n\n{line}\n\nNobody was held.")
    assert (found.removed[-1], line in found.body) == (line, False)


def test_a_full_sentence_before_a_date_is_no_headline() -> None:
    """A date in the first sentence of a story is not taken for the page's."""
    text = "The court freed on March 3, 2015 Ada Musa, who had been held for years. " + STORY
    found = read(f"Ruling stands\n\n{text}")
    assert (found.title, found.published, found.body) == ("Ruling stands", None, text)


def test_a_date_at_the_foot_is_the_publication_but_not_that_of_a_reader() -> None:
    """A line of nothing but a date, whatever full stops it has; whoever accessed a page did so later."""
    head = "Bomb in market\n\n"
    assert str(read(f"{head}{STORY}\n\nNov. 17, 2024").published) == "2024-11-17"
    assert read(f"{head}{STORY}\n\nSource: Dawn (https://a.example/1), accessed 3 January 2025").published is None


@pytest.mark.parametrize("below", ["By Kate Zorb in Kano\n4 March 2019", "By Kate Zorb\n\n04/03/2019", "March 4, 2019"])
def test_a_standfirst_stands_between_headline_and_byline(below: str) -> None:
    """A sentence above the byline is of the story, and hides neither the day nor the byline."""
    article = read(f"Bomb in market\nPolice hold a man of 24.\n{below}\n\n{STORY}\n\nNobody claimed it.")
    assert (article.title, str(article.published)) == ("Bomb in market", "2019-03-04")
    assert article.paragraphs == ("Police hold a man of 24.", STORY, "Nobody claimed it.")
