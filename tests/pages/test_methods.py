"""The page of methods: how much is known, and by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sites import build_site, entry, incident, location, make_site, page, words

from chronicle.pages import methods_page

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SURE = {
    "grade": "confirmed",
    "locations": "[base]",
    "casualties": "[{killed: 0, injured: 0}]",
    "sources": '[{publisher: AFP, archived: "https://a.example/1"}, {publisher: Reuters}]',
}
BASE = location("Base", coordinates="[33.79, 42.44]", precision="exact")


def part(folder: Path, begin: str, end: str) -> str:
    """What the page says between two headings."""
    return words(page(folder, "methods.html")).partition(f"{begin} ")[2].partition(f" {end}")[0]


def test_what_is_known_of_everything_has_no_limits(tmp_path: Path) -> None:
    """A record without gaps has no list of them; each count leads to its list."""
    make_site(tmp_path, {"locations/base.md": BASE, "incidents/a.md": incident(**SURE)})
    build_site(tmp_path)
    assert words(page(tmp_path, "methods.html")).startswith(
        "Methods What this record holds "
        "Incidents 1 Each is counted once, however many sources report it. "
        "From and to 19 October 2023 "
        "Days without an incident 0 of 1 "
        "Places 1 Places where an incident happened. "
        "Sources 2 Publishers that are cited. "
        "Grades: how sure an incident is Confirmed at least two independent origins agree, or those responsible "
        "admit it 1 incident · needs 2 independent origins, or an actor who claims responsibility Likely"
    )
    html = page(tmp_path, "methods.html")
    for address in ("incidents/index.html", "locations/index.html", "sources/index.html"):
        assert f'<a href="{address}">' in html


def test_what_is_not_known_is_counted_and_named(tmp_path: Path) -> None:
    """Each gap says how many incidents it concerns and which; what counts nowhere is said too."""
    make_site(
        tmp_path,
        {
            "locations/base.md": BASE,
            "articles/copy.md": entry(title="T", publisher="Paper", via="AFP"),
            "incidents/sure.md": incident("Sure", "2023-10-01", **SURE),
            "incidents/copied.md": incident(
                "Copied", "2023-10-20", **{**SURE, "sources": "[{publisher: AFP}, {article: copy}]"}
            ),
            "incidents/bare.md": incident("Bare", "2023", sources="", needs_review="[date]"),
            "incidents/gone.md": incident("Gone", status="withdrawn"),
            "incidents/twice.md": incident("Twice", duplicate_of="sure"),
        },
    )
    build_site(tmp_path)
    assert part(tmp_path, "What is not known, or not sure", "Grades: how sure") == (
        "One origin only 1 of 3 incidents One publisher reports it, or several print the copy of one agency. "
        "Which ones Copied 20 October 2023 "
        "No known origin 1 of 3 incidents The entry cites no source, or none whose publisher is known. "
        "Which ones Bare 2023 "
        "No archived copy 1 of 3 incidents If its sources vanish from the web, nothing shows what they said. "
        "Which ones Copied 20 October 2023 "
        "No grade 1 of 3 incidents Nobody has said how sure it is. Which ones Bare 2023 "
        "Day not known 1 of 3 incidents Only a month, a year or a long range is known; it stands on no day of the "
        "calendar. Which ones Bare 2023 "
        "Not on the map 1 of 3 incidents No place is known, or none that has a position or lies in one that has. "
        "Casualties not known 1 of 3 incidents No source says how many were killed or injured. That is not the same "
        "as none. Which ones Bare 2023 "
        "Not reviewed 1 of 3 incidents A program wrote some fields, and nobody has checked them all. "
        "Which ones Bare 2023 "
        "Withdrawn 1 They count in none of these numbers. Which ones Gone 19 October 2023 "
        "Duplicates 1 Entries that tell the same event as another one, which counts for both. "
        "Which ones Twice 19 October 2023"
    )
    assert '<a href="unplaced.html">1 of 3 incidents</a>' in page(tmp_path, "methods.html")
    assert part(tmp_path, "From and to", "Places") == (
        "2023 Days without an incident 18 of 20 The longest time without one: "
        "2–19 Oct 2023. That can mean that nothing happened, or that nobody told this record of it."
    )


def test_long_lists_are_cut_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a number stand the latest of its incidents."""
    monkeypatch.setattr(methods_page, "MOST_NAMED", 2)
    files = {f"incidents/a{day}.md": incident(f"I{day}", f"2023-10-0{day}", grade="likely") for day in range(1, 4)}
    build_site(make_site(tmp_path, files))
    assert "Which ones I3 3 October 2023 I2 2 October 2023 The latest 2 of them." in words(
        page(tmp_path, "methods.html")
    )


def test_an_empty_record_has_its_rules(tmp_path: Path) -> None:
    """Without incidents there are no gaps, and the rules stand."""
    build_site(make_site(tmp_path, {}))
    text = words(page(tmp_path, "methods.html"))
    assert "holds Incidents 0 Each is counted once, however many sources report it. Grades: how sure" in text
    assert "A mistake is mended in the open." in text


def test_a_grade_of_ones_own_shows_its_rule(tmp_path: Path) -> None:
    """The rule that `chronicle check` holds is said in words."""
    config = 'format = 1\ntitle = "Log"\nurl = "https://example.org"\n[grades.admitted]\nlabel = "Admitted"\n'
    build_site(make_site(tmp_path, {"chronicle.toml": config + 'needs = "admission"\n'}))
    assert "Admitted Admitted 0 incidents · needs an actor who claims responsibility" in words(
        page(tmp_path, "methods.html")
    )


def test_a_note_called_methods_begins_the_page(tmp_path: Path) -> None:
    """Its title and text are the editors' own words; it is in the menu, and the page leads to its file."""
    config = 'format = 1\ntitle = "Log"\nurl = "https://example.org"\n[repository]\nurl = "https://git.example/r"\n'
    note = entry("We read [[Shelling]] twice.", title="How we work")
    make_site(tmp_path, {"chronicle.toml": config, "notes/methods.md": note, "incidents/a.md": incident()})
    build_site(tmp_path)
    html = page(tmp_path, "methods.html")
    assert words(html).startswith("How we work We read Shelling twice. What this record holds Incidents 1")
    assert '<a href="methods.html" aria-current="page">How we work</a>' in html
    assert 'href="https://git.example/r/edit/main/content/notes/methods.md"' in html


def test_the_words_of_editors_link_to_pages_of_the_site(tmp_path: Path) -> None:
    """A note called methods may lead to the pages of the site's own, as every other text may to it."""
    files: dict[str, str | bytes] = {
        "notes/methods.md": entry("[Changes](changes.html#x), [2023](2023/index.html)", title="How"),
        "notes/about.md": entry("[How](methods.html)", title="About"),
        "incidents/a.md": incident(),
    }
    assert build_site(make_site(tmp_path, files)).problems == ()
    html = page(tmp_path, "methods.html")
    assert '<a href="changes.html#x">Changes</a>, <a href="2023/index.html">2023</a>' in html
    assert '<a href="methods.html">How</a>' in page(tmp_path, "about.html")


def test_a_record_begins_and_ends_as_exactly_as_it_is_known(tmp_path: Path) -> None:
    """What is known to a month is told by its month; an open end adds nothing."""
    dates = ("2022-05", "2022-06-01/..", "2023-02-28", "2023-01/2023-02")
    files = {f"incidents/a{number}.md": incident("A", f'"{date}"') for number, date in enumerate(dates)}
    build_site(make_site(tmp_path, files))
    assert "From and to May 2022 to 28 February 2023 Days" in words(page(tmp_path, "methods.html"))
