"""Claims: which numbers an event keeps, and who is said to have counted."""

from __future__ import annotations

import pytest
from intake.test_telling import drafts


def claims(text: str) -> list[tuple[str, str, str]]:
    """Killed, group and source of each claim of the only incident."""
    (draft,) = drafts(f"A bomb exploded in the Iraqi city of Tikrit on Tuesday. {text}")
    return [(str(claim.killed), claim.of, claim.who) for claim in draft.entry.casualties]


@pytest.mark.parametrize("link", [", while", ", but", ", although", " whereas"])
def test_two_sides_in_one_sentence_are_two_claims(link: str) -> None:
    """Each has its own number and speaker; whom they count is disputed, so neither speaks of one group."""
    text = f"The blast killed 22 civilians, according to the rebels{link} the army said nine fighters were killed."
    assert claims(text) == [("22", "", "the rebels"), ("9", "", "the army")]


def test_two_speakers_of_different_harm_contradict_nobody() -> None:
    """Each number has its own speaker, and its group."""
    text = "It killed 22 civilians, according to a medic, while the army said nine soldiers were wounded."
    assert claims(text) == [("22", "civilians", "medic"), ("None", "combatants", "the army")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("No deaths have been reported.", ""),
        ("It had earlier said three people were killed.", ""),
        ("13:50 The army said three people were killed.", "the army"),
        ("9.15 pm The army had said three people were killed.", "the army"),
        ("Three people were killed, but a hospital said little.", "hospital"),
        ("Three people were killed, struck by what prosecutors said was a bomb.", ""),
    ],
)
def test_who_counts(text: str, who: str) -> None:
    """A speaker is somebody: no passive, no pronoun, no hour before the name."""
    ((_, _, found),) = claims(text)
    assert found == who
