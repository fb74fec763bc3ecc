"""The project's first seed, end to end: one article, three incidents, five locations."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from intake.imports import run_import

from chronicle.entries.kinds import Article, Incident, Location
from chronicle.entries.parsing import parse_entry
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.report import as_json
from chronicle.intake.review import describe
from chronicle.text.counts import Count

if TYPE_CHECKING:
    from chronicle.intake.importing import SeedReport

SEED = Path(__file__).parents[2] / "seeds/000_694e00a3ac166b64.txt"
TODAY = dt.date(2023, 11, 2)
NAME = "seeds/000_694e00a3ac166b64.txt"


@pytest.fixture(scope="module")
def report() -> SeedReport:
    """What importing the seed into an empty chronicle gives."""
    return run_import([Seed(path=NAME, data=SEED.read_bytes())], (), world(), rights="full", today=TODAY).seeds[0]


def test_article_facts(report: SeedReport) -> None:
    """Publisher, dateline, day, path and digest of the seed stand in the article entry."""
    article = report.article
    assert article is not None
    assert article.publisher == "Reuters"
    assert article.dateline is not None
    assert (article.dateline.place, str(article.dateline.date)) == ("Anbar (Iraq)", "2023-10-20")
    assert (str(article.published), str(article.added)) == ("2023-10-20", "2023-11-02")
    assert (article.seed, article.sha256) == (NAME, hashlib.sha256(SEED.read_bytes()).hexdigest())
    assert article.title == "Drones and rockets targeted two military bases housing US forces in Iraq on Thursday"
    assert article.path == "content/articles/reuters-2023-10-20-drones-rockets-targeted-two-military.md"


def test_noise_is_gone_and_paragraphs_are_kept(report: SeedReport) -> None:
    """Both "Advertisement" lines and the credit are removed, and told; ten paragraphs remain."""
    assert report.text is not None
    assert report.text.removed == ("date 2023-10-20", "Advertisement", "Advertisement", "— Reuters")
    assert len(report.text.paragraphs) == 10
    assert report.article is not None
    assert "Advertisement" not in report.article.body
    assert report.article.body.count("\n\n") == 9


def test_three_incidents_and_no_background(report: SeedReport) -> None:
    """Two attacks of Thursday and the one of Wednesday; threats, sums and history give none."""
    found = [(draft.entry.slug, draft.entry.title, draft.entry.types) for draft in report.drafts]
    assert found == [
        (
            "2023-10-19-ain-al-asad-air-base",
            "Rockets and drones hit Ain al-Asad air base",
            ("rocket-attack", "drone-attack"),
        ),
        ("2023-10-19-baghdad-international-airport", "Rockets hit Baghdad International Airport", ("rocket-attack",)),
        ("2023-10-18-iraq", "Drone attack in Iraq", ("drone-attack",)),
    ]


def test_places_have_parents_and_coordinates(report: SeedReport) -> None:
    """The air base lies in Anbar, and Anbar in Iraq; a province named like its town says so."""
    found = {location.slug: (location.parent, location.kind) for location in report.locations}
    assert found == {
        "iraq": ("", "country"),
        "anbar": ("iraq", "province"),
        "ain-al-asad-air-base": ("anbar", "base"),
        "baghdad-province": ("iraq", "province"),
        "baghdad-international-airport": ("baghdad-province", "airport"),
    }
    base = next(location for location in report.locations if location.kind == "base")
    assert base.coordinates == (33.786, 42.441)
    assert base.spellings == ("Al Asad Air Base",)


def test_casualties_are_claims(report: SeedReport) -> None:
    """No toll for the base, none hurt at the airport by a US official's word, at least one injured on Wednesday."""
    base, airport, wednesday = (draft.entry for draft in report.drafts)
    assert base.casualties == ()
    assert [(claim.killed, claim.injured, claim.who) for claim in airport.casualties] == [
        (Count(0, 0), Count(0, 0), "US official")
    ]
    assert [(claim.killed, str(claim.injured), claim.of) for claim in wednesday.casualties] == [
        (None, "1+", "combatants")
    ]


def test_every_value_has_its_sentence(report: SeedReport) -> None:
    """Each piece of evidence stands in the seed, word for word."""
    text = SEED.read_text(encoding="utf-8")
    for draft in report.drafts:
        fields = {each.field for each in draft.entry.evidence}
        assert {"date", "locations", "types"} <= fields
        assert all(each.quote in text for each in draft.entry.evidence)


def test_doubts_are_named(report: SeedReport) -> None:
    """What was concluded rather than read is listed for review."""
    assert [draft.entry.needs_review for draft in report.drafts] == [
        ("title", "grade"),
        ("title", "grade", "date"),
        ("title", "grade", "locations", "casualties"),
    ]


def test_files_parse_back(report: SeedReport) -> None:
    """Every file to write is a valid entry without problems."""
    kinds: dict[str, type[Article | Incident | Location]] = {
        "articles": Article,
        "incidents": Incident,
        "locations": Location,
    }
    assert len(report.files) == 9
    for file in report.files:
        entry, problems = parse_entry(kinds[file.path.split("/")[1]], file.text, file.path)
        assert (entry is None, problems) == (False, ())


def test_json_has_the_promised_shape(report: SeedReport) -> None:
    """`--json` gives the keys that the command table promises."""
    found = as_json(report)
    assert list(found) == [
        "seed", "known", "pub_date", "dateline", "agency", "title", "body", "article", "incidents", "locations",
        "problems",
    ]  # fmt: skip
    assert found["agency"] == "Reuters"
    assert found["incidents"][0]["place"]["hierarchy"] == ["Ain al-Asad air base", "Anbar", "Iraq"]
    assert [incident["injured"] for incident in found["incidents"]] == [None, [0, 0], [1, None]]


def test_description_shows_the_sentence_behind_a_value() -> None:
    """The readable report has each incident with its values and their sentences."""
    text = describe(
        run_import([Seed(path=NAME, data=SEED.read_bytes())], (), world(), rights="cite", today=TODAY).seeds[0]
    )
    assert (
        "    locations   Ain al-Asad air base → Anbar → Iraq\n                “Rockets and drones were fired at" in text
    )
    assert "    casualties  killed 0, injured 0, according to US official\n                “One was intercepted" in text
