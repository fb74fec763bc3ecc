"""The page of changes and its feed: what was added, updated and corrected, as the entries say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
from sites import CONFIG, PAGES_ONLY, build_site, incident, make_site, page, words, write

from chronicle.pages import changes_page

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CORRECTED = (
    '[{date: 2023-10-23, text: A name.}, {date: 2023-10-23, kind: correction, text: "Two were hurt, not three."}]'
)


def test_changes_stand_by_day_and_corrections_first(tmp_path: Path) -> None:
    """Of one day the correction comes before the update, and that before what was added."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident("Rockets", added="2023-10-21", updates=CORRECTED),
            "incidents/b.md": incident("Drones", "2023-10", added="2023-10-23"),
            "incidents/c.md": incident("Undated"),
        },
    )
    build_site(tmp_path)
    assert words(page(tmp_path, "changes.html")) == (
        "Changes What was added to this record, updated and corrected, as its entries say themselves. "
        "1 correction 1 update 2 entries added "
        "23 October 2023 Monday "
        "Correction Rockets 19 October 2023 Two were hurt, not three. "
        "Update Rockets 19 October 2023 A name. "
        "1 entry added Drones October 2023 "
        "21 October 2023 Saturday 1 entry added Rockets 19 October 2023"
    )


def test_a_record_without_changes_says_so(tmp_path: Path) -> None:
    """An entry that does not say when it was added gives no change."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident()}))
    assert words(page(tmp_path, "changes.html")).endswith(
        "No entry says when it was added, and none has been changed since."
    )


def test_what_was_withdrawn_or_taken_back_is_said(tmp_path: Path) -> None:
    """A withdrawn entry was not added, but its changes stay, and it is named with the last of them."""
    why = "[{date: 2023-10-22, kind: correction, text: It never happened.}]"
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident("Hoax", "2023-10-18", added="2023-10-20", status="withdrawn", updates=why),
            "incidents/b.md": incident("Report", "2023-10", grade="retracted"),
            "incidents/c.md": incident("Twice", duplicate_of="b", updates="[{date: 2023-10-21, text: Joined.}]"),
        },
    )
    build_site(tmp_path)
    text = words(page(tmp_path, "changes.html"))
    assert "1 correction 1 update 22 October 2023 Sunday Correction withdrawn Hoax 18 October 2023" in text
    assert "Update replaced by another entry Twice 19 October 2023 Joined." in text
    assert text.endswith(
        "Withdrawn and taken back A withdrawn entry counts nowhere. What its source has taken back keeps its place "
        "and its grade says so. Hoax 18 October 2023, withdrawn It never happened. "
        "Report October 2023, taken back by its source"
    )


def test_additions_in_hundreds_hide_no_correction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long record the latest are listed, and every correction; many earlier ones have a page a year."""
    monkeypatch.setattr(changes_page, "MOST", 2)
    monkeypatch.setattr(changes_page, "MOST_ADDED", 3)
    files: dict[str, str | bytes] = {
        f"incidents/i{number}.md": incident(f"New {number}", added="2024-01-01") for number in range(5)
    }
    for number, year in enumerate((2020, 2021, 2021, 2022, 2023), 1):
        update = f"[{{date: {year}-05-0{number}, kind: correction, text: Mended {number}.}}]"
        files[f"incidents/c{number}.md"] = incident(f"Old {number}", updates=update)
    make_site(tmp_path, files)
    build_site(tmp_path)
    text = words(page(tmp_path, "changes.html"))
    assert "3 entries added New 4 19 October 2023 New 3 19 October 2023 New 2 19 October 2023 5 May 2023" in text
    assert text.endswith("Older updates and additions are not listed here. Earlier corrections 2021 2 2020 1")
    text = words(page(tmp_path, "changes/2021.html"))
    assert text.startswith("Changes Corrections in 2021 3 May 2021 Monday Correction Old 3 19 October 2023 Mended 3.")
    assert text.endswith("Mended 2.")
    monkeypatch.setattr(changes_page, "MOST", 3)
    (tmp_path / "chronicle.toml").write_text(CONFIG + 'description = "New."\n')
    build_site(tmp_path)
    assert words(page(tmp_path, "changes.html")).endswith(
        "Earlier corrections 2 May 2021 Sunday Correction Old 2 19 October 2023 Mended 2. "
        "1 May 2020 Friday Correction Old 1 19 October 2023 Mended 1."
    )
    assert not (tmp_path / "site/changes").exists()


def test_the_feed_of_changes_says_what_was_changed(tmp_path: Path) -> None:
    """Each change is an entry with an id of its own, the words of the editor, and a link to the incident."""
    twice = "[{date: 2023-10-22, kind: correction, text: One.}, {date: 2023-10-22, kind: correction, text: Two.}]"
    make_site(tmp_path, {"incidents/a.md": incident("Rockets", added="2023-10-21", summary="At night.", updates=twice)})
    build_site(tmp_path)
    feed = feedparser.parse((tmp_path / "site/changes.xml").read_bytes())
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.link) == ("Log: Changes", "https://example.org/log/changes.html")
    top = "https://example.org/log/incidents/a.html"
    assert [(item.title, item.id, item.summary, item.updated) for item in feed.entries] == [
        ("Correction: Rockets", f"{top}#correction-2023-10-22-2", "Two.", "2023-10-22T00:00:00Z"),
        ("Correction: Rockets", f"{top}#correction-2023-10-22", "One.", "2023-10-22T00:00:00Z"),
        ("Added: Rockets", f"{top}#added", "At night.", "2023-10-21T00:00:00Z"),
    ]
    assert {item.link for item in feed.entries} == {top}


def test_a_change_renders_only_the_pages_that_tell_it(tmp_path: Path) -> None:
    """An update is told by its entry, the page of changes and the feeds; a new body by its entry alone."""
    files = {"incidents/a.md": incident(added="2023-10-20"), "incidents/b.md": incident("Quiet", "2023")}
    make_site(tmp_path, {**files, "chronicle.toml": PAGES_ONLY})
    build_site(tmp_path)
    write(tmp_path, {"incidents/b.md": incident("Quiet", "2023", body="Text.")})
    assert [address for address, _ in build_site(tmp_path).reasons] == ["incidents/b.html"]
    updates = "[{date: 2023-10-22, text: More.}]"
    write(tmp_path, {"incidents/b.md": incident("Quiet", "2023", body="Text.", updates=updates)})
    assert [address for address, _ in build_site(tmp_path).reasons] == [
        "changes.html",
        "changes.xml",
        "feed.json",
        "feed.xml",
        "incidents/b.html",
    ]
