"""The review: what an editor reads of an import, on a terminal of 80 columns."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from intake.imports import import_seed

from chronicle.entries.kinds import Article, Entry, Incident, Location
from chronicle.entries.records import Claim, Role
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.importing import SeedReport
from chronicle.intake.review import WIDTH, describe, describe_head
from chronicle.text.counts import parse_count
from chronicle.text.dates import parse_when

TODAY = dt.date(2023, 11, 2)
STORY = (
    "date: 2023-10-17\nTwo people killed\n\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday near a "
    "market full of people, killing two people, police said.\n\nAdvertisement\n\nDoctors came.\n"
)
TIKRIT = Location(path="content/locations/tikrit.md", name="Tikrit", kind="city", country_code="IQ")


def report(data: str = STORY, *entries: Entry) -> SeedReport:
    """The import of a story."""
    seed = Seed(path="seeds/a.txt", data=data.encode())
    return import_seed(seed, Catalogue(world(), (TIKRIT, *entries)), rights="full", today=TODAY)


def doubts(data: str, *entries: Entry) -> set[tuple[str, str]]:
    """What is doubted in the first incident of a story."""
    return {(each.field, each.reason) for each in report(data, *entries).drafts[0].doubts}


def test_an_incident_is_shown_with_its_sentences_and_doubts() -> None:
    """Each value, a mark and the reason where it needs a look, the sentence once in full; then the files."""
    assert describe(report()) == (
        "seeds/a.txt\n"
        "  article     Two people killed\n"
        "              Reuters, filed Baghdad 2023-10-17, published 2023-10-17, language\n"
        "              en\n"
        '  removed     "date: 2023-10-17"\n'
        '  removed     "Advertisement"\n'
        "\n"
        "  incident    Car bombing in Tikrit\n"
        "  ! title       check: made by rule from type and place\n"
        "    date        2023-10-16\n"
        "                “A car bomb exploded in Tikrit on Monday near a market full of\n"
        "                people, killing two people, police said.”\n"
        "    locations   Tikrit → Iraq\n"
        "                “A car bomb exploded in Tikrit on Monday near a …” (above)\n"
        "    types       car-bombing\n"
        "                “A car bomb exploded in Tikrit on Monday near a …” (above)\n"
        "    weapons     car bomb\n"
        "                “A car bomb exploded in Tikrit on Monday near a …” (above)\n"
        "    casualties  killed 2, according to police\n"
        "                “A car bomb exploded in Tikrit on Monday near a …” (above)\n"
        "  ! grade       likely\n"
        "                check: one article is one origin\n"
        "\n"
        "  new         content/locations/iraq.md\n"
        "  new         content/incidents/2023-10-16-tikrit.md\n"
        "  new         content/articles/reuters-2023-10-17-two-people-killed.md"
    )


def test_every_value_of_an_entry_is_shown() -> None:
    """Actors, times and claims as well, whoever drafted them."""
    seed = report()
    (draft,) = seed.drafts
    entry = dataclasses.replace(
        draft.entry,
        time="21:40",
        actors=(Role(actor="Iraqi police", role="target"),),
        casualties=(Claim(killed=parse_count("2"), injured=parse_count("3+"), of="civilians", superseded=True),),
    )
    text = describe(dataclasses.replace(seed, drafts=(dataclasses.replace(draft, entry=entry),)))
    assert "    time        21:40\n" in text
    assert "    actors      Iraqi police (target)\n" in text
    assert "    casualties  killed 2, injured 3+, of civilians, superseded\n" in text


def test_the_article_line_says_whose_it_is() -> None:
    """Publisher, agency, dateline, date and language; what is not known is said."""
    article = Article(path="a.md", title="A", publisher="Daily", via="AFP", published=parse_when("2023-10"))
    head = describe_head(SeedReport(seed="a.txt", article=article))
    assert head == "a.txt\n  article     A\n              Daily, via AFP, published 2023-10"
    bare = describe_head(SeedReport(seed="a.txt", article=Article(path="a.md", title="A")))
    assert bare == "a.txt\n  article     A\n              publisher unknown, date unknown"


def test_lines_fit_a_terminal_except_those_to_be_copied() -> None:
    """Sentences are wrapped; the lines to add stand whole."""
    known = Incident(
        path="content/incidents/a.md", title="A", date=parse_when("2023-10-16"), locations=("tikrit",),
        types=("bombing",), status="withdrawn",
    )  # fmt: skip
    text = describe(report(STORY, known))
    long = [line for line in text.splitlines() if len(line) > WIDTH]
    assert long == ["      - {killed: 2, source: reuters-2023-10-17-two-people-killed, who: police, date: 2023-10-17}"]
    assert "    careful     editors withdrew it; nothing is added by itself\n" in text


def test_control_characters_are_written_out() -> None:
    """Nothing that a seed or file is called steers a terminal."""
    seed = dataclasses.replace(report(), seed="a\x1b[31m.txt", kept=("b\u202e.md",))
    text = describe(seed)
    assert text.startswith("a\\x1b[31m.txt\n")
    assert text.endswith("\n  kept        b\\u202e.md")


@pytest.mark.parametrize(
    ("data", "doubt"),
    [
        (STORY.replace(" on Monday", ""), ("date", "counted from the dateline")),
        (
            STORY.replace(" on Monday", "").replace("BAGHDAD, Oct 17 (Reuters) - ", ""),
            ("date", "counted from the day of publication"),
        ),
        (
            STORY.replace(" on Monday", "").replace("police said.", "police said on Sunday."),
            ("date", "it is the day on which somebody said so"),
        ),
        (
            STORY.replace("on Monday", "over the weekend"),
            ("date", "its words leave open which of several days it was"),
        ),
        (
            STORY.replace("on Monday", "between Saturday and Monday"),
            ("date", "its words leave open which of several days it was"),
        ),
        (STORY.replace("in Tikrit ", ""), ("locations", "taken from the dateline")),
        (STORY.replace("Tikrit on", "the town of Xyzzq on"), ("locations", "no list knows it")),
        (STORY.replace("Tikrit on", "Iraq on"), ("locations", "only a country is named")),
        (
            STORY.replace("Doctors came.", "The bombing killed at least three people, a doctor said."),
            ("casualties", "sources differ"),
        ),
        (
            STORY.replace("two people", "several people"),
            ("casualties", "the number is only said roughly, with words such as several or up to"),
        ),
        (
            STORY.replace("two people", "two people and wounding guests of a wedding"),
            ("casualties", "somebody was injured, but no number was read"),
        ),
        (
            STORY.replace("two people", "the driver"),
            (
                "casualties",
                "only persons whom the article names or takes for known are counted, or fighters of one side",
            ),
        ),
        (
            STORY.replace("A car bomb exploded", "An attack happened"),
            ("types", "only vague words, such as attack, say what it was"),
        ),
    ],
)
def test_the_reason_of_a_doubt_is_said(data: str, doubt: tuple[str, str]) -> None:
    """Each way of not being sure has its words, and the field stands in `needs_review`."""
    assert doubt in doubts(data)
    assert doubt[0] in report(data).drafts[0].entry.needs_review


def test_a_place_of_that_name_abroad_is_a_doubt() -> None:
    """The chronicle may mean another one."""
    there = Location(path="content/locations/tripoli.md", name="Tripoli", kind="city", country_code="LY")
    data = STORY.replace("in Tikrit", "in Tripoli, Lebanon,")
    assert ("locations", "the chronicle has a place of that name in another country") in doubts(data, there)


def test_a_date_taken_over_is_a_doubt() -> None:
    """A second incident without a day gets that of the first."""
    more = "In a separate attack gunmen kidnapped four people in Basra, officials said."
    found = report(STORY.replace("Doctors came.", more)).drafts[1].doubts
    assert ("date", "taken over from the first incident of the article") in {
        (each.field, each.reason) for each in found
    }


def test_a_headline_that_counts_otherwise_is_told() -> None:
    """The number of the text stands, and an editor looks; the same number is no matter."""
    text = STORY.replace("killing two people", "killing {} people")
    reason = ("casualties", "the headline gives another number")
    assert reason in doubts(text.format("three"))
    assert reason not in doubts(text.format("two"))


def test_who_succumbed_besides_those_killed_is_told() -> None:
    """Two verbs that count the dead may count all of them together."""
    text = STORY.replace("killing two people", "two were killed and a boy succumbed to his wounds")
    assert ("casualties", "a sentence tells of more dead, who may be counted already or not") in doubts(text)


def test_who_was_shot_without_a_number_is_told() -> None:
    """Somebody who was shot is hurt at least."""
    text = STORY.replace("killing two people", "and its driver was shot")
    assert ("casualties", "somebody was injured, but no number was read") in doubts(text)
