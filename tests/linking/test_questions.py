"""Questions for editors: what is asked of a linked chronicle, and what is not."""

from __future__ import annotations

import pytest
from sites import entry, incident, linked, location, said

from chronicle.linking.questions import NEAREST, questions

PLACE = {"locations/port.md": location("Port Town", coordinates="[51.5, 0.1]")}
HERE = {"locations": "[port]"}


def asked(files: dict[str, str]) -> list[str]:
    """What is asked of these entries, as lines."""
    chronicle, _ = linked(files, drafts=True)
    return said(question.problem() for question in questions(chronicle))


# ---- dates of the record


def test_an_incident_added_before_it_happened_is_asked_about() -> None:
    """Or updated before it was added: a year has a slip."""
    files = {
        **PLACE,
        "incidents/a.md": incident(**HERE, added="2022-10-20", updates="[{date: 2021-10-21, text: More}]"),
    }
    assert asked(files) == [
        (
            "incidents/a.md:6:8: question: added: says 2022-10-20, and this happened on 2023-10-19; is one of them a "
            "slip? [dates-disagree]"
        ),
        (
            "incidents/a.md:7:18: question: updates.0.date: says 2021-10-21, and the entry was added on 2022-10-20; is "
            "one of them a slip? [dates-disagree]"
        ),
    ]


@pytest.mark.parametrize(
    ("date", "added", "updated"),
    [
        ("2023-10-19", "2023-10-18", "2023-10-17"),  # each day in another zone
        ("2023-10", "2023", "2023"),
        ("2023-10-19/..", "2023-10-20", "9999-12-31"),
        ("0001-01-01", "9999-12-31", "9999"),
    ],
)
def test_dates_that_can_agree_are_not_asked_about(date: str, added: str, updated: str) -> None:
    """A day more or less is another zone, and what is less exact may be right."""
    text = incident(date=date, **HERE, added=added, updates=f"[{{date: {updated}, text: More}}]")
    assert asked({**PLACE, "incidents/a.md": text}) == []


# ---- two entries for one event


def pair(first: str, second: str, **later: str) -> dict[str, str]:
    """Two incidents at one place; the second is a day later, with these fields."""
    fields = {"date": "2023-10-20", **HERE, **later}
    return {**PLACE, "incidents/a.md": incident(first, **HERE), "incidents/b.md": incident(second, **fields)}


def test_two_entries_for_one_event_are_asked_about() -> None:
    """One place, a day apart, the same words in another form: the later entry names the line that would join them."""
    (line,) = asked(pair("Two killed in shelling of Port Town", "Shelling kills two near the port"))
    assert line == (
        "incidents/b.md:2:8: question: title: may be the event of content/incidents/a.md: one place, at most a day "
        "apart, titles alike; if so, add duplicate_of: a [possible-duplicate]"
    )


@pytest.mark.parametrize(
    ("second", "later"),
    [
        ("Fire in Port Town", {}),
        ("Shelling of Port Town", {"date": "2023-10-21"}),
        ("Shelling of Port Town", {"date": "2023-10"}),
        ("Shelling of Port Town", {"date": "2023-10-19/.."}),
        ("Shelling of Port Town", {"locations": "[elsewhere, port]"}),
        ("Shelling of Port Town", {"follows": "a"}),
        ("Shelling of Port Town", {"part_of": "a"}),
        ("Shelling of Port Town", {"duplicate_of": "a"}),
        ("Shelling of Port Town", {"status": "withdrawn"}),
    ],
)
def test_what_is_told_apart_is_not_asked_about(second: str, later: dict[str, str]) -> None:
    """Other words than the name of the place, another day or main place, a date that is no day, or a typed link."""
    assert [
        line for line in asked(pair("Shelling of Port Town", second, **later)) if "possible-duplicate" in line
    ] == []


def test_an_article_or_a_time_tells_two_events_apart() -> None:
    """An article that reports both knows that they are two; so does whoever wrote two times of day."""
    files = pair("Shelling", "Shelling", sources="[{article: c}]") | {"articles/c.md": entry(title="C")}
    assert len(asked(files)) == 1
    assert asked(files | {"incidents/a.md": incident(sources="[{article: c}]", **HERE)}) == []
    files = pair("Shelling", "Shelling", time='"06:00"')
    assert len(asked(files)) == 1
    assert asked(files | {"incidents/a.md": incident(time='"21:00"', **HERE)}) == []


def test_a_data_set_tells_two_events_apart() -> None:
    """Two ids in one of them are two events; ids in two of them say nothing."""
    files = pair("Shelling", "Shelling", ids="{acled: IRQ1}")
    assert len(asked(files)) == 1
    assert len(asked(files | {"incidents/a.md": incident(ids="{ucdp: '7'}", **HERE)})) == 1
    assert len(asked(files | {"incidents/a.md": incident(ids="{acled: IRQ1}", **HERE)})) == 1
    assert asked(files | {"incidents/a.md": incident(ids="{acled: IRQ2, ucdp: '7'}", **HERE)}) == []


def test_each_of_many_is_asked_about_once() -> None:
    """A third account asks about the first only; of very many on one day each is compared with the nearest."""
    names = [f"{number:03}" for number in range(3 * NEAREST)]
    lines = asked({**PLACE, **{f"incidents/x-{name}.md": incident(**HERE) for name in names}})
    assert len(lines) == len(names) - 1
    assert "event of content/incidents/x-000.md" in lines[1]


# ---- one incident


def test_an_incident_without_a_place_is_asked_about() -> None:
    """It is on no map; where it is withdrawn that is all the same."""
    (line,) = asked({"incidents/a.md": incident()})
    assert line == (
        "incidents/a.md:1:1: question: locations: names no place, so it is on no map and in no list of a place; "
        "add locations: [incident-without-place]"
    )
    told = "[{date: 2024-01-01, text: It was a hoax.}]"
    assert asked({"incidents/a.md": incident(status="withdrawn", updates=told)}) == []


def test_a_withdrawn_incident_that_does_not_say_why_is_asked_about() -> None:
    """Its page has nothing else to say."""
    (line,) = asked({"incidents/a.md": incident(status="withdrawn")})
    assert line == (
        "incidents/a.md:5:9: question: status: is withdrawn, and its page cannot say when and why; "
        "add updates: [{date: …, kind: correction, text: …}] [withdrawn-unexplained]"
    )


def test_claims_that_cannot_both_be_true_are_asked_about() -> None:
    """One group, one day, ranges without a number in common: the later claim is named, with both numbers."""
    claims = "[{killed: 3-5, of: civilians}, {killed: 4+, of: Civilians}, {killed: 8, of: civilians}]"
    (line,) = asked({**PLACE, "incidents/a.md": incident(casualties=claims, **HERE)})
    assert line == (
        "incidents/a.md:5:82: question: casualties.2.killed: says 8 killed, and casualties.0 says 3-5 of the same "
        "people on the same day; is one superseded: true, or of: others? [claims-disagree]"
    )


@pytest.mark.parametrize(
    "claims",
    [
        "{killed: 3}, {killed: 1-4}",
        "{killed: 3}, {injured: 8}",
        "{killed: 3+}, {killed: 8}",
        "{killed: 3, of: soldiers}, {killed: 8, of: civilians}",
        "{killed: 3, date: 2023-10-19}, {killed: 8, date: 2023-10-20}",
        "{killed: 3, superseded: true}, {killed: 8}",
    ],
)
def test_claims_that_can_both_be_true_are_not_asked_about(claims: str) -> None:
    """Ranges that meet, other people, another day, or a claim that was replaced."""
    assert asked({**PLACE, "incidents/a.md": incident(casualties=f"[{claims}]", **HERE)}) == []


# ---- sources


def test_sources_without_an_archived_copy_are_asked_about() -> None:
    """An incident asks once for all its own sources, an article for itself; no address means nothing to keep."""
    files = {
        **PLACE,
        "articles/c.md": entry(title="C", url="https://a.example/c"),
        "incidents/a.md": incident(
            sources="[{publisher: P}, {url: https://a.example/1}, {article: c}, {url: https://a.example/2}]", **HERE
        ),
    }
    save = "save the page at web.archive.org and add archived: with the address it gives [source-unarchived]"
    assert asked(files) == [
        f"articles/c.md:3:6: question: url: has no archived copy; {save}",
        f"incidents/a.md:4:33: question: sources.1.url: has no archived copy, nor has 1 other source; {save}",
    ]
    more = "[{url: https://a.example/1}, {url: https://b.example/2}, {url: https://c.example/3}]"
    assert asked({**PLACE, "incidents/a.md": incident(sources=more, **HERE)}) == [
        f"incidents/a.md:4:17: question: sources.0.url: has no archived copy, nor have 2 other sources; {save}"
    ]


@pytest.mark.parametrize(
    "source",
    [
        "url: https://a.example/, archived: https://web.archive.org/web/2023/https://a.example/",
        "url: https://web.archive.org/web/2023/https://a.example/",
        "url: https://a.example/, article: c",
    ],
)
def test_kept_sources_are_not_asked_about(source: str) -> None:
    """A copy in the source or its article is enough; the address of an archive is a copy itself."""
    article = entry(title="C", archived="https://archive.ph/x")
    assert (
        asked({**PLACE, "articles/c.md": article, "incidents/a.md": incident(sources=f"[{{{source}}}]", **HERE)}) == []
    )


AGENCY = {"articles/c.md": entry(title="C", publisher="Gazette", via="Reuters")}


@pytest.mark.parametrize(
    ("sources", "fields", "voice"),
    [
        ("{publisher: Reuters}, {article: c}", {}, "Reuters"),
        ("{publisher: AFP}, {publisher: afp}", {}, "AFP"),
        ("{publisher: AFP}, {publisher: Reuters}", {}, ""),
        ("{publisher: AFP}", {}, ""),
        ("{publisher: AFP}, {publisher: AFP}", {"grade": "confirmed"}, ""),
        (
            "{publisher: AFP}, {publisher: AFP}",
            {"status": "withdrawn", "updates": "[{date: 2024-01-01, text: A hoax.}]"},
            "",
        ),
    ],
)
def test_sources_that_pass_on_one_voice_are_asked_about(sources: str, fields: dict[str, str], voice: str) -> None:
    """An agency and a paper with its copy are one; a grade that needs more is a warning already."""
    lines = asked({**PLACE, **AGENCY, "incidents/a.md": incident(sources=f"[{sources}]", **HERE, **fields)})
    message = f'has 2 sources, and all are the words of "{voice}"; is there an independent one?'
    assert lines == ([f"incidents/a.md:4:10: question: sources: {message} [sources-one-origin]"] if voice else [])


# ---- places and actors


def test_a_place_without_coordinates_is_asked_about_where_something_happened() -> None:
    """What lies above it needs none."""
    files = {
        "locations/port.md": location("Port", parent="coast"),
        "locations/coast.md": location("Coast"),
        "incidents/a.md": incident("Fire", **HERE),
    }
    lines = (
        "locations/port.md:1:1: question: coordinates: has no coordinates; {} here cannot be shown where it happened"
    )
    assert asked(files) == [lines.format("1 incident") + " [place-without-coordinates]"]
    files["incidents/b.md"] = incident("Storm", **HERE)
    assert asked(files) == [lines.format("2 incidents") + " [place-without-coordinates]"]


def test_places_and_actors_that_nothing_uses_are_asked_about() -> None:
    """Neither an incident, nor what lies below, nor a text knows them."""
    files = {
        **PLACE,
        "locations/quay.md": location("Quay", parent="port"),
        "actors/army.md": location("Army"),
        "incidents/a.md": incident(),
    }
    assert asked(files)[0] == (
        "actors/army.md:2:7: question: name: no incident names this actor, and no text links here; is it needed, or "
        "named otherwise there? [actor-unused]"
    )
    assert asked(files)[2:] == [
        f"locations/{name}.md:2:7: question: name: no incident is here or below, and no text links here; is it needed, "
        "or named otherwise there? [place-unused]"
        for name in ("port", "quay")
    ]


@pytest.mark.parametrize(
    "user",
    [
        incident(locations="[quay]", actors="[unit]"),
        incident(
            locations="[quay]", actors="[unit]", status="withdrawn", updates="[{date: 2024-01-01, text: A hoax.}]"
        ),
        incident(locations="[quay]", actors="[unit]", status="draft"),
        incident(locations="[other]", body="At [[quay]] and [[port]], [[unit]] of the [[army]]."),
    ],
)
def test_what_is_used_in_any_way_is_not_asked_about(user: str) -> None:
    """Through what lies below it, by a draft or a withdrawn entry, or in a text."""
    files = {
        **PLACE,
        "locations/quay.md": location("Quay", parent="port", coordinates="[51.5, 0.2]"),
        "actors/army.md": location("Army"),
        "actors/unit.md": location("Unit", parent="army"),
        "incidents/a.md": user,
    }
    assert asked(files) == []


# ---- pictures


def test_a_picture_with_a_position_is_asked_about() -> None:
    """The file is named; it has no line."""
    chronicle, _ = linked({})
    (line,) = said(question.problem() for question in questions(chronicle, ["content/media/gate.jpg"]))
    assert line == (
        "media/gate.jpg: question: says where it was taken, to whoever downloads it; if that can harm somebody, save "
        "it without its position [picture-position]"
    )
