"""Facts of every sort, for properties: what any incident can say, and nothing that an entry could not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from chronicle.config import parse_config
from chronicle.entries.kinds import ACTOR_KINDS, PLACE_KINDS, PRECISIONS
from chronicle.entries.records import ROLES, Claim, Source, Update
from chronicle.exchange.aspects import ASPECTS
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.format import About
from chronicle.exchange.places import PlaceEntry
from chronicle.problems import is_seen
from chronicle.text.counts import Count
from chronicle.text.dates import Point, When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.exchange.format import Loss

CONFIG, _ = parse_config('title = "Log"')
assert CONFIG
TYPES = tuple(kind.slug for kind in CONFIG.types)
GRADES = tuple(grade.slug for grade in CONFIG.grades)
ABOUT = About(title="Log", url="https://example.org/log/", types={kind.slug: kind for kind in CONFIG.types})

# A line of text as an entry holds it: no controls, something to see, single spaces, none at its ends; with what is
# special somewhere.
LINES = (
    st.text(
        st.one_of(
            st.sampled_from("ab ;\\,\"'=+-@|<>&:#é\u0639"), st.characters(codec="utf-8", exclude_categories=("C", "Z"))
        ),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(is_seen)
)
SLUGS = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
MARKS = st.sampled_from(["", "", "", "~", "?", "%"])


@st.composite
def points(draw: st.DrawFn) -> Point:
    """A day, a month or a year, however sure."""
    day, depth = draw(DAYS), draw(st.integers(1, 3))
    return Point(day.year, day.month if depth > 1 else None, day.day if depth > 2 else None, draw(MARKS))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Any date."""
    start, sort = draw(points()), draw(st.sampled_from(["one", "one", "range", "open"]))
    if sort == "open":
        return When(start, open_ended=True)
    end = draw(points())
    return When(start, end) if sort == "range" and end.first > start.last else When(start)


def counts() -> st.SearchStrategy[Count]:
    """A number of people, a range, or at least so many."""
    number = st.integers(0, 400)
    return st.one_of(
        number.map(lambda least: Count(least, least)),
        st.tuples(number, number).map(lambda pair: Count(min(pair), max(pair))),
        number.map(lambda least: Count(least, None)),
    )


def claims() -> st.SearchStrategy[Claim]:
    """What one source says."""
    often = st.one_of(st.none(), counts())
    return st.builds(
        Claim,
        killed=often,
        injured=often,
        of=st.sampled_from(["", "", "civilians", "combatants"]),
        source=st.sampled_from(["", "", "Reuters"]),
        who=st.sampled_from(["", "", "the army"]),
        date=st.one_of(st.none(), whens()),
        superseded=st.booleans(),
    ).filter(lambda claim: bool(claim.killed or claim.injured))


@st.composite
def places(draw: st.DrawFn) -> PlaceFacts:
    """A place, with or without a position and what it lies in."""
    coordinates = draw(
        st.one_of(
            st.none(),
            st.tuples(
                st.floats(-90, 90).map(lambda number: round(number, 6) + 0.0),
                st.floats(-180, 180).map(lambda number: round(number, 6) + 0.0),
            ).filter(lambda pair: pair != (0, 0)),
        )
    )
    area = st.builds(Area, name=LINES, id=SLUGS, kind=st.sampled_from(["", "country", "province", "district", "area"]))
    return PlaceFacts(
        name=draw(LINES),
        id=draw(SLUGS),
        kind=draw(st.sampled_from(["", *PLACE_KINDS])),
        coordinates=coordinates,
        precision=draw(st.sampled_from(PRECISIONS)) if coordinates else "",
        country_code=draw(st.sampled_from(["", "IQ", "SY"])),
        within=tuple(draw(st.lists(area, max_size=3, unique_by=lambda area: area.name))),
    )


def place_entries() -> st.SearchStrategy[PlaceEntry]:
    """A place with what its entry says."""
    return st.builds(
        PlaceEntry,
        place=places(),
        stated_precision=st.sampled_from(["", *PRECISIONS]),
        stated_code=st.sampled_from(["", "IQ"]),
        spellings=st.lists(LINES, max_size=3).map(tuple),
        names=st.dictionaries(st.sampled_from(["ar", "de", "pt-BR"]), LINES).map(lambda names: tuple(names.items())),
        wikidata=st.sampled_from(["", "Q796"]),
        geonames=st.sampled_from(["", "99532"]),
        here=st.integers(0, 9),
        incidents=st.integers(0, 99),
    )


def sources() -> st.SearchStrategy[Source]:
    """A source in its own words."""
    return st.builds(
        Source,
        publisher=LINES,
        title=st.one_of(st.just(""), LINES),
        url=st.sampled_from(["", "", "https://example.org/a", "https://example.org/b;c"]),
        date=st.one_of(st.none(), whens()),
        accessed=st.one_of(st.none(), whens()),
        archived=st.sampled_from(["", "", "https://archive.example/1"]),
        via=st.one_of(st.just(""), st.just("AFP")),
    )


def facts() -> st.SearchStrategy[Facts]:
    """Any incident."""
    maybe, few = st.one_of(st.just(""), LINES), st.lists(LINES, max_size=2, unique=True).map(tuple)
    actor = st.builds(
        ActorFacts, name=LINES, role=st.sampled_from(ROLES), id=SLUGS, kind=st.sampled_from(["", *ACTOR_KINDS])
    )
    return st.builds(
        Facts,
        title=LINES,
        date=whens(),
        id=SLUGS,
        time=st.sampled_from(["", "", "21:40", "21:40Z", "04:10+03:00"]),
        places=st.lists(places(), max_size=3, unique_by=(lambda place: place.id, lambda place: place.name)).map(tuple),
        types=st.lists(st.sampled_from(TYPES), max_size=3, unique=True).map(tuple),
        actors=st.lists(actor, max_size=3, unique_by=lambda actor: (actor.name, actor.role)).map(tuple),
        weapons=few,
        casualties=st.lists(claims(), max_size=3).map(tuple),
        grade=st.sampled_from(["", *GRADES]),
        sources=st.lists(sources(), max_size=3).map(tuple),
        summary=maybe,
        text=st.one_of(st.just(""), st.just("A text.\n\nOf two *paragraphs*.\n")),
        tags=few,
        ids=st.sampled_from([(), (), (("acled", "IRQ1"),), (("gtd", "2001"), ("ucdp", "7"))]),
        part_of=st.sampled_from(["", "", "siege"]),
        follows=st.sampled_from(["", "", "siren"]),
        added=st.one_of(st.none(), DAYS.map(When.on)),
        updates=st.lists(
            st.builds(Update, date=DAYS.map(When.on), kind=st.sampled_from(["update", "correction"]), text=LINES),
            max_size=2,
        ).map(tuple),
    )


def known(incident: Facts) -> dict[str, object]:
    """What an incident says, aspect by aspect."""
    return {name: aspect.of(incident) or None for name, aspect in ASPECTS.items()}


def changed(before: Facts, after: Facts) -> set[str]:
    """The aspects that differ."""
    old, new = known(before), known(after)
    return {name for name in old if old[name] != new[name]}


def lost_in(losses: Iterable[Loss], incident: Facts) -> set[str]:
    """The aspects of an incident that a format says it loses."""
    return {loss.aspect for loss in losses if loss.is_lost(incident)}
