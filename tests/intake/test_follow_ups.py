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
