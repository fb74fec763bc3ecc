"""The rules for MUC-4's templates and for names of places."""

from __future__ import annotations

from typing import Any

from labels import prediction_from
from stress_rules import mark_names, mark_report, template_from, toponym_from

SANTA_ELENA = ["EL SALVADOR", "USULUTAN", "SANTA ELENA"]


def template(**values: object) -> dict[str, Any]:
    """A bombing of 3 January in Santa Elena."""
    chain = [{"name": name, "kind": None} for name in SANTA_ELENA]
    return {"date": "1990-01-03", "locations": [chain], "type": ["BOMBING"], "optional": False, **values}


def incident(**values: object) -> dict[str, Any]:
    """The same as the importer would draft it."""
    place = {"name": "Santa Elena", "hierarchy": ["Santa Elena", "El Salvador"]}
    return {"date": "1990-01-03", "place": place, "types": ["car_bombing"], **values}


def marks(templates: list[dict[str, Any]], *found: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """What is right, predicted and labelled in each row of a report."""
    rows = mark_report(tuple(map(template_from, templates)), prediction_from({"incidents": found}))
    return {row: (tally.right, tally.predicted, tally.labelled) for row, tally in rows.items()}


def test_a_right_incident_is_right_in_every_row() -> None:
    """Day, finest place and type agree."""
    assert set(marks([template()], incident()).values()) == {(1, 1, 1)}


def test_a_pair_needs_the_type_or_both_day_and_place() -> None:
    """Another type is forgiven only where and when it happened."""
    other = ["kidnapping"]
    assert marks([template()], incident(types=other))["template"] == (1, 1, 1)
    assert marks([template()], incident(types=other))["template type"] == (0, 1, 1)
    assert marks([template()], incident(types=other, date="1990-01-04"))["template"] == (0, 1, 1)


def test_types_that_muc4_does_not_have_are_attacks() -> None:
    """A shooting is an ATTACK; a template may have two types."""
    assert marks([template(type=["ATTACK"])], incident(types=["shooting"]))["template type"] == (1, 1, 1)
    assert marks([template(type=["BOMBING / ATTACK"])], incident(types=["shooting"]))["template type"] == (1, 1, 1)


def test_a_date_of_several_days_is_compatible_and_never_exact() -> None:
    """Only templates with one day stand in the row of exact dates; an undated one is right whatever the date."""
    until = {"from": None, "to": "1990-01-03"}
    some = marks([template(date=until)], incident())
    assert (some["exact date"], some["compatible date"], some["all three"]) == ((0, 1, 0), (1, 1, 1), (1, 1, 1))
    assert marks([template(date=until)], incident(date=until))["exact date"] == (0, 1, 0)
    late = marks([template(date={"from": None, "to": "1990-01-02"})], incident())
    assert (late["compatible date"], late["all three"]) == ((0, 1, 1), (0, 1, 1))
    undated = marks([template(date=None)], incident())
    assert (undated["compatible date"], undated["all three"]) == ((0, 1, 0), (1, 1, 1))


def test_a_label_of_a_day_that_no_month_has_is_read() -> None:
    """MUC-4 has a 31 November; no date is right there."""
    assert marks([template(date="1989-11-31")], incident())["exact date"] == (0, 1, 1)


def test_the_finest_name_of_any_place_must_be_named() -> None:
    """A country alone is right only as the country."""
    country = marks([template()], incident(place={"name": "El Salvador"}))
    assert (country["country"], country["finest place"], country["all three"]) == ((1, 1, 1), (0, 1, 1), (0, 1, 1))


def test_an_optional_template_counts_when_found() -> None:
    """Missed it costs nothing; found it is right."""
    assert marks([template(optional=True)])["template"] == (0, 0, 0)
    assert marks([template(optional=True)], incident())["template"] == (1, 1, 1)


def test_names_are_paired_once_and_by_their_letters_first() -> None:
    """A name of the same letters goes before one that overlaps, and a found name answers for one label."""
    labels: tuple[dict[str, Any], ...] = (
        {"start": 0, "end": 5, "lat": 1.0, "lon": 1.0},
        {"start": 6, "end": 9, "lat": None, "lon": None},
    )
    found = ({"start": 0, "end": 9, "lat": 40.0, "lon": 1.0}, {"start": 0, "end": 5, "lat": 1.5, "lon": 1.0})
    rows, share = mark_names(tuple(map(toponym_from, labels)), tuple(map(toponym_from, found)))
    assert [(tally.right, tally.predicted, tally.labelled) for tally in rows.values()] == [
        (1, 2, 2),
        (2, 2, 2),
        (1, 2, 1),
    ]
    assert (share.right, share.of) == (1, 1)
    rows, _ = mark_names(tuple(map(toponym_from, labels)), (toponym_from(found[0]),))
    assert rows["name, overlapping"].right == 1


def test_a_name_that_only_touches_is_another() -> None:
    """The end of a name is the character after its last."""
    labels, found = {"start": 0, "end": 5, "lat": 1.0, "lon": 1.0}, {"start": 5, "end": 9, "lat": 1.0, "lon": 1.0}
    rows, _ = mark_names((toponym_from(labels),), (toponym_from(found),))
    assert rows["name, overlapping"].right == 0
