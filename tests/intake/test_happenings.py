"""Happenings: which types of event the words of a sentence report."""

from __future__ import annotations

import pytest
from intake.test_events import told

from chronicle.intake.happenings import find_types
from chronicle.intake.words import ENGLISH


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("A man stabbed four people at a market before he was shot dead by police.", "stabbing"),
        ("A man stabbed two toddlers in a park before police shot him in the legs.", "stabbing"),
        ("A man drove a van into a crowd until he was shot by soldiers.", "vehicle-ramming"),
        ("Police shot dead a man in Tulsa on Tuesday.", "shooting"),
        ("Gunmen killed three villagers before they were shot dead by soldiers.", "shooting"),
        ("A knifeman wounded three passengers on a train.", "stabbing"),
        ("Two persons were killed in firing over a land dispute.", "shooting"),
        ("A suicide bomber rammed a car packed with explosives into a convoy.", "suicide-bombing car-bombing"),
        ("Israeli aircraft struck two apartment buildings.", "air-strike"),
        ("Protesters demanding jobs clashed with riot police.", "protest"),
        ("Police fired tear gas at marchers near the square.", "protest"),
        ("Drones set a grain terminal ablaze in a port.", "drone-attack"),
        ("Youths hurled smoke bombs and stones at officers.", "riot"),
        ("Police fired rubber bullets at demonstrators in the square.", "protest"),
        ("Russian strikes on two houses killed four people.", "air-strike"),
        ("Ten people were hurt in a fire at a ship-breaking yard.", "fire"),
        ("A public transport vehicle plunged into a gorge.", "transport-accident"),
        ("Police threw stun grenades at them.", ""),
        ("A tram hit a lamp post and four passengers were hurt.", "transport-accident"),
        ("A jet on its way from Moscow to St Petersburg with ten aboard crashed.", "transport-accident"),
        ("The shooting was part of a turf battle between gangs.", "shooting"),
    ],
)
def test_types(text: str, types: str) -> None:
    """A sentence has the types of what was done, not of how it ended, nor of the gear of the police."""
    assert " ".join(each.slug for each in find_types(text, ENGLISH)) == types


def test_how_an_attacker_was_stopped_in_a_sentence_of_its_own() -> None:
    """It is no further type of the attack, and what became of a gunman elsewhere is no second incident."""
    knife = "date: 2023-10-20\nA man with a knife wounded four people in the French city of Nantes on Thursday. "
    assert told(f"{knife}Police shot the attacker dead.") == [("2023-10-19", "Nantes", ("stabbing",), "None", "4")]
    gun = "date: 2023-10-20\nA gunman shot dead three people in the French city of Nantes on Wednesday. "
    assert told(f"{gun}The gunman shot himself in Rennes on Thursday as officers approached.") == [
        ("2023-10-18", "Nantes", ("shooting",), "3", "None")
    ]


def test_shots_at_a_crowd_are_of_the_protest() -> None:
    """What follows a clash with protesters or a riot in a prison is of the same event, with its toll."""
    clash = "date: 2023-10-20\nProtesters clashed with police in the Iraqi city of Basra on Thursday. "
    assert told(f"{clash}Officers opened fire, killing two demonstrators and wounding 12, a medic said.") == [
        ("2023-10-19", "Basra", ("protest", "shooting"), "2", "12")
    ]
    riot = "date: 2023-10-20\nA riot broke out at a prison in the Peruvian city of Lima on Thursday. "
    assert told(f"{riot}Inmates stabbed two guards to death and wounded 12 people, officials said.") == [
        ("2023-10-19", "Lima", ("riot", "stabbing"), "2", "12")
    ]
