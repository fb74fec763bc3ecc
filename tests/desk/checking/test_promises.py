"""Which addresses are promises: those of entries, and no others."""

from __future__ import annotations

from chronicle.desk.checking.promises import promised
from chronicle.entries.kinds import Entry, Incident, Location, Note
from chronicle.text.dates import parse_when


def test_entries_promise_their_pages_and_aliases_but_drafts_promise_nothing() -> None:
    """A withdrawn entry has a page that says so; a draft has none yet."""
    day = parse_when("2024-05-01")
    entries: list[Entry] = [
        Incident(path="content/incidents/a/x.md", title="X", date=day, aliases=("incidents/old.html", "y.html")),
        Incident(path="content/incidents/z.md", title="Z", date=day, status="withdrawn"),
        Incident(path="content/incidents/d.md", title="D", date=day, status="draft", aliases=("incidents/e.html",)),
        Location(path="content/locations/town.md", name="Town"),
        Note(path="content/notes/about.md", title="About"),
    ]
    assert promised(entries) == {
        "incidents/x.html": "content/incidents/a/x.md",
        "incidents/old.html": "content/incidents/a/x.md",
        "y.html": "content/incidents/a/x.md",
        "incidents/z.html": "content/incidents/z.md",
        "locations/town.html": "content/locations/town.md",
        "about.html": "content/notes/about.md",
    }
