"""References: what a text in an entry means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import build_site, entry, incident, linked, location, make_site, said

from chronicle.entries.folder import MediaFile
from chronicle.linking import references
from chronicle.linking.chronicle import SitePath
from chronicle.linking.names import Target
from chronicle.problems import shown
from chronicle.text import frontmatter

if TYPE_CHECKING:
    from pathlib import Path


def test_a_slug_wins_over_a_name() -> None:
    """A text that is a slug means that entry, whatever others are called."""
    chronicle, problems = linked(
        {
            "locations/baghdad.md": location("Old town"),
            "locations/other.md": location("baghdad"),
            "incidents/a.md": incident(locations="[baghdad]"),
        }
    )
    assert chronicle.incidents["a"].places == {"baghdad": "baghdad"}
    assert problems == []


def test_a_name_wins_over_a_spelling() -> None:
    """A text that is one entry's name and another's spelling means the one with the name."""
    chronicle, problems = linked(
        {
            "locations/a-town.md": location("A town", spellings="[Baghdad]"),
            "locations/z-town.md": location("Baghdad"),
            "incidents/a.md": incident(locations="[Baghdad]"),
        }
    )
    assert list(chronicle.incidents["a"].places) == ["z-town"]
    assert problems == []


def test_a_spelling_and_a_foreign_name_are_found() -> None:
    """Spellings and names in other languages lead to the entry."""
    chronicle, problems = linked(
        {
            "locations/anbar.md": location("Anbar", spellings="[Al Anbar]", names="{ar: الأنبار}"),
            "incidents/a.md": incident(locations="[Al Anbar]"),
            "incidents/b.md": incident(locations="[الأنبار]"),
        }
    )
    assert [list(item.places) for item in chronicle.incidents.values()] == [["anbar"], ["anbar"]]
    assert problems == []


def test_case_spaces_and_unicode_form_make_no_difference() -> None:
    """A name is found in another case, with other spaces, and decomposed."""
    chronicle, problems = linked(
        {
            "locations/sao-tome.md": location("São Tomé"),
            "incidents/a.md": incident(locations="['sa\u0303o   TOME\u0301']"),
        }
    )
    assert list(chronicle.incidents["a"].places) == ["sao-tome"]
    assert problems == []


def test_a_text_whose_slug_is_an_entry_means_it() -> None:
    """A name nobody has still leads to the entry whose slug it makes."""
    chronicle, problems = linked(
        {
            "locations/ain-al-asad.md": location("Asad base"),
            "incidents/a.md": incident(locations="[Ain al-Asad]"),
        }
    )
    assert list(chronicle.incidents["a"].places) == ["ain-al-asad"]
    assert problems == []


def test_a_name_of_several_entries_is_a_warning_with_the_candidates() -> None:
    """An ambiguous name is reported where it stands, and the first candidate is taken."""
    chronicle, problems = linked(
        {
            "locations/baghdad-city.md": location("Baghdad"),
            "locations/baghdad-province.md": location("Baghdad"),
            "incidents/a.md": incident(locations="[baghdad]"),
        }
    )
    assert list(chronicle.incidents["a"].places) == ["baghdad-city"]
    assert problems == [
        (
            "incidents/a.md:5:13: warning: locations.0: "
            '"baghdad" can mean baghdad-city, baghdad-province; write the one you mean [ambiguous-name]'
        )
    ]


def test_a_wiki_link_looks_for_locations_before_actors() -> None:
    """A name of a location and of an actor is ambiguous; the kind in front decides."""
    chronicle, problems = linked(
        {
            "locations/base.md": location("Victory"),
            "actors/group.md": location("Victory"),
            "incidents/a.md": incident(body="See [[Victory]] and [[actor:Victory]]."),
        }
    )
    assert chronicle.incidents["a"].text.targets == (Target("location", "base"), Target("actor", "group"))
    assert problems == [
        (
            "incidents/a.md:7:5: warning: text: "
            "[[Victory]] can mean [[location:base]], [[actor:group]]; write the one you mean [ambiguous-name]"
        )
    ]


def test_a_wiki_link_to_a_slug_is_never_ambiguous_with_a_name() -> None:
    """The entry whose slug is written is meant, though an entry of another kind has it as its name."""
    chronicle, problems = linked(
        {
            "locations/base.md": location("victory"),
            "actors/victory.md": location("The group"),
            "incidents/a.md": incident(body="See [[victory]]."),
        }
    )
    assert chronicle.incidents["a"].text.targets == (Target("actor", "victory"),)
    assert problems == []


def test_a_wiki_link_by_slug_shows_the_name() -> None:
    """Only what is written as a bare slug, with or without kind, takes the entry's name."""
    chronicle, _ = linked(
        {
            "locations/baghdad.md": location("Baghdad city", spellings="[old baghdad]"),
            "notes/about.md": entry(
                "[[baghdad]] [[location:baghdad]] [[baghdad|the city]] [[old baghdad]] [[Baghdad city]]", title="About"
            ),
        }
    )
    text = chronicle.notes["about"].text
    assert text.targets == (Target("location", "baghdad"),) * 5
    assert text.by_slug == {0, 1}


def test_a_wiki_link_to_nothing_is_a_warning_at_its_place() -> None:
    """A wiki link that means nothing leads nowhere and is reported with its line and a guess."""
    chronicle, problems = linked(
        {
            "locations/mosul.md": location("Mosul"),
            "incidents/a.md": incident(body="First line.\n\nIn [[Mosull]] and [[actor:Nobody|him]]."),
        }
    )
    assert chronicle.incidents["a"].text.targets == (None, None)
    assert problems == [
        (
            "incidents/a.md:9:4: warning: text: "
            '[[Mosull]] leads to no entry (did you mean "mosul"?); it is shown as missing [wiki-link-missing]'
        ),
        (
            "incidents/a.md:9:19: warning: text: "
            "[[actor:Nobody]] leads to no entry; it is shown as missing [wiki-link-missing]"
        ),
    ]


def test_every_kind_of_entry_can_be_linked() -> None:
    """Wiki links reach incidents, articles, notes, actors and locations by title or name."""
    chronicle, problems = linked(
        {
            "incidents/a.md": incident("Rockets"),
            "articles/r.md": entry(title="Bases hit"),
            "notes/about.md": entry(title="About us"),
            "actors/us.md": location("US forces"),
            "locations/iraq.md": location("Iraq"),
            "notes/all.md": entry("[[Rockets]] [[Bases hit]] [[About us]] [[US forces]] [[Iraq]]", title="All"),
        }
    )
    assert chronicle.notes["all"].text.targets == (
        Target("incident", "a"),
        Target("article", "r"),
        Target("note", "about"),
        Target("actor", "us"),
        Target("location", "iraq"),
    )
    assert problems == []


def test_an_ordinary_link_to_an_entry_is_followed() -> None:
    """A relative address leads to the entry's page, from the site or from the repository, with or without anchor."""
    chronicle, problems = linked(
        {
            "locations/iraq.md": location("Iraq"),
            "notes/about.md": entry(title="About"),
            "incidents/a.md": incident(
                body="[1](../locations/iraq.html) [2](../../content/locations/me/iraq.md#top) [3](../about.html?x)"
            ),
        }
    )
    assert chronicle.incidents["a"].text.targets == (
        Target("location", "iraq"),
        Target("location", "iraq"),
        Target("note", "about"),
    )
    assert problems == []


def test_a_link_to_a_page_that_is_no_entry_waits_for_the_plan() -> None:
    """Only the plan of the site knows its lists and archives; what to say if there is no such page is known already."""
    chronicle, problems = linked({"incidents/a.md": incident(body="[x](../2023/index.html#top)")})
    (target,) = chronicle.incidents["a"].text.targets
    assert isinstance(target, SitePath)
    assert (target.path, target.fragment) == ("2023/index.html", "#top")
    assert shown(target.problem, None) == (
        'content/incidents/a.md:7:5: warning: text: link "../2023/index.html#top" leads to no page of this site '
        "[link-missing]"
    )
    assert problems == []


def test_a_name_goes_before_a_spelling_whatever_the_kind() -> None:
    """An actor named so is meant, not a location that is also spelt so."""
    chronicle, problems = linked(
        {
            "locations/square.md": location("Square", spellings="[Guard]"),
            "actors/guard-force.md": location("Guard"),
            "incidents/a.md": incident(body="[[Guard]]"),
        }
    )
    assert chronicle.incidents["a"].text.targets == (Target("actor", "guard-force"),)
    assert problems == []


def test_pictures_and_files_are_found_below_media() -> None:
    """A picture and a link to a file lead to content/media; a picture that is not there is an error."""
    base = MediaFile(path="content/media/base.png", digest="0", width=4, height=3)
    chronicle, problems = linked(
        {"incidents/a.md": incident(body="![b](../media/base.png) [file](media/base.png) ![c](media/lost.png)")},
        media=[base],
    )
    assert chronicle.incidents["a"].text.targets == (base, base, None)
    assert problems == [
        'incidents/a.md:7:53: error: text: picture "media/lost.png" is not in content/media [media-missing]'
    ]


def test_a_typed_reference_to_nothing_is_an_error_with_a_guess() -> None:
    """part_of, follows, duplicate_of, article and parent must lead to an entry."""
    _, problems = linked(
        {
            "incidents/first-attack.md": incident("First"),
            "incidents/a.md": incident(part_of="first-atack", follows="x", duplicate_of="y", sources="[{article: z}]"),
            "locations/b.md": location("B", parent="w"),
            "actors/c.md": location("C", parent="v"),
        }
    )
    assert problems == [
        'actors/c.md:3:9: error: parent: there is no actor "v" [actor-missing]',
        'incidents/a.md:4:21: error: sources.0.article: there is no article "z" [article-missing]',
        (
            'incidents/a.md:5:10: error: part_of: there is no incident "first-atack" '
            '(did you mean "first-attack"?) [incident-missing]'
        ),
        'incidents/a.md:6:10: error: follows: there is no incident "x" [incident-missing]',
        'incidents/a.md:7:15: error: duplicate_of: there is no incident "y" [incident-missing]',
        'locations/b.md:3:9: error: parent: there is no location "w" [location-missing]',
    ]


@pytest.mark.parametrize(
    "path",
    [
        "incidents/first-attack.md",
        "content/incidents/2024/first-attack.md",
        "/incidents/first-attack.html",
        "[First](first-attack.md)",
        "[First](../incidents/first-attack.md)",
    ],
)
def test_the_name_in_a_path_is_proposed(path: str) -> None:
    """Of a file on GitHub, of a page, or in a link."""
    text = incident(follows=f'"{path}"')
    _, problems = linked({"incidents/first-attack.md": incident("First"), "incidents/a.md": text})
    (line,) = problems
    assert line.endswith(f'follows: there is no incident "{path}" (did you mean "first-attack"?) [incident-missing]')


WORDS = "each place is an item of its own, with a comma between them in [ ], or on a line of its own"


@pytest.mark.parametrize(
    ("written", "named", "proposed"),
    [
        ("[Bagdad; Basra]", "Bagdad; Basra", "[baghdad, Basra]"),
        ("[Hit, Basra; Baghdad]", "Basra; Baghdad", "[Hit, Basra, Baghdad]"),
        ('["Baghdad, Basra"]', "Baghdad, Basra", "[Baghdad, Basra]"),
    ],
)
def test_several_places_in_one_text_are_taken_apart(tmp_path: Path, written: str, named: str, proposed: str) -> None:
    """None of them is dropped."""
    files = {f"locations/{name.lower()}.md": location(name) for name in ("Baghdad", "Basra", "Hit")}
    text = incident(locations=written)
    (problem,) = build_site(make_site(tmp_path, {**files, "incidents/a.md": text})).problems
    message = f'locations: there is no location "{named}"; {WORDS} [location-missing]'
    assert said([problem]) == [f"incidents/a.md:5:12: warning: {message}"]
    assert problem.hint == f"locations: {proposed}"
    _, problems = linked({**files, "incidents/a.md": text.replace(written, proposed)})
    assert problems == []


def test_a_name_with_a_comma_is_one_place() -> None:
    """Where its parts are no places, the nearest name is proposed; where it is a name, nothing is said."""
    files = {"locations/baghdad.md": location("Baghdad"), "locations/usa.md": location("Washington, D.C.")}
    _, (line,) = linked({**files, "incidents/a.md": incident(locations='["Baghdad, Iraq", "Washington, D.C."]')})
    assert 'locations.0: there is no location "Baghdad, Iraq" (did you mean "baghdad"?)' in line


def test_types_are_found_by_slug_or_label() -> None:
    """A type is written by slug or label; an unknown one is a warning and still gets its page."""
    chronicle, problems = linked(
        {"incidents/a.md": incident(types="[rocket-attack, Drone attack, DRONE ATTACK, Rocket atack]")}
    )
    assert list(chronicle.incidents["a"].types) == ["rocket-attack", "drone-attack", "rocket-atack"]
    assert chronicle.types["rocket-atack"].type.label == "Rocket atack"
    assert problems == [
        (
            'incidents/a.md:5:52: warning: types.3: "Rocket atack" is not a known type '
            '(did you mean "rocket-attack"?); '
            "[types.rocket-atack] in chronicle.toml adds it [type-unknown]"
        )
    ]


def test_an_actor_needs_no_entry() -> None:
    """An actor without entry is known by its name, without a word about it; its roles stay apart."""
    chronicle, problems = linked(
        {
            "incidents/a.md": incident(
                actors="[{actor: A Group, role: claimed}, {actor: a group, role: target}, A Group]"
            )
        }
    )
    assert list(chronicle.incidents["a"].actors) == [
        ("a-group", "claimed"),
        ("a-group", "target"),
        ("a-group", "other"),
    ]
    actor = chronicle.actors["a-group"]
    assert (actor.name, actor.entry, actor.incidents) == ("A Group", None, ("a",))
    assert problems == []


def test_the_parent_of_an_actor_is_found_and_circles_are_errors() -> None:
    """An actor's parent may be named; a circle of actors is an error that names the way round."""
    chronicle, problems = linked({"actors/a.md": location("A"), "actors/b.md": location("B", parent="A")})
    assert chronicle.actors["b"].parent == "a"
    assert problems == []
    _, problems = linked({"actors/a.md": location("A", parent="b"), "actors/b.md": location("B", parent="a")})
    assert problems == ["actors/a.md:3:9: error: parent: goes in a circle: a → b → a [circle]"]


def test_not_any_number_of_names_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess looks at every name: after so many, a name that is missing is told without one."""
    monkeypatch.setattr(references, "GUESSES", 2)
    wrong = {f"incidents/a{number}.md": incident(part_of="first-atack") for number in range(3)}
    _, problems = linked({"incidents/first-attack.md": incident("First"), **wrong})
    assert ['did you mean "first-attack"?' in line for line in problems] == [True, True, False]


def test_a_body_is_decoded_once_for_all_that_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of links that lead nowhere would take minutes otherwise."""
    decoded: list[str] = []
    halves = frontmatter.halves_of

    def counted(text: str) -> frontmatter.Halves:
        decoded.append(text)
        return halves(text)

    monkeypatch.setattr(frontmatter, "halves_of", counted)
    links = "".join(f"[[nobody {number}]] and [a page](nowhere-{number}.html)\n" for number in range(100))
    _, problems = linked({"incidents/a.md": incident(body=links)})
    assert len(problems) == 100  # of the pages, whoever plans the site knows
    assert len(decoded) < 10
