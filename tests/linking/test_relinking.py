"""Relinking: an edit of a few incidents comes to what linking everything comes to, item for item."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import CONFIG

from chronicle.config import parse_config
from chronicle.entries.folder import KIND_FOLDERS, MediaFile
from chronicle.entries.kinds import Actor, Article, Entry, Incident, Location, Note
from chronicle.entries.records import Claim, Picture, Role, Source
from chronicle.linking import following, references, related
from chronicle.linking.following import hanging_on
from chronicle.linking.linking import BodyText, Material, link_to_follow
from chronicle.linking.relinking import differences, relinked
from chronicle.problems import in_order
from chronicle.text.counts import Count
from chronicle.text.dates import parse_when
from chronicle.text.frontmatter import Text
from chronicle.text.markup import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from chronicle.linking.chronicle import Chronicle
    from chronicle.linking.linked import Linked

SETTINGS, _ = parse_config(CONFIG)
assert SETTINGS
TODAY = dt.date(2023, 6, 1)
MEDIA = tuple(MediaFile(path=f"content/media/{name}.jpg", digest=name) for name in "pq")
TABLES = ("incidents", "places", "actors", "articles", "publishers", "types", "notes")

# What stands around the incidents: places in places, a name that two have, an article, texts that link to incidents.
AROUND: tuple[Entry, ...] = (
    Location(path="content/locations/iraq.md", name="Iraq"),
    Location(path="content/locations/base.md", name="The base", parent="Iraq", spellings=("Camp",)),
    Location(path="content/locations/fort.md", name="The base", parent="The base", text=Text.of("wiki:a")),
    Actor(path="content/actors/group.md", name="The group", spellings=("Camp",)),
    Article(path="content/articles/report.md", title="Report", publisher="Daily"),
    Note(path="content/notes/about.md", title="About", text=Text.of("wiki:b\nwiki:Nothing\npage:../incidents/c.html")),
)

# ---- entries made up

SLUGS = st.sampled_from("abcdefghij")
PLACES = st.sampled_from(["iraq", "base", "Camp", "fort", "The base", "Elsewhere", "elsewhere", "Nowhere", "Newtown"])
ACTORS = st.sampled_from(["group", "Camp", "Somebody", "somebody", "SOMEBODY"])
TITLES = st.sampled_from(["First", "Second", "second", "The base", "a", "d", "Report", "Nothing", "Nothin", *"uvwxyz"])
WHAT = st.sampled_from(
    ["whole", "whole", "gone", "text", "title", "date", "locations", "actors", "sources", "media", "status"]
)
LINKS = st.sampled_from(
    [
        *("wiki:a", "wiki:incident:d", "wiki:First", "wiki:Second", "wiki:The base", "wiki:location:Camp", "wiki:base"),
        *(
            "wiki:group",
            "wiki:report",
            "wiki:Nobody",
            "page:../incidents/e.html",
            "media:../media/p.jpg",
            "page:x.html",
        ),
    ]
)
SOURCES = st.sampled_from(
    [
        *(
            Source(publisher="Reuters"),
            Source(publisher="REUTERS"),
            Source(publisher="daily"),
            Source(article="report"),
            Source(article="memo"),
        ),
        *(Source(article="Missing"), Source(url="https://www.example.org/1")),
    ]
)


@st.composite
def incidents(draw: st.DrawFn, *, is_plain: bool = False) -> Incident:
    """An incident; a plain one is or will be public, has no typed links, and nothing in it has to be guessed."""
    some: Any = lambda values, most: draw(st.lists(values, max_size=most, unique=True).map(tuple))  # noqa: E731
    rarely: Any = lambda *values: draw(st.sampled_from([""] * 3 + list(values)))  # noqa: E731
    return Incident(
        path=f"content/incidents/{draw(SLUGS)}.md",
        title=draw(TITLES),
        date=parse_when(draw(st.sampled_from(["2023-01-01", "2023-01-02", "2023-01", "2023-07-01", "2022"]))),
        time=draw(st.sampled_from(["", "10:00"])),
        locations=some(PLACES, 2),
        types=some(st.sampled_from(["bombing", "Bombing", "Oddity", "oddity"]), 1),
        actors=tuple(
            Role(actor=who, role=role) for who, role in zip(some(ACTORS, 2), ("target", "other"), strict=False)
        ),
        casualties=some(st.sampled_from([Claim(killed=Count(1, 1), source="Reuters")]), 1),
        grade=draw(st.sampled_from(["", "confirmed"])),
        sources=some(SOURCES, 2),
        media=tuple(Picture(file=f"media/{name}.jpg") for name in some(st.sampled_from("pq"), 1)),
        status=(rarely("draft") if is_plain else rarely("draft", "withdrawn")) or "published",
        part_of="" if is_plain else rarely("a", "First"),
        duplicate_of="" if is_plain else rarely("b", "c"),
        text=Text.of("\n".join(some(LINKS, 2))),
    )


@st.composite
def rewritten(draw: st.DrawFn) -> Entry:
    """One of what stands around the incidents, with another text, or somewhere else."""
    entry = draw(st.sampled_from(AROUND))
    if isinstance(entry, Location):
        entry = replace(entry, coordinates=draw(st.sampled_from([None, (33.1, 44.2)])))
    return replace(entry, text=Text.of("\n".join(draw(st.lists(LINKS, max_size=2)))))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article, mostly a new one, which incidents and texts may name."""
    return Article(
        path=f"content/articles/{draw(st.sampled_from(['missing', 'memo', 'nobody', 'report']))}.md",
        title=draw(st.sampled_from(["Memo", "Nobody", "Report", "Missing", "First"])),
        publisher=draw(st.sampled_from(["", "Daily", "DAILY", "Reuters", "Wire"])),
        text=Text.of("\n".join(draw(st.lists(LINKS, max_size=2)))),
    )


@st.composite
def places_and_actors(draw: st.DrawFn) -> Location | Actor:
    """Mostly a new one, which incidents and texts may name, and which may lie in another that is new."""
    slug = draw(st.sampled_from(["newtown", "inner", "outer", "elsewhere", "base"]))
    plain = Location(
        path=f"content/locations/{slug}.md",
        name=draw(st.sampled_from(["Newtown", "Inner", "Outer", "Elsewhere", "The base", "Nothing", "First"])),
        parent=draw(st.sampled_from(["", "", "Iraq", "base", "group", "inner", "outer", "Newtown", "Missing"])),
        spellings=draw(st.sampled_from([(), (), ("Camp",), ("Neustadt",)])),
        text=Text.of("\n".join(draw(st.lists(LINKS, max_size=2)))),
    )
    if draw(st.sampled_from([True, True, False])):
        return plain
    path = f"content/actors/{slug}.md"
    return Actor(path=path, name=plain.name, parent=plain.parent, spellings=plain.spellings, text=plain.text)


def material_of(entries: Table[str, Entry], **options: Any) -> Material:  # noqa: ANN401 - fields of it
    """The material of these entries; each line of a body is the kind and the target of a reference."""
    bodies = {
        path: BodyText(
            digest=f"html of {entry.body}",
            references=tuple(
                Reference(kind=kind, target=target, label="")
                for kind, _, target in (line.partition(":") for line in entry.body.splitlines())
            ),
            line=9,
        )
        for path, entry in entries.items()
        if entry.body
    }
    assert SETTINGS
    whole = {"media": MEDIA, "today": TODAY, **options}
    return Material(config=SETTINGS, entries=tuple(entries.values()), bodies=bodies, **whole)


def followed(
    before: Linked, entries: Table[str, Entry], edit: Table[str, Entry | None], *, drafts: bool = False
) -> Linked | None:
    """What relinking makes of an edit; it is shown nothing but what was edited, and no draft that was left out.

    Who named a place that comes is edited with it.
    """
    hanging = hanging_on(before, [entry for entry in edit.values() if entry])
    edit = {**{path: entries[path] for path in hanging}, **edit}
    was = {path: entries.get(path) for path in edit}
    left_out = {
        path for path, entry in was.items() if isinstance(entry, Incident) and entry.status == "draft" and not drafts
    }
    pairs = {path: (None if path in left_out else was[path], entry) for path, entry in edit.items()}
    seen = material_of({path: entry for path, entry in edit.items() if entry}, drafts=drafts)
    return relinked(before, replace(seen, entries=()), pairs, left_out)


def edited(entries: Table[str, Entry], edit: Table[str, Entry | None]) -> dict[str, Entry]:
    """The entries after an edit, in the order that they are read in."""
    after = {**entries, **edit}
    return {path: entry for path, entry in sorted(after.items()) if entry}


def changed(old: Entry | None, new: Entry, what: str) -> Entry | None:
    """An entry, one field of it changed, or none; but what stands around the incidents stays."""
    if what == "gone" and isinstance(new, Incident):
        return None
    return replace(old, **{what: getattr(new, what)}) if old and hasattr(new, what) else new


# ---- the property


EDITED = rewritten() | articles() | places_and_actors() | incidents(is_plain=True)


def assert_same(found: Linked, wanted: Linked) -> None:
    """Everything that pages and later edits are made from is what linking everything gives."""
    assert found.chronicle == wanted.chronicle
    for name in TABLES:
        assert [*getattr(found.chronicle, name)] == [*getattr(wanted.chronicle, name)], name
    assert in_order(found.problems) == in_order(wanted.problems)
    assert len(found.problems) == len(wanted.problems)
    assert (found.names, found.guessed, found.hidden) == (wanted.names, wanted.guessed, wanted.hidden)
    assert found.asked >= wanted.asked


def truly_different(before: Chronicle, after: Chronicle) -> set[tuple[str, str]]:
    """What `differences` must say, by looking at everything."""
    found = {("order", "")} if before.order != after.order else set()
    for name in TABLES:
        old, new = getattr(before, name), getattr(after, name)
        found |= {(name, slug) for slug in {*old, *new} if old.get(slug) != new.get(slug)}
    return found


@given(
    st.lists(incidents(is_plain=True), max_size=8),
    st.lists(incidents(), max_size=3),
    st.lists(
        st.lists(st.tuples(EDITED, WHAT), min_size=1, max_size=3),
        max_size=4,
    ),
    st.sampled_from([3, 99]),
    st.booleans(),
)
def test_an_edit_comes_to_what_linking_everything_comes_to(
    plain: list[Incident],
    other: list[Incident],
    edits: list[list[tuple[Entry, str]]],
    most: int,
    drafts: bool,  # noqa: FBT001 - made up
) -> None:
    """Whatever is edited, one edit upon the other: the same chronicle, the same problems, and the items that differ."""
    entries = edited({}, {entry.path: entry for entry in (*AROUND, *plain, *other)})
    with (
        mock.patch.object(related, "NEAREST", 1),
        mock.patch.object(references, "GUESSES", most),
        mock.patch.object(following, "GUESSES", most),
    ):
        linked = link_to_follow(material_of(entries, drafts=drafts))
        for changes in edits:
            edit = {entry.path: changed(entries.get(entry.path), entry, what) for entry, what in changes}
            found = followed(linked, entries, edit, drafts=drafts)
            entries = edited(entries, edit)
            wanted = link_to_follow(material_of(entries, drafts=drafts))
            if found:
                assert_same(found, wanted)
                assert differences(linked.chronicle, found.chronicle) == truly_different(
                    linked.chronicle, wanted.chronicle
                )
            linked = found or wanted


# ---- what can be followed


def plain_chronicle() -> dict[str, Entry]:
    """Incidents as they are written most: all public, each with its own title, some linked to by their slugs."""
    made = [
        Incident(
            path=f"content/incidents/{slug}.md",
            title=f"Shelling {number}",
            date=parse_when(f"2023-01-{number % 7 + 1:02}"),
            locations=("base",) if number % 2 else ("Camp", "Elsewhere"),
            types=("bombing",),
            actors=(Role(actor="group", role="target"),),
            sources=(Source(publisher="Reuters"), Source(article="report")),
            text=Text.of("wiki:base\nwiki:incident:b" if number % 3 else ""),
        )
        for number, slug in enumerate("abcdefghijklmnopqrst")
    ]
    return edited({}, {entry.path: entry for entry in (*AROUND, *made)})


def an_incident(slug: str = "f") -> Incident:
    """One of them."""
    found = plain_chronicle()[f"content/incidents/{slug}.md"]
    assert isinstance(found, Incident)
    return found


def other(**fields: Any) -> dict[str, Entry | None]:  # noqa: ANN401 - fields of it
    """An edit of one field or several."""
    entry = replace(an_incident(), **fields)
    return {entry.path: entry}


def of_around(number: int, **fields: Any) -> dict[str, Entry | None]:  # noqa: ANN401 - fields of an entry
    """An edit of what stands around the incidents."""
    return {AROUND[number].path: replace(AROUND[number], **fields)}


def coming(kind: type[Article | Location | Actor], slug: str, **fields: Any) -> dict[str, Entry | None]:  # noqa: ANN401
    """A new entry of another kind."""
    path = f"content/{KIND_FOLDERS[kind.__name__.lower()]}/{slug}.md"
    return {path: kind(path=path, **fields)}


ORDINARY: dict[str, dict[str, Entry | None]] = {
    "body": other(text=Text.of("wiki:base\nwiki:base\nwiki:incident:b")),
    "title": other(title="Shelling of the camp"),
    "summary": other(summary="In short."),
    "date": other(date=parse_when("2023-01-20")),
    "time": other(time="21:40"),
    "another place": other(locations=("iraq",)),
    "a place that has no entry": other(locations=("Newtown",)),
    "no place": other(locations=()),
    "type": other(types=("Oddity",)),
    "actors": other(actors=(Role(actor="Somebody"),)),
    "casualties": other(casualties=(Claim(killed=Count(3, 3), source="Reuters"),)),
    "sources": other(sources=(Source(publisher="Herald"),)),
    "grade": other(grade="confirmed"),
    "tags": other(tags=("night",)),
    "pictures": other(media=(Picture(file="media/p.jpg", alt="Smoke."),)),
    "a link to nothing": other(text=Text.of("wiki:Nobody")),
    "another name of the file": {an_incident().path: None, **other(path="content/incidents/2023/f.md")},
    "a new entry": other(path="content/incidents/new.md", title="Another"),
    "an entry less": {an_incident().path: None},
    "the text of a place": of_around(0, text=Text.of("wiki:incident:b\nwiki:group")),
    "where a place lies": of_around(0, coordinates=(33.1, 44.2), kind="country", noindex=True),
    "what an actor is": of_around(3, kind="militia", wikidata="Q1"),
    "the text of an actor": of_around(3, text=Text.of("wiki:about")),
    "the text of an article": of_around(4, text=Text.of("page:../incidents/a.html")),
    "the text of a note": of_around(5, text=Text.of("wiki:Nobody")),
    "a draft": other(path="content/incidents/new.md", title="Another", status="draft"),
    "what is a draft again": other(status="draft"),
    "a place that comes": coming(Location, "newtown", name="Newtown", parent="The base", spellings=("Neustadt",)),
    "places that come one in the other": {
        **coming(Location, "newtown", name="Newtown", parent="South"),
        **coming(Location, "south", name="South", parent="iraq", text=Text.of("wiki:newtown\nwiki:base")),
    },
    "a place that incidents name": coming(Location, "elsewhere", name="Elsewhere", parent="iraq"),
    "a place that they name, of another slug": coming(Location, "far", name="Far", spellings=("Elsewhere",)),
    "a place that a text names": coming(Location, "void", name="Nothing"),
    "an actor that comes": coming(Actor, "crew", name="Crew", parent="group"),
    "an import": {
        **coming(Article, "memo", title="Memo", publisher="Daily"),
        **coming(Location, "newtown", name="Newtown", parent="iraq"),
        **coming(Actor, "crew", name="Crew"),
        **other(
            path="content/incidents/new.md",
            title="Another",
            locations=("Newtown", "Newer"),
            actors=(Role(actor="Crew", role="target"),),
            sources=(Source(article="memo"),),
            text=Text.of("wiki:Newtown"),
        ),
    },
    "two at once": {an_incident().path: None, **other(path="content/incidents/g.md", title="Both")},
}


@pytest.mark.parametrize("edit", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_edit_is_followed(edit: dict[str, Entry | None]) -> None:
    """No edit of the usual kind needs all entries."""
    entries = plain_chronicle()
    found = followed(link_to_follow(material_of(entries)), entries, edit)
    assert found
    assert_same(found, link_to_follow(material_of(edited(entries, edit))))


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize(
    "edit",
    [
        *({"title": "Other"}, {"text": Text.of("wiki:base\nwiki:Nobody")}, {"date": parse_when("2023-01-20")}, None),
        *({"status": "published"}, {"status": "published", "title": "Other"}, {"locations": ("Newtown",)}),
    ],
)
def test_an_edit_of_a_draft_is_followed(edit: dict[str, Any] | None, *, drafts: bool) -> None:
    """Be it left out or built, though what it said before is not at hand; it is checked in any case."""
    draft = replace(an_incident(), path="content/incidents/new.md", title="Draft", status="draft", grade="confirmed")
    entries = edited(plain_chronicle(), {draft.path: draft})
    after: dict[str, Entry | None] = {draft.path: replace(draft, **edit) if edit else None}
    found = followed(link_to_follow(material_of(entries, drafts=drafts)), entries, after, drafts=drafts)
    assert found
    assert ("new" in found.chronicle.incidents) is bool(edit and (drafts or "status" in edit))
    assert_same(found, link_to_follow(material_of(edited(entries, after), drafts=drafts)))


def test_a_draft_that_others_mean_or_that_means_others_is_not_followed() -> None:
    """Who links to it is warned while it is left out; its typed links and its files are not looked through."""
    draft = replace(an_incident(), path="content/incidents/new.md", title="Draft", status="draft", media=())
    linking = replace(an_incident("g"), text=Text.of("wiki:Draft"))
    entries = edited(plain_chronicle(), {draft.path: draft})
    for others, changes in (
        ({linking.path: linking}, {"status": "published"}),
        ({linking.path: linking}, {"title": "Other"}),
        ({}, {"part_of": "a"}),
        ({}, {"media": (Picture(file="media/p.jpg"),)}),
    ):
        standing = edited(entries, others)
        before = link_to_follow(material_of(standing))
        assert followed(before, standing, {draft.path: replace(draft, **changes)}) is None
        assert followed(before, standing, {draft.path: replace(draft, summary="In short.")})


REFUSED: dict[str, dict[str, Entry | None]] = {
    "a title that is linked to": other(title="Nothing"),
    "a title that is guessed": other(title="Nothin"),
    "a slug that is linked to": {an_incident("b").path: None},
    "a slug that is taken": other(path="content/incidents/2023/f.md"),
    "what is withdrawn": other(status="withdrawn"),
    "a typed link": other(part_of="a"),
    "a spelling of a place": of_around(0, spellings=("Irak",)),
    "what a place lies in": of_around(0, parent="The base"),
    "a field of an article": of_around(4, archived="https://web.archive.org/1"),
    "the text of a place with a fault": of_around(2, text=Text.of("Text.")),
    "no place": {AROUND[0].path: None},
    "an actor that a text names": coming(Actor, "void", name="Nothing"),
    "a place that a text links to by its page": coming(Location, "c", name="C"),
    "a place that may be meant by a slip": coming(Location, "void", name="Nothin"),
    "a place with the name of another": coming(Location, "void", name="The base"),
    "a place with the slug of another": coming(Location, "2/base", name="Void"),
    "places that lie in each other": {
        **coming(Location, "newtown", name="Newtown", parent="South"),
        **coming(Location, "south", name="South", parent="Newtown"),
    },
    "places too deep": {
        path: place
        for number in range(20)
        for path, place in coming(
            Location, f"p{number}", name=f"P{number}", parent=f"p{number - 1}" if number else "fort"
        ).items()
    },
}


@pytest.mark.parametrize("edit", REFUSED.values(), ids=REFUSED)
def test_what_others_may_hang_on_is_not_followed(edit: dict[str, Entry | None]) -> None:
    """Whoever may be meant by another text, leaves the lists or is linked with others needs everything linked."""
    entries = plain_chronicle()
    assert followed(link_to_follow(material_of(entries)), entries, edit) is None


def test_a_place_that_takes_a_name_from_another_is_not_followed() -> None:
    """A name comes before what is nearly a slug: who wrote it means another place now."""
    entries = edited(
        plain_chronicle(), {**coming(Location, "far-away", name="Hamlet"), **other(locations=("Far Away",))}
    )
    before = link_to_follow(material_of(entries))
    assert [*before.chronicle.incidents["f"].places] == ["far-away"]
    assert followed(before, entries, coming(Location, "void", name="Far away")) is None
    assert followed(before, entries, coming(Location, "void", name="Further away"))


def test_an_actor_that_was_known_by_name_is_not_followed() -> None:
    """Who names one in vain makes no guess: nobody knows who did."""
    entries = edited(plain_chronicle(), other(actors=(Role(actor="Somebody"),)))
    before = link_to_follow(material_of(entries))
    assert followed(before, entries, coming(Actor, "somebody", name="Somebody")) is None
    assert followed(before, entries, coming(Actor, "other", name="Other", spellings=("somebody",))) is None
    assert followed(before, entries, coming(Actor, "crew", name="Crew"))


def test_an_edit_of_an_incident_with_typed_links_is_followed_while_these_stay() -> None:
    """Both ends of a link can be edited; where it leads, and the order that its other end lists it in, must stay."""
    entries = edited(plain_chronicle(), {**other(part_of="a", follows="Shelling 2")})
    before = link_to_follow(material_of(entries))
    whole = replace(an_incident("a"), summary="In short.", locations=("Camp",))
    edits: list[tuple[dict[str, Entry | None], bool]] = [
        (other(part_of="a", follows="Shelling 2", locations=("Camp",)), True),
        ({whole.path: whole}, True),
        (other(part_of="b", follows="Shelling 2"), False),
        (other(part_of="a", follows="Shelling 2", date=parse_when("2022")), False),
        ({an_incident().path: None}, False),
    ]
    for edit, is_followed in edits:
        found = followed(before, entries, edit)
        assert bool(found) is is_followed
        if found:
            assert_same(found, link_to_follow(material_of(edited(entries, edit))))


def test_a_typed_link_to_a_draft_is_left_out_as_before() -> None:
    """The warning stays, and the incident has no such link."""
    draft = other(path="content/incidents/later.md", title="Later", status="draft")
    entries = edited(plain_chronicle(), {**draft, **other(part_of="later")})
    edit = other(part_of="later", summary="In short.")
    found = followed(link_to_follow(material_of(entries)), entries, edit)
    assert found
    assert not found.chronicle.incidents["f"].part_of
    assert_same(found, link_to_follow(material_of(edited(entries, edit))))


def test_an_incident_in_a_circle_is_not_followed() -> None:
    """One of the circle has the problem of all of them."""
    entries = edited(plain_chronicle(), {**other(follows="f")})
    assert followed(link_to_follow(material_of(entries)), entries, other(follows="f", summary="In short.")) is None


def test_a_guess_more_than_are_made_is_not_followed() -> None:
    """Which of the guesses are left out, only the order of all can tell."""
    entries = plain_chronicle()
    most = sum(map(len, link_to_follow(material_of(entries)).guessed.values()))
    with mock.patch.object(references, "GUESSES", most), mock.patch.object(following, "GUESSES", most):
        before = link_to_follow(material_of(entries))
        assert followed(before, entries, ORDINARY["a link to nothing"]) is None
        assert followed(before, entries, ORDINARY["title"])


def test_a_file_that_becomes_readable_is_not_followed() -> None:
    """A file of what was withdrawn is published as soon as another entry has it."""
    withdrawn = other(path="content/incidents/old.md", status="withdrawn", media=(Picture(file="media/p.jpg"),))
    entries = edited(plain_chronicle(), withdrawn)
    before = link_to_follow(material_of(entries))
    assert followed(before, entries, other(media=(Picture(file="media/p.jpg"),))) is None
    assert followed(before, entries, other(media=(Picture(file="media/q.jpg"),)))


def test_only_what_an_edit_touches_differs() -> None:
    """A body is one item; another date is the incident, its neighbours and the lists that it stands in."""
    entries = plain_chronicle()
    before = link_to_follow(material_of(entries))
    text, date = (followed(before, entries, ORDINARY[name]) for name in ("body", "date"))
    assert text
    assert date
    assert differences(before.chronicle, text.chronicle) == {("incidents", "f")}
    moved = differences(before.chronicle, date.chronicle)
    assert {("order", ""), ("incidents", "f"), ("places", "base"), ("places", "iraq"), ("actors", "group")} < moved
    assert ("places", "elsewhere") not in moved


def test_an_entry_is_the_one_that_was_read_last() -> None:
    """Fields that stand in other lines change no page, and yet the next problem is to point at the new lines."""
    for path in (an_incident().path, AROUND[0].path):
        entries = plain_chronicle()
        entries[path] = replace(entries[path], text=Text.of("wiki:base\n"))
        before = link_to_follow(material_of(entries))
        text = Text(b"---\n\ntitle: Shelling 5\n---\nwiki:base\n", is_file=True)
        found = followed(before, entries, {path: replace(entries[path], text=text)})
        assert found
        assert differences(before.chronicle, found.chronicle) == set()
        item = found.chronicle.incidents["f"] if path == an_incident().path else found.chronicle.places["iraq"]
        assert item.entry
        assert item.entry.text is text


def test_another_day_needs_everything_where_dates_are_in_the_future() -> None:
    """The warning about the future is kept while the day is the same, and where there was none until a later day."""
    plain = plain_chronicle()
    late = edited(plain, {**other(path="content/incidents/late.md", title="Late", date=parse_when("2024-01-01"))})
    tomorrow = TODAY + dt.timedelta(days=1)
    for entries, day, is_followed in ((plain, tomorrow, True), (late, TODAY, True), (late, tomorrow, False)):
        before = link_to_follow(material_of(entries))
        edit = ORDINARY["summary"]
        pairs = {path: (entries[path], entry) for path, entry in edit.items()}
        found = relinked(before, material_of(edited(entries, edit), today=day), pairs)
        assert bool(found) is is_followed
