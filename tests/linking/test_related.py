"""Neighbours: earlier and later, related incidents, typed links and their reverse."""

from __future__ import annotations

import tracemalloc
from types import SimpleNamespace
from typing import Any, cast

from sites import incident, linked

from chronicle.linking.names import Target
from chronicle.linking.related import Traits, all_related


def test_earlier_and_later_follow_the_order_of_dates() -> None:
    """Incidents are ordered by earliest day, the more exact first, then time, then slug."""
    chronicle, _ = linked(
        {
            "incidents/e.md": incident(date="2023-10"),
            "incidents/d.md": incident(date="2023-10-01/2023-10-02"),
            "incidents/c.md": incident(date="2023-10-01", time="'21:00'"),
            "incidents/b.md": incident(date="2023-10-01", time="'20:00'"),
            "incidents/a.md": incident(date="2023-10-02"),
            "incidents/f.md": incident(date="2023"),
        }
    )
    assert chronicle.order == ("f", "b", "c", "d", "e", "a")
    neighbours = [(item.earlier, item.later) for item in chronicle.incidents.values()]
    assert neighbours == [("", "b"), ("f", "c"), ("b", "d"), ("c", "e"), ("d", "a"), ("e", "")]


def test_related_incidents_share_a_place() -> None:
    """Without a common place nothing is related; more common places, actors, types and near days come first."""
    chronicle, _ = linked(
        {
            "incidents/own.md": incident(date="2023-10-10", locations="[x, y]", types="[bombing]", actors="[g]"),
            "incidents/elsewhere.md": incident(date="2023-10-10", locations="[z]", types="[bombing]", actors="[g]"),
            "incidents/both-places.md": incident(date="2020-01-01", locations="[y, x]"),
            "incidents/same-kind.md": incident(date="2021-01-01", locations="[x]", types="[bombing]", actors="[g]"),
            "incidents/same-type.md": incident(date="2022-01-01", locations="[x]", types="[bombing]"),
            "incidents/near.md": incident(date="2023-10-11", locations="[y]"),
            "incidents/far.md": incident(date="2023-10-30", locations="[y]"),
            "incidents/farthest.md": incident(date="2024-10-30", locations="[y]"),
        }
    )
    own = chronicle.incidents["own"]
    assert own.related == ("both-places", "same-kind", "same-type", "near", "far")
    assert chronicle.incidents["elsewhere"].related == ()


def test_typed_links_are_reversed() -> None:
    """part_of, follows and duplicate_of are known at both ends, oldest first."""
    chronicle, problems = linked(
        {
            "incidents/war.md": incident(date="2023-01-01"),
            "incidents/battle-2.md": incident(date="2023-03-01", part_of="war", follows="battle-1"),
            "incidents/battle-1.md": incident(date="2023-02-01", part_of="war"),
            "incidents/copy.md": incident(date="2023-02-01", duplicate_of="battle-1"),
        }
    )
    incidents = chronicle.incidents
    assert incidents["war"].parts == ("battle-1", "battle-2")
    assert incidents["battle-1"].followed_by == ("battle-2",)
    assert incidents["battle-1"].duplicates == ("copy",)
    assert (incidents["battle-2"].part_of, incidents["battle-2"].follows) == ("war", "battle-1")
    assert problems == []


def test_typed_links_can_name_a_title() -> None:
    """A typed link finds its incident by title."""
    chronicle, problems = linked(
        {"incidents/a.md": incident("The siege"), "incidents/b.md": incident(part_of="the siege")}
    )
    assert chronicle.incidents["b"].part_of == "a"
    assert problems == []


def test_incidents_of_a_typed_link_are_not_related_as_well() -> None:
    """What stands under a typed link, in either direction, is not repeated among the related."""
    chronicle, _ = linked(
        {
            "incidents/war.md": incident(date="2023-01-01", locations="[x]"),
            "incidents/battle.md": incident(date="2023-02-01", locations="[x]", part_of="war"),
            "incidents/other.md": incident(date="2023-02-02", locations="[x]", follows="battle"),
        }
    )
    assert {slug: item.related for slug, item in chronicle.incidents.items()} == {
        "war": ("other",),
        "battle": (),
        "other": ("war",),
    }


def test_a_circle_of_typed_links_is_one_error() -> None:
    """A chain that comes back is reported once, with the way round."""
    _, problems = linked(
        {
            "incidents/a.md": incident(follows="b"),
            "incidents/b.md": incident(follows="c"),
            "incidents/c.md": incident(follows="a"),
            "incidents/d.md": incident(part_of="d"),
            "incidents/e.md": incident(follows="a"),
        }
    )
    assert problems == [
        "incidents/a.md:5:10: error: follows: goes in a circle: a → b → c → a [circle]",
        "incidents/d.md:5:10: error: part_of: goes in a circle: d → d [circle]",
    ]


def test_incidents_know_who_mentions_them() -> None:
    """A wiki link to an incident is a backlink there."""
    chronicle, _ = linked(
        {"incidents/a.md": incident("First"), "incidents/b.md": incident("Second", body="As in [[First]].")}
    )
    assert chronicle.incidents["a"].mentioned_by == (Target("incident", "b"),)
    assert chronicle.incidents["b"].mentioned_by == ()


def test_incidents_at_places_of_their_own_take_no_more_memory_each_the_more_there_are() -> None:
    """A table of a hundred thousand incidents may have nearly as many places."""

    def peak(number: int) -> int:
        incidents, traits = {}, {}
        for slug in map(str, range(number)):
            there = {f"place-{slug}": ""}
            incidents[slug] = SimpleNamespace(places=there, entry=SimpleNamespace(status="withdrawn"))
            traits[slug] = Traits(frozenset(there), frozenset({f"actor:{slug}"}), 1, ("", ""))
        tracemalloc.start()
        try:
            all_related(cast("Any", incidents), traits)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(8000) < 10 * peak(1000)
