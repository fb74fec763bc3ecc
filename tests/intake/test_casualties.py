"""Casualties: what a sentence says of the dead and injured."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronicle.intake.casualties import find_toll
from chronicle.intake.words import ENGLISH


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("At least two people were killed and 11 wounded by a car bomb.", "2+", "11"),
        ("Three tourists and a guide were killed when the boat sank.", "4", "None"),
        ("A man and a woman were shot dead.", "2", "None"),
        ("A police officer in Quito was injured in the shooting.", "None", "1"),
        ("The blast killed three people and left 20 wounded.", "3", "20"),
        ("Gunmen shot dead five farmers and wounded eight others.", "5", "8"),
        ("It caused minor injuries to a small number of troops.", "None", "1+"),
        ("The death toll rose to at least 41.", "41+", "None"),
        ("Twenty-five soldiers died.", "25", "None"),
        ("The attack killed 32 people, wounding dozens.", "32", "24+"),
        ("The report put the toll lower, at a toll of 31 people killed.", "31", "None"),
        ("Six civilians (as of today) were killed.", "6", "None"),
        ("No one was hurt.", "0", "0"),
        ("There were no casualties, the official added.", "0", "0"),
        ("It was not clear whether there were any casualties.", "None", "None"),
        ("There were no immediate reports of casualties.", "None", "None"),
        ("Two bombs exploded and 2,500 troops are in the country.", "None", "None"),
        ("The 24-year-old man lived 30 km away.", "None", "None"),
    ],
)
def test_tolls(text: str, killed: str, injured: str) -> None:
    """Numbers, sums, minimums and "nobody" are read; things, distances and doubts are not."""
    toll = find_toll(text, ENGLISH)
    assert (str(toll.killed), str(toll.injured)) == (killed, injured)


def test_whom_it_is_about() -> None:
    """One group of people is named; a mixture is not."""
    assert find_toll("Two soldiers were killed.", ENGLISH).of == "combatants"
    assert find_toll("Two soldiers and a child were killed.", ENGLISH).of == ""
    assert find_toll("A soldier was killed and two others were hurt.", ENGLISH).of == "combatants"
    assert find_toll("Two policemen were killed and five other people wounded.", ENGLISH).of == ""
    assert find_toll("One was killed and four soldiers wounded.", ENGLISH).of == ""
    assert find_toll("A security guard was killed.", ENGLISH).of == ""
    assert find_toll("The death toll has reached 54, including 23 minors, police said.", ENGLISH).of == ""


def test_a_bound_is_no_exact_number() -> None:
    """What was said with "up to" is read as vague, so that an editor looks."""
    assert find_toll("Up to 30 people were killed and 4 injured.", ENGLISH).vague == ("killed",)
    assert find_toll("At least 30 people were killed.", ENGLISH).vague == ()


def table() -> list[list[str]]:
    """Killed, injured and sentence of each line of the table."""
    lines = Path(__file__).with_name("toll_sentences.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("killed", "injured", "text"), table())
def test_the_toll_that_a_sentence_gives(killed: str, injured: str, text: str) -> None:
    """Sums, relative clauses, parts of a total, ages, dates, attackers: each counted or left out as it should be."""
    toll = find_toll(text, ENGLISH)
    assert (str(toll.killed), str(toll.injured)) == (killed, injured)


def test_a_single_person_taken_for_known_is_a_weak_count() -> None:
    """Somebody called "the driver", or by name, is one person, whom another sentence may have counted."""
    assert find_toll("The driver was killed.", ENGLISH).weak
    assert find_toll("Ahmed Aslam, 45, was killed.", ENGLISH).weak
    assert not find_toll("A driver was killed.", ENGLISH).weak


def test_fighters_killed_by_the_other_side_are_a_weak_count() -> None:
    """They count where an article tells of no other dead, and beside others in one breath."""
    assert find_toll("Troops killed nine militants.", ENGLISH).weak
    assert not find_toll("A drone killed nine militants and two civilians.", ENGLISH).weak
    assert str(find_toll("Troops killed nine militants but two soldiers were killed as well.", ENGLISH).killed) == "2"


def test_the_spans_say_where_the_numbers_stand() -> None:
    """From the first number of a sum to its last."""
    text = "Gunmen killed two policemen and a child."
    ((start, end),) = find_toll(text, ENGLISH).spans
    assert text[start:end] == "two policemen and a child"
