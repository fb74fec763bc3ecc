"""Known incidents: when a draft is taken for an incident that is there, and what is said then."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from intake.imports import import_seed, run_import

from chronicle.entries.kinds import Entry, Incident, Location
from chronicle.entries.records import Claim, Source
from chronicle.intake.atlas import Atlas
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.known import Likeness, find_known, same_incident
from chronicle.intake.report import as_json
from chronicle.intake.review import describe
from chronicle.text.counts import parse_count
from chronicle.text.dates import parse_when

if TYPE_CHECKING:
    from chronicle.intake.importing import SeedReport

TODAY = dt.date(2023, 11, 2)
STORY = (
    b"date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday, killing two people, "
    b"police said. Doctors came.\n"
)
TIKRIT = Location(
    path="content/locations/tikrit.md", name="Tikrit", kind="city", parent="salah-ad-din", spellings=("Takrit",),
    coordinates=(34.6, 43.68), precision="locality", country_code="IQ",
)  # fmt: skip
PROVINCE = Location(path="content/locations/salah-ad-din.md", name="Salah ad Din", kind="province", parent="Iraq")
IRAQ = Location(path="content/locations/iraq.md", name="Iraq", kind="country", coordinates=(33.0, 44.0))
SUBURB = Location(
    path="content/locations/al-alam.md", name="Al-Alam", kind="village", coordinates=(34.7, 43.7), precision="vicinity"
)
FAR = Location(path="content/locations/baiji.md", name="Baiji", kind="town", coordinates=(34.93, 43.49))
VAGUE = Location(
    path="content/locations/vague.md", name="Vague", kind="village", coordinates=(34.6, 43.68), precision="province"
)
PLACES = (TIKRIT, PROVINCE, IRAQ, SUBURB, FAR, VAGUE)


def known(slug: str = "2023-10-16-tikrit", **values: str) -> Incident:
    """An incident of an editor's; values are written as in an entry, lists with spaces between."""
    fields = {"date": "2023-10-16", "locations": "tikrit", "types": "car-bombing", "status": "published", **values}
    return Incident(
        path=f"content/incidents/{slug}.md",
        title=fields.get("title", "Mine"),
        date=parse_when(fields["date"]),
        locations=tuple(fields["locations"].split()),
        types=tuple(fields["types"].split()),
        status=fields["status"],
        duplicate_of=fields.get("duplicate_of", ""),
        casualties=(Claim(killed=parse_count(fields["killed"])),) if "killed" in fields else (),
    )


def likeness(**values: str) -> Likeness | None:
    """Why a car bombing in Tikrit on 16 October is the known incident, if it is."""
    atlas = Atlas()
    atlas.add(PLACES)
    return same_incident(known(), known(**values), atlas)


def imported(*entries: Entry, data: bytes = STORY) -> SeedReport:
    """The import of a story into a chronicle of these entries and the places."""
    seed = Seed(path="seeds/a.txt", data=data)
    return import_seed(seed, Catalogue(world(), (*PLACES, *entries)), rights="full", today=TODAY)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "the same place (Tikrit); the same day (2023-10-16); both car bombing"),
        ({"locations": "Takrit"}, "the same place (Tikrit); the same day (2023-10-16); both car bombing"),
        ({"locations": "baiji tikrit"}, "the same place (Tikrit); the same day (2023-10-16); both car bombing"),
        ({"locations": "salah-ad-din"}, "Tikrit lies in Salah ad Din; the same day (2023-10-16); both car bombing"),
        ({"locations": "iraq"}, "Tikrit lies in Iraq; the same day (2023-10-16); both car bombing"),
        ({"locations": "al-alam"}, "Tikrit is 11 km from Al-Alam; the same day (2023-10-16); both car bombing"),
        (
            {"date": "2023-10-17"},
            "the same place (Tikrit); one day apart (2023-10-16, 2023-10-17); both car bombing",
        ),
        ({"date": "2023-10"}, "the same place (Tikrit); 2023-10-16 may be 2023-10; both car bombing"),
        (
            {"date": "2023-10-17/2023-10-20"},
            "the same place (Tikrit); one day apart (2023-10-16, 2023-10-17/2023-10-20); both car bombing",
        ),
        (
            {"types": "suicide-bombing"},
            "the same place (Tikrit); the same day (2023-10-16); car bombing and suicide bombing can be one",
        ),
        (
            {"types": "armed-assault"},
            "the same place (Tikrit); the same day (2023-10-16); car bombing and armed assault can be one",
        ),
    ],
)
def test_place_date_and_kind_make_it_the_same(values: dict[str, str], reason: str) -> None:
    """All three agree, each in its own way, and the reason says how."""
    found = likeness(**values)
    assert found is not None
    assert found.reason == reason


@pytest.mark.parametrize(
    "values",
    [
        {"locations": "baiji"},
        {"locations": "vague"},
        {"locations": "nowhere"},
        {"locations": ""},
        {"date": "2023-10-14"},
        {"date": "2023-10-18"},
        {"date": "0001-01-01"},
        {"date": "9999-12-31"},
        {"date": "2023-11"},
        {"date": "2023"},
        {"date": "2023-10-01/.."},
        {"types": "kidnapping"},
        {"types": ""},
        {"locations": "iraq", "date": "2023-10-17"},
        {"locations": "iraq", "types": "bombing"},
    ],
)
def test_one_thing_that_differs_makes_it_another(values: dict[str, str]) -> None:
    """Too far, too long ago, of another kind, or too vague to say; in a whole country only day and type decide."""
    assert likeness(**values) is None


def test_a_further_article_drafts_no_second_incident() -> None:
    """The article is drafted, the incident and its places are not; the report says what to add to the known one."""
    report = imported(known(killed="3"))
    assert [file.path.split("/")[1] for file in report.files] == ["articles"]
    assert report.article is not None
    (match,) = report.additions
    assert match.differences == ("killed: 2 (known: 3)",)
    slug = report.article.slug
    assert match.lines == (
        "sources:",
        f"- {{article: {slug}}}",
        "casualties:",
        f"- {{killed: 2, source: {slug}, who: police, date: 2023-10-17}}",
    )


def test_a_known_incident_is_told_in_json() -> None:
    """The incident stays in the list, with the path of the known one; a new one has null."""
    assert [each["known"] for each in as_json(imported(known()))["incidents"]] == [
        "content/incidents/2023-10-16-tikrit.md"
    ]
    assert [each["known"] for each in as_json(imported())["incidents"]] == [None]


def test_the_same_toll_adds_no_claim() -> None:
    """A number that the incident has is not added a second time."""
    (match,) = imported(known(killed="2")).additions
    assert (match.differences, match.claims) == ((), ())


def test_what_differs_is_said() -> None:
    """Date and place of the article's account stand beside those of the incident."""
    (match,) = imported(known(date="2023-10-17", locations="al-alam")).additions
    assert match.differences == (
        "date: 2023-10-16 (known: 2023-10-17)",
        "place: Tikrit (known: Al-Alam)",
        "killed: 2 (known: nothing)",
    )


def test_the_likest_is_chosen_and_the_others_are_named() -> None:
    """The same place and day go before the neighbourhood of both."""
    others = (known("a", date="2023-10-17"), known("z"), known("b", locations="salah-ad-din"))
    (match,) = imported(*others).additions
    assert match.incident.slug == "z"
    assert match.others == ("content/incidents/a.md", "content/incidents/b.md")


def test_the_toll_decides_between_two_of_a_day() -> None:
    """Of two bombings in one town the one with the article's number is meant."""
    (match,) = imported(known("a", killed="9"), known("b", killed="2")).additions
    assert match.incident.slug == "b"


def test_incidents_of_one_article_are_never_one() -> None:
    """Two bombings of two days that an article tells apart are two files."""
    data = (
        STORY + b"\nIn a separate attack on Sunday, a suicide bomber blew himself up in Tikrit, wounding five people.\n"
    )
    report = imported(data=data)
    assert [file.path for file in report.files if "/incidents/" in file.path] == [
        "content/incidents/2023-10-16-tikrit.md",
        "content/incidents/2023-10-15-tikrit.md",
    ]


def test_two_incidents_of_an_article_are_not_both_one_known() -> None:
    """The likelier one is the known incident, the other is new."""
    data = (
        STORY + b"\nIn a separate attack on Sunday, a suicide bomber blew himself up in Tikrit, wounding five people.\n"
    )
    report = imported(known(killed="2"), data=data)
    assert [match.incident.slug if match else "" for match in report.matches] == ["2023-10-16-tikrit", ""]
    assert "content/incidents/2023-10-15-tikrit.md" in {file.path for file in report.files}


def test_another_incident_of_the_day_and_place_gets_a_number() -> None:
    """A kidnapping is not lost because a bombing has the name that it would get."""
    report = imported(known(types="kidnapping"))
    assert "content/incidents/2023-10-16-tikrit-2.md" in {file.path for file in report.files}
    assert "entry-exists" not in {problem.code for problem in report.problems}


def test_an_incident_drafted_in_the_same_run_is_known() -> None:
    """The second article of a run is a further source of what the first one drafted."""
    second = STORY.replace(b"Reuters", b"AFP")
    seeds = [Seed(path="a.txt", data=STORY), Seed(path="b.txt", data=second)]
    reports = run_import(seeds, (), world(), rights="full", today=TODAY).seeds
    assert [len(report.additions) for report in reports] == [0, 1]
    assert [file.path.split("/")[1] for file in reports[1].files] == ["articles"]


def test_a_duplicate_stands_for_what_it_points_to() -> None:
    """The source belongs to the incident that `duplicate_of` names, by slug or title, over several steps."""
    first = known("a", duplicate_of="Second")
    second = known("b", title="Second", duplicate_of="c", locations="baiji")
    (match,) = imported(first, second, known("c", locations="baiji")).additions
    assert match.incident.slug == "c"


def test_a_circle_of_duplicates_ends() -> None:
    """Two incidents that point at each other are somebody else's problem."""
    report = imported(known("a", duplicate_of="b"), known("b", duplicate_of="a"))
    assert [match.incident.slug in {"a", "b"} for match in report.additions] == [True]


def test_a_withdrawn_incident_is_known_but_comes_last() -> None:
    """What editors took back is not drafted again; one that stands goes before it."""
    (match,) = imported(known("a", status="withdrawn")).additions
    assert match.is_withdrawn
    (match,) = imported(known("a", status="withdrawn"), known("b", locations="salah-ad-din")).additions
    assert match.incident.slug == "b"


def test_an_incident_that_names_the_article_gets_nothing() -> None:
    """What a broken-off import left behind is kept, and there is nothing to add."""
    article = imported().article
    assert article is not None
    there = dataclasses.replace(known(), sources=(Source(article=article.slug),))
    report = imported(there)
    assert (report.additions, report.kept) == ((), (there.path,))
    assert [match.lines for match in report.matches if match] == [()]


def test_a_known_incident_needs_no_new_place() -> None:
    """A place that only the article's account names is not written."""
    data = STORY.replace(b"in Tikrit", b"in the town of Dour near Tikrit")
    report = imported(known(locations="tikrit al-alam"), data=data)
    assert len(report.additions) == 1
    assert [file.path.split("/")[1] for file in report.files] == ["articles"]
    assert report.locations == ()


def test_the_report_says_why_and_what_to_add() -> None:
    """An editor reads the known incident, the reason, what differs, and the lines."""
    data = STORY.replace(b"two", b"four")
    report = run_import(
        [Seed(path="a.txt", data=data)], (*PLACES, known(killed="3")), world(), rights="full", today=TODAY
    )
    text = " ".join(describe(report.seeds[0]).split())
    assert "known as content/incidents/2023-10-16-tikrit.md" in text
    assert "the same place (Tikrit); the same day (2023-10-16); both car bombing" in text
    assert "killed: 4 (known: 3)" in text
    assert "- {article: reuters-2023-10-17-car-bomb-exploded-tikrit-monday}" in text


@pytest.mark.parametrize(
    ("when", "slugs"),
    [
        ("2023-10-16", ["day", "month", "open", "range"]),
        ("2023-10-14", ["month", "range"]),
        ("2023-10", ["day", "month", "open", "range"]),
        ("2023-11-01", ["month"]),
        ("2023", []),
        ("9999-12-31", []),
        ("0001-01-01", []),
    ],
)
def test_the_catalogue_knows_what_may_have_happened_around_a_date(when: str, slugs: list[str]) -> None:
    """A day more on both sides; a month stands on all its days, a year on none, an open range on its beginning."""
    dates = {
        "day": "2023-10-17",
        "month": "2023-10",
        "open": "2023-10-16/..",
        "range": "2023-10-13/2023-10-15",
        "year": "2023",
    }
    catalogue = Catalogue(world(), [known(slug, date=date) for slug, date in dates.items()])
    assert sorted(each.slug for each in catalogue.incidents_around(parse_when(when))) == slugs


def test_no_drafts_have_no_matches() -> None:
    """An article without incidents asks for none."""
    assert find_known((), Catalogue(world(), (known(),)), Atlas()) == ()
