"""The database: everything is in it, found by searching, and the same bytes come of the same facts."""

from __future__ import annotations

import contextlib
import errno
import json
import resource
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlite_utils
from exchange_facts import ABOUT, facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronicle.entries.records import Claim, Source, Update
from chronicle.exchange.cells import with_markup
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.places import PlaceEntry
from chronicle.exchange.sqlite import Database
from chronicle.text.counts import Count
from chronicle.text.dates import When, parse_when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.exchange.format import About

IRAQ = Area(name="Iraq", id="iraq", kind="country")
MOSUL = PlaceFacts(
    name="Mosul", id="mosul", kind="city", coordinates=(36.34, 43.13), precision="locality", within=(IRAQ,)
)
PLACES = (
    PlaceEntry(place=PlaceFacts(name="Iraq", id="iraq", kind="country", country_code="IQ")),
    PlaceEntry(place=MOSUL, spellings=("Mossul",), names=(("ar", "الموصل"),), wikidata="Q83321"),
)
STRIKE = Facts(
    title="Strike on a market in Köln-Straße",
    date=parse_when("2017-03~"),
    id="strike",
    places=(MOSUL,),
    types=("rocket-attack", "own"),
    actors=(ActorFacts(name="قوات الأمن", role="suspected", id="quwat", kind="state-force"),),
    casualties=(Claim(killed=Count(41, None), of="civilians"),),
    text="Говорили о взрыве.\n",
    tags=("market",),
)


# ---- a reader of the database


@contextlib.contextmanager
def opened(incidents: Sequence[Facts], about: About) -> Iterator[sqlite3.Connection]:
    """The database of these incidents."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "chronicle.db")
        path.write_bytes(b"".join(Database(about).written(incidents)))
        with contextlib.closing(sqlite3.connect(path)) as base:
            base.row_factory = sqlite3.Row
            base.text_factory = lambda data: with_markup(data.decode())
            yield base


def read_back(base: sqlite3.Connection) -> list[Facts]:
    """All incidents as facts, put together from the tables."""
    return [_facts(base, row) for row in base.execute("SELECT * FROM incidents ORDER BY rowid")]


def _parts(base: sqlite3.Connection, table: str, slug: str) -> list[sqlite3.Row]:
    return base.execute(f"SELECT * FROM {table} WHERE incident_id = ? ORDER BY position", (slug,)).fetchall()  # noqa: S608


def _facts(base: sqlite3.Connection, row: sqlite3.Row) -> Facts:
    slug = row["id"]
    actors = {each["id"]: each for each in base.execute("SELECT * FROM actors")}
    return Facts(
        title=row["title"],
        date=parse_when(row["date"]),
        id=slug,
        time=row["time"] or "",
        places=tuple(_place(base, each["location_id"]) for each in _parts(base, "incident_locations", slug)),
        types=tuple(each["type_id"] for each in _parts(base, "incident_types", slug)),
        actors=tuple(
            ActorFacts(
                name=actors[each["actor_id"]]["name"],
                role=each["role"],
                id=each["actor_id"],
                kind=actors[each["actor_id"]]["kind"] or "",
            )
            for each in _parts(base, "incident_actors", slug)
        ),
        weapons=_items(row["weapons"]),
        casualties=tuple(_claim(each) for each in _parts(base, "casualties", slug)),
        grade=row["grade"] or "",
        sources=tuple(_source(each) for each in _parts(base, "sources", slug)),
        summary=row["summary"] or "",
        text=row["text"] or "",
        tags=_items(row["tags"]),
        ids=tuple((each["data_set"], each["value"]) for each in _parts(base, "incident_ids", slug)),
        part_of=row["part_of"] or "",
        follows=row["follows"] or "",
        added=_when(row["added"]),
        updates=tuple(
            Update(date=parse_when(each["date"]), kind=each["kind"], text=each["text"])
            for each in _parts(base, "updates", slug)
        ),
    )


def _place(base: sqlite3.Connection, slug: str) -> PlaceFacts:
    row = base.execute("SELECT * FROM locations WHERE id = ?", (slug,)).fetchone()
    around: list[Area] = []
    parent = row["parent_id"]
    while parent:
        area = base.execute("SELECT * FROM locations WHERE id = ?", (parent,)).fetchone()
        around.insert(0, Area(name=area["name"], id=area["id"], kind=area["kind"] or ""))
        parent = area["parent_id"]
    return PlaceFacts(
        name=row["name"],
        id=row["id"],
        kind=row["kind"] or "",
        coordinates=None if row["latitude"] is None else (row["latitude"], row["longitude"]),
        precision=row["precision"] or "",
        country_code=row["country_code"] or "",
        within=tuple(around),
    )


def _claim(row: sqlite3.Row) -> Claim:
    return Claim(
        killed=_count(row, "killed"),
        injured=_count(row, "injured"),
        of=row["of"] or "",
        source=row["source"] or "",
        who=row["who"] or "",
        date=_when(row["date"]),
        superseded=bool(row["superseded"]),
    )


def _source(row: sqlite3.Row) -> Source:
    words = {name: row[name] or "" for name in ("publisher", "via", "title", "url", "archived")}
    return Source(**words, date=_when(row["date"]), accessed=_when(row["accessed"]))


def _count(row: sqlite3.Row, name: str) -> Count | None:
    low = row[f"{name}_min"]
    return None if low is None else Count(low, row[f"{name}_max"])


def _when(text: str | None) -> When | None:
    return parse_when(text) if text else None


def _items(cell: str | None) -> tuple[str, ...]:
    return tuple(json.loads(cell)) if cell else ()


# ---- facts as a chronicle tells them: one id means one thing


def consistent(incidents: Sequence[Facts]) -> tuple[list[Facts], tuple[PlaceEntry, ...]]:
    """The incidents with ids of their own for each incident, place, area and actor, and all places."""
    entries: dict[object, PlaceEntry] = {}

    def area_of(chain: tuple[Area, ...]) -> Area:
        key = tuple((area.name, area.kind) for area in chain)
        if key not in entries:
            around = tuple(area_of(chain[: number + 1]) for number in range(len(chain) - 1))
            place = PlaceFacts(name=chain[-1].name, kind=chain[-1].kind, id=f"a{len(entries)}", within=around)
            entries[key] = PlaceEntry(place=place)
        found = entries[key].place
        return Area(name=found.name, id=found.id, kind=found.kind)

    def place_of(place: PlaceFacts) -> PlaceFacts:
        around = tuple(area_of(place.within[: number + 1]) for number in range(len(place.within)))
        key = replace(place, id="", within=around)
        if key not in entries:
            entries[key] = PlaceEntry(place=replace(key, id=f"p{len(entries)}"))
        return entries[key].place

    actors: dict[tuple[str, str], str] = {}
    told = [
        replace(
            each,
            id=f"i{number}",
            places=tuple(map(place_of, each.places)),
            actors=tuple(
                replace(actor, id=actors.setdefault((actor.name, actor.kind), f"x{len(actors)}"))
                for actor in each.actors
            ),
        )
        for number, each in enumerate(incidents)
    ]
    return told, tuple(entries.values())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(facts(), max_size=4))
def test_everything_is_read_again(incidents: list[Facts]) -> None:
    """No aspect of an incident is lost, and what refers to something finds it."""
    told, places = consistent(incidents)
    with opened(told, replace(ABOUT, places=places)) as base:
        assert read_back(base) == told
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert [tuple(row) for row in base.execute("PRAGMA integrity_check")] == [("ok",)]


# ---- what it is good for


@pytest.mark.parametrize(
    "words", ["koln strasse", "köln", "mosul", "iraq", "взрыве", "الأمن", '"rocket attack"', "market", "tags:market"]
)
def test_an_incident_is_found_by_any_of_its_words(words: str) -> None:
    """Title, text, places and what they lie in, actors, types and tags, in any script, with or without accents."""
    other = replace(STRIKE, id="other", title="Else", text="", places=(), types=(), actors=(), tags=())
    with opened([other, STRIKE], replace(ABOUT, places=PLACES)) as base:
        query = "SELECT id FROM incidents WHERE rowid IN (SELECT rowid FROM incidents_fts WHERE incidents_fts MATCH ?)"
        found = [row["id"] for row in base.execute(query, (words,))]
    assert found == (["strike"] if words != "koln strasse" else [])  # ß is a letter of its own


def test_sqlite_utils_finds_the_search(tmp_path: Path) -> None:
    """It looks for the table of the search as Datasette does; places are found by their other names."""
    path = tmp_path / "chronicle.db"
    path.write_bytes(b"".join(Database(replace(ABOUT, places=PLACES)).written([STRIKE])))
    base: Any = sqlite_utils.Database(path)
    try:
        assert base["incidents"].detect_fts() == "incidents_fts"
        assert [row["id"] for row in base["incidents"].search("mosul")] == ["strike"]
        assert [row["id"] for row in base["locations"].search("الموصل")] == ["mosul"]
        assert {(key.column, key.other_table) for key in base["incident_locations"].foreign_keys} == {
            ("incident_id", "incidents"),
            ("location_id", "locations"),
        }
        assert base["incidents"].columns_dict["killed_min"] is int
        assert base["incidents"].columns_dict["latitude"] is float
        assert not base.triggers
    finally:
        base.close()


def test_the_search_is_of_the_rows_as_they_are() -> None:
    """SQLite compares the search with what it is of, word by word."""
    told = [replace(STRIKE, id=f"s{number}", title=f"Title{number}") for number in range(1200)]
    with opened(told, replace(ABOUT, places=PLACES)) as base:
        base.execute("INSERT INTO incidents_fts (incidents_fts, rank) VALUES ('integrity-check', 1)")
        base.execute("INSERT INTO locations_fts (locations_fts, rank) VALUES ('integrity-check', 1)")
        (row,) = base.execute(
            "SELECT id FROM incidents_fts JOIN incidents USING (title) WHERE incidents_fts MATCH 'title777'"
        )
        assert row["id"] == "s777"


def test_what_happened_in_an_area_is_one_query() -> None:
    """The view of areas leads from a country to all incidents below; the other views say what they are named for."""
    with opened([replace(STRIKE, sources=(Source(publisher="AFP"),) * 2)], replace(ABOUT, places=PLACES)) as base:
        query = "SELECT DISTINCT incident_id FROM incident_locations JOIN location_areas USING (location_id) "
        assert [row[0] for row in base.execute(f"{query} WHERE area_id = 'iraq'")] == ["strike"]
        assert [tuple(row) for row in base.execute("SELECT * FROM publishers")] == [("AFP", 2, 1)]
        (row,) = base.execute("SELECT incident_id, name, latitude FROM incident_places")
        assert tuple(row) == ("strike", "Mosul", 36.34)


def test_no_text_is_markup() -> None:
    """Whoever puts a value of any column into a page without escaping it shows a text, from JSON too."""
    script = "<script>pwned</script>"
    hostile = replace(
        STRIKE,
        title=script,
        summary=script,
        text=f'{script}\n\n<a href="javascript:pwned">',
        tags=(script,),
        weapons=(script,),
        actors=(ActorFacts(name=script, role=script, id="x", kind=""),),
        sources=(Source(publisher=script, title=script),),
        updates=(Update(date=parse_when("2023"), kind="note", text=script),),
    )
    entry = PlaceEntry(place=replace(MOSUL, name=script), spellings=(script,), names=(("ar", script),))
    about = replace(ABOUT, title=script, description=script, places=(PLACES[0], entry))
    everything = b"".join(Database(about).written([hostile]))
    assert b"<script" not in everything
    assert b"</script" not in everything
    assert b'href="' not in everything
    with opened([hostile], about) as base:
        (value,) = base.execute("SELECT value FROM incidents, json_each(tags)").fetchone()
        assert value == script  # read back by the tests' reader
        base.text_factory = str
        (value,) = base.execute("SELECT value FROM incidents, json_each(tags)").fetchone()
        assert value == "<\u2060script>pwned<\u2060/script>"


def test_a_row_is_written_like_this() -> None:
    """What is not known is NULL, lists are JSON, an open range has no end."""
    with opened([STRIKE], replace(ABOUT, places=PLACES)) as base:
        row = dict(base.execute("SELECT * FROM incidents").fetchone())
        assert {name: value for name, value in row.items() if value is not None} == {
            "id": "strike",
            "title": "Strike on a market in Köln-Straße",
            "date": "2017-03~",
            "date_from": "2017-03-01",
            "date_to": "2017-03-31",
            "date_precision": "month",
            "location": "Mosul",
            "location_id": "mosul",
            "location_kind": "city",
            "latitude": 36.34,
            "longitude": 43.13,
            "location_precision": "locality",
            "country": "Iraq",
            "places": '["Mosul", "Iraq"]',
            "types": '["rocket-attack", "own"]',
            "actors": '["قوات الأمن"]',
            "tags": '["market"]',
            "killed_min": 41,
            "url": "https://example.org/log/incidents/strike.html",
            "text": "Говорили о взрыве.\n",
        }
        types = [tuple(row) for row in base.execute("SELECT id, label FROM types JOIN incident_types ON type_id = id")]
        assert types == [("own", None), ("rocket-attack", "Rocket attack")]


# ---- how it is made


def test_the_same_facts_give_the_same_bytes() -> None:
    """Wherever and whenever it is made."""
    about = replace(ABOUT, places=PLACES)
    assert b"".join(Database(about).written([STRIKE])) == b"".join(Database(about).written([STRIKE]))


def test_the_temporary_file_goes_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no name while it is filled, so that a build that is killed leaves nothing either."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken() -> Iterator[Facts]:
        yield STRIKE
        assert not list(tmp_path.iterdir())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(Database(ABOUT).written(broken()))
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What SQLite says of the disk is an error of the system, so that a command ends with a line."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    big = replace(STRIKE, text="word " * 100_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OSError, match=r"chronicle-.*\.db") as caught:
            next(Database(ABOUT).written([big]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.errno in {errno.ENOSPC, errno.EIO}
    assert not list(tmp_path.iterdir())
