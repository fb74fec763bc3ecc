"""What is left of an entry that was withdrawn, is told twice, or asks to be left out of search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from sites import CONFIG, PICTURE, build_site, entry, failed, incident, linked, location, make_site, page, tree, words

from chronicle.pages.lists import LONGEST

if TYPE_CHECKING:
    from pathlib import Path

NOINDEX: Final = '<meta name="robots" content="noindex">'
HIDDEN: Final = "Xanthippe"
GONE: Final = incident(
    "Gate shelled",
    "2023-11-04",
    f"{HIDDEN} was there. ![{HIDDEN}](../media/inside.png) ![](../media/shared.png)",
    locations=f"[gate, {HIDDEN} House]",
    actors=f"[guard, {HIDDEN}]",
    types=f"[bombing, {HIDDEN}]",
    weapons=f"[{HIDDEN}]",
    tags=f"[{HIDDEN}]",
    casualties=f"[{{killed: 1, of: {HIDDEN}, source: {HIDDEN}, who: {HIDDEN}}}]",
    sources=f"[{{publisher: {HIDDEN}, title: {HIDDEN}, url: 'https://example.org/{HIDDEN}'}}]",
    media=f"[{{file: media/gate.png, alt: {HIDDEN}}}]",
    summary=f"{HIDDEN} was shelled.",
    status="withdrawn",
    added="2023-11-05",
    updates=(
        f"[{{date: 2023-11-08, kind: correction, text: Its source took it back.}}, "
        f"{{date: 2023-11-06, kind: correction, text: {HIDDEN} is misspelt.}}]"
    ),
    evidence=f"[{{field: date, quote: {HIDDEN} said so.}}]",
    aliases="[incidents/old-gate.html]",
)
FILES: Final[dict[str, str | bytes]] = {
    "chronicle.toml": CONFIG + '[repository]\nurl = "https://git.example/o/r"\n',
    "incidents/gone.md": GONE,
    "incidents/a.md": incident(
        "Fire", "2023-11-03", "[[gone]] ![](../media/shared.png)", follows="gone", part_of="twice"
    ),
    "incidents/twice.md": incident("Fire again", "2023-11-03", "Told twice.", duplicate_of="a", locations="[gate]"),
    "locations/gate.md": location("Gate", coordinates="[33, 44]"),
    "actors/guard.md": location("Guard"),
    "media/gate.png": PICTURE,
    "media/inside.png": PICTURE + b"2",
    "media/shared.png": PICTURE + b"3",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an entry that was withdrawn and one that is told twice."""
    folder = make_site(tmp_path_factory.mktemp("taken-out"), FILES)
    build_site(folder, full_text=True)
    return folder


def test_nothing_of_a_withdrawn_entry_can_be_read_but_its_title_and_why(site: Path) -> None:
    """Not on its page, in no list, feed, table, map, search index or head of a page, and not as a page of a name."""
    found = {name for name, data in tree(site / "site").items() if HIDDEN.encode() in data or HIDDEN.lower() in name}
    assert found == set()
    naming = {name for name, data in tree(site / "site").items() if b"Gate shelled" in data}
    assert naming == {
        "incidents/gone.html",
        "incidents/old-gate.html",
        "incidents/a.html",  # says that it followed from it, in a link of its own
        "changes.html",
        "changes.xml",
        "index.html",  # among the latest corrections
        "methods.html",
    }
    assert words(page(site, "incidents/gone.html")) == (
        "Gate shelled This entry has been withdrawn. It counts nowhere and stands in no list. "
        "When and why 8 November 2023 : Its source took it back. Changes"
    )


def test_pictures_that_only_withdrawn_entries_have_are_not_published(site: Path) -> None:
    """Those of their fields and of their texts; what another entry shows stays."""
    assert [name for name in tree(site / "site") if name.startswith("media/")] == ["media/shared.png"]


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [(False, ["shared", "unnamed"]), (True, ["gate", "inside", "shared", "unnamed"])],
)
def test_pictures_that_only_drafts_have_come_with_the_drafts(
    tmp_path: Path, drafts: object, expected: list[str]
) -> None:
    """Those of their fields and of their texts; what nobody names is published, as a file to link to."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident(body="![](../media/shared.png)"),
            "incidents/b.md": incident(
                "Later", body="![](../media/inside.png) ![](../media/shared.png)", media="[{file: media/gate.png}]",
                status="draft",
            ),
            **{f"media/{name}.png": PICTURE for name in ("gate", "inside", "shared", "unnamed")},
        },
    )  # fmt: skip
    build_site(tmp_path, drafts=bool(drafts))
    assert [name for name in tree(tmp_path / "site") if name.startswith("media/")] == [
        f"media/{name}.png" for name in expected
    ]


def test_no_way_leads_from_a_withdrawn_page_to_its_text(site: Path) -> None:
    """Its file in the repository still has it."""
    assert "git.example" in page(site, "incidents/a.html")
    assert "git.example" not in page(site, "incidents/gone.html")


def test_the_address_of_a_withdrawn_entry_is_still_its_own(tmp_path: Path) -> None:
    """Who claims it is told the file that has it."""
    aliases = "[incidents/a.html]"
    make_site(tmp_path, {"incidents/a.md": incident(status="withdrawn"), "incidents/b.md": incident(aliases=aliases)})
    claim = "its page incidents/a.html is also claimed by content/incidents/a.md"
    assert failed(tmp_path) == [f"incidents/b.md:5:11: error: aliases: {claim} [path-claimed-twice]"]


def test_a_withdrawn_entry_that_does_not_say_why_says_that_it_was(tmp_path: Path) -> None:
    """Without updates the page is shorter."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident("Gate", status="withdrawn")}))
    assert words(page(tmp_path, "incidents/a.html")) == (
        "Gate This entry has been withdrawn. It counts nowhere and stands in no list. Changes"
    )


def test_the_last_change_is_by_date_and_of_one_day_the_last_written(tmp_path: Path) -> None:
    """That is what the withdrawal says."""
    updates = "[{date: 2024-01-02, text: One.}, {date: 2024-01-02, text: Two.}, {date: 2024-01-01, text: Zero.}]"
    build_site(make_site(tmp_path, {"incidents/a.md": incident("Gate", status="withdrawn", updates=updates)}))
    assert "2 January 2024 : Two." in words(page(tmp_path, "incidents/a.html"))
    for other in ("One.", "Zero."):
        assert [name for name, data in tree(tmp_path / "site").items() if other.encode() in data] == []


def test_a_page_that_is_told_twice_says_so_first_and_leads_to_the_other(site: Path) -> None:
    """It keeps its text, and the other one names it."""
    html = page(site, "incidents/twice.html")
    assert words(html).startswith(
        "Gate Fire again This entry tells the same event as another one, which replaces it: Fire "
    )
    assert '<a href="../incidents/a.html">Fire</a></p>' in html
    assert "Told twice." in html
    assert "Also told in Fire again Changes" in words(page(site, "incidents/a.html"))


def test_typed_links_say_that_the_other_does_not_count(site: Path) -> None:
    """Withdrawn, or replaced by another entry."""
    text = words(page(site, "incidents/a.html"))
    assert "Part of Fire again (replaced by another entry) Follows Gate shelled (withdrawn)" in text


@pytest.mark.parametrize("name", ["gone", "twice", "old-gate"])
def test_what_does_not_count_is_in_no_list_of_machines(site: Path, name: str) -> None:
    """Search engines are asked to leave it out; sitemap, data, tables and feeds of entries do not have it."""
    assert NOINDEX in page(site, f"incidents/{name}.html")
    address = f"incidents/{name}.html"
    naming = {file for file, data in tree(site / "site").items() if address.encode() in data and file[-5:] != ".html"}
    assert naming <= {"changes.xml", *(file for file in naming if file.startswith("."))}
    assert NOINDEX not in page(site, "incidents/a.html")


# ---- noindex


ASKING: Final = {
    "incidents/a.md": incident("A", locations="[p]", noindex="true"),
    "locations/p.md": location("P", noindex="true"),
    "actors/q.md": location("Q", noindex="true"),
    "articles/r.md": entry("x", title="R", noindex="true"),
    "notes/n.md": entry("x", title="N", noindex="true"),
    "notes/methods.md": entry("x", title="How", noindex="true"),
    "incidents/b.md": incident("B", locations="[p]", noindex="false"),
}
ASKED: Final = {"incidents/a.html", "locations/p.html", "actors/q.html", "articles/r.html", "n.html", "methods.html"}


def test_an_entry_of_any_kind_can_ask_to_be_left_out_of_search_engines(tmp_path: Path) -> None:
    """Its page asks, and is not in the sitemap; readers find it as before."""
    build_site(make_site(tmp_path, ASKING))
    files = tree(tmp_path / "site")
    assert {name for name, data in files.items() if NOINDEX.encode() in data} == {*ASKED, "404.html"}
    assert [name for name in ASKED if f"/log/{name}<".encode() in files["sitemap.xml"]] == []
    assert b"/log/incidents/b.html<" in files["sitemap.xml"]
    assert b"incidents/a.html" in files["data/v1/incidents.json"]
    assert b"incidents/a.html" in files["index.html"]


def test_the_years_of_a_long_list_ask_with_their_place(tmp_path: Path) -> None:
    """They are pages of the place; a note that is called like a folder asks for itself alone."""
    many = {f"incidents/i{number}.md": incident(f"I {number}", "2021-01-01", locations="[p]", types="[bombing]")
            for number in range(LONGEST + 1)}  # fmt: skip
    files = {**ASKING, **many, "notes/types.md": entry("x", title="T", noindex="true")}
    build_site(make_site(tmp_path, files))
    assert NOINDEX in page(tmp_path, "locations/p/2021.html")
    assert NOINDEX not in page(tmp_path, "types/bombing.html")
    assert NOINDEX not in page(tmp_path, "types/bombing/2021.html")


def test_a_whole_site_can_ask(tmp_path: Path) -> None:
    """Every page does, there is no sitemap, and robots.txt lets all be read: who may not read cannot be asked."""
    config = CONFIG + "noindex = true\n"
    build_site(make_site(tmp_path, {"chronicle.toml": config, "incidents/a.md": incident(locations="[p]")}))
    files = tree(tmp_path / "site")
    assert [name for name in files if name.endswith(".html") and NOINDEX not in files[name].decode()] == []
    assert "sitemap.xml" not in files
    assert files["robots.txt"] == b"User-agent: *\nAllow: /\n"


def test_what_was_withdrawn_names_no_place_without_an_entry() -> None:
    """Nor an actor; those that have an entry are known."""
    chronicle, _ = linked(
        {"incidents/a.md": incident(status="withdrawn", locations="[p, Nowhere]", actors="[q, Nobody]"),
         "locations/p.md": location("P"), "actors/q.md": location("Q")}
    )  # fmt: skip
    assert (list(chronicle.places), list(chronicle.actors)) == (["p"], ["q"])
