"""Sides: two columns for actors that each had a part."""

from __future__ import annotations

from chronicle.exchange.facts import ActorFacts, Facts
from chronicle.exchange.sides import sides
from chronicle.text.dates import parse_when


def names(*parts: str) -> tuple[str, str]:
    """Who stands on which side, from parts such as `target:Police`."""
    actors = tuple(ActorFacts(role=role, name=name) for role, _, name in (part.partition(":") for part in parts))
    first, second = sides(Facts(title="A", date=parse_when("2023"), actors=actors))
    return " ".join(actor.name for actor in first), " ".join(actor.name for actor in second)


def test_those_who_did_it_stand_against_those_whom_it_hit() -> None:
    """The surest part first, each actor once on a side; who answered to it, or is only named, is on none."""
    assert names("claimed:A", "affected:D", "perpetrator:B", "suspected:A", "target:C", "responder:E", "other:F") == (
        "B A",
        "C D",
    )
    assert names("target:A", "other:B") == ("", "A")


def test_without_parts_the_order_decides() -> None:
    """As in data sets whose two actors say nothing of who did what."""
    assert names("other:A", "other:B", "other:C", "responder:D") == ("A", "B C")
    assert names("other:A") == ("A", "")
    assert names("responder:A") == ("", "")


def test_who_had_two_parts_stands_where_the_first_one_is() -> None:
    """That somebody claims it as well does not put another one before who did it."""
    assert names("perpetrator:A", "perpetrator:B", "claimed:A") == ("A B", "")
