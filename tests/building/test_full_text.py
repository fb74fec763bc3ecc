"""The full-text index: when it is made, when it is left alone, and that a site without it is whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sites import CONFIG, build_site, entry, incident, location, make_site, page, said, tree, write

from chronicle.building import full_text, inputs, pagefind, printing
from chronicle.building.build import build
from chronicle.building.cache import Cache
from chronicle.building.full_text import MISSING, PLACE
from chronicle.building.inputs import Options
from chronicle.building.output import TEMPORARY
from chronicle.building.pagefind import BROKEN, PagefindError, parts_of, record_of
from chronicle.building.rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from chronicle.building.output import Output
    from chronicle.building.rendering import Made
    from chronicle.building.stages import Proof
    from chronicle.building.staging import Staging

    Records = Iterable[tuple[str, bytes]]
    Running = AbstractContextManager[Callable[[], dict[str, bytes]]]

SITE: dict[str, str | bytes] = {
    "locations/iraq.md": location("Iraq"),
    "locations/base.md": location("Base", parent="iraq", spellings="[Ayn al-Asad]", body="A base in the west."),
    "actors/guard.md": location("Guard", body="A force."),
    "articles/r.md": entry("Text of the article.", title="Wire", publisher="AFP", published="2023-10-20"),
    "incidents/a.md": incident("First", "2023-10-01", "Rockets fell.", locations="[base]", actors="[guard]"),
    "incidents/b.md": incident("Second", "2023-10-02", "A drone.", locations="[base]"),
    "incidents/c.md": incident("Gone", "2023-10-03", "Not so.", status="withdrawn"),
    "notes/about.md": entry("See [[Second]].", title="About"),
}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where Pagefind was run, one item a run."""
    found: list[Path] = []

    def noted(folder: Path, records: Records, language: str) -> Running:
        found.append(folder)
        return pagefind.running(folder, records, language)

    monkeypatch.setattr(full_text, "running", noted)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with an index, built once."""
    build_site(make_site(tmp_path / "site", SITE), full_text=True)
    return tmp_path / "site"


def index_of(project: Path) -> dict[str, bytes]:
    """The files of the index that are published."""
    return {name: data for name, data in tree(project / "site").items() if name.startswith("pagefind/")}


def indexed(project: Path) -> Iterator[str]:
    """The addresses of the pages that the index knows."""
    for name, data in index_of(project).items():
        if name.startswith("pagefind/fragment/"):
            yield record_of(data)


def test_what_is_read_is_indexed(site: Path) -> None:
    """Incidents in lists, locations, articles and notes; not actors, lists, nor what was withdrawn."""
    assert sorted(indexed(site)) == [
        "about.html",
        "articles/r.html",
        "incidents/a.html",
        "incidents/b.html",
        "locations/base.html",
        "locations/iraq.html",
    ]
    assert 'src="assets/search.js"' in page(site, "search.html")


def test_what_a_search_does_not_load_is_not_published(site: Path) -> None:
    """Of Pagefind's files its program, its worker and the index are there; its user interfaces are not."""
    names = {name.partition("/")[2] for name in index_of(site)}
    assert {name for name in names if name.endswith((".js", ".css", ".json"))} == {
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind-entry.json",
    }
    assert {name for name in names if name.startswith("wasm.")} == {"wasm.en.pagefind"}


def test_a_script_can_tell_what_was_found(site: Path) -> None:
    """The table names each page as the index does, in the order of the tables of incidents and places."""
    before, _, text = page(site, "assets/data/texts.js").partition("texts = ")
    assert before == "(window.chronicle = window.chronicle || {})."
    table = json.loads(text.removesuffix(";\n"))
    names = {
        record_of(data): name.rpartition("/")[2].partition(".")[0]
        for name, data in index_of(site).items()
        if "fragment/" in name
    }
    assert table == {
        "incident": [[names["incidents/a.html"]], [names["incidents/b.html"]]],
        "location": [[names["locations/base.html"]], [names["locations/iraq.html"]]],
        "article": [[names["articles/r.html"], "2023-10-20", "2023-10-20"]],
        "note": [[names["about.html"]]],
    }


def test_pages_are_numbered_in_the_order_of_the_records(tmp_path: Path) -> None:
    """Whatever the order in which a disk lists files: what is told to Pagefind last has the last number."""
    names = [f"{number:02}" for number in range(30)]
    many = {f"incidents/{name}.md": incident(name, f"2023-10-{30 - int(name):02}") for name in names}
    make_site(tmp_path, {**many, "articles/r.md": SITE["articles/r.md"], "notes/about.md": entry("Text.", title="A")})
    build_site(tmp_path, full_text=True)
    index = index_of(tmp_path)
    fragments = {
        name.partition(".")[0].rpartition("_")[2]: record_of(index[name]) for name in index if "fragment/" in name
    }
    numbered = parts_of(next(data for name, data in index.items() if name.endswith(".pf_meta")))
    assert [fragments[name] for name in numbered if name in fragments] == [
        *(f"incidents/{name}.html" for name in reversed(names)),
        "articles/r.html",
        "about.html",
    ]


# ---- when it is made


def test_nothing_changed_runs_nothing(site: Path, runs: list[Path]) -> None:
    """A second build neither indexes nor writes."""
    before = tree(site / "site")
    result = build_site(site, full_text=True)
    assert (runs, result.written, result.removed) == ([], 0, 0)
    assert tree(site / "site") == before


@pytest.mark.parametrize(
    "change",
    [
        {"chronicle.toml": CONFIG.replace("Log", "Chronicle")},
        {"actors/guard.md": location("Guard", body="Another text.")},
        {"templates/note.html": '{% extends "theme/note.html" %}'},
        {"media/x.txt": "x"},
    ],
    ids=["title of the site", "actor", "template", "media"],
)
def test_what_changes_no_text_does_not_index_again(site: Path, runs: list[Path], change: dict[str, str]) -> None:
    """A new title, an actor's text, a template or a file: pages are rendered, the index stays."""
    before = index_of(site)
    write(site, change)
    assert build_site(site, full_text=True).reasons or "media/x.txt" in tree(site / "site")
    assert (runs, index_of(site)) == ([], before)


@pytest.mark.parametrize(
    "change",
    [
        {"incidents/a.md": incident("First", "2023-10-01", "Rockets hit.", locations="[base]", actors="[guard]")},
        {"locations/base.md": location("Base", parent="iraq", spellings="[Ain al-Asad]", body="A base in the west.")},
        {"notes/about.md": entry("Other words.", title="About")},
    ],
    ids=["body", "spelling", "note"],
)
def test_a_changed_text_indexes_again(site: Path, runs: list[Path], change: dict[str, str]) -> None:
    """A body, a spelling or a note that changes is in the index of the next build."""
    before = index_of(site)
    write(site, change)
    build_site(site, full_text=True)
    assert len(runs) == 1
    assert index_of(site) != before


def test_an_incremental_index_equals_a_clean_one(site: Path, tmp_path: Path) -> None:
    """After edits, additions and removals the site with its index is the one that a clean build makes."""
    write(site, {"incidents/d.md": incident("Third", "2023-11-03", "Shells.", locations="[iraq]")})
    build_site(site, full_text=True)
    (site / "content/incidents/b.md").unlink()
    write(site, {"notes/about.md": entry("Other words.", title="About")})
    build_site(site, full_text=True)
    shutil.copytree(site, tmp_path / "copy", ignore=shutil.ignore_patterns("site", ".chronicle"))
    build_site(tmp_path / "copy", full_text=True)
    assert tree(site / "site") == tree(tmp_path / "copy/site")


def test_an_index_is_made_again_from_what_was_kept(site: Path, runs: list[Path]) -> None:
    """A lost or damaged file of the index comes back without a run; without the kept index it is run again."""
    before = tree(site / "site")
    (site / "site/pagefind/pagefind.js").write_text("damaged", "utf-8")
    fragment = next((site / "site/pagefind/fragment").iterdir())
    fragment.unlink()
    build_site(site, full_text=True)
    assert (runs, tree(site / "site")) == ([], before)
    (site / PLACE / "index/pagefind.js").unlink()
    write(site, {"media/x.txt": "x"})
    build_site(site, full_text=True)
    assert len(runs) == 1
    shutil.rmtree(site / ".chronicle")
    build_site(site, full_text=True)
    assert len(runs) == 2
    assert index_of(site) == {name: data for name, data in before.items() if name.startswith("pagefind/")}


# ---- beside the pages


def test_pages_are_made_while_pagefind_is_at_work(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the search page, which says whether there is an index, lie ready when its files are waited for."""
    laid: list[bytes] = []

    @contextlib.contextmanager
    def noted(folder: Path, records: Records, language: str) -> Iterator[Callable[[], dict[str, bytes]]]:
        with pagefind.running(folder, records, language) as files:

            def waited() -> dict[str, bytes]:
                laid.extend(tree(site / "site" / TEMPORARY).values())
                return files()

            yield waited

    monkeypatch.setattr(full_text, "running", noted)
    before = tree(site / "site")
    write(
        site, {"notes/about.md": entry("Other words.", title="About"), "chronicle.toml": CONFIG.replace("Log", "Book")}
    )
    build_site(site, full_text=True)
    after = {name: data for name, data in tree(site / "site").items() if name.endswith(".html")}
    assert {name for name in after if after[name] not in laid} == {"search.html"}
    assert not before.items() & after.items()


@pytest.mark.parametrize(("jobs", "expected"), [(0, [3, 0]), (3, [2, 3]), (1, [1, 1])])
def test_pagefind_has_a_processor_of_its_own(
    site: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, expected: list[int]
) -> None:
    """While it is at work pages are made in one process less; else in as many as there are to be."""
    strengths: list[int] = []

    def noted(  # noqa: PLR0913, PLR0917 - as what it stands for
        project: Path, proof: Proof, output: Output, staging: Staging, jobs: int, first: int = 0
    ) -> list[Made]:
        strengths.append(jobs)
        return rendered(project, proof, output, staging, jobs, first)

    monkeypatch.setattr(printing, "rendered", noted)
    monkeypatch.setattr(full_text, "processors", lambda: 4)
    write(site, {"notes/about.md": entry("Other words.", title="About")})
    build(site, Options(full_text=True, jobs=jobs))
    assert strengths == expected
    write(site, {"chronicle.toml": CONFIG.replace("Log", "Book")})
    build(site, Options(full_text=True, jobs=jobs))
    assert strengths[2:] == [jobs, jobs]


def test_a_page_that_fails_ends_pagefind(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mistake is told at once; the site and its index stay, and nothing is left running."""
    start, started, before = subprocess.Popen, [], tree(site / "site")

    def noted(command: list[str], **options: object) -> object:
        started.append(start(command, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    write(site, {"notes/about.md": entry("Other words.", title="About"), "templates/note.html": "{{ view.nothing }}"})
    result = build(site, Options(full_text=True))
    assert [problem.path for problem in result.problems] == ["templates/note.html"]
    assert [process.poll() is None for process in started] == [False]
    assert tree(site / "site") == before
    assert [path.name for path in (site / PLACE).iterdir()] == ["index"]


# ---- without it


def test_without_search_nothing_of_the_index_is_left(site: Path, tmp_path: Path) -> None:
    """A build without search takes the index away: it equals a clean one, and no stale text is found."""
    build_site(site)
    assert index_of(site) == {}
    assert "assets/search.js" not in page(site, "search.html")
    make_site(tmp_path / "clean", SITE)
    build_site(tmp_path / "clean")
    assert tree(site / "site") == tree(tmp_path / "clean/site")


def test_the_settings_can_leave_it_out(tmp_path: Path, runs: list[Path]) -> None:
    """`[search] full_text = false` asks for no index, and says nothing."""
    make_site(tmp_path, {**SITE, "chronicle.toml": f"{CONFIG}[search]\nfull_text = false\n"})
    result = build_site(tmp_path, full_text=True)
    assert (runs, index_of(tmp_path), result.notice) == ([], {}, "")


def test_without_pagefind_the_site_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pagefind is not installed a line says how to get it, each time; once it is there the next build indexes."""
    make_site(tmp_path, SITE)
    with monkeypatch.context() as without:
        for module in (full_text, inputs):
            without.setattr(module, "pagefind_version", lambda: "")
        without.setattr("chronicle.building.stages.pagefind_version", lambda: "")
        assert build_site(tmp_path, full_text=True).notice == MISSING
        assert index_of(tmp_path) == {}
        again = build_site(tmp_path, full_text=True)
        assert (again.rendered, again.notice) == (0, MISSING)
    assert build_site(tmp_path, full_text=True).notice == ""
    assert index_of(tmp_path)


def test_a_chronicle_without_entries_has_no_index(tmp_path: Path, runs: list[Path]) -> None:
    """Nothing to read is nothing to index."""
    result = build_site(make_site(tmp_path, {}), full_text=True)
    assert (runs, index_of(tmp_path), result.notice) == ([], {}, "")


# ---- when it fails


def test_a_failure_is_one_line_and_tried_again(site: Path, monkeypatch: pytest.MonkeyPatch, runs: list[Path]) -> None:
    """When Pagefind fails the site is printed without full text; the next build tries again though nothing changed."""
    write(site, {"notes/about.md": entry("Other words.", title="About")})
    with monkeypatch.context() as failing:

        def refused(*_: object) -> None:
            raise PagefindError('Pagefind failed: "out of memory"')

        failing.setattr(full_text, "running", refused)
        result = build_site(site, full_text=True)
        assert result.notice == 'no full text this time: Pagefind failed: "out of memory"'
    assert "Other words." in page(site, "about.html")
    assert index_of(site) == {}
    assert "assets/search.js" not in page(site, "search.html")
    assert build_site(site, full_text=True).notice == ""
    assert len(runs) == 1
    assert len(list(indexed(site))) == 6


def test_what_is_in_the_way_of_the_index_is_one_line(tmp_path: Path) -> None:
    """It is named, and the site has its index all the same."""
    make_site(tmp_path, SITE)
    (tmp_path / ".chronicle").mkdir()
    (tmp_path / PLACE).write_text("a file", "utf-8")
    notice = build_site(tmp_path, full_text=True).notice
    assert notice == f"the full text is made anew each time: {PLACE} is a file; delete it"
    assert index_of(tmp_path)
    assert (tmp_path / PLACE).read_text("utf-8") == "a file"


ANSWER = "import base64; print(base64.b64encode({answer!r}.encode()).decode(), end=',', flush=True); input()"


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import sys; print('one'); sys.exit('out of\\nmemory')", 'Pagefind failed: "memory"'),
        ("import os; os.kill(os.getpid(), 9)", "Pagefind was ended by signal 9"),
        ("import sys; sys.exit(3)", "Pagefind failed"),
        (
            ANSWER.format(answer='{"payload": {"type": "Error", "message": "no such\\n file"}}'),
            'Pagefind failed: "no such file"',
        ),
        (ANSWER.format(answer='{"payload": {"type": "GetFi'), BROKEN),
        (ANSWER.format(answer='{"payload": {"type": "GetFiles", "files": []}}'), BROKEN),
        ("print('words, and more', flush=True); input()", BROKEN),
    ],
    ids=["last words", "signal", "silent", "refused", "cut off", "no files", "other words"],
)
def test_how_pagefind_ended_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, message: str
) -> None:
    """By its last line, the signal that ended it or its answer; what it did not read is in nobody's way."""
    started = subprocess.Popen

    def other(_command: list[str], **options: object) -> object:
        return started([sys.executable, "-c", program], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", other)
    with (
        pytest.raises(PagefindError) as caught,
        pagefind.running(tmp_path, [("a.html", b"x" * 1_000_000)], "en") as files,
    ):
        files()
    assert str(caught.value) == message


@pytest.mark.parametrize("broken", ["fragment", "pf_meta", "lost"])
def test_an_index_that_cannot_be_read_is_one_line(
    site: Path, monkeypatch: pytest.MonkeyPatch, broken: str, runs: list[Path]
) -> None:
    """What is cut off, or of which a part is missing, is not published."""
    write(site, {"notes/about.md": entry("Other words.", title="About")})

    @contextlib.contextmanager
    def half(folder: Path, records: Records, language: str) -> Iterator[Callable[[], dict[str, bytes]]]:
        with pagefind.running(folder, records, language) as made:
            files = made()
        name = next(name for name in files if ("pf_index" if broken == "lost" else broken) in name)
        content = files.pop(name)
        yield lambda: files if broken == "lost" else {**files, name: content[: len(content) // 2]}

    with monkeypatch.context() as patch:
        patch.setattr(full_text, "running", half)
        assert build_site(site, full_text=True).notice == "no full text this time: Pagefind made a broken index"
    assert build_site(site, full_text=True).notice == ""
    assert len(runs) == 1


def test_records_without_words_are_no_index(site: Path) -> None:
    """A site may write its own record.html; one that says nothing makes no search that finds nothing."""
    write(site, {"templates/record.html": "<html></html>"})
    assert build_site(site, full_text=True).notice == "no full text this time: Pagefind found no words"
    assert index_of(site) == {}


def test_a_record_that_cannot_be_rendered_stops_the_build(site: Path) -> None:
    """A site may write its own record.html; its mistakes are problems like those of any template."""
    before = tree(site / "site")
    write(site, {"templates/record.html": "{{ view.nothing }}"})
    result = build(site, Options(full_text=True))
    assert not result.is_done
    wrong = "RecordView has no attribute 'nothing' (while rendering incidents/a.html)"
    assert said(result.problems) == [f"templates/record.html:1:1: error: {wrong} [template]"]
    assert tree(site / "site") == before


def test_the_environment_changes_nothing(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind can be set up by variables and threads; neither reaches the index."""
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "h1")
    monkeypatch.setenv("RAYON_NUM_THREADS", "1")
    other = make_site(tmp_path / "other", dict(reversed(SITE.items())))
    build_site(other, full_text=True)
    assert index_of(other) == index_of(site)


@pytest.mark.parametrize("kind", ["outside", "file", "folder"])
def test_an_index_that_came_with_a_chronicle_publishes_no_other_file(site: Path, runs: list[Path], kind: str) -> None:
    """Neither by a name that leads out of it, nor through a link."""
    (site / "secret").write_text("secret", "utf-8")
    index, before = site / PLACE / "index", index_of(site)
    name = {"outside": "../../../secret", "file": "secret.pf_meta", "folder": "linked/secret"}[kind]
    if kind == "file":
        (index / name).symlink_to(site / "secret")
    elif kind == "folder":
        (index / "linked").symlink_to(site)
    with contextlib.closing(Cache(site / ".chronicle/cache.sqlite")) as cache:
        made = cache.get("state", "full text")
        made["files"][name] = [(index / name).lstat().st_size, hashlib.sha256(b"secret").hexdigest()]
        cache.put("state", "full text", made)
        cache.save()
    write(site, {"media/x.txt": "x"})
    build_site(site, full_text=True)
    assert index_of(site) == before
    assert len(runs) == 1
    assert not (site.parent / "secret").exists()


def test_a_damaged_index_is_made_again(site: Path, runs: list[Path]) -> None:
    """Bytes that are not those that were made are not published."""
    before = index_of(site)
    program = site / PLACE / "index/pagefind.js"
    program.write_bytes(b"?" * program.stat().st_size)
    (site / "site/pagefind/pagefind.js").unlink()
    build_site(site, full_text=True)
    assert (len(runs), index_of(site)) == (1, before)


def test_what_is_left_of_a_run_that_was_ended_goes_with_the_next(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has a folder of its own, and only what is whole is put in place."""
    before = index_of(site)

    def ended(folder: Path, records: Records, language: str) -> Running:
        shutil.copytree(folder, folder.with_name("run-of-another-time"))
        write(folder, {"index/fragment/late.pf_fragment": b""})
        return pagefind.running(folder, records, language)

    monkeypatch.setattr(full_text, "running", ended)
    write(site, {"notes/about.md": entry("One.", title="About")})
    build_site(site, full_text=True)
    monkeypatch.setattr(full_text, "running", pagefind.running)
    write(site, {"notes/about.md": SITE["notes/about.md"]})
    build_site(site, full_text=True)
    assert index_of(site) == before
    assert [path.name for path in (site / PLACE).iterdir()] == ["index"]


def test_pagefind_ends_with_the_build_that_started_it(tmp_path: Path) -> None:
    """A build that is killed while Pagefind is at work leaves nothing running."""
    program = """
import functools, os, pathlib, signal, subprocess
subprocess.Popen = functools.partial(subprocess.Popen, pass_fds=[os.dup(1)])
from chronicle.building import pagefind
def records():
    yield "a.html", b"<html><body>Words.</body></html>"
    print(flush=True)
    signal.pause()
pagefind.running(pathlib.Path(), records(), "en").__enter__()
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"\n"
        process.kill()
        assert process.communicate(timeout=60)[0] == b""  # both have closed it
