"""The first page: what is there is told, what has nothing to show is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sites import build_site, incident, make_site, page, words, write

if TYPE_CHECKING:
    from pathlib import Path

TOML = 'format = 1\ntitle = "Log"\ndescription = "What it is."\nurl = "https://example.org"\n'


def test_the_home_page_counts_what_is_listed(tmp_path: Path) -> None:
    """Totals, the latest incidents and the busiest places; drafts, withdrawn and duplicates count nowhere."""
    make_site(
        tmp_path,
        {
            "chronicle.toml": TOML,
            "incidents/a.md": incident("One", "2023-10-01", locations="[x, y]", casualties="[{killed: 1, injured: 2}]"),
            "incidents/b.md": incident("Two", "2023-10-02", locations="[y]", casualties="[{killed: 41+}]"),
            "incidents/c.md": incident("Three", "2023-10-03", status="draft", locations="[z]"),
            "incidents/d.md": incident("Four", "2023-10-03", status="withdrawn", casualties="[{killed: 9}]"),
            "incidents/e.md": incident("Five", "2023-10-03", duplicate_of="a"),
        },
    )
    build_site(tmp_path)
    text = words(page(tmp_path, "index.html"))
    assert text.startswith(
        "Log What it is. 2 incidents 2 places at least 42 killed at least 2 injured How this is counted "
        "Latest 2 October 2023"
    )
    assert text.endswith(
        "Places with most incidents y at least 42 killed, at least 2 injured 2 incidents "
        "x 1 killed, 2 injured 1 incident"
    )
    assert "Three" not in text
    assert "Four" not in text
    assert "Five" not in text


def test_an_empty_record_says_how_to_begin(tmp_path: Path) -> None:
    """Without incidents there is a way to them, and to drafts; and no total, calendar or list."""
    build_site(make_site(tmp_path, {}))
    assert words(page(tmp_path, "index.html")) == (
        "Log This record has no incidents yet. Put an article into the folder seeds and run chronicle import seeds, "
        "or write the first entry into content/incidents. Drafts come here when they are published; "
        "chronicle serve --drafts shows them before."
    )


def test_one_incident_without_place_shows_no_empty_part(tmp_path: Path) -> None:
    """No heading stands over nothing: no places, no corrections."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident(date="2023")}))
    html = page(tmp_path, "index.html")
    assert words(html) == (
        "Log 1 incident How this is counted Latest 2023, month not known Shelling All incidents by date Timeline"
    )


def test_no_place_has_most_incidents_when_each_has_one(tmp_path: Path) -> None:
    """A heading says nothing that is false: the list is there once a place has a second incident."""
    files: dict[str, str | bytes] = {
        "incidents/a.md": incident(locations="[x]"),
        "incidents/b.md": incident(locations="[y]"),
    }
    build_site(make_site(tmp_path, files))
    assert "Places with most" not in page(tmp_path, "index.html")
    build_site(make_site(tmp_path, {"incidents/c.md": incident(locations="[y]")}))
    assert words(page(tmp_path, "index.html")).endswith("Places with most incidents y 2 incidents x 1 incident")


def test_the_latest_corrections_stand_on_the_home_page(tmp_path: Path) -> None:
    """Three at most, the latest first, and what was only updated is not among them."""
    updates = ", ".join(f"{{date: 2023-11-0{day}, kind: correction, text: Mended {day}.}}" for day in range(1, 5))
    make_site(tmp_path, {"incidents/a.md": incident(updates=f"[{updates}, {{date: 2023-12-01, text: More.}}]")})
    build_site(tmp_path)
    text = words(page(tmp_path, "index.html"))
    assert text.endswith(
        "Corrections 4 November 2023 Shelling Mended 4. 3 November 2023 Shelling Mended 3. "
        "2 November 2023 Shelling Mended 2. All changes"
    )


def test_the_home_page_is_made_anew_only_for_what_it_shows(tmp_path: Path) -> None:
    """A new body of an incident leaves it; a correction does not."""
    make_site(tmp_path, {"incidents/a.md": incident(body="Text.")})
    build_site(tmp_path)
    write(tmp_path, {"incidents/a.md": incident(body="Other text.")})
    assert "index.html" not in dict(build_site(tmp_path).reasons)
    updates = "[{date: 2023-11-01, kind: correction, text: Mended.}]"
    write(tmp_path, {"incidents/a.md": incident(body="Other text.", updates=updates)})
    assert dict(build_site(tmp_path).reasons)["index.html"] == "changed: corrections"
