"""Sources: what an incident cites, what an article reports, and how many origins there are."""

from __future__ import annotations

from sites import entry, incident, linked

from chronicle.text.dates import parse_when


def test_an_article_fills_what_the_source_leaves_out() -> None:
    """A source that names an article has its publisher, title, address and date; its own fields win."""
    chronicle, problems = linked(
        {
            "articles/r.md": entry(
                title="Bases hit",
                publisher="Reuters",
                published="2023-10-20",
                url="https://reuters.example/1",
                archived="https://archive.example/1",
            ),
            "incidents/a.md": incident(sources="[{article: r, title: Own title, accessed: 2023-10-21}]"),
        }
    )
    (citation,) = chronicle.incidents["a"].citations
    assert (citation.publisher, citation.publisher_slug, citation.article) == ("Reuters", "reuters", "r")
    assert (citation.title, citation.url) == ("Own title", "https://reuters.example/1")
    assert (citation.archived, citation.date) == ("https://archive.example/1", parse_when("2023-10-20"))
    assert citation.accessed == parse_when("2023-10-21")
    assert problems == []


def test_a_source_without_publisher_is_named_by_its_host() -> None:
    """An address alone is published by its host, without www."""
    chronicle, _ = linked({"incidents/a.md": incident(sources="[{url: 'https://www.paper.example/x'}]")})
    assert chronicle.incidents["a"].citations[0].publisher == "paper.example"
    assert list(chronicle.publishers) == ["paper-example"]


def test_what_an_article_reports_is_derived_from_the_sources() -> None:
    """An article knows the incidents that cite it, each once, oldest first."""
    chronicle, _ = linked(
        {
            "articles/r.md": entry(title="Three attacks", publisher="Reuters"),
            "articles/unused.md": entry(title="Nothing"),
            "incidents/b.md": incident(date="2023-10-02", sources="[{article: r}, {article: Three attacks}]"),
            "incidents/a.md": incident(date="2023-10-01", sources="[{article: r}]"),
        }
    )
    assert chronicle.articles["r"].incidents == ("a", "b")
    assert chronicle.articles["unused"].incidents == ()
    assert chronicle.publishers["reuters"].incidents == ("a", "b")
    assert chronicle.publishers["reuters"].articles == ("r",)


def test_an_article_nobody_cites_still_has_a_publisher() -> None:
    """A publisher is known by its articles alone."""
    chronicle, _ = linked({"articles/r.md": entry(title="T", publisher="AFP")})
    assert (chronicle.publishers["afp"].incidents, chronicle.publishers["afp"].articles) == ((), ("r",))


def test_copies_of_one_agency_are_one_origin() -> None:
    """Papers that carry one agency's copy do not confirm each other."""
    files = {
        "articles/one.md": entry(title="1", publisher="Paper one", via="AFP"),
        "articles/two.md": entry(title="2", publisher="Paper two", via="afp"),
        "incidents/a.md": incident(sources="[{article: one}, {article: two}]", grade="confirmed"),
    }
    _, problems = linked(files)
    assert problems == [
        'incidents/a.md:5:8: warning: grade: "confirmed" needs 2 independent origins, and it has 1 [grade-rule]'
    ]
    files["incidents/a.md"] = incident(sources="[{article: one}, {publisher: Reuters}]", grade="confirmed")
    assert linked(files)[1] == []
