"""Follow-ups: stories of what was done or became known later, and what they say of the event itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from intake.imports import import_seed

from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world

if TYPE_CHECKING:
    from chronicle.intake.drafting import Draft

HEAD = "date: 2019-03-08\n"  # a Friday


def drafts(text: str) -> tuple[Draft, ...]:
    """The incidents drafted of an article."""
    seed = Seed(path="a.txt", data=(HEAD + text).encode())
    return import_seed(seed, Catalogue(world()), rights="full", today=dt.date(2019, 3, 9)).drafts


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Day, place, killed and injured of each incident."""
    return [(str(each.entry.date), each.event.place_name, str(each.killed), str(each.injured)) for each in drafts(text)]


@pytest.mark.parametrize(
    "lead",
    [
        "Troops were hunting on Friday the rebels who killed four policemen in an ambush near Tacloban on Wednesday.",
        "Police combed Tacloban on Friday for men who burst into a bar on Wednesday and shot dead four people.",
        "Shops stayed shut in Tacloban on Friday in protest at the killing of four traders by gunmen on Wednesday.",
        "The governor visited on Friday the families of four miners shot dead on Wednesday in Tacloban.",
        "A Tacloban morgue on Friday gave out the bodies of four men killed in fighting that broke out on Wednesday.",
        "Tacloban rescuers dug on Friday, looking for victims of a blast that killed four. Wednesday's blast was big.",
        "The army said the toll in Wednesday night's shooting in Tacloban was four dead.",
        "The toll from a series of blasts in Tacloban has risen to four. Wednesday's blasts had first killed three.",
        "Divers looked on Friday for the crew of a boat that blew up off Tacloban two days ago, killing four people.",
    ],
)
def test_of_two_days_that_of_the_follow_up_is_not_the_event_s(lead: str) -> None:
    """Something is done on one day about an event that the same sentence tells with another."""
    assert told(f"MANILA, March 8 - {lead}") == [("2019-03-06", "Tacloban", "4", "None")]


def test_of_two_days_the_first_is_the_event_s_where_it_tells_what_happened() -> None:
    """What somebody did to a man who did something earlier happened on the first day."""
    lead = "Police in Tacloban on Friday shot dead two men who had stabbed a teacher there on Wednesday."
    assert [each[0] for each in told(f"MANILA, March 8 - {lead}")] == ["2019-03-08"]


def test_who_dies_of_wounds_later_was_attacked_before() -> None:
    """The day of a death in hospital is not that of the attack, whichever stands first."""
    lead = "A man died late on Friday of burns that he suffered in an arson attack in Tacloban on Wednesday."
    assert [each[0] for each in told(f"MANILA, March 8 - {lead}")] == ["2019-03-06"]


@pytest.mark.parametrize(
    ("lead", "where"),
    [
        ("Four men were arrested over the attack on a bar in Tacloban on Wednesday that killed three.", "Tacloban"),
        (
            "Mourners wept in Tacloban at a burial of three men whom rebels had killed on Wednesday near Manila.",
            "Manila",
        ),
        ("A gunman appeared in court on Thursday, a day after three people were shot dead in Tacloban.", "Tacloban"),
    ],
)
def test_an_arrest_or_a_burial_may_tell_a_fresh_attack(lead: str, where: str) -> None:
    """Such a lead is news where it also says on which of these days the attack was."""
    assert told(f"MANILA, March 8 - {lead}") == [("2019-03-06", where, "3", "None")]


def test_the_attack_is_told_behind_a_lead_about_mourning() -> None:
    """A sentence right behind such a lead, with a day of these days, begins the story; one of a trial begins none."""
    lead = "MANILA, March 8 - Flags flew at half mast at a memorial for the victims on Friday. "
    attack = "Gunmen shot dead three people in a bar in Tacloban on Wednesday."
    assert told(lead + attack) == [("2019-03-06", "Tacloban", "3", "None")]
    assert told(f"{lead}{attack.replace('on Wednesday', 'in May 2015')}") == []
    assert told(f"{lead}A man was arrested on Wednesday after a shooting in Manila.") == []


@pytest.mark.parametrize(
    "lead",
    [
        "Police arrested a man in Tacloban on Thursday over the killing of a shopkeeper in 2009.",
        "A court in Tacloban on Friday jailed for life a man who was arrested on Wednesday after killing his wife.",
        "A court in Tacloban heard on Friday how a man stabbed his neighbour.",
    ],
)
def test_an_arrest_years_later_is_no_incident(lead: str) -> None:
    """Nor is what a court hears: the day of these days is that of the arrest or the hearing."""
    assert told(f"MANILA, March 8 - {lead}") == []
