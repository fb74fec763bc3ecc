"""Fields: how each sort of value is read, described, and refused."""

from typing import Any

import pytest

from chronicle.entries.composites import many, record
from chronicle.entries.coordinates import COORDINATES
from chronicle.entries.fields import Findings, Kind
from chronicle.entries.kinds import Article, Incident
from chronicle.entries.parsing import parse_entry
from chronicle.entries.records import CLAIM, ROLE, SOURCE, Claim, Role
from chronicle.entries.values import (
    ALIAS,
    FLAG,
    LINE,
    NAMES,
    ORDER,
    REFERENCE,
    TIME,
    URL,
    choice,
    matching,
)
from chronicle.problems import Problem
from chronicle.text.counts import Count
from chronicle.text.nodes import Scalar
from chronicle.text.yaml_nodes import parse_yaml
from chronicle.text.yaml_text import Bare, yaml_text


def read(kind: Kind, value: str) -> tuple[Any, list[tuple[str, str]]]:
    """What a kind reads from `field: value`, and the (code, message) of its problems."""
    node = parse_yaml(f"field: {value}").get("field")
    assert node is not None
    findings = Findings("x.md")
    found = kind.read(node, "field", findings)
    return found, [(problem.code, problem.message) for problem in findings.problems]


def test_a_report_keeps_every_part_of_a_problem() -> None:
    """A problem noted at a node has its place, field, level, code, message and hint."""
    findings = Findings("x.md")
    findings.add(Scalar("a", 3, 7), "title", "odd", "is odd", hint="title: b", level="warning")
    assert findings.problems == [
        Problem(
            path="x.md",
            line=3,
            column=7,
            level="warning",
            field="title",
            message="is odd",
            code="odd",
            hint="title: b",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        (LINE, "  One   line ", "One line"),
        (LINE, "|\n  One\n  line\n", "One line"),
        (LINE, ">\n  One\n  line\n", "One line"),
        (LINE, '"NO"', "NO"),
        (LINE, '"“a”"', "“a”"),
        (REFERENCE, "Ain  al-Asad", "Ain al-Asad"),
        (REFERENCE, "007", "007"),
        (TIME, "21:40+03:00", "21:40+03:00"),
        (TIME, "21:40Z", "21:40Z"),
        (FLAG, "true", True),
        (FLAG, "false", False),
        (ORDER, "-3", -3),
        (URL, " https://example.org/é ", "https://example.org/%C3%A9"),
        (COORDINATES, "[33.79, -42]", (33.79, -42.0)),
        (COORDINATES, "['+33.79', -0.0]", (33.79, 0.0)),
        (NAMES, "{ar: بغداد, pt-BR: Bagdá}", (("ar", "بغداد"), ("pt-BR", "Bagdá"))),
        (ALIAS, "incidents/index.html", "incidents/index.html"),
        (ALIAS, "old.html", "old.html"),
        (choice("a", "b"), "b", "b"),
        (many(LINE), "[a, 'b, c']", ("a", "b, c")),
        (many(LINE), "\n- a\n- b", ("a", "b")),
        (ROLE, "isis", Role(actor="isis")),
        (ROLE, "{actor: isis, role: claimed}", Role(actor="isis", role="claimed")),
        (CLAIM, "{killed: 1-5, who: ~}", Claim(killed=Count(1, 5))),
    ],
)
def test_a_good_value_is_read_without_a_word(kind: Kind, value: str, found: object) -> None:
    """A value of the right form is read, however YAML lets it be written."""
    assert read(kind, value) == (found, [])


NO_ADDRESS = "is not an address of this site, such as incidents/old-name.html"
COORDINATES_FORM = ("coordinates-form", "must be [latitude, longitude] in degrees, such as [33.79, 42.44]")


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        (LINE, "{a: b}", ("wrong-type", "must be one line of text, not a table of keys")),
        (REFERENCE, "[a]", ("wrong-type", "must be a name, not a list")),
        (REFERENCE, '" "', ("empty", "must be the name of an entry")),
        (REFERENCE, "a" * 2001, ("empty", "must be the name of an entry")),
        (TIME, "[a]", ("wrong-type", 'must be a time such as "21:40+03:00", not a list')),
        (TIME, "9:30", ("time-form", '"9:30" is not a time; write "21:40", "21:40Z" or "21:40+03:00"')),
        (TIME, '"12:60"', ("time-form", '"12:60" is not a time; write "21:40", "21:40Z" or "21:40+03:00"')),
        (FLAG, "yes", ("flag-form", '"yes" is neither true nor false')),
        (ORDER, "first", ("number-form", '"first" is not a whole number')),
        (URL, "[a]", ("wrong-type", "must be a web address, not a list")),
        (URL, "ftp://a.org", ("url-form", '"ftp://a.org" must begin with https:// or http://')),
        (COORDINATES, "33.79", COORDINATES_FORM),
        (COORDINATES, "[33.79]", COORDINATES_FORM),
        (COORDINATES, "[north, 42]", COORDINATES_FORM),
        (COORDINATES, "[33.79, [42]]", COORDINATES_FORM),
        (COORDINATES, "[nan, 42]", COORDINATES_FORM),
        (
            COORDINATES,
            "[200, 300]",
            ("coordinates-range", "[200, 300] is nowhere: latitude is -90 to 90, longitude -180 to 180"),
        ),
        (NAMES, "[ar]", ("wrong-type", "must be names by language, such as {ar: …}, not a list")),
        (ALIAS, "/etc/passwd", ("alias-form", f'"/etc/passwd" {NO_ADDRESS}')),
        (ALIAS, "a/con.html", ("alias-form", f'"a/con.html" {NO_ADDRESS}')),
        (ALIAS, "a/b/c/d/e.html", ("alias-form", f'"a/b/c/d/e.html" {NO_ADDRESS}')),
        (choice("a", "b"), "c", ("not-a-choice", '"c" is not one of a, b')),
        (matching("Q[0-9]+", "an id such as Q796", "id-form"), "Q٣", ("id-form", '"Q٣" is not an id such as Q796')),
        (ROLE, "[a]", ("wrong-type", "must be a table of keys such as {actor: …, role: …}, not a list")),
        (ROLE, "{role: claimed}", ("field-missing", "is missing; it must be the name of an entry")),
        (SOURCE, "{title: x}", ("record-incomplete", "names no article, publisher or url")),
        (SOURCE, "Reuters", ("wrong-type", "must be a table of keys such as {article: …, publisher: …}, not text")),
    ],
)
def test_a_bad_value_is_told_in_words(kind: Kind, value: str, problem: tuple[str, str]) -> None:
    """A value of another form is left out, and told with what would be right."""
    assert read(kind, value) == (None, [problem])


def test_good_items_of_a_list_are_kept() -> None:
    """One bad item of a list is told by its number, the others are read."""
    assert read(many(ORDER), "[1, two, 3]") == ((1, 3), [("number-form", '"two" is not a whole number')])


def test_good_names_are_kept() -> None:
    """A name under no language is told, the others are read."""
    assert read(NAMES, "{Arabic: x, ar: y, de: ''}") == (
        (("ar", "y"),),
        [
            ("language-form", '"Arabic" is not a language code such as ar or pt-BR'),
            ("empty", "is empty; write a text or delete the line"),
        ],
    )


def test_a_url_with_a_user_name_is_kept_with_a_warning() -> None:
    """A URL that is only odd is read, and told."""
    assert read(URL, "https://me@a.org/") == (
        "https://me@a.org/",
        [("url-form", '"https://me@a.org/" has a user name in it, which readers would send along')],
    )


def test_a_long_key_is_cut_in_the_message() -> None:
    """A key of any length leaves a message that can be read."""
    findings = Findings("x.md")
    node = parse_yaml(f"field: {{actor: x, {'k' * 100}: y}}").get("field")
    assert node is not None
    assert record(Role).read(node, "field", findings) == Role(actor="x")
    assert [problem.field for problem in findings.problems] == ["field." + "k" * 53 + "…"]


def test_a_misplaced_field_is_not_proposed_twice() -> None:
    """When its home is written already, a misplaced field comes without a line that would repeat the home."""
    text = "---\ntitle: A\ndate: 2023\nsources: [{article: a}]\nurl: https://a.org\n---\n"
    _, problems = parse_entry(Incident, text, "x.md")
    assert [(problem.field, problem.code, problem.hint) for problem in problems] == [("url", "misplaced-field", "")]


def test_a_field_of_a_single_record_is_proposed_as_a_table() -> None:
    """Where the home is one record and no list, the proposed line is a table."""
    text = "---\ntitle: A\nplace: Baghdad\n---\n"
    _, problems = parse_entry(Article, text, "x.md")
    assert [problem.hint for problem in problems] == ["dateline: {place: Baghdad}"]


def test_front_matter_is_written_in_lines() -> None:
    """Text is quoted where it must be, dates and numbers are not, nothing is broken into lines."""
    assert yaml_text({"a": "x: y", "b": Bare("2023-10-19"), "c": ["NO", "ok"], "d": [{"e": "f"}], "g": "w " * 200}) == (
        "a: 'x: y'\nb: 2023-10-19\nc: ['NO', ok]\nd:\n- {e: f}\ng: '" + "w " * 200 + "'\n"
    )
    assert yaml_text({}) == ""
