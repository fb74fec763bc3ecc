"""Incremental builds: what is made anew, why, and that it always equals a clean build."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import (
    PAGES_ONLY,
    PICTURE,
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

from chronicle.building import stages
from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.building.manifests import MANIFEST
from chronicle.desk.checking.check import check
from chronicle.text import workers

if TYPE_CHECKING:
    from collections.abc import Callable

SITE: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq"),
    "locations/base.md": location("Base", parent="iraq", body="A base."),
    "incidents/a.md": incident("First", "2023-10-01", "In [[base]].", locations="[base]"),
    "incidents/b.md": incident("Second", "2023-10-02", "Text of b.", locations="[base]", aliases="[old.html]"),
    "incidents/c.md": incident("Third", "2023-11-03", "Text of c.", types="[bombing]"),
    "notes/about.md": entry("See [[Third]].", title="About"),
    "media/base.png": PICTURE,
}


def again(folder: Path) -> tuple[int, int]:
    """Build once more: the pages rendered and the bodies converted."""
    result = build_site(folder)
    return result.rendered, result.converted


def clean(folder: Path, options: Options | None = None) -> dict[str, bytes]:
    """The site that a clean build of a copy makes."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("site", ".chronicle"))
        result = build(copy, options or Options())
        assert result.is_done, said(result.problems)
        return tree(copy / "site")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, built once."""
    make_site(tmp_path, {**SITE, "chronicle.toml": PAGES_ONLY})
    build_site(tmp_path)
    return tmp_path


# ---- counts of work


def test_a_first_build_makes_everything(tmp_path: Path) -> None:
    """Every page is rendered, every body converted."""
    result = build_site(make_site(tmp_path, {**SITE, "chronicle.toml": PAGES_ONLY}))
    made = (".html", ".xml", "feed.json", "incidents.js", "places.js")
    pages = [name for name in tree(tmp_path / "site") if name.endswith(made)]
    assert (result.entries, result.converted) == (6, 5)
    assert result.rendered == len(pages)
    assert result.written == result.pages == len(tree(tmp_path / "site")) - 1


def test_nothing_changed_is_no_work(site: Path) -> None:
    """A second build renders, converts, writes and removes nothing; its problems are those of the first."""
    before = tree(site / "site")
    result = build_site(site)
    assert (result.rendered, result.converted, result.written, result.removed) == (0, 0, 0, 0)
    assert (result.entries, result.pages) == (6, len(before) - 1)
    assert tree(site / "site") == before


def test_nothing_changed_is_known_before_anything_is_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no input changed, no entry is parsed and no page planned."""

    def refused(*_args: object) -> None:
        raise AssertionError("the stages were entered")

    monkeypatch.setattr(stages, "understand", refused)
    assert build_site(site).rendered == 0
    write(site, {"locations/iraq.md": location("The country")})
    with pytest.raises(AssertionError, match="the stages were entered"):
        build_site(site)


def test_who_needs_the_pages_has_them_though_nothing_changed(site: Path) -> None:
    """They are thought through again, and none is made again."""
    assert build(site, Options()).proof is None
    result = build(site, Options(), thinks=True)
    assert (result.rendered, result.written, result.is_done) == (0, 0, True)
    assert result.proof
    assert "incidents/a.html" in {page.address for page in result.proof.pages}


def test_problems_are_remembered_when_nothing_changed(tmp_path: Path) -> None:
    """Warnings are said again by a build that does no work; --strict still makes them errors."""
    make_site(tmp_path, {"incidents/a.md": incident(sources="")})
    first = build_site(tmp_path)
    assert [problem.code for problem in first.problems] == ["source-missing"]
    second = build_site(tmp_path)
    assert (second.rendered, second.problems) == (0, first.problems)
    assert not build(tmp_path, Options(), strict=True).is_done


def test_one_edited_body_is_one_page_and_one_conversion(site: Path) -> None:
    """A body concerns its own page only."""
    write(site, {"incidents/c.md": incident("Third", "2023-11-03", "Other text.", types="[bombing]")})
    result = build_site(site)
    assert (result.rendered, result.converted, result.written) == (1, 1, 1)
    assert result.reasons == (("incidents/c.html", "changed: prose"),)


def test_an_edited_title_is_the_pages_that_show_it(site: Path) -> None:
    """A title is rendered where it stands, and converts nothing."""
    write(site, {"incidents/c.md": incident("Last", "2023-11-03", "Text of c.", types="[bombing]")})
    write(site, {"notes/about.md": entry("See [[c]].", title="About")})
    build_site(site)
    write(site, {"incidents/c.md": incident("New title", "2023-11-03", "Text of c.", types="[bombing]")})
    result = build_site(site)
    assert {address for address, _ in result.reasons} == {
        "2023/11/03.html",
        "2023/11/index.html",
        "2023/index.html",
        "assets/data/incidents.js",
        "about.html",  # its wiki link is written as a slug
        "feed.json",
        "feed.xml",
        "incidents/b.html",  # it leads to the later one
        "incidents/c.html",
        "index.html",
        "methods.html",  # it names incidents without grade
        "sources/reuters.html",
        "timeline.html",
        "types/bombing.html",
        "types/bombing.xml",
    }
    assert result.converted == 0
    assert {address for address, data in tree(site / "site").items() if b"New title" in data} == {
        *(address for address, _ in result.reasons),
    }


def test_an_edited_template_is_the_pages_that_use_it(site: Path) -> None:
    """An own template renders its pages and converts no Markdown, though none was asked for since."""
    write(site, {"incidents/c.md": incident("Third", "2023-11-03", "Other text.", types="[bombing]")})
    build_site(site)
    theme = Path(__file__).parents[2] / "templates"
    write(site, {"templates/incident.html": (theme / "incident.html").read_text("utf-8") + "<!-- own -->\n"})
    result = build_site(site)
    assert {address for address, _ in result.reasons} == {"incidents/a.html", "incidents/b.html", "incidents/c.html"}
    assert {why for _, why in result.reasons} == {"changed: code or template"}
    assert result.converted == 0
    write(site, {"templates/partials/calendar.html": (theme / "partials/calendar.html").read_bytes() + b"\n"})
    result = build_site(site)
    assert {address for address, _ in result.reasons} == {
        "2023/10/index.html",
        "2023/11/index.html",
        "2023/index.html",
        "incidents/index.html",
        "index.html",
    }


def test_no_markdown_is_read_for_an_edited_template(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The HTML of bodies is kept though a build in between did not need it."""
    write(site, {"incidents/c.md": incident("Third", "2023-11-03", "Other text.", types="[bombing]")})
    build_site(site)

    def refused(*_args: object, **_options: object) -> None:
        raise AssertionError("Markdown was read")

    monkeypatch.setattr(workers, "_Worker", refused)
    theme = Path(__file__).parents[2] / "templates"
    write(site, {"templates/base.html": (theme / "base.html").read_bytes() + b"<!-- own -->"})
    assert build_site(site).rendered > 20


def test_the_title_of_the_site_is_on_every_page(site: Path) -> None:
    """The settings' title renders all pages that show the site; nothing is converted, no table made anew."""
    write(site, {"chronicle.toml": PAGES_ONLY.replace("Log", "Chronicle")})
    result = build_site(site)
    pages = {name for name in tree(site / "site") if name.endswith((".html", ".xml", "feed.json"))}
    assert ({address for address, _ in result.reasons}, result.converted) == (pages, 0)


def test_a_changed_asset_and_medium_are_copied_without_rendering(site: Path) -> None:
    """A style sheet or a file of media concerns no page as long as its size in pixels stays."""
    write(site, {"templates/assets/style.css": "body {}", "media/base.png": PICTURE + b"\0"})
    result = build_site(site)
    assert (result.rendered, result.written) == (0, 2)
    assert (site / "site/assets/style.css").read_text() == "body {}"
    assert (site / "site/media/base.png").read_bytes() == PICTURE + b"\0"


def test_a_new_entry_says_why_pages_are_rendered(site: Path) -> None:
    """--explain names what of a page changed."""
    write(site, {"locations/town.md": location("Town", parent="iraq")})
    assert dict(build_site(site).reasons) == {
        "assets/data/places.js": "changed: table",
        "locations/iraq.html": "changed: children",
        "locations/index.html": "changed: nodes",
        "locations/town.html": "new page",
        "sitemap.xml": "changed: addresses",
    }


def test_a_deleted_entry_takes_its_files_and_folders_away(site: Path) -> None:
    """Pages nobody needs any more are removed, with folders that are empty then."""
    file_of(site, "incidents/c.md").unlink()
    write(site, {"notes/about.md": entry("Text.", title="About")})
    result = build_site(site)
    assert result.removed == 5
    assert not (site / "site/2023/11").exists()
    assert not (site / "site/types/bombing.html").exists()
    assert tree(site / "site") == clean(site)


def test_drafts_are_another_site(site: Path) -> None:
    """Building with and without drafts gives what a clean build gives, each time."""
    write(site, {"incidents/d.md": incident("Draft", status="draft")})
    build_site(site, drafts=True)
    assert tree(site / "site") == clean(site, Options(drafts=True))
    build_site(site)
    assert tree(site / "site") == clean(site)


def test_two_outputs_of_one_project_are_kept_apart(site: Path) -> None:
    """Another output folder is built whole, and leaves the first up to date."""
    assert build_site(site, output="other").rendered > 20
    assert tree(site / "other") == tree(site / "site")
    assert build_site(site).rendered == 0
    assert build_site(site, output="other").rendered == 0


def test_the_day_of_the_build_reaches_no_page(site: Path) -> None:
    """A build on another day renders and writes nothing."""
    result = build_site(site, today=dt.date(2030, 1, 1))
    assert (result.rendered, result.written) == (0, 0)


def test_check_finds_what_build_finds_and_writes_nothing(site: Path) -> None:
    """A check has the problems of a build; the site stays as it is; its conversions serve the build."""
    write(site, {"incidents/d.md": incident("New", "2023-12-01", "New text.", sources="")})
    before = tree(site / "site")
    checked = check(site, Options(), now=dt.date(2024, 5, 1))
    assert (checked.is_done, [item.code for item in checked.problems]) == (True, ["source-missing"])
    assert tree(site / "site") == before
    built = build_site(site)
    assert (built.converted, built.problems) == (0, checked.problems)


# ---- damage


@pytest.mark.parametrize(
    "spoiling",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1] + b"!"),
        lambda path: path.write_bytes(path.read_bytes() + b"more"),
    ],
)
def test_a_damaged_output_file_is_restored(site: Path, spoiling: Callable[[Path], object]) -> None:
    """A page that was deleted, emptied or changed is written again, and nothing else."""
    before = tree(site / "site")
    spoiling(site / "site/incidents/a.html")
    result = build_site(site)
    assert result.reasons == (("incidents/a.html", "its file is missing or was changed"),)
    assert result.written == 1
    assert tree(site / "site") == before


@pytest.mark.parametrize("name", ["media/base.png", "assets/style.css", "robots.txt"])
def test_a_damaged_copy_is_restored(site: Path, name: str) -> None:
    """Files without template are restored too."""
    before = tree(site / "site")
    (site / "site" / name).write_bytes(b"?")
    result = build_site(site)
    assert (result.rendered, result.written) == (0, 1)
    assert tree(site / "site") == before


def test_a_touched_output_file_is_left_alone(site: Path) -> None:
    """A file whose time changed and whose bytes did not is not written again."""
    path = site / "site/incidents/a.html"
    os.utime(path, (1, 1))
    result = build_site(site)
    assert (result.rendered, result.written) == (0, 0)
    assert path.stat().st_mtime == 1


def test_without_cache_nothing_is_lost(site: Path) -> None:
    """Deleting .chronicle costs the conversions and the rendering; pages that are still right are not even written."""
    before = tree(site / "site")
    shutil.rmtree(site / ".chronicle")
    result = build_site(site)
    assert (result.converted, result.written) == (5, 0)
    assert result.rendered
    assert tree(site / "site") == before


def test_without_manifest_the_site_is_made_again(site: Path) -> None:
    """With the manifest gone the cache knows whose the files are; the manifest comes back as it was."""
    before = tree(site / "site")
    (site / "site" / MANIFEST).unlink()
    build_site(site)
    assert tree(site / "site") == before


def test_a_lost_manifest_comes_back_however_old_the_files_are(site: Path) -> None:
    """Time stamps that are beyond doubt do not hide that the manifest is gone."""
    before = tree(site / "site")
    for path in (site / "site").rglob("*"):
        os.utime(path, (1, 1))
    build_site(site, today=dt.date(2030, 1, 1))
    (site / "site" / MANIFEST).unlink()
    build_site(site, today=dt.date(2030, 1, 1))
    assert tree(site / "site") == before


def test_without_manifest_and_cache_the_folder_is_refused(site: Path) -> None:
    """Files that nothing knows of are not touched."""
    before = tree(site / "site")
    (site / "site" / MANIFEST).unlink()
    shutil.rmtree(site / ".chronicle")
    del before[MANIFEST]
    result = build(site, Options())
    assert [problem.message for problem in result.problems] == [
        (
            f"site holds {len(before)} files that Chronicle did not write, such as 'site/.nojekyll'; "
            "move them away, or choose another --output"
        )
    ]
    assert tree(site / "site") == before


def test_an_odd_cache_is_dropped_with_one_line(site: Path) -> None:
    """Whatever lies in the cache's place, the site is the same and one line says what happened."""
    before = tree(site / "site")
    cache = cache_of(site)
    cache.write_bytes(b"garbage" * 1000)
    result = build_site(site)
    assert result.notice == "the cache was dropped (file is not a database); everything is made anew"
    assert result.converted == 5
    assert tree(site / "site") == before
    with sqlite3.connect(cache) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert build_site(site).notice == "the cache was dropped (it is from another version); everything is made anew"
    cache.unlink()
    cache.mkdir()
    result = build_site(site)
    assert result.notice == "the cache was dropped (unable to open database file); everything is made anew"
    assert cache.is_dir()
    assert tree(site / "site") == before


def test_flipped_bits_in_the_cache_are_noticed(site: Path) -> None:
    """A row that is not what was put there is never believed."""
    before = tree(site / "site")
    connection = sqlite3.connect(cache_of(site))
    with connection:
        connection.execute("UPDATE pieces SET data = CAST(replace(CAST(data AS TEXT), 'Text', 'Lies') AS BLOB)")
    connection.close()
    theme = Path(__file__).parents[2] / "templates"
    write(site, {"templates/base.html": (theme / "base.html").read_bytes()})
    write(site, {"incidents/a.md": incident("Zero", "2023-10-01", "In [[base]].", locations="[base]")})
    result = build_site(site)
    assert result.notice == "the cache was dropped (a row is damaged); everything is made anew"
    assert tree(site / "site") == clean(site)
    assert {name for name, data in before.items() if b"Lies" in data} == set()


def test_errors_leave_the_old_site_whole(site: Path) -> None:
    """With an error, whatever else was changed, no file of the site is touched."""
    before = tree(site / "site")
    write(site, {"incidents/c.md": incident("New", "2023-02-30"), "incidents/a.md": incident("Also new")})
    result = build(site, Options())
    assert not result.is_done
    assert tree(site / "site") == before
    write(site, {"incidents/c.md": incident("New", "2023-02-28", follows="nothing")})
    assert not build(site, Options()).is_done
    assert tree(site / "site") == before


# ---- any list of edits

ROUNDS = int(os.environ.get("ROUNDS", "12"))
NAMES = ("a", "b", "c", "d")
TEXTS = ("", "Plain.", "See [[a]] and [[Base]].", '"Quoted" <b>x</b>', "![p](../media/base.png)")
DATES = ("2023-10-01", "2023-10-02", "2023-10", "2022", "2023-12-30/2024-01-02", "2023-10-01/..", "2023-02-30")
PLACES = ("[]", "[base]", "[Iraq]", "[Base, Elsewhere]", "[Elsewhere]")
STATUSES = ("published", "draft", "withdrawn")

edits = st.one_of(
    st.tuples(
        st.just("incident"),
        st.sampled_from(NAMES),
        st.sampled_from(("First", "Second", "Base")),
        st.sampled_from(DATES),
        st.sampled_from(TEXTS),
        st.sampled_from(PLACES),
        st.sampled_from(("", *STATUSES)),
        st.sampled_from(("", "[old.html]", "[incidents/a.html]", "[incidents/gone.html]")),
        st.sampled_from(("", "a", "b", "gone")),
        st.sampled_from(("", "[{date: 2023-11-01, kind: correction, text: Less}]")),
    ),
    st.tuples(
        st.just("location"),
        st.sampled_from(("base", "iraq", "town")),
        st.sampled_from(("Base", "Iraq", "Town")),
        st.sampled_from(("", "[33.8, 42.4]", "[-90, 180]")),
        st.sampled_from(("", "country")),
    ),
    st.tuples(st.just("delete"), st.sampled_from([*(f"incidents/{name}.md" for name in NAMES), "locations/base.md"])),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("template"), st.sampled_from(("", "<!-- 1 -->", "<!-- 2 -->", "{% broken %}"))),
    st.tuples(
        st.just("config"),
        st.sampled_from(("Log", "Other")),
        st.sampled_from(("", "https://example.org/x/")),
        st.sampled_from(("", "[data]\nformats = []\n", '[data]\nformats = ["sqlite", "geojson"]\n')),
        st.sampled_from(("", 'language = "ar"\n')),
        st.sampled_from(("", "[search]\nfull_text = false\n")),
    ),
    st.tuples(
        st.just("medium"), st.sampled_from(("media/base.png", "media/x.txt")), st.sampled_from((b"", PICTURE, b"T"))
    ),
    st.tuples(st.just("touch"), st.integers(0, 99)),
    st.tuples(st.just("overwrite"), st.integers(0, 99)),
    st.tuples(st.just("lose"), st.integers(0, 99)),
    st.tuples(st.just("drafts")),
    st.tuples(st.just("no cache")),
    st.tuples(st.just("no manifest")),
    st.tuples(st.just("temporary")),
)


def apply(folder: Path, edit: tuple[object, ...]) -> None:
    """Make one edit in a project, or at its output."""
    what, *values = edit
    texts = [value if isinstance(value, str) else "" for value in values]
    if what == "incident":
        name, title, date, body, places, status, aliases, part, updates = texts
        fields = {"locations": places, "status": status, "aliases": aliases, "part_of": part, "updates": updates}
        write(folder, {f"incidents/{name}.md": incident(title, date, body, **fields)})
    elif what == "location":
        slug, name, coordinates, kind = texts
        fields = {"parent": "iraq" if slug != "iraq" else "", "coordinates": coordinates, "kind": kind}
        write(
            folder, {f"locations/{slug}.md": location(name, **{key: value for key, value in fields.items() if value})}
        )
    elif what == "template":
        write(folder, {"templates/base.html": "{% extends 'theme/base.html' %}" + texts[0]})
    elif what == "config":
        title, url, formats, language, search = texts
        write(folder, {"chronicle.toml": f'format = 1\ntitle = "{title}"\nurl = "{url}"\n{language}{formats}{search}'})
    elif what == "medium":
        write(folder, {texts[0]: values[1] if isinstance(values[1], bytes) else b""})
    else:
        damage(folder, str(what), texts, values[0] if values else 0)


def damage(folder: Path, what: str, texts: list[str], number: object) -> None:
    """Take something away, or spoil what a build has made."""
    if what == "delete":
        file_of(folder, texts[0]).unlink(missing_ok=True)
    elif what == "rename" and file_of(folder, f"incidents/{texts[0]}.md").exists():
        file_of(folder, f"incidents/{texts[0]}.md").replace(file_of(folder, f"incidents/{texts[1]}.md"))
    elif what == "no cache":
        shutil.rmtree(folder / ".chronicle", ignore_errors=True)
    elif what == "no manifest" and any(folder.glob(".chronicle/cache*.sqlite")):
        (folder / "site" / MANIFEST).unlink(missing_ok=True)
    elif what == "temporary":
        write(folder, {"site/.index.html.chronicle-tmp": "half"})
    elif isinstance(number, int):
        spoil(folder / "site", what, number)


def spoil(site: Path, what: str, number: int) -> None:
    """Touch, overwrite or delete one of the files of the site."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name != MANIFEST)
    if not files:
        return
    path = files[number % len(files)]
    if what == "touch":
        os.utime(path, (1, 1))
    elif what == "overwrite":
        path.write_bytes(b"something else")
    elif what == "lose":
        path.unlink()


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(edits, min_size=1, max_size=8))
def test_an_incremental_build_equals_a_clean_one_after_any_edits(steps: list[tuple[object, ...]]) -> None:
    """After each edit the site is what a clean build makes, byte for byte; with an error it is what it was."""
    edited(steps, Options())


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(edits, min_size=1, max_size=4))
def test_the_full_text_of_an_incremental_build_is_that_of_a_clean_one(steps: list[tuple[object, ...]]) -> None:
    """The same with an index: what Pagefind makes belongs to the pages beside it."""
    edited(steps, Options(full_text=True))


def edited(steps: list[tuple[object, ...]], options: Options) -> None:
    """Make the edits one by one, and build after each."""
    with tempfile.TemporaryDirectory() as name:
        folder = make_site(Path(name) / "project", SITE)
        build(folder, options)
        for step in steps:
            apply(folder, step)
            if step[0] == "drafts":
                options = dataclasses.replace(options, drafts=not options.drafts)
            before = tree(folder / "site")
            result = build(folder, options)
            if result.is_done:
                assert tree(folder / "site") == clean(folder, options)
            else:
                before.pop(".index.html.chronicle-tmp", None)
                assert tree(folder / "site") == before
