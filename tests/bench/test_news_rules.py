"""The rules for news: what counts as found, and what an article costs."""

from __future__ import annotations

from typing import Any

import pytest
from labels import labels_from, prediction_from
from news_rules import Marks, mark_article, misses

KABUL: dict[str, Any] = {"names": ["Kabul", "Paghman"], "lat": 34.5, "lon": 69.2, "country": "AF"}
HERAT: dict[str, Any] = {"name": "Herat", "lat": 34.35, "lon": 62.2, "country": "AF"}  # 640 km from Kabul
ATHENS: dict[str, Any] = {"name": "Athens", "lat": 37.96, "lon": 23.7, "country": "GR"}
TEXT = "KABUL, Dec 11 — Four people were killed. Advertisement The police said so."
Counts = tuple[int, int, int]


def incident(**values: object) -> dict[str, Any]:
    """A bombing of 11 December in Kabul, of which no toll is known, unless said otherwise."""
    return {"date": "2018-12-11", "place": KABUL, "types": ["bombing"], "killed": None, "injured": None, **values}


def labels(*incidents: dict[str, Any], **values: object) -> dict[str, Any]:
    """The labels of an article."""
    article = {"pub_date": "2018-12-11", "dateline": ["Kabul"], "agency": ["AFP"], "noise": ["Advertisement"]}
    return {"id": "one", **article, "incidents": incidents, **values}


def prediction(*incidents: dict[str, Any], **values: object) -> dict[str, Any]:
    """What the importer made of an article."""
    article = {"pub_date": "2018-12-11", "dateline": "KABUL", "agency": "AFP"}
    return {"id": "one", **article, "body": TEXT.replace("Advertisement ", ""), "incidents": incidents, **values}


def mark(label: dict[str, Any], found: dict[str, Any], text: str = TEXT) -> Marks:
    """The figures of one article."""
    return mark_article(labels_from(label), prediction_from(found), text)


def counts(marks: Marks, row: str) -> Counts:
    """What is right, predicted and labelled in a row."""
    tally = marks.rows[row]
    return tally.right, tally.predicted, tally.labelled


def one(row: str, label: dict[str, Any], found: dict[str, Any]) -> Counts:
    """A row of an article with one incident, labelled and predicted."""
    return counts(mark(labels(label), prediction(found)), row)


def told(label: dict[str, Any], found: dict[str, Any]) -> list[tuple[str, str]]:
    """What is said of the misses, without the words lost."""
    said = misses(labels_from(label), prediction_from(found), TEXT)
    return [(miss.what, miss.text) for miss in said if miss.what != "words lost"]


# ---- the article


@pytest.mark.parametrize(
    ("row", "label", "found", "expected"),
    [
        ("publication date", {}, {"pub_date": "2018-12-11"}, (1, 1, 1)),
        ("publication date", {}, {"pub_date": "2018-12-12"}, (0, 1, 1)),
        ("publication date", {"pub_accept": ["2018-12-12"]}, {"pub_date": "2018-12-12"}, (1, 1, 1)),
        ("publication date", {}, {"pub_date": None}, (0, 0, 1)),
        ("dateline", {"dateline": ["Gaza City", "Gaza"]}, {"dateline": "The GAZA"}, (1, 1, 1)),
        ("dateline", {"dateline": ["Anbar"]}, {"dateline": "ANBAR (Iraq)"}, (1, 1, 1)),
        ("dateline", {"dateline": ["Beirut"]}, {"dateline": "Damascus/Beirut"}, (0, 1, 1)),
        ("dateline", {"dateline": None}, {"dateline": None}, (0, 0, 0)),
        ("dateline", {"dateline": None}, {"dateline": "Kabul"}, (0, 1, 0)),
        ("agency", {"agency": ["AP"]}, {"agency": "Associated Press"}, (1, 1, 1)),
        ("agency", {"agency": ["Reuters"]}, {"agency": "AFP"}, (0, 1, 1)),
        ("agency", {"agency": ["ANTARA", "Xinhua"]}, {"agency": "Xinhua"}, (1, 1, 1)),
    ],
)
def test_article_values(row: str, label: dict[str, Any], found: dict[str, Any], expected: Counts) -> None:
    """A value is right when it is one of those labelled, in whatever spelling; nothing said is nothing predicted."""
    assert counts(mark(labels(**label), prediction(**found)), row) == expected


def test_an_article_without_incidents_is_right_when_it_is_left_empty() -> None:
    """Only articles whose labels ask for no incident stand in that row."""
    row = "article without incident"
    assert counts(mark(labels(), prediction()), row) == (1, 1, 1)
    assert counts(mark(labels(), prediction(incident())), row) == (0, 1, 1)
    assert row not in mark(labels(incident()), prediction()).rows


# ---- pairs


@pytest.mark.parametrize(
    ("found", "loose", "strict"),
    [
        ({}, 1, 1),
        ({"date": "2018-12-12"}, 1, 0),  # a day beside it, the right place
        ({"date": "2018-12-13"}, 1, 0),  # the right place alone makes a pair
        ({"place": HERAT}, 1, 0),  # the right day, the right country
        ({"place": HERAT, "date": "2018-12-12"}, 1, 0),
        ({"place": HERAT, "date": "2018-12-13"}, 0, 0),
        ({"place": ATHENS, "date": "2018-12-12"}, 0, 0),
        ({"place": ATHENS}, 1, 0),
        ({"place": None}, 1, 0),
        ({"date": {"from": "2018-12-09", "to": "2018-12-12"}}, 1, 0),
        ({"date": {"from": "2018-12-09", "to": "2018-12-12"}, "place": HERAT}, 1, 0),
        ({"date": {"from": "2018-12-11", "to": "2018-12-11"}}, 1, 1),
        ({"date": {"from": "2018-12-09", "to": "2018-12-12"}, "place": ATHENS}, 0, 0),
        ({"place": {**HERAT, "name": "Kabul"}}, 1, 0),  # a name does not mend wrong coordinates
        ({"place": {"name": "Kabul City"}}, 1, 1),  # but stands in for those that lack
    ],
)
def test_loose_and_strict(found: dict[str, Any], loose: int, strict: int) -> None:
    """A pair is loose when day and place together give 1, strict when both are right."""
    marks = mark(labels(incident()), prediction(incident(**found)))
    assert counts(marks, "incident loose") == (loose, 1, 1)
    assert counts(marks, "incident strict") == (strict, 1, 1)


def test_another_accepted_day_is_right() -> None:
    """Labels may accept more than one day."""
    assert one("incident strict", incident(date_accept=["2018-12-20"]), incident(date="2018-12-20")) == (1, 1, 1)


def test_a_label_can_say_how_near_is_near() -> None:
    """An incident somewhere in a country has a wide radius."""
    assert one("place within 161 km", incident(radius_km=700), incident(place=HERAT)) == (1, 1, 1)
    assert one("place within 161 km", incident(), incident(place=HERAT)) == (0, 1, 1)
    assert one("place within 161 km", incident(), incident(place={"name": "Kabul"})) == (0, 0, 1)


def test_pairs_are_chosen_for_the_greatest_sum() -> None:
    """The first label leaves its likeliest incident to the second, which has no other."""
    both = (incident(), incident(date="2018-12-12"))
    marks = mark(labels(*both), prediction(incident(date="2018-12-12"), incident()))
    assert counts(marks, "incident strict") == (2, 2, 2)


@pytest.mark.parametrize(("likelier", "other"), [("shooting", "armed_clash"), ("armed_clash", "fire")])
def test_the_type_decides_between_incidents_of_one_day_and_place(likelier: str, other: str) -> None:
    """The same type goes before one of the same group, and that before any other."""
    found = (incident(types=[other], killed=[2, 2]), incident(types=[likelier], killed=[1, 1]))
    marks = mark(labels(incident(types=["shooting"], killed=[1, 1])), prediction(*found))
    assert counts(marks, "killed min") == (1, 1, 1)


def test_an_optional_incident_costs_nothing() -> None:
    """Found or missed, it stands in no row, and the number of incidents is right without it."""
    optional = incident(date="2018-12-01", optional=True)
    for found in ((incident(),), (incident(), incident(date="2018-12-01"))):
        marks = mark(labels(incident(), optional), prediction(*found))
        assert counts(marks, "incident loose") == (1, 1, 1)
        assert counts(marks, "e2e type") == (1, 1, 1)
        assert marks.shares["article count right"].value == 1


# ---- values of pairs


@pytest.mark.parametrize(
    ("types", "same", "group"),
    [(["bombing", "fire"], 1, 1), (["landmine"], 1, 1), (["car-bombing"], 0, 1), (["shooting"], 0, 0)],
)
def test_types(types: list[str], same: int, group: int) -> None:
    """One common type is enough; a landmine is a bombing, a car bombing near one."""
    assert one("type", incident(), incident(types=types)) == (same, 1, 1)
    assert one("type group", incident(), incident(types=types)) == (group, 1, 1)


@pytest.mark.parametrize(
    ("label", "accept", "found", "least", "both"),
    [
        ([4, 4], [], [4, 4], (1, 1, 1), (1, 1, 1)),
        ([4, None], [], [4, 4], (1, 1, 1), (0, 1, 1)),
        ([4, 4], [], [5, 5], (0, 1, 1), (0, 1, 1)),
        ([4, 4], [[5, 5]], [5, 5], (1, 1, 1), (1, 1, 1)),
        ([4, 4], [], None, (0, 0, 1), (0, 0, 1)),
        ([0, 0], [], [0, 0], (1, 1, 1), (1, 1, 1)),
        ([0, 0], [], None, (0, 0, 1), (0, 0, 1)),
        (None, [], None, (0, 0, 0), (0, 0, 0)),
        (None, [], [0, 0], (0, 0, 0), (0, 0, 0)),
        (None, [], [3, 3], (0, 1, 0), (0, 1, 0)),
        (None, [[3, None]], [3, 3], (1, 1, 1), (0, 1, 1)),
    ],
)
def test_tolls(
    label: list[int | None] | None,
    accept: list[list[int | None]],
    found: list[int | None] | None,
    least: Counts,
    both: Counts,
) -> None:
    """Nobody is an answer only where the label has it; what is accepted counts as labelled once it is given."""
    for field in ("killed", "injured"):
        marks = mark(
            labels(incident(**{field: label, f"{field}_accept": accept})), prediction(incident(**{field: found}))
        )
        assert counts(marks, f"{field} min") == least
        assert counts(marks, f"{field} range") == both


def test_end_to_end_rows_count_what_is_missed_extra_or_not_strict() -> None:
    """A toll at the wrong place is no toll found; a toll of nobody that is extra costs nothing."""
    label = labels(incident(killed=[4, 4]), incident(date="2018-12-01", place=ATHENS, killed=[1, 1]))
    extra = incident(date="2018-11-01", place=None, killed=[0, 0])
    marks = mark(label, prediction(incident(place=HERAT, killed=[4, 4]), extra))
    assert counts(marks, "killed min") == (1, 1, 1)
    assert counts(marks, "e2e killed min") == (0, 1, 2)
    assert counts(marks, "e2e type") == (0, 2, 2)


# ---- the text


def test_noise_body_and_evidence() -> None:
    """Noise must leave the body, all other words must stay in it, and evidence must stand in the text."""
    quoted = incident(evidence={"date": ["Four people\nwere killed."], "types": ["Five people were killed."]})
    shares = mark(labels(), prediction(quoted, body=TEXT.removesuffix("said so."))).shares
    assert (shares["noise removed"].right, shares["noise removed"].of) == (0, 1)
    assert shares["body kept"].value == pytest.approx(9 / 11)
    assert (shares["evidence verbatim"].right, shares["evidence verbatim"].of) == (1, 2)
    assert mark(labels(), prediction()).shares["noise removed"].value == 1


def test_the_number_of_incidents_is_right_or_not() -> None:
    """It is compared for each article, whichever incidents they are."""
    assert mark(labels(incident()), prediction(incident(place=ATHENS))).shares["article count right"].value == 1
    assert mark(labels(incident()), prediction()).shares["article count right"].value == 0


# ---- misses


def test_nothing_is_told_of_what_is_right() -> None:
    """An article that is right costs nothing."""
    assert told(labels(incident(killed=[4, 4])), prediction(incident(killed=[4, 4]))) == []


def test_every_miss_is_told() -> None:
    """Each thing that costs marks is told with what was found and what was labelled."""
    label = labels(
        incident(killed=[4, None], injured=[6, 6]),
        incident(date="2018-12-01", place={"names": ["Lima"], "country": "PE"}, types=["shooting"]),
        incident(date="2018-12-05", place={"names": ["Oslo"], "country": "NO"}),
    )
    found = prediction(
        incident(date="2018-12-12", types=["fire"], killed=[3, 3]),
        incident(date="2018-12-20", place=ATHENS, types=["arson"]),
        incident(date="2018-12-05", place=HERAT),
        pub_date="2018-12-12", dateline=None, agency="Reuters", body=TEXT,
    )  # fmt: skip
    assert told(label, found) == [
        ("publication date", "2018-12-12 instead of 2018-12-11"),
        ("dateline", "none instead of Kabul"),
        ("agency", "Reuters instead of AFP"),
        ("missed", "2018-12-01 Lima shooting"),
        ("extra", "2018-12-20 Athens arson"),
        ("wrong date", "2018-12-11 Kabul bombing: 2018-12-12 instead of 2018-12-11"),
        ("wrong type", "2018-12-11 Kabul bombing: fire instead of bombing"),
        ("killed", "2018-12-11 Kabul bombing: 3-3 instead of 4+"),
        ("injured", "2018-12-11 Kabul bombing: none instead of 6-6"),
        ("wrong place", "2018-12-05 Oslo bombing: Herat instead of Oslo"),
        ("noise left", "Advertisement"),
    ]


def test_words_lost_are_told() -> None:
    """The words of the body that are gone are listed; noise is not among them."""
    said = misses(labels_from(labels()), prediction_from(prediction(body="Four people were killed.")), TEXT)
    assert [(miss.article, miss.what, miss.text) for miss in said] == [
        ("one", "words lost", "KABUL Dec 11 The police said so")
    ]
