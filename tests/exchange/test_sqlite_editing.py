"""A database that is made from the one that there was is byte for byte the one that is written whole, or is refused."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from exchange_facts import ABOUT

from chronicle.entries.records import Claim, Source, Update
from chronicle.exchange import sqlite
from chronicle.exchange.facts import ActorFacts, Facts, PlaceFacts
from chronicle.exchange.layout import OldFileError
from chronicle.exchange.sqlite import Database
from chronicle.text.counts import Count
from chronicle.text.dates import parse_when

if TYPE_CHECKING:
    from pathlib import Path


def incident(number: int) -> Facts:
    """One of many, of which no two are the same; half of them have actors and types that the settings do not know."""
    return Facts(
        id=f"i{number:02}",
        title=f"Event {number} <b>",
        date=parse_when("2023-10-19"),
        places=(PlaceFacts(name="Mosul", id="mosul", coordinates=(36.34, 43.13), precision="locality"),),
        types=("rocket-attack", f"own-{number % 7}"),
        actors=(ActorFacts(name=f"Group {number % 5}", id=f"group-{number % 5}"),) * (number % 2),
        casualties=(Claim(killed=Count(number, None)), Claim(injured=Count(1, 3))),
        sources=(Source(publisher="Daily", url=f"https://a.example/{number}"),),
        updates=(Update(date=parse_when("2024-01-02"), kind="correction", text="Less."),),
        ids=(("acled", f"IRQ{number}"),),
        text=f"A text about {number}. " * 300,
    )


MANY = {each.id: each for each in map(incident, range(60))}
NEW = replace(incident(99), id="i30a")
OTHERS = {
    "nothing": MANY,
    "text": {**MANY, "i07": replace(MANY["i07"], text="Other.")},
    "all of one": {**MANY, "i07": replace(incident(98), id="i07")},
    "less of one": {**MANY, "i59": replace(MANY["i59"], sources=(), casualties=(), updates=(), ids=(), actors=())},
    "actors and types in another order": {
        **MANY,
        "i00": replace(MANY["i00"], types=("own-6", "later"), actors=(ActorFacts(name="Last", id="last"),)),
        "i01": replace(MANY["i01"], actors=(ActorFacts(name="Group 4", id="group-4"),)),
    },
    "actors and types that nobody names any more": {
        slug: replace(each, types=("own-0",), actors=()) if slug == "i01" else each
        for slug, each in MANY.items()
        if slug not in {"i00", "i03"}
    },
    "first": {NEW.id: NEW, **MANY},
    "last": {**MANY, NEW.id: NEW},
    "within": {"i00": MANY["i00"], NEW.id: NEW, **MANY},
    "gone": {slug: each for slug, each in MANY.items() if slug not in {"i00", "i20", "i59"}},
    "moved": {"i40": MANY["i40"], **{slug: each for slug, each in MANY.items() if slug != "i40"}},
}


def edited(path: Path, was: dict[str, Facts], now: dict[str, Facts]) -> bytes:
    """The database that is made from one in a file."""
    before, after = ({slug: repr(each) for slug, each in items.items()} for items in (was, now))
    return b"".join(Database(ABOUT).edited(path, before, after, now.__getitem__))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of them all, in a folder whose name is no plain address."""
    folder = tmp_path_factory.mktemp("a #1?%20")
    path = folder / "chronicle.db"
    path.write_bytes(b"".join(Database(ABOUT).written(MANY.values())))
    return path


@pytest.mark.parametrize("now", OTHERS.values(), ids=OTHERS)
def test_an_edited_database_is_the_one_written_whole(old: Path, now: dict[str, Facts]) -> None:
    """Whatever of it came, went, moved, or is another one; nothing is left beside the old one."""
    before = old.read_bytes()
    assert edited(old, MANY, now) == b"".join(Database(ABOUT).written(now.values()))
    assert (old.read_bytes(), [path.name for path in old.parent.iterdir()]) == (before, ["chronicle.db"])


def test_a_search_that_was_merged_leaves_no_empty_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of many texts, which are not indexed in one go; edited or written whole."""
    monkeypatch.setattr(sqlite, "_INDEXED", 1 << 12)
    path, now = tmp_path / "chronicle.db", OTHERS["text"]
    path.write_bytes(b"".join(Database(ABOUT).written(MANY.values())))
    found = edited(path, MANY, now)
    assert found == b"".join(Database(ABOUT).written(now.values()))
    path.write_bytes(found)
    with contextlib.closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA freelist_count").fetchone() == (0,)
        base.execute("INSERT INTO incidents_fts (incidents_fts, rank) VALUES ('integrity-check', 1)")


def test_a_database_with_other_incidents_is_refused(old: Path) -> None:
    """In another order, or one more."""
    for was in (dict(reversed(MANY.items())), {**MANY, NEW.id: NEW}):
        with pytest.raises(OldFileError):
            edited(old, was, MANY)


def test_when_many_are_others_it_is_written_anew(old: Path) -> None:
    """Which takes no longer."""
    with pytest.raises(OldFileError):
        edited(old, MANY, {slug: replace(each, title="Other") for slug, each in MANY.items()})


@pytest.mark.parametrize("place", [0, 8000, 20000, 60000])
def test_what_is_no_whole_database_is_refused(old: Path, tmp_path: Path, place: int) -> None:
    """Cut off anywhere, or not there."""
    path = tmp_path / "chronicle.db"
    path.write_bytes(old.read_bytes()[:place])
    with pytest.raises(OldFileError):
        edited(path, MANY, MANY)
    path.unlink()
    with pytest.raises(OldFileError):
        edited(path, MANY, MANY)


def test_a_damaged_database_is_refused_or_taken_over(old: Path, tmp_path: Path) -> None:
    """Wherever the disk lost some bytes of it, nothing else is raised."""
    path, data = tmp_path / "chronicle.db", old.read_bytes()
    for place in range(40, len(data), len(data) // 100):
        path.write_bytes(data[:place] + b"\x9e" * 30 + data[place + 30 :])
        with contextlib.suppress(OldFileError):
            edited(path, MANY, {**MANY, "i07": replace(MANY["i07"], text="Other.")})
