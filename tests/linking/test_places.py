"""The tree of places: parents, roll-up, and places known by name only."""

from __future__ import annotations

from sites import incident, linked, location

from chronicle.linking.names import Target


def test_incidents_are_rolled_up_into_the_places_around() -> None:
    """A place counts the incidents of the places in it, each once, oldest first; `here` are its own."""
    chronicle, problems = linked(
        {
            "locations/iraq.md": location("Iraq"),
            "locations/anbar.md": location("Anbar", parent="Iraq"),
            "locations/base.md": location("Base", parent="anbar"),
            "locations/town.md": location("Town", parent="anbar"),
            "incidents/late.md": incident(date="2023-11-02", locations="[base]"),
            "incidents/both.md": incident(date="2023-11-01", locations="[base, town, iraq]"),
            "incidents/wide.md": incident(date="2023", locations="[anbar]"),
        }
    )
    places = chronicle.places
    assert {slug: place.incidents for slug, place in places.items()} == {
        "anbar": ("wide", "both", "late"),
        "base": ("both", "late"),
        "iraq": ("wide", "both", "late"),
        "town": ("both",),
    }
    assert {slug: place.here for slug, place in places.items()} == {
        "anbar": ("wide",),
        "base": ("both", "late"),
        "iraq": ("both",),
        "town": ("both",),
    }
    assert places["base"].ancestors == ("iraq", "anbar")
    assert places["anbar"].children == ("base", "town")
    assert problems == []


def test_a_place_without_entry_gets_a_page_of_its_name() -> None:
    """An unknown place is a warning with a guess; it is known by its name only and holds its incidents."""
    chronicle, problems = linked(
        {
            "locations/mosul.md": location("Mosul"),
            "incidents/a.md": incident(locations="[Tall Afar, Mosull]"),
        }
    )
    place = chronicle.places["tall-afar"]
    assert (place.name, place.entry, place.ancestors, place.incidents) == ("Tall Afar", None, (), ("a",))
    assert problems == [
        (
            'incidents/a.md:5:13: warning: locations.0: there is no location "Tall Afar"; '
            "its page has no place on the map [location-missing]"
        ),
        (
            'incidents/a.md:5:24: warning: locations.1: there is no location "Mosull" (did you mean "mosul"?); '
            "its page has no place on the map [location-missing]"
        ),
    ]


def test_spellings_of_an_unknown_place_share_one_page() -> None:
    """Names that make one slug are one place; the name that sorts first is shown."""
    chronicle, _ = linked(
        {
            "incidents/a.md": incident(locations="[TALL AFAR]"),
            "incidents/b.md": incident(locations="[Tall Afar, tall-afar]"),
        }
    )
    assert [(slug, place.name) for slug, place in chronicle.places.items()] == [("tall-afar", "TALL AFAR")]
    assert chronicle.places["tall-afar"].here == ("a", "b")


def test_a_place_whose_name_leaves_nothing_has_a_page_all_the_same() -> None:
    """A name of signs only, or one that is a page of the folder itself, still makes a safe address."""
    chronicle, _ = linked({"incidents/a.md": incident(locations="['???', index, ../../etc/passwd]")})
    assert sorted(chronicle.places) == ["etc-passwd", "x-a03b221c", "x-index"]


def test_a_circle_of_parents_is_one_error_and_is_cut() -> None:
    """A circle is reported once, with the way round; a place outside that leads into it is not blamed."""
    chronicle, problems = linked(
        {
            "locations/a.md": location("A", parent="b"),
            "locations/b.md": location("B", parent="c"),
            "locations/c.md": location("C", parent="a"),
            "locations/outside.md": location("Outside", parent="a"),
            "incidents/i.md": incident(locations="[outside]"),
        }
    )
    assert problems == ["locations/a.md:3:9: error: parent: goes in a circle: a → b → c → a [circle]"]
    assert chronicle.places["a"].ancestors == ()
    assert chronicle.places["b"].ancestors == ("a", "c")
    assert chronicle.places["a"].incidents == ("i",)


def test_a_place_in_itself_is_a_circle() -> None:
    """A place cannot lie in itself."""
    _, problems = linked({"locations/a.md": location("A", parent="A")})
    assert problems == ["locations/a.md:3:9: error: parent: goes in a circle: a → a [circle]"]


def test_texts_that_link_to_a_place_are_its_backlinks() -> None:
    """Each entry whose text links to a place is named there once; a place that links to itself is not."""
    chronicle, _ = linked(
        {
            "locations/base.md": location("Base", body="[[base]]"),
            "incidents/a.md": incident(body="[[Base]] and [[base]]"),
            "notes/n.md": "---\ntitle: N\n---\n\n[[Base]]\n",
        }
    )
    assert chronicle.places["base"].mentioned_by == (Target("incident", "a"), Target("note", "n"))


def test_places_have_a_depth_limit() -> None:
    """A chain of parents longer than any real one is an error, not a crash of the tree's page."""
    files = {"locations/p0.md": location("P0")}
    files |= {f"locations/p{number}.md": location(f"P{number}", parent=f"p{number - 1}") for number in range(1, 23)}
    _, problems = linked(files)
    assert problems[0].endswith("error: parent: lies in more than 20 places, one inside the other [place-depth]")
