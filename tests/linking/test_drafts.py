"""Drafts, withdrawn incidents and duplicates: what counts, and what is not there at all."""

from __future__ import annotations

from sites import entry, incident, linked, location

from chronicle.linking.names import Target


def test_a_draft_is_nowhere_until_it_is_asked_for() -> None:
    """A draft has no page, no place, no actor, no type and no publisher; with drafts it has all of them."""
    files = {
        "incidents/a.md": incident("Known"),
        "incidents/b.md": incident(
            status="draft", locations="[Nowhere]", actors="[g]", types="[bombing]", sources="[{publisher: BBC}]"
        ),
    }
    chronicle, _ = linked(files)
    assert (list(chronicle.incidents), chronicle.order) == (["a"], ("a",))
    assert (list(chronicle.places), list(chronicle.actors), list(chronicle.types)) == ([], [], [])
    assert list(chronicle.publishers) == ["reuters"]
    chronicle, _ = linked(files, drafts=True)
    assert (list(chronicle.incidents), chronicle.order) == (["a", "b"], ("a", "b"))
    assert (list(chronicle.places), list(chronicle.actors)) == (["nowhere"], ["g"])
    assert list(chronicle.publishers) == ["bbc", "reuters"]


def test_a_draft_is_checked_all_the_same() -> None:
    """What is wrong with a draft is said before it is published."""
    _, problems = linked({"incidents/a.md": incident(status="draft", part_of="x")})
    assert problems == ['incidents/a.md:6:10: error: part_of: there is no incident "x" [incident-missing]']


def test_a_wiki_link_to_a_hidden_draft_leads_nowhere() -> None:
    """A link in a text to a draft is shown as missing, with a warning; the draft's own links are no backlinks."""
    files = {
        "incidents/a.md": incident("Known", body="See [[Secret]]."),
        "incidents/b.md": incident("Secret", status="draft", body="See [[Known]]."),
    }
    chronicle, problems = linked(files)
    assert chronicle.incidents["a"].text.targets == (None,)
    assert chronicle.incidents["a"].mentioned_by == ()
    assert problems == [
        (
            "incidents/a.md:7:5: warning: text: links to b, a draft; "
            "the link is shown as missing until it is published [draft-target]"
        )
    ]
    chronicle, _ = linked(files, drafts=True)
    assert chronicle.incidents["a"].text.targets == (Target("incident", "b"),)
    assert chronicle.incidents["a"].mentioned_by == (Target("incident", "b"),)


def test_a_typed_link_to_a_hidden_draft_is_left_out_with_a_warning() -> None:
    """A typed link to a draft comes back when the draft is published."""
    files = {
        "incidents/a.md": incident("Known", part_of="b", duplicate_of="b"),
        "incidents/b.md": incident("Secret", status="draft"),
    }
    chronicle, problems = linked(files)
    assert (chronicle.incidents["a"].part_of, chronicle.incidents["a"].duplicate_of) == ("", "")
    assert chronicle.order == ("a",)
    assert problems == [
        (
            "incidents/a.md:5:10: warning: part_of: "
            "b is a draft; the link is left out until it is published [draft-target]"
        ),
        (
            "incidents/a.md:6:15: warning: duplicate_of: "
            "b is a draft; the link is left out until it is published [draft-target]"
        ),
    ]
    chronicle, problems = linked(files, drafts=True)
    assert chronicle.incidents["b"].parts == ("a",)
    assert problems == []


def test_withdrawn_incidents_and_duplicates_count_nowhere() -> None:
    """They are known, but stand in no order, place, actor, type, article, publisher, and are nobody's neighbours."""
    gone = {"locations": "[x]", "actors": "[g]", "types": "[bombing]", "sources": "[{article: r}]"}
    chronicle, _ = linked(
        {
            "articles/r.md": entry(title="T", publisher="AFP"),
            "incidents/a.md": incident(locations="[x]", date="2023-10-18"),
            "incidents/b.md": incident(status="withdrawn", **gone),
            "incidents/c.md": incident(duplicate_of="a", **gone),
            "incidents/d.md": incident(locations="[x]", date="2023-10-20"),
        }
    )
    assert list(chronicle.incidents) == ["a", "b", "c", "d"]
    assert chronicle.order == ("a", "d")
    assert chronicle.places["x"].incidents == ("a", "d")
    assert chronicle.actors["g"].incidents == ()
    assert chronicle.types == {}
    assert chronicle.articles["r"].incidents == ()
    assert chronicle.publishers["afp"].incidents == ()
    assert (chronicle.incidents["a"].later, chronicle.incidents["a"].related) == ("d", ("d",))
    assert chronicle.incidents["a"].duplicates == ("c",)
    assert (chronicle.incidents["b"].earlier, chronicle.incidents["b"].related) == ("", ())


def test_a_place_that_a_withdrawn_incident_alone_names_needs_no_entry() -> None:
    """Its page shows none; that of another incident does."""
    _, problems = linked(
        {
            "incidents/a.md": incident(locations="[Nowhere]", status="withdrawn"),
            "incidents/b.md": incident(locations="[Elsewhere]"),
        }
    )
    assert problems == [
        (
            'incidents/b.md:5:13: warning: locations.0: there is no location "Elsewhere"; '
            "its page has no place on the map [location-missing]"
        )
    ]


def test_a_withdrawn_incident_is_no_part_and_no_backlink() -> None:
    """What has been withdrawn is named on no other page."""
    chronicle, _ = linked(
        {
            "incidents/a.md": incident("Whole"),
            "incidents/b.md": incident(status="withdrawn", part_of="a", follows="a", body="[[Whole]]"),
        }
    )
    own = chronicle.incidents["a"]
    assert (own.parts, own.followed_by, own.mentioned_by) == ((), (), ())


def test_a_hidden_draft_hides_nothing_else_of_its_name() -> None:
    """Only the link to the draft is dropped, not one to a place that happens to have the same slug."""
    chronicle, _ = linked(
        {
            "incidents/a.md": incident("Known", body="See [[incident:square]] in [[location:square]]."),
            "incidents/square.md": incident("Secret", status="draft"),
            "locations/square.md": location("Square"),
        }
    )
    assert chronicle.incidents["a"].text.targets == (None, Target("location", "square"))
