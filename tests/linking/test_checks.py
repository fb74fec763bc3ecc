"""Checks of whole incidents: sources, grades, claims, the future, pictures, and the counts shown."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from sites import CONFIG, entry, incident, linked

from chronicle.entries.folder import MediaFile
from chronicle.text.counts import Count


def test_an_incident_without_source_is_a_warning() -> None:
    """A published incident needs a source; a draft may still lack one."""
    _, problems = linked(
        {"incidents/a.md": incident(sources=""), "incidents/b.md": incident(sources="", status="draft")}
    )
    assert problems == [
        (
            "incidents/a.md:1:1: warning: sources: "
            "has no source; add sources: with an article, or a publisher and url [source-missing]"
        )
    ]


def test_a_grade_must_be_known() -> None:
    """An unknown grade is an error that lists the grades."""
    _, problems = linked({"incidents/a.md": incident(grade="confirmd")})
    assert problems == [
        (
            'incidents/a.md:5:8: error: grade: "confirmd" is not one of '
            'confirmed, likely, claimed, disputed, retracted (did you mean "confirmed"?) [grade-unknown]'
        )
    ]


def test_an_admission_is_worth_a_second_origin() -> None:
    """An actor that claims the incident confirms it."""
    _, problems = linked({"incidents/a.md": incident(grade="confirmed", actors="[{actor: g, role: claimed}]")})
    assert problems == []


def test_a_grade_may_need_an_admission() -> None:
    """A grade of the chronicle's own can ask for an actor with the role claimed."""
    config = CONFIG + '[grades.admitted]\nlabel = "Admitted"\nneeds = "admission"\n'
    files = {"incidents/a.md": incident(grade="admitted")}
    _, problems = linked(files, config=config)
    assert problems == [
        'incidents/a.md:5:8: warning: grade: "admitted" needs an actor with the role "claimed" [grade-rule]'
    ]
    files["incidents/a.md"] = incident(grade="admitted", actors="[{actor: g, role: claimed}]")
    assert linked(files, config=config)[1] == []


def test_the_source_of_a_claim_is_among_the_sources() -> None:
    """A claim names an article or the publisher of a listed source; anything else is a warning."""
    _, problems = linked(
        {
            "articles/r.md": "---\ntitle: T\npublisher: AFP\n---\n",
            "incidents/a.md": incident(
                sources="[{article: r}, {publisher: Reuters}]",
                casualties="[{killed: 1, source: r}, {killed: 1, source: reuters}, {killed: 1, source: afp}, "
                "{killed: 1, source: BBC}, {killed: 1}]",
            ),
        }
    )
    assert problems == [
        (
            'incidents/a.md:5:114: warning: casualties.3.source: "BBC" is neither an article nor a publisher '
            "among the sources [claim-source]"
        )
    ]


def test_a_date_in_the_future_is_a_warning() -> None:
    """What has not happened yet is reported; without a today nothing is."""
    files = {"incidents/a.md": incident(date="2030-01-02"), "incidents/b.md": incident(date="2030-01-01")}
    assert linked(files, today=dt.date(2030, 1, 1))[1] == [
        "incidents/a.md:3:7: warning: date: 2030-01-02 is in the future [date-future]"
    ]
    assert linked(files)[1] == []


def test_an_entry_that_was_added_in_the_future_is_a_warning() -> None:
    """The days of its own record are looked at as that of the incident."""
    late, early = "{date: 2031-01-02, text: Later}", "{date: 2029-01-02, text: Now}"
    files = {"incidents/a.md": incident(added="2030-01-02", updates=f"[{early}, {late}]")}
    assert linked(files, today=dt.date(2030, 1, 1))[1] == [
        "incidents/a.md:5:8: warning: added: 2030-01-02 is in the future [date-future]",
        "incidents/a.md:6:49: warning: updates.1.date: 2031-01-02 is in the future [date-future]",
    ]


def test_pictures_are_there_and_described() -> None:
    """A picture that is not there is an error; one without alt text a warning."""
    files = {"incidents/a.md": incident(media="[{file: media/x.png, alt: X}, {file: media/y.png}]")}
    media = [MediaFile(path="content/media/y.png", digest="0")]
    assert linked(files, media=media)[1] == [
        "incidents/a.md:5:16: error: media.0.file: " + '"media/x.png" is not in content/media [media-missing]',
        "incidents/a.md:5:45: warning: media.1.file: has no alt text for readers who cannot see it [alt-missing]",
    ]


@pytest.mark.parametrize(
    ("claims", "killed", "injured"),
    [
        ("[]", None, None),
        ("[{killed: 3}]", Count(3, 3), None),
        ("[{killed: 3}, {killed: 1-5}]", Count(1, 5), None),
        ("[{killed: 3}, {killed: 41+}]", Count(3, None), None),
        ("[{killed: 3}, {killed: 9, superseded: true}]", Count(3, 3), None),
        ("[{killed: 9, superseded: true}]", None, None),
        ("[{killed: 2, of: police}, {killed: 3, of: civilians}]", Count(5, 5), None),
        ("[{killed: 2, of: police}, {killed: 4, of: Police}, {killed: 3+, of: civilians}]", Count(5, None), None),
        ("[{killed: 2, of: police}, {killed: 3, of: civilians}, {killed: 4}]", Count(4, 4), None),
        ("[{killed: 0, injured: 1}, {injured: 4}]", Count(0, 0), Count(1, 4)),
    ],
)
def test_the_shown_range_spans_the_claims(claims: str, killed: Count | None, injured: Count | None) -> None:
    """From least to greatest of the claims not superseded; groups add up unless a claim speaks of everybody."""
    chronicle, _ = linked({"incidents/a.md": incident(casualties=claims)})
    assert (chronicle.incidents["a"].killed, chronicle.incidents["a"].injured) == (killed, injured)


def test_a_published_incident_with_open_questions_is_a_warning() -> None:
    """What the importer was not sure of is to be checked before it is published."""
    _, problems = linked({"incidents/a.md": incident(needs_review="[title, grade]")})
    assert problems == [
        (
            "incidents/a.md:5:15: warning: needs_review: is published and still names "
            '"title, grade"; check each and delete the line [review-open]'
        )
    ]
    _, problems = linked({"incidents/a.md": incident(needs_review="[title]", status="draft")})
    assert problems == []


def test_a_chain_of_thousands_is_judged_in_a_moment() -> None:
    """Each link of it is passed once, and a circle at its end is told once."""
    chain = {f"incidents/i{number:04}.md": incident(follows=f"i{number + 1:04}") for number in range(1999)}
    began = time.process_time()
    _, problems = linked({**chain, "incidents/i1999.md": incident(follows="i1998")})
    (told,) = [line for line in problems if "[circle]" in line]
    assert told.startswith("incidents/i1998.md:")
    assert "goes in a circle: i1998 → i1999 → i1998" in told
    assert time.process_time() - began < 20


@pytest.mark.parametrize("kind", ["location", "actor"])
def test_a_chain_of_thousands_of_parents_is_judged_in_a_moment(kind: str) -> None:
    """The same for what lies in, or belongs to, the next one; what is nested too deep is told, and a circle once."""
    names = [f"p{number:04}" for number in range(3000)]
    parents = [*names[1:], names[-2]]
    files = {f"{kind}s/{name}.md": entry(name=name, parent=of) for name, of in zip(names, parents, strict=True)}
    began = time.process_time()
    _, problems = linked(files)
    assert time.process_time() - began < 20
    (circle,) = [line for line in problems if "[circle]" in line]
    assert "goes in a circle: p2998 → p2999 → p2998" in circle
    assert any("[place-depth]" in line for line in problems)
