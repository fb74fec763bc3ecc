"""An edit that is followed from the last build: what is made anew, and that it always equals a clean build."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import (
    CONFIG,
    PAGES_ONLY,
    build_site,
    cache_of,
    entry,
    file_of,
    incident,
    location,
    make_site,
    said,
    tree,
    write,
)

from chronicle.building import build as build_module
from chronicle.building.build import build
from chronicle.building.cache import Cache
from chronicle.building.inputs import Options
from chronicle.building.manifests import MANIFEST
from chronicle.exchange import sqlite_editing
from chronicle.exchange.layout import Layout
from chronicle.exchange.sqlite import Database
from chronicle.pages import changes_page, feeds, lists
from chronicle.pages.addresses import is_for_machines
from chronicle.pages.data import counting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chronicle.building.following import Footing
    from chronicle.building.task import Result
    from chronicle.exchange.facts import Facts

SITE: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq"),
    "locations/base.md": location("Base", parent="iraq", body="A base.", coordinates="[33.1, 44.2]"),
    "locations/town.md": location("Town", parent="iraq", coordinates="[33.2, 44.2]"),
    "actors/army.md": location("Army"),
    "articles/report.md": entry("Text.", title="Report", publisher="Daily", published="2023-10-02"),
    "notes/about.md": entry("See [[a]] and [[Town]].", title="About"),
    **{
        f"incidents/{slug}.md": incident(
            f"Event {slug}", f"2023-{month}-0{number}", f"Text of {slug}.", locations="[base]"
        )
        for number, (slug, month) in enumerate((("a", 10), ("b", 10), ("c", 11), ("d", 12)), 1)
    },
}


def clean(folder: Path) -> tuple[dict[str, bytes], Result]:
    """The site that a clean build of a copy makes, and what that came to."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("site", ".chronicle"))
        result = build(copy, Options())
        return tree(copy / "site") if result.is_done else {}, result


def is_followed(result: Result) -> bool:
    """Whether an edit was followed: then nothing was read for linking."""
    return result.proof is not None and result.proof.linked is not None and result.proof.material is None


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site without files for machines, built once."""
    make_site(tmp_path, {**SITE, "chronicle.toml": PAGES_ONLY})
    build_site(tmp_path)
    return tmp_path


# ---- what is followed


def test_of_an_edited_text_only_its_page_is_thought_of(site: Path) -> None:
    """The rest of the site is not even planned."""
    write(site, {"incidents/a.md": incident("Event a", "2023-10-01", "Another text, see [[b]].", locations="[base]")})
    build_site(site)  # b is mentioned by a now
    write(site, {"incidents/a.md": incident("Event a", "2023-10-01", "One more text, see [[b]].", locations="[base]")})
    result = build_site(site)
    assert result.proof
    assert result.proof.is_part
    assert [page.address for page in result.proof.pages] == ["incidents/a.html"]
    assert (result.reasons, result.written) == ((("incidents/a.html", "changed: prose"),), 1)
    assert tree(site / "site") == clean(site)[0]


def test_an_edit_that_says_the_same_makes_nothing(site: Path) -> None:
    """Such as a comment: the page of its entry is all that is thought of."""
    path = file_of(site, "incidents/a.md")
    path.write_text(path.read_text("utf-8").replace("---\n", "---\n# As the police says.\n", 1), "utf-8")
    result = build_site(site)
    assert result.proof
    assert [page.address for page in result.proof.pages] == ["incidents/a.html"]
    assert (result.rendered, result.written) == (0, 0)


def test_of_edited_words_only_what_shows_them_is_thought_of(site: Path) -> None:
    """Its page, its neighbours, what it is listed by, and what tells of the whole record; no other entry's page."""
    write(site, {"incidents/d.md": incident("Event d", "2023-12-04", "Text of d.", locations="[town]", summary="New.")})
    build_site(site)
    write(site, {"incidents/d.md": incident("Title", "2023-12-04", "Text of d.", locations="[town]", summary="Other.")})
    result = build_site(site)
    assert result.proof
    assert result.proof.is_part
    planned = {page.address for page in result.proof.pages}
    assert {"incidents/c.html", "incidents/d.html", "locations/town.html", "locations/iraq.html"} < planned
    assert not {"incidents/a.html", "incidents/b.html", "locations/base.html", "actors/army.html"} & planned
    assert {"locations/town.xml", "locations/iraq.xml"} < planned
    assert {"2023/12/index.html", "2023/12/04.html"} < planned
    assert not {"2023/10/01.html", "articles/report.html", "about.html", "sitemap.xml"} & planned
    assert {"index.html", "timeline.html", "methods.html", "changes.html", "feed.xml"} < planned
    assert tree(site / "site") == clean(site)[0]


def test_of_edited_words_only_incidents_are_read_that_may_show_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all others their outlines are enough; but the feeds tell more of the latest."""
    places = {f"locations/place-{number}.md": location(f"Place {number}") for number in range(1, 9)}
    events = {
        f"incidents/event-{number}.md": incident(f"Event {number}", f"2023-10-0{number}", locations=f"[place-{number}]")
        for number in range(1, 9)
    }
    site = make_site(tmp_path, {**places, **events, "chronicle.toml": PAGES_ONLY})
    monkeypatch.setattr(feeds, "FEED_LENGTH", 2)
    build_site(site)
    read: set[str] = set()
    get = Cache.get

    def noted(cache: Cache, table: str, key: str) -> object:
        read.add(key)
        return get(cache, table, key)

    monkeypatch.setattr(Cache, "get", noted)
    write(site, {"incidents/event-3.md": incident("Title", "2023-10-03", locations="[place-3]")})
    result = build_site(site)
    assert result.proof
    assert result.proof.is_part
    assert {key for key in read if "/event-" in key} == {f"incidents/event-{number}" for number in (2, 3, 4, 7, 8)}
    assert tree(site / "site") == clean(site)[0]


def test_of_an_added_entry_only_what_shows_or_counts_it_is_thought_of(site: Path) -> None:
    """Its page, its neighbours, its day with those around and those of other years, what lists it, and the sitemap."""
    write(site, {"incidents/y.md": incident("Y", "2021-11-20", types="[other]")})
    build_site(site)
    write(
        site, {"incidents/e.md": incident("New one", "2023-11-20", "See [[a]].", locations="[base]", types="[other]")}
    )
    result = build_site(site)
    assert result.proof
    assert result.proof.is_part
    planned = {page.address for page in result.proof.pages}
    assert {"incidents/a.html", "incidents/c.html", "incidents/d.html", "incidents/e.html"} < planned
    assert {"2023/11/20.html", "2023/11/03.html", "2023/12/04.html", "2021/11/20.html"} < planned
    assert {"locations/base.html", "locations/iraq.html", "types/other.html", "sitemap.xml", "map.svg"} < planned
    assert not {"incidents/y.html", "locations/town.html", "2023/10/01.html", "actors/army.html"} & planned
    wanted, known = clean(site)
    assert tree(site / "site") == wanted
    assert (result.pages, said(result.problems)) == (known.pages, said(known.problems))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("2023/11/20.html", incident("New", "2023-11-20", locations="[base]")),  # its day
        ("incidents/e.html", incident("New", "2023-10-01", locations="[base]")),  # itself
        ("incidents/old.html", incident("New", "2023-10-01", aliases="[incidents/old.html]")),
        ("incidents/old.html", incident("New", "2023-10-01", aliases="[incidents/b.html]")),  # of a page not thought of
        ("incidents/old.html", incident("New", "2023-10-01", aliases="[2023/12/04.html]")),
        ("incidents/old.html", incident("New", "2023-10-01", aliases="[incidents/OLD.html]")),
    ],
)
def test_an_added_entry_cannot_have_the_address_of_another_page(site: Path, first: str, then: str) -> None:
    """Whoever claimed it first is named, as by a clean build, and the site stays as it was."""
    write(site, {"incidents/a.md": incident("Event a", "2023-10-01", locations="[base]", aliases=f"[{first}]")})
    build_site(site)
    before = tree(site / "site")
    write(site, {"incidents/e.md": then})
    result = build(site, Options())
    known = clean(site)[1]
    assert not known.is_done
    assert (result.is_done, said(result.problems)) == (False, said(known.problems))
    assert tree(site / "site") == before


@pytest.mark.parametrize(
    "edit",
    [
        {"incidents/b.md": incident("New title", "2023-10-02", "Text of b.", locations="[base]")},
        {"incidents/b.md": incident("Event b", "2024-01-02", "Text of b.", locations="[town]", types="[raid]")},
        {"incidents/e.md": incident("New one", "2023-10-02", "See [[c]].", actors="[{actor: army, role: target}]")},
        {"locations/base.md": location("Base", parent="iraq", body="Other.", coordinates="[33.1, 44.2]")},
        {"locations/base.md": location("Base", parent="iraq", body="A base.", coordinates="[30.5, 40]", kind="base")},
        {"actors/army.md": location("Army", kind="state-force", aliases="[actors/old.html]")},
    ],
    ids=["title", "date, place and type", "new entry", "text of a place", "where a place lies", "what an actor is"],
)
def test_ordinary_edits_are_followed(site: Path, edit: dict[str, str | bytes]) -> None:
    """Nothing is read but what was edited, and the site is what a clean build makes."""
    write(site, edit)
    result = build_site(site)
    assert is_followed(result)
    assert result.entries == clean(site)[1].entries
    assert tree(site / "site") == clean(site)[0]
    assert build_site(site).rendered == 0


@pytest.mark.parametrize(
    "edit",
    [
        {"chronicle.toml": PAGES_ONLY.replace('"', '"Other ', 1)},
        {"chronicle.toml": f'{PAGES_ONLY}\n[menu]\nTown = "locations/town.html"\nNowhere = "nowhere.html"\n'},
        {"chronicle.toml": f'language = "ar"\n{PAGES_ONLY}', "incidents/b.md": incident("New title", "2023-10-02")},
        {"templates/lost.html": "<!doctype html>\n<title>Lost</title>\n", "templates/hone.html": "x"},
    ],
    ids=["title", "menu with a mistake", "language, and an entry", "template, and one too many"],
)
def test_what_only_changes_how_pages_look_needs_no_linking(site: Path, edit: dict[str, str | bytes]) -> None:
    """All pages are thought of, but what they tell is known; what is wrong with the edit is said."""
    write(site, edit)
    result = build(site, Options())
    assert is_followed(result)
    wanted, known = clean(site)
    assert said(result.problems) == said(known.problems)
    assert tree(site / "site") == wanted or not known.is_done


def test_a_page_that_goes_and_is_in_the_menu_is_an_error(site: Path) -> None:
    """As in a clean build; the site stays as it was."""
    write(site, {"chronicle.toml": f'{PAGES_ONLY}\n[menu]\nNovember = "2023/11/index.html"\n'})
    build_site(site)
    before = tree(site / "site")
    write(site, {"incidents/c.md": incident("Event c", "2023-12-03", "Text of c.", locations="[base]")})
    result = build(site, Options())
    assert [problem.code for problem in result.problems if problem.level == "error"] == ["menu-form"]
    assert said(result.problems) == said(clean(site)[1].problems)
    assert tree(site / "site") == before


@pytest.mark.parametrize(
    "edit",
    [
        {"chronicle.toml": f'{PAGES_ONLY}\n[types.raid]\nlabel = "Raid"\n'},
        {"chronicle.toml": f'{PAGES_ONLY}\n[grades.sure]\nlabel = "Sure"\ntext = "It is"\n'},
        {"media/harbour.txt": "A file."},
    ],
    ids=["type", "grade", "file"],
)
def test_what_linking_depends_on_is_linked_anew(site: Path, edit: dict[str, str | bytes]) -> None:
    """Words may mean something else then."""
    write(site, edit)
    assert not is_followed(build_site(site))
    assert tree(site / "site") == clean(site)[0]


def test_a_deleted_entry_is_followed(site: Path) -> None:
    """Its page goes, and so does its month; of others only what showed or counted it is thought of."""
    file_of(site, "incidents/c.md").unlink()
    result = build_site(site)
    assert (is_followed(result), result.removed) == (True, 3)
    assert tree(site / "site") == clean(site)[0]
    assert result.proof
    assert result.proof.is_part
    assert result.proof.gone == {"incidents/c.html", "2023/11/index.html", "2023/11/03.html"}
    assert not {"2023/10/01.html", "locations/town.html"} & {page.address for page in result.proof.pages}


@pytest.mark.parametrize(
    ("edit", "other"),
    [
        (
            {
                "articles/new.md": entry(
                    "In [[Town]], as [[b]] says.", title="New", publisher="Daily", published="2023-10-05"
                )
            },
            "articles/report.html",
        ),
        ({"articles/new.md": entry("Text.", title="New", publisher="Herald")}, "articles/report.html"),
        (
            {
                "articles/new.md": entry(title="New", publisher="Herald", aliases="[articles/earlier.html]"),
                "incidents/e.md": incident("Event e", "2023-10-05", locations="[base]", sources="[{article: new}]"),
            },
            "articles/report.html",
        ),
        (
            {
                "articles/new.md": entry("Text.", title="New"),
                "incidents/e.md": incident("Event e", "2023-10-05", status="draft", sources="[{article: new}]"),
            },
            "articles/report.html",
        ),
        (
            {"locations/camp.md": location("Camp", parent="iraq", body="Near [[Base]].", coordinates="[33.11, 44.21]")},
            "locations/town.html",
        ),
        (
            {
                "locations/camp.md": location("Camp", parent="north", coordinates="[33.11, 44.21]"),
                "locations/north.md": location("North", parent="iraq", aliases="[locations/province.html]"),
                "incidents/e.md": incident("Event e", "2023-10-05", "In [[Camp]].", locations="[Camp]"),
            },
            "incidents/d.html",
        ),
        (
            {
                "locations/camp.md": location("Camp", coordinates="[33.11, 44.21]"),
                "incidents/e.md": incident("Event e", "2023-10-05", status="draft", locations="[camp]"),
            },
            "locations/town.html",
        ),
        (
            {"actors/crew.md": location("Crew", parent="army", body="Of [[army]].", aliases="[actors/earlier.html]")},
            "locations/base.html",
        ),
    ],
    ids=[
        *("article of a known publisher", "article of a new one", "article that an incident cites"),
        *("article that a draft cites", "place", "place in another, with an incident", "place of a draft", "actor"),
    ],
)
def test_what_comes_is_followed(site: Path, edit: dict[str, str | bytes], other: str) -> None:
    """As an import writes it: its page, what it mentions, lies in and is near, and the lists of its like."""
    write(site, edit)
    result = build_site(site)
    assert result.proof
    assert result.proof.is_part
    assert other not in {page.address for page in result.proof.pages}
    assert tree(site / "site") == clean(site)[0]
    assert build_site(site).rendered == 0


@pytest.mark.parametrize("config", [PAGES_ONLY, CONFIG], ids=["pages", "all files"])
@pytest.mark.parametrize(
    "place",
    [
        {"locations/newtown.md": location("Newtown", parent="iraq", coordinates="[33.11, 44.21]")},
        {
            "locations/new.md": location("New", spellings="[Newtown]", parent="inner"),
            "locations/inner.md": location("I"),
        },
    ],
    ids=["of the same address", "of another"],
)
def test_a_place_that_was_known_by_name_is_followed(tmp_path: Path, config: str, place: dict[str, str | bytes]) -> None:
    """Who named it is linked with it: incidents, a draft, a text."""
    named = {
        "incidents/b.md": incident("Event b", "2023-10-02", "In [[Newtown]].", locations="[Newtown]"),
        "incidents/c.md": incident("Event c", "2023-11-03", "Text of c.", locations="[base, newtown]"),
        "incidents/e.md": incident("Event e", "2023-10-05", status="draft", locations="[Newtown]"),
        "notes/about.md": entry("See [[Newtown]].", title="About"),
    }
    site = make_site(tmp_path, {**SITE, **named, "chronicle.toml": config})
    build_site(site)
    write(site, place)
    result = build_site(site)
    wanted, known = clean(site)
    assert is_followed(result)
    assert tree(site / "site") == wanted
    assert said(result.problems) == said(known.problems)
    assert build_site(site).rendered == 0


def test_an_article_that_somebody_means_already_is_linked_anew(site: Path) -> None:
    """A text had a link that led nowhere."""
    write(site, {"notes/about.md": entry("See [[New]].", title="About")})
    build_site(site)
    write(site, {"articles/new.md": entry("Text.", title="New")})
    assert not is_followed(build_site(site))
    assert tree(site / "site") == clean(site)[0]


def test_what_has_come_to_a_place_leaves_the_list_of_what_is_on_no_map(site: Path) -> None:
    """It was alone on it, so the list goes."""
    write(site, {"incidents/b.md": incident("Event b", "2023-10-02", "Text of b.")})
    build_site(site)
    write(site, {"incidents/b.md": incident("Event b", "2023-10-02", "Text of b.", locations="[base]")})
    result = build_site(site)
    assert result.proof
    assert result.proof.is_part
    assert result.proof.gone == {"unplaced.html"}
    assert tree(site / "site") == clean(site)[0]


def test_of_another_date_only_what_shows_it_is_thought_of(site: Path) -> None:
    """The days before and after the edit, and those beside them."""
    write(site, {"incidents/b.md": incident("Event b", "2024-03-09", "Text of b.", locations="[base]")})
    result = build_site(site)
    assert result.proof
    assert result.proof.is_part
    planned = {page.address for page in result.proof.pages}
    assert {"2024/03/09.html", "2023/10/01.html", "2023/11/03.html", "2023/12/04.html", "sitemap.xml"} < planned
    assert result.proof.gone == {"2023/10/02.html"}
    assert not {"locations/town.html", "actors/army.html"} & planned
    assert tree(site / "site") == clean(site)[0]
    assert build_site(site).rendered == 0


def test_what_is_known_by_name_alone_comes_and_goes_with_its_incidents(site: Path) -> None:
    """A publisher, a type, a place and an actor that no other has; but not the first of all, which is in the menu."""
    named = {"sources": "[{publisher: Wire}]", "types": "[oddity]", "locations": "[Newtown]", "actors": "[Somebody]"}
    pages = {"sources/wire.html", "types/oddity.html", "locations/newtown.html", "actors/somebody.html"}
    plain = incident("Event b", "2023-10-02", "Text of b.", locations="[base]")
    first = incident("Event a", "2023-10-01", locations="[base]", types="[raid]")
    for edit, is_part in (
        ({"incidents/a.md": first}, False),
        ({"incidents/b.md": incident("Event b", "2023-10-02", "Text of b.", **named)}, True),
        ({"incidents/b.md": plain}, True),
        ({"incidents/a.md": incident("Event a", "2023-10-01", locations="[base]")}, False),
    ):
        write(site, edit)
        result = build_site(site)
        assert result.proof
        assert (is_followed(result), result.proof.is_part) == (True, is_part)
        assert not is_part or pages <= {page.address for page in result.proof.pages} | result.proof.gone
        assert tree(site / "site") == clean(site)[0]


def test_an_edited_draft_is_followed(site: Path) -> None:
    """While it is left out nothing is made; published it is one entry more, and when it is taken back one less."""
    for text in ("Some text.", "Other text, see [[b]]."):
        write(site, {"incidents/e.md": incident("E", "2023-12-05", text, status="draft", locations="[base]")})
        result = build_site(site)
        assert (is_followed(result), result.rendered, result.removed) == (True, 0, 0)
        assert result.entries == clean(site)[1].entries
    for status, removed in (("published", 0), ("draft", 2)):
        write(site, {"incidents/e.md": incident("E", "2023-12-05", "Text.", status=status, locations="[base]")})
        result = build_site(site)
        assert result.proof
        assert (result.proof.is_part, result.removed) == (True, removed)
        assert tree(site / "site") == clean(site)[0]


def test_another_site_than_that_of_the_last_build_is_not_taken_for_it(site: Path) -> None:
    """What was built into another folder in between is not believed to be here."""
    write(site, {"incidents/a.md": incident("Other title", "2023-10-01", "Text of a.", locations="[base]")})
    build_site(site, output="other")
    write(site, {"incidents/b.md": incident("Event b", "2023-10-02", "Other text.", locations="[base]")})
    build_site(site)
    assert tree(site / "site") == clean(site)[0]
    build_site(site, output="other")
    assert tree(site / "other") == tree(site / "site")


def test_an_error_in_between_is_no_matter(site: Path) -> None:
    """It is said at once, with all that is wrong elsewhere; mended, it is followed from the last good build."""
    write(site, {"incidents/c.md": incident("Event c", "2023-11-03", "Text of c.", colour="red")})
    build_site(site)
    write(site, {"incidents/b.md": incident("", "2023-10-02")})
    result = build(site, Options())
    assert {problem.code for problem in result.problems} == {"empty", "unknown-key"}
    assert (result.is_done, result.entries, result.problems) == (False, len(SITE) - 1, clean(site)[1].problems)
    assert result.proof
    assert result.proof.material is None  # nothing was read for linking
    write(site, {"incidents/b.md": incident("Mended", "2023-10-02", "Text of b.", locations="[base]")})
    assert is_followed(build_site(site))
    assert tree(site / "site") == clean(site)[0]


def test_a_mistake_is_told_beside_all_that_is_wrong_elsewhere(site: Path) -> None:
    """What was warned of before is told again, as a clean build does."""
    write(site, {"incidents/d.md": incident("Event d", "2023-12-04", locations="[Nowhere]")})
    build(site, Options())
    write(site, {"incidents/a.md": incident(date="2023-02-30")})
    problems = build(site, Options()).problems
    assert [problem.code for problem in problems] == ["date-impossible", "location-missing"]
    assert problems == clean(site)[1].problems


def test_a_full_text_index_is_made_of_all_texts(site: Path) -> None:
    """An edited text is found, and no other is lost."""
    build_site(site, full_text=True)
    write(site, {"incidents/a.md": incident("Event a", "2023-10-01", "Zebra.", locations="[base]")})
    result = build_site(site, full_text=True)
    assert is_followed(result)
    assert result.proof
    assert not result.proof.is_part
    assert len(result.proof.records) == len(SITE) - 1  # an actor has no text of its own


def test_a_build_that_ended_behind_its_last_manifest_is_not_believed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are whole, but what they were made from was not written down: the edit may be taken back."""
    before = file_of(site, "incidents/b.md").read_bytes()
    write(site, {"incidents/b.md": incident("Names somebody", "2023-10-02", "Text of b.", locations="[base]")})
    with monkeypatch.context() as patch:

        def ended(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(build_module, "_kept_now", ended)
        with pytest.raises(KeyboardInterrupt):
            build(site, Options())
    file_of(site, "incidents/b.md").write_bytes(before)
    build_site(site)
    assert tree(site / "site") == clean(site)[0]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (  # a link to a page that goes with another entry, which is no neighbour
            {
                "incidents/a.md": incident("A", "2023-10-01", "[x](../types/raid.html)"),
                "incidents/d.md": incident("D", "2023-12-04", types="[raid]"),
            },
            {"incidents/d.md": incident("D", "2023-12-04", types="[fire]")},
        ),
        (  # a type that is known by its words alone, in the card of another incident
            {
                "incidents/a.md": incident("A", "2023-10-01", types="[Zzz Bomb]"),
                "incidents/b.md": incident("B", "2023-10-02", types="[zzz bomb]", locations="[town]"),
                "incidents/c.md": incident("C", "2023-10-03", locations="[town]"),
            },
            {"incidents/a.md": incident("A", "2023-10-01")},
        ),
        (  # a link that leads nowhere is taken away
            {"incidents/b.md": incident("B", "2023-10-02", "[x](../nowhere.html)")},
            {"incidents/b.md": incident("B", "2023-10-02", "Text.")},
        ),
        (  # a text where there was none, which a file for machines would lose
            {"chronicle.toml": f'{CONFIG}[data]\nformats = ["csv"]\n', "incidents/b.md": incident("B", "2023-10-02")},
            {"incidents/b.md": incident("B", "2023-10-02", "Text.")},
        ),
        (  # the page at an earlier address says what has moved
            {"incidents/b.md": incident("B", "2023-10-02", aliases="[old.html]")},
            {"incidents/b.md": incident("Title", "2023-10-02", aliases="[old.html]")},
        ),
        (  # an agency that is nobody's publisher, on the pages of others
            {
                "incidents/a.md": incident("A", "2023-10-01", sources="[{publisher: Wire}]"),
                "incidents/b.md": incident("B", "2023-10-02", sources="[{publisher: Daily}]"),
            },
            {"incidents/b.md": incident("B", "2023-10-02", sources="[{publisher: Daily, via: Wire}]")},
        ),
        (  # a title in a text that counts nowhere
            {"incidents/d.md": incident("D", "2023-12-04", "See [[b]].", status="withdrawn")},
            {"incidents/b.md": incident("Title", "2023-10-02", locations="[base]")},
        ),
        (  # a text with a link to a page, on a page that shows the title
            {"notes/about.md": entry("See [[b]], [x](2023/10/04.html) and [y](2023/index.html).", title="About")},
            {"incidents/b.md": incident("Title", "2023-10-02", locations="[base]")},
        ),
        (  # the same on the page of methods, which tells of all
            {"notes/methods.md": entry("See [x](2023/10/04.html) and [y](2023/index.html).", title="Methods")},
            {"incidents/b.md": incident("Title", "2023-10-02", locations="[base]")},
        ),
        (  # an incident that search engines are asked to leave out
            {"incidents/b.md": incident("B", "2023-10-02")},
            {"incidents/b.md": incident("Title", "2023-10-02", noindex="true")},
        ),
        (  # the first incident at a place, which is near another one now
            {},
            {"incidents/e.md": incident("E", "2023-10-02", locations="[town]")},
        ),
        (  # a page that comes, to which a text led before
            {"notes/about.md": entry("See [x](/2024/index.html).", title="About")},
            {"incidents/e.md": incident("E", "2024-10-02", locations="[base]")},
        ),
        (  # an incident that is not to be found, and others in the sitemap
            {
                "incidents/b.md": incident("B", "2023-10-02", noindex="true", aliases="[incidents/old.html]"),
                "locations/iraq.md": location("Iraq", noindex="true"),
            },
            {"incidents/e.md": incident("E", "2024-10-02", locations="[base]", noindex="true")},
        ),
        (  # one that takes the place of another in time
            {},
            {
                "incidents/b.md": incident("Event b", "2023-10-02", locations="[base]", time='"10:00"'),
                "incidents/e.md": incident("E", "2023-10-02", locations="[base]"),
            },
        ),
        (  # a place that loses an incident while it gets another
            {"incidents/b.md": incident("B", "2023-10-02", locations="[town]", actors="[army]")},
            {
                "incidents/b.md": incident("B", "2023-10-02", locations="[base]", actors="[army, other]"),
                "incidents/e.md": incident("E", "2023-10-02", locations="[town]"),
            },
        ),
        (  # a page that goes, to which a text leads
            {"notes/about.md": entry("See [x](/2023/11/index.html).", title="About")},
            {"incidents/c.md": incident("Event c", "2023-12-03", "Text of c.", locations="[base]")},
        ),
        (  # a place in which another one lies that has no position of its own
            {"locations/base.md": location("Base", parent="town"), "locations/iraq.md": location("Iraq")},
            {"locations/town.md": location("Town", parent="iraq", coordinates="[30.5, 40]", precision="vicinity")},
        ),
        (  # two of one day that change places
            {"incidents/b.md": incident("Event b", "2023-10-01", locations="[base]", time='"10:00"')},
            {"incidents/b.md": incident("Event b", "2023-10-01", locations="[base]")},
        ),
        (  # and one about which they were asked before
            {"incidents/b.md": incident("B", "2023-10-02", noindex="true")},
            {"incidents/b.md": incident("Title", "2023-10-02", noindex="true")},
        ),
    ],
    ids=[
        *("link to a page", "words of a type", "link that leads nowhere", "first text", "earlier address", "agency"),
        *("text that counts nowhere", "note with a link to a page", "methods with a link to a page"),
        *(
            "asked not to index",
            "first at a place",
            "page that comes",
            "sitemap",
            "order",
            "another place",
            "page that goes",
            "place around",
            "order of a day",
            "not indexed",
        ),
    ],
)
def test_what_other_pages_show_of_an_edit_is_not_overlooked(
    site: Path, first: dict[str, str | bytes], then: dict[str, str | bytes]
) -> None:
    """Files and problems are those of a clean build."""
    write(site, first)
    build_site(site)
    write(site, then)
    result = build_site(site)
    wanted, known = clean(site)
    assert tree(site / "site") == wanted
    assert said(result.problems) == said(known.problems)


PLACED = {"locations/base.md": location("Base", coordinates="[33.1, 44.2]"), "locations/sea.md": location("Sea")}
UNPLACED = incident("A", "2023-10-01", locations="[sea]")
OWN_MOVED = '{% extends "theme/moved.html" %}{% block main %}{% include "extra.html" %}{% endblock %}'


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (  # the first incident on a map: the menu leads to maps, and their files come
            {**PLACED, "incidents/a.md": UNPLACED},
            {"incidents/a.md": incident("A", "2023-10-01", locations="[base]")},
        ),
        (  # the same by one that comes
            {**PLACED, "chronicle.toml": PAGES_ONLY, "incidents/a.md": UNPLACED},
            {"incidents/b.md": incident("B", "2023-10-02", locations="[base]")},
        ),
        (  # the last one that is on a map
            {**PLACED, "incidents/a.md": incident("A", "2023-10-01", locations="[base]")},
            {"incidents/a.md": UNPLACED},
        ),
        (  # the page of methods, whose note asks search engines to leave it out
            {"notes/methods.md": entry(title="M", noindex="true"), "incidents/a.md": UNPLACED},
            {"incidents/a.md": incident("Title", "2023-10-01", locations="[sea]")},
        ),
        (  # a template of the site that only a page which comes asks for
            {"templates/moved.html": OWN_MOVED, "templates/extra.html": "x", "incidents/a.md": UNPLACED},
            {"incidents/b.md": incident("B", "2023-10-02", aliases="[old.html]")},
        ),
    ],
    ids=["first on a map", "first on a map comes", "last on a map", "methods not indexed", "own template"],
)
def test_what_is_on_all_pages_of_an_edit_is_not_overlooked(
    tmp_path: Path, first: dict[str, str | bytes], then: dict[str, str | bytes]
) -> None:
    """Files and problems are those of a clean build, also when the edit is taken back."""
    files = {"chronicle.toml": CONFIG, "locations/sea.md": location("Sea"), **first}
    build_site(make_site(tmp_path, files))
    for edit in (then, {name: files[name] for name in then.keys() & files.keys()}):
        write(tmp_path, edit)
        for name in then.keys() - files.keys() - edit.keys():
            file_of(tmp_path, name).unlink()
        result = build_site(tmp_path)
        wanted, known = clean(tmp_path)
        assert tree(tmp_path / "site") == wanted
        assert said(result.problems) == said(known.problems)


@pytest.mark.parametrize("broken", ["{{ x", '{% include "gone.html" %}'])
def test_a_broken_template_that_no_page_needed_before_is_an_error(site: Path, broken: str) -> None:
    """The old site stays, also behind the next edit, until the template is mended."""
    write(site, {"templates/moved.html": broken})
    assert build_site(site).is_done
    before = tree(site / "site")
    write(site, {"incidents/e.md": incident("E", "2023-10-02", locations="[base]", aliases="[old.html]")})
    for title in ("", "Another title"):
        write(site, {"incidents/a.md": incident(title, "2023-10-01")} if title else {})
        result = build(site, Options())
        assert not result.is_done
        assert [problem.code for problem in result.problems if problem.level == "error"] == ["template"]
        assert tree(site / "site") == before
    (site / "templates/moved.html").unlink()
    assert build_site(site).is_done
    assert tree(site / "site") == clean(site)[0]


def test_files_for_machines_can_be_left_as_they_are(tmp_path: Path) -> None:
    """By who needs the pages at once; who builds after that has all files as they are to be."""
    site = make_site(tmp_path, {**SITE, "chronicle.toml": CONFIG})
    build_site(site)
    before = tree(site / "site")
    write(site, {"incidents/b.md": incident("New title", "2023-10-02", "New text, see [[c]].", locations="[base]")})
    result = build(site, Options(machines=False))
    after, wanted = tree(site / "site"), clean(site)[0]
    assert (result.is_done, is_followed(result)) == (True, True)
    assert after.keys() == wanted.keys()
    for address, content in after.items() - {(MANIFEST, after[MANIFEST])}:
        assert content == (before if is_for_machines(address) else wanted)[address]
    write(site, {"incidents/b.md": incident("New title", "2023-10-02", "Newer text, see [[c]].", locations="[base]")})
    result = build(site, Options(machines=False))
    assert [address for address, _ in result.reasons] == ["incidents/b.html"]
    assert not build(site, Options(machines=False)).rendered
    write(site, {"templates/data.html": '{% extends "theme/data.html" %}{% block main %}Other{% endblock %}'})
    assert ("data.html", "changed: code or template") in build(site, Options(machines=False)).reasons
    assert build_site(site).rendered
    assert tree(site / "site") == clean(site)[0]


def test_no_file_is_made_of_files_for_machines_that_were_left(tmp_path: Path) -> None:
    """One that is missing has what they would have now: the next build takes it for that."""
    site = make_site(tmp_path, {**SITE, "chronicle.toml": CONFIG})
    build_site(site)
    write(site, {"incidents/b.md": incident("New title", "2023-10-02", "Text of b.", locations="[base]")})
    for name in ("incidents.json", "incidents-excel.csv"):
        file_of(site, f"site/data/v1/{name}").unlink()
    build(site, Options(machines=False))
    build_site(site)
    assert tree(site / "site") == clean(site)[0]


def test_files_for_machines_that_were_left_are_made_though_nothing_changed_since(tmp_path: Path) -> None:
    """Nor are they taken for those of the last build when none of them holds texts."""
    site = make_site(tmp_path, {**SITE, "chronicle.toml": f'{CONFIG}[data]\nformats = ["csv"]\n'})
    build_site(site)
    write(site, {"incidents/b.md": incident("New title", "2023-10-02", "Text of b.", locations="[base]")})
    build(site, Options(machines=False))
    build_site(site)
    assert tree(site / "site") == clean(site)[0]


def test_what_another_version_of_the_program_remembers_is_no_site_with_files_for_machines(site: Path) -> None:
    """One that did not write down whether it made them: all is thought of."""
    cache = Cache(site / ".chronicle" / "cache.sqlite")
    cache.put("state", "inputs site", {"state": "another", "today": "None", "problems": [], "notice": ""})
    cache.save()
    cache.close()
    result = build_site(site)
    assert (result.is_done, result.rendered) == (True, 0)


def test_files_for_machines_that_are_not_there_are_made(tmp_path: Path) -> None:
    """Left as they are is only what there is."""
    site = make_site(tmp_path, {**SITE, "chronicle.toml": CONFIG})
    build(site, Options(machines=False))
    assert tree(site / "site") == clean(site)[0]
    file_of(site, "site/data/v1/incidents.csv").write_bytes(b"other")
    build(site, Options(machines=False))
    assert tree(site / "site") == clean(site)[0]


def test_of_an_edited_text_only_files_with_texts_are_made(tmp_path: Path) -> None:
    """And what says how large they are; the rest is not even planned."""
    site = make_site(tmp_path, {**SITE, "chronicle.toml": CONFIG})
    build_site(site)
    write(site, {"incidents/b.md": incident("Event b", "2023-10-02", "Newer text.", locations="[base]")})
    result = build_site(site)
    assert result.proof
    names = ("chronicle.db", "datapackage.json", "incidents.jsonl", "index.json")
    assert {page.address for page in result.proof.pages} == {
        "incidents/b.html",
        *(f"data/v1/{name}" for name in names),
    }
    assert tree(site / "site") == clean(site)[0]


def _noting(found: list[str]) -> Callable[[Facts, Sequence[counting.IsLost]], str]:
    """What counts an incident, and notes which."""

    def noted(facts: Facts, losses: Sequence[counting.IsLost]) -> str:
        found.append(facts.id)
        return counting.counted(facts, losses)

    return noted


@pytest.mark.parametrize(
    ("edit", "counted"),
    [
        ({"incidents/b.md": incident("Event b", "2023-10-02", "Newer text.", locations="[base]")}, "b"),
        ({"incidents/b.md": incident("New title", "2023-10-02", "Text of b.", locations="[base]")}, "b"),
        (
            {"incidents/a.md": incident("Event a", "2023-10-01", status="withdrawn")},
            "bcd",
        ),  # neighbours, and what follows it
        ({"locations/base.md": location("Base", parent="iraq", coordinates="[33.1, 44.3]")}, "abcd"),
        ({"locations/iraq.md": location("Iraq", kind="country")}, "abcd"),
        ({"actors/army.md": location("Army", kind="police")}, "abcd"),
    ],
    ids=["text", "title", "withdrawn", "position", "what all lie in", "actor"],
)
def test_only_what_an_edit_may_touch_is_counted_for_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: dict[str, str | bytes], counted: str
) -> None:
    """What stands for the others is known from the last build."""
    follower = incident("Event d", "2023-12-04", locations="[base]", actors="[army]", follows="a")
    site = make_site(tmp_path, {**SITE, "chronicle.toml": CONFIG, "incidents/d.md": follower})
    build_site(site)
    found: list[str] = []
    monkeypatch.setattr("chronicle.pages.data.files.counted", _noting(found))
    write(site, edit)
    build_site(site)
    assert sorted(found) == sorted(counted)
    assert tree(site / "site") == clean(site)[0]


@pytest.mark.parametrize(
    ("was", "now", "counted"),
    [("Log", "Another log", ""), ('formats = ["json"]', 'formats = ["json", "csv"]', "abcd")],
    ids=["title", "formats"],
)
def test_other_settings_are_counted_for_where_they_ask_for_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was: str, now: str, counted: str
) -> None:
    """What a format loses of an incident is counted with what stands for it."""
    found: list[str] = []
    monkeypatch.setattr("chronicle.pages.data.files.counted", _noting(found))
    config = f'{CONFIG}[data]\nformats = ["json"]\n'
    assert was in config
    site = make_site(tmp_path, {**SITE, "chronicle.toml": config})
    build_site(site)
    found.clear()
    (site / "chronicle.toml").write_text(config.replace(was, now), "utf-8")
    assert is_followed(build_site(site))
    assert sorted(found) == sorted(counted)
    assert tree(site / "site") == clean(site)[0]


def test_files_for_machines_are_made_from_those_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all records only those of edited incidents are made; a file that is not as it was left is written whole."""
    site = make_site(tmp_path, {**SITE, "chronicle.toml": CONFIG})
    build_site(site)
    monkeypatch.setattr(sqlite_editing, "_FEW", 9)
    written, whole = [], Layout.written

    def noted(layout: Layout[Facts], items: Iterable[Facts]) -> Iterator[bytes]:
        written.append(layout.head)
        return whole(layout, items)

    monkeypatch.setattr(Layout, "written", noted)
    monkeypatch.setattr(Database, "written", lambda *_: pytest.fail("the database is written whole"))
    write(site, {"incidents/b.md": incident("New title", "2023-10-02", "Newer text.", locations="[base]")})
    assert "data/v1/incidents.csv" in dict(build_site(site).reasons)
    write(site, {"incidents/e.md": incident("New", "2023-10-02", "Text.", locations="[base]")})
    build_site(site)
    assert all("location" in head or "parent_id" in head for head in written)  # places count what is there
    file_of(site, "site/data/v1/incidents.csv").write_bytes(b"other")
    write(site, {"incidents/b.md": incident("Newest title", "2023-10-02", "Newer text.", locations="[base]")})
    written.clear()
    build_site(site)
    assert [head.partition(",")[0] for head in written] == ["id"]
    monkeypatch.undo()
    assert tree(site / "site") == clean(site)[0]


# ---- what is kept


@pytest.mark.parametrize("key", ["incidents/a", "incidents/d", "whole/names", "whole/slugs", "places/base"])
@pytest.mark.parametrize("data", [b"\1[]", b"\1{", b""])
def test_a_damaged_row_drops_the_cache(site: Path, key: str, data: bytes) -> None:
    """Also one whose checksum is right: everything is made anew, with a line that says so."""
    from chronicle.building.cache import _checksum  # noqa: PLC0415 - damage that is not seen at once

    with sqlite3.connect(cache_of(site)) as connection:
        row = (data, _checksum(f"{key}", data), key)
        assert connection.execute("UPDATE linked SET data = ?, checksum = ? WHERE key = ?", row).rowcount == 1
    write(site, {"incidents/a.md": incident("Renamed", "2023-10-01", "Text of a.", locations="[base]")})
    result = build_site(site)
    assert tree(site / "site") == clean(site)[0]
    assert "the cache was dropped" in result.notice
    assert build_site(site).rendered == 0


def test_a_missing_row_is_no_matter(site: Path) -> None:
    """Everything is made anew."""
    with sqlite3.connect(cache_of(site)) as connection:
        connection.execute("DELETE FROM linked")
    write(site, {"incidents/a.md": incident("Renamed", "2023-10-01", "Text of a.", locations="[base]")})
    build_site(site)
    assert tree(site / "site") == clean(site)[0]


# ---- any edits


NO_DAYS = f"{PAGES_ONLY}[archive]\ndays = false\n"
SLUGS = ("a", "b", "c", "d", "e", "f")
incidents = st.builds(
    lambda title, date, body, **fields: incident(
        title, date, body, **{key: value for key, value in fields.items() if value}
    ),
    st.sampled_from(("Event a", "Event b", "Shelling", "Fire & <smoke>", "Town")),
    st.sampled_from(("2023-10-01", "2023-10-02", "2023-10", "2022", "2021-02-03/2021-02-09", "2024-02-29")),
    st.sampled_from(
        ("", "Text.", "In Base and [[town]].", "See [[a]] and [[Event b]].", "[[nothing]]", "[x](../2023/index.html)")
    ),
    locations=st.sampled_from(("", "[base]", "[town, base]", "[Nowhere]", "[iraq]")),
    types=st.sampled_from(("", "[raid]", "[raid, fire]")),
    actors=st.sampled_from(("", "[{actor: army, role: perpetrator}]", "[{actor: Some Group, role: target}, army]")),
    casualties=st.sampled_from(("", "[{killed: 3}]", "[{killed: 1-2, injured: 4+}]")),
    sources=st.sampled_from(("[{publisher: Daily}]", "[{publisher: Daily, via: Wire}, {article: report}]", "")),
    summary=st.sampled_from(("", "A summary.")),
    updates=st.sampled_from(("", "[{date: 2024-01-02, kind: correction, text: Less.}]")),
)
LINES = (  # each in the place of the line with its field, if there is one
    *("title: Other", "title: Town", "summary: Other words.", "grade: likely", "grade: confirmed", "tags: [other]"),
    *("casualties: [{killed: 9}]", "casualties: [{killed: 3, who: army}]", 'time: "10:00"', "weapons: [rifle]"),
    *(
        "noindex: true",
        "noindex: false",
        "aliases: [old.html]",
        "aliases: []",
        "status: withdrawn",
        "status: draft",
        "status: published",
    ),
    *("date: 2023-02-30", "date: 2023-10-02", "date: 2021-02-03", "colour: red", "title: Fire: a report"),
    *("follows: a", "part_of: b", "duplicate_of: b", "added: 2024-01-03", "updates: [{date: 2024-01-04, text: More.}]"),
    *(
        "actors: [{actor: army, role: claimed}]",
        "sources: [{publisher: Daily, via: Agency}]",
        "locations: [base, town]",
        "locations: [base, Nowhere]",
    ),
)
edits = st.one_of(
    st.tuples(st.sampled_from(SLUGS), incidents),
    st.tuples(st.sampled_from(SLUGS), st.sampled_from(LINES)),
    st.tuples(st.sampled_from(SLUGS), st.sampled_from(LINES)),
    st.tuples(st.sampled_from(SLUGS), st.none()),
    st.tuples(
        st.just("town"),
        st.sampled_from(
            (
                location("Town", parent="iraq", body="Text of it."),
                location("Stadt"),
                location("Town", parent="base", coordinates="[33.3, 44.2]", kind="city"),
            )
        ),
    ),
    st.tuples(st.just("army"), st.sampled_from((location("Army", kind="state-force"), location("Army")))),
    st.tuples(st.just("settings"), st.sampled_from((PAGES_ONLY, CONFIG, f'language = "de"\n{PAGES_ONLY}', NO_DAYS))),
)


def edit_in(folder: Path, slug: str, text: str | None) -> None:
    """Write an entry or a line of it, or delete it."""
    places = {"town": "locations/town.md", "army": "actors/army.md", "settings": "chronicle.toml"}
    path = file_of(folder, places.get(slug, f"incidents/{slug}.md"))
    if text is None:
        path.unlink(missing_ok=True)
    elif text in LINES:
        before = path.read_text("utf-8") if path.exists() else incident()
        rest = re.sub(rf"^{text.partition(':')[0]}:.*\n", "", before, flags=re.MULTILINE)
        path.write_text(rest.replace("---\n", f"---\n{text}\n", 1), "utf-8")
    else:
        path.write_text(text, "utf-8")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(
    st.lists(st.tuples(edits, st.booleans()), min_size=1, max_size=8), st.sampled_from((PAGES_ONLY, CONFIG, NO_DAYS))
)
def test_any_edits_come_to_what_a_clean_build_makes(
    steps: list[tuple[tuple[str, str | None], bool]], config: str
) -> None:
    """With what is kept in the cache or in the program; long lists are told in years."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "LONGEST", 2)
        patch.setattr(lists, "SHOWN", 1)
        patch.setattr(feeds, "FEED_LENGTH", 2)
        patch.setattr(changes_page, "MOST", 1)
        patch.setattr(sqlite_editing, "_FEW", 9)  # else so few incidents are written anew
        folder = make_site(Path(name) / "project", {**SITE, "chronicle.toml": config})
        footing: Footing | None = build(folder, Options()).footing
        for (slug, text), is_at_hand in steps:
            edit_in(folder, slug, text)
            result = build(folder, Options(), footing=footing if is_at_hand else None)
            footing = result.footing or footing
            wanted, known = clean(folder)
            assert json.dumps(said(result.problems)) == json.dumps(said(known.problems))
            assert tree(folder / "site") == wanted or not known.is_done
